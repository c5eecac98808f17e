"""A chart as a picture, without a browser (matplotlib), or as a page with the explorer's own drawing.

The forms look like those of ``webui/src/charts.ts``. The first CJK font that the machine has is used; where there is
none the caller is told, since the names would be empty boxes.
"""

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import store
from kg.export import whole
from kg.web.dataset import Chart, Row, dataset
from kg.web.page import page as page_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Drawn", "page", "picture"]

_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_COLOURS = (
    "#4e79a7",
    "#f28e2b",
    "#59a14f",
    "#e15759",
    "#76b7b2",
    "#b07aa1",
    "#edc948",
    "#9c755f",
    "#ff9da7",
    "#8cd17d",
)
_MOST = 40
_LONGEST = 24
_WIDE = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file's bytes; ``tofu`` says that no font of the machine has Chinese characters."""

    data: bytes
    tofu: bool = False


def page(graph: Path, chart: Chart, lang: str) -> Drawn:
    """Give the explorer with this chart alone, opened on it."""
    from importlib.metadata import version

    with store.open_graph(graph) as held:
        data = dataset(whole(held), version=version("kg"), charts=[chart])
    return Drawn(page_of({**data, "open": "charts"}, lang))


def picture(chart: Chart, form: str, lang: str) -> Drawn:
    """Draw as svg, png or pdf; the same chart gives the same bytes on the same machine."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import font_manager, pyplot

    have = {font.name for font in font_manager.fontManager.ttflist}
    font = next((name for name in _FONTS if name in have), "")
    style = {
        "font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"],
        "axes.unicode_minus": False,
        "pdf.fonttype": 42,
        "svg.hashsalt": "kg",
        "axes.prop_cycle": mpl.cycler(color=_COLOURS),
    }
    out = io.BytesIO()
    with mpl.rc_context(style):
        figure, axes = pyplot.subplots(figsize=(12, _high(chart)), layout="constrained")
        _FORMS[chart.form](axes, chart.rows[:], chart.unit[lang])
        axes.set_title(chart.title[lang], fontsize=14, pad=14)
        dates = {"pdf": {"CreationDate": None}, "svg": {"Date": None}, "png": {}}[form]
        figure.savefig(out, format=form, dpi=140, metadata=dates)
        pyplot.close(figure)
    return Drawn(out.getvalue(), not font)


def _high(chart: Chart) -> float:
    lanes = (
        len({row.y for row in chart.rows}) if chart.form in {"heat", "timeline"} else len({row.x for row in chart.rows})
    )
    return (
        max(4.5, 1.5 + 0.32 * min(lanes, _MOST))
        if chart.form in {"heat", "timeline", "bars", "targets"}
        else 11
        if chart.form == "pairs"
        else 6.5
    )


def _first(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _sums(rows: Sequence[Row]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[row.x, row.y] += row.value or 0  # type: ignore[assignment]
    return found


def _stacked(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    _columns(axes, rows, unit, whole_share=False)


def _shares(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    _columns(axes, rows, unit, whole_share=True)


def _columns(axes: "Axes", rows: Sequence[Row], unit: str, *, whole_share: bool) -> None:
    sums, xs, ys = _sums(rows), _first([row.x for row in rows])[:_MOST], _first([row.y for row in rows])
    totals = [sum(sums[x, y] for y in ys) or 1 for x in xs]
    bottom = [0.0] * len(xs)
    for y in ys:
        values = [sums[x, y] * (100 / total if whole_share else 1) for x, total in zip(xs, totals, strict=True)]
        axes.bar(range(len(xs)), values, bottom=bottom, label=_cut(y), width=0.7)
        bottom = [low + value for low, value in zip(bottom, values, strict=True)]
    axes.set_xticks(
        range(len(xs)),
        [_cut(x) for x in xs],
        rotation=35 if len(xs) > 6 else 0,
        ha="right" if len(xs) > 6 else "center",
    )
    axes.set_ylabel("%" if whole_share else unit)
    if ys:
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)


def _timeline(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    from datetime import date

    del unit
    lanes = _first([row.y for row in rows])
    for row in rows:
        axes.plot(date.fromisoformat((row.x + "-01-01")[:10]), lanes.index(row.y), "o", color=_COLOURS[0], alpha=0.75)
    axes.set_yticks(range(len(lanes)), [_cut(y) for y in lanes])
    axes.grid(axis="x", alpha=0.3)


def _heat(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    sums, xs, ys = _sums(rows), _first([row.x for row in rows])[:_MOST], _first([row.y for row in rows])
    cells = [[sums[x, y] or float("nan") for x in xs] for y in ys]
    if not cells:
        return
    drawn = axes.imshow(cells, cmap="Blues", aspect="auto", vmin=0)
    axes.set_xticks(range(len(xs)), [_cut(x) for x in xs], rotation=45, ha="right")
    axes.set_yticks(range(len(ys)), [_cut(y) for y in ys])
    axes.figure.colorbar(drawn, label=unit, shrink=0.7)


def _bars(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    ranked = sorted(rows, key=lambda row: (-(row.value or 0), row.x))[:_MOST]
    kinds = _first([row.y for row in rows])
    for kind in kinds:
        places = [at for at, row in enumerate(ranked) if row.y == kind]
        axes.barh(places, [ranked[at].value or 0 for at in places], label=kind)
    _lanes(axes, ranked, unit)
    if kinds:
        axes.legend(frameon=False)


def _targets(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    shown = rows[:_MOST]
    axes.barh(range(len(shown)), [row.value or 0 for row in shown], color="#cfe0f1", height=0.35)
    for at, row in enumerate(shown):
        if row.base is not None:
            axes.plot(row.base, at, "o", color="#52606d")
        axes.plot(row.value or 0, at, "D", color="#e15759")
        axes.annotate(f" {row.value:g} {row.y}", (row.value or 0, at), va="center", fontsize=8)
    _lanes(axes, shown, unit)


def _lanes(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    """Name the lanes, first on top; a wide range of values is drawn by powers of ten."""
    axes.set_yticks(range(len(rows)), [_cut(row.x) for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    values = [row.value for row in rows if row.value]
    if values and max(values) / min(values) > _WIDE:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter("{x:,.0f}")


def _pairs(axes: "Axes", rows: Sequence[Row], unit: str) -> None:
    import math

    del unit
    sums = _sums(rows)
    weight: Counter[str] = Counter()
    for (x, y), value in sums.items():
        weight[x] += value
        weight[y] += value
    names = sorted(weight, key=lambda name: (-weight[name], name))[:_MOST]
    at = {name: 2 * math.pi * number / max(len(names), 1) for number, name in enumerate(sorted(names))}
    for (x, y), value in sorted(sums.items()):
        if x in at and y in at:
            axes.plot(
                [math.cos(at[x]), math.cos(at[y])],
                [math.sin(at[x]), math.sin(at[y])],
                color="#8a96a3",
                alpha=0.5,
                lw=0.6 + value,
            )
    for name, angle in at.items():
        turn = math.degrees(angle)
        left = 90 < turn < 270
        axes.plot(
            math.cos(angle), math.sin(angle), "o", color=_COLOURS[0], ms=4 + 12 * weight[name] / max(weight.values())
        )
        axes.text(
            1.06 * math.cos(angle),
            1.06 * math.sin(angle),
            _cut(name),
            rotation=turn - 180 if left else turn,
            rotation_mode="anchor",
            ha="right" if left else "left",
            va="center",
            fontsize=9,
        )
    axes.set(xlim=(-1.9, 1.9), ylim=(-1.9, 1.9), aspect="equal")
    axes.axis("off")


_FORMS: dict[str, Callable[["Axes", Sequence[Row], str], None]] = {
    "stacked": _stacked,
    "shares": _shares,
    "timeline": _timeline,
    "heat": _heat,
    "bars": _bars,
    "targets": _targets,
    "pairs": _pairs,
}
