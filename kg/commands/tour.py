"""`.tour`: five steps through the sample, each a real input on a real graph, with the reader's Enter between them."""

import os
from pathlib import Path

from kg.commands.command import Arguments, Command, Context, Outcome, Script
from kg.commands.progress import Progress
from kg.errors import StoreError

__all__ = ["COMMAND"]

_STEPS = (
    ("tour_issues", ".issues"),
    ("tour_query", "SELECT ?文件 ?机构 { ?文件 pb:sector [[人工智能]] ; pb:issuer ?机构 } LIMIT 5"),
    ("tour_why", ".why “1350”高能级新型研发机构体系"),
    ("tour_path", ".path 工业和信息化部 福建省 top 2"),
    ("tour_saved", ".run highest-support"),
)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Build the sample's graph if it is not there yet, and hand over the steps."""
    del arguments
    graph = _folder()
    if not _built(graph):
        _build(context, graph)
    settings = context.settings.changed(graph=str(graph))
    return Outcome(
        text=context.words("tour_begins", graph=graph) + "\n", settings=settings, script=Script(steps=_STEPS)
    )


def _folder() -> Path:
    """Give the place for the sample's graph: a cache, which costs nothing to lose."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "kg" / "sample"


def _built(graph: Path) -> bool:
    from kg.store import open_graph

    try:
        open_graph(graph).close()
    except StoreError as problem:
        if problem.key in {"graph_missing", "graph_empty"}:
            return False
        raise
    return True


def _build(context: Context, graph: Path) -> None:
    from kg import pipeline, resources

    context.say("tour_builds", graph=graph)
    progress = Progress(context.talk, context.words, context.width, context.talk_terminal)
    progress.start()
    try:
        pipeline.build([resources.data("bulletins")], graph, progress=progress)
    finally:
        progress.clear()


COMMAND = Command("tour", "导览", _run, where="shell")
