"""Arithmetic inside one account: parts and a whole that do not come to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.tokens import Token
from srccmp.judge.facets.quantity import Told, counted_as, told_of
from srccmp.model import Note

# Words by which a number is the sum of those beside it; they stand right before or behind it.
TOTALS = frozenset({"всего", "всього", "усього", "итого", "total", "altogether"})
SHOWN = 120  # letters of a statement in a note
NEAR = 3  # tokens between such a word and its number
# What happened to all of them, where each part has something of its own that happened to it.
OVERALL = frozenset({"injured", "voted", None})
LEAST_PARTS = 2


def sum_notes(analyses: Iterable[Analysis]) -> Iterator[Note]:
    """A note for each statement whose parts do not make its whole, where words make plain which
    is which; never a conflict, for it is one account."""
    for analysis in analyses:
        told = told_of(analysis)
        for message in (*_failed_total(told), *_greater_parts(told)):
            yield Note(stage="judge", subject=analysis.article_id, code="sum", message=message)


def _failed_total(told: tuple[Told, ...]) -> Iterator[str]:
    """ "19 for, 430 against, 459 in total"."""
    totals = [each for each in told if _is_total(each)]
    if len(totals) != 1 or totals[0].quantity.role not in OVERALL:
        return
    whole = totals[0]
    parts = [
        each
        for each in told
        if each is not whole
        and not (each.is_part or each.is_whole or each.is_former)
        and counted_as(each.quantity.unit) == counted_as(whole.quantity.unit)
    ]
    roles = {each.quantity.role for each in parts}
    if len(parts) < LEAST_PARTS or None in roles or len(roles) < len(parts):
        return
    values = [_exact(each) for each in parts]
    total = _exact(whole)
    if total is None or None in values:
        return
    added = sum(value for value in values if value is not None)
    if added != total:
        terms = " + ".join(f"{value:g}" for value in values)
        yield f"{terms} is {added:g}, and {total:g} are told in all: {_words(whole.side)}"


def _greater_parts(told: tuple[Told, ...]) -> Iterator[str]:
    """ "Nine were hurt, twelve of them badly"."""
    for whole, part in pairwise(told):
        if not part.is_part or whole.is_part or whole.is_former:
            continue
        if counted_as(part.quantity.unit) != counted_as(whole.quantity.unit):
            continue
        total, share = _exact(whole), _exact(part)
        if total is not None and share is not None and share > total:
            yield f"{share:g} of {total:g}: {_words(whole.side)}"


def _exact(told: Told) -> float | None:
    quantity = told.quantity
    if quantity.approximate or quantity.low != quantity.high:
        return None
    return quantity.low


def _is_total(told: Told) -> bool:
    start, stop = told.place
    tokens = told.side.tokens
    return any(
        token.lower in TOTALS
        for token in (
            *_until_sign(tokens[max(0, start - NEAR) : start][::-1]),
            *_until_sign(tokens[stop : stop + NEAR]),
        )
    )


def _until_sign(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if not token.is_word:
            return
        yield token


def _words(side: Analysis) -> str:
    """The statement on one line, its beginning where it is long."""
    words = " ".join(side.annotated.statement.text.split())
    return words if len(words) <= SHOWN else words[: words.rfind(" ", 0, SHOWN)] + "…"
