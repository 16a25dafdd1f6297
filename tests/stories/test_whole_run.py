"""Several stories through the whole program: the answer, the screen and the options."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner, Result

from srccmp import engines, pipeline
from srccmp.cache import Cache
from srccmp.cli.app import app
from srccmp.comparison import Comparison
from srccmp.engines.centres import bank
from srccmp.model import Reading
from srccmp.options import CompareOptions
from srccmp.pipeline import compare
from srccmp.read import read_articles
from srccmp.schema import schema
from tests.stories.texts import TEXTS, written

NONE = CompareOptions(encoder="none")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("mixed") / "news")


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return read_articles([str(folder)])


@pytest.fixture(scope="module")
def found(reading: Reading) -> Comparison:
    return compare(reading, NONE)


@pytest.fixture
def run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(command: str, *words: str) -> Result:
        options = [] if command == "show" else [str(folder), "--encoder", "none", "-q"]
        return CliRunner().invoke(app, [command, *words, *options])

    return invoke


def names(comparison: Comparison, story: str) -> set[str]:
    return {Path(a.path).stem.split("_")[0] for a in comparison.articles if a.story == story}


def test_each_event_is_a_story(found: Comparison) -> None:
    assert [len(story.articles) for story in found.stories] == [3, 2, 1, 1]
    assert [names(found, s.id) for s in found.stories[:2]] == [{"bridge"}, {"strike"}]
    first = found.stories[0]
    assert (first.earliest, first.latest) == (date(2031, 3, 4), date(2031, 3, 5))


def test_a_claim_is_of_one_story(found: Comparison) -> None:
    story = {article.id: article.story for article in found.articles}
    owner = {a.id: story[a.statement.article_id] for a in found.statements}
    for claim in found.claims:
        assert {owner[member] for member in claim.members} == {claim.story}
    assert any(len(claim.members) > 1 and claim.story == "s2" for claim in found.claims)


def test_a_story_is_what_it_is_alone(reading: Reading, found: Comparison) -> None:
    bridge = [a for a in reading if "bridge" in a.path]
    alone = compare(bridge, NONE)
    assert alone.claims == tuple(claim for claim in found.claims if claim.story == "s1")


def test_json_holds_the_stories_and_comes_back(found: Comparison) -> None:
    data = json.loads(found.to_json())
    jsonschema.validate(data, schema())
    assert Comparison.from_dict(data) == found
    claims = {claim["id"]: claim["story"] for claim in data["claims"]}
    articles = {article["id"]: article["story"] for article in data["articles"]}
    for row in data["timeline"]:
        assert row["story"] == (claims[row["claim"]] if row["claim"] else articles[row["article"]])
    assert [story["id"] for story in data["stories"]] == ["s1", "s2", "s3", "s4"]


def test_a_comparison_from_before_there_were_stories_can_be_read(found: Comparison) -> None:
    data = json.loads(found.to_json())
    del data["stories"], data["options"]["one_story"]
    old = Comparison.from_dict(data)
    assert [s.articles for s in old.stories] == [s.articles for s in found.stories]


def test_a_claim_of_no_story_is_refused(found: Comparison) -> None:
    data = json.loads(found.to_json())
    data["claims"][0]["story"] = "s77"
    with pytest.raises(Exception, match="s77"):
        Comparison.from_dict(data)


def test_one_story_on_demand_is_another_answer(reading: Reading, found: Comparison) -> None:
    with Cache(None, today=date(2031, 6, 1)) as cache:
        assert compare(reading, NONE, cache=cache).to_json() == found.to_json()
        forced = CompareOptions(encoder="none", one_story=True)
        one = compare(reading, forced, cache=cache)
        assert [len(story.articles) for story in one.stories] == [7]
        assert compare(reading, forced, cache=cache) == one
        assert compare(reading, NONE, cache=cache) == found


class Counting:
    name = "counting/1"
    dim = 4

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.array([[len(t) % 7, t.count("а"), 1, 2] for t in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_only_what_can_be_compared_is_encoded(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = Counting()
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (encoder, None))
    early = compare(reading)  # a few articles: begun before the stories are known
    encoder.texts.clear()
    monkeypatch.setattr(pipeline, "FEW", 3)
    late = compare(reading)
    assert late.to_json() == early.to_json()
    single = {story.articles[0] for story in late.stories if len(story.articles) == 1}
    texts = {a.statement.text for a in late.statements if a.statement.article_id not in single}
    measured = {text for part in bank().values() for text in part}  # of the encoder's centre
    # Of an article that was in doubt and stays alone, how it begins: a headline and a statement.
    begun = [text for text in encoder.texts if text not in texts | measured]
    assert sorted(set(encoder.texts) - set(begun)) == sorted(texts | measured)
    assert len(encoder.texts) == len(set(encoder.texts))
    assert len(begun) <= 2 * len(single)
    encoder.texts.clear()
    compare(reading[:1])
    assert encoder.texts == []


# The screen


def test_each_story_has_its_tables(run: Run) -> None:
    shown = run("diff").stdout
    assert shown.startswith("7 articles in 2 stories and 2 alone.")
    assert (
        shown.index("\ns1  ")
        < shown.index("\ns2  ")
        < shown.index("2 articles each tell a story that no other one here tells")
    )
    first, _, rest = shown.partition("\ns2  ")
    assert "CONFLICT · quantity" in first
    assert "140" in rest
    assert "140" not in first
    assert "[red]Пчеловоды[/red]" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
def test_one_story_alone_has_no_heading(run: Run, command: str) -> None:
    shown = run(command, "--story", "s2").stdout
    assert "strike_a" in shown or "Глубок" in shown
    assert "Hronsk" not in shown
    assert "━" not in shown
    both = run(command, "--story", "S2, s1").stdout
    assert "Hronsk" in both
    assert "\ns2  " in both
    assert "Пчеловоды" not in both


def test_an_article_alone_can_be_shown(run: Run) -> None:
    shown = run("sources", "--story", "s3")
    assert "1 article by 1 source" in shown.stdout


def test_an_unknown_story_is_told_with_the_known(run: Run) -> None:
    for command in ("diff", "timeline", "sources"):
        shown = run(command, "--story", "s9")
        assert shown.exit_code == 2
        assert len(shown.stderr.splitlines()) == 1
        assert "'s9'" in shown.stderr
        assert all(f"s{n}" in shown.stderr for n in (1, 2, 3, 4))


def test_the_limit_is_of_each_story(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--limit", "1", "-f", "csv").stdout)))
    assert sorted(row["story"] for row in rows) == ["s1", "s2", "s3"]  # s4 tells no time
    claims = json.loads(run("diff", "--limit", "1", "-f", "json").stdout)["claims"]
    assert sorted(claim["story"] for claim in claims) == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md"])
def test_every_form_tells_the_story(run: Run, command: str, form: str) -> None:
    shown = run(command, "-f", form)
    assert shown.exit_code == 0
    if form == "md" and command == "diff":
        assert "# s1: " in shown.stdout
        assert "\\[red\\]" in shown.stdout
    else:
        assert "s2" in shown.stdout


def test_show_tells_of_a_story(run: Run) -> None:
    run("diff")
    shown = run("show", "s2")
    assert shown.exit_code == 0
    assert shown.stdout.count("Глубок") >= 2
    claim = json.loads(run("diff", "-f", "json", "--story", "s2").stdout)["claims"][0]["id"]
    assert run("show", claim).stdout.startswith("story s2  ")
    part = json.loads(run("show", "s2", "-f", "json").stdout)
    assert [story["id"] for story in part["stories"]] == ["s2"]
    assert len(part["articles"]) == 2
    assert run("show", "s9").exit_code == 2


def test_all_as_one_story(run: Run) -> None:
    shown = run("diff", "--one-story").stdout
    assert shown.splitlines()[1].startswith(f"{len(TEXTS)} articles by ")
    assert "━" not in shown
