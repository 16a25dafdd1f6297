"""What happened when: claims and publications by the time they tell about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from srccmp.model import Annotated, Article, Claim, TimelineEntry, Verdict
from srccmp.times import Interval, interval_of, opposed


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


def _rows(members: Sequence[Annotated], claim: str, disputed: set[Interval]) -> list[TimelineEntry]:
    """One row for each distinct time, with the statements that tell it."""
    found: dict[Interval, list[str]] = {}
    for member in members:
        for ref in member.times:
            if (interval := interval_of(ref)) is not None:
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
