"""Pairs become claims over all sources at once.

The objective is that of correlation clustering: the sum, over all pairs inside claims, of their
probability less the threshold. Claims are merged greedily, the pair of claims with the highest
mean first, as long as that mean is positive: so every claim is held together by all its members
(average linkage), and no chain of lookalikes can tie its two ends together. Ties go by content,
so that the order of files changes nothing.

A claim of a hundred members has thousands of pairs with its neighbour, most of which nobody
proposed. These are asked for only where the two claims may come together at all: between small
claims an unseen pair may be anything, which is exact; between larger ones unseen pairs are taken to
be no more alike than the proposed ones, and then a few of them tell whether that is so.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

Score = Callable[[int, int], float | None]

SMALL = 16  # pairs between two claims, of which each unseen one may be anything
# Pairs between two claims that are asked for; the mean of these stands for more. (A mean of 200
# values between 0 and 1 is off by less than .03 as a rule.)
ASKED = 200
# So many are asked for first, and no more where their mean lies so far below the threshold.
FIRST, FAR = 8, 0.1
# Of the unseen pairs of a large claim with one statement beside it, those that stand for all: their
# mean is off by less than .1 as a rule.
ASKED_ALSO = 16
SIDE = 100  # members of a claim among which the pairs are chosen

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Between:
    """What is known of the pairs between two claims: the sum of their scores, how many have a
    score, how many of these are of one article, and whether all that will be asked for is."""

    total: float = 0.0
    valued: float = 0.0
    inner: int = 0
    is_known: bool = False

    def __add__(self, other: Between) -> Between:
        return Between(
            self.total + other.total,
            self.valued + other.valued,
            self.inner + other.inner,
            self.is_known and other.is_known,
        )

    @property
    def mean(self) -> float | None:
        return self.total / self.valued if self.valued else None


NOTHING = Between()


class Grouping:
    """Claims that come together step by step; each step makes a claim with a new number."""

    def __init__(
        self,
        keys: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        score: Score,
        threshold: float,
        owners: Sequence[Hashable] | None,
    ) -> None:
        self.keys = keys
        self.score = score
        self.threshold = threshold
        self.members: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(keys))}
        self.articles = owners
        self.owners: dict[int, Counter[Hashable]] | None = None
        if owners is not None:
            self.owners = {at: Counter([owner]) for at, owner in enumerate(owners)}
        self.seen: dict[int, dict[int, float | None]] = {at: {} for at in self.members}
        self.between: dict[int, dict[int, Between]] = {at: {} for at in self.members}
        for left, right in pairs:
            value = score(left, right)
            self.seen[left][right] = value
            is_inner = owners is not None and owners[left] == owners[right]
            is_valued = value is not None
            found = Between(value or 0.0, float(is_valued), int(is_inner and is_valued), True)
            self.between[left][right] = self.between[right][left] = found
        self.following = len(keys)

    def merge(self, a: int, b: int) -> int:
        """Make one claim of two; its number."""
        members, between, owners = self.members, self.between, self.owners
        new, self.following = self.following, self.following + 1
        mine, other = between.pop(a), between.pop(b)
        sums = {
            third: mine.get(third, NOTHING) + other.get(third, NOTHING)
            for third in (mine.keys() | other.keys()) - {a, b}
        }
        members[new] = tuple(sorted(members.pop(a) + members.pop(b), key=self.keys.__getitem__))
        if owners is not None:
            owners[new] = owners.pop(a) + owners.pop(b)
        between[new] = sums
        for third, found in sums.items():
            row = between[third]
            row.pop(a, None)
            row.pop(b, None)
            row[new] = found
        return new

    def most(self, a: int, b: int) -> float | None:
        """What the mean over the pairs of two claims can be at most; None where no pair counts."""
        found = self.between[a][b]
        if found.is_known:
            return found.mean
        pairs = len(self.members[a]) * len(self.members[b])
        unseen = pairs - found.valued
        if self.owners is not None:
            unseen -= _shared(self.owners[a], self.owners[b]) - found.inner
        if unseen <= 0 or pairs > SMALL:
            return found.mean
        mean = (found.total + unseen) / (found.valued + unseen)
        # Where articles are not told, the unseen pairs may be such that count for nothing.
        return mean if self.owners is not None else max(mean, found.mean or 0.0)

    def ask(self, a: int, b: int) -> None:
        """Get to know the mean over the pairs of two claims, that of some where there are many."""
        one, other = (_spread(self.members[c], SIDE) for c in (a, b))
        total, valued = 0.0, 0.0
        unseen = []
        for i in one:
            for j in other:
                left, right = (i, j) if i < j else (j, i)
                if right not in self.seen[left]:
                    if self.articles is None or self.articles[i] != self.articles[j]:
                        unseen.append((left, right))
                elif (value := self.seen[left][right]) is not None:
                    total, valued = total + value, valued + 1
        asked, told = 0, 0.0
        numbered = 0
        for asked, (left, right) in enumerate(_spread(unseen, ASKED), 1):
            value = self.seen[left][right] = self.score(left, right)
            if value is not None:
                told, numbered = told + value, numbered + 1
            if asked == FIRST and len(unseen) > 2 * FIRST:
                share = len(unseen) / asked
                mean = (total + share * told) / max(valued + share * numbered, 1.0)
                if mean < self.threshold - FAR:
                    break
        share = len(unseen) / asked if asked else 1.0
        total, valued = total + share * told, valued + share * numbered
        before = self.between[a][b]
        counted = valued
        if self.owners is not None:  # as many as count, whether they were looked at or not
            pairs = len(self.members[a]) * len(self.members[b])
            counted = pairs - _shared(self.owners[a], self.owners[b]) + before.inner
        total = total * counted / valued if valued else 0.0
        found = Between(total, counted if valued else 0.0, before.inner, True)
        self.between[a][b] = self.between[b][a] = found

    def entry(self, a: int, b: int) -> tuple[float, str, str, int, int] | None:
        most = self.most(a, b)
        if most is None or most < self.threshold:
            return None
        one, other = (self.keys[self.members[c][0]] for c in (a, b))
        return (-most, one, other, a, b) if one < other else (-most, other, one, b, a)


def cluster(
    keys: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    score: Score,
    *,
    threshold: float,
    owners: Sequence[Hashable] | None = None,
) -> list[tuple[int, ...]]:
    """Groups of two or more indices into ``keys`` (each sorted; the groups sorted by first key).

    ``pairs`` (left < right) are where merging may begin; ``score`` is the probability 0–1 of any
    pair, None for one that counts nothing either way, and is asked of other pairs only when two
    claims may come together. ``owners`` (the article of each) tells beforehand which pairs count
    nothing unless they are among ``pairs``; without it more of them are asked for.

    >>> near = {(0, 1): 0.9, (0, 2): 0.2, (1, 2): 0.3}
    >>> cluster(["a", "b", "c"], [(0, 1), (1, 2)], lambda i, j: near[i, j], threshold=0.5)
    [(0, 1)]
    """
    grouping = Grouping(keys, pairs, score, threshold, owners)
    heap = [item for left, right in pairs if (item := grouping.entry(left, right))]
    heapq.heapify(heap)
    members = grouping.members
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        if not grouping.between[a][b].is_known:
            grouping.ask(a, b)
            if item := grouping.entry(a, b):
                heapq.heappush(heap, item)
            continue
        new = grouping.merge(a, b)
        for third in grouping.between[new]:
            if item := grouping.entry(new, third):
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
    ``threshold``; as many as the group has of its own, the likeliest first: more would make one
    claim twice of two that lie near each other. All joins look at the groups as given, so that
    none depends on another.
    """
    proposed = set(pairs)
    near: dict[int, set[int]] = {}
    for left, right in pairs:
        if (score(left, right) or 0.0) >= threshold:
            near.setdefault(left, set()).add(right)
            near.setdefault(right, set()).add(left)
    grown = []
    for group in groups:
        outside = sorted({o for m in group for o in near.get(m, ())} - set(group))
        means = {o: _mean_with(group, o, proposed, score, threshold) for o in outside}
        likely = sorted((-mean, keys[o], o) for o, mean in means.items() if mean is not None)
        also = [o for _, _, o in likely[: len(group)]]
        grown.append(tuple(sorted((*group, *also), key=lambda at: keys[at])))
    return sorted(set(grown), key=lambda group: [keys[at] for at in group])


def _mean_with(
    group: Sequence[int],
    outsider: int,
    proposed: Set[tuple[int, int]],
    score: Score,
    threshold: float,
) -> float | None:
    """The mean over the group's pairs with the outsider where it reaches the threshold, else None;
    no more is asked for than it takes to know that it does not.

    Up to ``SMALL`` pairs that were not proposed may be anything; more are taken to be no more
    alike than the proposed ones, and a few of them tell how far they fall short of these.
    """
    rows = [(m, outsider) if m < outsider else (outsider, m) for m in group]
    unseen = [row for row in rows if row not in proposed]
    values = [v for row in rows if row in proposed and (v := score(*row)) is not None]
    total, valued = sum(values), len(values)
    if len(unseen) > SMALL:
        if total < threshold * valued:
            return None
        asked = [v for row in _spread(unseen, ASKED_ALSO) if (v := score(*row)) is not None]
        share = len(unseen) / ASKED_ALSO
        total, counted = total + share * sum(asked), valued + share * len(asked)
        return total / counted if counted and total / counted >= threshold else None
    left = len(unseen)
    for row in unseen:
        if total + left < threshold * (valued + left):
            return None
        left -= 1
        if (value := score(*row)) is not None:
            total, valued = total + value, valued + 1
    return total / valued if valued and total / valued >= threshold else None


def _shared(left: Mapping[Hashable, int], right: Mapping[Hashable, int]) -> int:
    """How many pairs are of one owner."""
    if len(right) < len(left):
        left, right = right, left
    return sum(count * right.get(owner, 0) for owner, count in left.items())


def _spread(items: Sequence[Item], most: int) -> Sequence[Item]:
    """At most so many of the items, always the same ones, the first few of these already from
    all places: steps of nearly the golden section, which meet every place once."""
    if len(items) < 2:
        return items
    step = round(len(items) * GOLDEN)
    while math.gcd(step, len(items)) > 1:
        step += 1
    return [items[turn * step % len(items)] for turn in range(min(most, len(items)))]


GOLDEN = (5**0.5 - 1) / 2
