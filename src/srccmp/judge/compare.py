"""Two statements of one claim, facet by facet: every finding with the words on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.judge.confidence import weighed
from srccmp.judge.facets.attribution import compare_attribution
from srccmp.judge.facets.cause import compare_frames
from srccmp.judge.facets.certainty import compare_certainty
from srccmp.judge.facets.figures import compare_figures
from srccmp.judge.facets.names import compare_names
from srccmp.judge.facets.polarity import compare_polarity
from srccmp.judge.facets.quantity import compare_quantities
from srccmp.judge.facets.status import compare_status
from srccmp.judge.facets.time import compare_times
from srccmp.judge.sides import Sides
from srccmp.model import Facet, Finding, Relation

DECIDED = frozenset({Relation.CONFLICT, Relation.UPDATE})


def compare_sides(sides: Sides) -> tuple[Finding, ...]:
    """All findings of two statements, each as sure as it is; certainty and attribution only where
    nothing conflicts."""
    found = [
        *compare_frames(sides),
        *compare_polarity(sides),
        *compare_status(sides),
        *compare_quantities(sides),
        *compare_times(sides),
        *compare_names(sides),
    ]
    found += (each for each in compare_figures(sides) if not _is_decided(each, found))
    if not has(found, Relation.CONFLICT):
        found += [*compare_certainty(sides), *compare_attribution(sides)]
    return tuple(weighed(sides, found))


def _is_decided(figure: Finding, found: Sequence[Finding]) -> bool:
    """Whether a facet's own ladder has said what a bare figure would say, or better."""
    return any(
        (each.facet is figure.facet and each.relation in DECIDED)
        or (
            each.left.span.meets(figure.left.span)
            and each.right.span.meets(figure.right.span)
            and each.facet in (Facet.QUANTITY, Facet.TIME)
        )
        for each in found
    )


def has(findings: Sequence[Finding], relation: Relation) -> bool:
    return any(finding.relation is relation for finding in findings)
