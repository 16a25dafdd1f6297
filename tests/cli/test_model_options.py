"""``--encoder`` and ``--nli``: one line where a model cannot be; what it changed is on the screen;
an answer is kept for the weights that gave it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.bench.builders import pair, write_story
from tests.engines.made import write_onnx
from tests.engines.made_nli import lacking_nli, write_marked_nli, write_onnx_nli
from typer.testing import CliRunner, Result

from srccmp import CompareOptions, compare, engines, read_articles
from srccmp.cache import COMPARISON, OPINION, VECTOR, Cache
from srccmp.cli.app import app
from srccmp.engines import models
from srccmp.engines.centres import bank
from srccmp.errors import BadInput
from srccmp.model import Note

MILL = {
    "one.txt": "The mill in Varsk burned down on 3 May 2031. Four people were hurt.",
    "two.txt": "У Варську 3 травня 2031 року згорів млин. Постраждали п'ятеро людей.",
}
STORE = {
    "one.txt": "Склад у Варську згорів уночі. Причиною пожежі стало коротке замикання.",
    "two.txt": "Склад в Варске сгорел ночью. Причиной пожара стал поджог.",
}
needs_onnx = pytest.mark.skipif(
    not (find_spec("onnxruntime") and find_spec("tokenizers")),
    reason="onnxruntime or tokenizers is not installed",
)
needs_nli = pytest.mark.skipif(bool(lacking_nli("onnx")), reason=lacking_nli("onnx"))


def _folder(parent: Path, texts: dict[str, str]) -> Path:
    folder = parent / "story"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """A folder with two articles."""
    return _folder(tmp_path, MILL)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with two articles that dispute a cause."""
    return _folder(tmp_path, STORE)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that takes two statements with an "ж" for the same."""
    return write_marked_nli(tmp_path / "model", same="ж", against="ъ")


def run(command: str, folder: Path, *words: str) -> Result:
    given = ["s1"] if command == "show" else []
    return CliRunner().invoke(app, [command, *given, str(folder), *words])


def opined(command: str, folder: Path, *words: str) -> Result:
    """Without an encoder, which a second opinion does not need."""
    return run(command, folder, "--encoder", "none", *words)


def line_of(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


# Both ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["diff", "timeline", "sources", "show"])
@pytest.mark.parametrize(
    ("option", "name", "told"),
    [
        ("--encoder", "bert", "no encoder is called 'bert' (use auto,"),
        ("--encoder", "onnx:", "onnx: names no model ("),
        ("--encoder", "onnx:models/x?pool=cls", "onnx has no option 'pool' ("),
        ("--nli", "onnx:", "--nli onnx: names no model (use onnx:MODEL,"),
        ("--nli", "onnx:m?pooling=cls", "onnx:m?pooling=cls: onnx has no option 'pooling' ("),
        ("--nli", "/no/such/model", "/no/such/model: no such model folder or file (check the path"),
    ],
)
def test_a_wrong_name_is_one_line(
    mill: Path, command: str, option: str, name: str, told: str
) -> None:
    line = line_of(run(command, mill, option, name))
    assert line.startswith("srccmp: ")
    assert told in line


@needs_onnx
@needs_nli
@pytest.mark.parametrize("words", [["--encoder"], ["--encoder", "none", "--nli"]])
def test_a_model_that_is_not_there_is_one_line(mill: Path, words: list[str]) -> None:
    line = line_of(run("diff", mill, *words, "onnx:/no/such/model"))
    assert line == "srccmp: /no/such/model: no such model folder or file (check the path)"


# --encoder -------------------------------------------------------------------------------------


def test_a_lacking_encoder_is_told_of_unasked(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Note(stage="align", subject="all", code="no-encoder", message="compared without it")
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (None, note))
    assert "srccmp: compared without it" in run("diff", mill).stderr.splitlines()
    assert "compared without it" not in run("diff", mill, "-q").stderr


def test_the_encoder_that_auto_took_is_told_with_v(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note(stage="align", subject="all", code="encoder", message="matched with that one")
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (None, note))
    assert "matched with that one" not in run("diff", mill).stderr
    told = run("diff", mill, "-v").stderr.splitlines()
    assert "srccmp: matched with that one [align: encoder]" in told


@needs_onnx
def test_an_answer_is_kept_for_these_weights_of_the_encoder_only(
    mill: Path, tmp_path: Path
) -> None:
    model = write_onnx(tmp_path / "model", seed=1)
    options = CompareOptions(encoder=f"onnx:{model}")
    articles = read_articles([mill])
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


# --nli -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "extra"), [("onnx", "nli"), ("hf", "nli-torch")])
def test_a_missing_package_is_one_line(
    store: Path, kind: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _name: None)
    line = line_of(opined("diff", store, "--nli", f"{kind}:someone/model"))
    assert line.endswith(f"which is not installed (pip install 'srccmp[{extra}]')")


@needs_nli
def test_a_model_that_is_not_there_is_told_without_a_cache(store: Path) -> None:
    with pytest.raises(BadInput, match="no such model"):
        compare(read_articles([store]), CompareOptions(encoder="none", nli="onnx:/no/such/model"))


@needs_nli
def test_what_it_changed_is_on_the_screen(store: Path, model: Path) -> None:
    plain = opined("diff", store)
    assert "CONFLICT" in plain.stdout
    assert "second opinion" not in plain.stdout + plain.stderr
    second = opined("diff", store, "--nli", str(model), "--all", "-v")
    assert "CONFLICT" not in second.stdout
    assert "second opinion on 1 pair of statements: 1 conflict became unclear" in second.stdout
    assert "cause: conflict became unclear (1 pair); the claim's" in second.stderr
    assert opined("diff", store, "--nli", str(model), "--exit-code").exit_code == 0
    assert opined("diff", store, "--nli", "none", "--exit-code").exit_code == 1


@needs_nli
def test_show_tells_what_it_changed(store: Path, model: Path) -> None:
    data = json.loads(opined("diff", store, "--nli", str(model), "-f", "json").stdout)
    (changed,) = (c for c in data["claims"] if any("opinion" in f for f in c["findings"]))
    assert (changed["relation"], data["options"]["nli"]) == ("unclear", str(model))
    shown = CliRunner().invoke(app, ["show", changed["id"], "--width", "200"]).stdout
    assert "conflict before the second opinion, entailment 1.00" in shown
    # Without paths it shows what was kept, whatever models there are.
    assert "поджог" in shown


@needs_nli
def test_an_answer_is_kept_for_these_weights_of_the_opinion_only(
    store: Path, tmp_path: Path
) -> None:
    model = write_onnx_nli(tmp_path / "other", seed=1)
    options = CompareOptions(encoder="none", nli=f"onnx:{model}")
    articles = read_articles([store])
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


@needs_nli
def test_fresh_and_cached_answers_are_the_same_bytes(
    store: Path, model: Path, tmp_path: Path
) -> None:
    options = CompareOptions(encoder="none", nli=str(model))
    articles = read_articles([store])
    wanted = compare(articles, options).to_json()
    assert b'"opinion"' in wanted
    with Cache(tmp_path / "kept", today=date(2031, 6, 1)) as cache:
        for _ in range(2):
            assert compare(articles, options, cache=cache).to_json() == wanted
    assert compare(articles.articles[::-1], options).to_json() == wanted


@needs_nli
def test_bench_counts_with_it(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set" / "store"
    write_story(folder)
    for name, text in zip(("uk.txt", "en.txt"), STORE.values(), strict=True):
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
    assert line_of(opined("bench", folder.parent, "--nli", "/no/such/model")).startswith(
        "srccmp: /no/such/model: no such model folder"
    )
