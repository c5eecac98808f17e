"""What can go wrong for the caller, drawn as a tree; a word and fields, never a sentence.

    KgError                    exit code
    ├── UsageError             2   an argument, option or setting that cannot be used
    ├── SourceError            1   a file that cannot be read or is not a bulletin
    ├── QueryError             1   a question that cannot be understood or names nothing known
    ├── StoreError             3   the graph folder is missing, locked, damaged or too new
    ├── LimitError             4   an answer that was cut off by time or size
    └── Interrupted          130   the reader stopped it

The sentence stands in ``data/messages/{zh,en}.toml`` under ``[errors]`` and the error's key; only ``kg.cli`` and
``kg.shell`` turn an error into words and an exit code.
"""

__all__ = ["Interrupted", "KgError", "LimitError", "QueryError", "SourceError", "StoreError", "UsageError"]


class KgError(Exception):
    """An error with a key (``unknown_name``) and the fields its sentence needs."""

    exit_code = 1

    def __init__(self, key: str, **fields: object) -> None:
        """Keep ``key`` and ``fields``; the arguments make the error picklable across processes."""
        super().__init__(key, fields)
        self.key = key
        self.fields = fields

    def __reduce__(self) -> tuple[object, tuple[type["KgError"], str, dict[str, object]]]:
        """Survive the way back from a worker process."""
        return _rebuild, (type(self), self.key, self.fields)

    def __str__(self) -> str:
        """Show key and fields, for logs and tests."""
        return f"{self.key} {self.fields}" if self.fields else self.key


class UsageError(KgError):
    """An argument, option or setting that cannot be used."""

    exit_code = 2


class SourceError(KgError):
    """A file that cannot be read or is not what it should be."""


class QueryError(KgError):
    """A question that cannot be understood or names nothing known."""


class StoreError(KgError):
    """The graph folder is missing, locked, damaged or written by a newer version."""

    exit_code = 3


class LimitError(KgError):
    """An answer cut off by a limit of time or size."""

    exit_code = 4


class Interrupted(KgError):  # noqa: N818 - named like KeyboardInterrupt, not an error of anyone's
    """The reader stopped the work."""

    exit_code = 130


def _rebuild(kind: type[KgError], key: str, fields: dict[str, object]) -> KgError:
    return kind(key, **fields)
