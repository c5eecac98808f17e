"""Stage 1 of 8: bytes of a Markdown file → its characters without the marks."""

import html
import re

from kg.read import txt

__all__ = ["decode"]

RULES = (
    (re.compile(r"\A\ufeff?---\n(?:(?!---$).*\n)*---\n", re.MULTILINE), ""),
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),
    (re.compile(r"^ {0,3}(?:`{3,}|~{3,}).*\n?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:=+|(?:[-*_] *){3,})[ \t]*(?:\n|\Z)", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:?)?[ \t]*(?:\n|\Z)", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]+\S+.*\n?", re.MULTILINE), ""),
    (re.compile(r"^(?: {0,3}> ?)+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^( *)[*+-][ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE), r"\1• "),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"<br */?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)([^*_~\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\\*\d])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\d])"), r"\1"),
    (re.compile(r"`+([^`\n]+)`+"), r"\1"),
)
"""What goes, in this order, and what stays of it."""

ROW = re.compile(r"^ {0,3}\|(.*)\|[ \t]*$", re.MULTILINE)
CELL = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def decode(content: bytes) -> str:
    """Give the characters of a Markdown file as it would be shown; cells of a table are set apart by tabs."""
    raw = txt.decode(content).replace("\r\n", "\n").replace("\r", "\n")
    for pattern, kept in RULES:
        raw = pattern.sub(kept, raw)
    raw = ROW.sub(lambda row: CELL.sub("\t", row.group(1)).strip(" "), raw)
    return html.unescape(ESCAPED.sub(r"\1", raw))
