"""Marked pairs of quotes: is the other article's statement found?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from measures import Floats, mutual_best, rank
from rivals import Scorer, Story
from srccmp.bench.outcomes import Run


@dataclass(frozen=True, kw_only=True)
class Quotes:
    """One event's articles as srccmp cuts them; ``rows`` are the articles of each marked pair, the
    statements that its quotes stand for, and whether it is a pair that belongs together."""

    corpus: tuple[tuple[str, str, tuple[str, ...]], ...]
    rows: tuple[tuple[int, int, frozenset[int], frozenset[int], bool], ...]


def quotes_of(run: Run) -> Quotes:
    """Of the marked pairs those that careful readers agree on."""
    by_article: dict[str, list[str]] = {}
    statements = {each.id: each.statement for each in run.comparison.statements}
    for key, statement in statements.items():
        by_article.setdefault(statement.article_id, []).append(key)
    names = sorted(by_article)
    place = {key: at for keys in by_article.values() for at, key in enumerate(keys)}
    corpus = []
    for name in names:
        own = [statements[key] for key in by_article[name]]
        (language, _), *_ = Counter(each.language for each in own).most_common()
        corpus.append((name, language, tuple(each.text for each in own)))
    rows = []
    for outcome in run.outcomes:
        if outcome.is_lost or outcome.row.soft:
            continue
        a, b = (
            names.index(statements[min(side.ids)].article_id)
            for side in (outcome.left, outcome.right)
        )
        left, right = (
            frozenset(place[key] for key in side.ids) for side in (outcome.left, outcome.right)
        )
        if a != b:
            rows.append((a, b, left, right, outcome.row.relation != "unrelated"))
    return Quotes(corpus=tuple(corpus), rows=tuple(rows))


@dataclass(kw_only=True)
class Found:
    """How many searches, two a marked pair that belongs together, had the right statement first
    and among the first three; how many such pairs are linked, and how many unrelated ones."""

    first: int = 0
    third: int = 0
    searches: int = 0
    linked: int = 0
    unrelated: int = 0

    def add(
        self, scores: Floats, left: frozenset[int], right: frozenset[int], *, is_one: bool
    ) -> None:
        """``scores``: all statements of one article by all of the other."""
        linked = any(i in left and j in right for i, j in mutual_best(scores))
        if not is_one:
            self.unrelated += linked
            return
        self.linked += linked
        for block, own, other in ((scores, left, right), (scores.T, right, left)):
            place = min(rank(block[at], other) for at in own)
            self.first += place == 1
            self.third += place <= 3
            self.searches += 1


def search(scorer: Scorer, events: Sequence[Quotes]) -> Found:
    found = Found()
    scorer.learn([text for quotes in events for _, _, texts in quotes.corpus for text in texts])
    for quotes in events:
        if not quotes.rows:
            continue
        sizes = [len(texts) for _, _, texts in quotes.corpus]
        couples = sorted({(a, b) for a, b, *_ in quotes.rows})
        asked = [(a, i, b, j) for a, b in couples for i in range(sizes[a]) for j in range(sizes[b])]
        scores = scorer.scores(Story(quotes.corpus, asked))
        ends = np.cumsum([sizes[a] * sizes[b] for a, b in couples])[:-1]
        blocks = {
            (a, b): part.reshape(sizes[a], sizes[b])
            for (a, b), part in zip(couples, np.split(scores, ends), strict=True)
        }
        for a, b, left, right, is_one in quotes.rows:
            found.add(blocks[a, b], left, right, is_one=is_one)
    return found
