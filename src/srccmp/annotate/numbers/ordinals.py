"""Numbers inside other words: «двухдневный», "five-storey", «третий министр»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.bounds import ranged
from srccmp.annotate.numbers.counted import Counted, alone, counted_as
from srccmp.annotate.numbers.lexicon import Lexicon, Unit
from srccmp.annotate.numbers.nouns import Noun, counted_noun, named
from srccmp.annotate.numbers.number import Number, exact
from srccmp.annotate.tokens import Token


def _crowd(tokens: Sequence[Token], number: Number, lex: Lexicon) -> list[Counted]:
    """«25-тысячная толпа»: so many people; a city or a thing of a thousandth part is none."""
    following = tokens[number.stop] if number.stop < len(tokens) else None
    if following is None or following.key not in lex.sets["crowds"]:
        return []
    found = ranged(
        tokens, exact(number.start, number.stop, "cardinal", number.base, scale=1e3), lex
    )
    return [counted_as(tokens, found, None, named("person"), lex)]


COUNTED_IN_ROWS = frozenset({"person", "event"})


STAGES = frozenset({"round", "time", "match", "goal", "point", "vote", "case", "flight", "leader"})


def compound(tokens: Sequence[Token], number: Number, lex: Lexicon) -> list[Counted]:
    """«двухдневный», "35-летний", "five-storey"."""
    unit = number.unit or "thing"
    following = tokens[number.stop] if number.stop < len(tokens) else None
    is_thing = (
        following is not None
        and "inan" in following.feats
        and not following.is_capital
        and not any(u.kind == "person" for u in lex.units.match(tokens, number.stop)[1])
    )
    if unit == "age-year" and is_thing:
        unit = "year"  # «пятилетний контракт»
    if unit in ("day", "week", "month") and following is not None and "anim" in following.feats:
        unit = f"age-{unit}"  # «4-месячный ребёнок»
    if unit == "fold":
        return []  # «двукратный чемпион»
    if unit == "thousands":
        return _crowd(tokens, number, lex)
    found = ranged(tokens, number, lex)
    return [counted_as(tokens, found, None, named(unit), lex)]


def ordinal(tokens: Sequence[Token], number: Number, lex: Lexicon) -> list[Counted]:
    """«второй министр за сутки»: a place in a row of events, where the text counts them."""
    if number.base < 2:
        return []
    noun = counted_noun(tokens, number.stop, lex, value=1, in_digits=False)
    found = alone(number)
    if noun is None:
        noun = _subject_before(tokens, number, lex)
        if noun is None:
            return []
        item = counted_as(tokens, found, None, noun.unit, lex)
        return [_in_row(replace(item, noun=noun))]
    if noun.unit.kind not in COUNTED_IN_ROWS or not noun.known or noun.unit.name in STAGES:
        return []
    if not _counts_a_row(tokens, number, noun, lex):
        return []
    return [_in_row(counted_as(tokens, found, noun, noun.unit, lex))]


def _in_row(item: Counted) -> Counted:
    kind = item.unit.kind
    return replace(item, unit=Unit(name=f"ordinal:{item.unit.name}", kind=kind), case="")


def _counts_a_row(tokens: Sequence[Token], number: Number, noun: Noun, lex: Lexicon) -> bool:
    """Whether the words around tell that events are counted, as in «уже второй» or "the second
    minister to quit": «второй секретарь» is a title."""
    sets = lex.sets
    before = tokens[max(0, number.start - 3) : number.start]
    if any(
        t.key in sets["ordinal_cues_before"] or t.lower in sets["ordinal_cues_before"]
        for t in before
    ):
        return True
    for token in tokens[noun.stop : noun.stop + 4]:
        if token.text in ".;":
            break
        if token.key in sets["ordinal_cues_after"] or token.lower in sets["ordinal_cues_after"]:
            return lex.language != "en" or token.lower not in ("in", "this")
    return False


def _subject_before(tokens: Sequence[Token], number: Number, lex: Lexicon) -> Noun | None:
    """«Отставка посла стала четвёртой»: the subject of the copula is what is counted."""
    if lex.language == "en" or number.start < 2:
        return None
    following = tokens[number.stop] if number.stop < len(tokens) else None
    if following is not None and following.pos not in ("PREP", "SIGN"):
        return None
    if tokens[number.start - 1].key not in lex.sets["copulas"]:
        return None
    for index in range(number.start - 2, max(-1, number.start - 9), -1):
        if tokens[index].text in ",;.":
            break
        _, units = lex.units.match(tokens, index)
        if units and units[0].kind == "event" and "nomn" in tokens[index].feats:
            unit = units[0]
            return Noun(start=index, stop=index + 1, unit=unit, known=True, animate=False)
    return None
