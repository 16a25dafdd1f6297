"""Which pairs of a claim's members are listed as its links, and so are compared facet by facet.

A claim of a few members lists all of its pairs. One of three hundred has 45,000, nearly all of
which say again that two accounts of one sentence are alike. Of such a claim are listed

- the pairs that hold it together: the tree over its members with the highest probabilities;
- each member's strongest pairs;
- for each thing that members tell in different ways (the number of the injured, the hour, the
  cause, whether it is denied, how far it has got, a name), a few pairs for each two of its ways,
  the strongest first: no two answers go uncompared because each has forty equals nearer to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from srccmp.annotate.analysis import Analysis
from srccmp.model import EntityKind, Grain

ALL = 40  # members of a claim of which all pairs are listed
STRONGEST = 4  # pairs of one member
WAYS = 8  # of telling one thing, the commonest first, each two of which are compared
APART = 3  # pairs for each two ways
TRIED = 4  # members of each way among which these are looked for, beyond the proposed pairs

Pair = tuple[int, int]
NAMED = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION})


def listed(
    group: Sequence[int],
    analyses: Sequence[Analysis],
    near: Mapping[int, Sequence[int]],
    score: Callable[[int, int], float | None],
    least: float,
) -> list[Pair]:
    """Pairs (left < right) of the group's members whose probability is ``least`` or more: all in a
    group of up to `ALL`, else those named above.

    ``near`` has for each statement those that were proposed for it, ``score`` the probability of
    a pair, or None where it counts nothing.
    """
    if len(group) <= ALL:
        rows = [(min(pair), max(pair)) for pair in combinations(group, 2)]
        return [row for row in rows if (score(*row) or 0.0) >= least]
    inside = set(group)
    scored: dict[Pair, float] = {}
    for at in group:
        for other in near.get(at, ()):
            row = (min(at, other), max(at, other))
            if other in inside and row not in scored and (value := score(*row) or 0.0) >= least:
                scored[row] = value
    place = {at: rank for rank, at in enumerate(group)}  # the group stands in the order of content

    def first(row: Pair) -> tuple[float, Pair]:
        one, other = place[row[0]], place[row[1]]
        return -scored[row], (min(one, other), max(one, other))

    ranked = sorted(scored, key=first)
    found = {*_tree(ranked), *_strongest(ranked)}
    found.update(_apart(group, analyses, ranked, score, least))
    return sorted(found, key=lambda row: sorted((place[row[0]], place[row[1]])))


def _tree(ranked: Sequence[Pair]) -> Iterator[Pair]:
    """The strongest pairs that each join two parts which were not joined before (Kruskal)."""
    root: dict[int, int] = {}

    def find(at: int) -> int:
        path = []
        while (up := root.get(at, at)) != at:
            path.append(at)
            at = up
        for each in path:
            root[each] = at
        return at

    for left, right in ranked:
        one, other = find(left), find(right)
        if one != other:
            root[one] = other
            yield left, right


def _strongest(ranked: Sequence[Pair]) -> Iterator[Pair]:
    taken: Counter[int] = Counter()
    for left, right in ranked:
        if taken[left] < STRONGEST or taken[right] < STRONGEST:
            taken.update((left, right))
            yield left, right


# --- ways of telling one thing -----------------------------------------------------------------


def _apart(
    group: Sequence[int],
    analyses: Sequence[Analysis],
    ranked: Sequence[Pair],
    score: Callable[[int, int], float | None],
    least: float,
) -> Iterator[Pair]:
    """A few pairs for each two ways of telling each thing."""
    told = {at: _told(analyses[at]) for at in group}
    ways: defaultdict[Hashable, dict[Hashable, list[int]]] = defaultdict(dict)
    for at in group:
        for thing, values in told[at].items():
            for value in values:
                ways[thing].setdefault(value, []).append(at)
    for thing in sorted(ways, key=repr):
        common = sorted(ways[thing], key=lambda way: (-len(ways[thing][way]), repr(way)))[:WAYS]
        if len(common) < 2:
            continue
        taken: Counter[frozenset[Hashable]] = Counter()
        for left, right in ranked:
            mine, other = told[left].get(thing), told[right].get(thing)
            if mine is None or other is None or mine & other:
                continue
            for two in _both(mine, other, common):
                if taken[two] < APART:
                    taken[two] += 1
                    yield left, right
        for one, another in combinations(common, 2):
            two = frozenset((one, another))
            for left, right in _few(ways[thing][one], ways[thing][another]):
                if taken[two] >= APART:
                    break
                if told[left][thing] & told[right][thing] or (score(left, right) or 0.0) < least:
                    continue
                taken[two] += 1
                yield left, right


def _both(
    mine: Set[Hashable], other: Set[Hashable], common: Sequence[Hashable]
) -> Iterator[frozenset[Hashable]]:
    for one in common:
        if one in mine:
            for another in common:
                if another in other:
                    yield frozenset((one, another))


def _few(left: Sequence[int], right: Sequence[int]) -> Iterator[Pair]:
    for step in range(min(TRIED, max(len(left), len(right)))):
        one, other = left[step % len(left)], right[step % len(right)]
        if one != other:
            yield min(one, other), max(one, other)


def _told(analysis: Analysis) -> dict[Hashable, frozenset[Hashable]]:
    """What a statement tells, each thing with its values: what the verdicts compare."""
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for frame in analysis.frames:
        own = frozenset(key for key, kind in frame.names if not kind.is_of_place)
        found[frame.facet.value].add((*sorted(own or frame.concepts), frame.polarity.value))
    for quantity in analysis.annotated.quantities:
        found["quantity", quantity.unit].add((quantity.low, quantity.high))
    for event in analysis.events:
        if not event.alleged:
            found["event", event.concept].add((event.negated, event.status or ""))
    for time in analysis.annotated.times:
        if time.grain is not Grain.CENTURY and time.earliest is not None:
            found["time"].add((time.earliest, time.latest))
    for entity in analysis.annotated.entities:
        if entity.kind in NAMED:
            found["name", entity.kind.value].add(entity.key)
    found["certainty"].add(analysis.annotated.modality.certainty.value)
    return {thing: frozenset(values) for thing, values in found.items()}
