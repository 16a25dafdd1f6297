"""Scores of pairs: each from its two articles alone, whatever else lies in the folder."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.align.matcher import Matcher
from srccmp.align.reach import LEAST, Shared
from srccmp.align.score import FEATURES, model_of
from srccmp.align.terms import Profile, profile
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.model import Article, LanguageGuess, Source, Span, Statement, short_id

SENTENCES = (
    "The old lighthouse at Varn collapsed during Friday's storm, the harbour master said.",
    "Two keepers were injured when the lighthouse at Varn fell into the sea.",
    "The harbour of Varn will stay closed until divers have removed the rubble.",
    "Маяк у Варні обвалився під час шторму в п'ятницю, повідомив начальник порту.",
    "Двоє доглядачів постраждали, коли маяк у Варні впав у море.",
    "Маяк в Варне обрушился во время шторма в пятницу, сообщил начальник порта.",
    "Пострадали два смотрителя маяка, их доставили в больницу.",
    "Порт Варны закрыт, пока водолазы не уберут обломки маяка.",
    "Insurers expect the repairs to cost nine million crowns.",
    "Страховики оцінюють ремонт у дев'ять мільйонів крон.",
)
LANGUAGE = {text: "en" if text.isascii() else "uk" if set("іїєґ'") & set(text) else "ru"
            for text in SENTENCES}  # fmt: skip


def analysed(texts: Sequence[Sequence[str]]) -> list[Analysis]:
    """The statements of these articles, each list of sentences an article."""
    articles, parts = [], {}
    for number, sentences in enumerate(texts):
        text = "\n".join(sentences)
        article = Article(
            id=short_id("article", *sentences),
            path=f"{number}.txt",
            source=Source(key=f"paper {number}", name=f"Paper {number}", decided_by="test"),
            title=None,
            text=text,
            sha256="",
            language=LanguageGuess(
                code=LANGUAGE[sentences[0]], confidence=None, decided_by="metadata"
            ),
            published=None,
            body=Span(0, len(text)),
        )
        articles.append(article)
        start, found = 0, []
        for place, sentence in enumerate(sentences):
            found.append(
                Statement(
                    id=short_id(article.id, str(start)),
                    article_id=article.id,
                    span=Span(start, start + len(sentence)),
                    text=sentence,
                    sentence=place,
                    language=LANGUAGE[sentence],
                )
            )
            start += len(sentence) + 1
        parts[article.id] = found
    return list(annotate(articles, parts).analyses)


def scores(found: Sequence[Analysis]) -> dict[frozenset[str], float]:
    matcher = Matcher(found, None, {})
    result = {}
    for left, right in combinations(range(len(found)), 2):
        probability = matcher.probability(left, right)
        if probability is not None:
            result[frozenset((found[left].id, found[right].id))] = probability
    return result


drawn = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True)
folders = st.lists(drawn, min_size=3, max_size=4, unique_by=tuple)


@settings(max_examples=25, deadline=None)
@given(folders)
def test_another_article_changes_no_score_between_the_others(texts: list[list[str]]) -> None:
    fewer, more = scores(analysed(texts[:-1])), scores(analysed(texts))
    assert fewer
    for pair, probability in fewer.items():
        assert more[pair] == pytest.approx(probability, abs=1e-12)


@settings(max_examples=15, deadline=None)
@given(folders)
def test_the_order_of_articles_changes_no_score(texts: list[list[str]]) -> None:
    assert scores(analysed(texts)) == pytest.approx(scores(analysed(texts[::-1])), abs=1e-12)


def test_translations_are_likelier_than_what_only_shares_the_event() -> None:
    found = analysed([SENTENCES[3:5], SENTENCES[5:8]])
    matcher = Matcher(found, None, {})
    fell = matcher.probability(0, 2)
    hurt = matcher.probability(1, 3)
    closed = matcher.probability(0, 4)
    assert fell
    assert hurt
    assert closed is not None
    assert fell > 0.5
    assert fell > closed + 0.2


def test_the_shares_and_the_bias_make_the_log_odds() -> None:
    matcher = Matcher(analysed([SENTENCES[:2], SENTENCES[3:5]]), None, {})
    score = matcher.features(0, 2)
    shares = model_of(score).shares(score)
    whole = model_of(score).log_odds([getattr(score, name) for name in FEATURES])
    assert sum(shares.values()) + model_of(score).bias == pytest.approx(whole)
    assert score.semantic is None
    assert "semantic" not in shares


def by_hand(profiles: Sequence[Profile], owner: Sequence[int]) -> set[tuple[int, int]]:
    """All pairs of different articles that share enough of the shorter one's terms."""
    found = set()
    for left, right in combinations(range(len(profiles)), 2):
        a, b = profiles[left].terms, profiles[right].terms
        if owner[left] != owner[right] and a & b and len(a & b) >= LEAST * min(len(a), len(b)):
            found.add((left, right))
    return found


@settings(max_examples=15, deadline=None)
@given(folders)
def test_in_a_small_folder_no_pair_that_shares_words_is_passed_over(texts: list[list[str]]) -> None:
    found = analysed(texts)
    profiles = [profile(analysis) for analysis in found]
    owner = [[t.article_id for t in found].index(a.article_id) for a in found]
    assert Shared(profiles, owner).pairs == by_hand(profiles, owner)


def test_many_statements_do_not_make_all_pairs() -> None:
    """3,000 statements of 300 articles that all share a word: those that share a rare one meet."""
    profiles, owner = [], []
    for article in range(300):
        for place in range(10):
            rare = f"r{(article // 3) * 10 + place}"
            words = frozenset({"storm", rare, f"own{article}-{place}", f"k{place}"})
            profiles.append(Profile((), words, ""))
            owner.append(article)
    pairs = Shared(profiles, owner).pairs
    every = len(profiles) * (len(profiles) - 1) / 2
    assert len(pairs) < every / 20
    for at, one in enumerate(profiles):
        same = [o for o in range(max(0, at - 20), at) if any(
            t.startswith("r") and t in profiles[o].terms for t in one.terms)]  # fmt: skip
        assert all((other, at) in pairs for other in same)
