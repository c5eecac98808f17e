"""Where a query breaks, and what could stand there: SPARQL 1.1's query grammar, read over our own tokens.

The engine decides whether a query is right; its messages name a place some keyword's length too far. This second
reading is asked only after the engine refused, and only for the place: the furthest token that no reading could pass.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.query import syntax

__all__ = ["Fault", "fault"]

# Words in capitals and signs stand for themselves, small words for kinds of token, the rest for rules.
_GRAMMAR = """
Query = Prologue Form Values? end
Prologue = Declaration*
Declaration = BASE iri | PREFIX prefixed iri
Form = Select | Construct | Describe | ASK Dataset* Where Modifier
Select = SELECT Projection Dataset* Where Modifier
SubSelect = SELECT Projection Where Modifier Values?
Projection = Kind? Columns
Kind = DISTINCT | REDUCED
Columns = '*' | Column+
Column = var | '(' Expression AS var ')'
Construct = CONSTRUCT Made
Made = Template Dataset* Where Modifier | Dataset* WHERE Template Modifier
Template = '{' TemplateTriples? '}'
TemplateTriples = Triples More?
More = '.' TemplateTriples?
Describe = DESCRIBE Described Dataset* Where? Modifier
Described = '*' | Name+
Name = var | Iri
Iri = iri | prefixed
Dataset = FROM NAMED? Iri
Where = WHERE? Group
Modifier = GroupBy? Having? OrderBy? Limits?
GroupBy = GROUP BY GroupKey+
GroupKey = Builtin | Call | '(' Expression As? ')' | var
As = AS var
Having = HAVING Constraint+
OrderBy = ORDER BY OrderKey+
OrderKey = Order '(' Expression ')' | Constraint | var
Order = ASC | DESC
Limits = Limit Offset? | Offset Limit?
Limit = LIMIT number
Offset = OFFSET number
Values = VALUES Block
Block = var '{' Value* '}' | '(' var* ')' '{' Row* '}'
Row = '(' Value* ')'
Value = Iri | Literal | UNDEF
Group = '{' GroupBody '}'
GroupBody = SubSelect | Patterns
Patterns = Triples? Rest*
Rest = Pattern '.'? Triples? | '.' Triples?
Triples = Same Dotted?
Dotted = '.' Triples?
Pattern = OPTIONAL Group | GRAPH Name Group | MINUS Group | BIND '(' Expression AS var ')' | Values | Filter | Union
Union = Group Another*
Another = UNION Group
Filter = FILTER Constraint
Constraint = '(' Expression ')' | Builtin | Call
Call = Iri Arguments
Arguments = '(' DISTINCT? ExpressionList? ')'
ExpressionList = Expression Next*
Next = ',' Expression
Same = Term Properties | Nested Properties?
Nested = '[' Properties ']' | '(' Node+ ')'
Properties = Property Following*
Following = ';' Property?
Property = Verb Node Objects*
Objects = ',' Node
Verb = var | Path
Path = Sequence Choice*
Choice = '|' Sequence
Sequence = Step Slash*
Slash = '/' Step
Step = '^'? Primary PathMod?
PathMod = '?' | '*' | '+'
Primary = Iri | A | '!' Negated | '(' Path ')'
Negated = One | '(' Ones? ')'
Ones = One OrOne*
OrOne = '|' One
One = '^'? Plain
Plain = Iri | A
Node = Nested | Term
Term = var | Iri | Literal | blank | '[' ']' | '(' ')'
Literal = string Tag? | Sign? number | TRUE | FALSE
Sign = '+' | '-'
Tag = lang | '^^' Iri
Expression = And Or*
Or = '||' And
And = Relation AndNext*
AndNext = '&&' Relation
Relation = Sum Compare?
Compare = Comparison Sum | IN List | NOT IN List
Comparison = '=' | '!=' | '<=' | '>=' | '<' | '>'
List = '(' ExpressionList? ')'
Sum = Product Added*
Added = Sign Product
Product = Unary Multiplied*
Multiplied = Times Unary
Times = '*' | '/'
Unary = UnarySign? Atom
UnarySign = '!' | '+' | '-'
Atom = '(' Expression ')' | Builtin | Call | Iri | Literal | var
Builtin = NOT EXISTS Group | EXISTS Group | function FunctionArguments
FunctionArguments = '(' FunctionBody ')'
FunctionBody = DISTINCT? Stars? Separator?
Stars = '*' | ExpressionList
Separator = ';' SEPARATOR '=' string
"""
_FUNCTION_NAMES = """
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
    UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
    ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT ADJUST TRIPLE SUBJECT PREDICATE OBJECT
    ISTRIPLE LANGDIR STRLANGDIR HASLANG HASLANGDIR
"""
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
_SHOWN = {"var": "variable", "iri": "name", "prefixed": "name", "string": "text"}
_MINOR = frozenset({"blank", "lang", "end", "A", "TRUE", "FALSE", "[", "(", "+", "-", "!", "^", "^^", "function"})

Node = tuple[str, "tuple[Node, ...] | str"]


@dataclass(frozen=True, slots=True)
class Fault:
    """The place of a fault: offset, the token there ("" at the end), what could stand there instead.

    ``expected`` is the likeliest first, with kinds of terms by a word of ours (variable, name, text, number); ``words``
    are all keywords and functions that would fit.
    """

    offset: int
    found: str
    expected: tuple[str, ...]
    words: frozenset[str] = frozenset()


def fault(text: str) -> Fault | None:
    """Find where a query breaks; nothing if this grammar sees no fault."""
    solid = [token for token in syntax.tokens(text) if token.solid]
    reading = _Reading(solid)
    try:
        if reading.rule("Query", 0) >= 0:
            return None
    except RecursionError:
        return None
    at = solid[reading.furthest] if reading.furthest < len(solid) else None
    words = {word for word in reading.expected if word.isupper()}
    if "function" in reading.expected:
        words |= _FUNCTIONS
    return Fault(at.start if at else len(text), at.text if at else "", _words(reading.expected), frozenset(words))


@dataclass(slots=True)
class _Reading:
    """A descent over the tokens that remembers the furthest place where something was missing."""

    tokens: Sequence[syntax.Token]
    furthest: int = -1
    expected: set[str] = field(default_factory=set)

    def rule(self, name: str, at: int) -> int:
        return self.match(_rules()[name], at)

    def match(self, node: Node, at: int) -> int:
        kind, inner = node
        if isinstance(inner, str):
            return self.rule(inner, at) if kind == "rule" else self.terminal(kind, inner, at)
        if kind == "alt":
            return next((end for end in (self.match(choice, at) for choice in inner) if end >= 0), -1)
        if kind == "seq":
            return self.sequence(inner, at)
        return self.repeat(kind, inner[0], at)

    def sequence(self, parts: Iterable[Node], at: int) -> int:
        for part in parts:
            at = self.match(part, at)
            if at < 0:
                return -1
        return at

    def repeat(self, kind: str, inner: Node, at: int) -> int:
        end = self.match(inner, at)
        if end < 0:
            return -1 if kind == "+" else at
        while kind in "*+" and (more := self.match(inner, end)) > end:
            end = more
        return end

    def terminal(self, kind: str, word: str, at: int) -> int:
        token = self.tokens[at] if at < len(self.tokens) else None
        if _fits(kind, word, token):
            return at + 1
        if at > self.furthest:
            self.furthest, self.expected = at, set()
        if at == self.furthest:
            self.expected.add(word)
        return -1


def _fits(kind: str, word: str, token: syntax.Token | None) -> bool:
    if token is None:
        return word == "end"
    if kind == "word":
        return token.kind == "word" and token.text.upper() == word
    if kind == "sign":
        return token.text == word
    if word == "function":
        return token.kind == "word" and token.text.upper() in _FUNCTIONS
    return token.kind == word


@functools.cache
def _rules() -> dict[str, Node]:
    rules = (line.split(" = ", 1) for line in _GRAMMAR.strip().splitlines())
    return {name: _choice(body) for name, body in rules}


def _choice(body: str) -> Node:
    choices = [_parts(part) for part in re.split(r" \| ", body)]
    return choices[0] if len(choices) == 1 else ("alt", tuple(choices))


def _parts(body: str) -> Node:
    return ("seq", tuple(_part(part) for part in body.split()))


def _part(part: str) -> Node:
    if part[-1] in "?*+" and (part[0] != "'" or part[-2] == "'"):
        return (part[-1], (_part(part[:-1]),))
    if part.startswith("'"):
        return ("sign", part[1:-1])
    if part.isupper():
        return ("word", part)
    return ("kind" if part.islower() else "rule", part)


def _words(expected: set[str]) -> tuple[str, ...]:
    """Say the likeliest first: signs, then words, then examples of terms; leave out what only adds noise."""
    main = expected - _MINOR or expected - {"end"}
    signs = sorted(word for word in main if not word.isalpha())
    words = sorted(word for word in main if word.isupper())
    kinds = sorted({_SHOWN.get(word, word) for word in main if word.islower()})
    return (*signs[:6], *words[:6], *kinds)
