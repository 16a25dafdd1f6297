"""``-o FILE``: its ending is its form; an article is never overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import Run, run

__all__ = ["run"]


def test_an_ending_is_a_form(run: Run, tmp_path: Path) -> None:
    for name, begin in (
        ("a.JSON", "{"),
        ("a.ndjson", "{"),
        ("a.markdown", "“У Солянці горів елеватор”"),
        ("a.csv", "claim,"),
    ):
        assert run("diff", "one.txt", "-o", name).exit_code == 0
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert text.startswith(begin)


def test_an_unknown_ending_is_told(run: Run, tmp_path: Path) -> None:
    result = run("diff", "one.txt", "-o", "out.pdf")
    assert result.exit_code == 0
    assert result.stderr.startswith("srccmp: out.pdf becomes a table of text: known endings are .")
    assert ".html" in result.stderr
    assert "CONFLICT" in (tmp_path / "out.pdf").read_text(encoding="utf-8")
    for name, more in (("out.txt", ()), ("out", ()), ("out.log", ("-f", "json"))):
        assert not run("diff", "one.txt", "-o", name, *more).stderr


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("one.txt", "is one of the articles that are compared"),
        ("./x/../one.txt", "is one of the articles that are compared"),
        ("link.txt", "is one of the articles that are compared"),
        ("x", "is a folder"),
        ("no/such/out.csv", "there is no folder no/such"),
        ("one.txt/out.csv", "there is no folder one.txt"),
    ],
)
def test_where_it_may_not_go(run: Run, tmp_path: Path, target: str, told: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "link.txt").hardlink_to(tmp_path / "one.txt")
    before = (tmp_path / "one.txt").read_bytes()
    for paths in (["one.txt"], ["."], []):
        result = run("diff", *paths, "-o", target, "-f", "csv")
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert told in line
        assert (tmp_path / "one.txt").read_bytes() == before


def test_what_is_no_article_is_written_anew(run: Run, tmp_path: Path) -> None:
    (tmp_path / "apart").mkdir()
    for _ in range(2):
        assert run("diff", "one.txt", "-o", "apart/out.json").exit_code == 0
    assert json.loads((tmp_path / "apart" / "out.json").read_bytes())["claims"]
    # show without paths reads no file of this folder
    claim = json.loads((tmp_path / "apart" / "out.json").read_bytes())["claims"][0]["id"]
    (tmp_path / "kept.txt").write_text("old", encoding="utf-8")
    assert run("show", claim, "-o", "kept.txt").exit_code == 0
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") != "old"


def test_a_gold_file_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", encoding="utf-8")
    result = run("bench", "gold.jsonl", "-o", "gold.jsonl")
    assert result.exit_code == 2
    assert "stays as it is" in result.stderr
    assert gold.read_text(encoding="utf-8") == "{}\n"


def test_a_dash_is_standard_output(run: Run, tmp_path: Path) -> None:
    assert run("diff", "one.txt", "-o", "-").stdout == run("diff", "one.txt").stdout
    assert run("diff", "one.txt", "-o", "-", "-f", "json").stdout.startswith("{")
    assert not (tmp_path / "-").exists()


def test_a_name_that_no_system_takes_is_one_line(run: Run) -> None:
    name = "a" * 300 + ".csv"
    result = run("diff", "one.txt", "-o", name)
    assert (result.exit_code, result.stderr) == (2, f"srccmp: {name}: File name too long\n")
