"""What stands around a number and opens its range: "at least", «от 15 до 20», "15-20", "100+"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from srccmp.annotate.numbers.lexicon import Lexicon, Phrase
from srccmp.annotate.numbers.number import DASHES, Number, touches
from srccmp.annotate.numbers.reading import read_number
from srccmp.annotate.tokens import Token

OPENING = frozenset({"floor", "ceiling", "about"})
CARDINALS = frozenset({"cardinal", "collective", "one", "share"})
MAX_WORDS_TO_VERB = 7  # "rose last month, the agency says, from 10 to 14" is beyond it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranged:
    """A number with its bounds, in ``tokens[start:stop]``; ``number`` is its last bare number,
    ``begin`` the first token of its first.

    ``former`` is the value that a change began at: «выросло с 10 до 14». ``reached`` tells that a
    word of change or motion stands before («выросло до 14»), so «до» is no bound.
    """

    start: int
    stop: int
    begin: int
    low: float | None
    high: float | None
    approximate: bool
    number: Number
    former: Number | None = None
    reached: bool = False


def ranged(tokens: Sequence[Token], number: Number, lex: Lexicon) -> Ranged:
    """The number with what stands around it."""
    found = _currency_before(tokens, _second_end(tokens, number, lex), lex)
    found = _bounds_before(tokens, found, lex)
    return _bounds_after(tokens, found, lex)


# --- ranges


def _second_end(tokens: Sequence[Token], first: Number, lex: Lexicon) -> Ranged:
    alone = Ranged(
        start=first.start,
        stop=first.stop,
        begin=first.start,
        low=first.low,
        high=first.high,
        approximate=first.approximate,
        number=first,
    )
    if first.kind not in CARDINALS or first.low is None or first.low != first.high:
        return alone
    join = _unit_stop(tokens, first.stop, lex)
    before = tokens[first.start - 1].lower if first.start else ""
    connector = _connector(tokens, first, join, before, lex)
    if connector is None or join + 1 >= len(tokens):
        return alone
    second = read_number(tokens, join + 1, lex)
    if second is None or second.kind not in CARDINALS | {"compound"} or second.low is None:
        return alone
    low, high = first.low, second.low
    if first.scale == 1 and second.scale > 1 and first.base < second.base:
        low = first.base * second.scale  # «10-15 тысяч»
    if connector == "change":
        former = replace(first, low=low, high=low)
        return replace(
            alone,
            start=second.start,
            stop=second.stop,
            begin=second.start,
            low=high,
            high=high,
            number=second,
            former=former,
            reached=True,
        )
    if low >= high:
        return alone
    start = first.start - 1 if connector == "words" else first.start
    return replace(alone, start=start, stop=second.stop, low=low, high=high, number=second)


def _unit_stop(tokens: Sequence[Token], at: int, lex: Lexicon) -> int:
    """Past the unit of the first end: «от 5% до 7%», "from $3 to $5", "20 km to 30 km"."""
    if at < len(tokens):
        stop, units = lex.units.match(tokens, at)
        if any(u.kind in ("share", "measure", "money", "duration", "person") for u in units):
            return stop
    return at


def _connector(
    tokens: Sequence[Token], first: Number, at: int, before: str, lex: Lexicon
) -> str | None:
    """How a second end is joined on: "dash", "words" (from … to, between … and), "or", "change"."""
    if at >= len(tokens):
        return None
    sets = lex.sets
    word = tokens[at].lower
    if at == first.stop and tokens[at].text in DASHES:
        return "dash"
    if word in sets["range_to"]:
        if before in sets["change_from"]:
            return "change"
        if before in sets["range_from"]:
            return "change" if lex.language == "en" and _changed(tokens, first, lex) else "words"
        if lex.language == "en" and at == first.stop:
            return "dash"  # "20 to 30 kilometres"
    if before in sets["between"] and word in sets["and"]:
        return "words"
    if at == first.stop and word in sets["or"]:
        return "dash"
    return None


def _changed(tokens: Sequence[Token], number: Number, lex: Lexicon) -> bool:
    return has_before(tokens, number.start, lex.sets["change_verbs"], MAX_WORDS_TO_VERB)


def has_before(tokens: Sequence[Token], at: int, lemmas: frozenset[str], within: int) -> bool:
    """Whether one of ``lemmas`` stands among the ``within`` tokens before, in the same clause."""
    for index in range(at - 1, max(-1, at - 1 - within), -1):
        token = tokens[index]
        if token.text in ";.!?" and (token.text != "." or tokens[index + 1].is_capital):
            return False  # but for the full stop of «п.п.»
        if token.key in lemmas or token.lemma in lemmas or token.lower in lemmas:
            return True
    return False


def _currency_before(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Ranged:
    """With the sign before the number, "$5", and the country before the sign, "US$5"."""
    start = found.start
    if start and tokens[start - 1].text in lex.signs:
        start -= 1
        if (
            start
            and (tokens[start - 1].text == "US" or tokens[start - 1].text in DOLLARS)
            and touches(*tokens[start - 1 : start + 1])
        ):
            start -= 1
    elif start and found.number.scale > 1 and is_letter_sign(tokens, start - 1, lex):
        start -= 1
    return replace(found, start=start) if start != found.start else found


# "A$5 million"
DOLLARS = {
    "A": "aud",
    "AU": "aud",
    "C": "cad",
    "CA": "cad",
    "HK": "hkd",
    "NZ": "nzd",
    "R": "brl",
    "S": "sgd",
}


def is_letter_sign(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """ "R26 million": the letter of a currency, joined to the figures; the multiplier tells it
    from the number of a road or a model."""
    return tokens[at].text in lex.letters and touches(tokens[at], tokens[at + 1])


# --- bounds


def _bounds_before(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Ranged:
    at = start = found.start  # without leading words that change nothing: the span shows the rest
    while at > 0:
        if tokens[at - 1].text in "~≈":
            at -= 1
            start = at
            found = replace(found, approximate=True)
            continue
        stop = at
        phrase = _phrase_before(tokens, stop, lex)
        if phrase is None and at > 1 and tokens[at - 1].lower in lex.sets["prepositions"]:
            # «более чем в 20 странах»: a preposition between the bound and its number
            inner = _phrase_before(tokens, at - 1, lex)
            by = tokens[at - 1].lower in lex.sets["increase_by"]
            differs = by and inner is not None and inner.words[-1] in lex.sets["change_verbs"]
            # «больше на 5» is a difference of five
            if not differs and inner is not None and inner.effect in OPENING:
                phrase, stop = inner, at - 1
        if phrase is None:
            break
        at = stop - len(phrase.words)
        found = _applied(tokens, replace(found, start=at), phrase.effect, lex)
        if phrase.effect != "exact":
            start = found.start
        if phrase.effect == "up_to":
            break
    return replace(found, start=start) if start != found.start else found


def _phrase_before(tokens: Sequence[Token], at: int, lex: Lexicon) -> Phrase | None:
    """The longest bound that ends right before ``at``."""
    for phrase in lex.before.get(tokens[at - 1].lower, ()):
        start = at - len(phrase.words)
        if start >= 0 and all(tokens[start + i].lower == w for i, w in enumerate(phrase.words)):
            return phrase
    return None


def _applied(tokens: Sequence[Token], found: Ranged, effect: str, lex: Lexicon) -> Ranged:
    if effect == "up_to":
        if found.reached or _goes_to(tokens, found, lex):
            # The word stays outside: it belongs to the verb.
            return replace(found, start=found.start + 1, reached=True)
        effect = "ceiling"
    match effect:
        case "floor" if found.low == found.high:
            return replace(found, high=None, approximate=_stays_approximate(found))
        case "ceiling" if found.low == found.high:
            return replace(found, low=None, approximate=_stays_approximate(found))
        case "about":
            return replace(found, approximate=True)
        case _:
            return found


def _stays_approximate(found: Ranged) -> bool:
    """A half is about a half, but "more than half" says more than that."""
    return found.approximate and not found.number.approximate


def _goes_to(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> bool:
    """Whether «до» is "to": the number was reached, or somebody went there."""
    at = found.start
    following = tokens[found.stop] if found.stop < len(tokens) else None
    if following is not None and following.key in lex.sets["change_verbs"]:
        return True  # «До 15 выросло число …»
    return has_before(tokens, at, lex.sets["change_verbs"], MAX_WORDS_TO_VERB) or has_before(
        tokens, at, lex.sets["goes_to"], 3
    )


def _bounds_after(tokens: Sequence[Token], found: Ranged, lex: Lexicon) -> Ranged:
    at = found.stop
    if at < len(tokens) and tokens[at].text == "+" and touches(tokens[at - 1], tokens[at]):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or following.pos != "NUM" or not touches(tokens[at], following):
            return replace(found, stop=at + 1, high=None)
    if found.low is not None and found.low == found.high:
        phrase = phrase_at(tokens, at, lex.after)
        if phrase is not None and phrase.effect == "floor":
            return replace(found, stop=at + len(phrase.words), high=None)
        if phrase is not None:
            return replace(found, stop=at + len(phrase.words), low=None)
    return found


def _stop_of(tokens: Sequence[Token], at: int, phrase: Phrase) -> int:
    """Where the phrase ends if it stands at ``at``, by its forms; 0 if it does not."""
    stop = at + len(phrase.words)
    if stop > len(tokens):
        return 0
    for index, word in enumerate(phrase.words, at):
        if tokens[index].lower != word:
            return 0
    return stop


def phrase_at(
    tokens: Sequence[Token], at: int, phrases: Mapping[str, Sequence[Phrase]]
) -> Phrase | None:
    """The longest of ``phrases`` (kept by their first word) that stands at ``at``."""
    if not 0 <= at < len(tokens):
        return None
    return next((p for p in phrases.get(tokens[at].lower, ()) if _stop_of(tokens, at, p)), None)
