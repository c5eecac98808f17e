"""A file becomes a Text, or an error that names the file."""

import pytest

from kg import read
from kg.errors import SourceError
from kg.read.reader import MAX_BYTES


def failure(path):
    with pytest.raises(SourceError) as caught:
        read.text(path)
    return caught.value


def test_text_reads_a_file(tmp_path):
    """The name is the file's, the raw text what stands in it."""
    path = tmp_path / "a.txt"
    path.write_bytes("创新驱动要参\r\n第 54 期\r\n".encode())
    text = read.text(path)
    assert (text.name, text.raw, text.clean) == ("a.txt", "创新驱动要参\r\n第 54 期\r\n", "创新驱动要参\n第54期")


def test_text_reads_unknown_suffix_as_plain_text(tmp_path):
    """What is in a file counts more than what it is called."""
    path = tmp_path / "bulletin"
    path.write_text("四川省科学技术厅", encoding="utf-8")
    assert read.text(path).clean == "四川省科学技术厅"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\n", "　　\n".encode()])
def test_text_refuses_empty_file(tmp_path, content):
    """Nothing but white space is nothing."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    error = failure(path)
    assert (error.key, error.fields["path"]) == ("empty_file", str(path))


def test_text_refuses_missing_file(tmp_path):
    """The name is in the error."""
    assert failure(tmp_path / "a.txt").key == "no_such_file"


def test_text_refuses_folder(tmp_path):
    """Folders are walked by the caller."""
    assert failure(tmp_path).key == "not_a_file"


def test_text_refuses_huge_file(tmp_path):
    """A limit keeps one bad file from stopping a build."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    error = failure(path)
    assert (error.key, error.fields["size"], error.fields["limit"]) == ("too_large", MAX_BYTES + 1, MAX_BYTES)


@pytest.mark.parametrize(("content", "name"), [(b"\xd0\xcf\x11\xe0\xa1", "DOC"), (b"{\\rtf1", "RTF")])
def test_text_names_format_it_cannot_read(tmp_path, content, name):
    """The first bytes decide, not the suffix."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    error = failure(path)
    assert (error.key, error.fields["format"]) == ("unsupported_format", name)


def test_text_names_a_document_with_a_password(tmp_path):
    """Word wraps it in a file of the old kind."""
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"))
    assert failure(path).key == "encrypted"


@pytest.mark.parametrize(
    ("name", "media"), [("a.html", "text/html"), ("a.md", "text/markdown"), ("a.txt", "text/plain")]
)
def test_text_goes_by_the_suffix_where_no_first_bytes_decide(tmp_path, name, media):
    """Markdown and fragments of pages have none."""
    path = tmp_path / name
    path.write_text("<p>四川省科学技术厅</p>", encoding="utf-8")
    assert read.text(path).media == media


def test_text_adds_path_to_errors_of_readers(tmp_path):
    """A reader knows bytes only."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"ab\0")
    error = failure(path)
    assert (error.key, error.fields["path"], error.fields["position"]) == ("nul_byte", str(path), 2)
