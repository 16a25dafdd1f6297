"""Translated articles: most of one's statements are matched, one to one and in their order, with
those of an article in another language.

Two reports that were written apart meet in their main facts and leave each other's order; a
translation keeps order and nearly all. Measured on 72 pairs of news and their translations (NTREX)
and on the pairs across languages of twelve stories: order is kept by all of the first, and the
densest pair of the second has 66 % of the shorter article matched (docs/decisions/012-reprints.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from srccmp.annotate.analysis import Analysis
from srccmp.model import Article, Claim, Manner

SURE = 0.75  # probability of a match that counts
TRANSLATED = 0.75  # share of one article's words in matched statements
OWN = 0.6  # the same of the words that nobody is quoted with
ORDERED = 0.9  # of the matched statements, those in one order
MIN_MATCHES = 6  # statements: fewer may be the facts that any report has
DOUBTFUL = 0.7  # from here on, with the order kept, the reader is told of the likeness
LOOSE = 0.4  # with the family's first, where another member is the near-copy or translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """How much of two articles runs parallel; ``part`` is the id of the one with the larger
    share, ``whole`` the other's. Shares are 0–1."""

    part: str
    whole: str
    matches: int
    share: float
    own: float
    ordered: float

    @property
    def is_translation(self) -> bool:
        return self.share >= TRANSLATED and not self.doubt

    @property
    def doubt(self) -> str:
        """Why a large share may not make a translation; empty where nothing speaks so."""
        if self.matches < MIN_MATCHES:
            return "too few statements to tell"
        if self.ordered < ORDERED:
            return "they stand in another order"
        if self.own < OWN:
            return "most of it is quoted speech"
        return ""


Key = tuple[str, str]


def parallels(
    articles: Sequence[Article], analyses: Iterable[Analysis], claims: Sequence[Claim]
) -> dict[Key, Parallel]:
    """By pair of article ids (the smaller first) what runs parallel in articles of two languages;
    only pairs with a sure match are in it."""
    language = {article.id: article.language.code for article in articles}
    statements = {analysis.id: analysis for analysis in analyses}
    place = {name: rank for rank, name in enumerate(statements)}
    by_article: defaultdict[str, list[Analysis]] = defaultdict(list)
    for analysis in statements.values():
        by_article[analysis.article_id].append(analysis)
    found: dict[Key, Parallel] = {}
    for (left, right), scores in sorted(_matches(statements, language, claims).items()):
        pairs = _one_to_one(scores)
        ordered = _in_order([(place[a], place[b]) for a, b in pairs])
        taken = frozenset(name for pair in pairs for name in pair)
        sides = [
            (_share(by_article[name], taken, is_own=False), name, other)
            for name, other in ((left, right), (right, left))
        ]
        share, part, whole = max(sides, key=lambda side: (side[0], side[1]))
        found[left, right] = Parallel(
            part=part,
            whole=whole,
            matches=len(pairs),
            share=share,
            own=_share(by_article[part], taken, is_own=True),
            ordered=ordered,
        )
    return found


def _matches(
    statements: Mapping[str, Analysis], language: Mapping[str, str], claims: Sequence[Claim]
) -> dict[Key, dict[Key, float]]:
    """By pair of articles the sure matches of their statements, the first article's first."""
    found: defaultdict[Key, dict[Key, float]] = defaultdict(dict)
    for claim in claims:
        for link in claim.links:
            left, right = statements[link.left_id], statements[link.right_id]
            if link.score < SURE or left.is_headline or right.is_headline:
                continue
            if language[left.article_id] == language[right.article_id]:
                continue
            if left.article_id > right.article_id:
                left, right = right, left
            of = found[left.article_id, right.article_id]
            of[left.id, right.id] = max(link.score, of.get((left.id, right.id), 0.0))
    return dict(found)


def _one_to_one(scores: Mapping[Key, float]) -> list[Key]:
    """The best matches such that no statement has two."""
    left: set[str] = set()
    right: set[str] = set()
    pairs = []
    for (a, b), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            pairs.append((a, b))
    return pairs


def _in_order(pairs: Sequence[tuple[int, int]]) -> float:
    """The share of the matches in the longest run that goes forward in both articles.

    >>> _in_order([(0, 5), (1, 6), (2, 1), (3, 9)])
    0.75
    """
    ends: list[int] = []  # the smallest place at which a run of this length can end
    for _, place in sorted(pairs):
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends) / len(pairs) if pairs else 0.0


def _share(rows: Sequence[Analysis], taken: frozenset[str], *, is_own: bool) -> float:
    """The share of the words of these statements that stand in the taken ones, headlines apart;
    of nobody's quoted words alone with ``is_own``."""
    counted = [r for r in rows if not r.is_headline and not (is_own and _is_quoted(r))]
    words = {r.id: sum(token.pos != "SIGN" for token in r.tokens) for r in counted}
    every = sum(words.values())
    return sum(words[name] for name in words if name in taken) / every if every else 0.0


def _is_quoted(analysis: Analysis) -> bool:
    said = analysis.annotated.attribution
    return said is not None and said.manner is Manner.QUOTED
