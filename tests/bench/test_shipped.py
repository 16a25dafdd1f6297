"""The set that comes with srccmp: its form, and the figures that must not fall."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from srccmp.bench.report import Report
from srccmp.bench.sets import RELATIONS, SHIPPED, Gold
from srccmp.bench.table import markdown
from tests.harness import quality

ROOT = Path(__file__).parents[2]
LANGUAGES = {"uk-uk", "ru-ru", "en-en", "ru-uk", "en-uk", "en-ru"}
# The kinds that the set must hold marked conflicts of.
KINDS = {
    "cause", "negation", "number", "date", "who", "place", "status", "intent", "scope",
    "quantifier",
}  # fmt: skip


def test_every_row_can_be_used(shipped_report: Report) -> None:
    assert [str(problem) for problem in shipped_report.problems] == []


def test_each_quote_stands_in_its_article_once(shipped_gold: Gold) -> None:
    for story in shipped_gold.stories:
        texts = {path.name: path.read_text(encoding="utf-8") for path in story.folder.iterdir()}
        for row in story.rows:
            assert texts[row.a].count(row.a_quote) == 1, (row.place, row.a_quote)
            assert texts[row.b].count(row.b_quote) == 1, (row.place, row.b_quote)


def test_no_pair_is_marked_twice_and_none_with_itself(shipped_gold: Gold) -> None:
    for story in shipped_gold.stories:
        pairs = Counter(frozenset([(r.a, r.a_quote), (r.b, r.b_quote)]) for r in story.rows)
        assert [pair for pair, number in pairs.items() if number > 1 or len(pair) < 2] == []


def test_no_quote_is_lost(shipped_report: Report) -> None:
    assert [each.row for each in shipped_report.outcomes if each.is_lost] == []


def test_the_set_is_as_large_and_varied_as_it_says(shipped_report: Report) -> None:
    outcomes = shipped_report.outcomes
    assert len(outcomes) >= 300
    assert {each.row.relation for each in outcomes} == set(RELATIONS)
    assert {each.languages for each in outcomes} >= LANGUAGES
    assert {each.row.kind for each in outcomes if each.row.relation == "conflict"} >= KINDS


def test_the_figures_do_not_fall(shipped_report: Report) -> None:
    kept = json.loads(quality.SHIPPED_FLOORS.read_text(encoding="utf-8"))
    assert kept["digest"] == quality.digest_of(SHIPPED), "the stories changed: run `just floors`"
    counted, wanted = quality.shipped_figures(shipped_report.outcomes)
    assert quality.falls(kept["none"]["shipped"], counted, wanted) == []


@pytest.mark.parametrize("name", ["README.md", "docs/bench.md"])
def test_the_documents_show_the_present_figures(shipped_report: Report, name: str) -> None:
    shown = quality.figures_shown((ROOT / name).read_text(encoding="utf-8"))
    assert shown == [markdown(shipped_report)], "run `just floors` and read the difference"
