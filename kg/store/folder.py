"""The graph folder: what lies where, who may write, which snapshot counts.

    GRAPH/
      FORMAT            version of this layout; a newer one is refused
      lock              held by the one writer, with its process number inside
      CURRENT           name of the snapshot that counts; replaced in one step, the only switch there is
      edits/            people's corrections, text; never touched by a build
      shards/<source>.<digest>/    one text: quads.nq reference.nq shard.json text.txt
      imports/<name>.<digest>.nq   plain RDF that was added
      snapshots/<name>/            manifest.json (which shards and imports) · oxigraph/ · graph.nq blanks.nq · the index
        use             readers hold it shared, so that a writer knows what it may take away; the files' sizes

Shards and imports are named by their content and never changed, so whatever a killed writer leaves behind is not
mentioned by the snapshot that counts, and the next writer sweeps it.
"""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.frozen import frozen
from kg.model.iri import local
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Record

__all__ = [
    "FORMAT", "Manifest", "claim", "current", "damaged", "disk", "exclusive", "manifest", "plain", "point", "record",
    "seal", "shard_folder", "snapshot", "sweep", "torn", "using", "version",
]  # fmt: skip

FORMAT = 2

_NAME = re.compile(r"[\w-]+")
_LONGEST = 60
_TRIES = 5
_FULL = (errno.ENOSPC, errno.EDQUOT)


@frozen
class Manifest:
    """What a snapshot is made of: texts and imports, each with the digest that names its files."""

    records: "dict[str, Record]"
    shards: dict[str, str]
    imports: dict[str, str]

    def dump(self) -> str:
        """Write it as JSON."""
        import json

        texts = {source: {"digest": self.shards[source], **plain(self.records[source])} for source in self.shards}
        return json.dumps({"texts": texts, "imports": self.imports}, ensure_ascii=False, indent=0, sort_keys=True)


def manifest(folder: Path) -> Manifest:
    """Read what a snapshot is made of."""
    import json

    file = folder / "manifest.json"
    try:
        stored = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(file) from error
    shards = {source: row.pop("digest") for source, row in stored["texts"].items()}
    return Manifest({source: record(row) for source, row in stored["texts"].items()}, shards, stored["imports"])


def damaged(file: Path) -> StoreError:
    """Give the error for a file of a graph folder that is missing or cannot be read."""
    graph = next((folder for folder in file.parents if (folder / "FORMAT").exists()), file.parent)
    return StoreError("graph_damaged", path=str(graph), reason=str(file.relative_to(graph)))


def claim(path: Path) -> None:
    """Make the folder a graph folder, unless it is something else."""
    with disk(path):
        if path.exists() and not path.is_dir():
            raise StoreError("graph_not_a_folder", path=str(path))
        if path.is_dir() and not (path / "FORMAT").exists() and any(path.iterdir()):
            raise StoreError("graph_foreign", path=str(path))
        for part in ("edits", "shards", "imports", "snapshots"):
            (path / part).mkdir(parents=True, exist_ok=True)
        if not (path / "FORMAT").exists() or version(path) != FORMAT:
            (path / "FORMAT").write_text(f"{FORMAT}\n", "utf-8")


def version(path: Path) -> int:
    """Give the version of a folder's layout; refuse one that is no graph or was written by a later version."""
    try:
        found = int((path / "FORMAT").read_text("utf-8"))
    except FileNotFoundError as error:
        raise StoreError("graph_missing", path=str(path)) from error
    except NotADirectoryError as error:
        raise StoreError("graph_not_a_folder", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise StoreError("graph_damaged", path=str(path), reason="FORMAT") from error
    if found > FORMAT:
        raise StoreError("graph_newer", path=str(path), found=found, known=FORMAT)
    return found


def current(path: Path) -> str:
    """Give the name of the snapshot that counts; "" where nothing was built yet."""
    version(path)
    try:
        name = (path / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise StoreError("graph_damaged", path=str(path), reason="CURRENT") from error
    if not _NAME.fullmatch(name):
        raise StoreError("graph_damaged", path=str(path), reason="CURRENT")
    return name


def snapshot(path: Path, name: str) -> Path:
    """Give the folder of a snapshot."""
    return path / "snapshots" / name


def shard_folder(path: Path, source: str, digest: str) -> Path:
    """Give the folder of a text's shard."""
    return path / "shards" / shard_name(source, digest)


def shard_name(source: str, digest: str) -> str:
    """Name the folder of a shard, no longer than file systems allow."""
    return f"{local(source)[:_LONGEST]}.{digest}"


def point(path: Path, name: str) -> None:
    """Make a snapshot the one that counts, in one step that survives a power cut."""
    os.sync()
    new = path / "CURRENT.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path / "CURRENT")
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Be the only writer; a second one is refused at once and told who is at work."""
    with disk(path):
        handle = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise StoreError("graph_locked", path=str(path), pid=pid) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error of ours."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL or "No space left" in str(error):
            raise StoreError("disk_full", path=str(path)) from error
        raise StoreError("graph_unwritable", path=str(path), reason=error.strerror or str(error)) from error


def using(path: Path) -> tuple[str, int]:
    """Take the snapshot that counts into use; give its name and the handle that holds it until it is closed."""
    for _ in range(_TRIES):
        name = current(path)
        if not name:
            raise StoreError("graph_empty", path=str(path))
        try:
            handle = os.open(snapshot(path, name) / "use", os.O_RDONLY)
        except OSError:
            continue
        fcntl.flock(handle, fcntl.LOCK_SH)
        if (snapshot(path, name) / "manifest.json").exists():
            file = torn(snapshot(path, name))
            if file is None:
                return name, handle
            os.close(handle)
            raise damaged(file)
        os.close(handle)
    raise StoreError("graph_damaged", path=str(path), reason="CURRENT")


def seal(folder: Path) -> None:
    """Note the sizes of a snapshot's files, so that one that was cut off later is never read as if it were whole."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    (folder / "use").write_text("".join(f"{file.name} {file.stat().st_size}\n" for file in files), "utf-8")


def torn(folder: Path) -> Path | None:
    """Give a file of a snapshot that is missing or has not the size noted."""
    noted = folder / "use"
    if not noted.is_file():
        return noted
    for line in noted.read_text("utf-8", errors="replace").splitlines():
        name, _, size = line.rpartition(" ")
        file = folder / name
        if not file.is_file() or str(file.stat().st_size) != size:
            return file
    return None


def sweep(path: Path) -> None:
    """Take away what no reader uses and the snapshot that counts does not mention; nothing if that is not whole."""
    import shutil

    keep = {current(path)} - {""}
    for name in keep:
        manifest(snapshot(path, name))
    for folder in sorted((path / "snapshots").iterdir()):
        if folder.name not in keep and not _removed(folder):
            keep.add(folder.name)
    manifests = [manifest(snapshot(path, name)) for name in sorted(keep)]
    shards = {shard_name(source, digest) for each in manifests for source, digest in each.shards.items()}
    imports = {f"{name}.{digest}.nq" for each in manifests for name, digest in each.imports.items()}
    for folder in (path / "shards").iterdir():
        if folder.name not in shards:
            shutil.rmtree(folder, ignore_errors=True)
    for file in (path / "imports").iterdir():
        if file.name not in imports:
            file.unlink(missing_ok=True)


def _removed(folder: Path) -> bool:
    """Remove a snapshot unless somebody reads it."""
    import shutil

    try:
        handle = os.open(folder / "use", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        shutil.rmtree(folder, ignore_errors=True)
        return True
    finally:
        os.close(handle)


def plain(record: "Record") -> dict[str, object]:
    """Give a record as JSON has it."""
    return {
        "source": record.source,
        "kind": record.kind,
        "label": record.label,
        "node": record.node,
        "series": record.series,
        "number": record.number,
        "date": record.date,
        "counts": dict(record.counts),
    }


def record(row: dict[str, object]) -> "Record":
    """Give a record back from JSON."""
    from kg.model import Record

    counts = row.pop("counts")
    pairs = tuple(sorted(counts.items())) if isinstance(counts, dict) else ()
    return Record(**row, counts=pairs)  # type: ignore[arg-type] # the row was written by plain
