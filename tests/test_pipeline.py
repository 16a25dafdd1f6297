"""The whole run: the same bytes whatever was kept before, and no work done twice."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from srccmp import engines
from srccmp.annotate.drafts import Drafted, draft_article, from_bytes, to_bytes
from srccmp.cache import ANNOTATION, COMPARISON, VECTOR, Cache, code_version
from srccmp.engines.centres import bank
from srccmp.errors import NothingToCompare
from srccmp.language import article_language
from srccmp.model import Article, LanguageGuess, Note, Reading, Source, Span, Statement
from srccmp.options import CompareOptions
from srccmp.pipeline import compare
from srccmp.read import read_articles
from srccmp.segment import segment

TODAY = date(2026, 3, 1)
ROOT = Path(__file__).parent.parent
NONE = CompareOptions(encoder="none")


@pytest.fixture(scope="module")
def seeds() -> Reading:
    return read_articles([str(ROOT / "seeds")])


@pytest.fixture(scope="module")
def plain(seeds: Reading) -> bytes:
    """The answer of a run that keeps nothing."""
    return compare(seeds, NONE).to_json()


def kept(cache: Cache) -> dict[str, int]:
    return dict(cache.info().entries)


def test_nothing_to_compare() -> None:
    with pytest.raises(NothingToCompare):
        compare([])


def test_a_second_run_is_a_read(
    seeds: Reading, plain: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(tmp_path, today=TODAY) as cache:
        assert compare(seeds, NONE, cache=cache).to_json() == plain
        assert kept(cache)[COMPARISON] == 1
    monkeypatch.setattr("srccmp.pipeline._compared", None)  # a call of it would fail
    with Cache(tmp_path, today=TODAY) as cache:
        assert compare(seeds, NONE, cache=cache).to_json() == plain


def test_whatever_may_change_the_answer_is_in_the_key(
    seeds: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(None, today=TODAY) as cache:

        def count() -> int:
            return kept(cache).get(COMPARISON, 0)

        compare(seeds, NONE, cache=cache)
        assert count() == 1
        compare(seeds, CompareOptions(encoder="none", min_link=0.77), cache=cache)
        assert count() == 2
        compare(seeds[1:], NONE, cache=cache)
        assert count() == 3
        note = Note(stage="read", subject="x", code="skipped", message="x was skipped")
        found = compare(Reading(seeds.articles, (note,)), NONE, cache=cache)
        assert note in found.notes
        assert count() == 4
        monkeypatch.setattr("srccmp.cache.code_version", lambda: "other code")
        compare(seeds, NONE, cache=cache)
        assert count() == 5
        monkeypatch.setattr("srccmp.cache.code_version", lambda: "")
        compare(seeds, NONE, cache=cache)
        assert count() == 5


@pytest.mark.parametrize("damage", [b"", b"no zlib", b"x\x9cK\xcb\xcf\x07\x00\x02\x82\x01E"])
def test_a_damaged_entry_is_computed_anew(seeds: Reading, plain: bytes, damage: bytes) -> None:
    with Cache(None, today=TODAY) as cache:
        compare(seeds, NONE, cache=cache)
        for kind in (COMPARISON, ANNOTATION):
            keys = _keys(cache, kind)
            cache.put_many(kind, dict.fromkeys(keys, damage))
        assert compare(seeds, NONE, cache=cache).to_json() == plain
        assert all(_value(cache, COMPARISON, key) != damage for key in _keys(cache, COMPARISON))


def _keys(cache: Cache, kind: str) -> list[str]:
    rows = cache._connected.execute("SELECT key FROM entries WHERE kind = ?", (kind,))
    return [key for (key,) in rows]


def _value(cache: Cache, kind: str, key: str) -> bytes:
    return cache.get_many(kind, [key])[key]


def test_the_order_of_the_articles_changes_no_byte(seeds: Reading, plain: bytes) -> None:
    orders = list(permutations(seeds.articles))
    for order in (orders[17], orders[64], orders[-1]):
        assert compare(order, NONE).to_json() == plain


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_order_of_hashes_changes_no_byte(plain: bytes, seed: str, tmp_path: Path) -> None:
    code = (
        "import sys; from srccmp import CompareOptions, compare, read_articles; "
        "sys.stdout.buffer.write(compare(read_articles([sys.argv[1]]), "
        "CompareOptions(encoder='none')).to_json())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "seeds")],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert told.stdout == plain


# With an encoder


class CountingEncoder:
    """Vectors from the letters of a text; ``texts`` holds what it was given."""

    name = "counting/1"
    dim = 16

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.full((len(texts), self.dim), 0.1, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dim] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> CountingEncoder:
    encoder = CountingEncoder()
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (encoder, None))
    return encoder


def test_only_new_texts_are_encoded(
    seeds: Reading, counting: CountingEncoder, tmp_path: Path
) -> None:
    alone = compare(seeds).to_json()
    texts = {statement.statement.text for statement in compare(seeds).statements}
    # The encoder's centre is unknown, so the sentences that it is measured on are encoded, too.
    texts |= {text for part in bank().values() for text in part}
    counting.texts.clear()
    with Cache(tmp_path, today=TODAY) as cache:
        assert compare(seeds, cache=cache).to_json() == alone
        assert sorted(counting.texts) == sorted(texts)  # each text once
        assert kept(cache)[VECTOR] == len(texts)
        counting.texts.clear()
        compare(seeds, cache=cache)
        compare(seeds[:3], cache=cache)
        assert counting.texts == []


def test_an_answer_without_the_wanted_encoder_is_not_kept(
    seeds: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note(stage="align", subject="all", code="no-encoder", message="compared without")
    monkeypatch.setattr(engines, "load_encoder", lambda _name: (None, note))
    with Cache(None, today=TODAY) as cache:
        assert note in compare(seeds, cache=cache).notes
        assert COMPARISON not in kept(cache)


def test_the_code_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from srccmp import cache as module

    (tmp_path / "annotate").mkdir()
    (tmp_path / "cli").mkdir()
    (tmp_path / "cache.py").write_text("A = 1\n")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "cache.py"))
    versions = []
    for name, text in (
        ("cache.py", "A = 1\n"),
        ("cache.py", "A = 2\n"),
        ("annotate/words.toml", ""),
        ("annotate/words.toml", "a = 'b'\n"),
        ("cli/app.py", "what the picture is made of"),
    ):
        (tmp_path / name).write_text(text)
        versions.append(code_version.__wrapped__())
    assert len(set(versions[:4])) == 4
    assert versions[4] == versions[3]
    (tmp_path / "annotate" / "words.toml").rename(tmp_path / "annotate" / "names.toml")
    assert code_version.__wrapped__() not in versions


def test_progress_moves(seeds: Reading) -> None:
    told: list[tuple[str, int, int]] = []
    compare(seeds, NONE, progress=lambda *step: told.append(step))
    for stage in ("segment", "annotate"):
        steps = [(done, total) for name, done, total in told if name == stage]
        assert {total for _, total in steps} == {len(seeds)}
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
        assert len(steps) >= len(seeds)
    stages = list(dict.fromkeys(name for name, _, _ in told))
    assert stages == ["segment", "annotate", "stories", "align", "judge"]


def test_one_article_is_enough(seeds: Reading) -> None:
    first: Article = seeds[0]
    found = compare([first], NONE)
    assert [article.id for article in found.articles] == [first.id]
    assert found.statements


# Each article's own annotations


def test_an_article_is_annotated_once(
    seeds: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from srccmp.annotate import drafts

    done: list[str] = []
    draft_article = drafts.draft_article

    def counted(article: Article, statements: Sequence[Statement]) -> tuple[drafts.Draft, ...]:
        done.append(article.id)
        return draft_article(article, statements)

    monkeypatch.setattr(drafts, "draft_article", counted)
    with Cache(tmp_path, today=TODAY) as cache:
        compare(seeds[:3], NONE, cache=cache)
        assert sorted(done) == sorted(article.id for article in seeds[:3])
        done.clear()
        with_more = compare(seeds, NONE, cache=cache).to_json()
        assert sorted(done) == sorted(article.id for article in seeds[3:])
        assert kept(cache)[ANNOTATION] == len(seeds)
        done.clear()
        assert compare(seeds[1:], NONE, cache=cache).to_json() == compare(seeds[1:], NONE).to_json()
        assert sorted(done) == sorted(article.id for article in seeds[1:])  # of the second alone
    assert with_more == compare(seeds, NONE).to_json()


def test_an_article_that_moved_is_not_annotated_again(seeds: Reading) -> None:
    with Cache(None, today=TODAY) as cache:
        compare(seeds, NONE, cache=cache)
        moved = [replace(article, path=f"elsewhere/{article.path}") for article in seeds]
        compare(moved, NONE, cache=cache)
        assert kept(cache) == {ANNOTATION: len(seeds), COMPARISON: 2}


def test_annotations_come_back_equal(seeds: Reading) -> None:
    for article in seeds:
        known = replace(article, language=article_language(article))
        found = segment(known, known.language.code)
        drafted = Drafted(drafts=draft_article(known, found.statements), dropped=found.dropped)
        assert from_bytes(to_bytes(drafted)) == drafted


@given(st.text(alphabet="абві «»“”.,:;—-\n“\U00010000he said123 14листопада", max_size=80))
@settings(deadline=None, max_examples=40)
def test_annotations_of_any_text_come_back_equal(text: str) -> None:
    article = Article(
        id="a1",
        path="a.txt",
        source=Source(key="a", name="Вісник", decided_by="header"),
        title=None,
        text=f"Подія. {text}",
        sha256="0" * 64,
        language=LanguageGuess(code="uk", confidence=None, decided_by="header"),
        published=None,
        body=Span(0, len(text) + 7),
    )
    found = segment(article, "uk")
    drafted = Drafted(drafts=draft_article(article, found.statements), dropped=found.dropped)
    assert from_bytes(to_bytes(drafted)) == drafted


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"[[], [], [[[0], [0]]], []]", b'[[["a"]], [], [], []]', b"null"]
)
def test_other_bytes_are_no_annotations(data: bytes) -> None:
    assert from_bytes(data) is None


# What a run leaves behind it


def test_a_run_leaves_the_interpreter_as_it_was(
    seeds: Reading, counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gc.get_threshold(), sys.getswitchinterval(), threading.active_count()
    compare(seeds[:2])
    assert (gc.get_threshold(), sys.getswitchinterval(), threading.active_count()) == before
    assert counting.texts
    from srccmp.annotate import layers

    def failing(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(layers, "settle_drafts", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        compare(seeds[:2])
    assert (gc.get_threshold(), sys.getswitchinterval(), threading.active_count()) == before
