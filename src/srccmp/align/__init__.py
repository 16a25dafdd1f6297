"""Statements of all sources → claims: pairs proposed, scored, and grouped without chaining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from srccmp.align.candidates import lexical_candidates, semantic_scores
from srccmp.align.group import cluster, join_also
from srccmp.align.listing import listed
from srccmp.align.questions import answering_pairs, same_scene
from srccmp.align.score import Pair, score_pair
from srccmp.align.terms import Profile, Weights, profile, says_something, weigh
from srccmp.annotate.analysis import Analysis
from srccmp.model import Claim, Facet, Link, Score, short_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two answers to one question belong to one claim whatever their words: the question was matched
# on what was harmed and when, which is stricter than any score.
ANSWERS = 0.95
# Mean probability from which a statement of one claim is in another, too.
ALSO = 0.8
# What is left of the probability where one statement tells of an earlier event and the other of
# the article's own; and where two give their own dates, which may be one event dated differently.
OTHER_SCENE = 0.3
OTHER_DATE = 0.7


@dataclass(frozen=True, slots=True)
class Alignment:
    """The claims, and how many pairs were looked at for them."""

    claims: tuple[Claim, ...]
    pairs: int


class Matcher:
    """Scores pairs when they are asked for, each once."""

    def __init__(
        self,
        analyses: Sequence[Analysis],
        profiles: Sequence[Profile],
        weights: Weights,
        nearness: NDArray[np.float32] | None,
        answers: Mapping[tuple[int, int], Facet],
    ) -> None:
        self.analyses = analyses
        self.profiles = profiles
        self.weights = weights
        self.nearness = nearness
        self.answers = answers
        self.telling = [says_something(found) for found in profiles]
        self.scored: dict[tuple[int, int], Pair] = {}

    def pair(self, left: int, right: int) -> Pair:
        key = (left, right)
        if key not in self.scored:
            self.scored[key] = self._score(left, right)
        return self.scored[key]

    def probability(self, left: int, right: int) -> float | None:
        """0–1; None for two statements of one article that are no two sides of a dispute: they
        speak neither for nor against being one thing."""
        if not (self.telling[left] and self.telling[right]):
            return 0.0
        same_article = self.analyses[left].article_id == self.analyses[right].article_id
        if same_article and (left, right) not in self.answers:
            return None
        return self.pair(left, right).probability

    def _score(self, left: int, right: int) -> Pair:
        nearness = None if self.nearness is None else float(self.nearness[left, right])
        found = score_pair(left, right, self.analyses, self.profiles, self.weights, nearness)
        if (left, right) in self.answers:
            features = replace(found.features, question=1.0)
            return replace(found, features=features, probability=max(found.probability, ANSWERS))
        one, other = self.analyses[left], self.analyses[right]
        if not same_scene(one, other):
            kept = OTHER_DATE if one.dated and other.dated else OTHER_SCENE
            return replace(found, probability=found.probability * kept)
        return found


def align(
    analyses: Sequence[Analysis], vectors: NDArray[np.float32] | None, *, min_link: float
) -> Alignment:
    """Claims of two or more statements each, in the order of their first members.

    ``analyses`` are in canonical order; ``vectors`` has one row of unit length for each, or is
    None without an encoder. ``min_link`` is the mean probability, 0–1, that holds a claim.
    """
    profiles = [profile(analysis) for analysis in analyses]
    weights = weigh(profiles)
    wanted = lexical_candidates(analyses, profiles, weights)
    answers = answering_pairs(analyses)
    wanted |= set(answers)
    nearness = None
    if vectors is not None and len(analyses) > 1:
        nearness, near = semantic_scores(vectors, analyses)
        wanted |= near
    matcher = Matcher(analyses, profiles, weights, nearness, answers)
    keys = [analysis.id for analysis in analyses]
    pairs = sorted(wanted)
    groups = cluster(
        keys,
        pairs,
        matcher.probability,
        threshold=min_link,
        owners=[a.article_id for a in analyses],
    )
    groups = join_also(groups, keys, pairs, matcher.probability, threshold=ALSO)
    best = _best(matcher)
    proposed: dict[int, list[int]] = {}
    for left, right in pairs:
        proposed.setdefault(left, []).append(right)
        proposed.setdefault(right, []).append(left)
    claims = tuple(_claim(group, matcher, min_link, best, proposed) for group in groups)
    return Alignment(claims, len(matcher.scored))


def _found_by(features: Score) -> str:
    if features.question:
        return "question"
    if (features.semantic or 0.0) > (features.lexical or 0.0):
        return "encoder"
    return "lexical"


def _best(matcher: Matcher) -> dict[tuple[int, str], float]:
    """For each statement and article the probability of the likeliest match there. A headline is
    no rival of the text below it, which it sums up."""
    found: dict[tuple[int, str], float] = {}
    for (left, right), pair in matcher.scored.items():
        for one, other in ((left, right), (right, left)):
            if matcher.analyses[other].is_headline:
                continue
            key = (one, matcher.analyses[other].article_id)
            found[key] = max(found.get(key, 0.0), pair.probability)
    return found


def _claim(
    group: tuple[int, ...],
    matcher: Matcher,
    min_link: float,
    best: Mapping[tuple[int, str], float],
    near: Mapping[int, Sequence[int]],
) -> Claim:
    analyses = matcher.analyses
    ids = tuple(sorted(analyses[at].id for at in group))
    links = []
    for a, b in listed(group, analyses, near, matcher.probability, min_link):
        pair = matcher.pair(a, b)
        left, right = sorted((analyses[a].id, analyses[b].id))
        links.append(
            Link(
                left_id=left,
                right_id=right,
                score=pair.probability,
                found_by=_found_by(pair.features),
                features=pair.features,
                mutual=pair.probability
                >= max(
                    best.get((a, analyses[b].article_id), 0.0),
                    best.get((b, analyses[a].article_id), 0.0),
                ),
            )
        )
    links.sort(key=lambda link: (link.left_id, link.right_id))
    return Claim(id=short_id("claim", *ids), members=ids, links=tuple(links), story="s1")
