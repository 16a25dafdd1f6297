"""Ages: «ему 35 лет», "aged 42", "John Smith, 42,": never compared as counts."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.numbers.bounds import Ranged
from srccmp.annotate.numbers.lexicon import Lexicon
from srccmp.annotate.numbers.nouns import Noun
from srccmp.annotate.tokens import Token

OLDEST = 119  # years: more is no age


def is_age(tokens: Sequence[Token], found: Ranged, noun: Noun, lex: Lexicon) -> bool:
    """«в возрасте 35 лет», «ему 35 лет», "42 years old", "aged 42"."""
    if found.high is None or found.high > OLDEST:
        return False
    sets = lex.sets
    following = tokens[noun.stop] if noun.stop < len(tokens) else None
    if lex.language == "en" and following is not None and following.lower in ("old", "of"):
        then = tokens[noun.stop + 1].lower if noun.stop + 1 < len(tokens) else ""
        return following.lower == "old" or then == "age"
    for back in (1, 2):
        at = found.start - back
        if at >= 0 and (tokens[at].key in sets["ages"] or tokens[at].lower in sets["ages"]):
            return True
    if lex.language == "en" or found.start == 0:
        return False
    before = tokens[found.start - 1]
    if before.text in ",(" and found.start > 1 and tokens[found.start - 2].is_capital:
        return following is None or following.text in ",)."  # «Иван Петров, 54 года,»
    if following is not None and following.lower in ("назад", "тому"):
        return False
    for token in reversed(tokens[max(0, found.start - 3) : found.start]):
        if "datv" in token.feats and "plur" not in token.feats:
            return "anim" in token.feats or token.pos in ("NPRO", "ADJF")
        if token.key not in sets["copulas"] and token.lower not in sets["meanwhile"]:
            return False
    return False


def bare_age(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
    """ "John Smith, 42," and "aged 42"."""
    value, before = found.low, tokens[found.start - 1] if found.start else None
    if value is None or value != found.high or value > OLDEST or before is None:
        return False
    if before.lower in lex.sets["ages"] and lex.language == "en":
        return True
    following = tokens[found.stop] if found.stop < len(tokens) else None
    return (
        found.start > 1
        and before.text == ","
        and tokens[found.start - 2].is_word
        and (tokens[found.start - 2].is_capital or value >= 10)
        and following is not None
        and following.text in ",)"
        and value >= 1
        and lex.language == "en"
        and found.number.digits
    )
