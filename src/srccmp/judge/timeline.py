"""What happened when: claims and publications by the time they tell about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Evidence,
    Facet,
    Grain,
    Relation,
    TimelineEntry,
    TimeRef,
    Verdict,
)

COARSEST = frozenset({Grain.DECADE, Grain.CENTURY})  # no event, but an age: left out

Interval = tuple[datetime, datetime, Grain]


def timeline(
    judged: Sequence[tuple[Claim, Verdict]],
    statements: Sequence[Annotated],
    articles: Sequence[Article],
) -> tuple[TimelineEntry, ...]:
    """Rows by time: for each claim one row a time that its members tell, for statements outside
    of claims their own, and a row for each publication."""
    by_id = {s.id: s for s in statements}
    entries: list[TimelineEntry] = []
    for claim, verdict in judged:
        disputed = {time for pair in opposed(verdict, by_id) for time in pair}
        entries += _rows([by_id[m] for m in claim.members], claim.id, disputed)
    for article in articles:
        if article.published:
            entries.append(
                TimelineEntry(
                    earliest=datetime.combine(article.published.earliest, time.min),
                    latest=datetime.combine(article.published.latest, time(23, 59)),
                    grain=article.published.grain,
                    claim=None,
                    statements=(),
                    article=article.id,
                )
            )
    return tuple(sorted(entries, key=_key))


def _key(entry: TimelineEntry) -> tuple[object, ...]:
    return (
        entry.earliest,
        entry.latest,
        entry.article or "",
        entry.claim or "",
        entry.statements,
    )


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
    found = (_interval(ref) for ref in told if ref.span.meets(evidence.span))
    return [interval for interval in found if interval is not None]


def _rows(members: Sequence[Annotated], claim: str, disputed: set[Interval]) -> list[TimelineEntry]:
    """One row for each distinct time, with the statements that tell it."""
    found: dict[Interval, list[str]] = {}
    for member in members:
        for ref in member.times:
            if (interval := _interval(ref)) is not None:
                told = found.setdefault(interval, [])
                if member.id not in told:
                    told.append(member.id)
    return [
        TimelineEntry(
            earliest=earliest,
            latest=latest,
            grain=grain,
            claim=claim,
            statements=tuple(sorted(ids)),
            disputed=(earliest, latest, grain) in disputed,
        )
        for (earliest, latest, grain), ids in found.items()
    ]


def _interval(ref: TimeRef) -> Interval | None:
    if ref.earliest is None or ref.latest is None or ref.grain in COARSEST:
        return None
    return ref.earliest, ref.latest, ref.grain
