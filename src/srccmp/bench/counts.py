"""Outcomes → figures: so many of so many, with the interval that the true share may lie in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist
from typing import Final

from srccmp.bench.outcomes import TOLD, Outcome
from srccmp.bench.sets import FACETS, NO_KIND, RELATIONS
from srccmp.model import Facet

SURE: Final = 0.95
Z: Final = NormalDist().inv_cdf((1 + SURE) / 2)


@dataclass(frozen=True, slots=True)
class Count:
    """``hits`` of ``of`` rows.

    >>> str(Count(3, 4)), str(Count(0, 0))
    ('3/4 (75 %)', '0/0')
    """

    hits: int
    of: int

    def __str__(self) -> str:
        return f"{self.hits}/{self.of}" + (f" ({percent(self.hits / self.of)})" if self.of else "")

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.of + other.of)

    @property
    def share(self) -> float | None:
        """0–1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval (1927) of the share, for 95 %; None of nothing.

        >>> low, high = Count(0, 20).interval
        >>> round(low, 3), round(high, 3)
        (0.0, 0.161)
        """
        if not self.of:
            return None
        share, weight = self.hits / self.of, Z * Z / self.of
        middle = share + weight / 2
        spread = Z * sqrt(share * (1 - share) / self.of + weight / (4 * self.of))
        low, high = (middle - spread) / (1 + weight), (middle + spread) / (1 + weight)
        # At the ends the sum is exact on paper alone.
        return 0.0 if not self.hits else max(0.0, low), 1.0 if self.hits == self.of else high


def percent(share: float) -> str:
    """A whole number of hundredths, but never 0 for some nor 100 for less than all.

    >>> percent(0.384), percent(0.001), percent(0.999), percent(0.0)
    ('38 %', '<1 %', '>99 %', '0 %')
    """
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{share * 100:.0f} %"


Counted = dict[str, Count]


def counts(outcomes: Sequence[Outcome]) -> Counted:
    """All counts of a group of rows. Soft rows stand apart: in ``soft_…`` alone."""
    strict = [each for each in outcomes if not each.row.soft]
    soft = [each for each in outcomes if each.row.soft]

    def count(rows: Sequence[Outcome], relations: str, holds: Callable[[Outcome], bool]) -> Count:
        chosen = [each for each in rows if each.row.relation in relations.split()]
        return Count(sum(map(holds, chosen)), len(chosen))

    def found(outcome: Outcome) -> bool:
        return outcome.says("conflict")

    def found_inside(outcome: Outcome) -> bool:
        return outcome.says("conflict", inside=True)

    return {
        "lost": count(outcomes, " ".join(RELATIONS), lambda o: o.is_lost),
        "aligned": count(strict, "agree conflict", lambda o: o.is_aligned),
        "aligned_agree": count(strict, "agree", lambda o: o.is_aligned),
        "aligned_conflict": count(strict, "conflict", lambda o: o.is_aligned),
        "aligned_update": count(strict, "update", lambda o: o.is_aligned),
        "aligned_compatible": count(strict, "compatible", lambda o: o.is_aligned),
        "conflicts": count(strict, "conflict", found),
        "conflicts_typed": count(strict, "conflict", lambda o: o.is_typed),
        "updates": count(strict, "update", lambda o: o.is_right),
        "compatibles": count(strict, "compatible", lambda o: o.is_right),
        "soft_conflicts": count(soft, "conflict", found),
        "soft_aligned": count(soft, "agree conflict", lambda o: o.is_aligned),
        "false_on_agree": count(strict, "agree", found),
        "false_in_agree": count(strict, "agree", found_inside),
        "false_on_update": count(strict, "update", found),
        "false_on_compatible": count(strict, "compatible", found),
        "false_on_unrelated": count(strict, "unrelated", found),
        "unrelated_joined": count(strict, "unrelated", lambda o: o.is_aligned),
    }


PRECISION: Final = "precision"


class Better(StrEnum):
    """Which way a figure is to go; ``""`` where neither is better by itself."""

    MORE = "more"
    LESS = "less"
    NEITHER = ""


class Table(StrEnum):
    RELATIONS = "relations"
    KINDS = "kinds"
    FACETS = "facets"
    LANGUAGES = "languages"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One cell: ``table`` and ``row`` tell of which pairs, ``name`` what is counted of them."""

    table: Table
    row: str
    name: str
    count: Count
    better: Better = Better.NEITHER

    @property
    def key(self) -> str:
        return f"{self.table.value}.{self.row}.{self.name}"


def figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """All cells of all tables, in their order."""
    strict = [each for each in outcomes if not each.row.soft]
    return (
        *_by_relation(strict),
        *_by_kind(strict),
        *_by_facet(strict),
        *_by_languages(strict),
        *_totals(outcomes),
    )


def _by_relation(strict: Sequence[Outcome]) -> Iterator[Figure]:
    for relation, rows in _grouped(strict, lambda o: o.row.relation, RELATIONS).items():
        is_wanted = relation != "unrelated"
        yield Figure(
            table=Table.RELATIONS,
            row=relation,
            name="aligned",
            count=Count(sum(o.is_aligned for o in rows), len(rows)),
            better=Better.MORE if is_wanted else Better.LESS,
        )
        for told in TOLD:
            better = Better.NEITHER
            if told == "conflict":
                better = Better.MORE if relation == "conflict" else Better.LESS
            elif told == relation == "update":
                better = Better.MORE
            yield Figure(
                table=Table.RELATIONS,
                row=relation,
                name=told,
                # Of what stands apart nothing is told, either: it is counted as not aligned.
                count=Count(sum(o.told == told and o.is_aligned for o in rows), len(rows)),
                better=better,
            )


def _by_kind(strict: Sequence[Outcome]) -> Iterator[Figure]:
    conflicts = [each for each in strict if each.row.relation == "conflict"]
    for kind, rows in _grouped(conflicts, lambda o: o.row.kind, (*FACETS, NO_KIND)).items():
        counted = counts(rows)
        aligned, typed = counted["aligned_conflict"], counted["conflicts_typed"]
        cells = {
            "aligned": (aligned, Better.MORE),
            "found": (counted["conflicts"], Better.MORE),
            "typed": (typed, Better.MORE),
            "typed_of_aligned": (Count(typed.hits, aligned.hits), Better.NEITHER),
        }
        for name, (count, better) in cells.items():
            yield Figure(table=Table.KINDS, row=kind, name=name, count=count, better=better)


def _by_facet(strict: Sequence[Outcome]) -> Iterator[Figure]:
    """Of the pairs on which a facet reports a conflict, those that are marked so, and those whose
    marked kind it fits."""
    for facet in Facet:
        rows = [
            each
            for each in strict
            if any(s.relation == "conflict" and s.facet == facet for s in each.said)
        ]
        conflicts = [each for each in rows if each.row.relation == "conflict"]
        fitting = [each for each in conflicts if facet in FACETS.get(each.row.kind, ())]
        for name, chosen in ((PRECISION, conflicts), ("fitting", fitting)):
            if rows:
                count = Count(len(chosen), len(rows))
                yield Figure(table=Table.FACETS, row=facet.value, name=name, count=count)


def _by_languages(strict: Sequence[Outcome]) -> Iterator[Figure]:
    pairs = sorted({each.languages for each in strict})
    for pair, rows in _grouped(strict, lambda o: o.languages, pairs).items():
        counted = counts(rows)
        one = counted["aligned"] + counted["aligned_update"] + counted["aligned_compatible"]
        false = (
            counted["false_on_agree"] + counted["false_on_update"] + counted["false_on_compatible"]
        )
        cells = {
            "pairs": (Count(len(rows), len(strict)), Better.NEITHER),
            "aligned": (one, Better.MORE),
            "found": (counted["conflicts"], Better.MORE),
            PRECISION: (precision(counted), Better.NEITHER),
            "false": (false, Better.LESS),
            "false_on_unrelated": (counted["false_on_unrelated"], Better.LESS),
        }
        for name, (count, better) in cells.items():
            yield Figure(table=Table.LANGUAGES, row=pair, name=name, count=count, better=better)


TOTALS: Final[Mapping[str, Better]] = {
    "aligned": Better.MORE,
    "conflicts": Better.MORE,
    "conflicts_typed": Better.MORE,
    "updates": Better.MORE,
    "compatibles": Better.MORE,
    "false_on_agree": Better.LESS,
    "false_on_compatible": Better.LESS,
    "false_on_update": Better.LESS,
    "false_on_unrelated": Better.LESS,
    "unrelated_joined": Better.LESS,
    "soft_conflicts": Better.NEITHER,
    "soft_aligned": Better.NEITHER,
    "lost": Better.LESS,
}


def _totals(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    counted = counts(outcomes)
    yield Figure(table=Table.TOTALS, row="all", name=PRECISION, count=precision(counted))
    for name, better in TOTALS.items():
        yield Figure(table=Table.TOTALS, row="all", name=name, count=counted[name], better=better)


def precision(counted: Counted) -> Count:
    """Of the marked pairs on which a conflict is reported, those that are marked so."""
    false = sum(
        counted[name].hits
        for name in (
            "false_on_agree", "false_on_update", "false_on_compatible", "false_on_unrelated"
        )
    )  # fmt: skip
    return Count(counted["conflicts"].hits, counted["conflicts"].hits + false)


def _grouped(
    outcomes: Sequence[Outcome], key: Callable[[Outcome], str], order: Sequence[str]
) -> dict[str, list[Outcome]]:
    """The outcomes by a word of theirs, in the order given; no word without any."""
    found: dict[str, list[Outcome]] = {word: [] for word in order}
    for each in outcomes:
        found[key(each)].append(each)
    return {word: rows for word, rows in found.items() if rows}
