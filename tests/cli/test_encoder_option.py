"""``--encoder``: what is said of a wrong name; an answer is kept for the weights that gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.engines.made import write_onnx
from typer.testing import CliRunner, Result

from srccmp import CompareOptions, compare, engines, read_articles
from srccmp.cache import COMPARISON, VECTOR, Cache
from srccmp.cli.app import app
from srccmp.engines.centres import bank
from srccmp.model import Note

STORY = {
    "one.txt": "The mill in Varsk burned down on 3 May 2031. Four people were hurt.",
    "two.txt": "У Варську 3 травня 2031 року згорів млин. Постраждали п'ятеро людей.",
}
needs_onnx = pytest.mark.skipif(
    not (find_spec("onnxruntime") and find_spec("tokenizers")),
    reason="onnxruntime or tokenizers is not installed",
)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles, the program's own folders beside it."""
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in STORY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bert", "no encoder is called 'bert' (use auto,"),
        ("onnx:", "onnx: names no model ("),
        ("onnx:models/x?pool=cls", "onnx has no option 'pool' ("),
    ],
)
def test_a_wrong_name_is_one_line(story: Path, command: str, name: str, told: str) -> None:
    result = run(command, str(story), "--encoder", name)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("srccmp: ")
    assert told in line


@needs_onnx
def test_a_model_that_is_not_there_is_one_line(story: Path) -> None:
    result = run("diff", str(story), "--encoder", "onnx:/no/such/model")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line == "srccmp: /no/such/model: no such model folder or file (check the path)"


def test_a_lacking_encoder_is_told_of_unasked(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Note(stage="align", subject="all", code="no-encoder", message="compared without it")
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (None, note))
    assert "srccmp: compared without it" in run("diff", str(story)).stderr.splitlines()
    assert "compared without it" not in run("diff", str(story), "-q").stderr


def test_the_encoder_that_auto_took_is_told_with_v(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note(stage="align", subject="all", code="encoder", message="matched with that one")
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (None, note))
    assert "matched with that one" not in run("diff", str(story)).stderr
    told = run("diff", str(story), "-v").stderr.splitlines()
    assert "srccmp: matched with that one [align: encoder]" in told


@needs_onnx
def test_an_answer_is_kept_for_these_weights_only(story: Path, tmp_path: Path) -> None:
    model = write_onnx(tmp_path / "model", seed=1)
    options = CompareOptions(encoder=f"onnx:{model}")
    articles = read_articles([story])
    with Cache(tmp_path / "kept", today=date(2031, 6, 1)) as cache:

        def entries() -> tuple[int, int]:
            found = dict(cache.info().entries)
            return found[COMPARISON], found[VECTOR]

        first = compare(articles, options, cache=cache)
        texts = {each.statement.text for each in first.statements}
        texts.update(*bank().values())  # what the encoder's centre is measured on
        statements = len(texts)
        assert entries() == (1, statements)
        assert compare(articles, options, cache=cache) == first
        assert entries() == (1, statements)
        write_onnx(model, seed=2)
        other = compare(articles, options, cache=cache)
        assert entries() == (2, 2 * statements)
    assert other == compare(articles, options)
    assert replace(other, claims=(), verdicts=(), timeline=()) == replace(
        first, claims=(), verdicts=(), timeline=()
    )
