"""One event told by one side and denied by the other."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.align.questions import opposed_events
from srccmp.annotate.frames import Event
from srccmp.judge.events import around_meets, same_object, shared_events
from srccmp.judge.level import Level
from srccmp.judge.negations import unmatched
from srccmp.judge.sides import VERY_ALIKE, Sides, found
from srccmp.model import Facet, Finding, Relation, Span


def compare_polarity(sides: Sides) -> Iterator[Finding]:
    """One event told by one side and denied by the other, or told by words that exclude each
    other ("resumed" / "cancelled"); else the same event told by both."""
    if pair := opposed_events(sides.left, sides.right):
        level = Level("told against denied", Relation.CONFLICT)
        yield from _polarity(sides, level, *pair)
        return
    shared = list(shared_events(sides))
    close = sides.is_close()
    for a, b in shared:
        if a.negated is b.negated or not sides.is_same_telling():
            continue
        if not (_is_only(sides, a, b) and same_object(sides, a, b)):
            continue
        if a.concept in DECISIONS and _came_later(sides, a):
            level = Level("not yet, and then it happened", Relation.UPDATE)
        elif _same_class(sides, a, b) or (sides.link.features.coverage or 0) >= VERY_ALIKE:
            level = Level("told against denied", Relation.CONFLICT)
        else:
            continue
        yield from _polarity(sides, level, a, b)
        return
    if held := list(_denied(sides)):
        yield from held
        return
    for a, b in shared:
        if a.negated is b.negated and (close or around_meets(sides, a, b)):
            level = Level("the same event", Relation.AGREE)
            yield from _polarity(sides, level, a, b)
            return


# From which share of words in common a denial that one side lacks is held against it: where the
# other tells the denied word itself, and where it tells it in other words.
MAPPED, MAPPED_AROUND = 0.5, 0.6


def _denied(sides: Sides) -> Iterator[Finding]:
    """A denial that only one of two like statements tells."""
    if not (sides.link.mutual and sides.is_close()):
        return
    words = sides.words
    if words.share < MAPPED:
        return
    lone = unmatched(sides.left, sides.right, words)
    if lone is None or (lone.told is None and words.share < MAPPED_AROUND):
        return
    denying, telling = (sides.left, sides.right) if lone.mine else (sides.right, sides.left)
    last = lone.denial.at if lone.denial.target is None else lone.denial.target
    denied = Span(denying.tokens[lone.denial.at].span.start, denying.tokens[last].span.stop)
    told = telling.annotated.statement.span if lone.told is None else telling.tokens[lone.told].span
    left, right = (denied, told) if lone.mine else (told, denied)
    level = Level("told against denied", Relation.CONFLICT)
    yield from found(sides, Facet.POLARITY, level, left, right)


# What may not have come yet when one account is written, and have come before the next.
DECISIONS = frozenset(
    {"detain", "freeze", "unfreeze", "release", "accuse", "convict", "acquit", "resign", "dismiss",
     "appoint", "elect", "agree-on", "approve", "sign", "refuse", "appear", "open", "close",
     "begin", "end", "resume", "suspend", "cancel", "postpone", "extend", "find", "return", "pay",
     "supply", "send", "arrest", "publish"}
)  # fmt: skip


def _came_later(sides: Sides, left: Event) -> bool:
    """Whether the account that tells the event is later than the one that denies it."""
    mine, other = sides.published
    if mine is None or other is None:
        return False
    return mine[1] < other[0] if left.negated else other[1] < mine[0]


def _polarity(sides: Sides, level: Level, a: Event, b: Event) -> Iterator[Finding]:
    yield from found(sides, Facet.POLARITY, level, a.span, b.span)


def _same_class(sides: Sides, a: Event, b: Event) -> bool:
    """Whether both are nouns, or neither is: "did not agree" denies no "agreement" of others."""
    nouns = {
        side.tokens[event.at].pos == "NOUN" for side, event in ((sides.left, a), (sides.right, b))
    }
    return len(nouns) == 1


def _is_only(sides: Sides, a: Event, b: Event) -> bool:
    """Whether neither side also tells the event the other way (a denial that repeats what it
    denies)."""
    mine = {e.negated for e in sides.left.events if e.concept == a.concept}
    other = {e.negated for e in sides.right.events if e.concept == b.concept}
    return len(mine) == len(other) == 1 and around_meets(sides, a, b)
