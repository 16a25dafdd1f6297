"""Which articles are of one event: the same for every order and company, and without all pairs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.drafts import Draft, draft_article
from srccmp.language import article_language
from srccmp.model import Article
from srccmp.read import read_articles
from srccmp.segment import segment
from srccmp.stories import one_story, split
from srccmp.stories.account import Account, Vector, vector
from srccmp.stories.common import RAREST, rarity
from srccmp.stories.group import NEAREST, candidates, merged, with_stragglers
from srccmp.stories.score import FEATURES, features, models, same_story
from tests.stories.texts import written

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "fire": ROOT / "tests/golden/factory-fire/articles",
    "mayor": ROOT / "tests/golden/mayor-removed/articles",
    "seeds": ROOT / "seeds",
}
Drafted = tuple[Article, tuple[Draft, ...]]


def drafted(article: Article) -> Drafted:
    known = replace(article, language=article_language(article))
    return known, draft_article(known, segment(known, known.language.code).statements)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Drafted]]:
    """The articles of each event; of the invented texts each file is told apart by its name."""
    folder = written(tmp_path_factory.mktemp("texts"))
    found = {
        name: [drafted(article) for article in read_articles([str(path)])]
        for name, path in FOLDERS.items()
    }
    for article in read_articles([str(folder)]):
        name = Path(article.path).stem.split("_")[0]
        found.setdefault(name, []).append(drafted(article))
    return found


def groups(articles: Sequence[Drafted]) -> list[set[str]]:
    found = split([a for a, _ in articles], {a.id: drafts for a, drafts in articles})
    return [{article.id for article in story.articles} for story in found.stories]


def ids(articles: Sequence[Drafted]) -> set[str]:
    return {article.id for article, _ in articles}


def test_a_mixed_folder_is_told_apart(events: dict[str, list[Drafted]]) -> None:
    everything = [each for told in events.values() for each in told]
    assert sorted(map(sorted, groups(everything))) == sorted(
        sorted(ids(told)) for told in events.values()
    )


def test_an_event_is_one_story(events: dict[str, list[Drafted]]) -> None:
    for told in events.values():
        assert groups(told) == [ids(told)]


def test_the_order_of_the_files_changes_nothing(events: dict[str, list[Drafted]]) -> None:
    everything = [each for told in events.values() for each in told]
    drafts = {a.id: d for a, d in everything}
    first = split([a for a, _ in everything], drafts)
    rng = random.Random(5)
    for _ in range(3):
        shuffled = rng.sample(everything, len(everything))
        other = split([a for a, _ in shuffled], drafts)
        assert [(s.id, s.label, {a.id for a in s.articles}) for s in other.stories] == [
            (s.id, s.label, {a.id for a in s.articles}) for s in first.stories
        ]


def test_leaving_an_article_out_leaves_the_other_stories(events: dict[str, list[Drafted]]) -> None:
    everything = [each for told in events.values() for each in told]
    whole = groups(everything)
    for gone, _ in everything:
        rest = groups([each for each in everything if each[0].id != gone.id])
        for story in whole:
            if gone.id not in story:
                assert story in rest


def test_stories_are_numbered_by_their_size_then_their_day(
    events: dict[str, list[Drafted]],
) -> None:
    told = [*events["bees"], *events["fire"], *events["bridge"], *events["mayor"]]
    found = split([a for a, _ in told], {a.id: d for a, d in told})
    assert [story.id for story in found.stories] == ["s1", "s2", "s3", "s4"]
    assert [len(story.articles) for story in found.stories] == [6, 6, 3, 1]
    first, second = ({a.id for a in s.articles} for s in found.stories[:2])
    assert (first, second) == (ids(events["fire"]), ids(events["mayor"]))  # March before October
    titles = {a.title for a, _ in events["bridge"]}
    assert found.stories[2].label in titles


def test_all_may_be_said_to_be_one_story(events: dict[str, list[Drafted]]) -> None:
    told = [*events["bees"], *events["bridge"]]
    found = one_story([a for a, _ in told], {a.id: d for a, d in told})
    assert [len(story.articles) for story in found.stories] == [4]


def test_the_score_is_the_same_both_ways_and_can_be_explained(
    events: dict[str, list[Drafted]],
) -> None:
    from srccmp.stories.account import account

    left, right = (account(*each) for each in events["bridge"][:2])
    assert same_story(left, right) == same_story(right, left) > 0.5
    found = features(left, right)
    assert tuple(found) == FEATURES
    assert all(value is None or 0 <= value <= 1 + 1e-9 for value in found.values())
    for model in models().values():
        assert all(weight.weight > 0 for weight in model.weights.values())
        assert set(model.shares(found)) - {""} <= set(FEATURES)


def test_a_forecast_of_another_day_is_less_like_it(events: dict[str, list[Drafted]]) -> None:
    from srccmp.stories.account import account

    one = account(*events["forecast"][0])
    assert one.lead_days == {"05-08"}
    other = replace(one, id="other", lead_days=frozenset({"05-16"}))
    assert same_story(one, other) < same_story(one, replace(one, id="other"))


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    assert rarity("c:kill") == 0.0
    assert rarity("тарщук") == rarity("e:trsk") == RAREST


# The grouping by itself


@given(st.integers(2, 9), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_each_article_is_in_one_group(count: int, rng: random.Random) -> None:
    near = {(i, j): rng.random() for j in range(count) for i in range(j)}
    found = merged(count, sorted(near), lambda i, j: near[i, j], threshold=0.5)
    found = with_stragglers(found, sorted(near), lambda i, j: near[i, j], threshold=0.5)
    assert sorted(at for group in found for at in group) == list(range(count))


def test_a_chain_of_lookalikes_does_not_tie_its_ends() -> None:
    length = 12
    near = {(i, j): 0.9 if j - i == 1 else 0.02 for j in range(length) for i in range(j)}
    found = merged(length, sorted(near), lambda i, j: near[i, j], threshold=0.35)
    assert max(map(len, found)) <= 3


# Growth: what is looked at, counted


def made_up(count: int, *, per_story: int) -> list[Account]:
    rng = random.Random(11)
    accounts = []
    for number in range(count):
        story = random.Random(number // per_story)
        own = {f"own{story.randrange(10**9)}": 9.0 for _ in range(15)}
        common = {f"word{int(rng.paretovariate(0.6)) % 3000}": 3.0 for _ in range(60)}
        terms = {term: w for term, w in own.items() if rng.random() < 0.8} | common
        words = vector(terms)
        accounts.append(
            Account(
                id=f"{rng.randrange(16**12):012x}",
                language="uk",
                words=words,
                names=vector({t: w for t, w in terms.items() if w > 3}),
                concepts=Vector({}, 0.0),
                title=dict(list(own.items())[:6]),
                head=dict(list(own.items())[:10]),
                numbers=frozenset(),
                days=frozenset(),
                lead_days=frozenset(),
                earliest=None,
                latest=None,
            )
        )
    return sorted(accounts, key=lambda each: each.id)


def looked_at(accounts: list[Account]) -> tuple[int, list[tuple[int, ...]]]:
    seen: dict[tuple[int, int], float] = {}

    def score(left: int, right: int) -> float:
        if (left, right) not in seen:
            seen[left, right] = same_story(accounts[left], accounts[right])
        return seen[left, right]

    pairs = candidates(accounts)
    assert len(pairs) <= NEAREST * len(accounts)
    found = merged(len(accounts), pairs, score, threshold=0.35)
    return len(seen), found


@pytest.mark.parametrize(("count", "per_story"), [(3000, 6), (1000, 1000)])
def test_the_work_grows_with_the_articles_not_with_their_pairs(count: int, per_story: int) -> None:
    few, _ = looked_at(made_up(count // 10, per_story=per_story))
    many, found = looked_at(made_up(count, per_story=per_story))
    assert many < 20 * few  # ten times the articles; of all pairs there are a hundred times as many
    assert many < 100 * count
    assert len(found) <= count / per_story * 1.2
