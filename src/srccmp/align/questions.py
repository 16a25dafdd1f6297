"""Statements that answer one question, however differently they are worded: what caused the
damage, was it meant, whom did it hit. Their answers are what conflicts are made of, so they must
meet even where they share few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import cast

from srccmp.align.features import days_apart
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import all_concepts, with_parents
from srccmp.annotate.frames import HARM, Event, Frame, specific
from srccmp.annotate.names import government_of
from srccmp.model import EntityKind, Facet

# Days that two tellings of one event may lie apart (a night, a time zone, a late report) ...
SAME_SCENE = 3
# ... and more where one has no date of its own, but only that of its article's main event.
LOOSE_SCENE = 7


def same_scene(left: Analysis, right: Analysis) -> bool:
    """Whether nothing in their times keeps the two from telling of one event."""
    if left.scene is None or right.scene is None:
        return True
    if not (left.dated or right.dated):
        return True
    both = left.dated and right.dated
    return days_apart(left.scene, right.scene) <= (SAME_SCENE if both else LOOSE_SCENE)


def meet(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """What two sets of patients share at their most specific: "the embassy" with "the embassy",
    or with "the building" where no other building is meant."""
    concepts = all_concepts()
    a, b = specific(left), specific(right)
    shared = set(a & b)
    for one, other in ((a, b), (b, a)):
        for name in one:
            if name in concepts and set(with_parents(name)[1:]) & other:
                shared.add(name)
    return frozenset(shared)


def _is_thing(name: str) -> bool:
    concepts = all_concepts()
    return name.startswith("w:") or (name in concepts and concepts[name].kind == "thing")


def same_question(left: Frame, right: Frame) -> bool:
    """Whether the two frames answer one question about one thing.

    Cause and intent need a thing in common that was harmed; "only military targets" answers who
    was harmed.
    """
    if left.facet is not right.facet:
        return False
    if left.facet is Facet.SCOPE:
        kinds = {left.value.split(":")[0], right.value.split(":")[0]}
        return "only" in kinds and bool(left.effect & HARM and right.effect & HARM)
    shared = meet(left.patients, right.patients)
    if left.facet is Facet.INTENT:
        return bool(left.effect & right.effect & HARM) and bool(shared)
    if not (left.tells and right.tells and left.effect & HARM and right.effect & HARM):
        return False
    if any(map(_is_thing, shared)):
        return True
    # "The cause was a short circuit" names nothing that another thing could stand against: it is
    # of the harm that the story is about, if both tell of the same kind of harm.
    bare = not any(map(_is_thing, specific(left.patients))) or not any(
        map(_is_thing, specific(right.patients))
    )
    mine, other = _harm(left), _harm(right)
    return bool(mine & other) if mine and other else bare or left.inherited or right.inherited


# Harms that come together: what exploded burns, what burns explodes.
_JOINED = {"explode": "fire", "arson": "fire", "accident": "fire"}


def _harm(frame: Frame) -> frozenset[str]:
    """The harms told, without those that every accident brings."""
    kinds = frame.effect & HARM - {"damage", "destroy", "injure", "kill"}
    return frozenset(_JOINED.get(kind, kind) for kind in kinds)


COUNTED = frozenset(
    {"killed", "injured", "missing", "detained", "arrested", "evacuated", "rescued", "displaced",
     "hospitalised", "launched", "shot-down", "released", "resigned"}
)  # fmt: skip


def same_count_asked(left: Analysis, right: Analysis) -> bool:
    """Whether both tell how many of one kind were killed, hurt, detained …: the toll of one event
    is one question, in whatever words."""
    for a in left.annotated.quantities:
        for b in right.annotated.quantities:
            if a.role == b.role and a.role in COUNTED and a.unit == b.unit:
                return not _other_places(left, right)
    return False


def _other_places(left: Analysis, right: Analysis) -> bool:
    """Whether the two name places, and none in common: tolls of two towns."""
    places = [
        {e.key for e in side.annotated.entities if e.kind is EntityKind.PLACE}
        for side in (left, right)
    ]
    return bool(places[0] and places[1]) and not places[0] & places[1]


def opposed_events(left: Analysis, right: Analysis) -> tuple[Event, Event] | None:
    """One harm told by one side and denied by the other, of the same thing by the same hand."""
    for a in left.events:
        if a.concept not in HARM or a.alleged:
            continue
        for b in right.events:
            if a.concept != b.concept or a.negated == b.negated or b.alleged:
                continue
            shared = meet(a.around, b.around)
            things = [name for name in shared if _is_thing(name) and not name.startswith("w:")]
            if things and _same_hand(left, right):
                return a, b
    return None


def _same_hand(left: Analysis, right: Analysis) -> bool:
    hands = [
        {
            government_of(e.key)
            for e in side.annotated.entities
            if e.is_of_place or e.kind in (EntityKind.ORGANISATION, EntityKind.PERSON)
        }
        for side in (left, right)
    ]
    return bool(hands[0] & hands[1])


def question_of(left: Analysis, right: Analysis) -> Facet | None:
    """The question that both answer; None where there is none or they tell of other days."""
    if not same_scene(left, right):
        return None
    for a in left.frames:
        for b in right.frames:
            if same_question(a, b):
                return a.facet
    if opposed_events(left, right):
        return Facet.POLARITY
    if same_count_asked(left, right):
        return Facet.QUANTITY
    if same_course(left, right):
        return Facet.STATUS
    return None


COURSE = frozenset({"underway", "done"})
# Acts of speech are done when told: "proposed" and "proposes" are one act.
SPEECH = frozenset(
    {"propose", "demand", "warn", "promise", "condemn", "support", "oppose", "thank", "regret",
     "plan", "confirm", "deny", "refuse", "remind", "agree-on", "accuse", "inform", "approve",
     "allow", "threaten", "call", "criticise", "criticize", "request", "remain", "have"}
)  # fmt: skip
SHARED_THINGS = 2  # things and names that two tellings of one course must have in common


def same_course(left: Analysis, right: Analysis) -> bool:
    """Whether one tells as done what the other tells as under way, of the same things."""
    for a in left.events:
        for b in right.events:
            if a.concept != b.concept or a.concept in HARM | SPEECH or a.negated or b.negated:
                continue
            if {a.status, b.status} == COURSE and len(
                _about(left) & _about(right)
            ) >= SHARED_THINGS:
                return True
    return False


def _about(analysis: Analysis) -> frozenset[str]:
    """All things and names of a statement, a capital as its state."""
    return frozenset(
        name for event in analysis.events for name in event.around if not name.startswith("w:")
    ) | {government_of(entity.key) for entity in analysis.annotated.entities}


def _keys(analysis: Analysis) -> Iterable[str]:
    for frame in analysis.frames:
        if frame.facet is Facet.SCOPE:
            yield "scope"
        for name in sorted(specific(frame.patients)):
            yield f"{frame.facet}:{name}"
            if name in all_concepts():
                yield from (f"{frame.facet}:{parent}" for parent in with_parents(name)[1:])
    for quantity in analysis.annotated.quantities:
        if quantity.role in COUNTED:
            yield f"{quantity.role}:{quantity.unit}"
    if any(frame.facet is Facet.CAUSE and frame.tells for frame in analysis.frames):
        yield "cause"
    for event in analysis.events:
        if event.status in COURSE and event.concept not in HARM | SPEECH:
            yield f"{event.concept}:course"
        if event.concept in HARM:
            yield from (f"{event.concept}:{name}" for name in sorted(specific(event.around)))


FEW = 100  # statements that answer one question, of which all pairs are tried
PARTNERS = 12  # of each statement that are tried where there are more


class Answers(Mapping[tuple[int, int], Facet]):
    """Pairs of statements that answer one question, with its facet; found by an index on what
    they are about, not by trying all pairs.

    Where very many statements may answer one question, its pairs are too many to try: some of
    each statement's are, and these are what iteration gives. Any other is tried when it is asked
    for (``in``, ``get``), so that each pair has the same answer whoever proposed it.
    """

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self._analyses = analyses
        index: defaultdict[str, list[int]] = defaultdict(list)
        for at, analysis in enumerate(analyses):
            for key in dict.fromkeys(_keys(analysis)):
                index[key].append(at)
        self._tried: dict[tuple[int, int], Facet | None] = {}
        self._crowded: defaultdict[int, set[str]] = defaultdict(set)
        for key in sorted(index):
            members = index[key]
            if len(members) > FEW:
                for at in members:
                    self._crowded[at].add(key)
            for pair in _some_pairs(members, [analyses[at].id for at in members]):
                if pair not in self._tried:
                    self._tried[pair] = self._asked(pair)
        found = {pair: facet for pair, facet in self._tried.items() if facet is not None}
        self._found = dict(sorted(found.items()))

    def _asked(self, pair: tuple[int, int]) -> Facet | None:
        left, right = self._analyses[pair[0]], self._analyses[pair[1]]
        if left.article_id == right.article_id and not _own_dispute(left, right):
            return None
        return question_of(left, right)

    def _facet(self, pair: tuple[int, int]) -> Facet | None:
        if pair in self._tried:
            return self._tried[pair]
        left = self._crowded.get(pair[0])
        right = self._crowded.get(pair[1])
        if not left or not right or left.isdisjoint(right):
            return None
        found = self._tried[pair] = self._asked(pair)
        return found

    def __getitem__(self, pair: tuple[int, int]) -> Facet:
        facet = self._facet(pair)
        if facet is None:
            raise KeyError(pair)
        return facet

    def __contains__(self, pair: object) -> bool:
        return self._facet(cast("tuple[int, int]", pair)) is not None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def answering_pairs(analyses: Sequence[Analysis]) -> Answers:
    """Pairs (left < right) of statements that answer one question, with its facet."""
    return Answers(analyses)


def _some_pairs(members: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """All pairs of a few; of more, each with those at set distances in the order of content."""
    if len(members) <= FEW:
        yield from combinations(members, 2)
        return
    ordered = [at for _, at in sorted(zip(keys, members, strict=True))]
    count = len(ordered)
    for step in range(1, PARTNERS // 2 + 1):
        distance = step * count // (PARTNERS + 2) or 1
        for place, at in enumerate(ordered):
            other = ordered[(place + distance) % count]
            yield min(at, other), max(at, other)


def _own_dispute(left: Analysis, right: Analysis) -> bool:
    """Whether two statements of one article are two sides of a dispute that it reports: two
    speakers, or two answers to what the cause was, or one word affirmed and denied."""
    if left.speaker != right.speaker:
        return True
    return any(
        a.facet is b.facet and (a.facet is Facet.CAUSE or a.polarity is not b.polarity)
        for a in left.frames
        for b in right.frames
    )
