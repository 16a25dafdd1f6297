"""The counted thing: the noun that a number governs, under one name in three languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from srccmp.annotate.numbers.lexicon import Lexicon, Unit, unit_named
from srccmp.annotate.numbers.number import touches
from srccmp.annotate.tokens import (
    Token,
    common_spelling,
    parse,
    possible_feats,
    possible_lemmas,
)

MAX_BETWEEN = 5  # adjectives and quotation marks between a number and its noun
QUOTES = frozenset("«»\"“”„'")
ADJECTIVES = frozenset({"ADJF", "PRTF", "ADJS", "PRTS", "NPRO"})
# Counting words without a meaning of their own: «пять единиц техники».
PREDICATES = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADVB", "PRED"})
PIECES = frozenset({"единица", "одиниця", "штука"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A counted noun in ``tokens[start:stop]``; ``known`` tells whether the table has it.

    ``stop`` is where the noun phrase ends; ``case`` one of pymorphy's grammemes, "" if unknown.
    """

    start: int
    stop: int
    unit: Unit
    known: bool
    animate: bool | None
    case: str = ""


def counted_noun(
    tokens: Sequence[Token],
    at: int,
    lex: Lexicon,
    *,
    value: float | None,
    in_digits: bool,
    kind: str = "cardinal",
) -> Noun | None:
    """The noun that a number ending at ``at`` counts; None where none follows."""
    if at < len(tokens) and tokens[at].text in lex.signs:
        return _noun(tokens, at, at + 1, lex.signs[tokens[at].text])
    if at < len(tokens) and (model := _model(tokens, at, lex)) is not None:
        return model
    if lex.language == "en":
        return _english(tokens, at, lex, value=value, in_digits=in_digits, kind=kind)
    return _slavic(tokens, at, lex, value=value, in_digits=in_digits)


def _model(tokens: Sequence[Token], at: int, lex: Lexicon) -> Noun | None:
    """«два Су-34», "two F-16s", «три Ту-95МС»: a designation, with the letters joined on."""
    letters, hyphen, digits = tokens[at].lower.rpartition("-")
    unit = lex.models.get(letters) if hyphen and digits[:1].isdecimal() else None
    if unit is None or not tokens[at].is_capital:
        return None
    stop = at + 1
    while stop < len(tokens) and tokens[stop].is_word and touches(tokens[stop - 1], tokens[stop]):
        stop += 1
    return _noun(tokens, at, stop, unit)


def _noun(tokens: Sequence[Token], start: int, stop: int, unit: Unit) -> Noun:
    last = tokens[stop - 1]
    return Noun(
        start=start,
        stop=stop,
        unit=unit,
        known=True,
        animate=unit.kind == "person",
        case=_case(tokens[start]) if start + 1 == stop else _case(last),
    )


def unit_at(tokens: Sequence[Token], at: int, lex: Lexicon) -> Noun | None:
    """The unit that stands right at ``at``, verb-like words ("the wounded") among them."""
    if at >= len(tokens):
        return None
    stop, units = lex.units.match(tokens, at)
    return _noun(tokens, at, stop, units[0]) if units else None


def _case(token: Token) -> str:
    return next(
        (c for c in ("gent", "ablt", "datv", "loct", "accs", "nomn") if c in token.feats), ""
    )


# --- Ukrainian and Russian


def _slavic(
    tokens: Sequence[Token], at: int, lex: Lexicon, *, value: float | None, in_digits: bool
) -> Noun | None:
    index = at
    while index < min(len(tokens), at + MAX_BETWEEN):
        token = tokens[index]
        if token.text in QUOTES and index + 1 < len(tokens):
            if index > at and token.text in "»”":
                return None
            index += 1
            continue
        stop, units = lex.units.match(tokens, index)
        units = tuple(
            u for u in units if _fits_form(tokens, index, stop, u, at, in_digits=in_digits)
        )
        if token.lower == "чоловік" and value != 1:
            return _noun(tokens, index, index + 1, named("person"))  # «п'ять чоловік»
        if token.pos in PREDICATES and len(token.text) > 3:
            if index == at and (other := by_other_parse(tokens, index, lex)) is not None:
                return other  # «два голи», taken for a verb
            return None  # «восемь задержаны»; not «т», which is taken for an adverb
        if units and in_digits and _is_numbered(tokens, index, stop, lex, value=value):
            return None
        if units and _is_adjective_here(tokens, stop, lex, value=value):
            index += 1
            continue
        if units:
            return _quoted(tokens, at, _noun(tokens, index, stop, units[0]))
        if token.lemma in PIECES:
            index += 1
            continue
        if not units and token.pos != "SIGN":
            other = by_other_parse(tokens, index, lex)
            if other is not None:
                return _quoted(tokens, at, other)
        if (token.pos in ADJECTIVES and token.pos != "NPRO") or token.lower in lex.sets["own"]:
            index += 1
            continue
        if token.pos == "NOUN" and _is_governed(token, value, lex):
            return _quoted(tokens, at, _unknown(tokens, index, lex))
        return None
    return None


def _plural_lemmas(token: Token, language: str) -> tuple[tuple[str, bool], ...]:
    """The lemmas of all parses as a noun in the genitive or the plural, and whether each is said of
    the living. The likeliest parse of «чоловіків» is an adjective, of «танків» a dance."""
    found = [
        (common_spelling(lemma), "anim" in feats)
        for lemma, feats in possible_lemmas(token, language)
        if "NOUN" in feats and ("gent" in feats or "plur" in feats)
    ]
    return tuple(dict.fromkeys(found))


def by_other_parse(tokens: Sequence[Token], index: int, lex: Lexicon) -> Noun | None:
    """The unit of a form that the tokens lemmatise as another word."""
    token = tokens[index]
    if len(token.lower) < 4:
        return None
    for lemma, _ in _plural_lemmas(token, lex.language):
        for tail, unit in lex.units.by_first.get(lemma, ()):
            if not tail:
                return _noun(tokens, index, index + 1, unit)
    return None


def _quoted(tokens: Sequence[Token], at: int, noun: Noun) -> Noun:
    """With the closing quotation mark of a quoted noun: «300 "Шахедів"»."""
    opened = any(t.text in QUOTES for t in tokens[at : noun.start])
    closes = noun.stop < len(tokens) and tokens[noun.stop].text in QUOTES
    return replace(noun, stop=noun.stop + 1) if opened and closes else noun


def _fits_form(
    tokens: Sequence[Token], start: int, stop: int, unit: Unit, at: int, *, in_digits: bool
) -> bool:
    """Whether an abbreviation of one or two letters can be the unit here: right after digits."""
    if stop - start > 1 or len(tokens[start].text) > 2 or unit.kind == "share":
        return True
    return start == at and in_digits


def _is_numbered(
    tokens: Sequence[Token], start: int, stop: int, lex: Lexicon, *, value: float | None
) -> bool:
    """«на 14 минуте», «5 место»: a noun in the singular, and not in the genitive, is not counted
    but numbered."""
    token = tokens[stop - 1]
    if value is None or not 2 <= value < 1000 or (value % 10 == 1 and value % 100 != 11):
        return False
    if stop - start > 1 or token.pos != "NOUN" or len(token.lower) < 4:
        return False
    feats = possible_feats(token, lex.language)
    return not feats & {"gent", "plur", "Fixd", "Abbr"}


def _is_adjective_here(
    tokens: Sequence[Token], stop: int, lex: Lexicon, *, value: float | None
) -> bool:
    """«раненых» and «військових» count people, but in «35 раненых солдат» the soldiers are counted,
    in «трём военным аэродромам» the airfields: a noun follows in the same number and case, or in
    the genitive singular of «три военных корабля»."""
    token = tokens[stop - 1]
    paucal = value is not None and value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
    if token.pos not in ("ADJF", "PRTF") and not token.lower.endswith(SUBSTANTIVES):
        return False
    if token.key in lex.sets["substantives"]:
        return False  # «20 учащихся школ»
    while stop < len(tokens) and tokens[stop].pos in ("ADJF", "PRTF"):
        stop += 1
    if stop >= len(tokens) or tokens[stop].pos != "NOUN":
        return False
    following = tokens[stop]
    if following.is_capital or following.feats & {"Geox", "Surn", "Name", "Abbr"}:
        return False
    few = paucal and {"sing", "gent"} <= following.feats and "gent" in token.feats
    return _agree(token, following, lex) or (few and bool(lex.units.match(tokens, stop)[1]))


# Endings of adjectives, which the dictionaries list as nouns too: «раненых», «військовим».
SUBSTANTIVES = ("ый", "ий", "ые", "ие", "ых", "их", "ым", "им", "ыми", "ими", "ого", "і")
CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})


def _agree(left: Token, right: Token, lex: Lexicon) -> bool:
    """Whether both can stand in the plural, or both in the singular, in one and the same case."""
    one, other = (
        {
            (number, case)
            for _, feats in possible_lemmas(token, lex.language)
            for number in feats & {"plur", "sing"}
            for case in feats & CASES
        }
        for token in (left, right)
    )
    return bool(one & other)


def _is_governed(token: Token, value: float | None, lex: Lexicon) -> bool:
    """Whether the form can follow the number: not a nominative singular after five."""
    if token.feats & {"Name", "Surn", "Patr", "Geox"} and token.is_capital:
        return False
    if value is not None and (value == 1 or (value % 10 == 1 and value % 100 != 11)):
        return True
    return bool(possible_feats(token, lex.language) & {"plur", "gent", "Fixd"})


def _unknown(tokens: Sequence[Token], index: int, lex: Lexicon) -> Noun:
    token = tokens[index]
    first, dash, _ = token.lower.partition("-")
    if dash:
        # «стран-участниц»: the first part is what is counted
        entries = lex.units.by_first.get(common_spelling(parse(first, lex.language).lemma), ())
        unit = next((unit for tail, unit in entries if not tail), None)
        if unit is not None:
            return _noun(tokens, index, index + 1, unit)
    animate = True if "anim" in token.feats else False if "inan" in token.feats else None
    kind = "person" if animate else "object" if animate is False else "unknown"
    return Noun(
        start=index,
        stop=index + 1,
        unit=Unit(name=token.key, kind=kind),
        known=False,
        animate=animate,
        case=_case(token),
    )


# --- English


# After these "of" leads to the noun: "dozens of people", "half of the houses"; after a plain number
# it leads to the whole: "three of the men".
OF_KINDS = frozenset({"vague", "share", "couple"})
ARTICLES = frozenset(
    {"a", "an", "the", "its", "their", "his", "her", "our", "these", "those", "all"}
)


def _english(
    tokens: Sequence[Token],
    at: int,
    lex: Lexicon,
    *,
    value: float | None,
    in_digits: bool,
    kind: str,
) -> Noun | None:
    index = at
    if kind in OF_KINDS and index < len(tokens) and tokens[index].lower == "of":
        index += 1
        while index < len(tokens) and tokens[index].lower in ARTICLES:
            index += 1
    elif kind == "both":
        while index < len(tokens) and tokens[index].lower in ARTICLES | {"of"}:
            index += 1  # "both the babies"
    elif kind == "vague":
        return None  # "thousands joined the march"
    best: Noun | None = None
    first = index
    while index < min(len(tokens), first + MAX_BETWEEN):
        token = tokens[index]
        if token.text in QUOTES and best is None:
            index += 1
            continue
        if token.text in ("-", "'s", "’s") and index > first and touches(tokens[index - 1], token):
            index += 1
            continue
        stop, units = lex.units.match(tokens, index)
        if token.pos in ("SIGN", "NUM") and not units:
            break
        if token.lower in lex.sets["stop"] and not units:
            break
        units = tuple(
            u for u in units if _fits_form(tokens, index, stop, u, first, in_digits=in_digits)
        )
        many = value is None or value != 1
        last = tokens[stop - 1] if units else token
        plural = _is_plural(last, lex)
        if units and many and not plural and _is_event_word(tokens, index, lex):
            units = ()  # "13 hit", "20 fire": a verb
        if units and units[0].kind == "event" and token.lower.endswith("ed"):
            units = ()  # "four attempted murder arrests"
        if units:
            best = _quoted(tokens, at, _noun(tokens, index, stop, units[0]))
            if plural or units[0].kind in ("share", "money", "measure", "duration"):
                return best
            index = stop
            continue
        if _is_event_word(tokens, index, lex) and not _noun_follows(tokens, index + 1, lex):
            break
        if many and plural and not _is_brand(tokens, index):
            return Noun(
                start=index,
                stop=index + 1,
                unit=Unit(name=token.lemma, kind=_english_kind(token.lemma)),
                known=False,
                animate=None,
            )
        if best is not None and not _noun_follows(tokens, index, lex):
            break
        index += 2 if _is_graded(tokens, index) else 1
    return best


def _is_graded(tokens: Sequence[Token], at: int) -> bool:
    """ "six Category 5 storms", "three Class A offences": the grade stands before the noun."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not tokens[at].is_capital:
        return False
    letter = len(following.text) == 1 and following.text.isupper()
    return letter or (following.pos == "NUM" and len(following.text) < 3)


def _is_brand(tokens: Sequence[Token], at: int) -> bool:
    """ "two Rolls Royce cars": a capital before a capital is no counted noun."""
    if not tokens[at].is_capital:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.is_capital


def _is_plural(token: Token, lex: Lexicon) -> bool:
    lower = token.lower
    return lower in lex.sets["plurals"] or (
        lower.endswith("s")
        and not lower.endswith("ss")
        and (lower != token.lemma or lower[:-1] in lex.units.by_first)
    )


def _is_event_word(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    return bool(lex.roles.match(tokens, at)[1])


def _noun_follows(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    if at >= len(tokens) or tokens[at].lower in lex.sets["stop"] or not tokens[at].is_word:
        return False
    return bool(lex.units.match(tokens, at)[1]) or _is_plural(tokens[at], lex)


def _english_kind(lemma: str) -> str:
    """Persons by their endings; anything else can be a thing or a person."""
    if lemma.endswith(("er", "or", "ist", "ian", "ee", "ant", "man", "woman")):
        return "person"
    return "unknown"


THING = Unit(name="thing", kind="unknown")


def named(name: str) -> Unit:
    """The unit of this name; an unknown one where the table has none."""
    return unit_named(name) or Unit(name=name, kind="unknown")
