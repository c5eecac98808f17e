"""Of a web page remains what it is about."""

import pytest

from kg.errors import SourceError
from kg.read.html import decode

BODY = "<p>各市人民政府：</p><p>现将《若干措施》印发给你们，请认真贯彻执行。对企业给予最高500万元补助。</p>"


def read(body, head=""):
    return decode(f"<html><head>{head}</head><body>{body}</body></html>".encode())


TEXT = read(BODY)


def test_blocks_are_lines():
    """Tags go, entities are read, white space of the source is one space."""
    assert read("<h1>标题</h1><p>支持\n 企业&nbsp;&amp;<b>高校</b>。</p>") == "标题\n支持 企业\xa0&高校。"


def test_page_without_blocks_is_read():
    """Words that stand in the body itself."""
    assert read("对企业给予最高500万元补助。<br><br>支持高校。") == "对企业给予最高500万元补助。\n支持高校。"


def test_missing_end_tags_are_implied():
    """Paragraphs, items and cells need none."""
    assert read("<p>甲。<p>乙。<ul><li>丙<li>丁</ul>") == "甲。\n乙。\n丙\n丁"
    assert read("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>") == "甲\t乙\n丙\t丁"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>首页。网站导航，所有的栏目都列在这里。</p></nav>",
        "<footer>主办单位：某某省人民政府办公厅。</footer>",
        "<aside>相关内容的介绍文字。</aside>",
        "<script>var a = '<p>支持</p>';</script><style>p { color: red }</style><!-- <p>注</p> -->",
        "<div class='page-footer'>主办单位：某某省人民政府办公厅。</div>",
        "<div id=topNav>网站导航。</div>",
        "<div hidden>看不见的文字。</div><div style='display: none'>看不见的文字。</div>",
        "<select><option>甲<option>乙</select><button>打印</button>",
        "<ul><li><a href='/1.html'>新闻之一</a><li><a href='/2.html'>新闻之二</a></ul>",
    ],
)
def test_what_stands_around_the_text_goes(around):
    """Whether the page says so or its links do; before the text or after it."""
    assert read(f"{around}<div><div>{BODY}</div></div>") == TEXT
    assert read(f"<form><div>{BODY}</div>{around}</form>") == TEXT


def test_links_in_sentences_and_to_annexes_stay():
    """They are part of the text."""
    linked = "<p>根据<a href='/a'>《科学技术进步法》</a><a href='/b'>《促进条例》</a>制定。</p><p><a href='1.docx'>附件1</a><a href='2.pdf'>附件2</a></p>"
    assert read(BODY + linked).endswith("根据《科学技术进步法》《促进条例》制定。\n附件1附件2")


def test_title_comes_first_where_the_text_does_not_hold_it():
    """As the page names it, else the nearest main heading, else the page's own without the name of the site."""
    named = '<meta name="ArticleTitle" content="关于印发《若干措施》的通知">'
    page = f"<div><h1>若干措施</h1><p>2025-01-01</p><div>{BODY}</div></div>"
    assert read(page, named).startswith("关于印发《若干措施》的通知\n各市")
    assert read(page).startswith("若干措施\n各市")
    assert read(BODY, "<title>关于印发办法的通知_某某省政府</title>").startswith("关于印发办法的通知\n各市")


def test_rows_of_a_table_are_lines_with_tabs():
    """A table that lays out the page is read as running text."""
    assert (
        read("<table><tr><th>等次<th>奖励<tr><td><p>一等奖<p>含税<td>50万元</table>")
        == "等次\t奖励\n一等奖\u3000含税\t50万元"
    )
    assert read(f"<table><tr><td>{BODY}</td></tr></table>") == TEXT


def test_ordered_items_are_numbered_once():
    """As shown, unless the makers of the page wrote the number themselves."""
    assert read("<ol start=3><li>甲<li>乙</ol><ol><li>一、丙</ol>") == "3. 甲\n4. 乙\n一、丙"


def test_line_break_is_a_vertical_tab_and_two_end_a_paragraph():
    """One may lie inside a sentence."""
    assert read("<p>甲<br>乙<br><br>丙</p>") == "甲\v乙\n丙"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_encoding_is_what_the_bytes_are_before_what_the_page_says(encoding):
    """Pages often say what they are not."""
    declared = "gb2312" if encoding == "utf-8" else encoding
    page = f'<html><meta charset="{declared}"><p>支持企業研究，科技大會。</p></html>'
    assert decode(page.encode(encoding)) == "支持企業研究，科技大會。"


@pytest.mark.parametrize("body", ["", "<img src=a.png>", "<a href='/1'>甲</a> <a href='/2'>乙</a><script>x</script>"])
def test_page_without_text_is_named(body):
    """A page of links only is none."""
    with pytest.raises(SourceError) as caught:
        read(f"<div>{body}</div>")
    assert (caught.value.key, caught.value.fields["format"]) == ("no_text", "HTML")


@pytest.mark.parametrize(
    "opened", ["<div>", "<ul><li>", "<table><tr><td>", "<b>", "<!--", "<a href='", "<script>", "</p>"]
)
def test_page_of_unclosed_tags_is_read(opened):
    """However deep, in time that grows with its length only."""
    assert "支持企业" in decode((f"<p>支持企业。</p>{opened * 20_000}").encode())
