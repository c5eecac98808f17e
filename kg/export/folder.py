"""Formats of several files: written beside their place, which they take when they are complete; or as one zip.

A folder of ours carries ``kg-export.json`` with the names of its files. Only such a folder, or an empty one, is ever
written into; what people put there besides our files stays.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO

from kg.errors import UsageError

__all__ = ["Folder", "placed", "zipped"]

MARK = "kg-export.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


class Folder:
    """The files being written."""

    def __init__(self, path: Path) -> None:
        """Write into the folder ``path``, which is ours alone for now."""
        self._path = path
        self.names: list[str] = []

    @contextmanager
    def file(self, name: str, *, runs: bool = False) -> Iterator[BinaryIO]:
        """Open a new file, in folders of its own if its name has slashes; ``runs`` makes it a program."""
        target = self._path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        self.names.append(name)
        with target.open("xb") as stream:
            yield stream
        if runs:
            target.chmod(0o755)

    def close(self, form: str) -> None:
        """Leave the mark that the folder is ours."""
        content = {"made_by": "kg export", "format": form, "files": sorted(self.names)}
        with (self._path / MARK).open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def placed(target: Path, form: str) -> Iterator[Folder]:
    """Fill a folder that takes its place only when it is complete."""
    old = _ours(target)
    new = Path(mkdtemp(prefix=".kg-export-", dir=target.parent))
    try:
        folder = Folder(new)
        yield folder
        folder.close(form)
        new.chmod(0o755)
        _keep(target, new, old)
        _swap(target, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)


@contextmanager
def zipped(out: BinaryIO, form: str) -> Iterator[Folder]:
    """Fill a folder on the side, then write it as a zip with dates that never change."""
    with TemporaryDirectory(prefix="kg-export-") as side:
        folder = Folder(Path(side))
        yield folder
        folder.close(form)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted([*folder.names, MARK]):
                _store(archive, Path(side) / name, name)


def _ours(target: Path) -> frozenset[str]:
    """Give the files of a folder that we wrote before; refuse a place that is someone else's."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError("folder_not_ours", path=target)
    if not target.exists() or not any(target.iterdir()):
        return frozenset()
    try:
        content = json.loads((target / MARK).read_text("utf-8"))
        return frozenset([*map(str, content["files"]), MARK])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UsageError("folder_not_ours", path=target) from problem


def _keep(target: Path, new: Path, old: frozenset[str]) -> None:
    """Copy what people added to a folder of ours; a file of theirs where one of ours must go is left to them."""
    if not target.exists():
        return
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if path.is_dir() or name in old:
            continue
        if (new / name).exists():
            raise UsageError("folder_file_taken", path=path)
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, new / name, follow_symlinks=False)


def _swap(target: Path, new: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    aside = Path(mkdtemp(prefix=".kg-export-", dir=target.parent))
    target.rename(aside / "old")
    try:
        new.rename(target)
    except OSError:
        (aside / "old").rename(target)
        aside.rmdir()
        raise
    shutil.rmtree(aside)


def _store(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = (path.stat().st_mode & 0o777 | 0o644) << 16
    with path.open("rb") as file, archive.open(entry, "w", force_zip64=True) as target:
        shutil.copyfileobj(file, target, _CHUNK)
