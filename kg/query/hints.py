"""After an answer without rows: which words of it the graph does not know, which names lack their language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg import ontology, store
from kg.query import syntax

__all__ = ["hints", "told", "words"]

Note = tuple[str, dict[str, str]]
_NEAR = 3
_ALIEN = frozenset({"id", "xsd"})
"""Prefixes of things and of types of values: what they begin is no word of a vocabulary."""
_TERMS = frozenset({"prefixed", "iri", "var"})
_EQUAL = frozenset({"=", "!="})


def hints(graph: Path, text: str) -> list[Note]:
    """Give the notes for a query, each once."""
    with store.open_graph(graph) as held:
        counts = _counts(held.counts)
    return told(text, counts, lambda values: _named(graph, values))


def told(text: str, counts: Mapping[str, int], called: Callable[[Sequence[str]], Iterable[str]]) -> list[Note]:
    """Give the notes for a query, by the words of a graph with their numbers, and by which strings are names in it."""
    solid = [token for token in syntax.tokens(text) if token.solid]
    notes = [_unknown(term, counts) for term in _words(solid) if not counts.get(term)]
    notes += [("literal_language", {"value": value}) for value in called(list(_bare(solid)))]
    return list({str(note): note for note in notes}.values())


def words(text: str) -> list[str]:
    """Give the words of vocabularies in a query."""
    return list(dict.fromkeys(_words([token for token in syntax.tokens(text) if token.solid])))


def _counts(kept: Mapping[str, object]) -> dict[str, int]:
    """Give the classes and relations that the graph has, as a reader writes them, with their numbers."""
    known = ontology.load()
    found: dict[str, int] = {}
    for part in ("classes", "relations"):
        rows = kept.get(part)
        for name, count in rows.items() if isinstance(rows, dict) else ():
            found[known.compact(known.expand(name))] = count
    proofs = {"pb:Statement": kept.get("statements"), "pb:Span": kept.get("spans")}
    return found | {name: count for name, count in proofs.items() if isinstance(count, int)}


def _words(solid: Sequence[syntax.Token]) -> Iterator[str]:
    """Give the words of vocabularies in a query, as they are written with a prefix; other addresses as predicates."""
    known = ontology.load()
    for before, token, after in zip([None, *solid], solid, [*solid[1:], None], strict=False):
        if (
            before is None
            or token.kind not in {"prefixed", "iri"}
            or before.text.upper() in {"PREFIX", "FROM", "NAMED"}
        ):
            continue
        if token.kind == "iri" and before.kind == "prefixed" and before.text.endswith(":"):
            continue
        word = token.text if token.kind == "prefixed" else known.compact(token.text[1:-1])
        prefix, _, local = word.partition(":")
        if (prefix in ontology.PREFIXES and prefix not in _ALIEN and local) or _verb(before, after, word):
            yield word


def _verb(before: syntax.Token, after: syntax.Token | None, word: str) -> bool:
    """Say whether an address of no vocabulary of ours stands between two terms."""
    beside = (*_TERMS, "label", "blank", "string", "number")
    return "://" in word and before.kind in (*_TERMS, "label", "blank") and after is not None and after.kind in beside


def _unknown(term: str, counts: Mapping[str, int]) -> Note:
    """Name a word; one of the vocabulary that no text needed so far is written rightly, so nothing comes near."""
    known = ontology.load()
    right = known.local(term) in {*known.classes, *known.relations}
    near = "" if right else "、".join(_described(word, counts[word]) for word in _near(term, counts))
    return ("unknown_term_near", {"term": term, "near": near}) if near else ("unknown_term", {"term": term})


def _described(word: str, count: int) -> str:
    label = ontology.load().label(ontology.load().expand(word))
    return f"{word}（{label}，{count:,}）" if "://" not in label else f"{word}（{count:,}）"


def _near(term: str, counts: Mapping[str, int]) -> list[str]:
    """Give the words of the graph that look like a term, or are called so, or nearly so, in Chinese."""
    known = ontology.load()
    local = term.partition(":")[2] if "://" not in term else term
    called = {word: known.label(known.expand(word)) for word in counts}
    short = {word.partition(":")[2]: word for word in counts if "://" not in word}
    named = sorted((word for word, label in called.items() if local in label), key=lambda word: len(called[word]))
    alike = [short[name] for name in syntax.nearest(local, short)]
    nearly = syntax.nearest(local, called.values())
    spelled = [word for like in nearly for word, label in called.items() if label == like]
    within = [word for word, label in called.items() if len(label) > 1 and label in local]
    return list(dict.fromkeys((*named, *alike, *spelled, *within)))[:_NEAR]


def _named(graph: Path, values: Sequence[str]) -> list[str]:
    """Give the strings that are names in the graph."""
    if not values:
        return []
    from kg.query.index import opened

    with opened(graph) as index:
        return [value for value in values if any(index.named(value))]


def _bare(solid: Sequence[syntax.Token]) -> Iterator[str]:
    """Give the strings, as objects or in comparisons, that lack their language."""
    for before, token, after in zip([None, *solid], solid, [*solid[1:], None], strict=False):
        placed = before is not None and (before.kind in _TERMS or before.text in _EQUAL)
        placed = placed or (after is not None and after.text in _EQUAL)
        bare = after is None or (after.text != "^^" and (after.kind != "lang" or after.text.lower() != "@zh"))
        if token.kind == "string" and placed and bare:
            yield token.text[1:-1]
