"""Work on many files: order, errors and dead workers."""

import os
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.pipeline.workers import each

PATHS = [Path(name) for name in ("a", "b", "bad", "c", "d", "e", "f", "g", "h", "i", "j", "k")]


def shout(path: Path) -> str:
    if path.name == "bad":
        raise SourceError("not_a_bulletin", path=str(path))
    return path.name.upper()


def fault(path: Path) -> str:
    return {"a": "A"}[path.name]


def die(path: Path) -> str:
    if path.name == "bad":
        os._exit(9)
    return path.name.upper()


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_given(workers):
    """However many work, and with an error in its place."""
    done = list(each(shout, PATHS, workers=workers))
    assert [path for path, _ in done] == PATHS
    errors = {path.name: made for path, made in done if isinstance(made, SourceError)}
    assert {name: (error.key, error.fields) for name, error in errors.items()} == {
        "bad": ("not_a_bulletin", {"path": "bad"})
    }
    assert [made for _, made in done if isinstance(made, str)] == list("ABCDEFGHIJK")


def test_fault_of_ours_is_named_with_the_file():
    """One file's fault leaves the others."""
    (_, good), (_, bad) = each(fault, PATHS[:2], workers=1)
    assert good == "A"
    assert isinstance(bad, SourceError)
    assert (bad.key, bad.fields["path"]) == ("internal", "b")


def test_dead_worker_costs_one_file():
    """A worker that is killed takes only its file with it."""
    done = dict(each(die, PATHS, workers=2))
    assert {path.name: made for path, made in done.items() if not isinstance(made, str)}.keys() == {"bad"}
    assert done[Path("bad")].key == "worker_crashed"
    assert len(done) == len(PATHS)
