"""Times as intervals that can be compared, and which of a claim's exclude each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from srccmp.model import Annotated, Evidence, Facet, Grain, Relation, TimeRef, Verdict

COARSEST = frozenset({Grain.DECADE, Grain.CENTURY})  # no event, but an age: left out

Interval = tuple[datetime, datetime, Grain]


def interval_of(ref: TimeRef) -> Interval | None:
    """What the timeline knows a time by; None where it has no year, or tells an age."""
    if ref.earliest is None or ref.latest is None or ref.grain in COARSEST:
        return None
    return ref.earliest, ref.latest, ref.grain


def opposed(
    verdict: Verdict, statements: Mapping[str, Annotated]
) -> frozenset[tuple[Interval, Interval]]:
    """The times of a claim that cannot both hold, as its findings tell, each pair in both orders.

    A claim may tell of more times than are in conflict: of the end of a term that is told of in two
    ways, and of its beginning.
    """
    found: set[tuple[Interval, Interval]] = set()
    for finding in verdict.findings:
        if finding.facet is Facet.TIME and finding.relation is Relation.CONFLICT:
            for left in _times_at(finding.left, statements):
                for right in _times_at(finding.right, statements):
                    found |= {(left, right), (right, left)} if left != right else set()
    return frozenset(found)


def _times_at(evidence: Evidence, statements: Mapping[str, Annotated]) -> list[Interval]:
    """The times that are told in the words of a finding."""
    told = statements[evidence.statement_id].times
    found = (interval_of(ref) for ref in told if ref.span.meets(evidence.span))
    return [interval for interval in found if interval is not None]
