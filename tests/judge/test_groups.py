"""Members joined step by step: none with one that it is apart from, in any order."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from srccmp.judge.groups import Groups, Pair

MEMBERS = "abcdefgh"
PAIRS = st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)).filter(
    lambda pair: pair[0] < pair[1]
)
WEIGHTED = st.dictionaries(PAIRS, st.integers(0, 3), max_size=12)


def grouped(
    apart: list[Pair], steps: list[dict[Pair, int]], *, seed: int = 0
) -> list[tuple[str, ...]]:
    random = Random(seed)
    members = list(MEMBERS)
    random.shuffle(members)
    random.shuffle(apart)
    groups = Groups(members, apart)
    for step in steps:
        items = list(step.items())
        random.shuffle(items)
        groups.join_all(dict(items))
    return [tuple(group) for group in groups.all()]


@given(apart=st.lists(PAIRS, max_size=8, unique=True), steps=st.lists(WEIGHTED, max_size=4))
def test_no_two_that_are_apart_are_joined(apart: list[Pair], steps: list[dict[Pair, int]]) -> None:
    found = grouped(list(apart), steps)
    assert sorted(member for group in found for member in group) == sorted(MEMBERS)
    for group in found:
        assert not [pair for pair in apart if set(pair) <= set(group)]


@given(
    apart=st.lists(PAIRS, max_size=8, unique=True),
    steps=st.lists(WEIGHTED, max_size=4),
    seed=st.integers(0, 1000),
)
def test_any_order_gives_the_same_groups(
    apart: list[Pair], steps: list[dict[Pair, int]], seed: int
) -> None:
    assert grouped(list(apart), steps) == grouped(list(apart), steps, seed=seed)


@given(steps=st.lists(WEIGHTED, max_size=3))
def test_what_nothing_holds_apart_is_joined(steps: list[dict[Pair, int]]) -> None:
    found = grouped([], steps)
    for step in steps:
        for pair in step:
            assert any(set(pair) <= set(group) for group in found)


def test_who_could_go_with_two_goes_where_more_speaks_for_it() -> None:
    apart = [("a", "b")]
    assert ("a", "c") in grouped(list(apart), [{("a", "c"): 2, ("b", "c"): 1}])
    assert ("c",) in grouped(list(apart), [{("a", "c"): 1, ("b", "c"): 1}])


def test_a_strict_step_joins_with_neither_of_two() -> None:
    groups = Groups("abc", [("a", "b")])
    groups.join_all({("a", "c"): 2, ("b", "c"): 1}, is_strict=True)
    assert groups.all() == [("a",), ("b",), ("c",)]
