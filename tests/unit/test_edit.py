"""People's corrections: read from text, replayed over the joined graph."""

import pytest

from kg import edit
from kg.errors import StoreError
from kg.merge import Plan
from kg.model.iri import ID, PB, statement
from kg.model.quad import join, literal, node, split

NONE = Plan({}, {})
DOC, BODY, ISSUER = node(f"{ID}policydoc-a"), node(f"{ID}agency-b"), node(f"{PB}issuer")
SAID = node(statement(DOC, ISSUER, BODY))
AUTO, PROOF = node(f"{ID}g-a-auto"), node(f"{ID}g-a-evidence")
LINES = [join(DOC, ISSUER, BODY, AUTO), join(SAID, node(f"{PB}state"), literal("auto"), PROOF)]


def made(action, subject=DOC, predicate=ISSUER, value=BODY, date="2025-01-01"):
    return edit.Edit(date, "甲", action, subject, predicate, value)


def test_reject_takes_the_triple_and_keeps_the_statement():
    """Nobody needs a Statement unless they ask why."""
    assert list(edit.replayed(LINES, [made("reject")], NONE)) == [
        join(SAID, node(f"{PB}state"), literal("rejected"), PROOF)
    ]


def test_accept_marks_the_statement():
    """The triple stays."""
    assert list(edit.replayed(LINES, [made("accept")], NONE)) == [
        LINES[0],
        join(SAID, node(f"{PB}state"), literal("accepted"), PROOF),
    ]


def test_last_word_counts():
    """A rejection taken back."""
    assert LINES[0] in list(edit.replayed(LINES, [made("reject"), made("accept")], NONE))


def test_add_stands_in_the_peoples_graph():
    """With a statement that says who."""
    other = node(f"{ID}agency-c")
    rows = [split(line) for line in edit.replayed(LINES, [made("add", value=other)], NONE)]
    assert (DOC, ISSUER, other, node(f"{ID}g-people-edit")) in rows
    iri = node(statement(DOC, ISSUER, other))
    assert {value for subject, predicate, value, _ in rows if (subject, predicate) == (iri, node(f"{PB}state"))} == {
        literal("added")
    }


def test_correction_follows_a_merged_node():
    """A correction made before two nodes became one still holds."""
    old = node(f"{ID}policydoc-old")
    assert LINES[0] not in list(edit.replayed(LINES, [made("reject", subject=old)], Plan({old: DOC}, {})))


def test_merge_is_left_to_the_join():
    """It changes no line by itself."""
    merge = made("merge", predicate="")
    assert edit.merges([merge]) == ((DOC, BODY),)
    assert list(edit.replayed(LINES, [merge], NONE)) == LINES


def test_rows_are_read_with_prefixes_and_literals(tmp_path):
    """A row is what a person can write by hand."""
    (tmp_path / "a.tsv").write_text(
        f'{edit.HEADER}\n# why\n2025-01-02\t乙\treject\tid:policydoc-a\tpb:status\t"试行"\t错\n', "utf-8"
    )
    (row,) = edit.read(tmp_path)
    assert row == edit.Edit("2025-01-02", "乙", "reject", DOC, node(f"{PB}status"), literal("试行"), "错")


def test_what_is_appended_is_read_back(tmp_path):
    """Both ways."""
    edit.append(tmp_path / "new" / "a.tsv", made("accept", date="2025-01-02"))
    edit.append(tmp_path / "new" / "a.tsv", made("reject", date="2025-01-01"))
    assert [row.action for row in edit.read(tmp_path / "new")] == ["reject", "accept"]


@pytest.mark.parametrize(
    "row",
    ["2025\t乙\tdelete\tid:a\tpb:b\tid:c\t", "2025\t乙\treject\tid:a\tpb:b\t\t", "2025\t乙\tadd\ta b\tpb:b\tid:c"],
)
def test_bad_row_is_named_by_file_and_line(tmp_path, row):
    """Nothing of a person's work is skipped in silence."""
    (tmp_path / "a.tsv").write_text(f"{edit.HEADER}\n{row}\n", "utf-8")
    with pytest.raises(StoreError) as caught:
        edit.read(tmp_path)
    assert (caught.value.key, caught.value.fields["line"]) == ("edit_row", 2)
