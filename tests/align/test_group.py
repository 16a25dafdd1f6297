"""Claims: held together by all their members, and the same in any order."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
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
