"""Outcomes made by hand, counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.bench.counts import Count, Table, counts, figures, percent, precision
from srccmp.bench.outcomes import TOLD, Outcome
from srccmp.bench.sets import FACETS, RELATIONS
from tests.bench.builders import outcome

ROWS = [
    outcome("conflict", "quantity conflict", kind="number"),
    outcome("conflict", "time conflict", kind="number"),
    outcome("conflict", "quantity unclear", kind="number", languages="en-uk"),
    outcome("conflict", kind="cause", is_aligned=False),
    outcome("agree", "quantity conflict", languages="en-uk"),
    outcome("agree", "quantity agree"),
    outcome("update", "quantity update"),
    outcome("update", "quantity conflict", "quantity update"),
    outcome("compatible", "quantity compatible", "time agree"),
    outcome("unrelated", "who conflict", kind="none"),
    outcome("unrelated", kind="none", is_aligned=False),
    outcome("conflict", "quantity conflict", soft=True),
]


def cells(table: Table, outcomes: list[Outcome] = ROWS) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for each in figures(outcomes):
        if each.table is table:
            found.setdefault(each.row, {})[each.name] = each.count.hits, each.count.of
    return found


def test_by_relation() -> None:
    found = cells(Table.RELATIONS)
    assert list(found) == list(RELATIONS)
    assert found["conflict"] == {
        "aligned": (3, 4),
        "conflict": (2, 4),
        "update": (0, 4),
        "agree": (0, 4),
        "compatible": (0, 4),
        "nothing": (1, 4),
    }
    assert found["update"]["conflict"] == (1, 2)
    assert found["update"]["update"] == (1, 2)
    assert found["compatible"]["compatible"] == (1, 1)
    assert found["unrelated"]["aligned"] == (1, 2)


def test_by_kind_a_find_by_another_facet_is_not_typed() -> None:
    assert cells(Table.KINDS) == {
        "cause": {
            "aligned": (0, 1),
            "found": (0, 1),
            "typed": (0, 1),
            "typed_of_aligned": (0, 0),
        },
        "number": {
            "aligned": (3, 3),
            "found": (2, 3),
            "typed": (1, 3),
            "typed_of_aligned": (1, 3),
        },
    }


def test_by_facet() -> None:
    assert cells(Table.FACETS) == {
        "quantity": {"precision": (1, 3), "fitting": (1, 3)},
        "time": {"precision": (1, 1), "fitting": (0, 1)},
        "who": {"precision": (0, 1), "fitting": (0, 1)},
    }


def test_by_languages() -> None:
    assert cells(Table.LANGUAGES) == {
        "en-uk": {
            "pairs": (2, 11),
            "aligned": (2, 2),
            "found": (0, 1),
            "precision": (0, 1),
            "false": (1, 1),
            "false_on_unrelated": (0, 0),
        },
        "ru-uk": {
            "pairs": (9, 11),
            "aligned": (6, 7),
            "found": (2, 3),
            "precision": (2, 4),
            "false": (1, 4),
            "false_on_unrelated": (1, 2),
        },
    }


def test_precision_is_of_all_pairs_on_which_a_conflict_is_reported() -> None:
    assert precision(counts(ROWS)) == Count(2, 5)
    totals = cells(Table.TOTALS)["all"]
    assert totals["precision"] == (2, 5)
    assert totals["conflicts"] == (2, 4)
    assert totals["false_on_agree"] == (1, 2)
    assert totals["soft_conflicts"] == (1, 1)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["time agree", "quantity conflict", "status update"], "conflict"),
        (["time agree", "status update", "cause unclear"], "update"),
        (["time agree", "cause unclear"], "nothing"),
        (["time agree", "quantity compatible"], "compatible"),
        (["time agree"], "agree"),
        ([], "nothing"),
    ],
)
def test_one_word_for_what_is_told(said: list[str], told: str) -> None:
    assert outcome("agree", *said).told == told


def test_of_two_in_one_position_is_told_that_they_agree() -> None:
    assert outcome("agree", is_together=True).told == "agree"
    assert outcome("agree", "cause unclear", is_together=True).told == "nothing"
    assert outcome("agree", is_aligned=False).told == "nothing"


def test_a_doubtful_finding_is_no_conflict() -> None:
    doubtful = outcome("conflict", "quantity unclear")
    assert not doubtful.is_right
    assert counts([doubtful])["conflicts"] == Count(0, 1)


def test_nothing_to_count() -> None:
    assert {each.table for each in figures([])} == {Table.TOTALS}
    assert all(each.count == Count(0, 0) for each in figures([]))


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3, to four digits.
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (Count(81, 263), 0.2553, 0.3662),
        (Count(15, 148), 0.0624, 0.1605),
        (Count(0, 20), 0.0, 0.1611),
        (Count(1, 29), 0.0061, 0.1718),
    ],
)
def test_wilson(count: Count, low: float, high: float) -> None:
    assert count.interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_is_the_mirror_of_that_of_the_rest(
    pair: tuple[int, int],
) -> None:
    hits, of = pair
    interval, rest = Count(hits, of).interval, Count(of - hits, of).interval
    assert interval is not None
    assert rest is not None
    assert 0 <= interval[0] <= hits / of <= interval[1] <= 1
    assert interval == pytest.approx((1 - rest[1], 1 - rest[0]))
    assert (percent(hits / of) == "0 %") == (hits == 0)
    assert (percent(hits / of) == "100 %") == (hits == of)


facets = sorted({facet.value for fit in FACETS.values() for facet in fit})
relations = ["conflict", "update", "agree", "compatible", "unclear"]
outcomes = st.builds(
    lambda relation, said, kind, languages, soft, is_aligned: outcome(
        relation,
        *(said if is_aligned else ()),
        kind=kind,
        languages=languages,
        soft=soft,
        is_aligned=is_aligned,
    ),
    st.sampled_from(RELATIONS),
    st.lists(
        st.builds(lambda f, r: f"{f} {r}", st.sampled_from(facets), st.sampled_from(relations)),
        max_size=3,
    ),
    st.sampled_from([*FACETS, "none"]),
    st.sampled_from(["ru-uk", "en-uk", "uk-uk"]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(outcomes, max_size=12))
def test_the_tables_tell_the_same(rows: list[Outcome]) -> None:
    totals = {each.name: each.count for each in figures(rows) if each.table is Table.TOTALS}
    by_relation, by_kind = cells(Table.RELATIONS, rows), cells(Table.KINDS, rows)
    by_pair = cells(Table.LANGUAGES, rows)
    assert sum(row["found"][0] for row in by_kind.values()) == totals["conflicts"].hits
    assert sum(row["found"][1] for row in by_pair.values()) == totals["conflicts"].of
    assert sum(row["typed"][0] for row in by_kind.values()) == totals["conflicts_typed"].hits
    assert sum(row["precision"][1] for row in by_pair.values()) == totals["precision"].of
    assert sum(row["conflict"][0] for row in by_relation.values()) == totals["precision"].of
    for row in by_relation.values():
        assert sum(row[told][0] for told in TOLD) == row["aligned"][0]


@given(st.lists(outcomes, max_size=12), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Outcome], random: object) -> None:
    mixed = sorted(rows, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert figures(mixed) == figures(rows)
