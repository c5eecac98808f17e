"""The one spaCy pipeline: a token per character, a component per finder, ``doc.spans`` for what each finds."""

from collections.abc import Callable, Sequence

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.find.finder import Find, Finder, Found
from kg.lexicon import Lexicon

__all__ = ["found", "pipeline"]

_EXTRA = "kg_found"
_TEXT = "kg_text"
"""The text as a string: ``Doc.text`` puts it together from its tokens each time, three quarters of the work."""


class _PolicyChinese(Chinese):  # type: ignore[no-untyped-call]  # spaCy leaves __init_subclass__ untyped
    """Chinese with the names its components look for."""

    lexicon: Lexicon


def pipeline(finders: Sequence[Finder], lexicon: Lexicon) -> Language:
    """Build the pipeline; a token's index is its character's offset, so spans need no alignment.

    Any spaCy component can be added after ours and sees in ``doc.spans`` what they wrote.
    """
    nlp = _PolicyChinese()
    nlp.lexicon = lexicon
    nlp.tokenizer = _characters(nlp.vocab)
    nlp.max_length = 2**31
    for finder in finders:
        factory = f"kg_{finder.name}"
        if not Language.has_factory(factory):
            Language.factory(factory, func=_component(finder))
        nlp.add_pipe(factory)
    return nlp


def found(doc: Doc, finder: str) -> list[Found]:
    """Read back what a component wrote."""
    extra = doc.user_data.get(_EXTRA, {})
    return [extra[finder, span.start, span.end, span.label_] for span in doc.spans.get(finder, ())]


def _characters(vocab: Vocab) -> Callable[[str], Doc]:
    def tokenize(text: str) -> Doc:
        return Doc(vocab, words=list(text), spaces=[False] * len(text), user_data={_TEXT: text})

    return tokenize


def _component(finder: Finder) -> Callable[[_PolicyChinese, str], Callable[[Doc], Doc]]:
    def create(nlp: _PolicyChinese, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy calls it so
        find = finder.build(nlp.lexicon)
        return lambda doc: _written(doc, finder.name, find)

    return create


def _written(doc: Doc, name: str, find: Find) -> Doc:
    extra = doc.user_data.setdefault(_EXTRA, {})
    spans = []
    for item in find(doc.user_data[_TEXT]):
        key = (name, item.start, item.end, item.type)
        if key not in extra:
            extra[key] = item
            spans.append(Span(doc, item.start, item.end, label=item.type, span_id=item.entry))
    doc.spans[name] = spans
    return doc
