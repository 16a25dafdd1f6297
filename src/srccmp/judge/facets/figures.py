"""One figure, weekday or month that differs in an otherwise matching statement.

What a statement tells in figures without its being a count of a known thing in a known role, or a
time that can be resolved, is compared by the words around it: "a 14 percent rise" / "a 17 percent
rise", "on Thursday" / "on Sunday" where neither account has a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf, isinf

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.dates.lexer import NAME, classed
from srccmp.annotate.numbers import coarser_units, digits_value
from srccmp.annotate.tokens import Token
from srccmp.judge.facets.quantity.told import OUT_OF, THAN
from srccmp.judge.facets.time import is_of_saying
from srccmp.judge.level import Level
from srccmp.judge.sides import Sides, found
from srccmp.judge.wordmap import KEPT
from srccmp.model import Facet, Finding, Relation, Span

WEEKDAYS = frozenset({"WDAY", "WDAMB", "WDA"})
CLOCKS = frozenset({"CLK", "CLKH"})
IN_TIMES = {
    "month": frozenset({"MON", "MONA"}),
    "year": frozenset({"Y", "YO", "YG"}),
    "day": frozenset({"D", "DO"}),
}
TIMES = frozenset({"weekday", "month", "year", "clock", "day"})
# What is measured, not counted as it comes in: another figure a day later is another figure.
MEASURES = frozenset(
    {"percent", "share", "second", "minute", "hour", "day", "week", "month", "year", "age-year",
     "metre", "degree", "magnitude", "point"}
)  # fmt: skip
PLAIN = ""  # a figure of which nothing else is known
# People who are some of the others: a figure of theirs is no other figure of all.
SOME_PEOPLE = frozenset({"child", "woman", "man", "minor", "teenager", "infant", "student"})
ROUGH = 0.12  # … and where one is told as "about"
ROUND = 0.05  # share by which two figures may differ and be one, told roundly or in other units
NEAR = 6  # tokens beside a figure among which words tell what it is of
ENOUGH = 1  # of these words that must be the other figure's, too


@dataclass(frozen=True, slots=True)
class Figure:
    """``kind`` is a unit, or weekday, month, day, year, clock, or nothing; ``role`` what the
    counted did or suffered; ``first`` and ``last`` are its tokens; the value lies in ``low`` to
    ``high``."""

    kind: str
    role: str | None
    low: float
    high: float
    span: Span
    first: int
    last: int
    is_rough: bool = False
    is_part: bool = False
    is_count: bool = False

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_time(self) -> bool:
        return self.kind in TIMES

    def is_like(self, other: Figure) -> bool:
        """Whether the two tell figures of one kind."""
        if self.role and other.role and self.role != other.role:
            return False
        if PLAIN in (self.kind, other.kind):
            return {self.kind, other.kind} <= {PLAIN, "person"}
        return self.kind == other.kind or (_is_of_people(self.kind) and _is_of_people(other.kind))

    def meets(self, other: Figure) -> bool:
        """Whether the two may tell the same value. Two bounds of one direction, "over 20" and
        "over 28", are taken for what they name: who knew of 28 would not say "over 20"; so are the
        ends of two ranges."""
        slack = 0.0 if self.is_time or other.is_time else ROUND
        if self.is_rough or other.is_rough:
            slack = ROUGH
        open_ends = (isinf(self.low), isinf(self.high)), (isinf(other.low), isinf(other.high))
        if open_ends[0] == open_ends[1] and self.is_range and other.is_range:
            return _is_near(self.low, other.low, slack) and _is_near(self.high, other.high, slack)
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low <= high or _is_near(low, high, slack)


def _is_near(left: float, right: float, slack: float) -> bool:
    if isinf(left) or isinf(right):
        return left == right
    return abs(left - right) <= slack * max(abs(left), abs(right))


@cache
def _is_of_people(kind: str) -> bool:
    """Whether all people may be meant by it: viewers, residents; not the children among them."""
    return kind not in SOME_PEOPLE and (kind == "person" or "person" in coarser_units(kind))


@lru_cache(maxsize=KEPT)
def figures(side: Analysis) -> tuple[Figure, ...]:
    """The figures of a statement that words beside them may explain, left to right: without parts
    of a whole, and without days and hours that are known."""
    found = []
    taken = {
        at
        for time in side.annotated.times
        if time.earliest is not None
        for at in side.within(time.span)
    }
    for quantity in side.annotated.quantities:
        inside = side.within(quantity.span)
        taken.update(inside)
        if _is_bounded_by_words(side, inside[0]):
            continue
        low = -inf if quantity.low is None else quantity.low
        high = inf if quantity.high is None else quantity.high
        kind = PLAIN if quantity.unit == "thing" else quantity.unit
        found.append(
            Figure(
                kind,
                quantity.role,
                low,
                high,
                quantity.span,
                inside[0],
                inside[-1],
                is_rough=quantity.approximate,
                is_count=kind != PLAIN,
                is_part=_is_part(side, inside[0], inside[-1]),
            )
        )
    timed = {at for time in side.annotated.times for at in side.within(time.span)}
    for at, token in enumerate(side.tokens):
        if at in taken or _is_glued(side, token):
            continue
        if told := _told(token, side.language, in_time=at in timed):
            kind, value = told
            if kind == PLAIN and _is_label(side, at):
                continue
            if kind in TIMES and is_of_saying(side, token.span):
                continue
            found.append(Figure(kind, None, value, value, token.span, at, at))
    return tuple(sorted(found, key=lambda figure: figure.first))


OUT = OUT_OF | {"out"}


def _is_bounded_by_words(side: Analysis, first: int) -> bool:
    """ "Colder than 15 degrees" tells no temperature."""
    return first > 0 and side.tokens[first - 1].lower in THAN


def _is_part(side: Analysis, first: int, last: int) -> bool:
    """ "Three of the victims" counts no victims; "two hours fifty minutes" is not two hours."""
    behind = side.tokens[last + 1 : last + 2]
    inside = side.tokens[first : last + 1]
    if any(t.lower in OUT for t in (*inside, *behind)):
        return True
    return any(
        t.pos in ("NUM", "NUMR")
        or any(each.span.start == t.span.start for each in side.annotated.quantities)
        for t in behind
    )


def _is_label(side: Analysis, at: int) -> bool:
    """Whether a number only says which one is meant: "house 12", «№ 4»."""
    before = side.tokens[at - 1] if at else None
    return before is not None and (before.pos == "NOUN" or before.text in ("№", "#"))


def _is_glued(side: Analysis, token: Token) -> bool:
    """Whether letters or signs of a name touch it: "@10DowningStreet"."""
    statement = side.annotated.statement
    at, stop = token.span.start - statement.span.start, token.span.stop - statement.span.start
    around = statement.text[max(0, at - 1) : at] + statement.text[stop : stop + 1]
    return any(sign.isalpha() or sign in "@_#/" for sign in around)


def _told(token: Token, language: str, *, in_time: bool) -> tuple[str, float] | None:
    """The kind and the value of a single word or number, None where it is no figure."""
    letter, value = classed(token.text, language)
    name = NAME[letter]
    if isinstance(value, int):
        if name == "WDAY" or (in_time and name in WEEKDAYS):
            return "weekday", float(value)
        for kind, names in IN_TIMES.items():
            if in_time and name in names:
                return kind, float(value)
    if in_time and name in CLOCKS and isinstance(value, tuple):
        return "clock", value[0] * 60.0 + value[1]
    if token.pos == "NUM" and (read := digits_value(token.text)) is not None:
        return PLAIN, read[0]
    return None


def compare_figures(sides: Sides) -> Iterator[Finding]:
    """The one figure of each kind in which two like statements differ, if words beside it agree on
    what it is of."""
    if not (sides.link.mutual and sides.is_close()):
        return
    mine, other = [*figures(sides.left)], [*figures(sides.right)]
    if not mine or not other:
        return
    same: dict[int, int] = {}  # tokens of figures that both tell
    for figure in [*mine]:
        equal = [each for each in other if figure.is_like(each) and figure.meets(each)]
        if equal:
            best = min(equal, key=lambda each: abs(each.low - figure.low))
            mine.remove(figure)
            other.remove(best)
            same[figure.first] = best.first
    mine = [figure for figure in mine if not figure.is_part]
    other = [figure for figure in other if not figure.is_part]
    for figure in mine:
        against = [each for each in other if figure.is_like(each)]
        if len(against) != 1 or sum(each.is_like(against[0]) for each in mine) != 1:
            continue
        there = against[0]
        if figure.is_count and there.is_count and figure.kind == there.kind:
            continue  # two counts of one thing have a facet of their own
        is_explained = _is_of_same({**sides.words.partner, **same}, figure, there)
        if not is_explained and not _is_of_kind(figure, there):
            continue
        facet = Facet.TIME if figure.is_time or there.is_time else Facet.QUANTITY
        level = Level("another figure in the same place", Relation.CONFLICT)
        if not is_explained:  # it may be of another thing
            level = Level("another figure", Relation.UNCLEAR)
        elif facet is Facet.QUANTITY and _has_grown(sides, figure, there):
            level = Level("a later and higher figure", Relation.UPDATE)
        yield from found(sides, facet, level, figure.span, there.span)


def _has_grown(sides: Sides, left: Figure, right: Figure) -> bool:
    """Whether the later account has the higher figure of what is counted as it comes in."""
    if left.kind in MEASURES or sides.first is None:
        return False
    return left.low < right.low if sides.first is sides.left else right.low < left.low


def _is_of_kind(left: Figure, right: Figure) -> bool:
    """Whether two figures are of one known kind, so that they may be held against each other even
    where no word beside them says what they are of."""
    return left.kind == right.kind != PLAIN


def _is_of_same(partner: Mapping[int, int], left: Figure, right: Figure) -> bool:
    """Whether words or figures beside the two are each other's."""
    near = range(right.first - NEAR, right.last + NEAR + 1)
    beside = (*range(left.first - NEAR, left.first), *range(left.last + 1, left.last + NEAR + 1))
    return sum(partner.get(at) in near for at in beside) >= ENOUGH
