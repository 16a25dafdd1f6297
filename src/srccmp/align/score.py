"""How likely two statements speak about the same thing: a logistic model over what they have in
common. Proposes; the facets decide what of it agrees."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from srccmp.model import Score

FEATURES: Final = (
    "lexical", "letters", "coverage", "containment", "lead", "inside", "concepts", "events",
    "roles", "entities", "times", "quantities", "numbers", "length", "place", "semantic",
    "semantic_lead",
)  # fmt: skip
NEEDS_ENCODER: Final = frozenset({"semantic", "semantic_lead"})

Measures = Sequence[float | None]  # in the order of FEATURES


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic weights: a feature moves the log-odds by its weight times its distance from its
    centre; a feature that was not measured moves nothing."""

    bias: float
    weights: Mapping[str, tuple[float, float]]  # feature -> (weight, centre)
    terms: tuple[tuple[int, float, float], ...]  # (place in FEATURES, weight, centre), none of 0

    def log_odds(self, measures: Measures) -> float:
        total = self.bias
        for at, weight, centre in self.terms:
            value = measures[at]
            if value is not None:
                total += weight * (value - centre)
        return total

    def shares(self, score: Score) -> dict[str, float]:
        """Each measured feature's share of the log-odds; what they add up to and the bias is the
        whole."""
        return {
            name: weight * (value - centre)
            for name, (weight, centre) in self.weights.items()
            if weight and (value := getattr(score, name)) is not None
        }


@cache
def model(part: str) -> Model:
    """The trained weights: ``with_encoder`` or ``without_encoder`` (bench/train_match.py)."""
    text = files("srccmp.align").joinpath("weights.toml").read_text("utf-8")
    table = dict(tomllib.loads(text)[part])
    bias = float(table.pop("bias"))
    weights = {name: (float(w["weight"]), float(w["centre"])) for name, w in table.items()}
    terms = tuple((FEATURES.index(name), w, c) for name, (w, c) in weights.items() if w)
    return Model(bias, weights, terms)


def model_of(score: Score) -> Model:
    """The model that a score was made with."""
    return model("without_encoder" if score.semantic is None else "with_encoder")


def logistic(log_odds: float) -> float:
    """Log-odds as a probability, 0–1.

    >>> logistic(0.0)
    0.5
    """
    if log_odds < 0:
        return 1.0 - 1.0 / (1.0 + math.exp(max(log_odds, -700.0)))
    return 1.0 / (1.0 + math.exp(-log_odds))


def log_odds_of(probability: float) -> float:
    """The log-odds of a probability, within ±16.

    >>> log_odds_of(0.5)
    0.0
    """
    held = min(max(probability, 1e-7), 1 - 1e-7)
    return math.log(held / (1 - held))


def probability(score: Score) -> float:
    """0–1, that both speak about one thing, by their features alone."""
    measures = [getattr(score, name) for name in FEATURES]
    return logistic(model_of(score).log_odds(measures))
