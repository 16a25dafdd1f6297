"""From quotes to statements, claims and findings, on a small story."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.bench.outcomes import Answer, Outcome, Run, occurrences, run_story
from srccmp.bench.sets import Row, read_gold
from srccmp.errors import NothingToCompare
from srccmp.options import CompareOptions
from tests.bench.builders import PAIRS, UK, pair, write_story


@cache
def port() -> Run:
    with TemporaryDirectory() as folder:
        write_story(Path(folder) / "port")
        (story,) = read_gold(Path(folder)).stories
        return run_story(story, CompareOptions(encoder="none"))


def looked_up(a_quote: str, b_quote: str, a: str = "uk.txt", b: str = "en.txt") -> Outcome:
    ids = {Path(article.path).name: article.id for article in port().comparison.articles}
    row = Row(
        a=a, a_quote=a_quote, b=b, b_quote=b_quote, relation="conflict", kind="number", soft=False
    )
    return Answer.of(port().comparison).outcome(row, ids[a], ids[b])


def test_each_marked_pair_has_its_outcome() -> None:
    conflict, agree, unrelated = port().outcomes
    assert (conflict.told, conflict.is_typed, conflict.is_right) == ("conflict", True, True)
    assert (agree.told, agree.is_right) == ("agree", True)
    assert (unrelated.is_aligned, unrelated.is_right) == (False, True)
    assert {each.languages for each in port().outcomes} == {"en-uk"}


def test_the_sides_of_a_finding_stand_as_those_of_the_row() -> None:
    there = looked_up("загинули 12 людей", "killed 21 people")
    back = looked_up("killed 21 people", "загинули 12 людей", "en.txt", "uk.txt")
    words = [each.words for each in there.said if each.relation == "conflict"]
    assert words
    assert [(b, a) for a, b in words] == [
        each.words for each in back.said if each.relation == "conflict"
    ]
    assert "12" in words[0][0]
    assert "21" in words[0][1]


def test_words_of_the_statement_beside_the_quote_are_told_apart() -> None:
    outcome = looked_up("Унаслідок пожежі", "killed 21 people")
    assert outcome.says("conflict")
    assert not outcome.says("conflict", inside=True)


def test_a_quote_stands_for_statements_that_it_shares_a_word_with() -> None:
    assert len(looked_up("елеватор. Унаслідок", "killed").left.ids) == 2
    assert len(looked_up(". Унаслідок", "killed").left.ids) == 1
    assert looked_up("nowhere", "killed").is_lost


def test_of_one_statement_nothing_can_be_said() -> None:
    outcome = looked_up("загинули", "12 людей", "uk.txt", "uk.txt")
    assert outcome.left.ids == outcome.right.ids
    assert not outcome.is_aligned


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (story,) = read_gold(write_story(tmp_path / "port", pair(*PAIRS[0]))).stories
    for path in story.folder.iterdir():
        path.unlink()
    with pytest.raises(NothingToCompare, match=r"no article was found in .*articles"):
        run_story(story, CompareOptions(encoder="none"))


@given(st.text("аб \n", max_size=12), st.text("аб ", min_size=1, max_size=3))
def test_all_places_of_a_quote(text: str, quote: str) -> None:
    spans = list(occurrences(text, quote))
    assert [span.of(text) for span in spans] == [quote] * len(spans)
    assert len(spans) == sum(text.startswith(quote, at) for at in range(len(text)))


@given(st.data())
def test_a_longer_quote_stands_for_no_fewer_statements(data: st.DataObject) -> None:
    body = UK.index("У місті")
    start = data.draw(st.integers(body, len(UK) - 2))
    stop = data.draw(st.integers(start + 1, len(UK) - 1))
    inner = data.draw(st.integers(start, stop - 1))
    ids = {Path(article.path).name: article.id for article in port().comparison.articles}
    answer = Answer.of(port().comparison)
    outer, part = UK[start:stop], UK[inner:stop]
    if UK.count(part) == 1:
        assert answer.side(part, ids["uk.txt"]).ids <= answer.side(outer, ids["uk.txt"]).ids
