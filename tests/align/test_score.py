"""The match score: what is not measured moves nothing, and more in common is never less."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.align.features import days_apart, lexical, same_count
from srccmp.align.score import FEATURES, model, probability
from srccmp.model import Quantity, Score

shares = st.floats(0, 1)
measured = st.builds(Score, **{name: st.none() | shares for name in FEATURES})


@given(measured)
def test_a_probability_is_one(score: Score) -> None:
    assert 0.0 <= probability(score) <= 1.0


@given(measured, st.sampled_from(FEATURES), shares, shares)
def test_more_in_common_is_never_less_likely(
    score: Score, name: str, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    with_low, with_high = (replace(score, **{name: value}) for value in (low, high))
    assert probability(with_low) <= probability(with_high) + 1e-12


@pytest.mark.parametrize("part", ["with_encoder", "without_encoder"])
def test_the_shares_add_up_to_the_log_odds(part: str) -> None:
    score = Score(coverage=0.4, concepts=0.2, events=None, semantic=0.7)
    shares_of = model(part).shares(score)
    assert "events" not in shares_of
    assert all(getattr(score, name) is not None for name in shares_of)


def test_every_weight_is_of_a_feature_and_none_is_negative() -> None:
    names = {field.name for field in fields(Score)}
    for part in ("with_encoder", "without_encoder"):
        for name, (weight, centre) in model(part).weights.items():
            assert name in names
            assert weight >= 0
            assert centre <= 1


def test_likeness_does_not_tell_thirteen_from_thirty_one() -> None:
    assert lexical("13 вбит людина", "31 вбит людина") > 0.9


def test_days_between_intervals() -> None:
    june, july = (date(2024, 6, 1), date(2024, 6, 30)), (date(2024, 7, 5), date(2024, 7, 6))
    assert days_apart(june, july) == days_apart(july, june) == 5
    assert days_apart(june, june) == 0


def counted(unit: str, role: str | None) -> Quantity:
    from srccmp.model import Span

    return Quantity(span=Span(0, 1), low=3, high=3, unit=unit, role=role, approximate=False)


def test_a_kind_is_counted_with_what_it_is_a_kind_of() -> None:
    assert same_count(counted("worker", "killed"), counted("person", "killed"))
    assert not same_count(counted("worker", "killed"), counted("person", "injured"))
    assert not same_count(counted("house", None), counted("person", None))
