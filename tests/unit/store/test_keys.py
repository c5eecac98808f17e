"""The name index as files: lines in the order of menus, places in the order of keys, pairs of signs."""

from array import array

from kg.store.keys import PAIRS, WAYS, Named, code, parts, written


def thing(number, label, *aliases, texts=1, kind="Place"):
    return Named(number, frozenset({kind}), label, aliases, texts)


def numbers(path, kind="I"):
    read = array(kind)
    read.frombytes(path.read_bytes())
    return read


def lines(folder, way):
    return [parts(line) for line in (folder / f"{way}.keys").read_bytes().splitlines()]


def test_things_in_more_texts_stand_first(tmp_path):
    """A search that goes down the file can stop early."""
    written(tmp_path, [thing(0, "乙市"), thing(1, "甲市", texts=5), thing(2, "丙市")])
    assert lines(tmp_path, "labels") == [("甲市", 1), ("丙市", 2), ("乙市", 0)]


def test_every_way_has_its_keys(tmp_path):
    """Label and other names without signs, initials and whole pinyin of both."""
    usual = written(tmp_path, [thing(300, "“重庆”市", "渝 AI")])
    assert usual == {300: "cqs"}
    assert lines(tmp_path, "labels") == [("重庆市", 300)]
    assert lines(tmp_path, "aliases") == [("渝ai", 300)]
    assert ("cqs", 300) in lines(tmp_path, "initials")
    assert ("yuai", 300) in lines(tmp_path, "pinyin")


def test_the_order_leads_to_the_keys_sorted(tmp_path):
    """Bisection needs them so."""
    written(tmp_path, [thing(0, "乙市", texts=9), thing(1, "甲市"), thing(2, "丙市")])
    content = (tmp_path / "labels.keys").read_bytes()
    found = [parts(content[at:].split(b"\n", 1)[0])[0] for at in numbers(tmp_path / "labels.order")]
    assert found == sorted(["乙市", "甲市", "丙市"], key=str.encode)


def test_pairs_lead_to_the_lines_that_hold_them(tmp_path):
    """What stands inside a name is found without reading all names."""
    written(tmp_path, [thing(0, "成都市", "都市"), thing(1, "重庆市")])
    codes, heads = numbers(tmp_path / "pairs.codes", "Q"), numbers(tmp_path / "pairs.heads")
    marks = numbers(tmp_path / "pairs.lines")
    at = codes.index(code("都市"))
    found = [(PAIRS[mark & 1], mark >> 1) for mark in marks[heads[at] : heads[at + 1]]]
    assert found == [("labels", 0), ("aliases", 0)]
    assert list(codes) == sorted(codes)


def test_parts_of_texts_and_things_without_name_are_left_out(tmp_path):
    """Nobody asks for them."""
    written(tmp_path, [thing(0, "第一条", kind="Clause"), thing(1, ""), thing(2, "标题", kind="Article")])
    assert all((tmp_path / f"{way}.keys").read_bytes() == b"" for way in WAYS)


def test_the_files_do_not_depend_on_the_order_of_things(tmp_path):
    """Same things, same bytes."""
    things = [thing(at, f"{sign}市", "城") for at, sign in enumerate("甲乙丙丁")]
    for name, order in (("a", things), ("b", things[::-1])):
        (tmp_path / name).mkdir()
        written(tmp_path / name, order)
    a, b = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert a == b
    assert len(a) == 2 * len(WAYS) + 3
