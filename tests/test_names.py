"""The tables of ``data/names`` hold together: well formed, without clashes, every reference with its target."""

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg import lexicon, resources

NAMES = resources.data("names")
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "corpus" / "lexicons"
LEVELS = {"省", "自治区", "直辖市", "市", "县"}
NOT_OUR_LABELS = {"places"}
ONE_BEARER = ("agencies", "sectors", "groups", "doctypes")


def rows(table):
    """Give the rows of one table."""
    return lexicon.load().rows(table)


def labels(table):
    """Give the labels of one table."""
    return {row.label for row in rows(table)}


def codes():
    """Give the codes of all places."""
    return {row.fields["code"] for row in rows("places")}


def test_names_every_file_is_a_table():
    """No file of the folder is forgotten by the loader."""
    assert {path.stem for path in NAMES.glob("*.tsv")} == set(lexicon.TABLES)


@pytest.mark.parametrize("table", lexicon.TABLES)
def test_names_file_is_well_formed(table):
    """A comment says what it is, every line has all columns, no cell has stray blanks or an empty value."""
    lines = (NAMES / f"{table}.tsv").read_text(encoding="utf-8").split("\n")
    body = [line.split("\t") for line in lines[:-1] if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert lines[-1] == ""
    assert body[0][:2] == ["label", "aliases"]
    assert {len(cells) for cells in body} == {len(body[0])}
    wrong = [cell for cells in body for cell in cells if cell != cell.strip() or re.search(r"^\||\|\||\|$", cell)]
    assert wrong == []


@pytest.mark.parametrize("table", sorted(set(lexicon.TABLES) - NOT_OUR_LABELS))
def test_names_labels_are_unique(table):
    """One row a label; only places may share a name."""
    assert [label for label, n in Counter(row.label for row in rows(table)).items() if n > 1] == []


@pytest.mark.parametrize("table", ONE_BEARER)
def test_names_alias_has_one_bearer(table):
    """No alias names two things, none is the label of another row."""
    bearers = Counter(name for row in rows(table) for name in {row.label, *row.aliases})
    assert [name for name, n in bearers.items() if n > 1] == []


def test_names_place_codes_are_unique_and_valid():
    """A division has six digits of GB/T 2260, anything else its own label."""
    places = rows("places")
    assert len(codes()) == len(places)
    wrong = [r.label for r in places if not re.fullmatch(r"\d{6}", r.fields["code"]) and r.fields["code"] != r.label]
    assert wrong == []


def test_names_places_lie_within_places():
    """Every place but China and foreign countries lies within others that exist."""
    known = codes()
    lost = [row.label for row in rows("places") if set(row.values("within")) - known]
    free = {row.fields["kind"] for row in rows("places") if not row.fields["within"]}
    assert lost == []
    assert free == {"国家", "国外"}


def test_names_place_alias_has_one_bearer():
    """A short form that may stand alone means one place."""
    bearers = Counter(name for row in rows("places") for name in row.aliases)
    names = {row.label for row in rows("places")}
    assert [name for name, n in bearers.items() if n > 1 or name in names] == []


def test_names_former_place_is_not_a_present_one_of_the_parent():
    """An old name that still stands is another place, unless people wrote it down for a merger."""
    here = {(row.fields["within"], row.label) for row in rows("places")}
    wrong = [old for row in rows("places") for old in row.values("former") if (row.fields["within"], old) in here]
    assert wrong == []


@pytest.mark.parametrize("column", ["parent", "formerly"])
def test_names_agencies_refer_to_agencies(column):
    """Every parent and every former body has its row."""
    assert [name for row in rows("agencies") for name in row.values(column) if name not in labels("agencies")] == []


def test_names_abolished_agency_says_when():
    """A body that is no more says since when, one that works does not."""
    wrong = [row.label for row in rows("agencies") if (row.fields["status"] == "已撤销") != bool(row.fields["until"])]
    assert wrong == []


def test_names_former_agency_is_no_more():
    """What another body replaced is marked as abolished."""
    status = {row.label: row.fields["status"] for row in rows("agencies")}
    assert [n for row in rows("agencies") for n in row.values("formerly") if status[n] != "已撤销"] == []


def test_names_agency_places_exist():
    """Every body has its place."""
    assert {row.fields["place"] for row in rows("agencies")} <= codes()


def test_names_lines_refer_to_places_and_agencies():
    """Levels, places and central bodies of lines are known."""
    assert {level for row in rows("lines") for level in row.values("level")} == LEVELS
    assert {code for row in rows("lines") for code in row.values("places")} <= codes()
    assert {name for row in rows("lines") for name in row.values("central")} <= labels("agencies")


def test_names_line_pattern_holds_one_place():
    """A full name has one place in it."""
    patterns = [row.fields["pattern"] for row in rows("lines") if row.fields["pattern"]]
    assert [pattern for pattern in patterns if len(re.findall(r"\{[Pp]\}", pattern)) != 1] == []


def test_names_line_alias_means_one_line_at_a_level():
    """Behind a place of one level, a short form has one general reading."""
    bearers = Counter(
        (name, level)
        for row in rows("lines")
        if not row.fields["places"]
        for name in {row.label, *row.aliases}
        for level in row.values("level")
    )
    assert [name for name, n in bearers.items() if n > 1] == []


@pytest.mark.parametrize("table", ["sectors", "groups"])
def test_names_broader_exists(table):
    """What a concept is narrower than has its row, and no concept is narrower than itself."""
    above = {row.label: row.values("broader") for row in rows(table)}
    assert [name for names in above.values() for name in names if name not in above] == []
    for label in above:
        assert label not in _all_above(label, above)


@pytest.mark.parametrize("table", ["sectors", "groups", "instruments", "doctypes"])
def test_names_scheme_is_declared(table):
    """The scheme of a concept stands in ontology/schemes.ttl."""
    declared = set(re.findall(r"^id:scheme-(\S+)", resources.ontology("schemes.ttl").read_text("utf-8"), re.MULTILINE))
    assert {row.fields["scheme"] for row in rows(table)} <= declared


def test_names_places_are_what_the_script_makes():
    """The table of places is reproducible from its sources."""
    if not SOURCES.is_dir():
        pytest.skip("the sources of the names (../shared/corpus/lexicons) are not here")
    assert _script().places(SOURCES) == (NAMES / "places.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("成都市", "成都"),
        ("甘孜藏族自治州", "甘孜"),
        ("新疆维吾尔自治区", "新疆"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("芒市", "芒市"),
        ("浦东新区", "浦东"),
        ("大柴旦行政委员会", "大柴旦行政委员会"),
    ],
)
def test_names_script_shortens(label, short):
    """The generic ending and the nationality go, a name of one character stays whole."""
    assert _script().stem(label) == short


def _all_above(label, above):
    found, todo = set(), list(above[label])
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += above[name]
    return found


def _script():
    spec = importlib.util.spec_from_file_location("make_names", ROOT / "scripts" / "make_names.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_names"] = module
    spec.loader.exec_module(module)
    return module
