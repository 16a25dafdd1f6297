"""Which office a named person holds or held, told beside the name or by a verb of being."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.slotwords import offices, portfolios, ranks
from srccmp.annotate.frames.told import KEPT, Told
from srccmp.model import EntityKind, Span

REACH = 6  # words between an office and its holder
INNER = 6  # words of an office: "minister for regions and local government"
BEFORE = 3  # words before an office that tell its rank
HOLDERS = frozenset({EntityKind.PERSON, EntityKind.NAME})
STOPS = frozenset({"VERB", "INFN", "PRTS", "GRND", "NPRO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """``holder`` is the person's key, ``office`` what the head noun tells, ``ranks`` deputy,
    former, acting; ``fields`` what a minister is of, none where no list has it."""

    holder: str
    office: str
    ranks: frozenset[str]
    fields: frozenset[str]
    span: Span


@lru_cache(maxsize=KEPT)
def posts_of(told: Told) -> tuple[Post, ...]:
    """The offices that stand with a person right beside them, in one clause or an apposition."""
    people = [(told.first_of(e), e.key) for e in told.entities if e.kind is EntityKind.PERSON]
    if not people:
        return ()
    found, at = [], 0
    while at < len(told.tokens):
        office = offices().at(told.tokens, at) if told.names[at] is None else None
        if office is None:
            at += 1
            continue
        name, length = office
        first, rank = _ranks(told, at)
        stop, fields = _fields(told, at, at + length)
        holder = _holder(told, people, first, stop)
        if holder is not None:
            found.append(
                Post(
                    holder=holder, office=name, ranks=rank, fields=fields,
                    span=told.span(first, stop),
                )
            )  # fmt: skip
        at = max(stop, at + length)
    return tuple(found)


def _ranks(told: Told, at: int) -> tuple[int, frozenset[str]]:
    """Where the office begins with its rank, and the rank's words."""
    found, first = set(), at
    for step in range(max(0, at - BEFORE), at):
        if (rank := ranks().of(told.tokens[step])) is not None:
            found.add(rank)
            first = min(first, step)
    if (rank := ranks().of(told.tokens[at])) is not None:
        found.add(rank)  # «замминистра», «екс-міністр»
    return first, frozenset(found)


def _fields(told: Told, at: int, stop: int) -> tuple[int, frozenset[str]]:
    """Where the office ends, and what it is of: behind it, in English before it as well."""
    found: set[str] = set()
    end = stop
    step = stop
    while step < len(told.tokens) and step - stop < INNER:
        token = told.tokens[step]
        name = told.names[step]
        is_name = name is not None and name.kind in HOLDERS
        if token.pos in STOPS or is_name or (token.pos == "SIGN" and token.text not in '-«»"'):
            break
        if (field := portfolios().at(told.tokens, step)) is not None:
            found.add(field[0])
            end = step + field[1]
        step += 1
    if not told.is_slavic:
        for step in range(max(0, at - 2), at):
            if (field := portfolios().at(told.tokens, step)) is not None:
                found.add(field[0])
    return end, frozenset(found)


def _holder(told: Told, people: list[tuple[int, str]], first: int, stop: int) -> str | None:
    """The one person of the office: right behind it, else the nearest before it."""
    behind = [key for at, key in people if stop <= at <= stop + 2]
    if behind:
        return behind[0]
    before = [(at, key) for at, key in people if 0 < first - at <= REACH + 4]
    if not before:
        return None
    at, key = before[-1]
    between = told.tokens[at:first]
    has_other = any(
        token.pos == "VERB" and token.lemma not in HOLDING and token.lower not in HOLDING
        for token in between
    )
    return None if has_other else key


# Verbs between a person and an office that say that the one held the other.
HOLDING = words_of(
    """быть бути был була был была было були був являться стать стати став стала занимать займати
    обіймати обійняти занять возглавлять служить працювати работать was is became served serve hold
    held"""
)
