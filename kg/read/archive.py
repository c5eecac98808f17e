"""Stage 1 of 8: the texts in a ZIP archive, each under a name of its own; nothing is unpacked to disk.

An archive costs no more than its own size allows: what unpacks to more than a text can, overlaps its neighbour or is
larger than a file may be is refused by name, and the other members are read.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from kg.errors import SourceError

__all__ = ["SUFFIXES", "content", "members", "opened", "split", "unpacked"]

SUFFIXES = frozenset({".zip"})
MARK = "!"
"""Makes of the name of an archive that of a folder."""

MAX_MEMBERS = 5_000
MAX_RATIO = 200
FREE = 1_000_000
"""Bytes that may be as repetitive as they like."""

UTF8_NAME = 0x800
ENCRYPTED = 0x1
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError)


def members(path: Path, suffixes: frozenset[str]) -> tuple[Path, ...]:
    """Give the places of the readable members, sorted; the file itself where it is a document in a ZIP's clothes."""
    with opened(path) as archive:
        if "[Content_Types].xml" in archive.NameToInfo:
            return (path,)
        names = {name for name in _named(archive) if _is_wanted(name, suffixes)}
    if not names:
        raise SourceError("no_readable_files", known=" ".join(sorted(suffixes)))
    if len(names) > MAX_MEMBERS:
        raise SourceError("too_many_members", count=len(names), limit=MAX_MEMBERS)
    return tuple(Path(f"{path}{MARK}", name) for name in sorted(names))


def split(path: Path) -> tuple[Path, str] | None:
    """Take a place apart into archive and member; ``None`` where no part of it is a file."""
    for folder in path.parents:
        archive = Path(str(folder).removesuffix(MARK))
        if archive != folder and archive.is_file():
            return archive, path.relative_to(folder).as_posix()
    return None


def content(path: Path, name: str, *, limit: int) -> bytes:
    """Unpack one member in memory."""
    with _faults():
        state = path.stat()
        archive, members = _kept(path.absolute(), (state.st_mtime_ns, state.st_size))
        member = members.get(PurePosixPath(name).as_posix())
        if member is None:
            raise SourceError("no_such_file")
        return unpacked(archive, member, limit=limit)


@contextmanager
def opened(source: Path | BytesIO) -> Iterator[ZipFile]:
    """Open an archive; whatever is wrong with it, then or later, is a ``SourceError``."""
    with _faults(), ZipFile(source) as archive:
        _check(archive)
        yield archive


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except FAULTS as error:
        raise SourceError("damaged", format="ZIP", reason=type(error).__name__) from error


def unpacked(archive: ZipFile, member: ZipInfo, *, limit: int) -> bytes:
    """Unpack one member unless that is too much; the size it declares is all that is ever unpacked."""
    if member.flag_bits & ENCRYPTED:
        raise SourceError("encrypted")
    if member.file_size > max(FREE, MAX_RATIO * member.compress_size):
        raise SourceError("bomb", size=member.file_size, packed=member.compress_size)
    if member.file_size > limit:
        raise SourceError("too_large", size=member.file_size, limit=limit)
    return archive.read(member)


def _check(archive: ZipFile) -> None:
    if sum(member.compress_size for member in archive.infolist()) > archive.start_dir:
        raise SourceError("damaged", format="ZIP", reason="overlap")


@lru_cache(maxsize=1)
def _kept(path: Path, stamp: tuple[int, int]) -> tuple[ZipFile, dict[str, ZipInfo]]:  # noqa: ARG001 - a changed file is another
    """Keep the archive open whose members are read one after another: its directory is read once, not with each."""
    archive = ZipFile(path)
    _check(archive)
    return archive, _named(archive)


def _named(archive: ZipFile) -> dict[str, ZipInfo]:
    return {_name(member): member for member in archive.infolist() if not member.is_dir()}


def _name(member: ZipInfo) -> str:
    """Give the name as it was meant, without what leads out of the archive."""
    name = member.filename if member.flag_bits & UTF8_NAME else _decoded(member.filename)
    parts = CONTROLS.sub("_", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def _decoded(name: str) -> str:
    """Read a name that does not say its encoding: archives made in China are in that of their system."""
    try:
        letters = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return letters.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _is_wanted(name: str, suffixes: frozenset[str]) -> bool:
    """Say whether a member may be a text: of a readable kind, not hidden, not what a system adds."""
    place = PurePosixPath(name)
    return place.suffix.lower() in suffixes and not any(part.startswith((".", "__MACOSX")) for part in place.parts)
