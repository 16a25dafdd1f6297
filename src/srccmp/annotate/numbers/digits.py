"""Numbers in digits: grouping, fractions, letters joined on, multipliers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.lexicon import Lexicon, number_word, suffix_unit
from srccmp.annotate.numbers.number import DASHES, Number, exact, half_tail, scales, touches
from srccmp.annotate.tokens import Token

MAX_DIGITS = 18  # longer runs of digits are identifiers
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


def digits_value(text: str) -> tuple[float, bool] | None:
    """The value of digits with separators, and whether a lone separator is open to doubt.

    None for what is no number: clock times, scores, dates, over-long runs.

    >>> digits_value("1 200"), digits_value("35,5"), digits_value("1.200"), digits_value("14:30")
    ((1200.0, False), (35.5, False), (1200.0, True), None)
    >>> digits_value("1'200'000"), digits_value("¹")
    ((1200000.0, False), None)
    """
    plain = re.sub(r"[\s'’]", "", text)
    if ":" in plain or len(plain) > MAX_DIGITS:
        return None
    grouped_by_space = plain != text
    if plain.isdecimal():
        return float(plain), False
    if GROUPED.fullmatch(plain) and not grouped_by_space and not plain.startswith("0"):
        lone = len(re.findall("[.,]", plain)) == 1
        return float(re.sub("[.,]", "", plain)), lone
    separators = re.findall("[.,]", plain)
    if not separators or not re.fullmatch(r"[\d.,]+", plain) or not plain.isascii():
        return None  # a footnote's sign, a figure of another script
    if len(separators) == 1:
        return float(plain.replace(",", ".")), False
    whole, last = plain[: plain.rindex(separators[-1])], plain[plain.rindex(separators[-1]) + 1 :]
    if separators[-1] not in separators[:-1] and GROUPED.fullmatch(whole):
        return float(re.sub("[.,]", "", whole) + "." + last), False
    return None


def read_digits(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    read = digits_value(tokens[at].text)
    if read is None:
        return None
    value, is_loose = read
    stop = at + 1
    spaced = _spaced_decimal(tokens, at, lex)
    if spaced is None and _has_spaced_thousands(tokens, at, lex):
        spaced = value * 1000
    if spaced is not None:
        value, stop = spaced, at + 3
    ending = _ending(tokens, stop)
    if ending is not None:
        number = _with_ending(tokens, at, value, ending, lex)
        if number is not None:
            return number
    apart = _compound_apart(tokens, stop, lex)
    if apart is not None:
        return replace(exact(at, stop + 1, "compound", value), digits=True, unit=apart)
    stop, factor = half_tail(tokens, stop, lex)
    value += factor
    scale, stop = scales(tokens, _past_dash(tokens, stop, lex), lex, after_digits=True)
    if scale == 1 and _is_million(tokens, at, stop, lex):
        scale, stop = MILLION_LETTERS[tokens[stop].lower], stop + 1
    if is_loose and (scale > 1 or (tokens[at].text.count(".") and _is_measured(tokens, stop, lex))):
        value = float(tokens[at].text.replace(",", "."))
    number = exact(at, stop, "cardinal", value, scale=scale)
    return replace(number, digits=True, loose=is_loose)


def _compound_apart(tokens: Sequence[Token], at: int, lex: Lexicon) -> str | None:
    """The unit of «35 летний» and «11 километровый», written with a space for the hyphen."""
    if lex.language == "en" or at >= len(tokens):
        return None
    token = tokens[at]
    if token.pos != "ADJF" or "sing" not in token.feats or lex.units.match(tokens, at)[1]:
        return None
    return suffix_unit(lex.language, token.lower)


MILLION_LETTERS = {"m": 1e6, "b": 1e9}
MILLIONS_OF = frozenset({"money", "person", "share", "object", "weapon"})
MAGNITUDE_WITHIN = 3  # tokens: "magnitude of about 4. 6"
SPACED_PARTS = 2  # digits after a point with a space: "$2. 6 million"


def _is_million(tokens: Sequence[Token], at: int, stop: int, lex: Lexicon) -> bool:
    """ "$400m", "12m euros", "5m people": the letter is a multiplier where money or something
    countable is told of, elsewhere a metre."""
    if not 0 <= at < stop < len(tokens) or tokens[stop].lower not in MILLION_LETTERS:
        return False
    if not touches(tokens[stop - 1], tokens[stop]):
        return False
    if at and tokens[at - 1].text in lex.signs:
        return True
    if at and tokens[at - 1].text in lex.letters and touches(tokens[at - 1], tokens[at]):
        return True
    following = tokens[stop + 1 : stop + 2]
    if lex.language != "en" or not following:
        return False
    units = lex.units.match(tokens, stop + 1)[1]
    return any(unit.kind in MILLIONS_OF for unit in units)


def _spaced_decimal(tokens: Sequence[Token], at: int, lex: Lexicon) -> float | None:
    """ "$2. 6 million", "1. 2 miles": texts that were cut into words and put together again have a
    space after the point. Only with a currency before, or a measure or a multiplier after."""
    whole, point, part = (*tokens[at : at + 3], None, None)[:3]
    if whole is None or point is None or part is None or point.text != "." or part.pos != "NUM":
        return None
    if not (touches(whole, point) and not touches(point, part)):
        return None
    if not (whole.text.isdecimal() and part.text.isdecimal() and len(part.text) <= SPACED_PARTS):
        return None
    value = float(f"{whole.text}.{part.text}")
    after = at + 3 + (at + 3 < len(tokens) and tokens[at + 3].text in DASHES)
    if at and tokens[at - 1].text in lex.signs:
        return value
    if any(t.lemma == "magnitude" for t in tokens[max(0, at - MAGNITUDE_WITHIN) : at]):
        return value  # "a magnitude of 4. 6"
    if after >= len(tokens) or len(whole.text) > SPACED_PARTS:
        return None
    units = lex.units.match(tokens, after)[1]
    if any(unit.name == "earthquake" for unit in units):
        return value
    if at == 0:  # "4. 6 wounded": a list
        return value if any(unit.name == "magnitude" for unit in units) else None
    scaled = scales(tokens, after, lex, after_digits=True)[0] > 1
    measured = any(unit.kind in ("measure", "share") for unit in units)
    return value if scaled or measured else None


def _has_spaced_thousands(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """ "120, 000 people", of the same texts; no other list goes on with three noughts."""
    if lex.language != "en" or at + 2 >= len(tokens) or not tokens[at].text.isdecimal():
        return False
    comma, noughts = tokens[at + 1], tokens[at + 2]
    return comma.text == "," and touches(tokens[at], comma) and noughts.text == "000"


def _past_dash(tokens: Sequence[Token], at: int, lex: Lexicon) -> int:
    """ "$137-million", "$2 - million": past the dash before a multiplier."""
    if lex.language != "en" or at + 1 >= len(tokens) or tokens[at].text not in DASHES:
        return at
    word = number_word("en", tokens[at + 1].lower)
    return at + 1 if word is not None and word.kind == "scale" else at


def _is_measured(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a measure or a share follows, which have fractions ("1.125 %")."""
    if at >= len(tokens):
        return False
    _, units = lex.units.match(tokens, at)
    return any(unit.kind in ("measure", "share") for unit in units)


def _ending(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The letters that are joined to digits, "-го" or "th", and where they stop."""
    if at >= len(tokens) or not touches(tokens[at - 1], tokens[at]):
        return None
    if tokens[at].is_word:
        return at + 1, tokens[at].lower
    if tokens[at].text in DASHES and at + 1 < len(tokens):
        following = tokens[at + 1]
        if touches(tokens[at], following) and following.is_word:
            return at + 2, following.lower
    return None


def _with_ending(
    tokens: Sequence[Token], at: int, value: float, ending: tuple[int, str], lex: Lexicon
) -> Number | None:
    """Digits with letters joined on: an ordinal, a compound ("35-летний"), a case ending; None
    where the letters are a unit or a multiplier of their own ("50km", "10k")."""
    stop, letters = ending
    if tokens[at].text.isdecimal() and 1500 <= value <= 2100 and letters not in ("k", "m", "bn"):
        return replace(exact(at, stop, "ordinal", 1.0), digits=True)  # «1990-х»: years
    if letters in lex.sets["ordinal_endings"] and not _is_unit_word(tokens, stop - 1, lex):
        return replace(exact(at, stop, "ordinal", value), digits=True)
    if letters in lex.sets["cardinal_endings"]:
        scale, stop = scales(tokens, stop, lex, after_digits=True)
        return replace(exact(at, stop, "cardinal", value, scale=scale), digits=True)
    unit = suffix_unit(lex.language, letters)
    if unit is not None and tokens[at + 1].text in DASHES:
        return replace(exact(at, stop, "compound", value), digits=True, unit=unit)
    return None


def _is_unit_word(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """«5м» is five metres, «5-м» an ordinal."""
    return tokens[at - 1].pos == "NUM" and bool(lex.units.match(tokens, at)[1])
