"""The name tables are read as rows; an analyst's own rows stand beside ours or complete them."""

import pytest

from kg import lexicon
from kg.errors import UsageError


def own(tmp_path, table, text):
    """Load the product's names with one table of an analyst's own."""
    (tmp_path / f"{table}.tsv").write_text(text, encoding="utf-8")
    return lexicon.load(tmp_path)


def row(names, table, label):
    """Give the one row with this label."""
    (found,) = [each for each in names.rows(table) if each.label == label]
    return found


def refused(tmp_path, table, text):
    """Give the key and the fields of the error that an analyst's table causes."""
    with pytest.raises(UsageError) as caught:
        own(tmp_path, table, text)
    return caught.value.key, caught.value.fields


def test_lexicon_reads_every_table():
    """Every table of the list is there and has rows."""
    names = lexicon.load()
    assert all(names.rows(table) for table in lexicon.TABLES)


def test_lexicon_row_splits_cells():
    """Aliases and cells with several values are taken apart at the bar; an empty cell has no values."""
    sichuan = row(lexicon.load(), "places", "四川省")
    assert sichuan.aliases == ("四川",)
    assert sichuan.values("abbr") == ("川", "蜀")
    assert sichuan.values("bare") == ()
    assert not sichuan.own


def test_lexicon_own_row_is_new(tmp_path):
    """A label that we do not have becomes a row of its own, marked as the analyst's."""
    names = own(tmp_path, "sectors", "label\taliases\tbroader\n月球采矿\t月壤|月面采矿\t商业航天\n")
    mining = row(names, "sectors", "月球采矿")
    assert mining.aliases == ("月壤", "月面采矿")
    assert mining.fields["broader"] == "商业航天"
    assert mining.fields["scheme"] == ""
    assert mining.own


def test_lexicon_own_row_adds_aliases(tmp_path):
    """A label that we have gets the analyst's aliases behind ours and keeps its fields."""
    names = own(tmp_path, "agencies", "label\taliases\n工业和信息化部\t工业部|工信部\n")
    ministry = row(names, "agencies", "工业和信息化部")
    assert ministry.aliases[0] == "工信部"
    assert ministry.aliases[-1] == "工业部"
    assert ministry.aliases.count("工信部") == 1
    assert ministry.fields["place"] == "100000"
    assert ministry.own


def test_lexicon_own_field_overrides(tmp_path):
    """A cell that the analyst filled wins over ours."""
    names = own(tmp_path, "sectors", "label\tbroader\n育种\t生物产业\n")
    assert row(names, "sectors", "育种").fields["broader"] == "生物产业"


def test_lexicon_own_place_is_told_apart_by_code(tmp_path):
    """Two districts of one name are told apart by the code."""
    names = own(tmp_path, "places", "label\taliases\tcode\n朝阳区\t北京朝阳\t110105\n")
    bearers = {each.fields["code"]: each for each in names.rows("places") if each.label == "朝阳区"}
    assert "北京朝阳" in bearers["110105"].aliases
    assert [code for code, each in bearers.items() if each.own] == ["110105"]


def test_lexicon_own_place_without_code_is_a_region(tmp_path):
    """A place that has no code is known by its label."""
    moon = row(own(tmp_path, "places", "label\taliases\n静海基地\t静海\n"), "places", "静海基地")
    assert (moon.fields["code"], moon.fields["level"]) == ("静海基地", "区域")


def test_lexicon_own_table_leaves_others_alone(tmp_path):
    """Only the table that the analyst wrote changes."""
    names = own(tmp_path, "groups", "label\n火星移民\n")
    assert names.rows("places") == lexicon.load().rows("places")
    assert names.rows("groups")[-1].label == "火星移民"


def test_lexicon_own_columns_come_in_any_order(tmp_path):
    """Columns are found by their names; comments, blank lines, a byte-order mark and Windows line ends do no harm."""
    text = "\ufeff# mine\r\n\r\nbroader\tlabel\r\n企业\t火星企业\r\n"
    assert row(own(tmp_path, "groups", text), "groups", "火星企业").fields["broader"] == "企业"


def test_lexicon_refuses_unknown_table(tmp_path):
    """A table that we do not know is named with its file."""
    key, fields = refused(tmp_path, "agencys", "label\n某局\n")
    assert key == "lexicon_table"
    assert fields["file"].endswith("agencys.tsv")
    assert fields["table"] == "agencys"


def test_lexicon_refuses_unknown_column(tmp_path):
    """A column that the table does not have is refused with the line of the header."""
    key, fields = refused(tmp_path, "groups", "# mine\nlabel\tcolour\n某类企业\t红\n")
    assert (key, fields["line"]) == ("lexicon_header", 2)
    assert "colour" in fields["found"]


def test_lexicon_refuses_missing_header(tmp_path):
    """A file that begins with a row instead of a header is refused."""
    key, fields = refused(tmp_path, "groups", "某类企业\t别名\n")
    assert (key, fields["line"]) == ("lexicon_header", 1)


@pytest.mark.parametrize("line", ["\t无名企业", "企业\t一\t二"], ids=["no label", "too many cells"])
def test_lexicon_refuses_malformed_row(tmp_path, line):
    """A row without a label or with more cells than columns is refused with its line."""
    key, fields = refused(tmp_path, "groups", f"label\taliases\n某类企业\t\n{line}\n")
    assert (key, fields["line"]) == ("lexicon_row", 3)


def test_lexicon_refuses_other_encodings(tmp_path):
    """A table that is not UTF-8 is refused with the line of the first wrong byte."""
    (tmp_path / "groups.tsv").write_bytes(b"label\n" + "某类企业\n".encode("gb18030"))
    with pytest.raises(UsageError) as caught:
        lexicon.load(tmp_path)
    assert (caught.value.key, caught.value.fields["line"]) == ("lexicon_encoding", 2)


def test_lexicon_refuses_missing_folder(tmp_path):
    """A folder that is not there is named."""
    with pytest.raises(UsageError) as caught:
        lexicon.load(tmp_path / "nowhere")
    assert caught.value.key == "lexicon_missing"


def test_lexicon_refuses_folder_without_tables(tmp_path):
    """A folder without a table is an error, not silence."""
    with pytest.raises(UsageError) as caught:
        lexicon.load(tmp_path)
    assert caught.value.key == "lexicon_empty"
