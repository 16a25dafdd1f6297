"""`srccmp bench`, from the command line to the exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from srccmp.bench.report import measured
from srccmp.bench.schema import schema
from srccmp.bench.sets import read_gold
from srccmp.cli.app import app
from srccmp.options import CompareOptions
from tests.bench.builders import PAIRS, pair, write_story

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a folder of its own with a set in ``set``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    write_story(tmp_path / "set" / "port")

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(app, ["bench", *words, "--encoder", "none"])

    return invoke


def test_the_table(run: Run) -> None:
    result = run("set")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "3 marked pairs, in 1 story of 2 articles; encoder none"
    assert "number 1 1 (100 %) 1 (100 %) 1 (100 %) 100 %" in lines
    assert "false conflicts on unrelated 0/1 0 % 0–79 %" in lines


def test_json_meets_its_schema(run: Run) -> None:
    data = json.loads(run("set", "-f", "json").stdout)
    jsonschema.validate(data, schema())
    assert data["kinds"]["number"]["typed"]["hits"] == 1
    assert data["relations"]["agree"]["agree"]["hits"] == 1
    assert data["stories"][0]["name"] == "port"
    assert "failures" not in data


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_bad_rows_are_told_of_and_the_others_count(run: Run, form: str, tmp_path: Path) -> None:
    bad = (pair("згорів", "sank", "agree", "none"), "{")
    write_story(tmp_path / "other" / "port", *bad)
    result = run("other", "-f", form)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "srccmp: port/labels.jsonl, line 5: not JSON (a line holds one object)",
        "srccmp: port/labels.jsonl, line 4: 'sank' does not stand in en.txt (copy the words "
        "exactly as they stand there)",
    ]
    good = run("set", "-f", form)
    assert good.exit_code == 0
    if form == "json":
        assert len(json.loads(result.stdout).pop("problems")) == 2
    else:
        assert result.stdout == good.stdout


def test_errors_are_listed_and_are_rows_of_a_sheet(run: Run, tmp_path: Path) -> None:
    wrong = pair("згорів елеватор", "opened a new school", "agree", "none")
    write_story(tmp_path / "wrong", wrong)
    assert "opened a new school" in run("wrong", "--errors").stdout
    assert "opened a new school" not in run("wrong").stdout
    (row,) = csv.DictReader(io.StringIO(run("wrong", "--errors", "-f", "csv").stdout))
    assert (row["story"], row["relation"], row["aligned"]) == ("wrong", "agree", "False")
    assert row["place"] == "wrong/labels.jsonl, line 4"
    (failure,) = json.loads(run("wrong", "--errors", "-f", "json").stdout)["failures"]
    assert failure["b_quote"] == "opened a new school"
    line = run("wrong", "--errors", "-f", "jsonl").stdout
    assert json.loads(line)["a_quote"] == "згорів елеватор"
    assert not run("set", "--errors", "-f", "jsonl").stdout


def test_sets_are_counted_together_and_stories_chosen(run: Run, tmp_path: Path) -> None:
    write_story(tmp_path / "more" / "pier")
    both = json.loads(run("set", "more", "-f", "json").stdout)
    assert [story["name"] for story in both["stories"]] == ["port", "pier"]
    assert both["pairs"] == 6
    assert json.loads(run("set", "more", "--story", "pier", "-f", "json").stdout)["pairs"] == 3
    unknown = run("set", "--story", "dock")
    assert unknown.exit_code == 2
    assert unknown.stderr == "srccmp: no story is called 'dock' (there are: port)\n"


def test_a_file_of_rows(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(pair(*each) for each in PAIRS)
    (tmp_path / "port_gold.jsonl").write_text(rows, encoding="utf-8")
    lost = run("port_gold.jsonl")
    assert lost.exit_code == 2
    assert "give --articles FOLDER" in lost.stderr
    given = run("port_gold.jsonl", "--articles", "set/port/articles", "-f", "json")
    assert json.loads(given.stdout)["pairs"] == 3
    written = run("set", "-o", "out.json")
    assert (written.exit_code, written.stdout) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text())["pairs"] == 3


def test_what_is_no_set_is_one_line(run: Run) -> None:
    result = run("none.jsonl")
    assert result.exit_code == 2
    assert result.stderr == "srccmp: none.jsonl: no such file or folder (check the path)\n"


def test_a_kept_answer_gives_the_same_figures(run: Run) -> None:
    assert run("set", "-f", "json").stdout_bytes == run("set", "-f", "json").stdout_bytes


def test_several_processes_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c", "d"):
        write_story(tmp_path / name)
    stories = read_gold(tmp_path).stories
    found = []
    for jobs in ("1", "2"):
        monkeypatch.setenv("SRCCMP_JOBS", jobs)
        heard: list[tuple[int, int]] = []
        options = CompareOptions(encoder="none")
        found.append(measured(stories, options, told=lambda *now, to=heard: to.append(now)))
        assert heard[-1][1] == 4
    assert found[0] == found[1]
    assert [story.name for story in found[0]] == ["a", "b", "c", "d"]


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(app, ["schema", "bench"])
    assert json.loads(result.stdout) == schema()
