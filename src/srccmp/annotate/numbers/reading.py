"""Numbers as they are written: digits with their grouping, words, multipliers, fractions.

What is read here is a bare number; bounds and ranges are put on it in ``bounds``, the counted
thing in ``nouns``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from srccmp.annotate.numbers.lexicon import Lexicon, Word, number_word, suffix_unit
from srccmp.annotate.tokens import Token

MAX_DIGITS = 18  # longer runs of digits are identifiers
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
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
    total = _tidy(value * scale)
    return Number(start=start, stop=stop, kind=kind, low=total, high=total, base=value, scale=scale)


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 1.2 * 1000 is 1200.0."""
    return round(value, 9) if abs(value) < 1e6 else round(value, 3)


def touches(left: Token, right: Token) -> bool:
    """Whether nothing stands between the two, not even a space."""
    return left.span.stop == right.span.start


def digits_value(text: str) -> tuple[float, bool] | None:
    """The value of digits with separators, and whether a lone separator is open to doubt.

    None for what is no number: clock times, scores, dates, over-long runs.

    >>> digits_value("1 200"), digits_value("35,5"), digits_value("1.200"), digits_value("14:30")
    ((1200.0, False), (35.5, False), (1200.0, True), None)
    >>> digits_value("1'200'000")
    (1200000.0, False)
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
    if len(separators) == 1:
        return float(plain.replace(",", ".")), False
    whole, last = plain[: plain.rindex(separators[-1])], plain[plain.rindex(separators[-1]) + 1 :]
    if separators[-1] not in separators[:-1] and GROUPED.fullmatch(whole):
        return float(re.sub("[.,]", "", whole) + "." + last), False
    return None


def read_number(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    """The number that begins at ``tokens[at]``; None where none does."""
    token = tokens[at]
    if token.pos == "NUM":
        return _read_digits(tokens, at, lex)
    word = number_word(lex.language, token.lower)
    if word is not None and token.lower in lex.sets["doubtful"]:
        modal = at and tokens[at - 1].lower in lex.sets["modals"]
        if not (modal or _is_instrumental(tokens, at)):
            return None
    if word is not None:
        read = _read_words(tokens, at, word, lex)
        if read is not None or word.kind != "fraction":
            return read
    if token.key in lex.ordinals:
        return exact(at, at + 1, "ordinal", lex.ordinals[token.key])
    return None


def _is_instrumental(tokens: Sequence[Token], at: int) -> bool:
    """«семью ракетами» is seven of them, «мою семью» a family; "to double" is a verb."""
    return at + 1 < len(tokens) and {"ablt", "plur"} <= tokens[at + 1].feats


# --- digits


def _read_digits(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
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
    stop, factor = _half_tail(tokens, stop, lex)
    value += factor
    scale, stop = _scales(tokens, _past_dash(tokens, stop, lex), lex, after_digits=True)
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
    scaled = _scales(tokens, after, lex, after_digits=True)[0] > 1
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
        scale, stop = _scales(tokens, stop, lex, after_digits=True)
        return replace(exact(at, stop, "cardinal", value, scale=scale), digits=True)
    unit = suffix_unit(lex.language, letters)
    if unit is not None and tokens[at + 1].text in DASHES:
        return replace(exact(at, stop, "compound", value), digits=True, unit=unit)
    return None


def _is_unit_word(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """«5м» is five metres, «5-м» an ordinal."""
    return tokens[at - 1].pos == "NUM" and bool(lex.units.match(tokens, at)[1])


def _half_tail(tokens: Sequence[Token], at: int, lex: Lexicon) -> tuple[int, float]:
    """«с половиной», "and a half": 0.5 more."""
    for tail in lex.half_tails:
        words = tokens[at : at + len(tail)]
        if len(words) == len(tail) and all(w == t.lower for w, t in zip(tail, words, strict=True)):
            return at + len(tail), 0.5
    return at, 0.0


def _scales(
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


# --- words


def _read_words(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number | None:
    match word.kind:
        case "compound":
            return replace(exact(at, at + 1, "compound", word.value), unit=word.unit)
        case "fold" | "times":
            return exact(at, at + 1, word.kind, word.value)
        case "share":
            return _share(at, at + 1, word.value)
        case "whole":
            number = exact(at, at + 1, "cardinal", word.value)
            return replace(number, approximate=True)
        case "half":
            return _read_half(tokens, at, word, lex)
        case "fraction":
            return _read_fraction(tokens, at, word, lex)
        case "each":
            return _read_each(tokens, at, lex)
        case "several" | "about_two":
            return _read_several(tokens, at, word, lex)
        case "scale":
            return _read_scale(tokens, at, word, lex)
        case "collective" | "both":
            return _read_plain(at, word)
        case _:
            return _read_cardinal(tokens, at, lex)


def _share(start: int, stop: int, value: float) -> Number:
    value = round(value, 4)
    return Number(
        start=start, stop=stop, kind="share", low=value, high=value, base=value, approximate=True
    )


def _read_plain(at: int, word: Word) -> Number:
    number = exact(at, at + 1, word.kind, word.value)
    return number if word.high is None else replace(number, high=word.high)


def _read_half(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number | None:
    scale, stop = _scales(tokens, at + 1, lex, after_digits=False)
    if word.value < 1:
        # «пів мільйона» is half a million; «пів» before another noun is a half of it.
        if scale == 1:
            return None
        return replace(exact(at, stop, "cardinal", word.value, scale=scale), approximate=True)
    return exact(at, stop, "cardinal", word.value, scale=scale)


def _read_fraction(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number | None:
    """«треть», "a third of"; "half a million", "half a dozen" are numbers of their own."""
    if lex.language == "en":
        if word.value == 2 and at + 2 < len(tokens) and tokens[at + 1].lower in ("a", "an"):
            scale, stop = _scales(tokens, at + 2, lex, after_digits=False)
            if scale > 1:
                number = exact(at, stop, "cardinal", 0.5, scale=scale)
                return replace(number, approximate=scale > 12)
        if word.value == 2:
            return _share(at, at + 1, 0.5) if _is_half_of(tokens, at) else None
        has_article = at > 0 and tokens[at - 1].lower in ("a", "one")
        is_part = at + 1 < len(tokens) and tokens[at + 1].lower == "of"
        by = at > 1 and tokens[at - 2].lower == "by"  # "fell by a third"
        return _share(at, at + 1, 1 / word.value) if has_article and (is_part or by) else None
    if at and tokens[at - 1].key in lex.ordinals:
        return None  # «во второй половине»
    if word.value > 4 or tokens[at].lower in ("треті", "третіх", "четверті"):
        return None  # «пятая часть», «десятая годовщина»: ordinals, unless a count stands before
    return _share(at, at + 1, 1 / word.value)


def _is_half_of(tokens: Sequence[Token], at: int) -> bool:
    """ "half of the houses", "half the houses", "half its budget"; not "second half"."""
    if at > 0 and tokens[at - 1].lower in ("first", "second", "other", "better", "last", "latter"):
        return False
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if at > 0 and tokens[at - 1].lower == "by":
        return after not in ("past", "time")
    return after in ("of", "the", "its", "their", "all", "his", "her", "our")


def _read_each(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    """«каждый шестой»: one in six. English "every third day" is a rhythm and not read."""
    if lex.language == "en" or at + 1 >= len(tokens):
        return None
    value = lex.ordinals.get(tokens[at + 1].key)
    return None if value is None or value < 2 else _share(at, at + 2, 1 / value)


def _read_several(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number | None:
    if at + 1 >= len(tokens):
        return None
    following = number_word(lex.language, tokens[at + 1].lower)
    if following is not None and following.kind == "scale" and not following.short:
        number = _vague(tokens, at + 1, following, lex)
        return replace(number, start=at)
    if word.kind == "about_two" and _is(tokens, at + 1, "of"):
        scale, stop = _scales(tokens, at + 2, lex, after_digits=False)
        if scale > 1:
            number = exact(at, stop, "cardinal", 2.0, scale=scale)
            return replace(number, approximate=True)  # "a couple of dozen"
    if word.kind == "about_two":
        return _read_couple(tokens, at, lex)
    return None


def _read_couple(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    """«пара часов», "a couple of hours"; not a married couple."""
    if lex.language == "en":
        if tokens[at + 1].lower != "of":
            return None
        return replace(exact(at, at + 1, "couple", 2.0), approximate=True)
    following = tokens[at + 1]
    _, units = lex.units.match(tokens, at + 1)
    if not units or "gent" not in following.feats:
        return None
    return replace(exact(at, at + 1, "cardinal", 2.0), approximate=True)


def _read_scale(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number | None:
    """A multiplier with no number before it: one of it, or a vague plural."""
    if word.short:
        return None
    before = tokens[at - 1] if at else None
    if lex.language == "en":
        has_article = before is not None and before.lower in ("a", "an", "one", "per")
        if word.singular and not has_article:
            return None
        if word.singular:
            return _read_cardinal(tokens, at, lex)
        return _vague(tokens, at, word, lex)
    if word.plural and word.singular:
        governed = before is not None and before.lower in lex.sets["genitive"]
        return _read_cardinal(tokens, at, lex) if governed else _vague(tokens, at, word, lex)
    if word.singular:
        return _read_cardinal(tokens, at, lex)
    following = number_word(lex.language, tokens[at + 1].lower) if at + 1 < len(tokens) else None
    if following is not None and following.kind == "cardinal":
        # «тысяч пять»: five thousand or so.
        number = exact(at, at + 2, "cardinal", following.value, scale=word.value)
        return replace(number, approximate=True)
    return _vague(tokens, at, word, lex)


def _vague(tokens: Sequence[Token], at: int, word: Word, lex: Lexicon) -> Number:
    """«десятки», «сотни тысяч», "tens of thousands"."""
    low, high = lex.vague[word.value]
    stop = at + 1
    following = stop + 1 if lex.language == "en" and _is(tokens, stop, "of") else stop
    scale, end = _scales(tokens, following, lex, after_digits=False)
    if scale > 1 and scale > word.value:
        stop = end
    else:
        scale = 1.0
    return Number(
        start=at,
        stop=stop,
        kind="vague",
        low=low * scale,
        # Ends in nines: «сотни тысяч» reaches 999,999.
        high=(high + 1) * scale - 1,
        base=low,
        scale=scale,
        approximate=True,
    )


def _is(tokens: Sequence[Token], at: int, lower: str) -> bool:
    return at < len(tokens) and tokens[at].lower == lower


def _read_cardinal(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    """«сто двадцать пять тысяч триста», "two hundred and five thousand"."""
    total, current, last_scale = 0.0, 0.0, float("inf")
    room = float("inf")  # the next small number must be below this: «двадцать тридцать» is two
    index, first = at, None
    while index < len(tokens):
        word = number_word(lex.language, tokens[index].lower)
        if word is None and _is_inner_and(tokens, index, lex, current, total):
            index += 1
            continue
        if word is None:
            ordinal = lex.ordinals.get(tokens[index].key)
            if ordinal is not None and current >= 10 and ordinal < room:
                return exact(at, index + 1, "ordinal", total + current + ordinal)
            break
        if word.kind in ("cardinal", "one"):
            if word.value >= room or (word.high is not None and first is not None):
                break
            first = first or word
            current += word.value
            room = _room(word.value)
            index += 1
            if word.high is not None:
                return _pair_with_scale(tokens, at, index, word, lex)
            index, half = _half_tail(tokens, index, lex)
            current += half
        elif word.kind == "scale" and not word.short and word.value < last_scale:
            if lex.language == "en" and word.value == 100 and current < 100:
                current, room = (current or 1) * 100, 100.0
                index += 1
                first = first or word
                continue
            if word.value < 100 and index > at and current == 0:
                break
            step = (current or 1.0) * word.value
            more, stop = _scales(tokens, index + 1, lex, after_digits=False)
            index = stop
            total, current, room = total + step * more, 0.0, float("inf")
            last_scale = word.value * more
            first = first or word
        elif word.kind == "fraction" and current and _is_part(tokens, index, lex):
            # «две трети», «одна п'ята», "two thirds"
            value = current / word.value
            return _share(at, index + 1, value) if value < 1 else None
        else:
            break
    if first is None or index == at:
        return None
    if index == at + 1 and first.kind == "one":
        return exact(at, index, "one", 1.0)
    number = exact(at, index, "cardinal", total + current)
    if current == 0 and last_scale < float("inf") and total % last_scale == 0:
        number = replace(number, base=total / last_scale, scale=last_scale)
    return number


def _is_part(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether the fraction word is one: English "third" alone after "one" needs its "of"."""
    return (
        lex.language != "en"
        or tokens[at].lower.endswith("s")
        or (at + 1 < len(tokens) and tokens[at + 1].lower == "of")
    )


def _room(value: float) -> float:
    """What a smaller part of the number must be below: after twenty, ten."""
    for size in (100.0, 10.0):
        if value >= size and value % size == 0 and not 10 <= value < 20:
            return size
    return 0.0


def _is_inner_and(
    tokens: Sequence[Token], at: int, lex: Lexicon, current: float, total: float
) -> bool:
    """ "two hundred and five": "and" inside a number."""
    if lex.language != "en" or tokens[at].lower != "and" or at + 1 >= len(tokens):
        return False
    following = number_word("en", tokens[at + 1].lower)
    if following is None or following.kind not in ("cardinal", "one"):
        return False
    return (current >= 100 and current % 100 == 0) or (current == 0 and total >= 1000)


def _pair_with_scale(
    tokens: Sequence[Token], at: int, stop: int, word: Word, lex: Lexicon
) -> Number:
    scale, stop = _scales(tokens, stop, lex, after_digits=False)
    number = exact(at, stop, "cardinal", word.value, scale=scale)
    return replace(number, high=_tidy((word.high or word.value) * scale))
