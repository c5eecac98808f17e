"""Make ``data/names/places.tsv`` from open tables of administrative divisions and the tables in ``scripts/names``.

    python scripts/make_names.py SOURCES [--output data/names]

SOURCES is a folder with ``divisions_current_codes.json``, ``divisions_history_codes.json`` (mumuy/data_location, MIT)
and ``divisions_renamed.txt`` (dongrixinyu/JioNLP, Apache-2.0). ``scripts/names`` holds what people wrote: one-character
forms, regions and new areas, short forms that are also common words, renamed divisions. The same input always gives
the same bytes. Everything else in ``data/names`` is kept by hand and not touched.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["COLUMNS", "main", "places"]

COLUMNS = ("label", "aliases", "code", "level", "kind", "within", "short", "abbr", "bare", "former", "alone")
HAND = Path(__file__).resolve().parent / "names"
HEADER = """\
# Places of China with their codes (GB/T 2260), named regions, new areas, development zones; foreign countries.
# Made by scripts/make_names.py; change scripts/names/*.tsv, not this file. Sources and licences: SOURCES.md.
"""
PROVINCES = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
MUNICIPALITIES = {"11", "12", "31", "50"}
SUB_PROVINCIAL = {
    "210100", "210200", "220100", "230100", "320100", "330100", "330200", "350200",
    "370100", "370200", "420100", "440100", "440300", "510100", "610100",
}  # fmt: skip
NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|门巴|珞巴|各"
)
NATION = re.compile(rf"(?:(?:{NATIONS})族|蒙古|哈萨克|维吾尔|柯尔克孜|塔吉克|达斡尔)+$")
SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "新区",
    "市",
    "省",
    "盟",
    "区",
    "县",
    "旗",
)
BANNER_SIDES = tuple("左右前中后翼族")
GENERIC = {"城区", "郊区", "矿区", "市区", "市辖区", "县", "新区", "东区", "西区", "南区", "北区", "省直辖县级行政区划"}


@dataclass(slots=True)
class Place:
    """One row in the making."""

    label: str
    code: str
    level: str
    kind: str
    within: str
    aliases: list[str] = field(default_factory=list)
    short: str = ""
    abbr: str = ""
    bare: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    alone: str = ""

    def cells(self) -> tuple[str, ...]:
        """Give the row in the order of ``COLUMNS``."""
        lists = ("|".join(dict.fromkeys(names)) for names in (self.aliases, self.bare, self.former))
        aliases, bare, former = lists
        own = (self.label, aliases, self.code, self.level, self.kind, self.within)
        return (*own, self.short, self.abbr, bare, former, self.alone)


def main() -> None:
    """Read the arguments and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--output", type=Path, default=HAND.parent.parent / "data" / "names")
    options = parser.parse_args()
    (options.output / "places.tsv").write_text(places(options.sources), encoding="utf-8")


def places(sources: Path) -> str:
    """Give the text of places.tsv."""
    current = _codes(sources / "divisions_current_codes.json")
    history = _codes(sources / "divisions_history_codes.json")
    rows = {code: _place(code, name, current) for code, name in sorted(current.items())}
    rows = {"100000": Place("中国", "100000", "国家", "国家", "", ["我国", "全国"]), **rows}
    _add_hand(rows)
    _add_short_forms(rows)
    _add_former(rows, history, current)
    _add_renamed(rows, sources / "divisions_renamed.txt")
    _add_hand_former(rows)
    _mark_common_labels(rows)
    table = ["\t".join(COLUMNS), *("\t".join(place.cells()) for place in rows.values())]
    return HEADER + "\n".join(table) + "\n"


def stem(name: str) -> str:
    """Take the generic ending off: 成都市 → 成都, 甘孜藏族自治州 → 甘孜; what would become one character stays."""
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            rest = name.removesuffix(suffix)
            short = NATION.sub("", rest) if suffix.startswith("自治") or rest.endswith("族") else rest
            return short if len(short) > 1 else (rest if len(rest) > 1 else name)
    return name


def _codes(path: Path) -> dict[str, str]:
    """Read code → name of the mainland, the three others as provinces only, without the doubles of municipalities."""
    raw: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    kept = {code: name.strip() for code, name in raw.items() if code < "700000"}
    wrong = {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    return {code: name for code, name in (kept | PROVINCES).items() if name not in wrong}


def _place(code: str, name: str, current: Mapping[str, str]) -> Place:
    level = "省" if code.endswith("0000") else "市" if code.endswith("00") else "县"
    return Place(name, code, level, _kind(code, name, level), _within(code, level, current))


def _kind(code: str, name: str, level: str) -> str:
    if level == "省":
        return "直辖市" if name.endswith("市") else next(s for s in SUFFIXES if name.endswith(s))
    if level == "市" and name.endswith("市"):
        return "副省级市" if code in SUB_PROVINCIAL else "地级市"
    if level == "县" and name.endswith("市"):
        return "县级市"
    return next(suffix for suffix in (*SUFFIXES, "群岛") if name.endswith(suffix))


def _within(code: str, level: str, current: Mapping[str, str]) -> str:
    if level == "省":
        return "100000"
    province, city = code[:2] + "0000", code[:4] + "00"
    return city if level == "县" and city in current and code[:2] not in MUNICIPALITIES else province


def _add_hand(rows: dict[str, Place]) -> None:
    """Add regions, new areas, development zones and one-character forms."""
    for cells in _table("regions.tsv"):
        label, aliases, kind, within, code = cells
        rows[code or label] = Place(
            label, code or label, "省" if kind == "兵团" else "区域", kind, within, _split(aliases)
        )
    for code, abbr, aliases in _table("abbreviations.tsv"):
        rows[code].abbr = abbr
        rows[code].aliases += _split(aliases)


def _add_short_forms(rows: dict[str, Place]) -> None:
    """Give each division its short form: as an alias where it can mean nothing else, else as a bare form."""
    common = {word for (word,) in _table("common_words.tsv")}
    known = {short for (short,) in _table("short_names.tsv")}
    divisions = [place for place in rows.values() if place.level in {"省", "市", "县"}]
    shorts = {place.code: stem(place.label) for place in divisions}
    owners: defaultdict[str, list[Place]] = defaultdict(list)
    for place in divisions:
        owners[shorts[place.code]].append(place)
    labels = Counter(name for place in rows.values() for name in (place.label, *place.aliases))
    for short, named in owners.items():
        first = min(named, key=lambda place: ("省市县".index(place.level), place.code))
        clear = short not in common and not labels[short]
        for place in named:
            place.short = short
            _give(
                place, short, alone=clear and place is first and (short in known or _reads_alone(place, short, named))
            )


def _reads_alone(place: Place, short: str, named: list[Place]) -> bool:
    """Say whether a short form can stand for the first of the places that share it (吉林: the province).

    Two characters of a county or district turn up inside other words too often (创新和|政策 holds 新和 and 和政).
    """
    if place.level == "县":
        return len(named) == 1 and (len(short) > 2 or place.kind == "县级市") and not short.endswith(BANNER_SIDES)
    return sum(other.level == place.level for other in named) == 1


def _give(place: Place, short: str, *, alone: bool) -> None:
    if short == place.label or short in place.aliases:
        return
    (place.aliases if alone else place.bare).insert(0, short)
    if place.kind == "自治州":
        place.aliases += [f"{short}州", f"{short}自治州"]


def _add_former(rows: dict[str, Place], history: Mapping[str, str], current: Mapping[str, str]) -> None:
    """Add old names with the same stem in the same province: 昌平县 → 昌平区, 毕节地区 → 毕节市."""
    here: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in rows.values():
        if place.level in {"市", "县"}:
            here[place.code[:2], stem(place.label)].append(place)
    labels = {place.label for place in rows.values()}
    for code, name in sorted(history.items()):
        found = here[code[:2], stem(name)]
        if code not in current and name not in labels and name not in GENERIC and len(found) == 1:
            found[0].former.append(name)


def _add_renamed(rows: dict[str, Place], path: Path) -> None:
    """Add old names of divisions that were renamed or merged since 2002."""
    labels = {place.label for place in rows.values()}
    by_name = {
        (rows[place.within].label if place.within in rows else "", place.label): place for place in rows.values()
    }
    for old, parent, new in _renamed(path):
        place = by_name.get((parent, new))
        if place and old not in labels and old not in GENERIC:
            place.former.append(old)


def _renamed(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield old name, the new name's parent, new name."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        before, _, after = line.partition("=>")
        old, new = before.split("\t")[2:], after.strip().split("\t")
        if len(new) == len(old) // 2 and len(new) >= 2:
            yield old[-2], new[-2], new[-1]


def _add_hand_former(rows: dict[str, Place]) -> None:
    for code, former in _table("former.tsv"):
        rows[code].former += _split(former)


def _mark_common_labels(rows: dict[str, Place]) -> None:
    common = {label for (label,) in _table("common_labels.tsv")}
    for place in rows.values():
        place.alone = "no" if place.label in common else ""


def _table(name: str) -> Iterable[list[str]]:
    with (HAND / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        width = len(next(reader))
        return [row + [""] * (width - len(row)) for row in reader]


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


if __name__ == "__main__":
    main()
