"""A claim as the report shows it: its positions, who tells them in which words, its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from srccmp.model import CourseStep, Relation, Span, Verdict, short_id
from srccmp.present.course import day_of, range_of
from srccmp.present.safe import Piece, safe, trimmed
from srccmp.present.summary import voices
from srccmp.present.view import Index, Member, Side, Told
from srccmp.present.words import CERTAINTY, HEADINGS, ONE_TEXT, SIGNS, count, published, some
from srccmp.report.findings import Comparing, findings_of
from srccmp.report.matched import Matched, matched_of
from srccmp.report.texts import pieces_of
from srccmp.report.tongues import name_of, tag_of

VOICES_SHOWN = 6  # of a position, each in words of its own; the others are folded
LABEL_ROOM = 160  # letters of a position's label
NAMES_SHOWN = 8  # of the sources of a claim, before "and … more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says the words of a row, where, when, and how surely (``facts``)."""

    statement: str
    source: str
    language: str
    published: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A whole statement, its deciding words marked."""

    statement: str
    tag: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The same words by one source or several, and what else these say in the position."""

    words: Words
    voices: tuple[Voice, ...]
    more: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One position: ``label`` and its language ``tag``; ``facts`` are counts, since
    when, how surely; ``folded`` are the rows beyond those that stand open."""

    letter: str
    rank: int
    label: str
    tag: str
    gloss: str
    facts: tuple[str, ...]
    rows: tuple[Row, ...]
    folded: tuple[Row, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One value of a count that changed, the day it was first told, and by whom."""

    value: str
    day: str
    tellers: tuple[tuple[str, str], ...]  # (statement, source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    of: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What the filters ask of a claim: keys of facets, sources and languages, space between."""

    facets: str
    sources: str
    languages: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One claim. ``title`` are the words of its central member."""

    id: str
    short: str
    relation: str
    sign: str
    word: str
    facet: str
    title: str
    tag: str
    voices: str
    sorted: Sorted
    stands: tuple[Stand, ...]
    courses: tuple[Course, ...]
    comparing: tuple[Comparing, ...]
    findings: int
    matched: Matched | None
    remarks: tuple[str, ...]
    tellers: str


def shown(index: Index, told: Told) -> Shown:
    verdict = told.verdict
    relation = verdict.relation
    central = told.central.annotated.statement
    stands = tuple(_stand(index, told, rank, side) for rank, side in enumerate(told.sides))
    return Shown(
        id=told.claim.id,
        short=told.short,
        relation=relation.value,
        sign=SIGNS[relation][0],
        word=HEADINGS[relation][0],
        facet=verdict.facet.value if verdict.facet else "",
        title=safe(central.text).strip(),
        tag=tag_of(central.language),
        voices=voices(told),
        sorted=_sorted(index, told),
        stands=stands,
        courses=_courses(index, verdict.course),
        comparing=findings_of(index, verdict) if relation is not Relation.SINGLE else (),
        findings=len(verdict.findings),
        matched=matched_of(index, told.claim),
        remarks=tuple(_remarks(told)),
        tellers=some([safe(member.article.source.name) for member in told.members], NAMES_SHOWN),
    )


def key_of_source(key: str) -> str:
    """A source's key as the filters use it: it may hold any sign, this one does not.

    >>> key_of_source("focus.ua").isalnum()
    True
    """
    return short_id("source", key)[:8]


def _sorted(index: Index, told: Told) -> Sorted:
    verdict = told.verdict
    facets = {verdict.facet, *(finding.facet for finding in verdict.findings)} - {None}
    members = [index.statements[member].statement for member in told.claim.members]
    sources = {index.articles[each.article_id].source.key for each in members}
    return Sorted(
        facets=" ".join(sorted(facet.value for facet in facets if facet)),
        sources=" ".join(sorted(map(key_of_source, sources))),
        languages=" ".join(sorted({tag_of(each.language) or "und" for each in members})),
    )


def _remarks(told: Told) -> Iterable[str]:
    if told.is_one_text:
        yield f"≈ {ONE_TEXT}"
    if told.left_out:
        yield f"left out by: {', '.join(told.left_out)}"


# Positions -----------------------------------------------------------------------------------


def _stand(index: Index, told: Told, rank: int, side: Side) -> Stand:
    rows = _rows(index, told, rank, side)
    is_split = len(told.sides) > 1
    return Stand(
        letter=side.letter if is_split else "",
        rank=rank % 4,
        label=trimmed(side.words, LABEL_ROOM) if is_split else "",
        tag=_tag(side),
        gloss=side.gloss,
        facts=tuple(_facts_of_side(side)) if is_split else (),
        rows=rows[:VOICES_SHOWN],
        folded=rows[VOICES_SHOWN:],
        origins=_origins(side),
    )


def _tag(side: Side) -> str:
    """The language of its label: where that is no label of its own, that of its first member."""
    own = side.language if side.label.strip() else side.members[0].annotated.statement.language
    return tag_of(own)


def _origins(side: Side) -> tuple[str, ...]:
    """Where the accounts come from; () where every source speaks for itself."""
    names = list(dict.fromkeys(safe(m.article.source.name) for m in side.members))
    return () if list(side.origins) == names else side.origins


def _facts_of_side(side: Side) -> Iterable[str]:
    if side.is_denied:
        yield "≠ denied"
    yield count(side.sources, "source")
    if side.origins:
        yield count(len(side.origins), "origin")
    if side.since:
        yield f"since {published(side.since)}"
    if CERTAINTY[side.certainty]:
        yield CERTAINTY[side.certainty]


def _rows(index: Index, told: Told, rank: int, side: Side) -> tuple[Row, ...]:
    """One row a text: reprints give their words once, with all who print them."""
    positions = told.verdict.positions
    ids = positions[rank].members if positions else told.claim.members
    by_source: dict[str, list[str]] = {}
    for statement in ids:
        by_source.setdefault(index.article_of(statement).source.key, []).append(statement)
    alike: dict[str, list[Member]] = {}
    for member in side.members:
        text = member.annotated.statement.text
        alike.setdefault("".join(filter(str.isalnum, text.casefold())), []).append(member)
    return tuple(
        Row(
            words=_words(index, members[0].annotated.id, told.verdict),
            voices=tuple(_voice(member) for member in members),
            more=tuple(
                _words(index, statement, told.verdict)
                for member in members
                for statement in by_source[member.article.source.key]
                if statement != member.annotated.id
            ),
        )
        for members in alike.values()
    )


def _voice(member: Member) -> Voice:
    return Voice(
        statement=member.annotated.id,
        source=safe(member.article.source.name),
        language=name_of(member.annotated.statement.language),
        published=published(member.article.published),
        facts=tuple(_facts_of_member(member)),
    )


def _facts_of_member(member: Member) -> Iterable[str]:
    if CERTAINTY[member.certainty]:
        yield CERTAINTY[member.certainty]
    if member.is_denied:
        yield "≠ denied"
    if member.speaker:
        yield f"per {member.speaker}"
    if member.reprint_of:
        yield f"reprint of {member.reprint_of}"
    if member.also:
        yield f"also in {', '.join(member.also)}"


def _words(index: Index, statement: str, verdict: Verdict) -> Words:
    marks: Sequence[Span] = ()
    if verdict.relation is not Relation.SINGLE:
        marks = index.marks(statement, verdict)
    told = index.statements[statement].statement
    return Words(
        statement=statement,
        tag=tag_of(told.language),
        pieces=pieces_of(index.article_of(statement).text, told.span, marks),
    )


# A count that changed ------------------------------------------------------------------------


def _courses(index: Index, course: Sequence[CourseStep]) -> tuple[Course, ...]:
    return tuple(
        Course(of=safe(role or unit), steps=tuple(_step(index, step) for step in steps))
        for (role, unit), steps in groupby(course, key=lambda step: (step.role, step.unit))
    )


def _step(index: Index, step: CourseStep) -> Step:
    tellers: dict[str, str] = {}
    for statement in step.statements:
        tellers.setdefault(safe(index.article_of(statement).source.name), statement)
    return Step(
        value=range_of(step.low, step.high, step.approximate),
        day=day_of(index, step),
        tellers=tuple((statement, name) for name, statement in tellers.items()),
    )
