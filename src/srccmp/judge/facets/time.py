"""Times of one told event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.tokens import Token
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import VERY_CLOSE, Sides, found
from srccmp.model import Facet, Finding, Grain, Relation, Span, TimeRef


def time_level(left: TimeRef, right: TimeRef) -> Level:
    """Two times of one event: alike where the intervals meet."""
    if left.earliest and left.latest and right.earliest and right.latest:
        if _is_clock(left) and _is_clock(right) and "published" in (left.anchor, right.anchor):
            # The hour is told, its day only supposed: hours are compared alone.
            return _hours_level(left, right)
        if left.offset is not None and right.offset is not None and left.offset != right.offset:
            return NOTHING
        if left.earliest <= right.latest and right.earliest <= left.latest:
            if left.grain is right.grain:
                return Level("the same time", Relation.AGREE)
            return Level("times that meet, one finer", Relation.COMPATIBLE)
        if _is_near(left, right):
            return Level("times that are near each other", Relation.COMPATIBLE)
        return Level("different times", Relation.CONFLICT)
    if left.earliest is None and right.earliest is None:
        same = left.edtf == right.edtf
        return Level("the same day of the year", Relation.AGREE) if same else NOTHING
    return NOTHING


def _is_clock(ref: TimeRef) -> bool:
    return ref.grain in (Grain.MINUTE, Grain.HOUR)


def _hours_level(left: TimeRef, right: TimeRef) -> Level:
    if left.earliest is None or right.earliest is None or left.offset != right.offset:
        return NOTHING
    apart = abs(_minutes(left.earliest) - _minutes(right.earliest))
    if apart == 0:
        return Level("the same hour", Relation.AGREE)
    if timedelta(minutes=apart) <= NEAR:
        return Level("times that are near each other", Relation.COMPATIBLE)
    return Level("different hours", Relation.CONFLICT)


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


NEAR = timedelta(minutes=20)  # clock times so near are one time, told roundly


def _is_near(left: TimeRef, right: TimeRef) -> bool:
    """Whether two clock times differ by no more than telling roundly makes them differ."""
    if left.earliest is None or right.earliest is None:
        return False
    both = _is_clock(left) and _is_clock(right)
    return both and abs(left.earliest - right.earliest) <= NEAR


def compare_times(sides: Sides) -> Iterator[Finding]:
    """Times of an event that both tell."""
    mine, other = _told_times(sides.left), _told_times(sides.right)
    if not mine or not other:
        return
    levels = [(time_level(a, b), a, b) for a in mine for b in other]
    good = [item for item in levels if item[0].relation in (Relation.AGREE, Relation.COMPATIBLE)]
    if good:
        level, a, b = min(good, key=lambda item: item[0].relation is not Relation.AGREE)
        yield from _time(sides, level, a, b)
        return
    if not sides.is_same_telling():
        return
    for a in mine:
        for b in other:
            if "told" in (a.rule.split("-")[0], b.rule.split("-")[0]) or not _are_of_one_event(
                sides, a, b
            ):
                continue
            level = time_level(a, b)
            if level.relation is Relation.CONFLICT:
                yield from _time(sides, level, a, b)
                return


def _are_of_one_event(sides: Sides, a: TimeRef, b: TimeRef) -> bool:
    """Whether the two times stand with one event that neither denies: in the clauses of both; or,
    where two very alike statements have but one time each, no event word at all."""
    mine, other = _events_of(sides.left, a), _events_of(sides.right, b)
    if not mine or not other:
        both = (sides.left.annotated.times, sides.right.annotated.times)
        return mine == other and sides.is_close(VERY_CLOSE) and set(map(len, both)) == {1}
    return bool(mine & other)


def _events_of(side: Analysis, time: TimeRef) -> frozenset[tuple[str, bool]]:
    """The events told in the clause that a time stands in, and whether they are denied."""
    text = side.annotated.statement.text
    start = side.annotated.statement.span.start
    found = set()
    for event in side.events:
        first, last = sorted((time.span, event.span))
        between = text[first.stop - start : last.start - start]
        if not set(between) & CLAUSE_SIGNS:
            found.add((event.concept, event.negated))
    return frozenset(found)


CLAUSE_SIGNS = frozenset(",;:—–!?")


def _time(sides: Sides, level: Level, a: TimeRef, b: TimeRef) -> Iterator[Finding]:
    yield from found(sides, Facet.TIME, level, a.span, b.span)


def _told_times(side: Analysis) -> tuple[TimeRef, ...]:
    """The statement's times but for those of saying it: "…, the ministry said on Wednesday"."""
    return tuple(time for time in side.annotated.times if not _is_of_saying(side, time.span))


def _is_of_saying(side: Analysis, span: Span) -> bool:
    before = [token for token in side.tokens if token.span.stop <= span.start][-SAYING:]
    behind: list[Token] = []
    for token in (t for t in side.tokens if t.span.start >= span.stop):
        if token.text in CLAUSE_SIGNS or len(behind) == SAID:
            break
        behind.append(token)
    return any(
        "inform" in concepts_of(t, side.language) and t.pos != "NOUN" for t in (*before, *behind)
    )


# Words before and behind a time among which a verb of saying claims it: "said on Wednesday",
# «7 июля газета писала, что …».
SAYING, SAID = 2, 5
