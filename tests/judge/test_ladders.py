"""The rungs of each ladder, and the laws that all of them keep."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.annotate.frames import Event, Frame
from srccmp.judge.facets.cause import cause_level, intent_level, scope_level
from srccmp.judge.facets.certainty import certainty_level
from srccmp.judge.facets.quantity import quantity_level
from srccmp.judge.facets.status import status_level
from srccmp.judge.facets.time import time_level
from srccmp.model import (
    Certainty,
    EntityKind,
    Facet,
    Grain,
    Polarity,
    Quantity,
    Relation,
    Span,
    TimeRef,
)

SPAN = Span(0, 1)
TOLD, DENIED = Polarity.AFFIRMED, Polarity.DENIED


def counted(
    low: float | None,
    high: float | None,
    *,
    role: str | None = "killed",
    unit: str = "person",
    approximate: bool = False,
) -> Quantity:
    return Quantity(span=SPAN, low=low, high=high, unit=unit, role=role, approximate=approximate)


def cause(
    *names: tuple[str, EntityKind], concepts: tuple[str, ...] = (), polarity: Polarity = TOLD
) -> Frame:
    return Frame(
        facet=Facet.CAUSE,
        span=SPAN,
        value="",
        names=frozenset(names),
        concepts=frozenset(concepts),
        effect=frozenset({"damage"}),
        patients=frozenset({"house"}),
        polarity=polarity,
    )


def on(first: str, last: str | None = None, grain: Grain = Grain.DAY) -> TimeRef:
    start, stop = date.fromisoformat(first), date.fromisoformat(last or first)
    return TimeRef(
        span=SPAN,
        earliest=datetime.combine(start, time.min),
        latest=datetime.combine(stop, time(23, 59)),
        grain=grain,
        anchor="text",
        rule="test",
        edtf=first,
    )


def at_hour(day: str, hour: int, minute: int = 0, anchor: str = "text") -> TimeRef:
    moment = datetime.combine(date.fromisoformat(day), time(hour, minute))
    return TimeRef(
        span=SPAN,
        earliest=moment,
        latest=moment,
        grain=Grain.MINUTE,
        anchor=anchor,
        rule="test",
        edtf=moment.isoformat(),
    )


def event(status: str | None) -> Event:
    return Event(
        concept="consider",
        at=0,
        span=SPAN,
        negated=False,
        alleged=False,
        status=status,
        around=frozenset(),
    )


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (counted(13, 13), counted(13, 13), Relation.AGREE),
        (counted(13, 13), counted(31, 31), Relation.CONFLICT),
        (counted(12, None), counted(15, 15), Relation.COMPATIBLE),  # at least 12 / 15
        (counted(None, 100), counted(120, 120), Relation.CONFLICT),  # up to 100 / 120
        (counted(50_000, 50_000, approximate=True), counted(51_200, 51_200), Relation.COMPATIBLE),
        (counted(52, 52), counted(51.9, 51.9), Relation.COMPATIBLE),
        (counted(2400, 2400), counted(2450, 2450), Relation.COMPATIBLE),
        (counted(3, 3, unit="child"), counted(12, 12), None),  # children are people
    ],
)
def test_numbers(left: Quantity, right: Quantity, relation: Relation | None) -> None:
    assert quantity_level(left, right).relation is relation


def test_a_later_and_higher_toll_is_an_update() -> None:
    first, second = counted(3, 3), counted(5, 5)
    assert quantity_level(first, second, earlier=first).relation is Relation.UPDATE
    assert quantity_level(first, second, earlier=second).relation is Relation.CONFLICT
    votes = counted(23, 23, role="voted"), counted(24, 24, role="voted")
    assert quantity_level(*votes, earlier=votes[0]).relation is Relation.CONFLICT


quantities = st.builds(
    counted,
    st.integers(0, 99),
    st.integers(99, 500),
    approximate=st.booleans(),
    unit=st.sampled_from(["person", "house"]),
)


@given(quantities, quantities)
def test_the_order_of_sources_does_not_matter(left: Quantity, right: Quantity) -> None:
    assert quantity_level(left, right) == quantity_level(right, left)


@given(quantities)
def test_a_number_agrees_with_itself(quantity: Quantity) -> None:
    assert quantity_level(quantity, quantity).relation is Relation.AGREE


ROCKET = ("vikhr", EntityKind.WEAPON)
OTHER = ("grom", EntityKind.WEAPON)


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (cause(ROCKET), cause(OTHER), Relation.CONFLICT),
        (cause(ROCKET), cause(ROCKET), Relation.AGREE),
        (cause(ROCKET), cause(ROCKET, polarity=DENIED), Relation.CONFLICT),
        (cause(ROCKET), cause(OTHER, polarity=DENIED), None),  # "not the other" goes with it
        (cause(concepts=("arson",)), cause(concepts=("short-circuit",)), Relation.CONFLICT),
        (
            cause(concepts=("arson",)),
            cause(concepts=("arson",), polarity=DENIED),
            Relation.CONFLICT,
        ),
        (cause(concepts=("negligence",)), cause(concepts=("negligence",)), Relation.AGREE),
        (cause(concepts=("strike",)), cause(concepts=("malfunction",)), None),
        (cause(ROCKET), cause(concepts=("malfunction",)), None),
    ],
)
def test_causes(left: Frame, right: Frame, relation: Relation | None) -> None:
    assert cause_level(left, right).relation is relation
    assert cause_level(right, left).relation is relation


def test_weapons_of_two_sides() -> None:
    ours = cause(("freedonia", EntityKind.PLACE), concepts=("weapon",))
    theirs = cause(("sylvania", EntityKind.PLACE), concepts=("weapon",))
    assert cause_level(ours, theirs).relation is Relation.CONFLICT
    assert cause_level(ours, ours).relation is Relation.AGREE


def frame(facet: Facet, value: str, concepts: set[str], polarity: Polarity = TOLD) -> Frame:
    return Frame(
        facet=facet,
        span=SPAN,
        value=value,
        names=frozenset(),
        concepts=frozenset(concepts),
        effect=frozenset({"strike"}),
        patients=frozenset(),
        polarity=polarity,
    )


def test_meant_and_not_meant() -> None:
    meant = frame(Facet.INTENT, "deliberate", {"deliberate"})
    not_meant = frame(Facet.INTENT, "deliberate", {"deliberate"}, DENIED)
    assert intent_level(meant, not_meant).relation is Relation.CONFLICT
    assert intent_level(not_meant, not_meant).relation is Relation.AGREE


def test_only_military_targets_and_a_house() -> None:
    only = frame(Facet.SCOPE, "only:military-target", {"military-target"})
    house = frame(Facet.SCOPE, "harmed:house", {"house"})
    assert scope_level(only, house).relation is Relation.CONFLICT
    assert scope_level(house, only).relation is Relation.CONFLICT
    assert scope_level(only, only).relation is Relation.AGREE
    assert scope_level(house, house).relation is None


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (on("2024-06-12"), on("2024-06-12"), Relation.AGREE),
        (on("2024-06-12"), on("2024-06-01", "2024-06-30", Grain.MONTH), Relation.COMPATIBLE),
        (on("2024-06-12"), on("2024-06-14"), Relation.CONFLICT),
        (at_hour("2024-06-12", 3, 40), at_hour("2024-06-12", 4, 10), Relation.CONFLICT),
        (at_hour("2024-06-12", 3, 40), at_hour("2024-06-12", 3, 50), Relation.COMPATIBLE),
        # Where the day is only supposed, the hours alone are compared.
        (at_hour("2024-06-12", 10), at_hour("2024-06-13", 10, anchor="published"), Relation.AGREE),
    ],
)
def test_times(left: TimeRef, right: TimeRef, relation: Relation | None) -> None:
    assert time_level(left, right).relation is relation
    assert time_level(right, left).relation is relation


MONDAY = (date(2024, 6, 10), date(2024, 6, 10))
FRIDAY = (date(2024, 6, 14), date(2024, 6, 14))


def test_first_under_way_and_then_done_is_an_update() -> None:
    level = status_level(event("underway"), event("done"), (MONDAY, FRIDAY))
    assert level.relation is Relation.UPDATE
    level = status_level(event("done"), event("underway"), (FRIDAY, MONDAY))
    assert level.relation is Relation.UPDATE


def test_done_and_later_still_under_way_is_a_conflict() -> None:
    level = status_level(event("done"), event("underway"), (MONDAY, FRIDAY))
    assert level.relation is Relation.CONFLICT


def test_on_one_day_nobody_can_tell() -> None:
    assert status_level(event("done"), event("underway"), (MONDAY, MONDAY)).relation is None
    assert status_level(event("done"), event("underway"), (MONDAY, None)).relation is None
    assert status_level(event("done"), event(None), (MONDAY, FRIDAY)).relation is None


def test_a_hedge_is_never_a_conflict() -> None:
    for left in Certainty:
        for right in Certainty:
            relation = certainty_level(left, right).relation
            assert relation in (None, Relation.COMPATIBLE)
            assert (relation is None) == (left is right)
