"""How sure a finding is, and from where on it is one: learned from labelled pairs.

A difference between two statements is a conflict only if they tell of one thing, and in a way that
makes it a difference of fact. How likely that is depends on what was found (a number in one role,
a "not" that only one side has) and on how alike the two are. ``weights.toml`` holds a logistic
model of that; ``bench/train_confidence.py`` makes it and prints how well it is calibrated.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from srccmp.align.score import log_odds_of, logistic
from srccmp.judge.sides import Sides
from srccmp.model import Finding, Relation

BAR = 0.5  # from which a conflict or update is called one; below, it is unclear
LEAST = 0.2  # below which there is nothing to tell
JUDGED = frozenset({Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR})
MOST = 4.0  # log-odds of a match beyond which more says nothing


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: ``bias`` + by facet + by level + weight times measure; the measures are 0–1, but
    for the match's log-odds, which are cut at ±``MOST``."""

    bias: float
    facets: Mapping[str, float]
    levels: Mapping[str, float]
    measures: Mapping[str, float]

    def of(self, finding: Finding, measures: Mapping[str, float]) -> float:
        """The probability that readers would call it a conflict (or an update), 0–1."""
        odds = self.bias
        odds += self.facets.get(finding.facet.value, 0.0) + self.levels.get(finding.level, 0.0)
        odds += sum(self.measures.get(name, 0.0) * value for name, value in measures.items())
        return logistic(odds)


@cache
def model() -> Model:
    text = files("srccmp.judge").joinpath("weights.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Model(table["bias"], table["facets"], table["levels"], table["measures"])


def measures_of(sides: Sides) -> dict[str, float]:
    """What the model reads of the pair, besides what was found."""
    link = sides.link
    return {
        "match": max(-MOST, min(MOST, log_odds_of(link.score))) / MOST,
        "question": link.features.question or 0.0,
    }


def weighed(sides: Sides, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with their confidence: a conflict or update under the bar is unclear, and one
    that is unlikely is left out; what a facet calls unclear stays so, however likely pairs of
    labelled sentences make it. What agrees is as sure as the match."""
    measures: dict[str, float] | None = None
    for finding in found:
        if finding.relation not in JUDGED:
            yield replace(finding, confidence=sides.link.score)
            continue
        measures = measures or measures_of(sides)
        sure = model().of(finding, measures)
        if sure >= BAR and finding.relation is not Relation.UNCLEAR:
            yield replace(finding, confidence=sure)
        elif sure >= LEAST:
            yield replace(finding, confidence=min(sure, BAR), relation=Relation.UNCLEAR)
