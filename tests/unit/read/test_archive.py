"""Each readable member of an archive is a text of its own, with a name of its own, or a fault of its own."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from make_docx import docx, paragraph, zipped

from kg import pipeline, read, store
from kg.errors import SourceError

DOCUMENT = "四川省科学技术厅关于印发《若干措施》的通知\n川科发〔2025〕{}号\n各市（州）科技局：\n现将《若干措施》印发给你们。\n四川省科学技术厅\n2025年3月1日\n"


@pytest.fixture
def archive(tmp_path):
    """Write an archive of these members and give its place."""

    def written(members, name="a.zip"):
        path = tmp_path / name
        path.write_bytes(members if isinstance(members, bytes) else zipped(members))
        return path

    return written


def names(path):
    return [str(place.relative_to(path.parent)) for place in read.places(path)]


def failure(action, path):
    with pytest.raises(SourceError) as caught:
        action(path)
    return caught.value


def test_places_are_the_readable_members_in_order(archive):
    """Hidden files, folders and what cannot be read are passed over."""
    path = archive({"乙.txt": "a", "甲/b.html": "a", "甲/": "", ".c.txt": "a", "__MACOSX/d.txt": "a", "e.exe": "a"})
    assert names(path) == ["a.zip!/乙.txt", "a.zip!/甲/b.html"]


def test_file_that_is_no_archive_is_its_own_place(tmp_path):
    """Nobody opens it to find out."""
    path = tmp_path / "a.txt"
    path.touch()
    assert read.places(path) == (path,)


def test_member_is_read_by_its_place(archive):
    """As the file that it is."""
    path = archive({"甲/a.docx": docx(paragraph("支持企业。")), "b.txt": "支持高校。".encode("gb18030")})
    assert [read.text(place).raw for place in read.places(path)] == ["支持高校。", "支持企业。\n"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_read_as_chinese(archive, encoding):
    """Archives of other systems say nothing of the encoding of names."""
    path = archive(_unmarked("政策.txt", encoding))
    assert names(path) == ["a.zip!/政策.txt"]
    assert read.text(read.places(path)[0]).raw == "支持企业。"


def _unmarked(name, encoding):
    """An archive whose one name is in an encoding that it does not tell."""
    letters = name.encode(encoding)
    plain = "x" * (len(letters) - 4) + ".txt"
    return zipped({plain: "支持企业。"}).replace(plain.encode(), letters)


def test_names_do_not_lead_out_of_the_archive(archive):
    """Nothing is unpacked to disk, but a name is shown and compared."""
    path = archive({"../../b.txt": "a", "/etc/c.txt": "a", "d\\e.txt": "a", "f\x1b[31m.txt": "a"})
    assert names(path) == ["a.zip!/b.txt", "a.zip!/d/e.txt", "a.zip!/etc/c.txt", "a.zip!/f_[31m.txt"]


def test_archive_in_an_archive_stays_closed(archive):
    """One level, so that the work is bounded."""
    path = archive({"b.zip": zipped({"c.txt": "a"})})
    assert failure(read.text, read.places(path)[0]).key == "unopened_archive"


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"no zip", zipped({"a.txt": "a" * 100})[:-30]])
def test_damaged_archive_is_named(archive, content):
    """Cut off, or never one."""
    path = archive(content)
    error = failure(read.places, path)
    assert (error.key, error.fields["path"]) == ("damaged", str(path))


def test_archive_without_texts_is_named(archive):
    """As an empty folder is."""
    assert failure(read.places, archive({"a.exe": "a"})).key == "no_readable_files"


def test_member_with_a_password_is_named(archive):
    """The bit that says so stands in both of its headers."""
    content = bytearray(zipped({"b.txt": "a"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path = archive(bytes(content))
    assert failure(read.text, read.places(path)[0]).key == "encrypted"


def test_damaged_member_is_named(archive):
    """Its checksum does not agree."""
    content = zipped({"b.txt": "支持企业。" * 3})
    at = content.index(b"PK\x01\x02")
    path = archive(content[:at] + content[at : at + 16] + b"\0\0\0\0" + content[at + 20 :])
    assert failure(read.text, read.places(path)[0]).key == "damaged"


def test_member_that_unpacks_to_too_much_is_refused(archive):
    """By what it declares, before anything is unpacked."""
    path = archive({"b.txt": "a" * 2_000_000})
    assert failure(read.text, read.places(path)[0]).key == "bomb"


def test_member_declared_huge_is_refused(archive):
    """Ten gigabytes need not be there to be feared."""
    content = bytearray(zipped({"b.txt": "a"}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (4_000_000_000).to_bytes(4, "little")
    assert failure(read.text, read.places(archive(bytes(content)))[0]).key == "bomb"


def test_members_that_share_their_bytes_are_refused(archive):
    """Many members over one piece of packed data cost nothing to send and much to read."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", bytes(range(256)) * 40)
        for i in range(50):
            twin = ZipInfo(f"{i}.txt")
            first = packed.filelist[0]
            twin.header_offset, twin.CRC, twin.file_size = first.header_offset, first.CRC, first.file_size
            twin.compress_size, twin.compress_type = first.compress_size * 10, first.compress_type
            packed.filelist.append(twin)
    assert failure(read.places, archive(stream.getvalue())).fields["reason"] == "overlap"


def test_missing_member_is_named(archive):
    """As a missing file is."""
    path = archive({"b.txt": "a"})
    assert failure(read.text, Path(f"{path}!/c.txt")).key == "no_such_file"
    assert failure(read.text, Path(f"{path}.zip!/c.txt")).key == "no_such_file"


@pytest.mark.parametrize("workers", [1, 2])
def test_build_reads_an_archive_as_a_folder(archive, tmp_path, workers):
    """Each member has its progress and its error; the graph is the same as from the files."""
    told = []
    members = {"d/1.txt": DOCUMENT.format(1), "d/2.txt": DOCUMENT.format(2), "README.md": "a", "bad.docx": "a"}
    path = archive(members)
    report = pipeline.build([path], tmp_path / "g", workers=workers, progress=lambda *state: told.append(state[:3]))
    assert [(str(row.path), row.error.key) for row in report.failed] == [(f"{path}!/bad.docx", "damaged")]
    assert told == [(1, 3, "bad.docx"), (2, 3, "1.txt"), (3, 3, "2.txt")]
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(members[f"d/{name}"], encoding="utf-8")
    pipeline.build([tmp_path / "1.txt", tmp_path / "2.txt"], tmp_path / "files")
    with store.open_graph(tmp_path / "g") as one, store.open_graph(tmp_path / "files") as two:
        assert list(one.quads()) == list(two.quads())


def test_build_names_an_archive_that_cannot_be_opened(archive, tmp_path):
    """The other files enter all the same."""
    archive(b"PK\x03\x04", "bad.zip")
    archive({"1.txt": DOCUMENT.format(1)})
    report = pipeline.build([tmp_path], tmp_path / "g")
    assert [(row.path.name, row.error.key) for row in report.failed] == [("bad.zip", "damaged")]
    assert len(report.built) == 1


def test_an_archive_that_changed_is_read_anew(archive):
    """What is kept of an archive from one member to the next is of that archive only."""
    for number in (7, 12345):
        (place,) = read.places(archive({"a.txt": DOCUMENT.format(number).encode()}))
        assert f"〔2025〕{number}号" in read.text(place).raw
