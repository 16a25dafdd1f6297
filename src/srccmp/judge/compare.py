"""Two statements of one claim, facet by facet: every finding with the words on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from srccmp.align.features import same_count
from srccmp.align.questions import SPEECH, meet, opposed_events, same_question
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import are_opposite, concepts_of
from srccmp.annotate.frames import HARM, Event, Frame, specific
from srccmp.annotate.names import (
    government_of,
    is_abbreviation,
    is_outlet,
    latin,
    same_name,
)
from srccmp.annotate.tokens import Token
from srccmp.judge.ladders import (
    Level,
    cause_level,
    certainty_level,
    intent_level,
    quantity_level,
    scope_level,
    status_level,
    time_level,
)
from srccmp.model import (
    Article,
    Entity,
    EntityKind,
    Evidence,
    Facet,
    Finding,
    Link,
    Quantity,
    Relation,
    Span,
    TimeRef,
)

# How likely two statements must be of one thing before a difference is held against them: the
# match's probability, 0-1. Below CLOSE most "conflicts" were two different things.
CLOSE = 0.5
VERY_CLOSE = 0.7
ALIKE = 0.15  # the smaller share of words in common, by themselves or by their concepts
VERY_ALIKE = 0.4
QUESTIONED = 0.35  # where both count the same thing in the same role


Row = list[tuple[str, Entity | None]]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two statements with their articles and what the match was made of; ``rows`` keeps the
    statements' rows of keys between the comparisons of one claim."""

    left: Analysis
    right: Analysis
    left_article: Article
    right_article: Article
    link: Link
    rows: dict[str, Row] = field(default_factory=dict)

    def slots(self, side: Analysis) -> Row:
        if side.id not in self.rows:
            self.rows[side.id] = _slots(side)
        return self.rows[side.id]

    @property
    def published(self) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
        return _published(self.left_article), _published(self.right_article)

    def is_close(self, least: float = CLOSE) -> bool:
        return self.link.score >= least

    def is_same_telling(self) -> bool:
        """Whether the two tell one thing and no other statement of either article tells it
        better: only then is a difference in one word a difference about one thing."""
        return self.link.mutual and self.is_close() and (self.link.features.coverage or 0) >= ALIKE


def _published(article: Article) -> tuple[date, date] | None:
    published = article.published
    return (published.earliest, published.latest) if published else None


def _finding(
    sides: Sides, facet: Facet, level: Level, left: Span, right: Span, reason: str
) -> Iterator[Finding]:
    if level.relation is None:
        return
    yield Finding(
        facet=facet,
        relation=level.relation,
        level=level.name,
        left=Evidence(statement_id=sides.left.id, span=left),
        right=Evidence(statement_id=sides.right.id, span=right),
        reason=reason,
    )


def _words(side: Analysis, span: Span) -> str:
    """The span's words, on one line."""
    text = side.annotated.statement.text
    start = side.annotated.statement.span.start
    return " ".join(text[span.start - start : span.stop - start].split())


def _cause_span(side: Analysis, frame: Frame) -> Span:
    """The name of what caused it where there is one, else the whole phrase."""
    named = {key for key, kind in frame.names if not kind.is_of_place}
    inside = [e for e in side.annotated.entities if frame.span.covers(e.span) and e.key in named]
    for kind in (EntityKind.WEAPON, EntityKind.PRODUCT, EntityKind.NAME):
        for entity in inside:
            if entity.kind is kind:
                return entity.span
    return frame.span


FRAME_LADDERS: dict[Facet, Callable[[Frame, Frame], Level]] = {
    Facet.CAUSE: cause_level,
    Facet.INTENT: intent_level,
    Facet.SCOPE: scope_level,
}


def compare_frames(sides: Sides) -> Iterator[Finding]:
    """Cause, intent and scope: frames that answer one question."""
    for facet, ladder in FRAME_LADDERS.items():
        best: tuple[int, Finding] | None = None
        for a in sides.left.frames:
            for b in sides.right.frames:
                if a.facet is not facet or not same_question(a, b):
                    continue
                level = ladder(a, b)
                left, right = _cause_span(sides.left, a), _cause_span(sides.right, b)
                reason = f"{_words(sides.left, left)} / {_words(sides.right, right)}"
                for finding in _finding(sides, facet, level, left, right, reason):
                    # Where a statement gives two answers, one that agrees speaks for it.
                    rank = 0 if finding.relation is Relation.AGREE else 1
                    if best is None or rank < best[0]:
                        best = (rank, finding)
        if best:
            yield best[1]


def compare_polarity(sides: Sides) -> Iterator[Finding]:
    """One event told by one side and denied by the other, or told by words that exclude each
    other ("resumed" / "cancelled"); else the same event told by both."""
    if pair := opposed_events(sides.left, sides.right):
        level = Level("told against denied", Relation.CONFLICT)
        yield from _polarity(sides, level, *pair)
        return
    shared = list(_shared_events(sides))
    close = sides.is_close()
    for a, b in shared:
        if a.negated is b.negated or not sides.is_same_telling():
            continue
        if not (_is_only(sides, a, b) and _same_object(sides, a, b)):
            continue
        if a.concept in DECISIONS and _came_later(sides, a):
            level = Level("not yet, and then it happened", Relation.UPDATE)
        elif _same_class(sides, a, b) or (sides.link.features.coverage or 0) >= VERY_ALIKE:
            level = Level("told against denied", Relation.CONFLICT)
        else:
            continue
        yield from _polarity(sides, level, a, b)
        return
    for a, b in shared:
        if a.negated is b.negated and (close or _around_meets(sides, a, b)):
            level = Level("the same event", Relation.AGREE)
            yield from _polarity(sides, level, a, b)
            return


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
    reason = f"{_words(sides.left, a.span)} / {_words(sides.right, b.span)}"
    yield from _finding(sides, Facet.POLARITY, level, a.span, b.span, reason)


def _around_meets(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the two events befell a thing or name in common: in their clauses, or, where a
    clause has but a pronoun, in their statements."""
    if meet(a.around, b.around):
        return True
    if specific(a.around) and specific(b.around):
        return False
    mine = {e.key for e in sides.left.annotated.entities if e.kind in PARTIES}
    other = {e.key for e in sides.right.annotated.entities if e.kind in PARTIES}
    return bool(mine & other) or not (mine and other)


PARTIES = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.NAME})


def _same_class(sides: Sides, a: Event, b: Event) -> bool:
    """Whether both are nouns, or neither is: "did not agree" denies no "agreement" of others."""
    nouns = {
        side.tokens[event.at].pos == "NOUN" for side, event in ((sides.left, a), (sides.right, b))
    }
    return len(nouns) == 1


def _same_object(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the two have the same object, where both name one: "does not support sanctions"
    denies no support for the pipeline."""
    mine, other = _object(sides.left, a), _object(sides.right, b)
    return not mine or not other or bool(mine & other)


OBJECT = 4  # words behind an event among which its object stands


def _object(side: Analysis, event: Event) -> frozenset[str]:
    """The stem and concepts of the noun behind an event word; empty where a preposition or
    another verb comes first."""
    for token in side.tokens[event.at + 1 : event.at + 1 + OBJECT]:
        if token.pos in ("PREP", "VERB", "SIGN", "CONJ", "PRCL", "INFN", "NUM"):
            break
        if token.pos == "NOUN" or (token.pos == "" and not token.is_capital and token.is_word):
            names = concepts_of(token, side.language)
            if token.pos == "" and not names:
                continue
            return frozenset((token.key[:6], *names))
    return frozenset()


def _shared_events(sides: Sides) -> Iterator[tuple[Event, Event]]:
    for a in sides.left.events:
        for b in sides.right.events:
            if a.concept == b.concept and not (a.alleged or b.alleged):
                yield a, b


def _is_only(sides: Sides, a: Event, b: Event) -> bool:
    """Whether neither side also tells the event the other way (a denial that repeats what it
    denies)."""
    mine = {e.negated for e in sides.left.events if e.concept == a.concept}
    other = {e.negated for e in sides.right.events if e.concept == b.concept}
    return len(mine) == len(other) == 1 and _around_meets(sides, a, b)


def _opposite_events(sides: Sides) -> Iterator[tuple[Event, Event]]:
    mine = {e.concept for e in sides.left.events}
    other = {e.concept for e in sides.right.events}
    for a in sides.left.events:
        for b in sides.right.events:
            if a.negated or b.negated or not are_opposite(a.concept, b.concept):
                continue
            if a.concept in other or b.concept in mine or not _around_meets(sides, a, b):
                continue
            yield a, b


def compare_status(sides: Sides) -> Iterator[Finding]:
    """How far one event has got, for the events that both tell of the same things."""
    if not (sides.is_same_telling() or sides.is_close(VERY_CLOSE)):
        return
    for a, b in _shared_events(sides):
        if (
            a.negated
            or b.negated
            or a.concept in HARM | SPEECH
            or not (sides.link.features.question or _around_meets(sides, a, b))
        ):
            continue
        level = status_level(a, b, sides.published)
        if level.relation in (Relation.CONFLICT, Relation.UPDATE):
            reason = f"{a.status}: {_words(sides.left, a.span)} / {b.status}: "
            reason += _words(sides.right, b.span)
            yield from _finding(sides, Facet.STATUS, level, a.span, b.span, reason)
            return


def compare_quantities(sides: Sides) -> Iterator[Finding]:
    """Counts of the same thing in the same role; where one side gives several of a kind, only
    what agrees is told, since parts and wholes cannot be told apart."""
    for unit in sorted({q.unit for q in sides.left.annotated.quantities}):
        mine = [q for q in sides.left.annotated.quantities if q.unit == unit]
        other = sides.right.annotated.quantities
        pairs = [(a, b, _quantity(sides, a, b)) for a in mine for b in other if same_count(a, b)]
        good = [p for p in pairs if p[2].relation in (Relation.AGREE, Relation.COMPATIBLE)]
        if good:
            a, b, level = min(good, key=lambda p: p[2].relation is not Relation.AGREE)
        else:
            held = [p for p in pairs if _holds_against(sides, p[0], p[1])]
            if len(held) != 1:
                continue
            a, b, level = held[0]
        reason = f"{_words(sides.left, a.span)} / {_words(sides.right, b.span)}"
        yield from _finding(sides, Facet.QUANTITY, level, a.span, b.span, reason)


def _holds_against(sides: Sides, a: Quantity, b: Quantity) -> bool:
    """Whether different numbers would be a conflict: counted in one role; or, where a role is not
    told, the only ones of their kind on both sides, since one may be a part of the other."""
    if a.unit in UNCOUNTED:
        return False
    if a.role is not None and a.role == b.role:
        return sides.is_close(QUESTIONED)
    both = (sides.left.annotated.quantities, sides.right.annotated.quantities)
    alone = all(sum(q.unit == a.unit for q in quantities) == 1 for quantities in both)
    if a.unit in DURATIONS and (sides.link.features.coverage or 0) < VERY_ALIKE:
        return False
    return alone and sides.is_same_telling()


# Lengths of time are told of everything: two are compared only in nearly the same words.
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


UNCOUNTED = frozenset({"thing", "age-year"})


def _quantity(sides: Sides, a: Quantity, b: Quantity) -> Level:
    left, right = sides.published
    earlier = None
    if left and right and left != right:
        earlier = a if left[1] <= right[0] else b if right[1] <= left[0] else None
    return quantity_level(a, b, earlier=earlier)


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
    reason = f"{_words(sides.left, a.span)} / {_words(sides.right, b.span)}"
    yield from _finding(sides, Facet.TIME, level, a.span, b.span, reason)


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


def compare_names(sides: Sides) -> Iterator[Finding]:
    """One slot filled with another name in an otherwise matching statement."""
    if not sides.is_same_telling():
        return
    mine, other = sides.slots(sides.left), sides.slots(sides.right)
    matcher = SequenceMatcher(
        None, [key for key, _ in mine], [key for key, _ in other], autojunk=False
    )
    # The first two are upper bounds of the third, and cost a tenth of it.
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    if any(bound() < SAME_ROW for bound in bounds):
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace" or i2 - i1 > 2 or j2 - j1 > 2:
            continue
        if PASSIVE in (key for key, _ in (*mine[i1:i2], *other[j1:j2])):
            continue  # «назначен Рааб», "May appointed": two roles
        a = [entity for _, entity in mine[i1:i2] if entity]
        b = [entity for _, entity in other[j1:j2] if entity]
        if len(a) != 1 or len(b) != 1 or not _differ(a[0], b[0], sides):
            continue
        facet = Facet.PLACE if a[0].is_of_place else Facet.WHO
        level = Level("another name in the same place", Relation.CONFLICT)
        reason = f"{_words(sides.left, a[0].span)} / {_words(sides.right, b[0].span)}"
        yield from _finding(sides, facet, level, a[0].span, b[0].span, reason)


SAME_ROW = 0.6  # share of its words that a statement has in common with one that fills its slots


def _slots(side: Analysis) -> Row:
    """The statement as a row of keys: names by entity key, other words by concept or lemma."""
    row: Row = []
    entities = {entity.span.start: entity for entity in side.annotated.entities}
    until = -1
    for token in side.tokens:
        if token.span.start < until or not token.is_word:
            continue
        if entity := entities.get(token.span.start):
            row.append((f"e:{entity.key}", entity))
            until = entity.span.stop
            continue
        names = concepts_of(token, side.language)
        word = names[0] if names else token.key[:6]
        row.append((PASSIVE if token.pos == "PRTS" else word, None))
    return row


PASSIVE = "passive"  # a verb whose subject is the one that it was done to


def _differ(a: Entity, b: Entity, sides: Sides) -> bool:
    if a.kind is not b.kind or a.kind is EntityKind.NAME:
        return False
    if same_name(a.key, b.key) or government_of(a.key) == government_of(b.key):
        return False
    if is_outlet(a.key) or is_outlet(b.key):
        return False  # who told it, not whom it tells of
    if is_abbreviation(a) != is_abbreviation(b):
        return False  # «НАК» may be «Нафтогаз»
    if _are_variants(a.key, b.key) or _are_variants(_spelled(a), _spelled(b)):
        return False
    mine = {entity.key for entity in sides.left.annotated.entities}
    other = {entity.key for entity in sides.right.annotated.entities}
    return a.key not in other and b.key not in mine


def _are_variants(left: str, right: str) -> bool:
    """Whether one name is a part of the other ("Nord Stream" / "Nord Stream AG") or spelled much
    like it (Мей / Май)."""
    a, b = set(left.split("_")), set(right.split("_"))
    return bool(a & b) or SequenceMatcher(None, left, right).ratio() >= SPELLED_ALIKE


SPELLED_ALIKE = 0.6


def _spelled(entity: Entity) -> str:
    return "_".join(latin(word) for word in entity.surface.split())


def compare_certainty(sides: Sides) -> Iterator[Finding]:
    a, b = sides.left.annotated.modality, sides.right.annotated.modality
    level = certainty_level(a.certainty, b.certainty)
    left = a.cues[0].span if a.cues else sides.left.annotated.statement.span
    right = b.cues[0].span if b.cues else sides.right.annotated.statement.span
    yield from _finding(sides, Facet.CERTAINTY, level, left, right, level.name)


def compare_sides(sides: Sides) -> tuple[Finding, ...]:
    """All findings of two statements; certainty and attribution only where nothing conflicts."""
    found = [
        *compare_frames(sides),
        *compare_polarity(sides),
        *compare_status(sides),
        *compare_quantities(sides),
        *compare_times(sides),
        *compare_names(sides),
    ]
    if not has(found, Relation.CONFLICT):
        found += compare_certainty(sides)
    return tuple(found)


def has(findings: Sequence[Finding], relation: Relation) -> bool:
    return any(finding.relation is relation for finding in findings)
