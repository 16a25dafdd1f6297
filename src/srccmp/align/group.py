"""Pairs become claims over all sources at once.

The objective is that of correlation clustering: the sum, over all pairs inside claims, of their
probability less the threshold. Claims are merged greedily, the pair of claims with the highest
mean first, as long as that mean is positive: so every claim is held together by all its members
(average linkage), and no chain of lookalikes can tie its two ends together. Ties go by content,
so that the order of files changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

Score = Callable[[int, int], float | None]


def cluster(
    keys: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    score: Score,
    *,
    threshold: float,
) -> list[tuple[int, ...]]:
    """Groups of two or more indices into ``keys`` (each sorted; the groups sorted by first key).

    ``pairs`` (left < right) are where merging may begin; ``score`` is the probability 0–1 of any
    pair, None for one that counts nothing either way, and is asked of other pairs only when two
    claims come together.

    >>> near = {(0, 1): 0.9, (0, 2): 0.2, (1, 2): 0.3}
    >>> cluster(["a", "b", "c"], [(0, 1), (1, 2)], lambda i, j: near[i, j], threshold=0.5)
    [(0, 1)]
    """
    members: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(keys))}
    # Of each two claims that may come together: the sum of their pairs' scores, and how many count.
    between: dict[int, dict[int, tuple[float, int]]] = {at: {} for at in members}
    for left, right in pairs:
        value = score(left, right)
        found = (0.0, 0) if value is None else (value, 1)
        between[left][right] = between[right][left] = found

    def entry(a: int, b: int) -> tuple[float, str, str, int, int] | None:
        total, count = between[a][b]
        if not count or total / count < threshold:
            return None
        first, second = sorted((a, b), key=lambda c: keys[members[c][0]])
        return (-total / count, keys[members[first][0]], keys[members[second][0]], first, second)

    def summed(a: int, b: int) -> tuple[float, int]:
        found = [score(min(i, j), max(i, j)) for i in members[a] for j in members[b]]
        values = [value for value in found if value is not None]
        return sum(values), len(values)

    heap = [item for left, right in pairs if (item := entry(left, right))]
    heapq.heapify(heap)
    following = len(keys)
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        merged = tuple(sorted(members[a] + members[b], key=lambda at: keys[at]))
        sums: dict[int, tuple[float, int]] = {}
        for one, other in ((a, b), (b, a)):
            for third, (total, count) in between[one].items():
                if third == other or third in sums:
                    continue
                rest, number = between[other].get(third) or summed(other, third)
                sums[third] = (total + rest, count + number)
        del members[a], members[b], between[a], between[b]
        new, following = following, following + 1
        members[new], between[new] = merged, sums
        for third, found in sums.items():
            between[third].pop(a, None)
            between[third].pop(b, None)
            between[third][new] = found
            if item := entry(new, third):
                heapq.heappush(heap, item)
    groups = [group for group in members.values() if len(group) > 1]
    return sorted(groups, key=lambda group: keys[group[0]])


def join_also(
    groups: Sequence[tuple[int, ...]],
    keys: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    score: Score,
    *,
    threshold: float,
) -> list[tuple[int, ...]]:
    """The groups, each with what belongs to it as well: a long sentence may tell what two short
    ones do, and then it is in both claims.

    A statement outside joins a group where its mean probability with the group's members reaches
    ``threshold``. All joins look at the groups as given, so that none depends on another.
    """
    near: dict[int, set[int]] = {}
    for left, right in pairs:
        if (score(left, right) or 0.0) >= threshold:
            near.setdefault(left, set()).add(right)
            near.setdefault(right, set()).add(left)
    grown = []
    for group in groups:
        also = []
        for outsider in sorted({o for m in group for o in near.get(m, ())} - set(group)):
            found = [score(min(m, outsider), max(m, outsider)) for m in group]
            values = [value for value in found if value is not None]
            if values and sum(values) / len(values) >= threshold:
                also.append(outsider)
        grown.append(tuple(sorted((*group, *also), key=lambda at: keys[at])))
    return sorted(set(grown), key=lambda group: [keys[at] for at in group])
