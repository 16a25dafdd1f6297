"""One event told by one side and denied by the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from srccmp.align.questions import meet, opposed_events
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import all_concepts, are_opposite
from srccmp.annotate.frames import Event
from srccmp.annotate.frames.denial import ABSENT_WITHIN, GONE, NEGATED_BACK, NEGATION
from srccmp.judge.events import around_meets, same_object, shared_events
from srccmp.judge.level import Level
from srccmp.judge.negations import Unmatched, differ_by_one, unmatched
from srccmp.judge.sides import ALIKE, VERY_CLOSE, Sides, found
from srccmp.judge.wordmap import WordMap
from srccmp.model import Facet, Finding, Relation, Span


def compare_polarity(sides: Sides) -> Iterator[Finding]:
    """One event told by one side and denied by the other, or told by words that exclude each
    other ("resumed" / "cancelled"); else the same event told by both."""
    shared = list(shared_events(sides))
    if any(a.negated and b.negated for a, b in shared):
        yield from _alike(sides, shared)
        return
    if pair := opposed_events(sides.left, sides.right):
        level = Level("told against denied", Relation.CONFLICT)
        yield from _polarity(sides, level, *pair)
        return
    for a, b in sorted(shared, key=lambda pair: not _is_verb(sides, *pair)):
        if a.negated is b.negated or not sides.is_same_telling():
            continue
        if (b if a.negated else a).status == "planned":
            continue  # what may come is no more than not yet done
        if not (_is_only(sides, a, b) and same_object(sides, a, b)):
            continue
        if a.concept in DECISIONS and _came_later(sides, a):
            level = Level("not yet, and then it happened", Relation.UPDATE)
        elif _can_be_denied(sides, a, b):
            level = Level("told against denied", Relation.CONFLICT)
        else:
            continue
        yield from _polarity(sides, level, a, b)
        return
    if sides.is_same_telling() and (pair := _excluded(sides)):
        level = Level("words that exclude each other", Relation.CONFLICT)
        yield from _polarity(sides, level, *pair)
        return
    if held := list(_denied(sides)):
        yield from held
        return
    yield from _alike(sides, shared)


def _alike(sides: Sides, shared: Sequence[tuple[Event, Event]]) -> Iterator[Finding]:
    """The first event that both tell, or both deny."""
    close = sides.is_close()
    for a, b in shared:
        if a.negated is b.negated and (close or around_meets(sides, a, b)):
            yield from _polarity(sides, Level("the same event", Relation.AGREE), a, b)
            return


# Shares of the longer side's words in common from which a "not" that one side lacks is looked at,
# and from which the words around it are so much the same that it makes a conflict by itself.
SAME_WORD, AROUND = 0.25, 0.5


def _denied(sides: Sides) -> Iterator[Finding]:
    """A denial that only one of two like statements tells."""
    if not (sides.link.mutual and sides.is_close() and differ_by_one(sides.left, sides.right)):
        return  # most pairs end here, before their words are mapped
    words = sides.words
    lone = unmatched(sides.left, sides.right, words)
    if lone is None or words.both < SAME_WORD:
        return
    denying, telling = (sides.left, sides.right) if lone.mine else (sides.right, sides.left)
    last = lone.denial.at if lone.denial.target is None else lone.denial.target
    first, last = sorted((lone.denial.at, last))
    denied = Span(denying.tokens[first].span.start, denying.tokens[last].span.stop)
    told = telling.annotated.statement.span if lone.told is None else telling.tokens[lone.told].span
    left, right = (denied, told) if lone.mine else (told, denied)
    yield from found(sides, Facet.POLARITY, _lone_level(lone, words), left, right)


def _lone_level(lone: Unmatched, words: WordMap) -> Level:
    """Between accounts that are worded freely a lone "not" is mostly another way to say the same:
    that is told, but as a doubt."""
    if lone.told is not None:
        return Level("one word told and denied", Relation.CONFLICT)
    if words.both >= AROUND:
        return Level("a not in one account alone", Relation.CONFLICT)
    return Level("a not in one account, the rest in other words", Relation.UNCLEAR)


def _excluded(sides: Sides) -> tuple[Event, Event] | None:
    """Two events of which one excludes the other, of the same things, neither told by both."""
    mine = {e.concept for e in sides.left.events}
    other = {e.concept for e in sides.right.events}
    for a in sides.left.events:
        for b in sides.right.events:
            if not are_opposite(a.concept, b.concept) or a.concept in other or b.concept in mine:
                continue
            if a.negated or b.negated or a.alleged or b.alleged or a.status != b.status:
                continue
            if meet(a.around, b.around) and same_object(sides, a, b) and _same_class(sides, a, b):
                return a, b
    return None


# What may not have come yet when one account is written, and have come before the next.
DECISIONS = frozenset(
    {"detain", "freeze", "unfreeze", "release", "accuse", "convict", "acquit", "resign", "dismiss",
     "appoint", "elect", "agree-on", "approve", "sign", "refuse", "appear", "open", "close",
     "begin", "end", "resume", "suspend", "cancel", "postpone", "extend", "find", "return", "pay",
     "supply", "send", "arrest", "publish"}
)  # fmt: skip


def _came_later(sides: Sides, left: Event) -> bool:
    """Whether the account that tells the event is later than the one that denies it."""
    return sides.first is (sides.left if left.negated else sides.right)


def _polarity(sides: Sides, level: Level, a: Event, b: Event) -> Iterator[Finding]:
    left, right = _with_denial(sides.left, a), _with_denial(sides.right, b)
    yield from found(sides, Facet.POLARITY, level, left, right)


def _with_denial(side: Analysis, event: Event) -> Span:
    """The event's word, with the "not" just before it or the "there is none" just behind it."""
    if not event.negated:
        return event.span
    denying = NEGATION.get(side.language, frozenset())
    for at in range(event.at - 1, max(-1, event.at - 1 - NEGATED_BACK), -1):
        token = side.tokens[at]
        if token.lower in denying or token.lower.endswith("n't"):
            return Span(token.span.start, event.span.stop)
        if not token.is_word:
            break
    for at in range(event.at + 1, min(len(side.tokens), event.at + 1 + ABSENT_WITHIN)):
        token = side.tokens[at]
        if token.lower in GONE:
            return Span(event.span.start, token.span.stop)
        if not token.is_word or token.lower in denying:
            break
    return event.span


def _is_verb(sides: Sides, a: Event, b: Event) -> bool:
    return sides.left.tokens[a.at].pos == "VERB" and sides.right.tokens[b.at].pos == "VERB"


def _same_class(sides: Sides, a: Event, b: Event) -> bool:
    """Whether both are nouns, or neither is."""
    nouns = {
        side.tokens[event.at].pos == "NOUN" for side, event in ((sides.left, a), (sides.right, b))
    }
    return len(nouns) == 1


def _can_be_denied(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the denial can be of what is told: "did not agree" denies no "agreement" of others,
    while a rumour of a sale that is "not true" denies that it was sold."""
    if _same_class(sides, a, b):
        return True
    denying, event = (sides.left, a) if a.negated else (sides.right, b)
    is_noun = denying.tokens[event.at].pos == "NOUN"
    return is_noun and (sides.link.features.coverage or 0) >= ALIKE


def _is_only(sides: Sides, a: Event, b: Event) -> bool:
    """Whether neither side also tells the event the other way (a denial that repeats what it
    denies)."""
    mine = {e.negated for e in sides.left.events if e.concept == a.concept}
    other = {e.negated for e in sides.right.events if e.concept == b.concept}
    return len(mine) == len(other) == 1 and (around_meets(sides, a, b) or _may_be_one(sides, a, b))


def _may_be_one(sides: Sides, a: Event, b: Event) -> bool:
    """Whether two very close statements name nobody beside the event that would make it two."""
    known = all_concepts()
    named = [
        {name for name in event.around if name not in known and not name.startswith("w:")}
        for event in (a, b)
    ]
    return sides.is_close(VERY_CLOSE) and not (named[0] and named[1])
