"""`srccmp timeline` as it is typed; the comparing itself is replaced by invented stories."""

from __future__ import annotations

import csv
import io
import json
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.present.times import Times, crowd, fire, on
from typer.testing import CliRunner

from srccmp.cli.app import app
from srccmp.model import Relation

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """What the command prints of a story."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "one.txt").write_text("It burned.", encoding="utf-8")

    def invoke(times: Times, *words: str) -> str:
        pipeline = types.ModuleType("srccmp.pipeline")
        vars(pipeline)["compare"] = lambda *_, **__: times.comparison()
        monkeypatch.setitem(sys.modules, "srccmp.pipeline", pipeline)
        result = CliRunner().invoke(app, ["timeline", "one.txt", *words])
        assert result.exit_code == 0
        return result.stdout

    return invoke


def test_all_unfolds(run: Run) -> None:
    assert "Some of it is folded" in run(crowd(30))
    assert "Some of it is folded" not in run(crowd(30), "--all")
    assert run(crowd(30), "--all").count(" published") > 30


def test_the_limit_counts_rows_of_the_table(run: Run) -> None:
    assert run(fire(), "--limit", "2").count("⟦When⟧ ") == 2
    assert "4 rows more" in run(fire(), "--limit", "2")


def test_rows_tell_what_stands_against_them(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(fire(), "-f", "csv"))))
    against = {(row["when"], row["disputed"], row["against"]) for row in rows if row["against"]}
    assert against == {
        ("3 May 2031, 03:40", "True", "3 May 2031, 04:10 (Вісник)"),
        ("3 May 2031, 04:10", "True", "3 May 2031, 03:40 (Herald)"),
    }
    lines = [json.loads(line) for line in run(fire(), "-f", "jsonl").splitlines()]
    assert [line["against"] for line in lines] == [row["against"] for row in rows]


def test_every_form_marks_the_same_times(run: Run) -> None:
    rows = csv.DictReader(io.StringIO(run(fire(), "-f", "csv")))
    data = json.loads(run(fire(), "-f", "json"))
    disputed = {row["earliest"][:16] for row in rows if row["disputed"] == "True"}
    assert disputed == {e["earliest"][:16] for e in data["timeline"] if e["disputed"]}
    table = run(fire())
    assert all(f"{moment[11:]} ⟦When⟧" in table for moment in disputed)


def test_markdown_tells_a_sentence_once(run: Run) -> None:
    times = Times()
    times.paper("A", "2031-05-04", a=on("2031-05-03"))
    times.claim(["a"])
    times.claim(["a"], relation=Relation.UNCLEAR)
    assert run(times, "-f", "md").count("When a was told") == 2  # the event, and the paper's text
    assert run(times, "-f", "csv").count("When a was told") == 3
