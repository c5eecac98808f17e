"""A small character tagger in spaCy that learns names from what the find stage is sure of."""

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg import find
from kg.lexicon import Lexicon
from kg.model import Issue, Mention

__all__ = ["LISTED", "NAMED", "Name", "Read", "guesses", "silver", "trained"]

NAMED = ("Agency", "Organization", "Program")
LISTED = ("Sector", "Group")
TAGS = ("O", *(f"{place}-{kind}" for kind in (*NAMED, *LISTED) for place in "BILU"))
SPAN = re.compile(r"BI*L|U")
COMPANY = re.compile(r"(?:公司|集团|大学|学院|研究院|研究所|银行)$")
EMBED = {"width": 64, "attrs": ["ORTH"], "rows": [5000], "include_static_vectors": False}
ENCODE = {"width": 64, "depth": 4, "window_size": 2, "maxout_pieces": 3}
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {"@architectures": "spacy.MultiHashEmbed.v2", **EMBED},
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", **ENCODE},
}
MODEL = {"@architectures": "spacy.Tagger.v2", "normalize": True, "nO": None, "tok2vec": TOK2VEC}

Name = tuple[int, int, str]


@dataclass(slots=True)
class Read:
    """One document as the find stage reads it: sure names, names it may be wrong about, all names."""

    text: str
    sure: set[Name] = field(default_factory=set)
    unsure: set[Name] = field(default_factory=set)
    taken: list[tuple[int, int]] = field(default_factory=list)


def silver(issue: Issue, words: Lexicon) -> Read:
    """Run the find stage; keep apart what it is sure of and what only structure suggests."""
    result = Read(issue.text.clean)
    for mention in find.mentions(issue, words):
        start, end = issue.text.clean_range(mention.span)
        result.taken.append((start, end))
        if mention.type in {*NAMED, *LISTED}:
            (result.sure if _sure(mention) else result.unsure).add((start, end, mention.type))
    return result


def _sure(mention: Mention) -> bool:
    """Structure or a table says so: a place before a line of work, a company's head, a quotation."""
    if mention.type == "Agency":
        return mention.entry.startswith("=") or ("|" in mention.entry and "|+" not in mention.entry)
    if mention.type == "Organization":
        return bool(mention.entry or COMPANY.search(mention.name))
    return mention.type in LISTED or "“" in mention.name


def trained(issues: Sequence[Issue], words: Lexicon, *, steps: int, seed: int) -> Language:
    """Train the tagger on lines that hold a name, and on a quarter of the others; doubtful characters teach nothing."""
    began, rng = time.process_time(), random.Random(seed)
    nlp = spacy.blank("zh")
    spacy.util.fix_random_seed(seed)
    tagger = nlp.add_pipe("tagger", config={"model": MODEL})
    for tag in TAGS:
        tagger.add_label(tag)
    lines = [line for issue in issues for line in _lines(silver(issue, words))]
    lines = [(text, tags) for text, tags in lines if any(tag != "O" for tag in tags) or rng.random() < 0.25]
    nlp.initialize(lambda: [Example(_doc(nlp, text), _doc(nlp, text, tags)) for text, tags in lines[:50]])
    optimizer = nlp.create_optimizer()
    for step in range(steps):
        optimizer.learn_rate = 0.002 * (1 - step / steps) + 0.0001
        batch = [Example(_doc(nlp, text), _doc(nlp, text, tags)) for text, tags in rng.sample(lines, 48)]
        nlp.update(batch, sgd=optimizer, drop=0.2)
    size = len(tagger.model.to_bytes()) / 1e6
    counts = Counter(tag[2:] for _, tags in lines for tag in tags if tag.startswith(("B-", "U-")))
    seconds = time.process_time() - began
    print(
        f"\ntrained (seed {seed}): {len(lines)} lines, {steps} steps, {size:.1f} MB, {seconds:.0f} s CPU", dict(counts)
    )
    return nlp


def _lines(doc: Read) -> Iterator[tuple[str, list[str]]]:
    tags = ["O"] * len(doc.text)
    for start, end, _ in doc.unsure:
        tags[start:end] = [""] * (end - start)
    for start, end, kind in sorted(doc.sure, key=lambda name: (name[1] - name[0], name)):
        inner = [f"I-{kind}"] * (end - start - 2)
        tags[start:end] = [f"U-{kind}"] if end - start == 1 else [f"B-{kind}", *inner, f"L-{kind}"]
    for start, end in _pieces(doc.text):
        yield doc.text[start:end], tags[start:end]


def _doc(nlp: Language, text: str, tags: list[str] | None = None) -> Doc:
    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text), tags=tags)


def guesses(nlp: Language, text: str) -> dict[Name, float]:
    """Give what the tagger reads as names, each with the probability of its least certain character."""
    tagger, cuts = nlp.get_pipe("tagger"), list(_pieces(text))
    scores = tagger.model.predict([_doc(nlp, text[start:end]) for start, end in cuts]) if cuts else []
    names: dict[Name, float] = {}
    for (offset, _), rows in zip(cuts, scores, strict=True):
        labels = [tagger.labels[at] for at in rows.argmax(axis=1)]
        for match in SPAN.finditer("".join(label[0] for label in labels)):
            kinds = {label[2:] for label in labels[match.start() : match.end()]}
            if len(kinds) == 1:
                name = (offset + match.start(), offset + match.end(), kinds.pop())
                names[name] = float(rows[match.start() : match.end()].max(axis=1).min())
    return names


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into lines of at most 200 characters, at full stops where there are some."""
    for match in re.finditer(r"[^\n]{1,200}(?:(?<=。)|$|(?=\n))|[^\n]{1,200}", text):
        if not match.group().startswith("# "):
            yield match.span()
