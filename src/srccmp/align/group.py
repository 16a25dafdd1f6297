"""Pairs become claims over all sources at once.

The objective is that of correlation clustering: the sum, over all pairs inside claims, of their
probability less the threshold. Claims are merged greedily, the pair of claims with the highest
mean first, as long as that mean is positive: so every claim is held together by all its members
(average linkage), and no chain of lookalikes can tie its two ends together. Ties go by content,
so that the order of files changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence


def cluster(
    keys: Sequence[str],
    probability: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    is_neutral: Callable[[int, int], bool],
) -> list[tuple[int, ...]]:
    """Groups of two or more indices into ``keys`` (each sorted; the groups sorted by first key).

    ``probability`` is 0–1 for the pairs (left < right) that were looked at; a pair that was not
    looked at counts 0, and one that ``is_neutral`` counts nothing either way.

    >>> cluster(["a", "b", "c"], {(0, 1): 0.9}, threshold=0.5, is_neutral=lambda i, j: False)
    [(0, 1)]
    """
    members: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(keys))}
    gain: dict[int, dict[int, float]] = {at: {} for at in members}
    for (left, right), value in probability.items():
        gain[left][right] = gain[right][left] = value

    def mean(a: int, b: int) -> float:
        counted = sum(
            (min(i, j), max(i, j)) in probability or not is_neutral(i, j)
            for i in members[a]
            for j in members[b]
        )
        return gain[a].get(b, 0.0) / counted if counted else 0.0

    def entry(a: int, b: int) -> tuple[float, str, str, int, int]:
        first, second = sorted((a, b), key=lambda c: keys[members[c][0]])
        return (-mean(a, b), keys[members[first][0]], keys[members[second][0]], first, second)

    heap = [entry(left, right) for left, right in probability]
    heap = [item for item in heap if -item[0] >= threshold]
    heapq.heapify(heap)
    following = len(keys)
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        merged = tuple(sorted(members[a] + members[b], key=lambda at: keys[at]))
        sums = gain.pop(a)
        for other, value in gain.pop(b).items():
            sums[other] = sums.get(other, 0.0) + value
        sums.pop(a, None)
        sums.pop(b, None)
        del members[a], members[b]
        new, following = following, following + 1
        members[new], gain[new] = merged, sums
        for other, value in sums.items():
            gain[other].pop(a, None)
            gain[other].pop(b, None)
            gain[other][new] = value
            item = entry(new, other)
            if -item[0] >= threshold:
                heapq.heappush(heap, item)
    groups = [group for group in members.values() if len(group) > 1]
    return sorted(groups, key=lambda group: keys[group[0]])


def join_also(
    groups: Sequence[tuple[int, ...]],
    keys: Sequence[str],
    probability: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    is_neutral: Callable[[int, int], bool],
) -> list[tuple[int, ...]]:
    """The groups, each with what belongs to it as well: a long sentence may tell what two short
    ones do, and then it is in both claims.

    A statement outside joins a group where its mean probability with the group's members (those
    that are not neutral to it) reaches ``threshold``. All joins look at the groups as given, so
    that none depends on another.
    """
    near: dict[int, set[int]] = {}
    for (left, right), value in probability.items():
        if value >= threshold:
            near.setdefault(left, set()).add(right)
            near.setdefault(right, set()).add(left)
    grown = []
    for group in groups:
        inside = set(group)
        also = []
        for outsider in sorted({o for m in group for o in near.get(m, ())} - inside):
            counted = [m for m in group if not is_neutral(m, outsider)]
            total = sum(probability.get((min(m, outsider), max(m, outsider)), 0.0) for m in counted)
            if counted and total / len(counted) >= threshold:
                also.append(outsider)
        grown.append(tuple(sorted((*group, *also), key=lambda at: keys[at])))
    return sorted(set(grown), key=lambda group: [keys[at] for at in group])
