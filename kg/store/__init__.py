"""Stage 8 of 8: store quads↔disk; a graph folder with snapshots, read by many, written by one.

``open_graph`` reads, ``writing`` writes. Every snapshot is complete and never changes, so a reader keeps what it
opened, whatever a writer does meanwhile.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from kg.errors import StoreError
from kg.store import folder
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.model import Notice, Record
    from kg.store.writer import Writer

__all__ = ["Graph", "open_graph", "rdf_lines", "writing"]

_PIECE = 1 << 18
"""How many bytes of the lines are read at once; taken apart as bytes, they cost half of what a text file does."""


class Graph:
    """A graph open for reading. Closing it lets a writer take the snapshot away once there is a newer one."""

    def __init__(self, path: Path, name: str, handle: int) -> None:
        """Hold the snapshot ``name`` of the graph folder ``path`` by the open file ``handle``."""
        self.path = path
        self.name = name
        self._handle = handle
        self._store: Store | None = None
        self._manifest: folder.Manifest | None = None

    @property
    def snapshot(self) -> Path:
        """Folder of the snapshot, with the index files that ``kg.store.index`` describes."""
        return folder.snapshot(self.path, self.name)

    @property
    def oxigraph(self) -> Path:
        """Folder of the Oxigraph store, for a process that opens it itself."""
        return self.snapshot / "oxigraph"

    @property
    def store(self) -> "Store":
        """The Oxigraph store, read-only, opened when first used."""
        if self._store is None:
            from kg.store import embedded

            self._store = embedded.opened(self.oxigraph)
        return self._store

    @property
    def records(self) -> "tuple[Record, ...]":
        """The texts in the graph: by series, number, date, name."""
        return tuple(sorted(self._made_of.records.values(), key=_order))

    @property
    def counts(self) -> dict[str, int | dict[str, int]]:
        """The summary numbers of the snapshot."""
        import json

        counts: dict[str, int | dict[str, int]] = json.loads((self.snapshot / "counts.json").read_text("utf-8"))
        return counts

    def record(self, source: str) -> "Record":
        """Give the record of a text by its name in the graph."""
        try:
            return self._made_of.records[source]
        except KeyError as error:
            raise StoreError("unknown_source", source=source, path=str(self.path)) from error

    def text(self, source: str) -> str:
        """Give the characters of a text as they were read; spans point into them."""
        with (self._shard(source) / "text.txt").open(encoding="utf-8", errors="surrogatepass", newline="") as file:
            return file.read()

    def notices(self, source: str) -> "tuple[Notice, ...]":
        """Give what a person should look at in a text."""
        from kg.store import writer

        return writer.notices_of(self._shard(source))

    def quads(self) -> Iterator[str]:
        """Give all lines of N-Quads, in an order that depends on the content only."""
        for name in ("graph.nq", "blanks.nq"):
            with (self.snapshot / name).open("rb", buffering=_PIECE) as file:
                yield from map(bytes.decode, map(bytes.rstrip, file))

    def close(self) -> None:
        """Let go of the snapshot."""
        self._store = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> "Graph":
        """Use it in a ``with`` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @property
    def _made_of(self) -> folder.Manifest:
        if self._manifest is None:
            self._manifest = folder.manifest(self.snapshot)
        return self._manifest

    def _shard(self, source: str) -> Path:
        self.record(source)
        return folder.shard_folder(self.path, source, self._made_of.shards[source])


def open_graph(path: Path) -> Graph:
    """Open a graph folder for reading: the snapshot that counts now, for as long as it is held."""
    return Graph(path, *folder.using(path))


def writing(path: Path) -> "AbstractContextManager[Writer]":
    """Hold a graph folder for writing, making it if need be."""
    from kg.store import writer

    return writer.writing(path)


def rdf_lines(file: Path, *, named: str, base: str, blank: str) -> Iterator[str]:
    """Read plain RDF of any syntax into lines of N-Quads."""
    from kg.store import embedded

    return embedded.lines_of(file, named=named, base=base, blank=blank)


def _order(record: "Record") -> tuple[str, int, str, str]:
    return record.series, record.number or 0, record.date, record.source
