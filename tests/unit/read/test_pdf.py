"""PDF files become characters in reading order, or an error that names what is wrong."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from make_pdf import A4, Ink, Sheet, pdf

from kg import read
from kg.errors import SourceError
from kg.model import Span
from kg.pipeline import understood
from kg.read import ocr
from kg.read.pdf import MAX_PAGES, decode

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "data/bulletins").glob("*.txt"))[::6]
LETTERS, ROWS, SIZE, LEADING = 40, 20, 11, 20


def refused(content):
    """Give the key of the error that reading raises."""
    with pytest.raises(SourceError) as caught:
        decode(content)
    return caught.value.key


def printed(raw, head="内部资料"):
    """Paint a plain text as a printer would: lines of even length, first lines set in, heads and page numbers."""
    lines = [line for paragraph in raw.split("\n") for line in _wrapped(paragraph)]
    sheets = []
    for start in range(0, len(lines), ROWS):
        number = len(sheets) + 1
        inks = [Ink(70, 800, head, 9), Ink(280, 40, f"— {number} —", 9)]
        rows = enumerate(lines[start : start + ROWS])
        inks += [Ink(70 + SIZE * inset, 760 - LEADING * i, line, SIZE) for i, (inset, line) in rows if line]
        sheets.append(Sheet(inks))
    return pdf(*sheets)


def _wrapped(paragraph):
    room, inset, line = LETTERS - 2, 2 if len(paragraph) > LETTERS else 0, ""
    for character in paragraph.strip():
        if sum(0.5 if c < "\x7f" else 1 for c in line) >= room - 0.5:
            yield inset, line
            room, inset, line = LETTERS, 0, ""
        line += character
    yield inset, line


def test_pages_are_parted_by_form_feeds():
    """Repair finds pages, running heads and page numbers by them."""
    assert (
        decode(pdf(Sheet([Ink(70, 700, "第一页的字")]), Sheet([Ink(70, 700, "第二页的字")])))
        == "第一页的字\f第二页的字"
    )


def test_two_columns_painted_row_by_row_come_in_reading_order():
    """PDFium gives them line by line across the page."""
    body = "".join(chr(0x4E00 + i * 37 % 9000) for i in range(22 * 60))
    lines = [body[i : i + 22] for i in range(0, len(body), 22)]
    pairs = list(zip(lines[:30], lines[30:], strict=True))
    inks = [Ink(x, 780 - 20 * i, line) for i, pair in enumerate(pairs) for x, line in zip((50, 310), pair, strict=True)]
    found = "".join(decode(pdf(Sheet(inks))).split())
    assert SequenceMatcher(None, found, body, autojunk=False).ratio() >= 0.98


def test_a_table_is_read_row_by_row():
    """Cells keep a gap between them."""
    rows = ("指标", "数值"), ("研发投入", "300万元")
    inks = [Ink(x, 700 - 20 * i, cell) for i, row in enumerate(rows) for x, cell in zip((70, 250), row, strict=True)]
    assert decode(pdf(Sheet(inks))) == "指标    数值\n研发投入    300万元"


def test_cells_stay_apart_when_the_text_is_repaired(tmp_path):
    """A gap of a table is wider than a typesetter's space between digits and Chinese characters."""
    inks = [Ink(x, 700, cell) for x, cell in ((70, "研发投入"), (200, "300"), (330, "360"))]
    (tmp_path / "a.pdf").write_bytes(pdf(Sheet([*inks, Ink(70, 600, "以上为全省主要指标完成情况，请各地认真落实。")])))
    assert read.text(tmp_path / "a.pdf").clean.splitlines()[0] == "研发投入 300 360"


@pytest.mark.parametrize("sentence", ["first word", "a b c d e f", "3.5% of 1,200 units (2024)"])
def test_words_of_latin_letters_stay_whole(sentence):
    """Only first and last letters are asked where they stand."""
    assert decode(pdf(Sheet([Ink(70, 700, sentence, latin=True)]))) == sentence


@pytest.mark.parametrize(("angle", "step"), [(90, (20, 0)), (270, (-20, 0)), (180, (0, 20))])
@pytest.mark.parametrize("turned", [0, 90])
def test_turned_print_is_read_upright(angle, step, turned):
    """A page laid on its side is read as the print on it stands."""
    inks = [
        Ink(300 + step[0] * i, 300 + step[1] * i, word, 12, angle, latin=True)
        for i, word in enumerate(("first", "second"))
    ]
    assert decode(pdf(Sheet(inks, turned=turned))) == "first\nsecond"


def test_vertical_print_is_left_as_it_comes():
    """Characters one below the other are no lines to put in order."""
    inks = [
        Ink(x, 700 - 12 * i, c, 12, latin=True) for x, word in ((100, "down"), (80, "next")) for i, c in enumerate(word)
    ]
    assert "".join(decode(pdf(Sheet(inks))).split()) == "downnext"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused(cut):
    """PDFium would quietly read the pages that are left."""
    content = pdf(Sheet([Ink(70, 700, "文字")]))
    assert refused(content[: int(len(content) * cut)]) == "pdf_truncated"


def test_a_file_cut_off_behind_an_earlier_end_mark_is_refused():
    """A file that was changed has several end marks; objects behind the last one have lost theirs."""
    content = pdf(Sheet([Ink(70, 700, "文字")]))
    assert refused(content + b"20 0 obj\n<</Length 5>>\nstre") == "pdf_truncated"


def test_a_damaged_file_is_refused():
    """Head and end alone are no file."""
    assert refused(b"%PDF-1.5\n" + b"\x00garbage" * 50 + b"\n%%EOF\n") == "pdf_damaged"


def test_what_is_no_pdf_is_refused():
    """A name that ends in .pdf proves nothing."""
    assert refused("只有名字是 PDF".encode()) == "pdf_damaged"


def test_an_encrypted_file_is_refused():
    """Without the password there is nothing to read."""
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>/ID[<{'22' * 16}><{'22' * 16}>]"
    assert refused(pdf(Sheet([Ink(70, 700, "文字")]), trailer=lock)) == "pdf_encrypted"


def test_a_file_without_pages_is_refused():
    """Nothing to read."""
    assert refused(pdf()) == "pdf_damaged"


def test_too_many_pages_are_refused():
    """The limit holds before any page is opened."""
    kids = " ".join(["7 0 R"] * (MAX_PAGES + 1))
    content = pdf(Sheet()).replace(b"/Kids[7 0 R]/Count 1", f"/Kids[{kids}]/Count {MAX_PAGES + 1}".encode())
    assert refused(content) == "too_many_pages"


def test_a_huge_page_is_refused():
    """The format allows no side of more than 14,400 points."""
    assert refused(pdf(Sheet([Ink(70, 700, "文字")], size=(20_000, 842)))) == "page_too_large"


def test_no_text_layer_is_told(monkeypatch):
    """Without the extra the sentence says what to install."""
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert refused(pdf(Sheet(), Sheet())) == "no_text_layer"


def test_only_pages_without_text_are_recognised(monkeypatch):
    """Recognition is slow and less exact than a text layer."""
    shown = []
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "pieces", lambda picture: shown.append(picture.shape) or ())
    assert decode(pdf(Sheet([Ink(70, 700, "有文字层")]), Sheet(size=A4))) == "有文字层\f"
    assert len(shown) == 1


def test_pages_are_known_in_the_text(tmp_path):
    """A span knows the page on which it begins, an empty page between notwithstanding."""
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(Sheet([Ink(70, 700, "第一页的字。")]), Sheet(), Sheet([Ink(70, 700, "第三页的字。")])))
    text = read.text(file)
    at = text.raw.index("三")
    assert (text.media, text.page(Span(at, at + 1))) == ("application/pdf", 3)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_a_printed_bulletin_says_what_its_plain_text_says(sample, tmp_path):
    """Same skeleton, same statements, and the page beside each."""
    file = tmp_path / f"{sample.stem}.pdf"
    file.write_bytes(printed(read.text(sample).clean))
    plain, paged = understood(sample), understood(file)
    assert skeleton(paged.issue) == skeleton(plain.issue)
    expected, found = statements(plain), statements(paged)
    assert len(expected & found) >= 0.95 * len(expected)
    assert len(found) <= 1.05 * len(expected)
    assert paged.issue.text.page(paged.issue.articles[-1].span) > 1


def skeleton(issue):
    """Give what an issue is made of."""
    return (
        issue.bulletin,
        issue.number,
        issue.date,
        [(a.column, a.title, [c.heading for c in a.clauses]) for a in issue.articles],
    )


def statements(found):
    """Give what an issue says, wherever it says it."""
    return {(s.subject, s.relation, s.object) for s in found.facts.statements}
