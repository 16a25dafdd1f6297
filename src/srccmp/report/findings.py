"""A claim's findings with the words on both sides, those of one kind together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srccmp.model import Evidence, Finding, Relation, Span, Verdict
from srccmp.present.findings import by_right, families, kinds, sureness
from srccmp.present.safe import Piece, excerpt, safe
from srccmp.present.view import Index
from srccmp.present.words import SIGNS
from srccmp.report.tongues import tag_of

ROOM = 90  # letters of the words on one side
# A large claim has a finding for each pair of its members; the JSON holds them all.
PAIRS_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of one side, their evidence marked; a link to where they stand."""

    statement: str
    source: str
    tag: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """Quotes that each stand to each of the ``others``; none of these where all say the same."""

    quotes: tuple[Quote, ...]
    others: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """The findings of one facet, relation and level. ``between`` is the word that stands between
    the two sides; ``left`` counts the pairs that are not listed."""

    relation: str
    sign: str
    facet: str
    level: str
    facts: tuple[str, ...]
    between: str
    facing: tuple[Facing, ...]
    left: int


def findings_of(index: Index, verdict: Verdict) -> tuple[Comparing, ...]:
    """In the verdict's order; each kind where its first finding stands."""
    return tuple(_comparing(index, group) for group in kinds(verdict.findings))


def _comparing(index: Index, group: Sequence[Finding]) -> Comparing:
    first = group[0]
    listed = group[:PAIRS_SHOWN]
    same = first.relation is Relation.AGREE
    return Comparing(
        relation=first.relation.value,
        sign=SIGNS[first.relation][0],
        facet=first.facet.value,
        level=safe(first.level),
        facts=_facts(group),
        between="against" if first.relation is Relation.CONFLICT else "and",
        facing=_families(index, group) if same else _sides(index, listed),
        left=0 if same else len(group) - len(listed),
    )


def _facts(group: Sequence[Finding]) -> tuple[str, ...]:
    first = group[0]
    facts = []
    if len(group) > 1:
        facts.append(f"{len(group)} pairs")
    elif first.reason and first.reason != first.level:
        facts.append(safe(first.reason))
    if sure := sureness(group):
        facts.append(sure)
    if first.opinion:
        before = first.opinion.before
        facts.append(
            f"{before.value} before the second opinion" if before else "by the second opinion"
        )
    return tuple(facts)


def _families(index: Index, group: Sequence[Finding]) -> tuple[Facing, ...]:
    """Agreeing sides: those together that a chain of pairs joins, each once."""
    return tuple(
        Facing(quotes=tuple(_quote(index, side) for side in sides), others=())
        for sides in families(group)
    )


def _sides(index: Index, group: Sequence[Finding]) -> tuple[Facing, ...]:
    """Each set of right sides with all the left sides that stand to just these."""
    return tuple(
        Facing(
            quotes=tuple(_quote(index, side) for side in left),
            others=tuple(_quote(index, side) for side in right),
        )
        for left, right, _ in by_right(group)
    )


def _quote(index: Index, side: Evidence) -> Quote:
    statement = index.statements[side.statement_id].statement
    marks: tuple[Span, ...] = ()
    # Where the whole statement is the evidence, no word of it stands out.
    if side.span != statement.span and statement.span.covers(side.span):
        marks = (side.span.shifted(-statement.span.start),)
    return Quote(
        statement=statement.id,
        source=safe(index.article_of(statement.id).source.name),
        tag=tag_of(statement.language),
        pieces=excerpt(statement.text, marks, ROOM)
        if statement.span.covers(side.span)
        else (Piece(index.words(statement.id, side.span), is_marked=True),),
    )
