"""Claims: held together by all their members, and the same in any order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.align.group import cluster, join_also

KEYS = "abcdefg"


def told(near: dict[str, float]) -> dict[tuple[str, str], float]:
    """{"ab": 0.9} as pairs of keys, the smaller first."""
    return {(min(pair), max(pair)): value for pair, value in near.items()}


def groups_of(keys: list[str], near: dict[tuple[str, str], float], threshold: float) -> set[str]:
    def score(i: int, j: int) -> float:
        return near.get((min(keys[i], keys[j]), max(keys[i], keys[j])), 0.0)

    pairs = [(i, j) for i, j in combinations(range(len(keys)), 2) if score(i, j)]
    found = cluster(keys, pairs, score, threshold=threshold)
    return {"".join(sorted(keys[at] for at in group)) for group in found}


def test_a_chain_does_not_tie_its_ends() -> None:
    near = told({"ab": 0.9, "bc": 0.8, "ac": 0.0})
    assert groups_of(["a", "b", "c"], near, 0.6) == {"ab"}


def test_three_that_are_all_alike_are_one_claim() -> None:
    near = told({"ab": 0.9, "bc": 0.8, "ac": 0.7})
    assert groups_of(["a", "b", "c"], near, 0.6) == {"abc"}


def test_a_pair_that_counts_neither_way_holds_nobody_apart() -> None:
    near = {(0, 1): 0.9, (1, 2): 0.9}
    found = cluster(list("abc"), sorted(near), lambda i, j: near.get((i, j)), threshold=0.6)
    assert found == [(0, 1, 2)]


def test_what_was_not_proposed_is_asked_for_when_claims_come_together() -> None:
    near = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.7, (0, 2): 0.7, (0, 3): 0.7, (1, 3): 0.7}
    proposed = [(0, 1), (1, 2), (2, 3)]
    found = cluster(list("abcd"), proposed, lambda i, j: near[i, j], threshold=0.6)
    assert found == [(0, 1, 2, 3)]


def test_a_long_sentence_is_in_both_claims_that_it_tells() -> None:
    near = {(0, 1): 1.0, (0, 2): 0.9, (1, 2): 0.1, (2, 3): 1.0, (0, 3): 0.9, (1, 3): 0.1}
    keys, pairs = list("abcd"), sorted(near)
    groups = cluster(keys, pairs, lambda i, j: near[i, j], threshold=0.6)
    assert groups == [(0, 1), (2, 3)]
    grown = join_also(groups, keys, pairs, lambda i, j: near[i, j], threshold=0.8)
    assert grown == [(0, 1), (0, 2, 3)]


scores = st.dictionaries(
    st.sampled_from([a + b for a, b in combinations(KEYS, 2)]),
    # Distinct sums: equal means are told apart by their keys, which a test of order must not need.
    st.integers(1, 10_000).map(lambda n: n / 10_000),
)


@given(scores, st.permutations(KEYS))
def test_the_order_changes_nothing(near: dict[str, float], order: list[str]) -> None:
    pairs = told(near)
    assert groups_of(order, pairs, 0.5) == groups_of(list(KEYS), pairs, 0.5)


@given(scores)
def test_every_claim_is_held_by_the_mean_of_its_pairs(near: dict[str, float]) -> None:
    pairs = told(near)
    for group in groups_of(list(KEYS), pairs, 0.5):
        inside = [pairs.get(pair, 0.0) for pair in combinations(group, 2)]
        # Each merge had a mean of at least the threshold, so has the whole.
        assert sum(inside) / len(inside) >= 0.5 - 1e-9


def crowd(size: int, topics: int) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """Keys, topic and article of ``size`` statements, each topic told once in each article."""
    keys = [f"{at:05}" for at in range(size)]
    return keys, [at % topics for at in range(size)], [at // topics for at in range(size)]


def asked_for(size: int, topics: int, near: int) -> tuple[list[tuple[int, ...]], int]:
    """The claims of a crowd where each statement has ``near`` proposals, and how many pairs were
    asked for."""
    keys, topic, article = crowd(size, topics)
    asked: set[tuple[int, int]] = set()

    def score(i: int, j: int) -> float | None:
        asked.add((i, j))
        if article[i] == article[j]:
            return None
        return 0.9 if topic[i] == topic[j] else 0.1

    pairs = {
        (at, other)
        for at in range(size)
        for other in (*range(at + topics, size, topics)[:near], at + topics + 1)
        if other < size
    }
    groups = cluster(keys, sorted(pairs), score, threshold=0.6, owners=article)
    return groups, len(asked)


@pytest.mark.parametrize("topics", [3, 10])
def test_a_large_claim_is_one_though_few_of_its_pairs_were_proposed(topics: int) -> None:
    groups, _ = asked_for(60 * topics, topics, near=6)
    assert sorted(map(len, groups)) == [60] * topics


def test_work_grows_with_the_statements_not_with_their_pairs() -> None:
    few, many = (asked_for(size, 10, near=6)[1] for size in (400, 1600))
    assert many < 5 * few  # four times the statements, sixteen times the pairs
    assert many < 0.1 * 1600 * 1600 / 2


@given(st.permutations(range(60)))
@settings(max_examples=20, deadline=None)
def test_large_claims_do_not_depend_on_the_order_either(order: list[int]) -> None:
    keys, topic, article = crowd(60, 3)

    def run(places: Sequence[int]) -> set[frozenset[str]]:
        def score(i: int, j: int) -> float | None:
            one, other = sorted((places[i], places[j]))
            if article[one] == article[other]:
                return None
            return 0.9 - 0.001 * (other - one) if topic[one] == topic[other] else 0.2

        proposed = [
            (min(i, j), max(i, j))
            for i, j in combinations(range(60), 2)
            if abs(places[i] - places[j]) in (3, 6, 9, 4)
        ]
        owners = [article[at] for at in places]
        names = [keys[at] for at in places]
        groups = cluster(names, sorted(proposed), score, threshold=0.6, owners=owners)
        return {frozenset(names[at] for at in group) for group in groups}

    assert run(order) == run(range(60))


def test_what_stands_beside_a_large_claim_is_held_against_a_few_of_its_members() -> None:
    """One statement that is like three of a claim's 200: it is not held against all of them."""
    size = 201
    asked: set[tuple[int, int]] = set()
    inside = [(i, j) for i, j in combinations(range(size - 1), 2) if j - i < 4]

    def score(i: int, j: int) -> float:
        asked.add((i, j))
        return 0.9 if j < size - 1 or i < 3 else 0.2

    beside = [(at, size - 1) for at in range(3)]
    keys = [f"{at:03}" for at in range(size)]
    grown = join_also([tuple(range(size - 1))], keys, [*inside, *beside], score, threshold=0.6)
    assert grown == [tuple(range(size - 1))]
    assert len(asked - {*inside, *beside}) <= 16
