"""From the tokens of a statement to its quantities: read, drop what counts nothing, name the
counted thing, find its role, let parts take over what their wholes have."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.bounds import Ranged, phrase_at, ranged
from srccmp.annotate.numbers.lexicon import (
    LANGUAGES,
    Lexicon,
    Unit,
    kinds_of,
    lexicon,
    number_word,
    role_kinds,
)
from srccmp.annotate.numbers.not_counts import Place, why_not
from srccmp.annotate.numbers.nouns import THING, Noun, counted_noun, named
from srccmp.annotate.numbers.reading import Number, exact, read_number, touches
from srccmp.annotate.numbers.roles import (
    Clause,
    Counted,
    clause_of,
    look_right_from,
    own_role,
)
from srccmp.annotate.tokens import Token
from srccmp.model import Quantity, Span

COUNTABLES = frozenset({"person", "weapon", "object", "place", "event", "paper", "body", "unknown"})
PERSON = frozenset({"person"})
RICHTER_WITHIN = 4  # "5.6 on the Richter scale"
OLDEST = 119  # years: more is no age
ROUND_WHOLES = frozenset({2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 50.0, 100.0})


def find_quantities(
    tokens: Sequence[Token], language: str, *, times: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """How many of what, in the order of the text; spans count in the article, as the tokens' do.

    ``times`` are spans already read as dates or clock times: a number inside one counts nothing.
    ``unit`` is one name for all three languages: of the table (units.toml), else the noun's lemma
    (in the spelling that Ukrainian and Russian share), else ``thing``. Lengths are in metres,
    areas in square metres, volumes in cubic metres, masses in tonnes, power in megawatts; times,
    shares and money are as told. A share is 0 to 1 (unit ``share``), per cent are 0 to 100.
    ``ordinal:minister`` is the place in a row («третий министр»), ``age-year`` an age. ``role`` is
    None where none is sure; ``before`` where a change began, ``change`` for the change itself.
    Other languages than uk, ru and en give ().
    """
    if language not in LANGUAGES:
        return ()
    lex = lexicon(language)
    items = _items(tokens, lex, times)
    if not items:
        return ()
    return _quantities(tokens, items, lex)


# --- reading


def _items(tokens: Sequence[Token], lex: Lexicon, times: Sequence[Span]) -> list[Counted]:
    items: list[Counted] = []
    covered = _covered(tokens, times) if times else frozenset()
    language, ordinals = lex.language, lex.ordinals
    at = 0
    for index, token in enumerate(tokens):
        if index < at or (
            token.pos != "NUM"
            and token.key not in ordinals
            and number_word(language, token.lower) is None
        ):
            continue
        at = index
        number = None if _in_times(at, at + 1, covered) else read_number(tokens, at, lex)
        if number is None or _in_times(number.start, number.stop, covered):
            continue
        found = _counted(tokens, number, lex, covered)
        items.extend(found)
        at = max([number.stop, *(item.stop for item in found)])
    return items


def _covered(tokens: Sequence[Token], times: Sequence[Span]) -> frozenset[int]:
    """The tokens that a date or a clock time takes in; one sweep over both."""
    found: list[int] = []
    spans = sorted(times)
    at = 0
    for index, token in enumerate(tokens):
        while at < len(spans) and spans[at].stop <= token.span.start:
            at += 1
        if at < len(spans) and spans[at].meets(token.span):
            found.append(index)
    return frozenset(found)


def _in_times(start: int, stop: int, covered: frozenset[int]) -> bool:
    return bool(covered) and any(index in covered for index in range(start, stop))


def _counted(
    tokens: Sequence[Token], number: Number, lex: Lexicon, covered: frozenset[int]
) -> list[Counted]:
    """The counted things of one number: none, one, or a part and its whole."""
    if number.kind == "ordinal":
        return _ordinal(tokens, number, lex)
    if number.kind == "compound":
        return _compound(tokens, number, lex)
    if number.kind == "times":
        return [_item(tokens, _alone(number), None, named("time"), lex)]
    if number.kind == "fold":
        return [_item(tokens, _alone(number), None, named("fold"), lex)]
    odds = _odds(tokens, number, lex)
    found = ranged(tokens, odds or number, lex)
    if found.stop > number.stop and _in_times(found.start, found.stop, covered):
        found = _alone(number)
    value = found.high if found.low == found.high else None
    noun = counted_noun(
        tokens,
        found.stop,
        lex,
        value=value,
        in_digits=found.number.digits,
        kind=found.number.kind,
    )
    if noun is not None and _is_fraction_of_one(found, noun):
        noun = None
    if noun is None:
        postposed = _postposed(tokens, found, lex)
        if postposed is not None:
            return [postposed]
    magnitude = _magnitude(tokens, found, noun, lex)
    if magnitude is not None:
        return [magnitude]
    sign = _sign(tokens, found, lex)
    if noun is not None and _in_times(noun.start, noun.stop, covered):
        noun = None
    if sign is None and why_not(Place(tokens=tokens, found=found, noun=noun, lex=lex)) is not None:
        return []
    if noun is not None and noun.unit.kind == "duration" and lex.language == "en":
        found = _lasting(tokens, found)
    found = _signed(tokens, _decimal(tokens, found, noun, lex), noun, lex)
    if noun is not None and noun.unit.name == "time" and _is_multiple(tokens, found, noun, lex):
        return [replace(_item(tokens, found, None, named("fold"), lex), stop=noun.stop)]
    whole = None if sign is not None else _whole(tokens, found, noun, lex)
    if whole is not None:
        unit = whole.unit if noun is None else noun.unit
        part = _item(tokens, found, noun, unit, lex)
        return [replace(part, kinds=whole.kinds or part.kinds), whole]
    if found.number.kind == "share":
        sharers = noun
        item = _item(tokens, found, None, named("share"), lex)
        return [_of(item, sharers)]
    if sign is not None:
        return [_item(tokens, found, None, sign, lex)]
    if noun is None:
        if _is_of_parent(tokens, found, lex):
            # What happens to the father does not happen to them.
            return [replace(_item(tokens, found, None, named("child"), lex), whole=True)]
        item = _item(tokens, found, None, THING, lex)
        return [replace(item, subset=_is_subset(tokens, item, lex))]
    return [_with_noun(tokens, found, noun, lex)]


def _is_fraction_of_one(found: Ranged, noun: Noun) -> bool:
    """ "7.5 magnitude earthquake": nobody counts seven and a half earthquakes."""
    whole = found.low is None or found.low == int(found.low)
    countable = noun.unit.kind in COUNTABLES and noun.unit.name not in ("time", "point")
    return not whole and found.number.scale == 1 and countable


def _alone(number: Number) -> Ranged:
    return Ranged(
        start=number.start,
        stop=number.stop,
        begin=number.start,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        number=number,
    )


def _sign(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Unit | None:
    """The currency before the number."""
    for index in range(found.start, found.number.start):
        if tokens[index].text in lex.signs:
            return lex.signs[tokens[index].text]
    return None


def _odds(tokens: Sequence[Token], number: Number, lex: Lexicon) -> Number | None:
    """ "one in five": a share."""
    if lex.language != "en" or number.kind not in ("one", "cardinal") or number.scale != 1:
        return None
    if number.stop + 1 >= len(tokens) or tokens[number.stop].lower != "in":
        return None
    second = read_number(tokens, number.stop + 1, lex)
    if second is None or second.kind != "cardinal" or second.base not in ROUND_WHOLES:
        return None
    noun = counted_noun(tokens, second.stop, lex, value=second.low, in_digits=second.digits)
    if number.base >= second.base or noun is None or noun.unit.kind == "duration":
        return None
    share = exact(number.start, second.stop, "share", round(number.base / second.base, 4))
    return replace(share, approximate=True)


def _decimal(tokens: Sequence[Token], found: Ranged, noun: Noun | None, lex: Lexicon) -> Ranged:
    """«1,125 %»: a comma before three digits is decimal where a measure or a share follows."""
    number = found.number
    if not number.loose or number.scale != 1 or lex.language == "en" or noun is None:
        return found
    if noun.unit.kind not in ("measure", "share") or found.low != found.high:
        return found
    value = float(tokens[number.start].text.replace(",", "."))
    return replace(found, low=value, high=value)


def _lasting(tokens: Sequence[Token], found: Ranged) -> Ranged:
    """ "over 24 hours" tells how long something took, "more than 24 hours" that it took longer."""
    if found.start + 1 == found.begin and tokens[found.start].lower == "over":
        return replace(found, start=found.begin, high=found.low)
    return found


def _signed(tokens: Sequence[Token], found: Ranged, noun: Noun | None, lex: Lexicon) -> Ranged:
    """«-20 градусов»: below zero. Only degrees and shares are, so a dash elsewhere is a dash."""
    if noun is None or noun.unit.name not in ("degree", "percent") or found.start == 0:
        return found
    before = tokens[found.start - 1]
    is_sign = before.text in "-−–" and touches(before, tokens[found.start])
    if not is_sign and before.lower not in lex.sets["minus"]:
        return found
    low, high = found.low, found.high
    return replace(
        found,
        start=found.start - 1,
        low=None if high is None else -high,
        high=None if low is None else -low,
    )


def _is_multiple(tokens: Sequence[Token], found: Ranged, noun: Noun, lex: Lexicon) -> bool:
    """«в 2,3 раза», "1.5 times more": a factor, not how often."""
    before = tokens[found.begin - 1] if found.begin else None
    following = tokens[noun.stop].lower if noun.stop < len(tokens) else ""
    if lex.language == "en":
        changed = before is not None and bool(
            {before.lemma, before.lower} & lex.sets["change_verbs"]
        )
        return changed or following in ("more", "as", "higher", "larger", "greater", "less", "that")
    return before is not None and before.lower in ("в", "у", "во")


def _postposed(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Counted | None:
    """«человек десять», «лет пять назад»: the noun before the number makes it approximate."""
    if lex.language == "en" or found.begin == 0 or found.begin != found.start:
        return None
    if found.number.digits or found.number.kind != "cardinal" or found.low != found.high:
        return None
    before = tokens[found.begin - 1]
    _, units = lex.units.match(tokens, found.begin - 1)
    if not units or units[0].kind not in ("person", "duration", "measure"):
        return None
    if "plur" not in before.feats and before.lower not in ("человек", "чоловік", "раз"):
        return None
    if found.begin > 1 and tokens[found.begin - 2].pos in ("NUM", "NUMR", "ADJF", "NOUN"):
        return None
    if "gent" not in before.feats and before.lower not in ("человек", "чоловік"):
        return None
    moved = replace(found, start=found.begin - 1, approximate=True)
    return _item(tokens, moved, None, units[0], lex)


def _item(
    tokens: Sequence[Token], found: Ranged, noun: Noun | None, unit: Unit, lex: Lexicon
) -> Counted:
    stop = found.stop if noun is None else max(noun.stop, found.stop)
    kinds = frozenset[str]() if unit is THING else kinds_of(unit)
    before = tokens[found.start - 1] if found.start else None
    word = "" if before is None else before.lower
    preposition = word if word in lex.sets["prepositions"] else ""
    return Counted(
        start=found.start,
        stop=stop,
        ranged=found,
        noun=noun,
        unit=unit,
        kinds=kinds,
        case=noun.case if noun is not None else "",
        preposition=preposition,
    )


def _of(item: Counted, noun: Noun | None) -> Counted:
    """A share with the thing it is a share of: its unit stays, what can happen to it is theirs."""
    if noun is None:
        return replace(item, kinds=frozenset())
    return replace(item, stop=max(item.stop, noun.stop), noun=noun, kinds=kinds_of(noun.unit))


def _with_noun(tokens: Sequence[Token], found: Ranged, noun: Noun, lex: Lexicon) -> Counted:
    unit = noun.unit
    if unit.name == "year" and _is_age(tokens, found, noun, lex):
        unit = named("age-year")
    item = _item(tokens, found, noun, unit, lex)
    if unit.name == "percent":
        sharers = counted_noun(tokens, noun.stop, lex, value=None, in_digits=False)
        if sharers is not None and sharers.known:
            return replace(item, kinds=kinds_of(sharers.unit) | item.kinds)
    return replace(item, subset=_is_subset(tokens, item, lex))


def _is_of_parent(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
    """ "a father of four": they are children."""
    return (
        lex.language == "en"
        and found.start > 1
        and tokens[found.start - 1].lower == "of"
        and tokens[found.start - 2].lower in lex.sets["parents"]
    )


def _magnitude(
    tokens: Sequence[Token], found: Ranged, noun: Noun | None, lex: Lexicon
) -> Counted | None:
    """«магнитудой 7,1», "magnitude of 7.1", "7.1-magnitude", «землетрус силою 7,5 балів»."""
    if noun is not None and noun.unit.name != "point":
        return None
    unit = named("magnitude")
    item = _item(tokens, found, noun, unit, lex)
    after = found.stop + (found.stop < len(tokens) and tokens[found.stop].text == "-")
    if after < len(tokens) and unit in lex.units.match(tokens, after)[1]:
        return replace(item, stop=after + 1)
    following = tokens[found.stop : found.stop + RICHTER_WITHIN]
    if any(t.lower.startswith(("richter", "рихтер", "ріхтер")) for t in following):
        return item
    for back in (1, 2):
        at = found.start - back
        if at >= 0 and unit in lex.units.match(tokens, at)[1]:
            return replace(item, start=at)
    before = tokens[max(0, found.start - RICHTER_WITHIN) : found.start]
    quake = named("earthquake")
    shaken = any(quake in lex.units.match([t], 0)[1] for t in before)
    return item if noun is not None and shaken else None


def _is_subset(tokens: Sequence[Token], item: Counted, lex: Lexicon) -> bool:
    """«из них 12», «12 из них», "including two", «(13 из них …»."""
    if phrase_at(tokens, item.stop, lex.subset) is not None:
        return True
    return any(
        (at := item.start - back) >= 0
        and (phrase := phrase_at(tokens, at, lex.subset)) is not None
        and at + len(phrase.words) >= item.start - 1
        for back in range(1, 5)
    )


def _whole(
    tokens: Sequence[Token], found: Ranged, noun: Noun | None, lex: Lexicon
) -> Counted | None:
    """The 19 of "13 of the 19 missiles" and «13 ракет из 19»."""
    at = found.stop if noun is None else noun.stop
    if found.number.kind not in ("cardinal", "one", "collective", "vague"):
        return None
    of = lex.sets["of"]
    if at >= len(tokens) or tokens[at].lower not in of | {"out"}:
        return None
    at += 2 if tokens[at].lower == "out" else 1
    while at < len(tokens) and (tokens[at].pos == "ADJF" or tokens[at].lower in OF_WHOLE):
        at += 1
    if at >= len(tokens):
        return None
    number = read_number(tokens, at, lex)
    if number is None or number.kind not in ("cardinal", "collective") or number.low is None:
        return None
    if found.high is not None and number.low <= found.high:
        return None
    after = counted_noun(tokens, number.stop, lex, value=number.low, in_digits=number.digits)
    counted = after or noun
    if after is not None and after.unit.kind == "duration":
        return None
    unit = THING if counted is None else counted.unit
    return replace(_item(tokens, _alone(number), after, unit, lex), whole=True)


# --- ages, compounds, ordinals


def _is_age(tokens: Sequence[Token], found: Ranged, noun: Noun, lex: Lexicon) -> bool:
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


def _bare_age(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
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


def _compound(tokens: Sequence[Token], number: Number, lex: Lexicon) -> list[Counted]:
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
    if unit == "fold":
        return []  # «двукратный чемпион»
    found = ranged(tokens, number, lex)
    return [_item(tokens, found, None, named(unit), lex)]


# "four of their last five matches"
OF_WHOLE = frozenset({"the", "its", "all", "their", "his", "her", "last", "first", "past", "those"})
# «а также», "as well as"
LIST_WORDS = frozenset({"также", "також", "а", "as", "well"})
COUNTED_IN_ROWS = frozenset({"person", "event"})
STAGES = frozenset({"round", "time", "match", "goal", "point", "vote", "case", "flight", "leader"})


def _ordinal(tokens: Sequence[Token], number: Number, lex: Lexicon) -> list[Counted]:
    """«второй министр за сутки»: a place in a row of events, where the text counts them."""
    if number.base < 2:
        return []
    noun = counted_noun(tokens, number.stop, lex, value=1, in_digits=False)
    found = _alone(number)
    if noun is None:
        noun = _subject_before(tokens, number, lex)
        if noun is None:
            return []
        item = _item(tokens, found, None, noun.unit, lex)
        return [_in_row(replace(item, noun=noun))]
    if noun.unit.kind not in COUNTED_IN_ROWS or not noun.known or noun.unit.name in STAGES:
        return []
    if not _counts_a_row(tokens, number, noun, lex):
        return []
    return [_in_row(_item(tokens, found, noun, noun.unit, lex))]


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


# --- roles and units


def _quantities(
    tokens: Sequence[Token], items: list[Counted], lex: Lexicon
) -> tuple[Quantity, ...]:
    items = _with_wholes(tokens, [_as_age(tokens, item, lex) for item in items], lex)
    items = _converted(tokens, items)
    clause = clause_of(tokens, items, lex)
    roles = _own_roles(clause, items)
    _share_roles(clause, items, roles)
    units = _settle_units(clause, items, roles)
    found: list[Quantity] = []
    for item, role, unit in zip(items, roles, units, strict=True):
        if unit is None:
            continue
        former = item.ranged.former
        if former is not None and former.low is not None:
            found.append(
                _quantity(
                    tokens,
                    former.start,
                    former.stop,
                    former.low,
                    former.low,
                    unit,
                    "before",
                    former.approximate,
                )
            )
        low, high = item.ranged.low, item.ranged.high
        start, stop = item.start, item.stop
        found.append(_quantity(tokens, start, stop, low, high, unit, role, item.ranged.approximate))
    return tuple(found)


SAME_MEASURE = 0.05  # "45 miles (72 km)" differ by 0.6 %, "20 feet (6 metres)" by 1.6 %


def _converted(tokens: Sequence[Token], items: list[Counted]) -> list[Counted]:
    """ "45 miles (72 km)": one length told twice, as a range from the one to the other."""
    found: list[Counted] = []
    for item in items:
        previous = found[-1] if found else None
        if previous is None or not _repeats(tokens, previous, item):
            found.append(item)
            continue
        ends = [
            value * each.unit.factor / previous.unit.factor
            for each in (previous, item)
            for value in (each.ranged.low, each.ranged.high)
            if value is not None
        ]
        both = replace(previous.ranged, low=min(ends), high=max(ends), approximate=True)
        closed = item.stop < len(tokens) and tokens[item.stop].text == ")"
        found[-1] = replace(previous, ranged=both, stop=item.stop + closed)
    return found


def _repeats(tokens: Sequence[Token], left: Counted, right: Counted) -> bool:
    if left.unit.kind != "measure" or left.unit.name != right.unit.name:
        return False
    if [t.text for t in tokens[left.stop : right.start]] != ["("]:
        return False
    one, other = left.ranged.low, right.ranged.low
    if one is None or other is None or left.ranged.high is None or right.ranged.high is None:
        return False
    first, second = one * left.unit.factor, other * right.unit.factor
    return abs(first - second) <= SAME_MEASURE * max(abs(first), abs(second))


def _enumerates(tokens: Sequence[Token], left: Counted, right: Counted, lex: Lexicon) -> bool:
    between = tokens[left.stop : right.start]
    words = lex.sets["and"] | lex.sets["or"]
    return len(between) == 1 and (between[0].text == "," or between[0].lower in words)


def _with_wholes(tokens: Sequence[Token], items: list[Counted], lex: Lexicon) -> list[Counted]:
    """«Из 19 ракет сбито 13»: the whole stands first, and the part has no noun of its own."""
    found = list(items)
    for index in range(len(items) - 2, -1, -1):
        item, following = items[index], found[index + 1]
        if (
            item.unit is THING
            and following.unit is not THING
            and _enumerates(tokens, item, following, lex)
        ):
            # «17, 18 и 20 лет», "55, 60 minutes"
            found[index] = replace(item, unit=following.unit, kinds=following.kinds)
    for index in range(len(items) - 1):
        item, following = found[index], found[index + 1]
        if (
            item.unit is THING
            and following.unit.name == "age-year"
            and item.stop == following.start
        ):
            found[index] = replace(item, unit=named("person"), kinds=PERSON)  # "two 18-year-olds"
    for index in range(len(items) - 1):
        same_list = found[index].unit.name == "age-year" and found[index + 1].unit.name == "year"
        if same_list and _enumerates(tokens, found[index], found[index + 1], lex):
            found[index + 1] = replace(found[index + 1], unit=found[index].unit)
    items = list(found)
    for index, (item, following) in enumerate(itertools.pairwise(items)):
        high, low = item.ranged.low, following.ranged.high
        if (
            item.preposition in lex.sets["of"]
            and item.bears
            and following.unit is THING
            and high is not None
            and low is not None
            and low < high
        ):
            found[index] = replace(item, whole=True)
            found[index + 1] = replace(following, unit=item.unit, kinds=item.kinds)
    return found


def _own_roles(clause: Clause, items: list[Counted]) -> list[str | None]:
    """The role that each number has by itself. One without a noun is tried as the thing counted
    before it («отменены 14 рейсов, ещё восемь задержаны»), then as anything."""
    roles: list[str | None] = []
    kinds = frozenset[str]()
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        seen = item
        if following is not None and following.whole and not item.whole:
            seen = replace(item, stop=following.stop)
        if item.unit is not THING:
            roles.append(own_role(clause, seen))
            kinds = item.kinds if item.bears else kinds
            continue
        guess = PERSON if item.ranged.number.kind == "collective" and not kinds else kinds
        role = own_role(clause, replace(seen, kinds=guess)) if guess else None
        roles.append(role or own_role(clause, seen))
    return roles


def _quantity(
    tokens: Sequence[Token],
    start: int,
    stop: int,
    low: float | None,
    high: float | None,
    unit: Unit,
    role: str | None,
    approximate: bool,
) -> Quantity:
    return Quantity(
        span=Span(tokens[start].span.start, tokens[stop - 1].span.stop),
        low=None if low is None else round(low * unit.factor, 6),
        high=None if high is None else round(high * unit.factor, 6),
        unit=unit.name,
        role=role,
        approximate=approximate,
    )


def _as_age(tokens: Sequence[Token], item: Counted, lex: Lexicon) -> Counted:
    if item.unit is THING and _bare_age(tokens, item.ranged, lex):
        return replace(item, unit=named("age-year"))
    return item


def _share_roles(clause: Clause, items: Sequence[Counted], roles: list[str | None]) -> None:
    """Members of a list take over each other's role, parts that of their whole."""
    outer = [i for i, item in enumerate(items) if not _is_bracketed(clause, item)]
    for left, right in itertools.pairwise(outer):
        if roles[right] is None and _is_listed(clause, items[left], items[right]):
            roles[right] = _taken(roles[left], items[right])
    for left, right in reversed(list(itertools.pairwise(outer))):
        if roles[left] is None and _is_joined(clause, items[left], items[right]):
            roles[left] = _taken(roles[right], items[left])
    for index in range(1, len(items)):
        item, previous = items[index], items[index - 1]
        if not item.subset or _is_either(clause, items, roles, index):
            continue
        if roles[index - 1] is None:
            roles[index - 1] = look_right_from(clause, previous, item.stop + 1)
        if roles[index] is None:
            roles[index] = _taken(roles[index - 1], item)


def _is_either(
    clause: Clause, items: Sequence[Counted], roles: Sequence[str | None], index: int
) -> bool:
    """«8 загиблих, 20 поранених, серед них двоє дітей»: the two may be of either."""
    if index < 2 or roles[index - 2] is None or roles[index - 2] == roles[index - 1]:
        return False
    return _is_joined(clause, items[index - 2], items[index - 1])


def _is_bracketed(clause: Clause, item: Counted) -> bool:
    """Whether the number stands in brackets: «19 ракет (13 из них баллистические) и 40 дронов»."""
    for index in range(item.start - 1, max(-1, item.start - 12), -1):
        text = clause.tokens[index].text
        if text in "()":
            return text == "("
    return False


def _taken(role: str | None, item: Counted) -> str | None:
    if role is None or role in ("before", "change") or item.whole or not item.bears:
        return None
    kinds = role_kinds(role) if role != "distance" else frozenset({"measure"})
    return role if not item.kinds or item.kinds & (kinds | {"unknown"}) else None


def _is_listed(clause: Clause, left: Counted, right: Counted) -> bool:
    """Whether the two stand in one list, and the second has no predicate of its own."""
    tokens, lex = clause.tokens, clause.lex
    if not _is_joined(clause, left, right):
        return False
    following = tokens[right.stop] if right.stop < len(tokens) else None
    if following is None or following.pos == "SIGN":
        return True
    if following.lower in lex.sets["and"]:
        return True
    if lex.language == "en":
        return following.lower in lex.sets["stop"] and following.lower not in lex.sets["be"]
    return following.pos not in ("VERB", "PRTS", "INFN", "ADVB", "PRCL")


def _is_joined(clause: Clause, left: Counted, right: Counted) -> bool:
    """Whether only a comma or "and" stands between, or a colon that opens the list of parts."""
    between = _without_brackets(clause.tokens[left.stop : right.start])
    if not between or len(between) > 3 or left.ranged is right.ranged:
        return False
    joiners = clause.lex.sets["and"] | LIST_WORDS
    return all(t.text in ',:»"”' or t.lower in joiners for t in between)


def _without_brackets(tokens: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(token)
    return found


def _settle_units(
    clause: Clause, items: Sequence[Counted], roles: Sequence[str | None]
) -> list[Unit | None]:
    """The unit of each; for a number without a noun that of the number before, or a person's;
    None for what turns out to count nothing."""
    units: list[Unit | None] = []
    for item, role in zip(items, roles, strict=True):
        if item.unit is not THING:
            units.append(
                None if item.ranged.number.kind == "one" and item.noun is None else item.unit
            )
            continue
        previous = next((u for u in reversed(units) if u is not None), None)
        units.append(_unit_without_noun(clause, item, role, previous))
    return units


def _unit_without_noun(
    clause: Clause, item: Counted, role: str | None, previous: Unit | None
) -> Unit | None:
    kind = item.ranged.number.kind
    fits = (
        frozenset[str]()
        if role is None or role in ("before", "change", "distance")
        else role_kinds(role)
    )
    taken = previous is not None and previous.kind in (
        "person",
        "weapon",
        "object",
        "place",
        "event",
        "paper",
        "body",
    )
    if kind == "collective":
        return named("person")
    if fits:
        if taken and previous is not None and kinds_of(previous) & fits:
            return previous
        return named("person") if "person" in fits else THING
    if taken and (item.subset or item.whole or _is_more(clause, item)):
        return previous
    if kind in ("one", "vague", "both") or _is_named(clause, item):
        return None
    return THING


def _is_named(clause: Clause, item: Counted) -> bool:
    """ "the 8900": an article before digits that count nothing makes them a name."""
    before = clause.tokens[item.start - 1].lower if item.start else ""
    return clause.lex.language == "en" and before in ("the", "a", "an")


def _is_more(clause: Clause, item: Counted) -> bool:
    """«ещё восемь», "another eight"."""
    return any(
        token.lower in clause.lex.sets["more"] or token.lower in clause.lex.sets["more"]
        for token in clause.tokens[max(0, item.start - 2) : item.start + 1]
    )
