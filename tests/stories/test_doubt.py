"""The encoder is asked about pairs in doubt alone, and tells two events of one kind apart."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from srccmp.annotate.drafts import Draft, draft_article
from srccmp.language import article_language
from srccmp.model import Article, Statement
from srccmp.read import read_articles
from srccmp.segment import segment
from srccmp.stories import split
from srccmp.stories.account import Account, account
from srccmp.stories.doubt import SURE, UNLIKELY, Scores
from srccmp.stories.score import BY_ENCODER, Beginning, cosines, models, same_story
from tests.stories.texts import written

TEXTS = {
    "crash.txt": "В Рябинском районе задержали водителя\n\nВ Рябинском районе Луженской области "
    "задержали водителя, сбившего пешехода. Полиция сообщила, что он был пьян. Суд изберёт меру.",
    "tree.txt": "Под Рябинском машина сгорела у дерева\n\nВ Рябинском районе Луженской области "
    "машина врезалась в дерево и сгорела. Полиция сообщила, что погибли два пассажира.",
    "choir.txt": "Детский хор едет на конкурс\n\nДетский хор из Заречья выиграл поездку на "
    "конкурс в столицу. Родители собирают деньги на костюмы.",
}


def drafted(folder: Path) -> dict[str, tuple[Article, tuple[Draft, ...]]]:
    found = {}
    for article in read_articles([str(folder)]):
        known = replace(article, language=article_language(article))
        drafts = draft_article(known, segment(known, known.language.code).statements)
        found[Path(article.path).name] = known, drafts
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Article, tuple[Draft, ...]]]:
    folder = written(tmp_path_factory.mktemp("doubt") / "texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return drafted(folder)


class Fake:
    """A random direction a text, or one for all; counts what it is asked."""

    def __init__(self, *, is_one: bool = False) -> None:
        self.is_one = is_one
        self.asked: list[Statement] = []

    def __call__(self, statements: Sequence[Statement]) -> NDArray[np.float32]:
        self.asked += statements
        rows = []
        for statement in statements:
            seed = 1 if self.is_one else zlib.crc32(statement.text.encode())
            row = np.random.default_rng(seed).normal(size=64)
            rows.append(row / np.linalg.norm(row))
        return np.asarray(rows, np.float32)


def accounts(told: dict[str, tuple[Article, tuple[Draft, ...]]], *names: str) -> list[Account]:
    return [account(*told[name]) for name in names]


def test_what_is_asked_is_the_headline_and_the_first_statement(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    (crash,) = accounts(told, "crash.txt")
    assert [s.text for s in crash.begins] == [
        "В Рябинском районе задержали водителя",
        "В Рябинском районе Луженской области задержали водителя, сбившего пешехода.",
    ]
    assert crash.headlines == 1


def test_a_pair_in_doubt_goes_by_how_the_two_begin(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    pair = accounts(told, "crash.txt", "tree.txt")
    words = same_story(pair[0], pair[1])
    assert UNLIKELY <= words < SURE
    assert Scores(pair, None)(0, 1) == words
    assert Scores(pair, lambda _statements: None)(0, 1) == words
    unlike, alike = Scores(pair, Fake())(0, 1), Scores(pair, Fake(is_one=True))(0, 1)
    assert unlike < 0.35 < 0.9 < alike


def test_each_article_in_doubt_is_asked_for_once(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    several = accounts(told, "choir.txt", "crash.txt", "tree.txt")
    encode = Fake()
    scores = Scores(several, encode)
    scores.prepare([(0, 1), (0, 2), (1, 2)])
    assert encode.asked == [*several[1].begins, *several[2].begins]
    for _ in range(2):
        assert scores(0, 1) == same_story(several[0], several[1]) < UNLIKELY
        scores(1, 2)
    assert len(encode.asked) == 4
    assert len(scores) == 3


def test_a_pair_has_its_own_vectors_in_any_company(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    several = accounts(told, *sorted(told))
    together = Scores(several, Fake())
    pairs = [(i, j) for j in range(len(several)) for i in range(j)]
    together.prepare(pairs)
    for left, right in pairs:
        alone = Scores([several[left], several[right]], Fake())
        assert together(left, right) == alone(0, 1)


def test_the_order_of_the_files_changes_nothing(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    articles = [article for article, _ in told.values()]
    drafts = {article.id: found for article, found in told.values()}
    first = split(articles, drafts, Fake())
    for seed in range(3):
        shuffled = random.Random(seed).sample(articles, len(articles))
        other = split(shuffled, drafts, Fake())
        assert [(s.id, s.label, {a.id for a in s.articles}) for s in other.stories] == [
            (s.id, s.label, {a.id for a in s.articles}) for s in first.stories
        ]


def test_an_article_without_a_statement_goes_by_words(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    crash, tree = accounts(told, "crash.txt", "tree.txt")
    bare = replace(tree, begins=(), headlines=0)
    assert Scores([crash, bare], Fake())(0, 1) == same_story(crash, bare)


def test_a_beginning_is_as_long_as_its_vectors() -> None:
    rows = np.array([[0.6, 0.0], [0.0, 0.6]], np.float32)  # another encoder's, brought to scale
    begin = Beginning.of(rows, headlines=1)
    assert begin.headline is not None
    assert np.allclose(begin.headline, rows[0])
    assert np.allclose(begin.opening, [0.6 / 2**0.5] * 2)
    assert cosines(begin, Beginning.of(rows, headlines=0))["headline"] is None
    found = cosines(begin, begin)
    assert found == {"headline": 0.36, "opening": 0.36}


def test_the_weights_with_the_encoder_use_it() -> None:
    for model in models(with_encoder=True).values():
        assert set(BY_ENCODER) & set(model.weights)
        assert all(weight.weight > 0 for weight in model.weights.values())
    for model in models().values():
        assert set(BY_ENCODER).isdisjoint(model.weights)


def test_headlines_of_two_days_are_of_two_stories(
    told: dict[str, tuple[Article, tuple[Draft, ...]]],
) -> None:
    (one,) = accounts(told, "forecast_8.txt")
    assert one.title_days == {"05-08"}
    again = replace(one, id="again")
    assert same_story(one, again) > 0.9
    other = replace(again, title_days=frozenset({"05-16"}))
    assert same_story(one, other) < 0.1
    assert same_story(one, replace(again, title_days=frozenset())) > 0.9
