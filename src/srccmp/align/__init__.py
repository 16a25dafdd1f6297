"""Statements of all sources → claims: pairs proposed, scored, and grouped without chaining."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from srccmp.align.candidates import lexical_candidates, semantic_scores
from srccmp.align.group import cluster, join_also
from srccmp.align.questions import answering_pairs, same_scene
from srccmp.align.score import Pair, score_pairs
from srccmp.align.terms import profile, says_something, weigh
from srccmp.annotate.analysis import Analysis
from srccmp.model import Claim, Facet, Link, Score, short_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two answers to one question belong to one claim whatever their words: the question was matched
# on what was harmed and when, which is stricter than any score.
ANSWERS = 0.85

# Mean probability from which a statement of one claim is in another, too.
ALSO = 0.5


@dataclass(frozen=True, slots=True)
class Alignment:
    """The claims, and how many pairs were looked at for them."""

    claims: tuple[Claim, ...]
    pairs: int


def align(
    analyses: Sequence[Analysis], vectors: NDArray[np.float32] | None, *, min_link: float
) -> Alignment:
    """Claims of two or more statements each, in the order of their first members.

    ``analyses`` are in canonical order; ``vectors`` has one row of unit length for each, or is
    None without an encoder. ``min_link`` is the mean probability, 0–1, that holds a claim.
    """
    profiles = [profile(analysis) for analysis in analyses]
    weights = weigh(profiles)
    telling = [says_something(p) for p in profiles]
    wanted = lexical_candidates(analyses, profiles, weights)
    answers = answering_pairs(analyses)
    wanted |= set(answers)
    semantic = None
    if vectors is not None and len(analyses) > 1:
        scores, near = semantic_scores(vectors, analyses)
        wanted |= near
        semantic = {pair: float(scores[pair]) for pair in wanted}
    pairs = sorted(pair for pair in wanted if telling[pair[0]] and telling[pair[1]])
    scored = {
        (pair.left, pair.right): _answered(pair, answers, analyses)
        for pair in score_pairs(pairs, analyses, profiles, weights, semantic)
    }
    keys = [analysis.id for analysis in analyses]
    probability = {key: pair.probability for key, pair in scored.items()}

    def is_neutral(i: int, j: int) -> bool:
        return analyses[i].article_id == analyses[j].article_id

    groups = cluster(keys, probability, threshold=min_link, is_neutral=is_neutral)
    groups = join_also(groups, keys, probability, threshold=ALSO, is_neutral=is_neutral)
    claims = tuple(_claim(group, scored, analyses, min_link) for group in groups)
    return Alignment(claims, len(pairs))


def _answered(
    pair: Pair, answers: dict[tuple[int, int], Facet], analyses: Sequence[Analysis]
) -> Pair:
    """The pair with its question, which raises its probability; other scenes lower it."""
    if (pair.left, pair.right) in answers:
        features = replace(pair.features, question=1.0)
        return replace(pair, features=features, probability=max(pair.probability, ANSWERS))
    if not same_scene(analyses[pair.left], analyses[pair.right]):
        return replace(pair, probability=pair.probability * 0.5)
    return pair


def _found_by(features: Score) -> str:
    if features.question:
        return "question"
    if (features.semantic or 0.0) > (features.lexical or 0.0) and features.semantic is not None:
        return "encoder"
    return "lexical"


def _claim(
    group: tuple[int, ...],
    scored: dict[tuple[int, int], Pair],
    analyses: Sequence[Analysis],
    min_link: float,
) -> Claim:
    ids = tuple(sorted(analyses[at].id for at in group))
    links = []
    for step, a in enumerate(group):
        for b in group[step + 1 :]:
            pair = scored.get((min(a, b), max(a, b)))
            if pair is None or pair.probability < min_link:
                continue
            left, right = sorted((analyses[a].id, analyses[b].id))
            links.append(
                Link(
                    left_id=left,
                    right_id=right,
                    score=pair.probability,
                    found_by=_found_by(pair.features),
                    features=pair.features,
                )
            )
    links.sort(key=lambda link: (link.left_id, link.right_id))
    return Claim(id=short_id("claim", *ids), members=ids, links=tuple(links), story="s1")
