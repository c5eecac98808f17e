"""Stage 1 of 8: whether a line goes on with the paragraph before it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low

from kg.frozen import record
from kg.read.lines import Line, cells

__all__ = ["Paragraph", "Setting", "join", "setting"]

HAN_NUMBER = "[〇零一二三四五六七八九十百]"
LABEL = "(?:本期)?(?:主送|报送|呈送|呈报|抄送|抄报|分送|发送|送阅|呈|报|送|发)[：:]"
STARTERS = re.compile(
    rf"[（(]{HAN_NUMBER}{{1,5}}[)）]"
    r"|[（(]\s?\d{1,2}\s?[)）]"
    rf"|{HAN_NUMBER}{{1,4}}[、](?!{HAN_NUMBER}{{1,3}}[、是])"
    r"|\d{1,2}[.．、](?![\d%])"
    r"|\d{1,2}[)）]"
    r"|[\u2460-\u249b\u3251-\u325f]"
    rf"|第(?:{HAN_NUMBER}|\d){{1,5}}[编部分章节篇](?![、，。])"
    rf"|第(?:{HAN_NUMBER}|\d){{1,5}}条(?!第|规定|的|和|、|，|至|所|要求|或)"
    r"|[●•◆■▲○◇◎★☆▪※►➢✓□◦∙]"
    r"|[—–\-─]{2,}"
    r"|【"
    r"|附件?[\d一二三四五]{0,2}[：:]|附件[\d一二三四五]{0,2}$|附表"
    rf"|{LABEL}|(?:主题词|责任编辑|编辑|签发)[：:]"
)
WEAK_STARTERS = re.compile(rf"{HAN_NUMBER}{{1,2}}[是要]|其[一二三四五六七八九十]")
ALONE = re.compile(
    r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?(?:印发)?[)）]?"
    r"|[（(]?(?:[\u4e00-\u9fff]{1,14}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,5}号)[)）]?"
    r"|[（(]共印\d+份[)）]"
)
ADDRESSES = re.compile(LABEL)
CLOSED = re.compile(r"[。！？!?；;：:…][”’』」）)》】\"]*$")
SOFTLY_CLOSED = re.compile(r"[）)】]$")
OPEN_END = re.compile(r"[，、,“‘（(《〈【「『—]$|[的和与及或于]$")
HELD_END = re.compile(r"[，、,“‘（(《〈「『]$")
ENDS = frozenset("。！？!?；;：:…）)】，、,“‘（(《〈【「『—的和与及或于")
"""Behind these it is settled whether a line goes on, whatever other lines show."""
CLOSING_START = re.compile(r"[，。、；：！？”’）)》〉】」』,;!?%％]")
COMMA = re.compile("[，。；]")
PROSE = re.compile(r"[。；].")
BLANK = Line(0, 0, "", (), 0, 0)
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"))
PROSE_LENGTH = 45
PAIR_LENGTH = 60
TAIL_LENGTH = 240
HEADING_CELLS = 90
DECORATED = 30
NARROWEST = 24
LONG_FIRST = 48
BAND = 6
SLACK = 4
JOINT = 4
LEAST_MIDWAY = 3


@record
class Setting:
    """How a text is set: ``margin`` is the width in cells of its full lines, 0 where lines are as long as they like.

    ``indents`` says that first lines are set in and others are not. Where extraction has lost the indent, first lines
    are that much shorter: ``first`` is then the width of a full one, else 0. ``seen`` are places where two lines of a
    heading would meet that the text shows unbroken elsewhere.
    """

    margin: int = 0
    indents: bool = False
    first: int = 0
    seen: frozenset[str] = frozenset()


@record
class Paragraph:
    """What has been joined so far: how it begins and ends, its last line, how many lines it has."""

    head: str = ""
    text: str = ""
    last: Line = BLANK
    count: int = 0

    def begun(self, line: Line) -> "Paragraph":
        """Give a new paragraph that begins with the line."""
        return Paragraph(line.text[:PAIR_LENGTH], line.text[-TAIL_LENGTH:], line, 1)

    def extended(self, line: Line) -> "Paragraph":
        """Give the paragraph with one line more; only its end is kept, enough to judge by."""
        text = (self.text + line.text[-TAIL_LENGTH:])[-TAIL_LENGTH:]
        return Paragraph(self.head, text, line, self.count + 1)


def setting(lines: Sequence[Line]) -> Setting:
    """Measure how a text is set."""
    full = [line for line in lines if line.text and not line.leader]
    margin = _margin(sorted(line.width for line in full))
    midway = sum(1 for line in full if line.width + SLACK >= margin and _is_midway(line.text))
    margin = margin if midway >= LEAST_MIDWAY else 0
    indented = sum(1 for line in full if line.indented)
    indents = bool(margin) and len(full) * 0.05 < indented < len(full) * 0.95
    first = 0 if indents or not margin else _first(full, margin)
    return Setting(margin, indents, first, _seen(lines))


def join(before: Paragraph, line: Line, setting: Setting, *, blank: bool, page: bool) -> bool:
    """Say whether the line goes on with the paragraph."""
    if before.last.leader or line.leader or ALONE.fullmatch(line.text):
        return False
    if CLOSING_START.match(line.text) and not CLOSED.search(before.text):
        return True
    if _decorated(before.text) or _starts(before, line, setting):
        return False
    if setting.margin and _full(before, line, setting):
        return _goes_on_from_full(before, line, setting, apart=blank and not page)
    return _goes_on_from_short(before, line, setting, blank=blank, page=page)


def _goes_on_from_full(before: Paragraph, line: Line, setting: Setting, *, apart: bool) -> bool:
    """Judge after a line filled to the margin; ``apart`` says that blank lines stand between, but no page break."""
    if setting.indents:
        if line.indented:
            return bool(HELD_END.search(before.text))
        if not apart:
            return not (CLOSED.search(before.text) and _stands_alone(line, setting))
    if CLOSED.search(before.text):
        return bool(setting.first) and not apart and line.width > setting.first + SLACK // 2
    return not apart or before.count > 1 or bool(COMMA.search(before.text)) or bool(OPEN_END.search(before.text))


def _stands_alone(line: Line, setting: Setting) -> bool:
    """Say whether the line is a heading: it neither ends a sentence nor reaches the margin."""
    return not CLOSED.search(line.text) and line.width + BAND * 2 < setting.margin


def _goes_on_from_short(before: Paragraph, line: Line, setting: Setting, *, blank: bool, page: bool) -> bool:
    if CLOSED.search(before.text):
        return False
    if _unclosed(before.text, line.text) or HELD_END.search(before.text):
        return True
    if SOFTLY_CLOSED.search(before.text):
        return False
    if setting.indents and line.indented:
        return False
    if _is_prose(before) or _is_list(before, line):
        return True
    if blank and not page:
        return False
    if _hangs(before, line):
        return True
    return bool(OPEN_END.search(before.text)) or _joint(before.text, line.text) in setting.seen


def _starts(before: Paragraph, line: Line, setting: Setting) -> bool:
    """Say whether the line opens a paragraph of its own, and is not a sentence cut before something like a number."""
    strong = STARTERS.match(line.text)
    if not strong and not WEAK_STARTERS.match(line.text):
        return False
    midway = bool(setting.margin) and _full(before, line, setting) and not CLOSED.search(before.text)
    if midway and setting.indents and not line.indented:
        return False
    return bool(strong) or not (midway or HELD_END.search(before.text))


def _decorated(text: str) -> bool:
    return len(text) <= DECORATED and (text[0] + text[-1] == "【】" or text[0] == text[-1] in "◇◆●■▲★☆")


def _full(before: Paragraph, line: Line, setting: Setting) -> bool:
    """Say whether nothing more of the next line would have fitted; a word of Latin letters or digits is not cut."""
    word = re.match(r"[\x21-\x7e]*.?", line.text)
    lost = setting.margin - setting.first if setting.first and before.count == 1 else SLACK
    return before.last.width + min(len(word.group()) if word else 0, BAND * 2) + lost >= setting.margin


def _is_prose(before: Paragraph) -> bool:
    return bool(PROSE.search(before.text)) or ("，" in before.text and len(before.text) >= PROSE_LENGTH)


def _hangs(before: Paragraph, line: Line) -> bool:
    """Say whether a long first line is set in and the next, as short as it may be, is not."""
    first = before.count == 1 and before.last.indented and not line.indented
    return first and before.last.width >= LONG_FIRST and bool(COMMA.search(before.text + line.text))


def _is_list(before: Paragraph, line: Line) -> bool:
    """Say whether a list of addressees, which ends with a full stop, is still open."""
    return bool(ADDRESSES.match(before.head)) and bool(re.search(r"[，、。]", line.text))


def _unclosed(before: str, after: str) -> bool:
    """Say whether the line closes a bracket or quotation mark that the paragraph leaves open."""
    tail, head = before[-PAIR_LENGTH:], after[:PAIR_LENGTH]
    for left, right in PAIRS:
        if tail.rfind(left) > tail.rfind(right):
            closing, opening = head.find(right), head.find(left)
            if closing >= 0 and not 0 <= opening < closing:
                return True
    return False


def _is_midway(words: str) -> bool:
    """Say whether a line is cut in a sentence, as no heading is."""
    return bool(COMMA.search(words)) and not CLOSED.search(words)


def _margin(widths: Sequence[int]) -> int:
    """Find the width at which lines are broken: where most long lines end and which few exceed; 0 if there is none."""
    best = best_count = 0
    for i, width in enumerate(widths):
        count = i + 1 - bisect_left(widths, width - BAND)
        if width >= NARROWEST and count >= best_count:
            best, best_count = width, count
    long = len(widths) - bisect_left(widths, best // 2)
    beyond = len(widths) - bisect_left(widths, best + 1)
    return best if best_count >= max(4, 0.4 * long) and beyond <= 0.1 * long else 0


def _first(lines: Sequence[Line], margin: int) -> int:
    """Measure the full first lines of paragraphs: those after a sentence that ended before the margin."""
    ends = [a.width < margin - 2 * SLACK and bool(CLOSED.search(a.text)) for a in lines]
    widths = [
        b.width
        for ended, b in zip(ends, lines[1:], strict=False)
        if ended and b.width > 0.8 * margin and not CLOSED.search(b.text) and not STARTERS.match(b.text)
    ]
    width = median_low(widths) if widths else margin
    return width if margin - 2 * SLACK <= width <= margin - SLACK else 0


def _seen(lines: Sequence[Line]) -> frozenset[str]:
    """Find which places where two short lines might be one, for all that they show, stand unbroken elsewhere."""
    open_ended = ((a, b) for a, b in pairwise(lines) if a.text[-1:] not in ENDS and b.text)
    wanted = {_joint(a.text, b.text) for a, b in open_ended if _short(a) and _short(b)} - {""}
    if not wanted:
        return frozenset()
    shifts: dict[str, set[int]] = {}
    for joint in wanted:
        for shift in range(JOINT):
            shifts.setdefault(joint[shift : shift + JOINT], set()).add(shift)
    return frozenset(part for line in lines for part in _parts(line.text, shifts) if part in wanted)


def _parts(words: str, shifts: Mapping[str, set[int]]) -> Iterator[str]:
    """Give what may be one of the joints: wherever it stands, one of its ``shifts`` is at a multiple of its half."""
    for at in range(0, len(words), JOINT):
        for shift in shifts.get(words[at : at + JOINT], ()):
            if at >= shift:
                yield words[at - shift : at - shift + 2 * JOINT]


def _short(line: Line) -> bool:
    return bool(line.text) and (line.width - line.indent < HEADING_CELLS or cells(line.text) < HEADING_CELLS)


def _joint(before: str, after: str) -> str:
    """Give the words around the place where two lines meet."""
    joint = before[-JOINT:] + after[:JOINT]
    return joint if len(joint) == 2 * JOINT else ""
