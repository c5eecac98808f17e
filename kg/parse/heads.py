"""Stage 2 of 8: the head of an official document: title, number, addressees, and the notice around a document."""

import re
from collections.abc import Sequence

from kg.frozen import record
from kg.model import Span, Text
from kg.parse import bodies, dates
from kg.parse.markers import marker
from kg.parse.paragraphs import Paragraph, bare, closed, norm, part
from kg.parse.similar import likeness

__all__ = ["Inner", "Title", "addressees", "doc_number", "inner", "is_addressed", "is_titled", "title"]

TYPES = (
    "通知|通告|公告|公报|决定|决议|命令|令|意见|办法|规定|细则|条例|规则|规程|规范|方案|规划|纲要|计划|措施|政策|指引|指南|要点"
    "|清单|目录|标准|制度|章程|准则|法|函|批复|报告|请示|纪要|倡议|建议|声明|宣言|说明|名单|名录|分类|工程|行动|举措|政策包|十条|条|(?<=的)解释|修正案|答复|解答"
)
ENDS = re.compile(rf"(?:{TYPES})[”」》]?(?:[（(〔\[][^（()）]{{1,20}}[)）〕\]])*$")
TAIL = re.compile(
    r"[（(〔\[](?:[^（()）]{1,12}[版稿]|试行|暂行|修订|修正|\d{4}\s*[—–\-－―─~～至]+\s*\d{4}\s*年?)[^（()）]{0,6}[)）〕\]]"
)
WRAPPER = re.compile(
    r"(?:关于)?(?:印发|转发|发布|公布|下发|颁布|批转|颁发)(?P<x>.+?)的?(?:通知|公告|函|通告|决定|命令|令)(?:[（(].*)?$"
)
ISSUED = re.compile(r"《(?P<x>[^《》]+(?:〈[^〉]*〉[^《》]*)?)》")
NUMBER = re.compile(
    r"(?P<n>[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[（(【﹝［]\s*(?:19|20)\d\d\s*[〕\]）)】﹞］]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,30}令\s*第\s*\d{1,4}\s*号"
    r"|(?:19|20)\d\d\s*年\s*第\s*\d{1,4}\s*号)"
)
NUMBERED = re.compile(rf"[（(]{NUMBER.pattern}[)）]$")
LETTERHEAD = re.compile(r"(?:文件|公报)$|^(?:特急|加急|急件|平急|密级|秘密|机密|份号|备案号|索引号|发文机关|签发人)")
ADDRESSED = re.compile(
    r"(?:[各厅局委办部]|政府|单位|企业|公司|部门|机构|院|校|中心|同志|代表|市|县|区|省|州)[^。]*[：:]$"
)
REACH = 25
LONGEST = 90
LONGEST_TITLE = 150
PROSE = 60
PREFIX = 24
TOP = 2
SHORT = 40
CLOSERS = ("）", ")", "〕", "]")
GOES_ON = re.compile(r"关于|印发|转发|公布|发布")
ANNEX = re.compile(r"附件?\s*\d*\s*[：:]")
BETWEEN = re.compile(r"[、和与及]")
MOST_LINES = 5
SAME = 0.75
NUMBER_LENGTH = 45
LONGEST_LIST = 800


@record
class Title:
    """A title over one or more paragraphs, ``first`` to before ``last``."""

    words: str
    first: int
    last: int


@record
class Inner:
    """What a notice only issues: the title as printed over it, or as the notice names it (``span``)."""

    words: str
    span: Span


def is_titled(words: str) -> bool:
    """Say whether the words end as the title of a document does."""
    return ENDS.search(bare(words[-SHORT - PREFIX :])) is not None and not closed(words)


def title(rows: Sequence[Paragraph]) -> Title | None:
    """Find the title: the first short lines that together end in the word for a kind of document, else the first."""
    starts = []
    for at, row in enumerate(rows[:REACH]):
        if _may_be_title(row) and not _is_letterhead(rows, at):
            starts.append(at)
        elif marker(row.text) or (len(row.text) > PROSE and not is_titled(row.text)):
            break
    titles = [_from(rows, at) for at in starts]
    plain = (found for found in titles if found.first < TOP and len(found.words) <= SHORT and "，" not in found.words)
    found = next((found for found in titles if is_titled(found.words)), next(plain, None))
    return _again(rows, found) if found else None


def _again(rows: Sequence[Paragraph], found: Title) -> Title:
    """Take the fuller title where a caption above gives a short one: 建筑法, 中华人民共和国建筑法."""
    if found.last >= len(rows) or not _may_be_title(rows[found.last]) or not is_titled(found.words):
        return found
    below = _from(rows, found.last)
    one, other = norm(found.words), norm(below.words)
    same = other.endswith(one) or (len(other) > len(one) and likeness(one, other) >= SAME)
    return below if same and is_titled(below.words) else found


def is_addressed(words: str) -> bool:
    """Say whether a line names addressees (主送机关) and ends in a colon."""
    return len(words) <= LONGEST_LIST and words.endswith((":", "：")) and ADDRESSED.search(words) is not None


def doc_number(text: Text, rows: Sequence[Paragraph]) -> tuple[str, Span | None]:
    """Find the document's own number near the top, in a line that does not cite another document."""
    for row in rows[:REACH]:
        match = NUMBER.search(row.text)
        if match and len(row.text) <= NUMBER_LENGTH and "《" not in row.text[: match.start()]:
            start, end = match.span("n")
            return bare(match["n"]), part(text, row, start, end)
    return "", None


def addressees(text: Text, rows: Sequence[Paragraph], start: int) -> tuple[Span, ...]:
    """Find the line that names to whom the document goes (主送机关): it ends with a colon before any prose."""
    for row in rows[start : start + REACH]:
        if is_addressed(row.text) and marker(row.text) is None:
            return (part(text, row, 0, len(row.text.rstrip("：: 　"))),)
        if closed(row.text) or marker(row.text):
            break
    return ()


def inner(text: Text, rows: Sequence[Paragraph], outer: Title) -> Inner | None:
    """Find the document that a notice only issues; ``None`` where the notice speaks for itself or issues several."""
    wrapped = WRAPPER.search(outer.words)
    if wrapped is None:
        return None
    named = [m["x"] for m in ISSUED.finditer(wrapped["x"])]
    words = named[0] if named else wrapped["x"].strip("《》")
    if len(named) > 1 or (not named and sum(map(is_titled, BETWEEN.split(words))) > 1):
        return None
    for at in range(outer.last, len(rows)):
        found = _printed(rows, at, words)
        if found and likeness(found.words, outer.words) < 1:
            span = text.span(rows[found.first].start, rows[found.last - 1].end)
            return Inner(found.words, span)
    return _named(text, rows, outer, words)


def _is_letterhead(rows: Sequence[Paragraph], at: int) -> bool:
    """Say whether a line only names a body, and no title goes on below it."""
    words = bare(rows[at].text)
    following = rows[at + 1].text if at + 1 < len(rows) else ""
    return (bodies.is_body(words) or words.endswith("令")) and not GOES_ON.match(following)


def _may_be_title(row: Paragraph) -> bool:
    words = row.text
    longest = LONGEST_TITLE if is_titled(words) else LONGEST
    if len(words) > longest or closed(words) or marker(words) or LETTERHEAD.search(words):
        return False
    number, day = NUMBER.search(words), dates.first(words)
    if (number and not is_titled(NUMBERED.sub("", words))) or (day and words[day.end : day.end + 1] not in CLOSERS):
        return False
    return not words.startswith(("（", "(", "#")) and any("\u4e00" <= c <= "\u9fff" for c in words)


def _from(rows: Sequence[Paragraph], at: int) -> Title:
    """Put the lines of a title together; where none of them ends it, the first line is all."""
    words = ""
    for end in range(at, min(len(rows), at + MOST_LINES)):
        if end > at and not _may_be_title(rows[end]):
            break
        words += NUMBERED.sub("", rows[end].text)
        if is_titled(words):
            tail = end + 1 < len(rows) and TAIL.fullmatch(bare(rows[end + 1].text))
            last = end + 2 if tail else end + 1
            return Title(bare(words + (rows[end + 1].text if tail else "")), at, last)
    return Title(bare(NUMBERED.sub("", rows[at].text)), at, at + 1)


def _printed(rows: Sequence[Paragraph], at: int, words: str) -> Title | None:
    """Say whether the paragraphs from here on are the title of what is issued."""
    if not _may_be_title(rows[at]) or ANNEX.match(rows[at].text):
        return None
    line = bare(rows[at].text)
    if _is(line, words):
        tail = at + 1 < len(rows) and TAIL.fullmatch(bare(rows[at + 1].text))
        last = at + 2 if tail else at + 1
        return Title(bare("".join(row.text for row in rows[at:last])), at, last)
    following = bare(rows[at + 1].text) if at + 1 < len(rows) and _may_be_title(rows[at + 1]) else ""
    if following and not _is(following, words) and _is(line + following, words):
        return Title(line + following, at, at + 2)
    return None


def _is(line: str, words: str) -> bool:
    line, words = norm(line), norm(words)
    return (line.endswith(words) and len(line) <= len(words) + PREFIX) or likeness(line, words, least=SAME) >= SAME


def _named(text: Text, rows: Sequence[Paragraph], outer: Title, words: str) -> Inner:
    """Fall back to the name in the notice's own title."""
    for row in rows[outer.first : outer.last]:
        start = row.text.find(words)
        if start >= 0:
            return Inner(words, part(text, row, start, start + len(words)))
    return Inner(words, text.span(rows[outer.first].start, rows[outer.last - 1].end))
