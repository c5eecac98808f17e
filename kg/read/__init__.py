"""Stage 1 of 8: file → Text.

A reader turns the bytes of one format into characters; from there on all formats go the same way (``repair``). An
archive holds several texts: ``places`` names them as if each were a file, ``a.zip!/folder/b.txt``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import SourceError
from kg.model import Text
from kg.read import archive, docx, html, md, ocr, pdf, repair, txt
from kg.read.reader import MAX_BYTES, MAX_PACKED, Reader

__all__ = ["READERS", "SUFFIXES", "places", "text"]

READERS = (
    Reader(
        name="txt",
        media="text/plain",
        suffixes=(".txt", ".text"),
        magic=(),
        decode=txt.decode,
    ),
    Reader(
        name="md",
        media="text/markdown",
        suffixes=(".md", ".markdown"),
        magic=(),
        decode=md.decode,
    ),
    Reader(
        name="html",
        media="text/html",
        suffixes=(".html", ".htm", ".xhtml"),
        magic=(b"<!DOCTYPE html", b"<!doctype html", b"<html", b"<HTML"),
        decode=html.decode,
        whole=True,
    ),
    Reader(
        name="docx",
        media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        suffixes=(".docx",),
        magic=(b"PK\x03\x04",),
        decode=docx.decode,
        limit=MAX_PACKED,
        whole=True,
    ),
    Reader(
        name="pdf",
        media="application/pdf",
        suffixes=(".pdf",),
        magic=(b"%PDF-",),
        decode=pdf.decode,
        limit=MAX_PACKED,
    ),
    Reader(
        name="picture",
        media="image/*",
        suffixes=(".png", ".jpg", ".jpeg"),
        magic=(b"\x89PNG", b"\xff\xd8\xff"),
        decode=ocr.decode,
    ),
)
SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes) | archive.SUFFIXES
"""Names of files that are looked into when a folder is read."""

FOREIGN = (
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
)
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Word keeps a document with a password in a file of the old kind, under this name."""


def places(path: Path) -> tuple[Path, ...]:
    """Give the texts in a file: the file itself, or the readable members of an archive."""
    if not path.exists() and archive.split(path) is None:
        raise SourceError("no_such_file", path=str(path))
    if not path.is_file() or path.suffix.lower() not in archive.SUFFIXES:
        return (path,)
    with _named(path):
        return archive.members(path, SUFFIXES)


def text(path: Path) -> Text:
    """Read one file or member of an archive; raise ``SourceError`` where there is nothing to read in it."""
    with _named(path):
        content = _content(path)
        reader = _reader(path, content)
        raw = reader.decode(content)
    if not raw.strip():
        raise SourceError("empty_file", path=str(path))
    return repair.text(raw, name=path.name, media=reader.media, whole=reader.whole)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say in an error which file it was."""
    try:
        yield
    except SourceError as error:
        raise SourceError(error.key, **{**error.fields, "path": str(path)}) from error


def _content(path: Path) -> bytes:
    limit = next((reader.limit for reader in READERS if path.suffix.lower() in reader.suffixes), MAX_BYTES)
    try:
        content = _stored(path, limit) if path.exists() else _member(path, limit)
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", reason=type(error).__name__) from error
    if not content:
        raise SourceError("empty_file")
    return content


def _stored(path: Path, limit: int) -> bytes:
    if not path.is_file():
        raise SourceError("not_a_file")
    size = path.stat().st_size
    if size > limit:
        raise SourceError("too_large", size=size, limit=limit)
    return path.read_bytes()


def _member(path: Path, limit: int) -> bytes:
    place = archive.split(path)
    if place is None:
        raise SourceError("no_such_file")
    return archive.content(*place, limit=limit)


def _reader(path: Path, content: bytes) -> Reader:
    """Choose by the first bytes, then by the suffix; a file of unknown suffix may still be plain text."""
    for reader in READERS:
        if content.startswith(reader.magic):
            return reader
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise SourceError("encrypted")
        raise SourceError("unsupported_format", format="DOC")
    for magic, name in FOREIGN:
        if content.startswith(magic):
            raise SourceError("unsupported_format", format=name)
    return next((r for r in READERS if path.suffix.lower() in r.suffixes), READERS[0])
