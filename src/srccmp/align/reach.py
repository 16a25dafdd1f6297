"""What each statement shares of words with every other one of a story, block by block.

Two things come of it: the pairs worth a look, and how much each statement reaches in each other
article, which the lead of a pair is measured against. Both look at all statements that share
words, in numpy, so that neither depends on what else was proposed: in a story of a thousand
articles a pair has the score that it has in a story of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from srccmp.align.terms import CONCEPT_MATCH, Profile

# Share of the shorter one's terms that two must have in common. Of the links that all pairs would
# give in 60 articles of many stories, .07 keeps all and .1 keeps 97 of 100 (decision 013).
LEAST: Final = 0.07
MOST: Final = 60  # candidates of one statement by words; reached in stories of many articles only
CELLS: Final = 1_000_000  # pairs of a block
LOOSE: Final = 4096.0  # a unit met by its concept alone, in counts whose ones are met by their stem
BEST: Final = 3

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers in a row: that of ``at`` is ``items[starts[at] : starts[at + 1]]``, each
    item with its weight."""

    starts: Ints
    items: Ints
    weights: Floats

    @classmethod
    def of(cls, rows: Sequence[Sequence[tuple[int, float]]]) -> Lists:
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        items = np.fromiter((item for row in rows for item, _ in row), np.int64, starts[-1])
        weights = np.fromiter((weight for row in rows for _, weight in row), float, starts[-1])
        return cls(starts, items, weights)

    def turned(self, count: int) -> Lists:
        """For each of ``count`` items the lists that it is in."""
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        order = np.argsort(self.items, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.items, minlength=count), out=starts[1:])
        return Lists(starts, rows[order], self.weights[order])

    def through(self, others: Lists, first: int, last: int, width: int) -> Floats:
        """The product of two sparse matrices, rows ``first`` to ``last`` (excluded)."""
        inner = slice(self.starts[first], self.starts[last])
        items, weights = self.items[inner], self.weights[inner]
        rows = np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))
        counts = others.starts[items + 1] - others.starts[items]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + np.repeat(others.starts[items] - ends + counts, counts)
        cells = np.repeat(rows * width, counts) + others.items[places]
        product = np.repeat(weights, counts) * others.weights[places]
        found = np.bincount(cells, weights=product, minlength=(last - first) * width)
        return found.astype(float, copy=False).reshape(last - first, width)


class Shared:
    """``pairs`` (left < right) of statements of different articles that share terms, at most so
    many of each; ``reach`` with what each statement (rows) has of the best three of each article
    (columns): sums of the mean of both shares, and of the larger one.

    ``owner`` numbers the articles, whose statements stand together; ``also`` are pairs that are
    looked at whatever they share.
    """

    def __init__(
        self, profiles: Sequence[Profile], owner: Sequence[int], also: Iterable[Pair] = ()
    ) -> None:
        self.pairs: set[Pair] = set(also)
        count = len(profiles)
        articles = max(owner, default=-1) + 1
        self._owner = np.asarray(owner, dtype=np.int64)
        self._columns = _columns(owner, articles)
        self.reach = np.zeros((2, count, articles), dtype=np.float32)
        self._sizes = np.array([len(profile.terms) for profile in profiles], dtype=float)
        self._units = np.array([max(1, len(profile.units)) for profile in profiles], dtype=float)
        both = [pair for left, right in self.pairs for pair in ((left, right), (right, left))]
        self._also = np.array(sorted(both), dtype=np.int64).reshape(-1, 2)
        terms, held, met = _lists(profiles)
        has = terms.turned(int(terms.items.max(initial=-1)) + 1)
        holds, meets = held.turned(len(met.starts) - 1), met.turned(count)
        step = max(1, CELLS // max(1, count))
        for first in range(0, count, step):
            last = min(count, first + step)
            shared = terms.through(has, first, last, count)
            ahead = _share(held.through(met, first, last, count), self._units[first:last, None])
            back = _share(meets.through(holds, first, last, count), self._units[None, :])
            self._block(first, last, shared, ahead, back)

    def _block(self, first: int, last: int, shared: Floats, ahead: Floats, back: Floats) -> None:
        mine = self._sizes[first:last, None]
        apart = self._owner[first:last, None] != self._owner[None, :]
        is_near = (shared >= LEAST * np.minimum(mine, self._sizes)) & (shared > 0) & apart
        self._propose(first, shared, is_near)
        start, stop = np.searchsorted(self._also[:, 0], (first, last))
        rows, columns = self._also[start:stop].T
        is_near[rows - first, columns] = True
        is_near &= apart
        for at, measure in enumerate(((ahead + back) / 2, np.maximum(ahead, back))):
            self.reach[at, first:last] = self._best(np.where(is_near, measure, 0.0))

    def _propose(self, first: int, shared: Floats, is_near: NDArray[np.bool_]) -> None:
        for row, total in enumerate(is_near.sum(axis=1).tolist()):
            if not total:
                continue
            at = first + row
            others = np.nonzero(is_near[row])[0]
            if total > MOST:
                told = shared[row, others]
                likeness = -told / self._sizes[at] - told / self._sizes[others]
                others = others[np.lexsort((others, likeness))[:MOST]]
            self.pairs.update((at, o) if at < o else (o, at) for o in others.tolist())

    def _best(self, values: Floats) -> Floats:
        """Of each row the sum of the best three of each article."""
        padded = np.zeros((values.shape[0], values.shape[1] + 1))
        padded[:, :-1] = values
        best = [np.zeros((values.shape[0], self._columns.shape[1])) for _ in range(BEST)]
        for columns in self._columns:
            value = padded[:, columns]
            for place, known in enumerate(best):
                best[place] = np.maximum(known, value)
                value = np.minimum(known, value)
        total: Floats = np.sum(best, axis=0)
        return total


def _columns(owner: Sequence[int], articles: int) -> Ints:
    """The statements of each article (columns) from its first to its last; what an article lacks
    is the place behind all statements."""
    rows: list[list[int]] = [[] for _ in range(articles)]
    for at, article in enumerate(owner):
        rows[article].append(at)
    found = np.full((max(map(len, rows), default=0), articles), len(owner), dtype=np.int64)
    for article, row in enumerate(rows):
        found[: len(row), article] = row
    return found


def _share(counts: Floats, sizes: Floats) -> Floats:
    """Counts of met units, those met by a concept in `LOOSE`, as shares."""
    loose = np.floor(counts / LOOSE)
    share: Floats = (counts - loose * LOOSE + CONCEPT_MATCH * loose) / sizes
    return share


def _lists(profiles: Sequence[Profile]) -> tuple[Lists, Lists, Lists]:
    """The terms of each statement, the units of each, and for each unit the statements that meet
    it."""
    numbers: dict[str, int] = {}
    postings: defaultdict[str, list[int]] = defaultdict(list)
    terms = []
    for at, profile in enumerate(profiles):
        row = []
        for term in sorted(profile.terms):
            row.append((numbers.setdefault(term, len(numbers)), 1.0))
            postings[term].append(at)
        terms.append(row)
    units = {
        unit: at for at, unit in enumerate(dict.fromkeys(u for p in profiles for u in p.units))
    }
    held = [[(units[unit], 1.0) for unit in profile.units] for profile in profiles]
    met = []
    for unit in units:
        weights = dict.fromkeys((at for name in unit.names for at in postings.get(name, ())), LOOSE)
        weights.update(dict.fromkeys(postings.get(unit.stem, ()), 1.0))
        met.append(sorted(weights.items()))
    return Lists.of(terms), Lists.of(held), Lists.of(met)
