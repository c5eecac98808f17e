"""What a text's sentences say: mentions, entities, statements with their evidence, quantities, measures, doubts."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from kg.frozen import record
from kg.model.text import Span

__all__ = ["Amount", "Entity", "Evidence", "Facts", "Measure", "Mention", "Notice", "Quantity", "Statement", "Value"]


@record
class Amount:
    """A number as printed, understood: the part of a quantity that grammar alone can tell.

    ``unit`` is the printed measure word (家, 项, 万吨 → 吨 with the value multiplied out), ``CNY`` for money (value in
    yuan), ``%`` for percentages (value as printed; whoever finds a share borne divides by 100 and uses ``1``).
    Exactly one of ``value`` or (``min`` and/or ``max``) is set. ``by`` is "2028", "2027-06" or "2027-06-30";
    ``period`` an ISO 8601 interval "2021-01-01/2025-12-31".
    """

    unit: str
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    inclusive: bool = False
    approx: bool = False
    one_off: bool = False
    per: str = ""
    by: str = ""
    period: str = ""


@record
class Mention:
    """A piece of text that was recognised as naming something, and by which finder.

    ``name`` is the repaired reading; ``type`` a class of the ontology (Agency, Place, PolicyDoc, Sector, Quantity …);
    ``entry`` the label of the lexicon row that matched ("" if found by grammar); ``amount`` is set for quantities.
    """

    span: Span
    name: str
    type: str
    finder: str
    entry: str = ""
    amount: Amount | None = None


@record
class Entity:
    """A thing of the graph. ``type`` and ``key`` are its identity (``ontology.md`` rule 4), the rest is what to show.

    ``key`` by type: Place its GB/T 2260 code (or name, for a region) · Agency ``<place code>-<standard name without
    the place>`` (510000-科学技术厅, 100000-工业和信息化部) · PolicyDoc bare title, edition and place code ·
    Program and Organization name and place code · Tier name and owner · Sector, Group, Instrument the label.
    """

    type: str
    key: str
    label: str
    aliases: tuple[str, ...] = field(default=(), compare=False)
    hidden: tuple[str, ...] = field(default=(), compare=False)


@record
class Evidence:
    """Where it says so: the sentence (or line), the words in it that count, and the rule that read them."""

    span: Span
    rule: str
    marks: tuple[Span, ...] = ()


Value = Entity | str | int | bool | Decimal | date


@record
class Statement:
    """One edge: subject, relation (local name in ``pb:``), object, and at least one piece of evidence.

    A ``str`` object of a relation whose range is gYear, gYearMonth or date is typed by its shape ("2028", "2028-06").
    """

    subject: Entity
    relation: str
    object: Value
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0


@record
class Quantity:
    """One stated number with what it is about.

    ``kind`` is Goal, Requirement, Achievement, Support, Ratio or Threshold; ``article`` and ``clause`` are positions
    (clause 0: before the first clause); ``order`` counts from 1 within the clause; ``of`` is the base of a ratio.
    """

    kind: str
    about: Entity | None
    amount: Amount
    indicator: str
    raw: str
    evidence: Evidence
    article: int
    clause: int
    order: int
    of: str = ""
    instrument: str = ""
    confidence: float = 1.0


@record
class Measure:
    """What one clause does. ``quantities`` are those of the same article and clause, in order."""

    article: int
    clause: int
    label: str
    evidence: Evidence
    document: Entity | None = None
    instruments: tuple[Entity, ...] = ()
    sectors: tuple[Entity, ...] = ()
    beneficiaries: tuple[Entity, ...] = ()
    actors: tuple[Entity, ...] = ()
    programs: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@record
class Notice:
    """What a person should look at: a key for ``data/messages``, the place, the fields of the sentence."""

    code: str
    span: Span | None = None
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@record
class Facts:
    """All that one text says: everything ``kg.encode`` needs beside the ``Issue``.

    ``mentions`` pairs each recognised piece of text with its entity; ``publishers``, ``sent_to``, ``copied_to`` are the
    issue's; ``reports_on`` pairs an article's position with what it reports on; ``document`` is the official document
    itself.
    """

    mentions: tuple[tuple[Mention, Entity], ...] = ()
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    measures: tuple[Measure, ...] = ()
    publishers: tuple[Entity, ...] = ()
    sent_to: tuple[Entity, ...] = ()
    copied_to: tuple[Entity, ...] = ()
    reports_on: tuple[tuple[int, Entity], ...] = ()
    document: Entity | None = None
