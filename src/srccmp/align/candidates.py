"""Pairs worth a look: statements of different articles that share words, or that the encoder holds
for near. No pair is looked at that shares nothing."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from srccmp.align.terms import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Share of the shorter one's terms that two must have in common. Of the pairs that all pairs would
# link in the labelled stories, .1 loses none and .2 one in a hundred.
LEAST: Final = 0.1
MOST: Final = 60  # candidates of one statement by words; reached in stories of many articles only
# Statements that are met for one, through its rarest terms first: a term that thousands have
# proposes nobody.
POSTINGS: Final = 4000
NEIGHBOURS: Final = 40  # of one statement in the encoder's space
NEAR: Final = 0.2  # cosine less the centre; of unlike sentences 98 of 100 are below


def by_words(profiles: Sequence[Profile], owner: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs (left < right) of statements that share terms; ``owner`` numbers their articles."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, profile in enumerate(profiles):
        for term in sorted(profile.terms):
            index[term].append(at)
    sizes = [len(profile.terms) for profile in profiles]
    pairs: set[tuple[int, int]] = set()
    for at, profile in enumerate(profiles):
        met: Counter[int] = Counter()
        room = POSTINGS
        for count, term in sorted((len(index[term]), term) for term in profile.terms):
            if count > room and met:
                break
            room -= count
            met.update(index[term])
        found = []
        for other, shared in met.items():
            size = min(sizes[at], sizes[other])
            if owner[other] != owner[at] and shared >= LEAST * size:
                found.append((-shared / sizes[at] - shared / sizes[other], other))
        if len(found) > MOST:
            found = heapq.nsmallest(MOST, found)
        pairs.update((at, o) if at < o else (o, at) for _, o in found)
    return pairs


def by_encoder(
    vectors: NDArray[np.float32], owner: NDArray[np.int64], first: int, last: int
) -> list[tuple[int, int]]:
    """Pairs (left < right) of the statements ``first`` to ``last`` (excluded) with their nearest
    neighbours in other articles. ``vectors`` has one row of unit length for each statement."""
    import numpy as np

    cosine = vectors[first:last] @ vectors.T
    cosine[owner[first:last, None] == owner[None, :]] = -1.0
    most = min(NEIGHBOURS, cosine.shape[1] - 1)
    nearest = np.argpartition(-cosine, most, axis=1)[:, :most]
    near = np.take_along_axis(cosine, nearest, axis=1) >= NEAR
    rows, columns = np.nonzero(near)
    return [
        (min(at, other), max(at, other))
        for at, other in zip((rows + first).tolist(), nearest[rows, columns].tolist(), strict=True)
    ]
