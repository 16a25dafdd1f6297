"""The words of a statement as names see them: "U.S." is one, and so are "Mr." and "Б."."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from srccmp.annotate.tokens import Token, word_of
from srccmp.model import Span

INITIAL = "Init"  # the grammeme of a first name's first letter
DOTTED = frozenset(["us", "usa", "un", "uk", "eu", "dc", "ussr", "uae", "nyc", "la", "ny"])
MOST_INITIALS = 2  # of one person; "N.F.L." is an abbreviation
# What English shortens with a full stop before a name.
SHORTENED = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "capt", "prof",
     "rev", "jr", "sr", "mt", "ft", "maj", "adm", "cmdr"]
)  # fmt: skip


def atoms_of(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens with abbreviated words and their full stops made one."""
    if not any(token.text == "." for token in tokens):
        return list(tokens)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _dotted(tokens, at)
        if length > 2:
            letters = "".join(t.text for t in tokens[at : at + length] if t.text != ".").lower()
            found.append(_merged(tokens[at : at + length], letters, "Abbr"))
        elif length == 2 and tokens[at].lower in SHORTENED:
            found.append(_merged(tokens[at : at + 2], tokens[at].lower, ""))
        elif length == 2:
            found.append(_merged(tokens[at : at + 2], tokens[at].lower, INITIAL))
        else:
            length = 1
            found.append(tokens[at])
        at += length
    return found


def surface_of(tokens: Sequence[Token]) -> str:
    """The tokens' words as they stand, on one line."""
    words = [tokens[0].text]
    for before, token in pairwise(tokens):
        words.append(" " * (token.span.start > before.span.stop) + token.text)
    return "".join(words)


def _touches(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].span.start == tokens[at - 1].span.stop


def _is_spaced(tokens: Sequence[Token], at: int) -> bool:
    """Whether "U. S." with a space between its letters stands at ``at``."""
    four = tokens[at : at + 4]
    return (
        len(four) == len("U.S.")
        and _is_letter(four[2])
        and four[1].text == four[3].text == "."
        and four[0].lower + four[2].lower in DOTTED
        and four[2].span.start == four[1].span.stop + 1
    )


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and token.is_word and token.is_capital


def _dotted(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from ``at`` on are one word with full stops; 0 for none."""
    token = tokens[at]
    if not token.is_capital or not _touches(tokens, at + 1) or tokens[at + 1].text != ".":
        return 0
    if token.lower in SHORTENED:
        return 2
    if not _is_letter(token):
        return 0
    if _is_spaced(tokens, at):
        return len("U.S.")
    stop, letters = at + 2, token.lower
    while _touches(tokens, stop) and _is_letter(tokens[stop]):
        letters += tokens[stop].lower
        stop += 1
        if not _touches(tokens, stop) or tokens[stop].text != ".":
            break
        stop += 1
    if letters in DOTTED or len(letters) > MOST_INITIALS:
        return stop - at
    behind = tokens[stop] if stop < len(tokens) else None
    if len(letters) > 1 and (behind is None or not (behind.is_word and behind.is_capital)):
        return stop - at  # "B.C.", with nobody's surname behind it
    follows = tokens[at + 2] if at + 2 < len(tokens) else None
    return 2 if follows is not None and follows.is_word and follows.is_capital else 0


def _merged(tokens: Sequence[Token], letters: str, feat: str) -> Token:
    span = Span(tokens[0].span.start, tokens[-1].span.stop)
    text = "".join(token.text for token in tokens)
    feats = frozenset({feat} if feat else ())
    return Token(span, *word_of(text, letters, letters, letters, "", feats))
