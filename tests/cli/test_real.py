"""The program as it is, on the five seeds and on all kinds of broken input."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from srccmp.cli.app import app
from srccmp.comparison import Comparison
from srccmp.options import CompareOptions
from srccmp.pipeline import compare
from srccmp.read import read_articles
from srccmp.schema import schema

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
TEXT = "У порту Солянка в ніч на 3 травня 2031 року спалахнув елеватор. Постраждали четверо людей."


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("COLUMNS", "80")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--encoder", "none"])


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    return compare(read_articles(SEEDS), CompareOptions(encoder="none"))


def test_the_seeds_meet_the_contract_and_come_back_equal(seeds: Comparison) -> None:
    data = json.loads(seeds.to_json())
    jsonschema.Draft202012Validator(schema()).validate(data)
    assert Comparison.from_dict(data) == seeds
    text = {article["id"]: article["text"] for article in data["articles"]}
    for statement in data["statements"]:
        own = text[statement["article"]][statement["start"] : statement["end"]]
        assert own == statement["text"]
    ids = {statement["id"] for statement in data["statements"]}
    for claim in data["claims"]:
        assert set(claim["members"]) <= ids
        assert {m for p in claim["positions"] for m in p["members"]} <= set(claim["members"])


def test_the_first_claim_is_the_most_contested_one(seeds: Comparison) -> None:
    first = seeds.verdicts[0]
    assert first.relation.value == "conflict"
    assert len(first.positions) >= 2
    assert first.sources >= max(v.sources for v in seeds.verdicts if v.relation is first.relation)


def test_the_order_of_the_paths_changes_no_byte(seeds: Comparison) -> None:
    shuffled = SEEDS.copy()
    random.Random(7).shuffle(shuffled)
    assert compare(read_articles(shuffled), seeds.options).to_json() == seeds.to_json()


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("command", [("diff", "--all"), ("timeline",), ("sources",)])
def test_the_seeds_fit_the_screen(command: tuple[str, ...], width: int) -> None:
    shown = run(*command, *map(str, SEEDS), "--width", str(width))
    assert shown.exit_code == 0, shown.stderr
    assert max(map(len, shown.stdout.splitlines())) <= width


def test_everything_that_is_shown_can_be_shown_in_full(seeds: Comparison) -> None:
    assert run("sources", *map(str, SEEDS)).exit_code == 0
    things = [thing.id for thing in seeds.claims[:5]]
    things += [thing.id for thing in seeds.statements[:3]] + [seeds.articles[0].id]
    for thing in things:
        shown = CliRunner().invoke(app, ["show", thing])
        assert shown.exit_code == 0, shown.stderr


def broken(folder: Path) -> dict[str, Path]:
    paths = {
        name: folder / f"{name}.txt" for name in ("empty", "binary", "long", "locked", "mangled")
    }
    paths["empty"].write_bytes(b"")
    paths["binary"].write_bytes(bytes(range(256)) * 64)
    paths["long"].write_bytes(b"slovo " * 9_000_000)
    paths["locked"].write_text(TEXT, encoding="utf-8")
    paths["locked"].chmod(0)
    paths["mangled"].write_bytes(TEXT.encode() + b"\xff\xfe\xfa" + TEXT.encode("cp1251"))
    paths["missing"] = folder / "missing.txt"
    (folder / "nothing").mkdir()
    paths["nothing"] = folder / "nothing"
    return paths


@pytest.mark.parametrize("kind", ["empty", "binary", "long", "locked", "missing", "nothing"])
def test_what_cannot_be_read_is_one_line_and_the_rest_is_compared(
    tmp_path: Path, kind: str
) -> None:
    if kind == "locked" and os.geteuid() == 0:
        pytest.skip("root may read every file")
    path = broken(tmp_path)[kind]
    alone = run("diff", str(path))
    assert alone.exit_code == 2
    assert "Traceback" not in alone.stderr
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    both = run("diff", str(path), "good.txt")
    assert both.exit_code == 0
    assert len([line for line in both.stderr.splitlines() if path.name in line]) == 1
    shown = run("diff", "good.txt", "--all", "--width", "140").stdout
    assert "спалахнув елеватор" in shown


def test_a_mangled_encoding_is_read_or_told(tmp_path: Path) -> None:
    result = run("diff", str(broken(tmp_path)["mangled"]))
    assert result.exit_code in (0, 2)
    assert result.exit_code == 0 or "mangled.txt" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
