"""Stage 1 of 8: file → Text.

A reader turns the bytes of one format into characters; from there on all formats go the same way (``repair``).
"""

from pathlib import Path

from kg.errors import SourceError
from kg.model import Text
from kg.read import repair, txt
from kg.read.reader import Reader

__all__ = ["MAX_BYTES", "READERS", "text"]

READERS = (
    Reader(
        name="txt",
        media="text/plain",
        suffixes=(".txt", ".text", ".md"),
        magic=(),
        decode=txt.decode,
    ),
)
FOREIGN = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "DOCX/ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
)
MAX_BYTES = 20_000_000


def text(path: Path) -> Text:
    """Read one file; raise ``SourceError`` where there is nothing to read in it."""
    content = _content(path)
    try:
        reader = _reader(path, content)
        raw = reader.decode(content)
    except SourceError as error:
        raise SourceError(error.key, **{"path": str(path), **error.fields}) from error
    if not raw.strip():
        raise SourceError("empty_file", path=str(path))
    return repair.text(raw, name=path.name, media=reader.media)


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            raise SourceError("no_such_file", path=str(path))
        if not path.is_file():
            raise SourceError("not_a_file", path=str(path))
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError("too_large", path=str(path), size=size, limit=MAX_BYTES)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", path=str(path), reason=type(error).__name__) from error
    if not content:
        raise SourceError("empty_file", path=str(path))
    return content


def _reader(path: Path, content: bytes) -> Reader:
    """Choose by the first bytes, then by the suffix; a file of unknown suffix may still be plain text."""
    for reader in READERS:
        if reader.magic and content.startswith(reader.magic):
            return reader
    for magic, name in FOREIGN:
        if content.startswith(magic):
            raise SourceError("unsupported_format", format=name)
    return next((r for r in READERS if path.suffix.lower() in r.suffixes), READERS[0])
