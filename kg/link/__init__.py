"""Stage 4 of 8: Mentions → Entities. What each name means, by structure and by the scope it is said in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from itertools import product

from kg.frozen import record
from kg.lexicon import Lexicon
from kg.link import titles
from kg.link.agencies import Bodies, bodies
from kg.link.places import CHINA, Gazetteer, gazetteer
from kg.model import Article, Entity, Issue, Mention, Notice, Span

__all__ = ["Linked", "entities"]

_ISSUED = re.compile(
    r"(?:印发|出台|发布|公布|制定|下发|颁布|推出|发出|审议通过|修订|附)(?:了|并?实施|《[^》]*》|[、和及])*$"
)
_WHOSE = re.compile(r"各(?:省|市|区|县|州|地|盟|旗|[、（）()])+|[省市区县]直")
_EACH = re.compile(r"自治区|自治州|自治县|[省市区县州盟旗]")
_LIST_GAP = re.compile(r"^(?:[、，和及与原]|以及|[（(][^（()）]{0,12}[）)])*$")
_NOW = re.compile(r"(?:\A|\s|。|现将|[我本][^，。；]{1,3}|制定|修订)(?:了|修[订改]后的|新修订的)?\Z")
_IS_ISSUED = re.compile(
    r"(?:[（(][^（()）]{1,30}[）)])?(?:[，,]?(?:已|业)经?[^《》。；]{2,40})?(?:[，,](?:现|并))?(?:予以)?印发"
)
"""A letter that issues one document names it so: 现将《…》印发给你们, 《…》已经省政府同意，现印发给你们."""
_YEARS = re.compile(r"（(?:19|20)\d\d年?—(?:19|20)\d\d年?）$")
_ABBREVIATED = re.compile(r"(?:以下简称|下称|简称)[：:]?$")

_OURS = frozenset({"我省", "我市", "我区", "我县", "我州", "我盟", "本省", "本市", "本区", "本县"})
_DEICTIC = frozenset({"deictic", "abbr", "本"})
_REGIONAL = re.compile("(?:[东西][北南]|华[东南西北中])[一-龥]{0,6}(?:大学|学院)")
_CONCEPTS = frozenset({"Sector", "Group", "Instrument"})


@record
class Linked:
    """Mentions with what they mean; the place each article speaks of; each thing's place; the document itself."""

    pairs: tuple[tuple[Mention, Entity], ...]
    places: Mapping[int, Entity] = field(hash=False)
    place_of: Mapping[Entity, Entity] = field(hash=False)
    document: Entity | None = None
    notices: tuple[Notice, ...] = ()


def entities(issue: Issue, mentions: tuple[Mention, ...], lexicon: Lexicon) -> Linked:
    """Resolve every mention; what cannot be resolved is left out and, if it is a body's or document's name, noticed."""
    return _Linker(issue, mentions, lexicon).linked()


class _Linker:
    """The state of linking one text: what has been named so far."""

    def __init__(self, issue: Issue, mentions: tuple[Mention, ...], lexicon: Lexicon) -> None:
        self._issue = issue
        self._clean = issue.text.clean
        self._mentions = mentions
        self._starts = [mention.span.start for mention in mentions]
        self._article_starts = [article.span.start for article in issue.articles]
        self._lexicon = lexicon
        self._places: Gazetteer = gazetteer(lexicon)
        self._bodies: Bodies = bodies(lexicon)
        self._kinds = tuple(name for row in lexicon.rows("doctypes") for name in (row.label, *row.aliases))
        self._programs = {name: row for row in lexicon.rows("programs") for name in (row.label, *row.aliases)}
        self._group: tuple[int, str] = (len(self._clean), "")
        self._named: dict[int, list[str]] = {}
        self._abbreviations: dict[tuple[int, str], str] = {}
        self._codes: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._fuller: dict[str, str] = {}
        self._own: Entity | None = None
        self._own_titles: frozenset[str] = frozenset()
        self._place_of: dict[Entity, str] = {}
        self._notices: list[Notice] = []
        self._unresolved: set[str] = set()
        self._home = self._home_place()
        self._scopes = {article.position: self._scope(article) for article in issue.articles}

    def linked(self) -> Linked:
        """Resolve all, in the order of the text."""
        document = self._document()
        self._own = document
        self._own_titles = self._titles_of(document) if document else frozenset()
        self._codes = self._title_codes()
        self._fuller = self._with_years()
        pairs: list[tuple[Mention, Entity]] = []
        if document is not None:
            article = self._issue.articles[0]
            pairs.append((Mention(article.heading_span, article.title, "PolicyDoc", "layout"), document))
        last: tuple[int, str] | None = None
        for mention in self._mentions:
            position = self._article(mention.span)
            if mention.type == "Agency" and self._continues_group(mention):
                pairs.append((mention, self._group_member(mention, position)))
            elif mention.type == "Agency":
                last = self._agency(mention, position, last, pairs)
            else:
                pairs += ((mention, entity) for entity in self._meaning(mention, position))
        return self._result(pairs, document)

    def _result(self, pairs: list[tuple[Mention, Entity]], document: Entity | None) -> Linked:
        whole = sorted(_with_names(pairs, self._issue), key=lambda pair: pair[0].span)
        one = {(e.type, e.key): e for _, e in whole}
        places = {p: e for p, code in self._scopes.items() if (e := self._place(code, one))}
        place_of = {
            one.get((thing.type, thing.key), thing): e
            for thing, code in self._place_of.items()
            if (e := self._place(code, one))
        }
        own = one.get((document.type, document.key)) if document else None
        return Linked(tuple(whole), places, place_of, own, tuple(self._notices))

    def _place(self, code: str, known: Mapping[tuple[str, str], Entity]) -> Entity | None:
        row = self._places.row(code)
        return known.get(("Place", code), Entity("Place", code, row.label)) if row else None

    def _home_place(self) -> str:
        """Give the code of the publisher's place: the first named body with a place of its own."""
        frame = (*self._issue.publishers, *self._issue.imprint)
        for span, mention in product(frame, self._mentions):
            body = self._bodies.resolve(mention.entry, "", "") if mention.type == "Agency" else None
            if body and body.place and span.covers(mention.span):
                return body.place
        for span in self._issue.publishers:
            if place := self._places.within_title(self._issue.text.read(span), ""):
                return place
        official = self._issue.kind == "official" and self._issue.articles
        title = self._issue.articles[0].title if official else self._issue.bulletin
        return titles.national(title, self._places, "") or (self._told_home() if official else "") or CHINA

    def _told_home(self) -> str:
        """Give what 我省 means in a text that says of itself nothing more: the first such place in a title it cites."""
        deictic = (m.name for m in self._mentions if m.type == "Place" and m.entry == "deictic")
        ours = next((name for name in deictic if name in _OURS), "")
        for mention in self._mentions if ours else ():
            place = self._places.within_title(mention.name, "") if mention.type == "PolicyDoc" else ""
            if place and (code := self._places.deictic(ours, place)):
                return code
        return ""

    def _scope(self, article: Article) -> str:
        """Give the code of the place an article speaks of: the first its heading, else its lead names."""
        if self._issue.kind == "official":
            return self._home
        lead_end = article.clauses[0].span.start if article.clauses else article.span.end
        for span in (article.heading_span, Span(article.heading_span.end, max(lead_end, article.heading_span.end))):
            for mention in self._begun_in(span):
                if span.covers(mention.span) and (code := self._shows(mention)):
                    return self._inner(code, mention, span)
        return self._home

    def _inner(self, code: str, outer: Mention, span: Span) -> str:
        """Give the smaller place that is printed right behind a larger one: 沈阳市浑南区."""
        for mention in self._begun_in(Span(outer.span.end, min(outer.span.end + 1, span.end))):
            inner = self._shows(mention) if mention.type == "Place" else ""
            if inner and code in {row.fields["code"] for row in self._places.around(inner)}:
                return inner
        return code

    def _shows(self, mention: Mention) -> str:
        """Give the place that a mention brings up by itself."""
        if mention.type == "Place":
            code = self._place_code(mention, self._home)
            row = self._places.row(code)
            return code if row is not None and row.fields.get("kind") != "国外" and mention.entry != "abbr" else ""
        if mention.type == "Agency":
            body = self._bodies.resolve(mention.entry, "", self._home)
            return body.place if body else ""
        return ""

    def _article(self, span: Span) -> int:
        at = bisect_right(self._article_starts, span.start) - 1
        article = self._issue.articles[at] if at >= 0 else None
        return article.position if article is not None and article.span.covers(span) else 0

    def _begun_in(self, span: Span) -> tuple[Mention, ...]:
        """Give the mentions that begin in a span."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _agency(
        self, mention: Mention, position: int, last: tuple[int, str] | None, pairs: list[tuple[Mention, Entity]]
    ) -> tuple[int, str] | None:
        """Resolve a body; in a list, a bare name takes the place of the one before it."""
        start, end = self._issue.text.clean_range(mention.span)
        scope = self._scopes.get(position, self._home)
        follows = (
            last is not None
            and start >= last[0]
            and bool(_LIST_GAP.match(self._clean[last[0] : start]))
            and start > last[0]
        )
        if follows and last is not None:
            scope = last[1]
        body = self._bodies.resolve(mention.entry, scope, self._home)
        if body is None:
            if self._means_each(mention):
                pairs.append((mention, Entity("AgencyGroup", f"{mention.name}-{self._home}", mention.name)))
            elif "|" in mention.entry and mention.name not in self._unresolved:
                self._unresolved.add(mention.name)
                self._notices.append(Notice("unresolved_name", mention.span, {"name": mention.name}))
            return last
        pairs.append((mention, body.entity))
        self._place_of[body.entity] = body.place
        return end, body.place

    def _means_each(self, mention: Mention) -> bool:
        """Say whether 区人民政府 in a document of a city, or 市人民政府 in one of the state, means that of each."""
        word, _, rest = mention.entry.partition("|")
        return bool(rest) and self._issue.kind == "official" and bool(_EACH.fullmatch(word))

    def _continues_group(self, mention: Mention) -> bool:
        """Say whether a bare body goes on from a class of bodies: 各市工业和信息化局、科技局."""
        start, end = self._issue.text.clean_range(mention.span)
        goes_on = (
            mention.entry.startswith("|")
            and self._group[0] < start
            and _LIST_GAP.match(self._clean[self._group[0] : start])
        )
        if goes_on:
            self._group = (end, self._group[1])
        return bool(goes_on) and bool(self._group[1])

    def _group_member(self, mention: Mention, position: int) -> Entity:
        label = self._group[1] + mention.name
        return Entity("AgencyGroup", f"{label}-{self._scopes.get(position, self._home)}", label)

    def _meaning(self, mention: Mention, position: int) -> Iterator[Entity]:
        scope = self._scopes.get(position, self._home)
        if mention.type == "PolicyDoc":
            yield from self._policy(mention, position)
        elif mention.type == "Place":
            entity = self._place(self._place_code(mention, scope), {})
            yield from (entity,) if entity else ()
        elif mention.type in _CONCEPTS:
            yield from (Entity(mention.type, label, label) for label in (mention.entry or mention.name).split("|"))
        elif mention.type in {"Quantity", "DocNumber"}:
            yield Entity(mention.type, f"{mention.span.start}", mention.name)
        else:
            yield self._local(mention, scope)

    def _local(self, mention: Mention, scope: str) -> Entity:
        """Give a program, tier, organization or class of bodies: the name, and the place it is told of."""
        label = mention.entry if mention.entry and mention.type in {"Program", "Organization"} else mention.name
        if mention.type == "AgencyGroup":
            whose = _WHOSE.match(mention.name)
            self._group = (self._issue.text.clean_range(mention.span)[1], whose.group() if whose else "")
        if mention.type == "Program" and (known := self._programs.get(label)):
            label, scope = known.label, known.fields["place"]
        if mention.type == "Organization":
            scope = "" if _REGIONAL.match(label) else self._places.within_title(label, scope)
        entity = Entity(mention.type, label if mention.type == "Organization" else f"{label}-{scope}", label)
        if scope and mention.type in {"Program", "Organization"}:
            self._place_of[entity] = scope
        return entity

    def _place_code(self, mention: Mention, scope: str) -> str:
        if mention.entry == "deictic":
            return self._places.deictic(mention.name, scope) or self._places.deictic(mention.name, self._home)
        return self._places.resolve(mention.name, scope) or self._places.resolve(mention.name, self._home)

    def _document(self) -> Entity | None:
        """Give the official document that the text itself is."""
        if self._issue.kind != "official" or not self._issue.articles or not self._issue.articles[0].title:
            return None
        title = self._issue.articles[0].title.strip("《》")
        code = self._home
        entity = Entity("PolicyDoc", f"{titles.bare(title)}-{code}", title, tuple(filter(None, (self._issue.wrapper,))))
        self._place_of[entity] = code
        return entity

    def _titles_of(self, document: Entity) -> frozenset[str]:
        """Give the titles that mean the document itself: its own, its wrapper's, and what its letter says it issues."""
        names = {document.label, self._issue.wrapper}
        end = self._issue.articles[0].heading_span.start
        letter = [m for m in self._mentions if m.span.start < end and m.type == "PolicyDoc" and not m.entry]
        for mention in letter if self._issue.wrapper else ():
            start, stop = self._issue.text.clean_range(mention.span)
            if _NOW.search(self._clean, max(0, start - 10), start) and _IS_ISSUED.match(self._clean, stop):
                names.add(mention.name)
        return frozenset(map(titles.bare, names))

    def _title_codes(self) -> dict[str, str]:
        """Give each bare title the place by which the text shows it best: in the title, or where it was issued."""
        codes: dict[str, str] = {}
        for mention in self._mentions:
            if mention.type != "PolicyDoc" or mention.entry or titles.is_short(mention.name, self._kinds):
                continue
            bare = titles.bare(mention.name)
            self._shown.setdefault(bare, mention.name)
            if not codes.get(bare):
                codes[bare] = self._title_code(mention)
        return codes

    def _with_years(self) -> dict[str, str]:
        """Map a title without the years it covers to the one with them (…规划（2026—2030年）), if there is one."""
        found: dict[str, set[str]] = {}
        for title in (*self._codes, *self._own_titles):
            if plain := _YEARS.sub("", title) if title.endswith("）") else "":
                found.setdefault(plain, set()).add(title)
        return {plain: next(iter(titles)) for plain, titles in found.items() if len(titles) == 1}

    def _title_code(self, mention: Mention) -> str:
        position = self._article(mention.span)
        scope = self._scopes.get(position, self._home)
        code = titles.national(mention.name, self._places, scope)
        if code:
            return code
        start, _ = self._issue.text.clean_range(mention.span)
        before = self._clean[max(0, start - 200) : start]
        if _ISSUED.search(before):
            return self._issuing_place(start, scope)
        return CHINA if scope == CHINA else ""

    def _issuing_place(self, start: int, scope: str) -> str:
        """Give the place of the body named last before the title in its sentence, else the article's."""
        floor = max(self._clean.rfind(sign, 0, start) for sign in "。；\n")
        for mention in reversed(self._begun_in(self._issue.text.span(floor + 1, start))):
            if mention.type == "Agency" and self._issue.text.clean_range(mention.span)[1] <= start:
                body = self._bodies.resolve(mention.entry, scope, self._home)
                if body:
                    return body.place
        return scope

    def _policy(self, mention: Mention, position: int) -> Iterator[Entity]:
        if mention.entry == "本":
            if self._own is not None:
                yield self._own
            return
        so_far = self._named.setdefault(position, [])
        if titles.is_short(mention.name, self._kinds):
            full = self._abbreviated(mention, position, so_far)
            if full is None:
                self._notices.append(Notice("unresolved_title", mention.span, {"title": mention.name}))
                return
        else:
            full = titles.bare(mention.name)
            so_far.append(full)
        yield self._titled(full)

    def _abbreviated(self, mention: Mention, position: int, so_far: list[str]) -> str | None:
        """Resolve 《指南》: as the text says (以下简称《指南》), else the last title that ends so, here or before."""
        start, _ = self._issue.text.clean_range(mention.span)
        if _ABBREVIATED.search(self._clean[max(0, start - 8) : start]) and so_far:
            self._abbreviations[position, mention.name] = so_far[-1]
        known = self._abbreviations.get((position, mention.name))
        if known:
            return known
        if self._own is not None:
            so_far = [titles.bare(self._own.label), *so_far]
        return titles.refers_to(mention.name, so_far)

    def _titled(self, bare: str) -> Entity:
        bare = self._fuller.get(bare, bare)
        if self._own is not None and bare in self._own_titles:
            return self._own
        code = self._codes.get(bare, "")
        entity = Entity("PolicyDoc", f"{bare}-{code}" if code else bare, self._shown.get(bare, bare))
        if code:
            self._place_of[entity] = code
        return entity


def _with_names(pairs: list[tuple[Mention, Entity]], issue: Issue) -> list[tuple[Mention, Entity]]:
    """Give each thing the other names by which the text calls it; a short name of two things is no name of either.

    A name that only the imprint prints, for a body that the masthead names otherwise, is taken for a misprint: hidden.
    """
    printed: dict[tuple[str, str], dict[str, bool]] = {}
    bearers: dict[tuple[str, str], set[str]] = {}
    first: dict[tuple[str, str], Entity] = {}
    mastheads = {(e.type, e.key) for m, e in pairs if any(span.covers(m.span) for span in issue.publishers)}
    for mention, entity in pairs:
        identity = (entity.type, entity.key)
        first.setdefault(identity, entity)
        if mention.entry in _DEICTIC:
            continue
        name = mention.name.strip("《》")
        in_imprint = identity in mastheads and any(span.covers(mention.span) for span in issue.imprint)
        names = printed.setdefault(identity, {})
        names[name] = in_imprint and names.get(name, True)
        bearers.setdefault((entity.type, name), set()).add(entity.key)
    whole = {identity: _named(entity, printed.get(identity, {}), bearers) for identity, entity in first.items()}
    return [(mention, whole[entity.type, entity.key]) for mention, entity in pairs]


def _named(entity: Entity, names: Mapping[str, bool], bearers: Mapping[tuple[str, str], set[str]]) -> Entity:
    if not entity.aliases and not entity.hidden and names.keys() <= {entity.label}:
        return entity
    shared = {name for name in names if entity.type == "PolicyDoc" and len(bearers[entity.type, name]) > 1}
    other = {name: misprint for name, misprint in names.items() if name != entity.label and name not in shared}
    aliases = {*entity.aliases, *(name for name, misprint in other.items() if not misprint)}
    hidden = {name for name, misprint in other.items() if misprint}
    return replace(entity, aliases=tuple(sorted(aliases)), hidden=tuple(sorted(hidden)))
