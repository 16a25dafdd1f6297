"""How likely two articles tell of one event: a logistic model over what they share."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from srccmp.stories.account import Account, met

FEATURES = ("words", "names", "concepts", "title", "head", "lead", "days", "numbers", "near")
# What stems cannot tell, as they have none in common, is measured within one language alone.
ONE_LANGUAGE = frozenset({"words", "title", "head"})
WEEK = 7.0  # days between publications that make two articles half as near

Features = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Weight:
    """``weight`` for each unit of the feature above its ``centre``; a feature that was not
    measured stands at its centre."""

    weight: float
    centre: float


@dataclass(frozen=True, slots=True)
class Model:
    bias: float
    weights: dict[str, Weight]

    def shares(self, features: Features) -> dict[str, float]:
        """What each feature adds to the log-odds, the bias under ``""``."""
        found = {"": self.bias}
        for name, weight in self.weights.items():
            value = features[name]
            if value is not None:
                found[name] = weight.weight * (value - weight.centre)
        return found

    def probability(self, features: Features) -> float:
        return 1 / (1 + math.exp(-math.fsum(self.shares(features).values())))


@cache
def models() -> dict[bool, Model]:
    """By whether the two articles are in one language."""
    data = tomllib.loads(files("srccmp.stories").joinpath("weights.toml").read_text("utf-8"))
    return {
        is_one: Model(
            bias=data[name]["bias"],
            weights={
                feature: Weight(told["weight"], told["centre"])
                for feature, told in data[name].items()
                if feature != "bias"
            },
        )
        for is_one, name in ((True, "one_language"), (False, "two_languages"))
    }


def same_story(left: Account, right: Account) -> float:
    """The probability, 0–1, that both tell of one event; the same for any order of the two."""
    return models()[left.language == right.language].probability(features(left, right))


def features(left: Account, right: Account) -> Features:
    """What the two share, each 0–1; None where it cannot be measured."""
    is_one = left.language == right.language
    return {
        "words": left.words.cosine(right.words) if is_one else None,
        "names": left.names.cosine(right.names),
        "concepts": left.concepts.cosine(right.concepts),
        "title": _least(met(left.title, right), met(right.title, left)) if is_one else None,
        "head": _mean(met(left.head, right), met(right.head, left)) if is_one else None,
        "lead": _is_shared(left.lead_days, right.lead_days),
        "days": _share(left.days, right.days),
        "numbers": _share(left.numbers, right.numbers),
        "near": _near(left, right),
    }


def _least(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else min(left, right)


def _mean(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else (left + right) / 2


def _is_shared(left: frozenset[str], right: frozenset[str]) -> float | None:
    return float(not left.isdisjoint(right)) if left and right else None


def _share(left: frozenset[str], right: frozenset[str]) -> float | None:
    """Of the smaller set, what is in the other."""
    return len(left & right) / min(len(left), len(right)) if left and right else None


def _near(left: Account, right: Account) -> float | None:
    """1 for one day of publication, half of it a week apart, towards 0; None without dates."""
    if not (left.earliest and left.latest and right.earliest and right.latest):
        return None
    gap = max(0, (right.earliest - left.latest).days, (left.earliest - right.latest).days)
    return 1 / (1 + gap / WEEK)
