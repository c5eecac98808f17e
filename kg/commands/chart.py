"""`kg chart NAME`: a chart as a picture (svg, png, pdf) or as a page; without a name, the list."""

from pathlib import Path

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.export import whole
from kg.errors import UsageError
from kg.model import Answer, Cell

__all__ = ["COMMAND"]

_FORMS = ("svg", "png", "pdf", "html")


def _names() -> tuple[str, ...]:
    from kg.web import known

    return known()


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Draw one chart, or list them with their titles."""
    from kg.query.ask import Options
    from kg.query.scope import sources
    from kg.web import chart, draw, titles

    name, graph, lang = arguments.text("name"), context.settings.graph, context.settings.lang
    if not name:
        rows = tuple((Cell("literal", key), Cell("literal", title)) for key, title in titles(lang))
        return Outcome(Answer(("name", "title"), rows), ours=True)
    file = arguments.text("output")
    form = arguments.text("format") or Path(file).suffix.lstrip(".").lower() or "svg"
    if form not in _FORMS:
        raise UsageError("unknown_format", format=form, known=" ".join(_FORMS))
    options = Options(timeout=context.settings.timeout, scope=sources(graph, context.settings.scope))
    drawn = chart(graph, name, options=options, worker=context.worker)
    content = draw.page(graph, drawn, lang) if form == "html" else draw.picture(drawn, form, lang)
    if not file:
        context.data.write(content.data)
        context.data.flush()
    else:
        with whole(Path(file)) as stream:
            stream.write(content.data)
        context.say("exported", file=file)
    if content.tofu:
        context.say("no_font")
    return Outcome()


COMMAND = Command(
    "chart",
    "图表",
    _run,
    (
        Option("name", place=True, choices=_names),
        Option("format", choices=lambda: _FORMS),
        Option("output", "o", kind="path", offers="files"),
        Option("scope", setting="scope"),
        GRAPH,
    ),
)
