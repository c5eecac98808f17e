"""Stage 1 of 8: bytes of a plain text file → characters, with UTF-8, UTF-16 and GB18030 told apart.

Nothing is changed but the byte-order mark, which is dropped: line ends stay as they came, so that a position in the
characters can be found again in the file.
"""

import codecs
import re
from itertools import islice

from kg.errors import SourceError

__all__ = ["decode"]

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
SAMPLE = 4000
COMMON_SHARE = 0.8
CONTROL_SHARE = 0.02
SIGNS = 0xA3
FIRST_LEVEL = 0xB0
SECOND_LEVEL = 0xD8
"""First bytes of GB 2312: signs, digits and letters end; common characters begin; rarer ones begin."""


def decode(content: bytes) -> str:
    """Give the characters of a text file; raise ``SourceError`` where it is no text or in an unknown encoding."""
    raw = _characters(content)
    if "\0" in raw:
        raise SourceError("nul_byte", position=raw.index("\0"))
    controls = len(CONTROL.findall(raw, 0, SAMPLE))
    if controls > CONTROL_SHARE * min(len(raw), SAMPLE):
        raise SourceError("not_text")
    return raw


def _characters(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    if b"\0" in content:
        raise SourceError("nul_byte", position=content.index(b"\0"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(content, error.start)


def _marked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError("unknown_encoding", position=error.start) from error


def _chinese(content: bytes, position: int) -> str:
    """Read GB18030 if that gives ordinary Chinese; ``position`` is the first byte that is no UTF-8."""
    try:
        raw = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise SourceError("unknown_encoding", position=position) from error
    if not _is_ordinary_chinese(raw):
        raise SourceError("unknown_encoding", position=position)
    return raw


def _is_ordinary_chinese(raw: str) -> bool:
    """Say whether most characters beyond ASCII are common: wrongly decoded bytes land in rare or foreign ones."""
    foreign = list(islice((c for c in raw if c >= "\x80"), SAMPLE))
    common = sum(1 for c in foreign if _is_common(c))
    return common >= COMMON_SHARE * len(foreign)


def _is_common(character: str) -> bool:
    """Say whether a character is one of GB 2312's signs and characters, of its first level, no kana or other script."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return character in "—·〔〕"
    return code[0] <= SIGNS or FIRST_LEVEL <= code[0] < SECOND_LEVEL
