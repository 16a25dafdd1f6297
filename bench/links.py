"""What scoring all pairs would link, and how much of it the candidates give (for `growth.py`).

The folder is split into stories as it always is; in each, the pairs of statements of different
articles are all scored, then the candidates alone. A link is a pair that reaches the least
probability and stands in one claim. Two references: all pairs, and all pairs with a term in common
(to two statements without one, of articles that share nothing else either, the model has nothing
to say, and what it says is no link that anybody misses).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

from srccmp import CompareOptions, read_articles
from srccmp.align import matcher, reach
from srccmp.align.claims import align
from srccmp.align.terms import profile
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.drafts import draft_article
from srccmp.annotate.layers import settle_drafts
from srccmp.language import article_language
from srccmp.segment import segment
from srccmp.stories import split

Pair = tuple[str, str]


def stories(folder: Path) -> Iterator[Sequence[Analysis]]:
    """The statements of each story of two articles or more."""
    read = [replace(a, language=article_language(a)) for a in read_articles([folder])]
    drafts = {a.id: draft_article(a, segment(a, a.language.code).statements) for a in read}
    for story in split(read, drafts).stories:
        if len(story.articles) > 1:
            told = {article.id: drafts[article.id] for article in story.articles}
            yield settle_drafts(story.articles, told).analyses


def linked(analyses: Sequence[Analysis]) -> tuple[set[Pair], int, int]:
    """The links, how many pairs were scored for them and how many are in one claim."""
    least = CompareOptions().min_link
    made: list[matcher.Matcher] = []

    class Watched(matcher.Matcher):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(self)

    with patch("srccmp.align.claims.Matcher", Watched):
        found = align(analyses, None, min_link=least, story="s1")
    place = {analysis.id: at for at, analysis in enumerate(analyses)}
    inside = {
        (min(pair, key=place.__getitem__), max(pair, key=place.__getitem__))
        for claim in found.claims
        for pair in combinations(claim.members, 2)
    }
    score = made[0].probability
    links = {(a, b) for a, b in inside if (score(place[a], place[b]) or 0.0) >= least}
    return links, found.pairs, len(inside)


def with_all(analyses: Sequence[Analysis], *, sharing: bool) -> tuple[set[Pair], int, int]:
    owner = [analysis.article_id for analysis in analyses]
    terms = [profile(analysis).terms for analysis in analyses]
    every = [
        (i, j)
        for i, j in combinations(range(len(owner)), 2)
        if owner[i] != owner[j] and not (sharing and terms[i].isdisjoint(terms[j]))
    ]

    class All(reach.Shared):
        """All of them are looked at; what a statement reaches stays what it is."""

        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            self.pairs.update(every)

    with patch("srccmp.align.matcher.Shared", All):
        return linked(analyses)


def report(folder: Path) -> None:
    """Print what is kept of the links of all pairs in this folder."""
    kept, scored, statements = 0, 0, 0
    found: dict[bool, list[int]] = {False: [0, 0, 0, 0], True: [0, 0, 0, 0]}
    for analyses in stories(folder):
        statements += len(analyses)
        mine, pairs, _ = linked(analyses)
        kept, scored = kept + len(mine), scored + pairs
        for sharing, told in found.items():
            links, every, _ = with_all(analyses, sharing=sharing)
            for at, value in enumerate((len(links), len(links & mine), every, len(mine - links))):
                told[at] += value
    print(f"{statements} statements of stories; {scored} pairs scored, {kept} links")
    for sharing, (total, both, every, more) in found.items():
        name = "all pairs with a term in common" if sharing else "all pairs"
        print(
            f"{name}: {every} scored, {total} links; the candidates give {both / total:.2%} of"
            f" them, and {more} others"
        )
