"""Canonical order and numbers: what makes equal answers equal bytes, on every machine and for
every order of the files."""

from __future__ import annotations

import math
import typing
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time

from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Facet,
    Finding,
    Grain,
    Note,
    Position,
    Relation,
    Score,
    Stance,
    Story,
    TimelineEntry,
    TimeRef,
    Verdict,
)

# Scores are sums of floats whose last digits differ between machines; four digits do not.
DIGITS = 4
BELOW_DAY = (Grain.MINUTE, Grain.HOUR, Grain.DAYPART)
DAY_END = time(23, 59)

RELATIONS = {relation: rank for rank, relation in enumerate(Relation)}
FACETS: dict[Facet | None, int] = {facet: rank for rank, facet in enumerate(Facet)}
FACETS[None] = len(FACETS)
STAGES = (
    "read",
    "language",
    "segment",
    "annotate",
    "engines",
    "stories",
    "align",
    "reprints",
    "judge",
    "timeline",
)


def claims_in_order(
    claims: list[Claim],
    verdicts: Mapping[str, Verdict],
    order: Mapping[str, int],
    owner: Mapping[str, Article],
) -> tuple[Claim, ...]:
    """Conflicts before updates before agreements; within a relation the most contested first:
    where the most pairs of sources stand in different positions, a reprint counting as the source
    of its first. Facets break ties in their own order, then the number of origins, sources and
    statements, then the place in the articles."""
    known = {article.id: article.source.key for article in owner.values()}
    source = {
        member: known.get(article.reprint_of or "", article.source.key)
        for member, article in owner.items()
    }

    def key(claim: Claim) -> tuple[object, ...]:
        verdict = verdicts[claim.id]
        return (
            RELATIONS[verdict.relation],
            -_contested(verdict, source),
            FACETS[verdict.facet],
            -verdict.origins,
            -verdict.sources,
            -len(claim.members),
            min((order[member] for member in claim.members), default=-1),
            claim.id,
        )

    return tuple(sorted(claims, key=key))


def _contested(verdict: Verdict, source: Mapping[str, str]) -> int:
    """Pairs of different sources of which one is in one position and the other in another;
    ``source`` tells each member's."""
    places: dict[str, set[int]] = {}
    for rank, position in enumerate(verdict.positions):
        for member in position.members:
            places.setdefault(source[member], set()).add(rank)
    # All pairs but those that are together in one position and nowhere else.
    alone = Counter(min(ranks) for ranks in places.values() if len(ranks) == 1)
    return math.comb(len(places), 2) - sum(math.comb(n, 2) for n in alone.values())


def statements_in_order(
    statements: tuple[Annotated, ...], place: Mapping[str, int]
) -> tuple[Annotated, ...]:
    for annotated in statements:
        if annotated.statement.article_id not in place:
            raise ValueError(f"statement {annotated.id} is of no article")
    ordered = sorted(
        statements, key=lambda a: (place[a.statement.article_id], a.statement.span, a.id)
    )
    return tuple(
        replace(a, times=tuple(map(_canonical_time, a.times))) if a.times else a for a in ordered
    )


def canonical_article(article: Article) -> Article:
    confidence = _rounded(article.language.confidence)
    if confidence == article.language.confidence:
        return article
    return replace(article, language=replace(article.language, confidence=confidence))


def _canonical_time(told: TimeRef) -> TimeRef:
    if told.earliest is None or told.latest is None:
        return told
    earliest, latest = _interval(told.earliest, told.latest, told.grain)
    if (earliest, latest) == (told.earliest, told.latest):
        return told
    return replace(told, earliest=earliest, latest=latest)


def _interval(earliest: datetime, latest: datetime, grain: Grain) -> tuple[datetime, datetime]:
    """Days from their first minute to their last, finer grains in whole minutes."""
    if grain in BELOW_DAY:
        return earliest.replace(second=0, microsecond=0), latest.replace(second=0, microsecond=0)
    return datetime.combine(earliest.date(), time()), datetime.combine(latest.date(), DAY_END)


def canonical_entry(entry: TimelineEntry, order: Mapping[str, int]) -> TimelineEntry:
    earliest, latest = _interval(entry.earliest, entry.latest, entry.grain)
    told_by = _ordered(entry.statements, order)
    return replace(entry, earliest=earliest, latest=latest, statements=told_by)


def _ordered(ids: tuple[str, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    if unknown := [i for i in ids if i not in order]:
        raise ValueError(f"no statement has the id {unknown[0]}")
    return tuple(sorted(ids, key=order.__getitem__))


def canonical_claim(claim: Claim, order: Mapping[str, int]) -> Claim:
    links = (
        replace(
            link,
            score=_rounded(link.score),
            features=Score(
                **{f.name: _rounded(getattr(link.features, f.name)) for f in fields(Score)}
            ),
        )
        for link in claim.links
    )
    for link in claim.links:
        _ordered((link.left_id, link.right_id), order)
    return replace(
        claim,
        members=_ordered(claim.members, order),
        links=tuple(sorted(links, key=lambda link: (order[link.left_id], order[link.right_id]))),
    )


def canonical_verdict(
    verdict: Verdict, *, order: Mapping[str, int], owner: Mapping[str, Article]
) -> Verdict:
    def since(position: Position) -> tuple[date, int]:
        """Who surely published first, an unknown day counting as the last; then the place."""
        days = (owner[m].published for m in position.members)
        first = min((day.latest for day in days if day is not None), default=date.max)
        return first, min((order[m] for m in position.members), default=-1)

    def place(finding: Finding) -> tuple[object, ...]:
        return (
            RELATIONS[finding.relation],
            FACETS[finding.facet],
            order[finding.left.statement_id],
            order[finding.right.statement_id],
            finding.left.span,
            finding.right.span,
            finding.level,
            finding.reason,
        )

    for finding in verdict.findings:
        _ordered((finding.left.statement_id, finding.right.statement_id), order)
    positions = [_canonical_position(p, order) for p in verdict.positions]
    ranks = sorted(range(len(positions)), key=lambda rank: since(positions[rank]))
    place_of = {rank: place for place, rank in enumerate(ranks)}
    return replace(
        verdict,
        positions=tuple(positions[rank] for rank in ranks),
        stances=tuple(
            sorted(
                (_canonical_stance(stance, order, place_of) for stance in verdict.stances),
                key=lambda stance: stance.source,
            )
        ),
        left_out=tuple(sorted(verdict.left_out)),
        findings=tuple(sorted(verdict.findings, key=place)),
    )


def _canonical_position(position: Position, order: Mapping[str, int]) -> Position:
    speakers = (replace(s, statements=_ordered(s.statements, order)) for s in position.speakers)
    for telling in position.tellings:
        _ordered((telling.statement,), order)
    return replace(
        position,
        members=_ordered(position.members, order),
        speakers=tuple(sorted(speakers, key=lambda s: (order[s.statements[0]], s.key))),
        tellings=tuple(sorted(position.tellings, key=lambda t: order[t.statement])),
    )


def _canonical_stance(
    stance: Stance, order: Mapping[str, int], place_of: Mapping[int, int]
) -> Stance:
    """The same with the positions' new places; raises where it names one that there is not."""
    if unknown := [rank for rank in stance.positions if rank not in place_of]:
        raise ValueError(f"no position {unknown[0]} for the stance of {stance.source}")
    sides = sorted(
        (place_of[rank], state) for rank, state in zip(stance.positions, stance.states, strict=True)
    )
    return replace(
        stance,
        positions=tuple(rank for rank, _ in sides),
        states=tuple(state for _, state in sides),
        statements=_ordered(stance.statements, order),
    )


def stories_in_order(labels: Mapping[str, str], articles: tuple[Article, ...]) -> tuple[Story, ...]:
    """The stories of the articles (in order), by number; the label of one without is the title of
    its first article."""
    members: dict[str, list[Article]] = {}
    for article in articles:
        members.setdefault(article.story, []).append(article)
    return tuple(
        _story(key, labels.get(key, ""), members[key]) for key in sorted(members, key=_by_number)
    )


def stories_by_id(
    articles: Iterable[Article], statements: Iterable[Annotated], claims: Iterable[Claim]
) -> dict[str, str]:
    """The story of each article, statement and claim."""
    found = {article.id: article.story for article in articles}
    found |= {each.id: found[each.statement.article_id] for each in statements}
    return found | {claim.id: claim.story for claim in claims}


def story_of(entry: TimelineEntry, stories: Mapping[str, str]) -> str:
    """The story that a row of the timeline is of; ``stories`` as `stories_by_id` gives it."""
    ids = (entry.claim, entry.article, *entry.statements)
    return next(stories[each] for each in ids if each)


def _by_number(story: str) -> tuple[int, str]:
    """s2 before s10."""
    return len(story), story


def _story(key: str, label: str, articles: list[Article]) -> Story:
    days = [article.published for article in articles if article.published]
    return Story(
        id=key,
        label=label or next((a.title for a in articles if a.title), ""),
        articles=tuple(article.id for article in articles),
        earliest=min((day.earliest for day in days), default=None),
        latest=max((day.latest for day in days), default=None),
    )


def by_path(article: Article) -> tuple[str, str]:
    return article.path, article.id


def by_time(entry: TimelineEntry) -> tuple[object, ...]:
    grain = tuple(Grain).index(entry.grain)
    return (
        entry.earliest,
        entry.latest,
        grain,
        entry.claim or "",
        entry.article or "",
        entry.statements,
    )


def by_stage(note: Note) -> tuple[object, ...]:
    stage = STAGES.index(note.stage) if note.stage in STAGES else len(STAGES)
    return stage, note.stage, note.subject, note.code, note.message


@typing.overload
def _rounded(score: float) -> float: ...
@typing.overload
def _rounded(score: None) -> None: ...
@typing.overload
def _rounded(score: float | None) -> float | None: ...
def _rounded(score: float | None) -> float | None:
    return None if score is None else round(float(score), DIGITS)
