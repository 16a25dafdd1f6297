"""Laws of two numbers of one thing, whatever they are; units and the words beside a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.annotate.numbers import find_quantities, is_whole, kind_of_unit, opens_part
from srccmp.annotate.tokens import tokenize
from srccmp.judge.facets.quantity import COURSES, quantity_level
from srccmp.judge.facets.quantity.kinship import Kin, kin, one_role
from srccmp.judge.facets.quantity.ladder import LIMITS, ROUNDING
from srccmp.model import Quantity, Relation, Span

GOOD = (Relation.AGREE, Relation.COMPATIBLE)
UNITS = ("person", "house", "metre", "percent", "degree", "child", "usd", "thing", "ordinal:fire")


def counted(
    low: float | None,
    high: float | None,
    unit: str = "person",
    role: str | None = "killed",
    approximate: bool = False,
) -> Quantity:
    return Quantity(
        span=Span(0, 1), low=low, high=high, unit=unit, role=role, approximate=approximate
    )


def exact(value: float, **more: object) -> Quantity:
    return replace(counted(value, value), **more)  # type: ignore[arg-type]


numbers = st.one_of(
    st.integers(0, 2_000_000).map(float), st.floats(0.1, 500).map(lambda x: round(x, 2))
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    ends = sorted((draw(numbers), draw(numbers)))
    low, high = draw(
        st.sampled_from([(ends[0], ends[0]), tuple(ends), (ends[0], None), (None, ends[1])])
    )
    return counted(
        low,
        high,
        unit=draw(st.sampled_from(UNITS)),
        role=draw(st.sampled_from(["killed", "voted-for", None])),
        approximate=draw(st.booleans()),
    )


@given(quantities(), quantities())
def test_sides_can_be_changed(left: Quantity, right: Quantity) -> None:
    assert quantity_level(left, right) == quantity_level(right, left)
    assert quantity_level(left, right, earlier=left) == quantity_level(right, left, earlier=left)
    assert kin(left, right) is kin(right, left)
    assert one_role(left, right) is one_role(right, left)


@given(quantities())
def test_a_number_agrees_with_itself(quantity: Quantity) -> None:
    assert quantity_level(quantity, quantity).relation is Relation.AGREE
    assert kin(quantity, quantity) is Kin.SAME
    assert one_role(quantity, quantity) is (True if quantity.role else None)


@given(quantities(), quantities())
def test_what_cannot_both_hold_does_not_meet(left: Quantity, right: Quantity) -> None:
    """A conflict has bounds apart; bounds that meet are never one."""
    if left.unit != right.unit:
        return
    ends = [
        (float("-inf") if q.low is None else q.low, float("inf") if q.high is None else q.high)
        for q in (left, right)
    ]
    if ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]:
        assert quantity_level(left, right).relation in (*GOOD, Relation.UPDATE)


@given(st.integers(20, 10**7), st.floats(-ROUNDING, ROUNDING))
def test_an_approximate_number_meets_what_is_near_it(value: int, off: float) -> None:
    about = exact(float(value), approximate=True)
    assert quantity_level(about, exact(float(round(value * (1 + off * 0.9))))).relation in GOOD


@given(st.integers(20, 10**7))
def test_an_approximate_number_does_not_meet_what_is_half_as_much_again(value: int) -> None:
    about = exact(float(value), approximate=True, role="voted-for")
    other = exact(float(round(value * 1.5)), role="voted-for")
    assert quantity_level(about, other).relation is Relation.CONFLICT


@given(st.integers(1_000, 10**8))
def test_rounding_to_two_figures_is_no_conflict(value: int) -> None:
    step = 10 ** (len(str(value)) - 2)
    rounded = round(value / step) * step
    assert quantity_level(exact(float(value)), exact(float(rounded))).relation in GOOD


@given(st.integers(1, 19), st.integers(1, 19))
def test_small_whole_numbers_are_never_rounded(one: int, other: int) -> None:
    votes = exact(float(one), role="voted-for"), exact(float(other), role="voted-for")
    wanted = Relation.AGREE if one == other else Relation.CONFLICT
    assert quantity_level(*votes).relation is wanted


@given(st.sampled_from(sorted(COURSES)), st.integers(1, 5000), st.integers(1, 5000))
def test_a_course_only_rises(role: str, one: int, other: int) -> None:
    first, then = exact(float(one), role=role), exact(float(other), role=role)
    relation = quantity_level(first, then, earlier=first).relation
    assert (relation is Relation.UPDATE) <= (other > one)
    assert (relation is Relation.CONFLICT) <= (other < one)


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        (counted(800, None), counted(1120, None), LIMITS.name),
        (counted(800, None), counted(850, None), "numbers that meet within their bounds"),
        (counted(None, 500), counted(None, 700), LIMITS.name),
        (counted(18, 43), counted(30, 43), LIMITS.name),
        (counted(16_000, None), exact(26_000), LIMITS.name),
        (counted(16_000, None), exact(17_000), "numbers that meet within their bounds"),
        (counted(12, None), counted(None, 700), "numbers that meet within their bounds"),
    ],
)
def test_limits(left: Quantity, right: Quantity, level: str) -> None:
    assert quantity_level(left, right).name == level


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("person", "person", Kin.SAME),
        ("supporter", "person", Kin.FELLOW),
        ("protester", "participant", Kin.FELLOW),
        ("rescuer", "firefighter", Kin.FELLOW),
        ("child", "person", Kin.NONE),
        ("soldier", "journalist", Kin.NONE),
        ("usd", "eur", Kin.NONE),
        ("metre", "square-metre", Kin.NONE),
        ("age-year", "person", Kin.NONE),
        ("age-year", "year", Kin.LOOSE),
        ("storey", "person", Kin.NONE),
        ("share", "percent", Kin.CONVERTED),
        ("percent", "person", Kin.NONE),
        ("thing", "person", Kin.LOOSE),
        ("gizmo", "widget", Kin.LOOSE),
        ("ordinal:minister", "ordinal:official", Kin.FELLOW),
        ("ordinal:minister", "ordinal:resignation", Kin.LOOSE),
        ("ordinal:minister", "minister", Kin.NONE),
    ],
)
def test_units(left: str, right: str, wanted: Kin) -> None:
    assert kin(exact(2, unit=left), exact(3, unit=right)) is wanted


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("killed", "killed", True),
        ("killed", "injured", False),
        ("attended", "involved", True),
        ("loss", "cost", None),
        ("killed", None, None),
    ],
)
def test_roles(left: str | None, right: str | None, wanted: bool | None) -> None:
    assert one_role(exact(2, role=left), exact(3, role=right)) is wanted


@pytest.mark.parametrize(
    ("language", "text", "parts", "wholes"),
    [
        ("en", "Nine people were hurt, two of them badly.", [False, True], [False, False]),
        ("ru", "Ранены 14 человек, из них двое тяжело.", [False, True], [False, False]),
        ("uk", "Поранені 14 людей, серед них двоє важко.", [False, True], [False, False]),
        ("ru", "Сбиты 13 из 19 ракет.", [False, False], [False, True]),
        ("en", "Thirteen of the 19 missiles were shot down.", [False, False], [False, True]),
        ("ru", "Из Киева прибыли 19 врачей.", [False], [False]),
    ],
)
def test_parts_and_wholes(language: str, text: str, parts: list[bool], wholes: list[bool]) -> None:
    tokens = tokenize(text, language)
    places = [
        [at for at, token in enumerate(tokens) if quantity.span.meets(token.span)]
        for quantity in find_quantities(tokens, language)
    ]
    assert [opens_part(tokens, at[0], at[-1] + 1, language) for at in places] == parts
    assert [is_whole(tokens, at[0], language) for at in places] == wholes


def test_kinds() -> None:
    assert kind_of_unit("hectare") == "measure"
    assert kind_of_unit("no such unit") == "unknown"
