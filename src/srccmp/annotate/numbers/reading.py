"""Numbers as they are written: digits with their grouping, words, multipliers, fractions.

What is read here is a bare number; bounds and ranges are put on it in ``bounds``, the counted
thing in ``nouns``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.digits import read_digits
from srccmp.annotate.numbers.lexicon import Lexicon, Word, number_word
from srccmp.annotate.numbers.number import Number, exact, half_tail, scales, tidy
from srccmp.annotate.tokens import Token


def read_number(tokens: Sequence[Token], at: int, lex: Lexicon) -> Number | None:
    """The number that begins at ``tokens[at]``; None where none does."""
    token = tokens[at]
    if token.pos == "NUM":
        return read_digits(tokens, at, lex)
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
    scale, stop = scales(tokens, at + 1, lex, after_digits=False)
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
            scale, stop = scales(tokens, at + 2, lex, after_digits=False)
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
        scale, stop = scales(tokens, at + 2, lex, after_digits=False)
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
    scale, end = scales(tokens, following, lex, after_digits=False)
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
            index, half = half_tail(tokens, index, lex)
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
            more, stop = scales(tokens, index + 1, lex, after_digits=False)
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
    scale, stop = scales(tokens, stop, lex, after_digits=False)
    number = exact(at, stop, "cardinal", word.value, scale=scale)
    return replace(number, high=tidy((word.high or word.value) * scale))
