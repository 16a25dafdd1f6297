"""How likely two statements speak about the same thing. Proposes; the facets decide what of it
agrees. The only module that uses RapidFuzz."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from srccmp.align.terms import Profile, Weights, coverage, shared_rarity
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames import specific
from srccmp.annotate.numbers import coarser_units
from srccmp.model import Quantity, Score

# Languages whose words can be compared letter by letter after the common spelling.
CYRILLIC = frozenset({"uk", "ru", "be", "bg", "mk", "sr", "kk"})
NEAR_DAYS = 1  # scenes so far apart or nearer may be one event told with another date


def lexical(left: str, right: str) -> float:
    """How many words are shared, 0.0 (none) to 1.0 (the same words in any order): the mean of
    both texts' likeness and of the likeness of what they share to the shorter one."""
    return (fuzz.token_sort_ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200


def closest(text: str, texts: Mapping[int, str], limit: int) -> list[int]:
    """The keys of the ``limit`` texts that share the most of their words with ``text``, the
    closest first, ties in the order given; what one has more than the other counts little."""
    found = process.extract(text, texts, scorer=fuzz.token_set_ratio, limit=limit)
    return [key for _, _, key in found]


def days_apart(left: tuple[date, date], right: tuple[date, date]) -> int:
    """Days between two inclusive intervals; 0 where they meet.

    >>> days_apart((date(2024, 6, 1), date(2024, 6, 3)), (date(2024, 6, 5), date(2024, 6, 9)))
    2
    """
    first, second = sorted((left, right))
    return max(0, (second[0] - first[1]).days)


def _times(left: Analysis, right: Analysis) -> float | None:
    """1 where both tell of the same days, falling with their distance; None where either has no
    day of its own to compare."""
    if left.scene is None or right.scene is None or not (left.dated or right.dated):
        return None
    apart = days_apart(left.scene, right.scene)
    return 1.0 if apart == 0 else 0.5 if apart <= NEAR_DAYS else 1 / (1 + apart)


def same_count(left: Quantity, right: Quantity) -> bool:
    """Whether the two count the same thing, or one a kind of the other, in the same role (the
    numbers may differ)."""
    units = (
        left.unit == right.unit
        or left.unit in coarser_units(right.unit)
        or right.unit in coarser_units(left.unit)
    )
    return units and (left.role == right.role or left.role is None or right.role is None)


def _quantities(left: Analysis, right: Analysis) -> float | None:
    """The share of the numbers of the shorter list that the other counts, too."""
    few, many = sorted(
        (left.annotated.quantities, right.annotated.quantities), key=lambda q: len(q)
    )
    if not few:
        return None
    return sum(any(same_count(q, other) for other in many) for q in few) / len(few)


def _entity_terms(analysis: Analysis) -> set[str]:
    return {f"e:{entity.key}" for entity in analysis.annotated.entities}


def shared_event(left: Analysis, right: Analysis, weights: Weights) -> float | None:
    """How rare the rarest event is that both tell, 0 (none) to 1; less where it befell nothing
    that both name. None where either tells of none."""
    if not left.events or not right.events:
        return None
    best = 0.0
    for a in left.events:
        for b in right.events:
            if a.concept == b.concept:
                rarity = weights.rarity(f"c:{a.concept}")
                met = bool(specific(a.around) & specific(b.around))
                best = max(best, rarity * (1.0 if met else APART))
    return best


APART = 0.6  # what is left of a shared event that befell nothing both name


def _concept_terms(profile: Profile) -> set[str]:
    return {term for term in profile.terms if term.startswith("c:")}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements with their features and the probability that they speak about one thing."""

    left: int
    right: int
    features: Score
    probability: float


def features(
    left: Analysis,
    right: Analysis,
    profiles: tuple[Profile, Profile],
    weights: Weights,
    semantic: float | None,
) -> Score:
    """Every feature of a pair, 0–1, None where one side has nothing to compare."""
    a, b = profiles
    one, other = coverage(a, b, weights), coverage(b, a, weights)
    entities = None
    if left.annotated.entities and right.annotated.entities:
        entities = shared_rarity(_entity_terms(left), _entity_terms(right), weights)
    concepts = None
    if _concept_terms(a) and _concept_terms(b):
        concepts = shared_rarity(_concept_terms(a), _concept_terms(b), weights)
    same_letters = (left.language in CYRILLIC) == (right.language in CYRILLIC)
    return Score(
        lexical=lexical(a.text, b.text) if same_letters else None,
        coverage=min(one, other),
        containment=max(one, other),
        concepts=concepts,
        events=shared_event(left, right, weights),
        entities=entities,
        times=_times(left, right),
        quantities=_quantities(left, right),
        semantic=semantic,
    )


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic weights: a feature moves the log-odds by its weight times its distance from its
    centre; a feature that was not measured moves nothing."""

    bias: float
    weights: Mapping[str, tuple[float, float]]  # feature -> (weight, centre)

    def probability(self, score: Score) -> float:
        return 1 / (1 + math.exp(-sum(self.shares(score).values()) - self.bias))

    def shares(self, score: Score) -> dict[str, float]:
        """Each measured feature's share of the log-odds."""
        return {
            name: weight * (value - centre)
            for name, value in measures(score).items()
            if value is not None and (known := self.weights.get(name))
            for weight, centre in (known,)
        }


def measures(score: Score) -> dict[str, float | None]:
    """The features as the model weighs them: nearness by its log-odds, held within ±4."""
    found = {name: getattr(score, name) for name in FEATURES}
    if score.semantic is not None:
        near = min(max(score.semantic, 0.018), 0.982)
        found["semantic"] = math.log(near / (1 - near))
    return found


FEATURES = (
    "coverage", "containment", "concepts", "events", "entities", "times", "quantities", "semantic"
)  # fmt: skip


@cache
def model(part: str) -> Model:
    """The trained weights: ``with_encoder`` or ``without_encoder`` (bench/train_match.py)."""
    text = files("srccmp.align").joinpath("weights.toml").read_text("utf-8")
    table = dict(tomllib.loads(text)[part])
    bias = float(table.pop("bias"))
    return Model(bias, {name: (w["weight"], w["centre"]) for name, w in table.items()})


def score_pair(
    left: int,
    right: int,
    analyses: Sequence[Analysis],
    profiles: Sequence[Profile],
    weights: Weights,
    semantic: float | None,
) -> Pair:
    """The pair with its features and probability; ``semantic`` is None without an encoder."""
    found = features(
        analyses[left],
        analyses[right],
        (profiles[left], profiles[right]),
        weights,
        semantic,
    )
    return Pair(left, right, found, probability(found))


def probability(score: Score) -> float:
    """0–1, that both speak about one thing: by words and facets, or with the encoder besides,
    whichever is surer. A long sentence that tells two things is near neither in the encoder's
    space, and a paraphrase shares no words; either alone is enough."""
    by_words = model("without_encoder").probability(score)
    if score.semantic is None:
        return by_words
    return max(by_words, model("with_encoder").probability(score))
