"""The arithmetic of the benchmarks of the match: what is right, and the ordered alignment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Match = tuple[float, bool]  # score of a link that a method makes, and whether it is wanted
# What one step of an ordered alignment takes of the left and of the right side.
STEPS = ((1, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """``right`` of the links that were made (``taken``) are ``wanted`` ones."""

    right: int
    taken: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.taken if self.taken else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two.

        >>> Quality(right=3, taken=4, wanted=6).f1
        0.6
        """
        total = self.taken + self.wanted
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: Quality) -> Quality:
        return Quality(
            right=self.right + other.right,
            taken=self.taken + other.taken,
            wanted=self.wanted + other.wanted,
        )


def best_threshold(matches: Iterable[Match], wanted: int) -> Quality:
    """The quality with the highest F1 of all thresholds: links of one score are taken or left
    together. Without a link nothing is taken.

    >>> best_threshold([(0.9, True), (0.8, False), (0.7, True), (0.2, False)], 2).f1
    0.8
    """
    best = Quality(right=0, taken=0, wanted=wanted)
    right = taken = 0
    ordered = sorted(matches, key=lambda match: -match[0])
    for place, (score, is_right) in enumerate(ordered):
        right += is_right
        taken += 1
        if place + 1 < len(ordered) and ordered[place + 1][0] == score:
            continue
        found = Quality(right=right, taken=taken, wanted=wanted)
        if found.f1 > best.f1:
            best = found
    return best


def mutual_best(scores: Floats) -> list[tuple[int, int]]:
    """Places where a score is the first highest of its row and of its column."""
    if not scores.size:
        return []
    columns, rows = scores.argmax(axis=1), scores.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(columns) if int(rows[j]) == i]


def judged(scores: Floats, wanted: Collection[tuple[int, int]]) -> list[Match]:
    """The mutual best links of a score matrix, and which of them are wanted."""
    return [(float(scores[i, j]), (i, j) in wanted) for i, j in mutual_best(scores)]


def rank(scores: Floats, right: Collection[int]) -> int:
    """The place, from 1, of the best of ``right`` among all; ties count against it.

    >>> rank(np.array([0.2, 0.9, 0.5]), [0, 2])
    2
    """
    best = max(float(scores[j]) for j in right)
    return 1 + sum(float(score) >= best for j, score in enumerate(scores) if j not in right)


def hubs_corrected(cosine: Floats, owner: NDArray[np.int64], neighbours: int) -> Floats:
    """CSLS (Conneau et al. 2018) of all pairs: twice the cosine less the mean of each side's
    nearest ``neighbours`` in other articles, as many as there are; ``owner`` is each row's
    article. Every row needs one of another article. Shape as given."""
    foreign = owner[:, None] != owner[None, :]
    nearest = -np.sort(np.where(foreign, -cosine, np.inf), axis=1)[:, :neighbours]
    there = np.isfinite(nearest)
    reach = np.where(there, nearest, 0.0).sum(axis=1) / there.sum(axis=1)
    return np.asarray(2 * cosine - reach[:, None] - reach[None, :])


def joined(vectors: Floats) -> Floats:
    """Of each sentence and the next the direction of the mean; one row less than given."""
    pairs = vectors[:-1] + vectors[1:]
    norms: Floats = np.linalg.norm(pairs, axis=1, keepdims=True)
    return np.asarray(pairs / norms)


def step_scores(left: Floats, right: Floats, neighbours: int) -> dict[tuple[int, int], Floats]:
    """By step the score of what begins at each place of the left and of the right side, from rows
    of unit length: the cosine, of two sentences that of their mean's direction, corrected for hubs
    (CSLS) as both aligners do in their ways. Bare cosines make groups of all that stands beside
    each other."""
    sides = {1: (left, right), 2: (joined(left), joined(right))}

    def reach(rows: Floats, others: Floats) -> Floats:
        nearest = -np.sort(-(rows @ others.T), axis=1)[:, :neighbours]
        return np.asarray(nearest.mean(axis=1))

    found = {}
    for a, b in STEPS:
        one, other = sides[a][0], sides[b][1]
        usual = reach(one, right)[:, None] + reach(other, left)[None, :]
        found[a, b] = np.asarray(2 * (one @ other.T) - usual)
    return found


def ordered_alignment(
    scores: dict[tuple[int, int], Floats], skip: float
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """The monotone alignment with the highest sum: groups of the left and right side in order,
    and each group's score.

    ``scores`` has by step (how many of the left, how many of the right) the score of what begins
    at each pair of places; (1, 1) is among the steps. Every sentence counts half: a step of ``n``
    of them its score ``n / 2`` times, and one that is left out ``skip / 2``; so two whose score is
    below ``skip`` are rather left out than paired.
    """
    height, width = scores[1, 1].shape
    total = np.full((height + 1, width + 1), -np.inf)
    total[0, 0] = 0.0
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(height + 1):
        for j in range(width + 1):
            ways = [(i - 1, j, skip / 2), (i, j - 1, skip / 2)]
            ways += [
                (i - a, j - b, float(block[i - a, j - b]) * (a + b) / 2)
                for (a, b), block in scores.items()
                if i >= a and j >= b
            ]
            for up, before, gain in ways:
                if up >= 0 and before >= 0 and total[up, before] + gain > total[i, j]:
                    total[i, j] = total[up, before] + gain
                    back[i, j] = up, before
    found = []
    at = height, width
    while at != (0, 0):
        up, before = back[at]
        taken = at[0] - up, at[1] - before
        if taken in scores:
            score = float(scores[taken][up, before])
            found.append((tuple(range(up, at[0])), tuple(range(before, at[1])), score))
        at = up, before
    return found[::-1]


def links_of(
    groups: Iterable[tuple[Sequence[int], Sequence[int], float]],
    wanted: Collection[tuple[int, int]],
) -> list[Match]:
    """All pairs of left and right that an alignment's groups hold, and which are wanted."""
    return [(score, (i, j) in wanted) for left, right, score in groups for i in left for j in right]
