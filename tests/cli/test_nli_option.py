"""``--nli``: off unless asked for; one line where the model is not there; what it changed is on the
screen; an answer is kept for the weights that gave it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.bench.builders import pair, write_story
from tests.engines.made_nli import lacking_nli, write_marked_nli, write_onnx_nli
from typer.testing import CliRunner, Result

from srccmp import CompareOptions, compare, read_articles
from srccmp.cache import COMPARISON, OPINION, Cache
from srccmp.cli.app import app
from srccmp.engines import models
from srccmp.errors import BadInput

STORY = {
    "one.txt": "Склад у Варську згорів уночі. Причиною пожежі стало коротке замикання.",
    "two.txt": "Склад в Варске сгорел ночью. Причиной пожара стал поджог.",
}
COMMANDS = ("diff", "timeline", "sources", "show")
needs_onnx = pytest.mark.skipif(bool(lacking_nli("onnx")), reason=lacking_nli("onnx"))


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


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that takes two statements with an "ж" for the same."""
    return write_marked_nli(tmp_path / "model", same="ж", against="ъ")


def run(command: str, folder: Path, *words: str) -> Result:
    given = ["s1"] if command == "show" else []
    return CliRunner().invoke(app, [command, *given, str(folder), "--encoder", "none", *words])


def line_of(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("onnx:", "srccmp: --nli onnx: names no model (use onnx:MODEL,"),
        ("onnx:m?pooling=cls", "srccmp: --nli onnx:m?pooling=cls: onnx has no option 'pooling' ("),
        ("/no/such/model", "srccmp: /no/such/model: no such model folder or file (check the path"),
    ],
)
def test_a_wrong_name_is_one_line(story: Path, command: str, name: str, told: str) -> None:
    assert line_of(run(command, story, "--nli", name)).startswith(told)


@needs_onnx
def test_a_model_that_is_not_there_is_one_line(story: Path) -> None:
    line = line_of(run("diff", story, "--nli", "onnx:/no/such/model"))
    assert line == "srccmp: /no/such/model: no such model folder or file (check the path)"


@pytest.mark.parametrize(("kind", "extra"), [("onnx", "nli"), ("hf", "nli-torch")])
def test_a_missing_package_is_one_line(
    story: Path, kind: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _name: None)
    line = line_of(run("diff", story, "--nli", f"{kind}:someone/model"))
    assert line.endswith(f"which is not installed (pip install 'srccmp[{extra}]')")


@needs_onnx
def test_a_model_that_is_not_there_is_told_without_a_cache(story: Path) -> None:
    with pytest.raises(BadInput, match="no such model"):
        compare(read_articles([story]), CompareOptions(encoder="none", nli="onnx:/no/such/model"))


@needs_onnx
def test_what_it_changed_is_on_the_screen(story: Path, model: Path) -> None:
    plain = run("diff", story)
    assert "CONFLICT" in plain.stdout
    assert "second opinion" not in plain.stdout + plain.stderr
    second = run("diff", story, "--nli", str(model), "--all", "-v")
    assert "CONFLICT" not in second.stdout
    assert "second opinion on 1 pair of statements: 1 conflict became unclear" in second.stdout
    assert "cause: conflict became unclear (1 pair); the claim's" in second.stderr
    assert run("diff", story, "--nli", str(model), "--exit-code").exit_code == 0
    assert run("diff", story, "--nli", "none", "--exit-code").exit_code == 1


@needs_onnx
def test_show_tells_what_it_changed(story: Path, model: Path) -> None:
    data = json.loads(run("diff", story, "--nli", str(model), "-f", "json").stdout)
    (changed,) = (c for c in data["claims"] if any("opinion" in f for f in c["findings"]))
    assert (changed["relation"], data["options"]["nli"]) == ("unclear", str(model))
    shown = CliRunner().invoke(app, ["show", changed["id"], "--width", "200"]).stdout
    assert "conflict before the second opinion, entailment 1.00" in shown
    # Without paths it shows what was kept, whatever models there are.
    assert "поджог" in shown


@needs_onnx
def test_an_answer_is_kept_for_these_weights_only(story: Path, tmp_path: Path) -> None:
    model = write_onnx_nli(tmp_path / "other", seed=1)
    options = CompareOptions(encoder="none", nli=f"onnx:{model}")
    articles = read_articles([story])
    with Cache(tmp_path / "kept", today=date(2031, 6, 1)) as cache:

        def entries() -> tuple[int, int]:
            found = dict(cache.info().entries)
            return found[COMPARISON], found[OPINION]

        first = compare(articles, options, cache=cache)
        assert entries() == (1, 2)
        assert compare(articles, options, cache=cache) == first
        assert entries() == (1, 2)
        write_onnx_nli(model, seed=2)
        other = compare(articles, options, cache=cache)
        assert entries() == (2, 4)
    assert other == compare(articles, options)


@needs_onnx
def test_fresh_and_cached_answers_are_the_same_bytes(
    story: Path, model: Path, tmp_path: Path
) -> None:
    options = CompareOptions(encoder="none", nli=str(model))
    articles = read_articles([story])
    wanted = compare(articles, options).to_json()
    assert b'"opinion"' in wanted
    with Cache(tmp_path / "kept", today=date(2031, 6, 1)) as cache:
        for _ in range(2):
            assert compare(articles, options, cache=cache).to_json() == wanted
    assert compare(articles.articles[::-1], options).to_json() == wanted


@needs_onnx
@pytest.mark.usefixtures("story")
def test_bench_counts_with_it(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set" / "store"
    write_story(folder)
    for name, text in zip(("uk.txt", "en.txt"), STORY.values(), strict=True):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    row = pair("коротке замикання", "поджог", "conflict", "cause")
    (folder / "labels.jsonl").write_text(row + "\n", encoding="utf-8")
    found = []
    for name in ("none", str(model)):
        words = ["bench", str(folder.parent), "--encoder", "none", "--nli", name]
        data = json.loads(CliRunner().invoke(app, [*words, "-f", "json"]).stdout)
        assert data["options"]["nli"] == name
        found.append(data["kinds"]["cause"]["found"]["hits"])
        screen = CliRunner().invoke(app, [*words, "--width", "300"]).stdout
        assert ("second opinion" in screen) is (name != "none")
    assert found == [1, 0]
    assert line_of(run("bench", folder.parent, "--nli", "/no/such/model")).startswith(
        "srccmp: /no/such/model: no such model folder"
    )
