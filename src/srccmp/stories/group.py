"""Which articles are looked at together, and how they become stories.

No pair is looked at that shares no rare term, so the work grows with the number of articles, not
with its square. Stories are merged greedily, the two with the highest mean probability first: a
story is held together by all its articles, and no chain of lookalikes ties two events together.
Of large stories a sample stands for all.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations, islice
from typing import Final

from srccmp.stories.account import Account

KEY_TERMS = 40  # of an article: its weightiest
POSTINGS = 40  # articles that share a term with one, and are looked at for it
NEAREST = 12  # of one article, by what they share: candidates for its story
LEAST = 0.06  # share of the weight of its key terms that a candidate has, too
UNLIKE = 0.1  # probability below which two articles are no place to begin
SAMPLE = 8  # articles that stand for a story
CLOSEST = 2  # articles of a story that one left alone is held against


ALL_PAIRS: Final = 30  # articles


def candidates(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Pairs (left < right) of articles that share weighty terms. ``accounts`` stand in the order
    of their ids, which is by chance: what of a long list is looked at depends on nothing else. Of a
    few articles all pairs are: two languages may share no weighty term."""
    if len(accounts) <= ALL_PAIRS:
        return list(combinations(range(len(accounts)), 2))
    terms = [_key_terms(each) for each in accounts]
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, weights in enumerate(terms):
        for term in weights:
            index[term].append(at)
    pairs: set[tuple[int, int]] = set()
    for at, weights in enumerate(terms):
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for other in _around(index[term], at):
                shared[other] += weight
        shared.pop(at, None)
        least = LEAST * sum(weights.values())
        ranked = heapq.nsmallest(
            NEAREST, ((-weight, other) for other, weight in shared.items() if weight >= least)
        )
        pairs.update((min(at, other), max(at, other)) for _, other in ranked)
    return sorted(pairs)


def _key_terms(account: Account) -> dict[str, float]:
    """The article's weightiest words and names, concepts of it that another language has, too,
    and its numbers."""
    ranked = sorted(account.words.weights.items(), key=lambda told: (-told[1], told[0]))
    concepts = sorted(account.concepts.weights.items(), key=lambda told: (-told[1], told[0]))
    found = dict(islice(ranked, KEY_TERMS)) | dict(islice(concepts, KEY_TERMS // 4))
    numbers = sorted(account.numbers, key=lambda n: (-len(n), n))
    return found | {f"n:{number}": 1.0 for number in numbers[: KEY_TERMS // 4]}


def _around(posting: list[int], at: int) -> list[int]:
    """The articles of a term, or those next to ``at`` where these are many."""
    if len(posting) <= POSTINGS:
        return posting
    here = bisect_left(posting, at)
    first = max(0, min(here - POSTINGS // 2, len(posting) - POSTINGS))
    return posting[first : first + POSTINGS]


def merged(
    count: int,
    pairs: Sequence[tuple[int, int]],
    score: Callable[[int, int], float],
    *,
    threshold: float,
) -> list[tuple[int, ...]]:
    """Groups of the numbers below ``count``, each number in one, in the order of their first.

    ``pairs`` (left < right) are where merging may begin, ``score`` the probability 0–1 of a pair,
    ``threshold`` the mean that holds a group together.

    >>> near = {(0, 1): 0.9, (0, 2): 0.1, (1, 2): 0.7}
    >>> merged(3, [(0, 1), (1, 2)], lambda i, j: near[i, j], threshold=0.5)
    [(0, 1), (2,)]
    """
    members: dict[int, tuple[int, ...]] = {at: (at,) for at in range(count)}
    beside: dict[int, set[int]] = {at: set() for at in range(count)}
    near = [pair for pair in pairs if score(*pair) >= UNLIKE]
    for left, right in near:
        beside[left].add(right)
        beside[right].add(left)

    def mean(a: int, b: int) -> float:
        found = [
            score(min(i, j), max(i, j)) for i in members[a][:SAMPLE] for j in members[b][:SAMPLE]
        ]
        return sum(sorted(found)) / len(found)

    def entry(a: int, b: int) -> tuple[float, int, int, int, int] | None:
        value = mean(a, b)
        if value < threshold:
            return None
        first, second = sorted((a, b), key=lambda group: members[group][0])
        return -value, members[first][0], members[second][0], first, second

    heap = [found for left, right in near if (found := entry(left, right))]
    heapq.heapify(heap)
    following = count
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        both = tuple(sorted((*members[a], *members[b])))
        # Where the sample stays, what was found out about the group stays too: a story of a
        # thousand articles takes one more without being held against all others again.
        kept = next((at for at in (a, b) if members[at][:SAMPLE] == both[:SAMPLE]), None)
        others = {a: beside.pop(a) - {b}, b: beside.pop(b) - {a}}
        del members[a], members[b]
        if kept is None:
            kept, following = following, following + 1
            met: set[int] = set()
        else:
            met = others[kept]
        members[kept], beside[kept] = both, others[a] | others[b]
        for other in sorted(beside[kept] - met):
            if found := entry(kept, other):
                heapq.heappush(heap, found)
        for gone in {a, b} - {kept}:
            for other in others[gone]:
                beside[other].discard(gone)
                beside[other].add(kept)
    return sorted(members.values())


def with_stragglers(
    groups: Sequence[tuple[int, ...]],
    pairs: Sequence[tuple[int, int]],
    score: Callable[[int, int], float],
    *,
    threshold: float,
) -> list[tuple[int, ...]]:
    """The groups, each with the articles left alone that belong to it: a follow-up is like the
    other follow-up and like nothing else.

    Such an article joins the group in which its closest two have the highest mean probability, of
    ``threshold`` at least. All look at the groups as given, so that none ties two others.

    >>> near = {(0, 1): 0.9, (0, 2): 0.1, (1, 2): 0.1, (0, 3): 0.9, (1, 3): 0.1, (2, 3): 0.7}
    >>> pairs = sorted(near)
    >>> with_stragglers([(0, 1), (2,), (3,)], pairs, lambda i, j: near[i, j], threshold=0.5)
    [(0, 1, 3), (2,)]
    """
    home = {at: group for group in groups if len(group) > 1 for at in group}
    near: defaultdict[int, set[tuple[int, ...]]] = defaultdict(set)
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            if one not in home and other in home:
                near[one].add(home[other])
    beside = {frozenset(pair) for pair in pairs}

    def closeness(at: int, group: tuple[int, ...]) -> float:
        met = [m for m in group if m in group[:SAMPLE] or frozenset((at, m)) in beside]
        values = sorted((score(min(at, m), max(at, m)) for m in met), reverse=True)[:CLOSEST]
        return sum(values) / len(values)

    grown: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in sorted(near):
        value, first = max((closeness(at, group), -group[0]) for group in near[at])
        if value >= threshold:
            grown[home[-first]].append(at)
    joined = {at for found in grown.values() for at in found}
    return sorted(
        tuple(sorted((*group, *grown[group])))
        for group in groups
        if len(group) > 1 or group[0] not in joined
    )
