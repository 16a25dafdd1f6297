"""How likely two articles tell of one event: a logistic model over what they share."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from srccmp.align.features import CYRILLIC
from srccmp.stories.account import Account, met

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEATURES = ("words", "names", "concepts", "title", "head", "lead", "days", "numbers", "near")
# What stems cannot tell, as they have none in common, is measured within one language alone.
BY_ENCODER = ("headline", "opening")
ONE_LANGUAGE = frozenset({"words", "title", "head"})
# Taken off the log-odds where the headlines name different days: two forecasts and two counts are
# alike in all else, so it outweighs all else. By hand: no training set has more than a few such
# pairs.
OTHER_DAY = 12.0
# What two scripts add to the log-odds: less crosses than is shared. Of 124 translated documents of
# news (en with ru or uk) that lack a third of their sentences on each side, all are then above the
# threshold, of pairs of different documents 4 of 1,000 (without it 7 are below, 1 of 1,000 above).
OTHER_SCRIPT = 0.77
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

    def probability(self, features: Features, *, less: float = 0.0) -> float:
        """0–1; ``less`` is taken off the log-odds."""
        return 1 / (1 + math.exp(less - math.fsum(self.shares(features).values())))


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an article begins: vectors, shape (dim,), of its headline, where it has one, and of the
    headline with the first statement."""

    headline: NDArray[np.float32] | None
    opening: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32], *, headlines: int) -> Self:
        """``rows`` are the vectors of the statements of the headline, then of the first."""
        return cls(_middle(rows[:headlines]) if headlines else None, _middle(rows))


def _middle(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean, as long as the first of the rows (an encoder's have one length)."""
    import numpy as np

    mean = rows.mean(axis=0)
    length = float(np.linalg.norm(rows[0])) / max(float(np.linalg.norm(mean)), 1e-9)
    return np.asarray(mean * length, np.float32)


@cache
def models(*, with_encoder: bool = False) -> dict[bool, Model]:
    """By whether the two articles are in one language."""
    data = tomllib.loads(files("srccmp.stories").joinpath("weights.toml").read_text("utf-8"))
    data = data["with_encoder" if with_encoder else "without_encoder"]
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


def same_story(
    left: Account, right: Account, begin: tuple[Beginning, Beginning] | None = None
) -> float:
    """The probability, 0–1, that both tell of one event; the same for any order of the two.
    ``begin`` is how each of them begins, where an encoder told."""
    found = features(left, right)
    if begin is not None:
        found |= cosines(*begin)
    model = models(with_encoder=begin is not None)[left.language == right.language]
    less = OTHER_DAY * name_other_days(left, right)
    if (left.language in CYRILLIC) != (right.language in CYRILLIC):
        less -= OTHER_SCRIPT
    return model.probability(found, less=less)


def name_other_days(left: Account, right: Account) -> bool:
    """Both headlines name days, and none of the one is the same as or next to one of the other: a
    night has two days, and what follows is told on the next."""
    if not (left.title_days and right.title_days):
        return False
    return all(_apart(a, b) > 1 for a in left.title_days for b in right.title_days)


def _apart(one: str, other: str) -> int:
    """Days between two of some year, the shorter way round it.

    >>> _apart("05-08", "05-09"), _apart("12-31", "01-01")
    (1, 1)
    """
    first, second = (date.fromisoformat(f"2024-{day}") for day in (one, other))
    between = abs((first - second).days)
    return min(between, 366 - between)


def cosines(left: Beginning, right: Beginning) -> Features:
    """How alike the two begin, rounded: no processor's last bits should tell in an answer."""
    return {
        "headline": _cosine(left.headline, right.headline),
        "opening": _cosine(left.opening, right.opening),
    }


def _cosine(left: NDArray[np.float32] | None, right: NDArray[np.float32] | None) -> float | None:
    return None if left is None or right is None else round(float(left @ right), 3)


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
