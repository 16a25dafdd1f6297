"""A number as it was read, and the multipliers that words and digits share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srccmp.annotate.numbers.lexicon import Lexicon, number_word
from srccmp.annotate.tokens import Token

DASHES = frozenset("-–—−‑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in ``tokens[start:stop]``.

    ``kind``: cardinal, one, collective, both, vague, share, fold, ordinal or compound (which has
    its ``unit``). ``base`` times ``scale`` is the value: «10-15 тысяч» gives both ends the
    thousands of the second. ``digits`` tells digits from words; ``loose`` a separator that may be
    decimal or grouping ("1.200").
    """

    start: int
    stop: int
    kind: str
    low: float | None
    high: float | None
    base: float = 0.0
    scale: float = 1.0
    approximate: bool = False
    digits: bool = False
    loose: bool = False
    unit: str | None = None


def exact(start: int, stop: int, kind: str, value: float, *, scale: float = 1.0) -> Number:
    total = tidy(value * scale)
    return Number(start=start, stop=stop, kind=kind, low=total, high=total, base=value, scale=scale)


def tidy(value: float) -> float:
    """Without the dust of binary fractions: 1.2 * 1000 is 1200.0."""
    return round(value, 9) if abs(value) < 1e6 else round(value, 3)


def touches(left: Token, right: Token) -> bool:
    """Whether nothing stands between the two, not even a space."""
    return left.span.stop == right.span.start


def half_tail(tokens: Sequence[Token], at: int, lex: Lexicon) -> tuple[int, float]:
    """«с половиной», "and a half": 0.5 more."""
    for tail in lex.half_tails:
        words = tokens[at : at + len(tail)]
        if len(words) == len(tail) and all(w == t.lower for w, t in zip(tail, words, strict=True)):
            return at + len(tail), 0.5
    return at, 0.0


def scales(
    tokens: Sequence[Token], at: int, lex: Lexicon, *, after_digits: bool
) -> tuple[float, int]:
    """The product of the multipliers at ``at`` («тыс.», «десятков», "million") and their end."""
    scale = 1.0
    while at < len(tokens):
        word = number_word(lex.language, tokens[at].lower)
        if word is None or word.kind != "scale":
            break
        if word.short and not after_digits:
            break
        scale *= word.value
        at += 1
        if word.short and at < len(tokens) and tokens[at].text == "." and _is_inner(tokens, at):
            at += 1
    return scale, at


def _is_inner(tokens: Sequence[Token], at: int) -> bool:
    """Whether the full stop at ``at`` belongs to an abbreviation: the sentence goes on."""
    return at + 1 < len(tokens) and not tokens[at + 1].is_capital
