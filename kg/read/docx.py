"""Stage 1 of 8: bytes of a Word document (DOCX) → its characters: one line a paragraph, one line a row of a table.

What is printed is read, what is not is left out: deleted and hidden words, field codes, comments, macros. Headers and
footers, which repeat on each page, are left out too. A form feed stands where a page begins.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from posixpath import dirname, join
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from zipfile import ZipFile

from kg.errors import SourceError
from kg.read import archive
from kg.read.numbering import Numbering, numbering, plain, value

__all__ = ["decode"]

MAIN = "word/document.xml"
MAX_PART = 60_000_000
MAX_DEPTH = 200
CELL_PARAGRAPHS = 6
"""A cell with more paragraphs belongs to a table that only lays out the page: it is read as running text."""

UNSEEN = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr",
    "sdtPr", "sectPr", "Fallback", "rt", "fldData",
})  # fmt: skip
NOTE = "注"
FEEDS = re.compile(r"(?:\f[^\S\f]*)+\f")
PRIVATE = range(0xE000, 0xF900)
OTHERS = (
    ("xl/", "XLSX"),
    ("ppt/", "PPTX"),
    ("OFD.xml", "OFD"),
    ("META-INF/container.xml", "EPUB"),
    ("content.xml", "ODF"),
    ("word/", "DOCX"),
)


class _Builder(TreeBuilder):
    """Builds a tree without names of namespaces; refuses what no Word document has and bombs are made of."""

    depth = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SourceError("damaged", format="DOCX", reason="depth")
        return super().start(plain(tag), {plain(name): worth for name, worth in attributes.items()})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(plain(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None, /) -> None:  # noqa: ARG002 - expat's shape
        raise SourceError("damaged", format="DOCX", reason="DOCTYPE")


@dataclass(slots=True)
class _Story:
    """What is read along: the notes, the numbers given so far, text boxes and notes that wait for their paragraph."""

    notes: dict[tuple[str, str], Element]
    numbers: Numbering
    waiting: list[str] = field(default_factory=list)
    noted: int = 0


def decode(content: bytes) -> str:
    """Give the characters of a Word document."""
    with archive.opened(BytesIO(content)) as package:
        main = _main(package)
        body = _part(package, main)
        beside = partial(join, dirname(main))
        numbers = numbering(_part(package, beside("numbering.xml")), _part(package, beside("styles.xml")))
        notes = {
            (kind, note.get("id", "")): note
            for kind in ("footnote", "endnote")
            for note in _part(package, beside(f"{kind}s.xml"))
            if note.get("type", "normal") == "normal"
        }
    raw = "".join(_blocks(body, _Story(notes, numbers)))
    if not raw.strip():
        raise SourceError("no_text", format="DOCX")
    return FEEDS.sub(lambda feeds: feeds.group().replace("\f", "") + "\f", raw)


def _main(package: ZipFile) -> str:
    """Find the part that holds the document; name what the file is where it is something else."""
    targets = [relation.get("Target", "").lstrip("/") for relation in _part(package, "_rels/.rels")]
    for target in (*targets, MAIN):
        if target.startswith("word/") and target in package.NameToInfo:
            return target
    names = package.namelist()
    found = next((name for start, name in OTHERS if any(member.startswith(start) for member in names)), "")
    if not found:
        raise SourceError("unopened_archive")
    if found == "DOCX":
        raise SourceError("damaged", format=found, reason=MAIN)
    raise SourceError("unsupported_format", format=found)


def _part(package: ZipFile, name: str) -> Element:
    """Read one part as a tree; an empty one where the document has none of that name."""
    member = package.NameToInfo.get(name)
    if member is None:
        return Element("")
    parser = XMLParser(target=_Builder())
    try:
        parser.feed(archive.unpacked(package, member, limit=MAX_PART))
        root = parser.close()
    except ParseError as error:
        raise SourceError("damaged", format="DOCX", reason=name) from error
    return root if isinstance(root, Element) else Element("")


def _blocks(parent: Element, story: _Story) -> Iterator[str]:
    """Give what stands under one another: paragraphs and tables, in whatever they are wrapped."""
    for child in parent:
        if child.tag == "p":
            yield from _paragraph(child, story)
        elif child.tag == "tbl":
            yield from _table(child, story)
        elif child.tag not in UNSEEN:
            yield from _blocks(child, story)


def _paragraph(paragraph: Element, story: _Story) -> Iterator[str]:
    properties = paragraph.find("pPr")
    label = story.numbers.label(properties)
    words = "".join(_words(paragraph, story))
    if properties is not None and _is_on(properties.find("pageBreakBefore")):
        words = "\f" + words.lstrip("\f")
    text = words.lstrip("\f")
    yield words[: len(words) - len(text)] + (label if text.strip() else "") + text
    if properties is None or properties.find("rPr/del") is None:
        yield "\n"
    waiting, story.waiting = story.waiting, []
    yield from waiting
    if properties is not None and properties.find("sectPr") is not None:
        kind = value(properties.find("sectPr/type"), "nextPage")
        yield "" if kind in {"continuous", "nextColumn"} else "\f"


def _words(parent: Element, story: _Story) -> Iterator[str]:
    """Give the words of a paragraph; text boxes and notes wait in the story until it ends."""
    for child in parent:
        tag = child.tag
        if tag in SIGNS:
            yield SIGNS[tag](child)
        elif tag == "txbxContent":
            story.waiting.extend(_blocks(child, replace(story, waiting=[])))
        elif tag in {"footnoteReference", "endnoteReference"}:
            _note(tag.removesuffix("Reference"), child.get("id", ""), story)
        elif tag not in UNSEEN and not _is_on(child.find("rPr/vanish")):
            yield from _words(child, story)


def _note(kind: str, number: str, story: _Story) -> None:
    note = story.notes.pop((kind, number), None)
    if note is not None:
        story.noted += 1
        words = " ".join("".join(_blocks(note, replace(story, waiting=[]))).split("\n"))
        story.waiting.append(f"{NOTE}{story.noted}：{words.strip()}\n")


def _table(table: Element, story: _Story) -> Iterator[str]:
    """Give the rows, cells set apart by tabs; a table that only lays out the page cell after cell."""
    for row in _inside(table, "tr"):
        if row.find("trPr/del") is not None:
            continue
        cells = ["".join(_blocks(cell, story)) for cell in _inside(row, "tc")]
        lengths = [sum(1 for line in cell.splitlines() if line.strip()) for cell in cells]
        if len(cells) == 1 or max(lengths, default=0) > CELL_PARAGRAPHS:
            yield from cells
        else:
            yield "\t".join("\u3000".join(cell.split()) for cell in cells) + "\n"


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table or cells of a row, also those in content controls or inserted."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in UNSEEN:
            yield from _inside(child, tag)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and value(switch, "true") not in {"0", "false", "off"}


def _sign(element: Element) -> str:
    """Give a sign by its number, unless only its font knows what it looks like."""
    try:
        number = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    return "" if number in PRIVATE or not 0 < number < 0xD800 else chr(number)


SIGNS: Mapping[str, Callable[[Element], str]] = {
    "t": lambda element: element.text or "",
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "noBreakHyphen": lambda _: "-",
    "cr": lambda _: "\v",
    "br": lambda element: "\f" if element.get("type") == "page" else "\v",
    "lastRenderedPageBreak": lambda _: "\f",
    "sym": _sign,
}
"""What an element of a run prints."""
