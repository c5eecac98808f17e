"""The one spaCy pipeline: a token per character, a component per finder, ``doc.spans`` for what each finds."""

from collections.abc import Callable, Sequence
from typing import Any

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.find.finder import Find, Finder, Found
from kg.lexicon import Lexicon

__all__ = ["found", "pipeline"]

_FOUND = "kg_found"
_TEXT = "kg_text"
"""The text as a string: ``Doc.text`` puts it together from its tokens each time, three quarters of the work."""


class _PolicyChinese(Chinese):  # type: ignore[no-untyped-call]  # spaCy leaves __init_subclass__ untyped
    """Chinese with the names its components look for."""

    lexicon: Lexicon


class _Keys(dict[str, int]):
    """The numbers under which a vocabulary knows its strings, asked for once each."""

    def __init__(self, key: Callable[[str], int]) -> None:
        """Remember how to ask."""
        super().__init__()
        self._key = key

    def __missing__(self, word: str) -> int:
        """Ask, and keep the answer."""
        number = self[word] = self._key(word)
        return number


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
    """Give what a component wrote; reading it out of ``doc.spans`` again would make every span anew."""
    result: list[Found] = doc.user_data[_FOUND].get(finder, [])
    return result


def _characters(vocab: Vocab) -> Callable[[str], Doc]:
    keys = _Keys(lambda sign: int(vocab[sign].orth))

    def tokenize(text: str) -> Doc:
        words: list[Any] = list(map(keys.__getitem__, text))
        return Doc(vocab, words=words, spaces=[False] * len(text), user_data={_TEXT: text, _FOUND: {}})

    return tokenize


def _component(finder: Finder) -> Callable[[_PolicyChinese, str], Callable[[Doc], Doc]]:
    def create(nlp: _PolicyChinese, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy calls it so
        find, labels = finder.build(nlp.lexicon), _Keys(nlp.vocab.strings.add)
        return lambda doc: _written(doc, finder.name, find, labels)

    return create


def _written(doc: Doc, name: str, find: Find, labels: _Keys) -> Doc:
    first: dict[tuple[int, int, str], Found] = {}
    for item in find(doc.user_data[_TEXT]):
        first.setdefault((item.start, item.end, item.type), item)
    doc.user_data[_FOUND][name] = list(first.values())
    doc.spans[name] = [Span(doc, item.start, item.end, labels[item.type]) for item in first.values()]
    return doc
