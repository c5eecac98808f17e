"""The layout of real bulletins, where the annotated texts lie beside the project."""

import json
from pathlib import Path

import pytest

from kg import parse, read
from kg.parse.paragraphs import norm

GOLD = Path(__file__).parents[4] / "shared" / "gold"
FILES = sorted(GOLD.glob("*.json"))
BULLETINS = [path for path in FILES if "issue" in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.skipif(not BULLETINS, reason="no annotated texts beside the project")
@pytest.mark.parametrize("path", BULLETINS, ids=[path.stem for path in BULLETINS])
def test_issue_reads_the_skeleton_of_annotated_bulletins(path):
    """Series, number, date, columns, titles and clause headings are all right."""
    wanted = json.loads(path.read_text(encoding="utf-8"))["issue"]
    issue, _ = parse.issue(read.text(path.with_suffix(".txt")))
    assert (issue.bulletin, issue.number, str(issue.date)) == (wanted["bulletin"], wanted["number"], wanted["date"])
    found = [(a.column, norm(a.title), [norm(c.heading) for c in a.clauses]) for a in issue.articles]
    assert found == [(a["section"], norm(a["title"]), [norm(m) for m in a["measures"]]) for a in wanted["articles"]]
