"""In which order the claims are listed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import Story

from srccmp.comparison import Comparison
from srccmp.model import Claim, Facet, Grain, Relation
from srccmp.present import diff, matrix, order, plain
from srccmp.present.filter import EVERYTHING, chosen
from srccmp.present.keys import Sort
from srccmp.present.look import Look, rendered
from srccmp.present.view import Index

Value = TypeVar("Value")


def ferry() -> tuple[Comparison, dict[str, Claim]]:
    """Four disputes and an agreement of a ferry that ran aground, each with a name."""
    story = Story()
    for paper, day in (("one", "2031-05-03"), ("two", "2031-05-05"), ("three", "2031-05-07")):
        story.article(
            f"{paper}.txt",
            " ".join(f"{{{paper}_{n}|The ferry [[{paper}{n}]] at the cape.}}" for n in range(5)),
            source=paper,
            language="en",
            published=day,
        )
    facts = {
        "place": (Relation.CONFLICT, Facet.PLACE, ("two", "three"), None),
        "cause": (Relation.CONFLICT, Facet.CAUSE, ("one", "two"), datetime(2031, 5, 2)),
        "time": (Relation.CONFLICT, Facet.TIME, ("one", "two", "three"), datetime(2031, 5, 1)),
        "who": (Relation.CONFLICT, Facet.WHO, ("two", "three"), datetime(2031, 4, 1)),
        "agreed": (Relation.AGREE, None, ("one", "three"), datetime(2031, 3, 1)),
    }
    claims = {}
    for n, (name, (relation, facet, papers, when)) in enumerate(facts.items()):
        sides = (
            {name: [f"{p}_{n}" for p in papers]}
            if relation is Relation.AGREE
            else {f"{name} {p}": [f"{p}_{n}"] for p in papers}
        )
        claims[name] = story.claim(relation, sides, facet=facet)
        if when:
            story.event(when, when, Grain.DAY, claims[name], [f"{papers[-1]}_{n}"])
    return story.comparison(), claims


def names(comparison: Comparison, claims: dict[str, Claim], sort: Sort) -> list[str]:
    index = Index(comparison)
    name_of = {claim.id: name for name, claim in claims.items()}
    told = order.ordered(index, chosen(index, EVERYTHING), sort)
    return [name_of[each.claim.id] for each in told]


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (Sort.IMPORTANCE, ["time", "cause", "place", "who", "agreed"]),
        (Sort.SOURCES, ["time", "cause", "place", "who", "agreed"]),
        (Sort.ORIGINS, ["time", "cause", "place", "who", "agreed"]),
        (Sort.TIME, ["who", "time", "cause", "place", "agreed"]),
        (Sort.PUBLISHED, ["time", "cause", "place", "who", "agreed"]),
        (Sort.FACET, ["cause", "time", "place", "who", "agreed"]),
    ],
)
def test_conflicts_first_and_then_by_the_key(sort: Sort, wanted: list[str]) -> None:
    comparison, claims = ferry()
    assert names(comparison, claims, sort) == wanted


def test_by_id() -> None:
    comparison, claims = ferry()
    found = [claims[name].id for name in names(comparison, claims, Sort.ID)]
    assert found == [*sorted(found[:4]), claims["agreed"].id]


def test_published_looks_at_all_articles_of_a_claim() -> None:
    """The first publication counts, whichever position it is in; without a day it is last."""
    comparison, claims = ferry()
    undated = tuple(
        replace(a, published=None if a.source.name in ("one", "two") else a.published)
        for a in comparison.articles
    )
    comparison = replace(comparison, articles=undated)
    found = names(comparison, claims, Sort.PUBLISHED)
    assert found[3] == "cause"  # of "one" and "two" alone
    assert found[4] == "agreed"


@settings(deadline=None, max_examples=30)
@given(st.randoms(), st.sampled_from(Sort))
def test_any_order_of_what_is_given_gives_the_same(random: Random, sort: Sort) -> None:
    comparison, claims = ferry()

    def shuffled(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(random.sample(values, len(values)))

    other = replace(
        comparison,
        articles=shuffled(comparison.articles),
        statements=shuffled(comparison.statements),
        claims=shuffled(comparison.claims),
        verdicts=shuffled(comparison.verdicts),
        timeline=shuffled(comparison.timeline),
    )
    assert names(other, claims, sort) == names(comparison, claims, sort)


def shorts(text: str, index: Index) -> list[str]:
    """The ids of the claims in the order in which a picture shows each first."""
    found = [(text.find(index.short(claim)), claim) for claim in index.claims]
    return [claim for place, claim in sorted(found) if place >= 0]


@pytest.mark.parametrize("sort", Sort)
def test_every_form_has_the_same_order(sort: Sort) -> None:
    comparison, _ = ferry()
    index, look = Index(comparison), Look(width=120)
    told = chosen(index, EVERYTHING)
    listing = diff.Listing(all=True, sort=sort)
    wanted = [each.claim.id for each in order.ordered(index, told, sort)]
    assert shorts(rendered(diff.diff(index, listing, look), look), index) == wanted
    assert shorts(rendered(matrix.matrix(index, listing, look), look), index) == wanted
    assert shorts(plain.diff_markdown(index, told, listing), index) == wanted
    shown = order.ordered(index, told, sort)
    lines = order.claim_lines(comparison, shown).splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted
    assert [row["claim"] for row in matrix.rows(index, shown)[0]] == wanted
    rows = plain.claim_rows(index, shown)
    assert list(dict.fromkeys(row["claim"] for row in rows)) == wanted


def test_the_main_dispute_is_the_same_in_any_order() -> None:
    comparison, claims = ferry()
    index, look = Index(comparison), Look(width=120)
    for sort in Sort:
        text = rendered(diff.diff(index, diff.Listing(sort=sort, limit=1), look), look)
        assert "Most disputed is the time (3 sources, 3 origins)" in text
        first = names(comparison, claims, sort)[0]
        assert index.short(claims[first].id) in text
