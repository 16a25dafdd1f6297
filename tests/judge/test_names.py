"""Who, what and where, how much of a set, and who says it: pairs of statements of one thing.

The pairs are in ``names_cases.txt``; each is taken as matched, as the facets alone are tested here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.annotate.frames.posts import Post
from srccmp.annotate.frames.qualities import Share
from srccmp.annotate.layers import annotate
from srccmp.judge.compare import compare_sides
from srccmp.judge.facets.quantifier import share_level
from srccmp.judge.facets.who import post_level
from srccmp.judge.sides import Sides
from srccmp.model import (
    Article,
    Facet,
    Finding,
    Grain,
    LanguageGuess,
    Link,
    Published,
    Relation,
    Score,
    Source,
    Span,
    short_id,
)
from srccmp.segment import segment

CASES = Path(__file__).with_name("names_cases.txt")
OURS = frozenset({Facet.PLACE, Facet.WHO, Facet.SCOPE, Facet.ATTRIBUTION})
SIDE = re.compile(r"(?P<language>uk|ru|en)(?: (?P<day>\d{4}-\d\d-\d\d))?: (?P<text>.+)")


class Case(NamedTuple):
    """``wanted`` is "conflict place", "agree who", "update scope", or "nothing": no conflict and
    no update of ours."""

    wanted: str
    left: str
    right: str


def cases() -> Iterator[Case]:
    for block in CASES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield Case(*lines)


def article(number: int, drawn: str) -> Article:
    side = SIDE.fullmatch(drawn)
    assert side, drawn
    day = date.fromisoformat(side["day"] or "2031-05-04")
    text = side["text"]
    return Article(
        id=short_id("article", str(number), text),
        path=f"{number}.txt",
        source=Source(key=f"paper{number}", name=f"Paper {number}", decided_by="text"),
        title=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=LanguageGuess(code=side["language"], confidence=1.0, decided_by="declared"),
        published=Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="header"),
        body=Span(0, len(text)),
    )


def findings(left: str, right: str, *, coverage: float = 0.5) -> list[Finding]:
    """What is found between two accounts whose first statements are matched."""
    articles = [article(0, left), article(1, right)]
    layers = annotate(articles, {a.id: segment(a, a.language.code).statements for a in articles})
    first, second = (
        next(a for a in layers.analyses if a.article_id == each.id) for each in articles
    )
    link = Link(
        left_id=first.id,
        right_id=second.id,
        score=0.9,
        found_by="lexical",
        features=Score(coverage=coverage),
        mutual=True,
    )
    return [
        f
        for f in compare_sides(Sides(first, second, articles[0], articles[1], link))
        if f.facet in OURS
    ]


def told(found: list[Finding]) -> set[str]:
    return {f"{f.relation} {f.facet}" for f in found}


ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=[f"{c.wanted}: {c.left[:40]}" for c in ALL])
def test_cases(case: Case) -> None:
    for left, right in ((case.left, case.right), (case.right, case.left)):
        found = told(findings(left, right))
        differing = {each for each in found if each.startswith(("conflict", "update"))}
        if case.wanted == "nothing":
            assert not differing
        else:
            assert case.wanted in found
            assert differing <= {case.wanted}


def test_there_are_enough_cases_of_each_kind() -> None:
    assert len(ALL) >= 60
    assert {case.wanted for case in ALL} >= {
        "nothing",
        "conflict place",
        "conflict who",
        "conflict scope",
        "update scope",
        "agree place",
        "agree who",
        "compatible attribution",
    }


def test_an_account_that_knows_both_names_tells_of_two_things() -> None:
    blast = "ru: Взрыв прогремел в Варшаве."
    assert told(findings(blast, "ru: Взрыв прогремел в Праге.")) >= {"conflict place"}
    both = "ru: Взрыв прогремел в Праге. Ранее взорвался склад в Варшаве."
    assert "conflict place" not in told(findings(blast, both))


def test_no_name_is_held_against_another_where_little_is_in_common() -> None:
    left = "en: Ann Lopez opened the new library in Porto."
    right = "en: Rita Moss opened the new library in Porto."
    assert "conflict who" in told(findings(left, right))
    assert "conflict who" not in told(findings(left, right, coverage=0.2))


def test_the_words_of_a_finding_are_those_that_differ() -> None:
    left, right = "en: The fire broke out in a warehouse.", "ru: Пожар начался в цехе."
    (found,) = (f for f in findings(left, right) if f.relation is Relation.CONFLICT)
    assert found.reason == "warehouse / цехе"


shares = st.builds(
    Share,
    share=st.sampled_from(["all", "none", "most", "half", "part", "some"]),
    noun=st.just(frozenset({"house"})),
    events=st.just(frozenset({("damage", False)})),
    span=st.just(Span(0, 1)),
)
days = st.dates(date(2031, 5, 1), date(2031, 5, 9)).map(lambda day: (day, day))


@given(shares, shares, days, days)
def test_shares_stand_the_same_from_both_sides(
    left: Share, right: Share, one: tuple[date, date], other: tuple[date, date]
) -> None:
    there = share_level(left, right, (one, other))
    assert share_level(right, left, (other, one)) == there
    assert share_level(left, left).relation is Relation.AGREE


posts = st.builds(
    Post,
    holder=st.just("lunin"),
    office=st.sampled_from(["minister", "mayor"]),
    ranks=st.frozensets(st.sampled_from(["deputy", "former", "acting"])),
    fields=st.frozensets(st.sampled_from(["defence", "justice"])),
    words=st.frozensets(st.sampled_from(["оборон", "юстици"])),
    span=st.just(Span(0, 1)),
)


@given(posts, posts)
def test_offices_stand_the_same_from_both_sides(left: Post, right: Post) -> None:
    assert post_level(left, right) == post_level(right, left)
    assert post_level(left, left).relation is not Relation.CONFLICT
    if "former" in left.ranks ^ right.ranks:
        assert post_level(left, right).relation is None


def test_a_paper_or_an_office_is_no_second_speaker() -> None:
    left = "ru: Дамбу прорвало ночью, сообщил губернатор Пётр Кречет."
    for right in (
        "uk: Дамбу прорвало вночі, повідомив журналіст Іван Лунін.",
        "uk: Дамбу прорвало вночі, повідомили в канцелярії губернатора.",
    ):
        assert "compatible attribution" not in told(findings(left, right))
