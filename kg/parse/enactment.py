"""Stage 2 of 8: the notes under the title of a law: who passed or published it, and when it was last amended."""

import re
from collections.abc import Iterator, Sequence

from kg.frozen import record
from kg.model import Text
from kg.parse import dates
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, part
from kg.parse.signature import Signature

__all__ = ["enacted"]

NOTE = re.compile(r"[（(]?(?:根据)?\s*(?:19|20)\d\d\s*年")
PASSED = re.compile(r"通过|公布|发布|颁布")
HAPPENED = re.compile(r"通过|公布|发布|颁布|修订|修正|修改|批准")
CITED = re.compile(r"《[^》]*》?")
LONGEST = 1000


@record
class _Note:
    """One date of the notes with the words after it, up to ``end`` in its row."""

    row: Paragraph
    day: dates.Found
    end: int

    @property
    def words(self) -> str:
        """What happened on the day; names of other documents are left out, at their full length."""
        return CITED.sub(lambda cited: "《" + "\0" * (len(cited.group()) - 1), self.row.text[self.day.end : self.end])


def enacted(text: Text, rows: Sequence[Paragraph]) -> Signature | None:
    """Read the notes in the first lines under a title: those who passed or published, and the last date of a change."""
    notes = [note for row in _rows(rows) for note in _notes(row)]
    happened = [note for note in notes if HAPPENED.search(note.words)]
    if not happened:
        return None
    last = happened[-1]
    bodies = []
    for note in notes:
        verb = PASSED.search(note.words)
        if verb and "批准" not in note.words[: verb.start()]:
            bodies.append(part(text, note.row, note.day.end, note.day.end + verb.start()))
    span = part(text, last.row, last.day.start, last.day.end)
    return Signature(tuple(span for span in bodies if len(span)), last.day.date, span)


def _rows(rows: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Give the lines that begin like a note, up to the first clause or sentence."""
    seen = False
    for row in rows:
        if marker(row.text) or len(row.text) > LONGEST:
            return
        if NOTE.match(row.text):
            seen = True
            yield row
        elif seen:
            return


def _notes(row: Paragraph) -> Iterator[_Note]:
    """Cut a line at its dates; one inside the name of a document is none."""
    found = list(dates.every(CITED.sub(lambda cited: "\0" * len(cited.group()), row.text)))
    ends = [day.start for day in found[1:]] + [len(row.text)] * bool(found)
    for day, end in zip(found, ends, strict=True):
        yield _Note(row, day, end)
