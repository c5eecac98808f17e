"""Print in pictures is recognised where the extra is installed, and refused by name where it is not."""

import struct
import zlib

import pypdfium2
import pytest
from make_pdf import Ink, Picture, Sheet, pdf

from kg import read
from kg.errors import SourceError
from kg.read import ocr
from kg.read.pdf import decode

needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the extra is not installed: pip install '.[ocr]'")
SIZE = (300, 120)
WORDS = ("Policy Bulletin 2025", "Support 300")


def picture():
    """Give the picture of a page with two lines, set in letters that PDFium brings along."""
    inks = [Ink(20, 80 - 40 * i, words, 20, latin=True) for i, words in enumerate(WORDS)]
    document = pypdfium2.PdfDocument(pdf(Sheet(inks, size=SIZE)))
    bitmap = document[0].render(scale=3, grayscale=True)
    grey = bitmap.to_numpy().tobytes()
    found = Picture(bitmap.width, bitmap.height, grey[: bitmap.width * bitmap.height])
    document.close()
    return found


def png(image):
    """Write a grey picture as a PNG file."""
    rows = b"".join(b"\0" + image.grey[i : i + image.width] for i in range(0, len(image.grey), image.width))
    head = struct.pack(">2I5B", image.width, image.height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def test_a_picture_without_the_extra_is_refused(monkeypatch, tmp_path):
    """The sentence says what to install."""
    monkeypatch.setattr(ocr, "available", lambda: False)
    file = tmp_path / "a.png"
    file.write_bytes(png(picture()))
    with pytest.raises(SourceError) as caught:
        read.text(file)
    assert (caught.value.key, caught.value.fields["path"]) == ("picture_no_ocr", str(file))


@needs_ocr
def test_a_scanned_page_is_recognised():
    """A page that is nothing but a picture."""
    found = decode(pdf(Sheet(size=SIZE, picture=picture())))
    assert [line.replace(" ", "") for line in found.split("\n") if line] == [word.replace(" ", "") for word in WORDS]


@needs_ocr
def test_a_picture_file_is_recognised(tmp_path):
    """Pictures of pages are read like scanned pages."""
    file = tmp_path / "a.png"
    file.write_bytes(png(picture()))
    assert "300" in read.text(file).raw


@needs_ocr
def test_a_damaged_picture_is_refused():
    """Its first bytes promise what does not follow."""
    with pytest.raises(SourceError) as caught:
        ocr.decode(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    assert caught.value.key == "picture_damaged"


@needs_ocr
def test_a_blank_scan_is_told():
    """With the extra, the file itself is at fault."""
    with pytest.raises(SourceError) as caught:
        decode(pdf(Sheet(size=SIZE, picture=Picture(90, 36, b"\xff" * 90 * 36))))
    assert caught.value.key == "no_print"
