"""`.prefixes`: the prefixes that need no declaration in a query."""

from kg.commands.command import Arguments, Command, Context, Outcome
from kg.model import Answer, Cell

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List prefix and namespace."""
    from kg import ontology

    del context, arguments
    pairs = sorted(ontology.load().prefixes.items())
    rows = tuple((Cell("literal", f"{prefix}:"), Cell("literal", iri)) for prefix, iri in pairs)
    return Outcome(Answer(("prefix", "iri"), rows), ours=True)


COMMAND = Command("prefixes", "前缀", _run, where="shell")
