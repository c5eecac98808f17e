"""Bytes of plain text become characters, or an error that says why not."""

import codecs

import pytest

from kg.errors import SourceError
from kg.read.txt import decode

SENTENCE = "四川省科技厅印发《工作指引》，明确19项尽职事项。\r\n"


def test_decode_utf8_keeps_line_ends():
    """Positions must be found again in the file, so nothing is normalised."""
    assert decode(SENTENCE.encode()) == SENTENCE


def test_decode_drops_byte_order_mark():
    """Offsets count after the mark."""
    assert decode(codecs.BOM_UTF8 + SENTENCE.encode()) == SENTENCE


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312"])
def test_decode_tells_gb18030_from_utf8(encoding):
    """The older encodings of Chinese are subsets of GB18030."""
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_decode_utf16_by_its_mark(mark, encoding):
    """Notepad's "Unicode" files carry a mark."""
    assert decode(mark + SENTENCE.encode(encoding)) == SENTENCE


def test_decode_names_position_of_nul_byte():
    """A NUL byte means a binary file or a damaged one."""
    with pytest.raises(SourceError) as caught:
        decode(b"abc\0def")
    assert (caught.value.key, caught.value.fields["position"]) == ("nul_byte", 3)


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode("big5", "ignore") * 3,
        "これはテストの文章です。".encode("shift_jis"),
        SENTENCE.encode()[:-4] + b"\xff\xff",
    ],
)
def test_decode_refuses_other_encodings(content):
    """Wrongly decoded text would be worse than none."""
    with pytest.raises(SourceError) as caught:
        decode(content)
    assert caught.value.key == "unknown_encoding"


def test_decode_refuses_control_characters():
    """Bytes that happen to be ASCII are no text yet."""
    with pytest.raises(SourceError) as caught:
        decode(bytes(range(1, 9)) * 20)
    assert caught.value.key == "not_text"
