"""An Obsidian vault: one note a thing, with what is said of it, the sentences, and links to the other notes."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg import messages
from kg.export.folder import Folder
from kg.export.projection import Network
from kg.export.records import Edge, Node
from kg.export.source import Source
from kg.export.writer import Choice
from kg.export.xml import clean

__all__ = ["write"]

_UNFIT = re.compile(r'[*"\\/<>:|?#^\[\]`\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST = 80
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$%{}!=&])")
_START = re.compile(r"^(\s*)([-+]|\d+[.)])", re.MULTILINE)


def write(source: Source, out: Folder, choice: Choice) -> None:
    """Write a note for each thing into a folder of its class, and a note that lists the classes."""
    with source.network(choice) as network:
        names = dict(_names(network))
        for node in network.nodes():
            with out.file(f"{names[node.id]}.md") as file:
                _note(file, node, network, names, choice.lang)
        with out.file("index.md") as file:
            title = messages.say("vault.title", choice.lang)
            rows = (f"- [[{names[node.id]}|{_words(node.label)}]]\n" for node in network.nodes())
            file.write(f"# {title}\n\n".encode())
            for row in rows:
                file.write(row.encode())


def _names(network: Network) -> Iterator[tuple[str, str]]:
    """Name the note of each thing; the id keeps apart what a disk would take for one name."""
    taken: set[str] = {"index"}
    for node in network.nodes():
        folder = _safe(node.kind_zh) or "_"
        name = f"{folder}/{_safe(node.label) or node.id}"
        if name.casefold() in taken:
            name = f"{name} {node.id}"
        taken.add(name.casefold())
        yield node.id, name


def _note(out: BinaryIO, node: Node, network: Network, names: Mapping[str, str], lang: str) -> None:
    fields = {"id": node.id, "type": node.kind, "issue": node.first_issue, "date": node.date, "iri": node.iri}
    lines = ["---", *(f"{name}: {_quoted(value)}" for name, value in fields.items() if value)]
    aliases = [alias for alias in node.attributes.get("aliases", "").split("|") if alias]
    lines += [f"aliases: [{', '.join(map(_quoted, aliases))}]"] if aliases else []
    lines += ["---", f"# {_words(node.label)}", ""]
    labels = {column.name: column.label for column in network.columns}
    lines += [f"- {labels[name]}: {_words(value)}" for name, value in node.attributes.items() if name != "aliases"]
    for edge in network.around(node):
        lines += _fact(edge, node, names, lang)
    out.write(("\n".join(lines) + "\n").encode())


def _fact(edge: Edge, node: Node, names: Mapping[str, str], lang: str) -> list[str]:
    ahead = edge.source == node.id
    other, label = (edge.target, edge.target_label) if ahead else (edge.source, edge.source_label)
    word = messages.say("vault.ahead" if ahead else "vault.back", lang, relation=_words(edge.predicate_zh))
    lines = ["", f"- {word} [[{names[other]}|{_words(label)}]]"]
    if edge.evidence:
        where = messages.say("vault.where", lang, issue=_words(edge.issue), date=edge.date)
        lines += [f"  > {_words(line)}" for line in edge.evidence.splitlines()] + [f"  > — {where}"]
    return lines


def _safe(name: str) -> str:
    """Make a file name of a label that every system and Obsidian take."""
    plain = _UNFIT.sub(" ", clean(name))
    plain = " ".join(plain.split())[:_LONGEST].strip(" .")
    return f"{plain}_" if _RESERVED.fullmatch(plain) else plain


def _words(text: str) -> str:
    """Escape what Markdown, HTML, Obsidian's links, tags and queries would obey."""
    return _START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", clean(" ".join(text.split()))))


def _quoted(text: str) -> str:
    """Write a text as YAML's double-quoted string."""
    plain = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
