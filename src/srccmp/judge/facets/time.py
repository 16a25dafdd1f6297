"""Times of one told event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.cues import group, words
from srccmp.annotate.frames import Event
from srccmp.annotate.tokens import Token
from srccmp.judge.events import same_object
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
    """Times of an event that both tell: what agrees, and what cannot be of one event."""
    mine, other = _told_times(sides.left), _told_times(sides.right)
    if not mine or not other:
        return
    levels = [(time_level(a, b), a, b) for a in mine for b in other]
    good = [item for item in levels if item[0].relation in (Relation.AGREE, Relation.COMPATIBLE)]
    if good:
        level, a, b = min(good, key=lambda item: item[0].relation is not Relation.AGREE)
        yield from found(sides, Facet.TIME, level, a.span, b.span)
    if not sides.is_same_telling():
        return
    met = {id(time) for _, a, b in good for time in (a, b)}
    alone = all(sum(id(time) not in met for time in times) == 1 for times in (mine, other))
    for level, a, b in levels:
        if (
            level.relation is Relation.CONFLICT
            and met.isdisjoint((id(a), id(b)))
            and (_are_of_one_event(sides, a, b) or (alone and _are_in_one_place(sides, a, b)))
        ):
            yield from found(sides, Facet.TIME, level, a.span, b.span)
            return


def _are_of_one_event(sides: Sides, a: TimeRef, b: TimeRef) -> bool:
    """Whether the two times are when one thing happened: both stand nearest to a word for the same
    event, which neither denies nor has otherwise far along, with the same object; or, where two
    very alike statements have but one time each, with no event word at all."""
    if "told" in (a.rule.split("-")[0], b.rule.split("-")[0]) or {a.grain, b.grain} & VAGUE:
        return False
    if _bound(sides.left, a) != _bound(sides.right, b) or _is_clock(a) is not _is_clock(b):
        return False
    mine, other = _events_of(sides.left, a), _events_of(sides.right, b)
    if not mine or not other:
        both = (sides.left.annotated.times, sides.right.annotated.times)
        alone = set(map(len, both)) == {1}
        return not mine and not other and alone and sides.is_close(VERY_CLOSE)
    return any(
        one.concept == another.concept
        and one.negated is another.negated
        and not (one.alleged or another.alleged)
        and {one.status, another.status} != PLANNED_AND_DONE
        and same_object(sides, one, another)
        for one in mine[:NEAREST]
        for another in other[:NEAREST]
    )


def _are_in_one_place(sides: Sides, a: TimeRef, b: TimeRef) -> bool:
    """Whether two statements are nearly word for word the same, with another time in it."""
    words = sides.words
    if (
        a.grain is not b.grain
        or a.grain in VAGUE
        or _bound(sides.left, a) != _bound(sides.right, b)
        or words.share < PARALLEL
        or words.both < PARALLEL_BOTH
    ):
        return False
    mine, other = _beside(sides.left, a), _beside(sides.right, b)
    return any(words.partner.get(at) in other for at in mine)


BESIDE = 3  # words before and behind a time that tell what it dates


def _beside(side: Analysis, time: TimeRef) -> frozenset[int]:
    """The tokens next to a time, within its clause."""
    inside = side.within(time.span)
    if not inside:
        return frozenset()
    found = []
    for step in (-1, 1):
        at = inside[0] - 1 if step < 0 else inside[-1] + 1
        for _ in range(BESIDE):
            if not 0 <= at < len(side.tokens) or side.tokens[at].text in CLAUSE_SIGNS:
                break
            found.append(at)
            at += step
    return frozenset(found)


# Shares of the shorter's and of the longer's words in common from which two statements differ in
# little else than the time.
PARALLEL, PARALLEL_BOTH = 0.6, 0.5
# "In spring" is said of the last one and of the next.
VAGUE = frozenset({Grain.WEEK, Grain.QUARTER, Grain.SEASON})
NEAREST = 2  # event words beside a time of which one is what it dates
PLANNED_AND_DONE = {"planned", "done"}


def _events_of(side: Analysis, time: TimeRef) -> list[Event]:
    """The events told in the clause that a time stands in, the nearest first."""
    text = side.annotated.statement.text
    start = side.annotated.statement.span.start
    near = _with_neighbours(side, time)
    found = []
    for event in side.events:
        first, last = sorted((near, event.span))
        between = text[first.stop - start : last.start - start]
        is_matter = near.start < event.span.start and _is_matter(side, near.stop, event.span.start)
        if not is_matter and not set(between) & CLAUSE_SIGNS:
            found.append((len(between), event.at, event))
    return [event for *_, event in sorted(found, key=lambda each: each[:2])]


# Words behind which the matter of an act stands: "on the 21st they regretted the damage" tells no
# day of the damage, nor does "spoke on Monday about the strike" one of the strike.
MATTER = words(
    "о об обо насчет насчёт касательно относительно поводу связи из-за "
    "про щодо стосовно приводу зв'язку звʼязку через "
    "about over regarding concerning because due"
)


def _is_matter(side: Analysis, start: int, stop: int) -> bool:
    """Whether a word in between makes what follows the matter of an act."""
    return any(
        start <= token.span.start and token.span.stop <= stop and token.lower in MATTER
        for token in side.tokens
    )


WHEN = re.compile(r",?\s*(?:когда|коли|when)\b")


def _with_neighbours(side: Analysis, time: TimeRef) -> Span:
    """The time with those that only a comma parts from it, «накануне, 8 июля», and with the "when"
    that says what happened then."""
    text, offset = side.annotated.statement.text, side.annotated.statement.span.start

    def is_joined(start: int, stop: int) -> bool:
        return start <= stop and not text[start - offset : stop - offset].strip(" ,")

    start, stop = time.span.start, time.span.stop
    for other in side.annotated.times:
        if is_joined(other.span.stop, start):
            start = other.span.start
        elif is_joined(stop, other.span.start):
            stop = other.span.stop
    if when := WHEN.match(text, stop - offset):
        stop = offset + when.end()
    return Span(start, stop)


CLAUSE_SIGNS = frozenset(",;:—–!?")
# Words before a time that make it an end or a beginning: "until the 21st" tells no day of an event.
BOUNDS = {
    **dict.fromkeys(words("до until till by к"), "until"),
    **dict.fromkeys(words("с со з із від от since from після после after"), "since"),
}


def _bound(side: Analysis, time: TimeRef) -> str:
    """Whether the time is when something ends or begins; "since the 8th, when …" is neither."""
    statement = side.annotated.statement
    if WHEN.match(statement.text, time.span.stop - statement.span.start):
        return ""
    for at in side.tokens:
        if time.span.covers(at.span):
            return BOUNDS.get(at.lower, "") or _before(side, time)
    return ""


def _before(side: Analysis, time: TimeRef) -> str:
    before = [token for token in side.tokens if token.span.stop <= time.span.start]
    return BOUNDS.get(before[-1].lower, "") if before else ""


def _told_times(side: Analysis) -> tuple[TimeRef, ...]:
    """The statement's times but for those of saying it: "…, the ministry said on Wednesday"."""
    return tuple(time for time in side.annotated.times if not is_of_saying(side, time.span))


def is_of_saying(side: Analysis, span: Span) -> bool:
    before = [token for token in side.tokens if token.span.stop <= span.start][-SAYING:]
    behind: list[Token] = []
    for token in (t for t in side.tokens if t.span.start >= span.stop):
        if token.text in CLAUSE_SIGNS:
            break
        behind.append(token)
        if token.pos == "VERB" or (len(behind) == SAID and not token.pos):
            break  # its own verb; where no dictionary tells verbs, it stands near
    return any(_says(token, side.language) for token in (*before, *behind))


def _says(token: Token, language: str) -> bool:
    if token.pos == "NOUN":
        return False
    names = concepts_of(token, language)
    return "inform" in names or group(language, "say").has(token)


# Words before and behind a time among which a verb of saying claims it: "said on Wednesday",
# "on Wednesday the ministry said that …".
SAYING, SAID = 2, 8
