"""The summary of a build: a table of what each source gave, the sums, what failed, where to look next."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg import messages
from kg.commands.command import Context
from kg.messages import visible
from kg.width import cells, cut

if TYPE_CHECKING:
    from kg.pipeline import Built, Report

__all__ = ["text"]

_COLUMNS = (
    ("articles", "Article"),
    ("clauses", "Clause"),
    ("documents", "PolicyDoc"),
    ("agencies", "Agency"),
    ("quantities", "Quantity"),
)
_NAME = 40


def text(report: "Report", context: Context) -> str:
    """Give the whole summary, ready to be said."""
    return "".join(f"{line}\n" for line in _lines(report, context))


def _lines(report: "Report", context: Context) -> Iterator[str]:
    if report.built:
        yield from _table(report.built, context)
    for failed in report.failed:
        reason = messages.error(failed.error, context.settings.lang)
        yield context.words("report_failed", reason=reason)
    fields = {"sources": len(report.built), "graph": context.settings.graph, "seconds": report.seconds}
    key = "report_built" if report.changed else "report_same" if report.built else "report_none"
    yield context.words(key, **fields)
    doubts = sum(len(built.notices) for built in report.built)
    if doubts:
        yield context.words("report_doubts_hint", count=doubts)


def _table(built: "Sequence[Built]", context: Context) -> Iterator[str]:
    """Give one row a source and the sums; words to the left, numbers to the right."""
    heads = [context.words(f"report_{name}") for name in ("source", "kind", *(name for name, _ in _COLUMNS), "doubts")]
    numbers = [_numbers(row) for row in built]
    names = [cut(visible(row.record.label), _NAME) for row in built]
    kinds = [messages.say(f"page.{row.record.kind}", context.settings.lang) for row in built]
    rows = [[name, kind, *map(_shown, counts)] for name, kind, counts in zip(names, kinds, numbers, strict=True)]
    if len(built) > 1:
        sums = (_shown(sum(column)) for column in zip(*numbers, strict=True))
        rows.append([context.words("report_total"), "", *sums])
    widths = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    for name, kind, *counts in (heads, *rows):
        left = (_padded(words, width, left=True) for words, width in zip((name, kind), widths[:2], strict=True))
        right = (_padded(count, width, left=False) for count, width in zip(counts, widths[2:], strict=True))
        yield "  ".join((*left, *right))


def _numbers(built: "Built") -> list[int]:
    counts = dict(built.record.counts)
    return [*(counts.get(kind, 0) for _, kind in _COLUMNS), len(built.notices)]


def _shown(number: int) -> str:
    return f"{number:,}"


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - cells(cell))
    return cell + space if left else space + cell
