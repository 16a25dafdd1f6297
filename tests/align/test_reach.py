"""Shares of words by blocks: the same as statement by statement, whatever the bounds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.align.test_matcher import analysed, folders

from srccmp.align import reach
from srccmp.align.matcher import Matcher
from srccmp.align.reach import Shared
from srccmp.align.terms import Profile, Unit, coverage

words = st.sampled_from("abcdefgh")
names = st.frozensets(st.sampled_from(["c:1", "c:2", "c:3"]), max_size=2)
units = st.lists(st.builds(Unit, words, names), min_size=1, max_size=5, unique=True)


def made(found: Sequence[Unit]) -> Profile:
    terms = frozenset(term for unit in found for term in (unit.stem, *unit.names))
    return Profile(tuple(found), terms, "")


articles = st.lists(st.lists(units.map(made), min_size=1, max_size=4), min_size=2, max_size=4)


@given(articles, st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_blocks_give_what_each_two_statements_share(told: list[list[Profile]], cells: int) -> None:
    profiles = [profile for article in told for profile in article]
    owner = [number for number, article in enumerate(told) for _ in article]
    with patch.object(reach, "CELLS", cells):
        found = Shared(profiles, owner)
    for at, article in ((a, b) for a in range(len(profiles)) for b in range(len(told))):
        mine = profiles[at]
        others = [
            other
            for place, other in enumerate(profiles)
            if owner[place] == article != owner[at] and mine.terms & other.terms
        ]
        means = [(coverage(mine, o) + coverage(o, mine)) / 2 for o in others]
        larger = [max(coverage(mine, o), coverage(o, mine)) for o in others]
        for measured, values in zip(found.reach, (means, larger), strict=True):
            best = sum(sorted(values, reverse=True)[:3])
            assert measured[at, article] == pytest.approx(best, abs=1e-6)


@given(folders)
@settings(max_examples=25, deadline=None)
def test_a_score_does_not_depend_on_what_else_was_proposed(texts: list[list[str]]) -> None:
    found = analysed(texts)
    every = Matcher(found, None, {})
    with patch.object(reach, "MOST", 1):
        few = Matcher(found, None, {})
    assert len(few.pairs) <= len(every.pairs)
    for left, right in combinations(range(len(found)), 2):
        assert few.probability(left, right) == every.probability(left, right)


def test_what_must_be_looked_at_is_proposed_though_it_shares_nothing() -> None:
    profiles = [made([Unit(word, frozenset())]) for word in "abc"]
    assert Shared(profiles, [0, 1, 2], also=[(0, 2)]).pairs == {(0, 2)}
    assert Shared(profiles, [0, 1, 2]).pairs == set()


def test_proposals_grow_with_the_statements_not_with_their_pairs() -> None:
    """One sentence in every article: each is proposed to so many, not to all."""
    profiles = [
        made([Unit("storm", frozenset()), Unit(f"w{at}", frozenset())]) for at in range(900)
    ]
    few, many = (len(Shared(profiles[:size], range(size)).pairs) for size in (300, 900))
    assert many <= 900 * reach.MOST
    assert many < 3.5 * few
