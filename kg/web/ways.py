"""Chains between two things as one page: a picture of them, under it every chain with a sentence for each hop.

The page runs nothing and asks for nothing; what comes from the graph is text.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from kg import messages, ontology, resources
from kg.export.marked import safe
from kg.frozen import frozen
from kg.model import Answer, Cell, Chain, Hop, Passage
from kg.model.iri import ID
from kg.query.evidence import telling
from kg.web.lanes import picture

__all__ = ["ways"]

_SMALLEST = 0.78
"""A picture wider than the page shrinks to this share of its width; then it is scrolled."""


def ways(answer: Answer, names: tuple[str, str], lang: str, *, notes: Iterable[str] = ()) -> bytes:
    """Give the page; ``names`` are those the ends were asked by, ``notes`` the sentences that belong to the answer."""
    page = _Page(lang)
    title = page.words("ways_title", start=_end(answer, 0) or names[0], end=_end(answer, -1) or names[1])
    drawn, width = page.drawn(answer.chains, title)
    style = resources.data("web", "ways.css").read_text(encoding="utf-8") + _colours()
    style += f"svg{{min-width:{_SMALLEST * width:.0f}px}}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lines = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{safe(title)}</title><style>{style}</style></head><body>",
        f"<header><h1>{safe(title)}</h1>{page.legend(answer.chains)}</header><main>",
        drawn,
        *(page.chain(chain, number, len(answer.chains)) for number, chain in enumerate(answer.chains, 1)),
        '<div class="notes">' + "".join(f"<p>{safe(note)}</p>" for note in notes) + "</div>",
        "</main></body></html>\n",
    )
    return "\n".join(lines).encode("utf-8")


@frozen
class _Page:
    """The parts of a page in the reader's language."""

    lang: str

    def words(self, key: str, **fields: object) -> str:
        return messages.say(f"ui.{key}", self.lang, **fields)

    def legend(self, chains: Sequence[Chain]) -> str:
        """Name the colours that occur."""
        cells = [cell for chain in chains for hop in chain.hops for cell in (hop.start, hop.end)]
        kinds = sorted({kind for cell in cells if (kind := _kind(cell))})
        known = ontology.load()
        items = (
            f'<span class="t-{kind}"><span class="swatch"></span> {safe(known.label(kind, self.lang))}</span>'
            for kind in kinds
        )
        return f'<div class="legend">{"".join(items)}</div>' if kinds else ""

    def drawn(self, chains: Sequence[Chain], title: str) -> tuple[str, float]:
        """Draw the picture, if there is anything on it; give its width too."""
        if not chains:
            return "", 0
        content, width = picture(chains, style=_style, reading=self.reading, title=title)
        return f'<div class="picture">{content}</div>', width

    def chain(self, chain: Chain, number: int, total: int) -> str:
        kind = self.words("chain_together" if chain.kind == "together" else "chain_fact")
        head = self.words("chain", number=number, total=total, hops=len(chain.hops), kind=kind, cost=chain.cost)
        more = self.words("chain_more", count=chain.count) if chain.count > 1 else ""
        hops = "".join(f'<li id="p{number}h{at}">{"".join(self.hop(hop))}</li>' for at, hop in enumerate(chain.hops, 1))
        return f'<section id="p{number}"><h2>{safe(head + more)}</h2><ol>{hops}</ol></section>'

    def hop(self, hop: Hop) -> Iterator[str]:
        arrow = f"—{self.reading(hop)}→" if hop.forward else f"←{self.reading(hop)}—"
        yield f'<p>{_tag(hop.start)}<span class="rel">{safe(arrow)}</span>{_tag(hop.end)}</p>'
        if hop.values:
            pairs = "，".join(f"?{name} = {cell.label or cell.value}" for name, cell in hop.values)
            yield f'<p class="bare">{safe(pairs)}</p>'
        if not hop.evidence and hop.relation:
            yield f'<p class="bare">{safe(self.words("from_tables"))}</p>'
        first = telling(hop.evidence)
        yield from map(self.passage, first)
        others = [passage for passage in hop.evidence if passage not in first]
        if others:
            more = safe(self.words("more_evidence", count=len(others)))
            yield f"<details><summary>{more}</summary>{''.join(map(self.passage, others))}</details>"

    def passage(self, passage: Passage) -> str:
        """Give a sentence with the words that count marked, and where it stands."""
        column = self.words("column", column=passage.column) if passage.column else ""
        place = " › ".join(
            part for part in (f"{passage.issue or passage.source}{column}", passage.article, passage.clause) if part
        )
        return f'<blockquote>{_marked(passage)}<div class="place">{safe(_line(place))}</div></blockquote>'

    def reading(self, hop: Hop) -> str:
        """Name a hop's relations in the reader's language."""
        known = ontology.load()
        if self.lang == "zh" or not all(map(known.relation, hop.relation.split())):
            return hop.relation_label or hop.relation
        return ", ".join(known.label(name, self.lang) for name in hop.relation.split())


def _end(answer: Answer, at: int) -> str:
    """Give what an end is called, where all chains have the same."""
    cells = {chain.hops[0].start if at == 0 else chain.hops[-1].end for chain in answer.chains}
    return "、".join(sorted(cell.label or cell.value for cell in cells)) if len(cells) == 1 else ""


def _colours() -> str:
    return "".join(f".t-{name}{{--c:{info.colour}}}" for name, info in sorted(ontology.load().classes.items()))


def _kind(cell: Cell) -> str:
    """Give the class that an IRI of ours shows; nothing for others."""
    if cell.kind != "iri" or not cell.value.startswith(ID):
        return ""
    shown = cell.value.removeprefix(ID).partition("-")[0]
    return next((name for name in ontology.load().classes if name.lower() == shown), "")


def _style(cell: Cell) -> str:
    kind = _kind(cell)
    return f"t-{kind}" if kind else "t"


def _tag(cell: Cell) -> str:
    return f'<span class="tag {_style(cell)}">{safe(cell.label or cell.value)}</span>'


def _marked(passage: Passage) -> str:
    pieces, at = [], 0
    for start, end in sorted(passage.marks):
        if start >= at:
            words = safe(_line(passage.quote[at:start])), safe(_line(passage.quote[start:end]))
            pieces.append(f"{words[0]}<mark>{words[1]}</mark>")
            at = end
    return "".join([*pieces, safe(_line(passage.quote[at:]))])


def _line(quote: str) -> str:
    """Give a quote on one line: line ends of the file are layout here."""
    return "".join(quote.split("\n"))
