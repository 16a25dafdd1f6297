"""Statements of all sources → claims: pairs proposed, scored, and grouped without chaining."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from srccmp.align.group import cluster, join_also
from srccmp.align.listing import listed
from srccmp.align.matcher import Matcher
from srccmp.align.questions import answering_pairs
from srccmp.annotate.analysis import Analysis
from srccmp.model import Claim, Link, Score, short_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Mean probability from which a statement of one claim is in another, too.
ALSO = 0.6


@dataclass(frozen=True, slots=True)
class Alignment:
    """The claims, and how many pairs were looked at for them."""

    claims: tuple[Claim, ...]
    pairs: int


def align(
    analyses: Sequence[Analysis],
    vectors: NDArray[np.float32] | None,
    *,
    min_link: float,
    story: str,
) -> Alignment:
    """Claims of two or more statements each, in the order of their first members.

    ``analyses`` are in canonical order; ``vectors`` has one row of unit length for each, less the
    encoder's centre (`srccmp.engines.centres`), or is None without an encoder. ``min_link`` is the
    mean probability, 0–1, that holds a claim, ``story`` the id that the claims get.
    """
    matcher = Matcher(analyses, vectors, answering_pairs(analyses))
    keys = [analysis.id for analysis in analyses]
    pairs = matcher.pairs
    owners = [analysis.article_id for analysis in analyses]
    groups = cluster(keys, pairs, matcher.held, threshold=min_link, owners=owners)
    groups = join_also(groups, keys, pairs, matcher.held, threshold=ALSO)
    proposed: dict[int, list[int]] = {}
    for left, right in pairs:
        proposed.setdefault(left, []).append(right)
        proposed.setdefault(right, []).append(left)
    claims = tuple(_claim(group, matcher, min_link, proposed, story) for group in groups)
    return Alignment(claims, len(matcher.scored))


def _found_by(features: Score) -> str:
    if features.question:
        return "question"
    if (features.semantic_lead or 0.0) > (features.lead or 0.0):
        return "encoder"
    return "lexical"


def _claim(
    group: tuple[int, ...],
    matcher: Matcher,
    min_link: float,
    near: Mapping[int, Sequence[int]],
    story: str,
) -> Claim:
    analyses = matcher.analyses
    ids = tuple(sorted(analyses[at].id for at in group))
    links = []
    for a, b in listed(group, analyses, near, matcher.probability, min_link):
        probability = matcher.probability(a, b) or 0.0
        features = matcher.features(a, b)
        left, right = sorted((analyses[a].id, analyses[b].id))
        rival = max(matcher.best(a, matcher.owner[b]), matcher.best(b, matcher.owner[a]))
        links.append(
            Link(
                left_id=left,
                right_id=right,
                score=probability,
                found_by=_found_by(features),
                features=features,
                mutual=probability >= rival,
            )
        )
    links.sort(key=lambda link: (link.left_id, link.right_id))
    return Claim(id=short_id("claim", *ids), members=ids, links=tuple(links), story=story)
