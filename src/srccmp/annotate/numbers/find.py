"""From the tokens of a statement to its quantities: read, drop what counts nothing, name the
counted thing, find its role, let parts take over what their wholes have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.ages import is_age
from srccmp.annotate.numbers.bounds import DOLLARS, Ranged, phrase_at, ranged
from srccmp.annotate.numbers.counted import BEARERS, Counted, alone, counted_as
from srccmp.annotate.numbers.lexicon import LANGUAGES, Lexicon, Unit, kinds_of, lexicon, number_word
from srccmp.annotate.numbers.not_counts import why_not
from srccmp.annotate.numbers.nouns import THING, Noun, counted_noun, named, unit_at
from srccmp.annotate.numbers.number import Number, exact, touches
from srccmp.annotate.numbers.ordinals import compound, ordinal
from srccmp.annotate.numbers.place import Place
from srccmp.annotate.numbers.reading import read_number
from srccmp.annotate.numbers.settle import quantities
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.model import Quantity, Span

FORCES = frozenset({"силой", "силою", "strength"})  # «землетрясение силой 6,8»
GREATEST_QUAKE = 10
RICHTER_WITHIN = 4  # "5.6 on the Richter scale"
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
    return quantities(tokens, items, lex)


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
        return ordinal(tokens, number, lex)
    if number.kind == "compound":
        return compound(tokens, number, lex)
    if number.kind == "times":
        following = tokens[number.stop].lower if number.stop < len(tokens) else ""
        often = lex.language != "en" or following not in ("as", "the")
        unit = named("time" if often else "fold")
        return [counted_as(tokens, alone(number), None, unit, lex)]  # "twice as many"
    if number.kind == "fold":
        return [counted_as(tokens, alone(number), None, named("fold"), lex)]
    odds = _odds(tokens, number, lex)
    found = ranged(tokens, odds or number, lex)
    if found.number.kind == "compound":  # "11 to 18-year-olds"
        return [counted_as(tokens, found, None, named(found.number.unit or "thing"), lex)]
    if found.stop > number.stop and _in_times(found.start, found.stop, covered):
        found = alone(number)
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
    of_whole = False
    if noun is None:
        postposed = _postposed(tokens, found, lex)
        if postposed is not None:
            return [postposed]
        noun = _noun_of_whole(tokens, found, lex)
        of_whole = noun is not None
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
        return [replace(counted_as(tokens, found, None, named("fold"), lex), stop=noun.stop)]
    whole = None if sign is not None else _whole(tokens, found, noun, lex)
    if whole is not None and _is_year_of(tokens, whole, noun, covered):
        whole = None
    if whole is not None and _is_share(found, whole):
        value = round(found.number.base / whole.ranged.number.base, 4)
        share = replace(found, low=value, high=value, approximate=True)
        return [replace(counted_as(tokens, share, None, named("share"), lex), stop=whole.stop)]
    if whole is not None:
        unit = whole.unit if noun is None else noun.unit
        part = counted_as(tokens, found, noun, unit, lex)
        return [replace(part, kinds=whole.kinds or part.kinds), whole]
    if found.number.kind == "share":
        sharers = noun
        item = counted_as(tokens, found, None, named("share"), lex)
        return [_of(item, sharers)]
    if sign is not None:
        return [counted_as(tokens, found, None, sign, lex)]
    if noun is None:
        if _is_of_parent(tokens, found, lex):
            # What happens to the father does not happen to them.
            return [replace(counted_as(tokens, found, None, named("child"), lex), whole=True)]
        return [_marked(tokens, counted_as(tokens, found, None, THING, lex), lex)]
    item = _with_noun(tokens, found, noun, lex)
    return [replace(item, part=True) if of_whole else item]


def _is_year_of(
    tokens: Sequence[Token], whole: Counted, noun: Noun | None, covered: frozenset[int]
) -> bool:
    """ "The last 9 days of 2021": a year, not how many days there were."""
    number = whole.ranged.number
    if _in_times(number.start, number.stop, covered):
        return True
    lasts = noun is not None and noun.unit.kind == "duration" and whole.noun is None
    return lasts and number.digits and len(tokens[number.start].text) == YEAR_FIGURES


YEAR_FIGURES = 4


def _is_share(found: Ranged, whole: Counted) -> bool:
    """ "nine out of ten Ukrainians", in words: of all of them, not of ten."""
    part, total = found.number, whole.ranged.number
    in_words = not part.digits and not total.digits
    people = whole.noun is not None and whole.unit.kind == "person"
    return in_words and people and total.kind == part.kind == "cardinal" and total.base in (10, 100)


def _noun_of_whole(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Noun | None:
    """ "two of the missing climbers", «двое из этих рабочих»: what the whole consists of, where
    nothing tells how many they are."""
    at = found.stop
    if found.number.kind not in ("cardinal", "collective", "vague"):
        return None
    if at >= len(tokens) or tokens[at].lower not in lex.sets["of"]:
        return None
    at += 1
    while at < len(tokens) and (tokens[at].lower in OF_WHOLE or tokens[at].pos == "NPRO"):
        at += 1
    noun = counted_noun(tokens, at, lex, value=None, in_digits=False) or unit_at(tokens, at, lex)
    known = noun is not None and (noun.known or lex.language == "en")
    if noun is None or not known or noun.unit.kind not in BEARERS:
        return None
    if any(number_word(lex.language, t.lower) for t in tokens[at : noun.start]):
        return None  # "four of the five men": see _whole
    last = tokens[noun.stop - 1]
    plural = lex.language == "en" or "plur" in possible_feats(last, lex.language)
    return noun if plural else None


def _is_fraction_of_one(found: Ranged, noun: Noun) -> bool:
    """ "7.5 magnitude earthquake": nobody counts seven and a half earthquakes."""
    whole = found.low is None or found.low == int(found.low)
    countable = noun.unit.kind in BEARERS and noun.unit.name not in ("time", "point")
    return not whole and found.number.scale == 1 and countable


def _sign(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Unit | None:
    """The currency before the number."""
    for index in range(found.start, found.number.start):
        if tokens[index].text in lex.signs:
            abroad = DOLLARS.get(tokens[index - 1].text) if index else None
            return named(abroad) if abroad else lex.signs[tokens[index].text]
        if tokens[index].text in lex.letters and tokens[index + 1].pos == "NUM":
            return lex.letters[tokens[index].text]
    return None


def _odds(tokens: Sequence[Token], number: Number, lex: Lexicon) -> Number | None:
    """ "one in five": a share."""
    if lex.language != "en" or number.kind not in ("one", "cardinal") or number.scale != 1:
        return None
    inner = counted_noun(tokens, number.stop, lex, value=number.low, in_digits=number.digits)
    at = number.stop if inner is None else inner.stop
    if at + 1 >= len(tokens) or tokens[at].lower != "in":
        return None
    second = read_number(tokens, at + 1, lex)
    if second is None or second.kind != "cardinal" or second.base not in ROUND_WHOLES:
        return None
    noun = counted_noun(tokens, second.stop, lex, value=second.low, in_digits=second.digits)
    if number.base >= second.base or (noun is None) == (inner is None):
        return None  # "one in five children", "one day in five"
    if noun is not None and noun.unit.kind == "duration":
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
        return changed or following in (
            "more",
            "as",
            "higher",
            "larger",
            "greater",
            "less",
            "that",
            "the",
        )
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
    return counted_as(tokens, moved, None, units[0], lex)


def _of(item: Counted, noun: Noun | None) -> Counted:
    """A share with the thing it is a share of: its unit stays, what can happen to it is theirs."""
    if noun is None:
        return replace(item, kinds=frozenset())
    return replace(item, stop=max(item.stop, noun.stop), noun=noun, kinds=kinds_of(noun.unit))


def _with_noun(tokens: Sequence[Token], found: Ranged, noun: Noun, lex: Lexicon) -> Counted:
    unit = named(_pound(tokens, found, noun)) if noun.unit.name == "pound" else noun.unit
    if unit.name == "year" and is_age(tokens, found, noun, lex):
        unit = named("age-year")
    item = counted_as(tokens, found, noun, unit, lex)
    if unit.name == "percent":
        sharers = counted_noun(tokens, noun.stop, lex, value=None, in_digits=False)
        if sharers is not None and sharers.known:
            return replace(item, kinds=kinds_of(sharers.unit) | item.kinds)
    return _marked(tokens, item, lex)


def _marked(tokens: Sequence[Token], item: Counted, lex: Lexicon) -> Counted:
    return replace(item, subset=True) if _is_subset(tokens, item, lex) else item


def _pound(tokens: Sequence[Token], found: Ranged, noun: Noun) -> str:
    """Whether "pounds" are money or a weight; their own unit where neither is sure."""
    following = tokens[noun.stop].lower if noun.stop < len(tokens) else ""
    weighs = any(t.lemma == "weigh" for t in tokens[max(0, found.start - 4) : found.start])
    attributive = tokens[noun.stop - 1].lower == "pound" and found.low != 1 and following.isalpha()
    if found.number.scale > 1:
        return "gbp"
    if weighs or attributive or following == "of":
        return "pound-weight"
    return "gbp" if (found.low or 0) >= LARGE_SUM else "pound"


LARGE_SUM = 1000  # pounds: what weighs more is told in tonnes


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
    if noun is None and not (found.number.digits and found.number.scale == 1):
        return None
    unit = named("magnitude")
    item = counted_as(tokens, found, noun, unit, lex)
    after = found.stop + (found.stop < len(tokens) and tokens[found.stop].text == "-")
    if after < len(tokens) and unit in lex.units.match(tokens, after)[1]:
        return replace(item, stop=after + 1)
    fraction = found.low is not None and found.low < GREATEST_QUAKE and found.low % 1 > 0
    if (
        fraction
        and after < len(tokens)
        and named("earthquake") in lex.units.match(tokens, after)[1]
    ):
        return replace(item, stop=after)  # "a 4.4 quake"
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
    of_strength = found.start > 0 and tokens[found.start - 1].lower in FORCES
    return item if shaken and (noun is not None or of_strength) else None


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
    return replace(counted_as(tokens, alone(number), after, unit, lex), whole=True)


# "four of their last five matches"
OF_WHOLE = frozenset({"the", "its", "all", "their", "his", "her", "last", "first", "past", "those"})
