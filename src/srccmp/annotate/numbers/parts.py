"""Whether a number tells of a part of what another one counts: "nine of them", «з них двоє»."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.numbers.bounds import phrase_at
from srccmp.annotate.numbers.lexicon import LANGUAGES, lexicon, number_word
from srccmp.annotate.numbers.nouns import ARTICLES
from srccmp.annotate.tokens import Token

REACH = 4  # tokens: «из них, по данным полиции, двое» is beyond it


def opens_part(tokens: Sequence[Token], start: int, stop: int, language: str) -> bool:
    """Whether the number in ``tokens[start:stop]`` is told as a part: by words right before or
    behind it.

    >>> from srccmp.annotate.tokens import tokenize
    >>> opens_part(tokenize("Nine of them stayed", "en"), 0, 1, "en")
    True
    """
    if language not in LANGUAGES:
        return False
    lex = lexicon(language)
    # Behind the number, or between it and its noun: "three of them minors".
    if any(phrase_at(tokens, at, lex.subset) is not None for at in range(start + 1, stop + 1)):
        return True
    for at in range(max(0, start - REACH), start):
        phrase = phrase_at(tokens, at, lex.subset)
        if phrase is not None and at + len(phrase.words) >= start - 1:
            return True
    return False


def is_whole(tokens: Sequence[Token], start: int, language: str) -> bool:
    """Whether the number is what a part is of: the 19 of "13 of 19", «13 из 19»."""
    if language not in LANGUAGES or start < 2:
        return False
    of = lexicon(language).sets["of"]
    at = start - 1
    if tokens[at].lower in ARTICLES or tokens[at].pos == "ADJF":
        at -= 1  # "13 of the 19", «13 из запущенных 19»
    if at < 1 or tokens[at].lower not in of:
        return False
    before = tokens[max(0, at - REACH) : at]
    return any(t.pos == "NUM" or number_word(language, t.lower) for t in before)
