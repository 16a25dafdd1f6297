"""Which office a named person holds or held, told beside the name or by a verb of being."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.slotwords import offices, portfolios, ranks
from srccmp.annotate.frames.told import KEPT, STEM, Told
from srccmp.model import EntityKind, Span

AFTER = 3  # words between an office and the name behind it
REACH = 6  # words between an office and its holder
INNER = 6  # words of an office: "minister for regions and local government"
BEFORE = 3  # words before an office that tell its rank
HOLDERS = frozenset({EntityKind.PERSON, EntityKind.NAME})
STOPS = frozenset({"VERB", "INFN", "PRTS", "GRND", "NPRO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """``holder`` is the person's key, ``office`` what the head noun tells, ``ranks`` deputy,
    former, acting; ``fields`` what a minister is of, none where no list has it; ``words`` the stems
    of all that the office is of."""

    holder: str
    office: str
    ranks: frozenset[str]
    fields: frozenset[str]
    words: frozenset[str]
    span: Span


@lru_cache(maxsize=KEPT)
def posts_of(told: Told) -> tuple[Post, ...]:
    """The offices that stand with a person right beside them, in one clause or an apposition."""
    people = [
        (at, name.key)
        for at, name in told.placed
        if name.kind in HOLDERS and not (at and _is_preposition(told, at - 1))
    ]
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
        stop, fields, words = _fields(told, at, at + length)
        holder = _holder(told, people, first, stop)
        if holder is not None:
            found.append(
                Post(
                    holder=holder,
                    office=name,
                    ranks=rank,
                    fields=fields,
                    words=words,
                    span=told.span(first, stop),
                )
            )  # fmt: skip
        at = max(stop, at + length)
    return tuple(found)


def _is_preposition(told: Told, at: int) -> bool:
    """Whether what follows is what an office is of, not who holds it: «министр по Brexit»."""
    token = told.tokens[at]
    return token.pos == "PREP" or (not told.is_slavic and token.lower in ("of", "for", "on"))


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


def _fields(told: Told, at: int, stop: int) -> tuple[int, frozenset[str], frozenset[str]]:
    """Where the office ends, and what it is of (by the list, and in its own words): behind it, in
    English before it as well."""
    found: set[str] = set()
    stems: set[str] = set()
    end = stop
    steps = [*range(stop, _office_stop(told, stop))]
    before = [] if told.is_slavic else [*range(max(0, at - 2), at)]
    for step in (*before, *steps):
        token = told.tokens[step]
        if (field := portfolios().at(told.tokens, step)) is not None:
            found.add(field[0])
            end = max(end, step + field[1])
        if token.is_word and told.names[step] is None and len(token.key) >= MIN_STEM:
            stems.add(token.key[:STEM])
    return end, frozenset(found), frozenset(stems) - VAGUE


def _office_stop(told: Told, stop: int) -> int:
    step = stop
    while step < len(told.tokens) and step - stop < INNER:
        token, name = told.tokens[step], told.names[step]
        if token.pos in STOPS or (token.pos == "SIGN" and token.text not in '-«»"'):
            break
        if name is not None and name.kind in HOLDERS:
            break
        step += 1
    return step


MIN_STEM = 5  # letters of a word that says what an office is of
VAGUE = frozenset(["справа", "вопрос", "питанн", "питане", "former", "deputy", "affair", "которы",
                   "якии"])  # fmt: skip


def _holder(told: Told, people: list[tuple[int, str]], first: int, stop: int) -> str | None:
    """The one person of the office: right behind it, else the nearest before it."""
    behind = [key for at, key in people if stop <= at <= stop + AFTER]
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
