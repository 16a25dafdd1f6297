"""The names of a whole article, with the abbreviations that it introduces itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from srccmp.annotate.names.atoms import surface_of
from srccmp.annotate.names.find import find_entities, known_names, surnames
from srccmp.annotate.names.lists import ABBREVIATED
from srccmp.annotate.names.spelling import latin
from srccmp.annotate.names.table import is_listed
from srccmp.annotate.tokens import Token, common_spelling
from srccmp.model import Entity, EntityKind, Span

SHORT_FORM = range(2, 9)  # letters of an abbreviation in brackets
LONG_FORM = 12  # words before the bracket that it may stand for
# "(далее — ГСЧС)", "(далі – ДСНС)", "(the ECB)"
BEFORE_SHORT = frozenset(["далее", "далі", "или", "або", "or", "the", "-", "–", "—", *"«\"“„'"])
AFTER_SHORT = frozenset("»\"”'")


@dataclass(frozen=True, slots=True)
class _Introduced:
    """An abbreviation, its long form's tokens [first, stop) of one row, and their common key."""

    row: int
    first: int
    stop: int
    short: str
    key: str


def name_article(
    rows: Sequence[tuple[Sequence[Token], str]],
) -> tuple[tuple[Entity, ...], ...]:
    """The names of each statement, given its tokens and its language.

    «Государственная служба по чрезвычайным ситуациям (ГСЧС)» makes one name of the two in this
    article.
    """
    known = known_names(rows)
    found = [list(find_entities(tokens, language, known=known)) for tokens, language in rows]
    if people := surnames(found):
        known |= people
        found = [list(find_entities(tokens, language, known=known)) for tokens, language in rows]
    introduced = [
        each
        for number, (tokens, _) in enumerate(rows)
        for each in _introduced(number, tokens, found[number])
    ]
    if not introduced:
        return tuple(map(tuple, found))
    for each in introduced:
        found[each.row] = _with_long_form(found[each.row], rows[each.row][0], each)
    keys = {each.short: each.key for each in introduced}
    return tuple(
        tuple(replace(e, key=keys[e.surface]) if e.surface in keys else e for e in entities)
        for entities in found
    )


def _introduced(
    number: int, tokens: Sequence[Token], entities: Sequence[Entity]
) -> Iterator[_Introduced]:
    for at, token in enumerate(tokens):
        if token.text != "(":
            continue
        step = at + 1
        while step < len(tokens) and tokens[step].lower in BEFORE_SHORT:
            step += 1
        close = step + 1
        while close < len(tokens) and tokens[close].text in AFTER_SHORT:
            close += 1
        if close >= len(tokens) or tokens[close].text not in (")", ",", ";"):
            continue
        short = tokens[step].text
        if not short.isupper() or len(short) not in SHORT_FORM or not short.isalpha():
            continue
        first = _long_form(tokens, at, short.lower())
        if first is not None and short.lower() not in ABBREVIATED:
            yield _Introduced(number, first, at, short, _key(short, tokens[first:at], entities))


def _long_form(tokens: Sequence[Token], stop: int, short: str) -> int | None:
    """Where the words begin whose first letters the abbreviation is; None where they are not.

    Small words may be left out, and a compound may give more than its first letter.
    """
    letters = list(short)
    for at in range(stop - 1, max(stop - 1 - LONG_FORM, -1), -1):
        token = tokens[at]
        if not token.is_word:
            if token.text in '«»"“”-–':
                continue
            return None
        if not letters:
            return None
        initials = [part[:1] for part in token.lower.split("-")]
        taken = _taken(initials, letters)
        if taken:
            del letters[-taken:]
        elif token.is_capital or len(token.text) > SMALL_WORD:
            return None
        if not letters:
            return at if token.is_capital or at == 0 else None
    return None


SMALL_WORD = 4  # letters of what an abbreviation leaves out: "of", «для», «прав» is not


def _taken(initials: Sequence[str], letters: Sequence[str]) -> int:
    for length in (len(initials), 1):
        part = initials[:1] if length == 1 else initials
        if len(letters) >= length and [*letters[-length:]] == [*part]:
            return length
    return 0


def _key(short: str, there: Sequence[Token], entities: Sequence[Entity]) -> str:
    start, end = there[0].span.start, there[-1].span.stop
    for entity in entities:
        is_long = entity.span == Span(start, end)
        if is_listed(entity.key) and (is_long or entity.surface == short):
            return entity.key
    return latin(common_spelling(short))


def _with_long_form(
    entities: Sequence[Entity], tokens: Sequence[Token], each: _Introduced
) -> list[Entity]:
    there = tokens[each.first : each.stop]
    span = Span(there[0].span.start, there[-1].span.stop)
    inside = [e for e in entities if span.covers(e.span)]
    if any(span.meets(e.span) and not span.covers(e.span) for e in entities):
        return list(entities)
    kinds = {e.kind for e in inside if e.span == span}
    kind = kinds.pop() if len(kinds) == 1 else EntityKind.ORGANISATION
    if kind in (EntityKind.NAME, EntityKind.DEMONYM):
        kind = EntityKind.ORGANISATION
    long = Entity(span=span, surface=surface_of(there), key=each.key, kind=kind)
    return sorted([*(e for e in entities if e not in inside), long], key=lambda e: e.span)
