"""Pairs worth a look: statements of different articles that share rare words, or that the encoder
holds for near. No pair is looked at that shares nothing."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from srccmp.align.terms import Profile, Weights
from srccmp.annotate.analysis import Analysis

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PER_STATEMENT = 30  # lexical candidates of one statement
COMMON = 300  # statements; a term in more of them proposes nobody
NEIGHBOURS = 8  # of one statement in the encoder's space
HUB = 10  # neighbours whose mean nearness tells how much of a hub a statement is
LEAST = 0.12  # share of its own weight that a lexical candidate must meet


def lexical_candidates(
    analyses: Sequence[Analysis], profiles: Sequence[Profile], weights: Weights
) -> set[tuple[int, int]]:
    """Pairs (left < right) of statements of different articles that share rare terms."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, profile in enumerate(profiles):
        for term in sorted(profile.terms):
            index[term].append(at)
    pairs: set[tuple[int, int]] = set()
    for at, profile in enumerate(profiles):
        met: defaultdict[int, float] = defaultdict(float)
        own = 0.0
        for term in sorted(profile.terms):
            weight = weights.of(term)
            own += weight
            if len(index[term]) > COMMON:
                continue
            for other in index[term]:
                met[other] += weight
        article = analyses[at].article_id
        best = heapq.nsmallest(
            PER_STATEMENT,
            (
                (-weight, other)
                for other, weight in met.items()
                if analyses[other].article_id != article and weight >= LEAST * own
            ),
        )
        pairs.update((min(at, other), max(at, other)) for _, other in best)
    return pairs


def semantic_scores(
    vectors: NDArray[np.float32], analyses: Sequence[Analysis]
) -> tuple[NDArray[np.float32], set[tuple[int, int]]]:
    """Nearness 0–1 of all pairs, corrected for hubs, and each statement's nearest neighbours.

    Cosines of e5 lie in .75–.97 whatever the texts, so only margins tell: twice the cosine less
    each side's mean to its nearest neighbours in other articles (CSLS, Conneau et al. 2018).
    """
    import numpy as np

    cosine = vectors @ vectors.T
    articles = np.array([hash_of(a.article_id) for a in analyses])
    other = articles[:, None] != articles[None, :]
    foreign = np.where(other, cosine, -np.inf)
    count = min(HUB, max(1, len(analyses) - 1))
    nearest = -np.partition(-foreign, count - 1, axis=1)[:, :count]
    nearest = np.where(np.isfinite(nearest), nearest, np.nan)
    with np.errstate(all="ignore"):
        hubness = np.where(
            np.isnan(nearest).all(axis=1), 0.8, np.nansum(nearest, axis=1)
            / np.maximum(1, (~np.isnan(nearest)).sum(axis=1))
        )  # fmt: skip
    margin = 2 * cosine - hubness[:, None] - hubness[None, :]
    # Unlike pairs lie near -0.02, translations near +0.1: the slope makes that 0.35 and 0.95.
    scores = 1 / (1 + np.exp(-30 * (margin - 0.0)))
    pairs: set[tuple[int, int]] = set()
    ranked = np.where(other, margin, -np.inf)
    top = min(NEIGHBOURS, len(analyses) - 1)
    if top > 0:
        order = np.argsort(-ranked, axis=1, kind="stable")[:, :top]
        for at, row in enumerate(order):
            pairs.update(
                (min(at, int(o)), max(at, int(o))) for o in row if np.isfinite(ranked[at, o])
            )
    return scores.astype(np.float32), pairs


def hash_of(text: str) -> int:
    """A number for an id that is the same in every process (ids are hexadecimal digits)."""
    return int(text, 16)
