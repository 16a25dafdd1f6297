"""Ages: «ему 35 лет», "aged 42", "John Smith, 42,": never compared as counts."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.numbers.bounds import Ranged
from srccmp.annotate.numbers.lexicon import Lexicon
from srccmp.annotate.numbers.nouns import Noun
from srccmp.annotate.tokens import Token, possible_feats

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
    if _is_after_person(tokens, found, lex):
        return True
    return _is_told_of_somebody(tokens, found.start, lex)


AGED = frozenset({"man", "woman", "child", "person", "suspect", "pensioner"})


def _is_after_person(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
    """«женщина 45 лет», «двое подростков 15 и 16 лет»: digits right after the person."""
    before = tokens[found.start - 1]
    if not found.number.digits or before.pos not in ("NOUN", "ADJF", "PRTF"):
        return False
    units = lex.units.match(tokens, found.start - 1)[1]
    return any(unit.name in AGED for unit in units)


def _is_told_of_somebody(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """«ему тогда было 11»: a person in the dative, and at most a copula before the number."""
    for token in reversed(tokens[max(0, at - 4) : at]):
        if token.key in lex.sets["copulas"] or token.lower in lex.sets["meanwhile"]:
            continue
        # Names the dictionary lacks are guessed; «к» is also an abbreviation in any case
        feats = possible_feats(token, lex.language) if token.is_capital else token.feats
        if "datv" in feats and "plur" not in token.feats:
            return "anim" in feats or token.pos in ("NPRO", "ADJF")
        return False
    return False


def bare_age(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
    """ "John Smith, 42,", "aged 42", "was 13 when", «було 13, коли»: an age without its years."""
    value = found.low if found.low is not None else found.high
    if value is None or not 1 <= value <= OLDEST or found.start == 0 or found.number.scale != 1:
        return False
    if found.number.kind != "cardinal":
        return False
    before = tokens[found.start - 1]
    if before.key in lex.sets["ages"] or before.lower in lex.sets["ages"]:
        return True
    if lex.language == "en":
        return _is_english_age(tokens, found, value, lex)
    following = tokens[found.stop] if found.stop < len(tokens) else None
    if following is not None and (following.text == "," or following.lower in lex.sets["and"]):
        then = tokens[found.stop + 1] if found.stop + 1 < len(tokens) else None
        if then is not None and then.pos == "NUM" and _is_after_person(tokens, found, lex):
            return True
    if found.low != found.high or before.key not in lex.sets["copulas"] | lex.sets["meanwhile"]:
        return False
    return _is_told_of_somebody(tokens, found.start, lex)


BOUNDS_OF_AGES = frozenset({"over", "under", "above", "below"})
WHO = frozenset({"he", "she", "who", "i"})
DIED = frozenset({"die", "dead", "death"})


def _is_english_age(tokens: Sequence[Token], found: Ranged, value: float, lex: Lexicon) -> bool:
    start = found.start
    before, earlier = tokens[start - 1], tokens[start - 2] if start > 1 else None
    following = tokens[found.stop] if found.stop < len(tokens) else None
    closes = following is None or following.pos == "SIGN" or following.lower in lex.sets["stop"]
    if found.low != found.high:  # "children under 16"
        bound = tokens[start].lower in BOUNDS_OF_AGES and closes
        units = lex.units.match(tokens, start - 1)[1]
        return bound and any(unit.kind == "person" for unit in units)
    if earlier is None:
        return False
    if before.lower == "of" and earlier.lower in lex.sets["ages"]:
        return True
    if before.lemma == "turn" and earlier.lower != "to":
        return following is None or following.lower not in ("to", "of", "out")
    if before.lower == "at" and earlier.lemma in DIED:
        return closes
    if [t.lower for t in tokens[start - 3 : start]] in (["as", "young", "as"], ["as", "old", "as"]):
        return True
    if before.lemma == "be":
        when = following is not None and following.lower == "when"
        then = [t.lower for t in tokens[found.stop : found.stop + 3]] == ["at", "the", "time"]
        return when or then or (earlier.lower in WHO and closes)
    return (
        before.text == ","
        and earlier.is_word
        and (earlier.is_capital or value >= 10)
        and following is not None
        and following.text in ",)"
        and found.number.digits
    )
