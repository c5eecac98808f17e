"""What Word prints becomes lines; what it does not print, and what is no Word document, does not."""

import pytest
from make_docx import docx, paragraph, run, table, zipped

from kg.errors import SourceError
from kg.read.docx import decode
from kg.read.numbering import ordinal
from kg.read.repair import text


def failure(content):
    with pytest.raises(SourceError) as caught:
        decode(content)
    return caught.value


def test_paragraphs_are_lines():
    """One paragraph, one line, whatever it is cut into."""
    assert decode(docx(f"{paragraph('标题')}<w:p>{run('支持')}{run('企业 & 高校')}</w:p>")) == "标题\n支持企业 & 高校\n"


def test_rows_of_a_table_are_lines_with_tabs():
    """Cells stay apart, paragraphs of one cell by a wide space."""
    rows = table(["等次", "奖励"], ["一等奖", "50万元"])
    assert decode(docx(rows)) == "等次\t奖励\n一等奖\t50万元\n"
    assert decode(docx(rows.replace("</w:p></w:tc>", f"</w:p>{paragraph('注')}</w:tc>", 1))).startswith(
        "等次\u3000注\t奖励"
    )


def test_table_that_lays_out_the_page_is_read_cell_by_cell():
    """A single cell around everything is no table to its reader."""
    cells = "".join(map(paragraph, "甲乙丙"))
    assert decode(docx(f"<w:tbl><w:tr><w:tc>{cells}</w:tc></w:tr></w:tbl>")) == "甲\n乙\n丙\n"


def test_tracked_changes_are_read_as_accepted():
    """Deleted words go, inserted words stay, a deleted paragraph mark joins two paragraphs."""
    body = f"<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{run('新')}</w:ins>{run('规定')}</w:p>"
    assert decode(docx(body)) == "新规定\n"
    assert decode(docx(paragraph("前", "<w:rPr><w:del/></w:rPr>") + paragraph("后"))) == "前后\n"


def test_hidden_words_and_field_codes_are_left_out():
    """What is not printed is not read; the result of a field is."""
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert decode(docx(f"<w:p>{hidden}{code}{run('文')}</w:p>")) == "文\n"


def test_text_box_follows_its_paragraph_once():
    """Word keeps a box twice, for new and for old programs."""
    box = f"<w:txbxContent>{paragraph('第54期')}</w:txbxContent>"
    alternatives = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    assert decode(docx(f"<w:p>{run('刊头')}{alternatives}</w:p>")) == "刊头\n第54期\n"


def test_footnote_follows_the_paragraph_that_calls_it():
    """Its number is not left in the sentence, where it would be read as part of a figure."""
    body = f"<w:p>{run('补助50%')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('。')}</w:p>{paragraph('下文')}"
    notes = f"<w:footnote w:id='0' w:type='separator'>{paragraph('-')}</w:footnote><w:footnote w:id='2'>{paragraph('含税。')}</w:footnote>"
    assert decode(docx(body, footnotes=notes)) == "补助50%。\n注1：含税。\n下文\n"


def test_page_begins_after_a_form_feed():
    """A break inside a paragraph cuts the page, not the paragraph."""
    broken = f"<w:p>{run('支持企')}<w:r><w:lastRenderedPageBreak/></w:r>{run('业创新。')}</w:p>"
    raw = decode(docx(broken + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + paragraph("下文")))
    found = text(raw, whole=True)
    assert found.clean.split() == ["支持企业创新。", "下文"]
    assert [found.page(found.span(i, i + 1)) for i in (0, 5, 8)] == [1, 2, 3]


LIST = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>"""


def item(words, level):
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')


def test_numbers_of_lists_are_written_out():
    """Deeper levels begin anew."""
    body = item("甲", 0) + item("子", 1) + item("丑", 1) + item("乙", 0) + item("寅", 1)
    assert decode(docx(body, numbering=LIST)) == "一、甲\n1.子\n2.丑\n二、乙\n1.寅\n"


def test_number_of_a_style_counts_too():
    """Headings are numbered by their style."""
    style = '<w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    body = paragraph("甲", '<w:pStyle w:val="H"/>') + paragraph("乙", '<w:pStyle w:val="H"/>')
    assert decode(docx(body, numbering=LIST, styles=style)) == "一、甲\n二、乙\n"


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (1001, "chineseCounting", "一千〇一"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "unheardOf", "7"),
    ],
)
def test_ordinal(number, style, words):
    """Numbers as Word would print them."""
    assert ordinal(number, style) == words


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"no zip", docx(paragraph("支持企业"))[:-40]])
def test_damaged_document_is_named(content):
    """Truncated, or never one."""
    assert failure(content).key == "damaged"


def test_entities_are_refused():
    """A Word document has no DOCTYPE; an entity bomb has one."""
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'
    error = failure(zipped({"word/document.xml": bomb}))
    assert (error.key, error.fields["reason"]) == ("damaged", "DOCTYPE")


def test_part_that_unpacks_to_too_much_is_refused():
    """Two megabytes from two kilobytes are no text."""
    assert failure(zipped({"word/document.xml": " " * 2_000_000})).key == "bomb"


def test_deep_nesting_is_refused():
    """Trees are walked by recursion, so their depth has a limit."""
    assert failure(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000)).key == "damaged"


@pytest.mark.parametrize(
    ("member", "name"), [("xl/workbook.xml", "XLSX"), ("ppt/presentation.xml", "PPTX"), ("OFD.xml", "OFD")]
)
def test_other_formats_in_a_zip_are_named(member, name):
    """All begin with the same bytes."""
    error = failure(zipped({member: "<a/>"}))
    assert (error.key, error.fields["format"]) == ("unsupported_format", name)


def test_archive_is_no_document():
    """Its members are read one by one, by those who can name them."""
    assert failure(zipped({"a.txt": "a"})).key == "unopened_archive"


def test_document_without_words_is_named():
    """Nothing but a picture."""
    assert failure(docx("<w:p/>")).key == "no_text"
