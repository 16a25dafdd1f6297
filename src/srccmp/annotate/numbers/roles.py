"""What happened to the counted: the nearest event word that can govern the number.

A wrong role makes two numbers that count different things look alike, or two that count the same
look different; so every step here prefers None.
"""

from __future__ import annotations

import re

from srccmp.annotate.numbers.bounds import MAX_WORDS_TO_VERB, has_before, phrase_at
from srccmp.annotate.numbers.clause import ANY, NAMING, REACH, Clause, fitting
from srccmp.annotate.numbers.counted import Counted
from srccmp.annotate.numbers.nearest import nearest
from srccmp.annotate.numbers.nouns import QUOTES
from srccmp.annotate.numbers.number import DASHES

NOBODY = frozenset({"none", "neither"})
NONE_WITHIN = 3  # tokens: "none of the"
NEVER = frozenset({"age-year", "fold", "time", "storey"})


def own_role(clause: Clause, item: Counted) -> str | None:
    """The role that the words around this number give it; None where none is sure."""
    if item.unit.name in NEVER:
        return None
    if item.whole:
        return _in_phrase(clause, item)  # «34 из 40 запущенных дронов»
    before = clause.tokens[max(0, item.start - NONE_WITHIN) : item.start]
    if any(t.lower in NOBODY for t in before):
        return None  # "none of the 12 passengers was hurt"
    return (
        _former(clause, item)
        or _changed_by(clause, item)
        or _in_phrase(clause, item)
        or _launched_with(clause, item)
        or _voted(clause, item)
        or nearest(clause, item)
        or _distance(clause, item)
    )


def _changed_by(clause: Clause, item: Counted) -> str | None:
    """«выросли на 5 %», "rose by 3 points": a change, never to be compared with a level."""
    if item.unit.kind not in ("share", "money", "measure") and item.unit.name != "share":
        return None
    verbs = clause.lex.sets["change_verbs"]
    increase = clause.lex.sets["increase_by"]
    inner = any(t.lower in increase for t in clause.tokens[item.start : item.ranged.begin])
    by = _comes_by(clause, item)
    bare = clause.lex.language == "en" and not item.preposition and item.unit.kind != "measure"
    if bare and item.unit.kind == "money":
        verbs = clause.lex.sets["rises"]  # "shares rose $2", but "raised $2" is a sum
    if not (by or inner or bare):
        return None
    if any(t.lower in LEVELS for t in clause.tokens[item.start : item.ranged.begin]):
        return None  # "fell below $80"
    for index in range(item.start - 1 - by, max(-1, item.start - 1 - REACH), -1):
        token = clause.tokens[index]
        if token.text in ",;:." or clause.item_at(index) is not None:
            return None
        if token.key in verbs or token.lower in verbs:
            return "change"
        if not (by or inner):
            return None  # "rose 5 percent": the verb stands right before
    return None


BY_FAR = frozenset({"a", "an", "the", "of", "average", "one"})  # "by a third", "by an average of"


def _comes_by(clause: Clause, item: Counted) -> bool:
    index = item.start - 1
    while index > 0 and clause.tokens[index].lower in BY_FAR:
        index -= 1
    return index >= 0 and clause.tokens[index].lower in clause.lex.sets["increase_by"]


def _former(clause: Clause, item: Counted) -> str | None:
    """«выросло до 14 с 10», "rose to 14 from 10", "14, up from 10": where the change began."""
    sets, tokens = clause.lex.sets, clause.tokens
    came = sets["range_from"] if clause.lex.language == "en" else sets["change_from"]
    if item.preposition not in came or item.start < 2:
        return None
    if tokens[item.start - 2].lower in ("up", "down"):
        return "before"
    previous = clause.item_at(item.start - 2)
    if previous is None:
        return None
    reached = previous.ranged.reached or previous.preposition == "to"
    changed = _has_changed(clause, previous.start)
    return "before" if reached and changed else None


def _has_changed(clause: Clause, at: int) -> bool:
    return has_before(clause.tokens, at, clause.lex.sets["change_verbs"], MAX_WORDS_TO_VERB)


def _in_phrase(clause: Clause, item: Counted) -> str | None:
    """«семь раненых», «35 раненых солдат», "20 injured people", "13 killed"."""
    if item.part:
        return None  # «двое из раненых умерли»
    for index in range(item.ranged.number.stop, item.stop):
        event = clause.events.get(index)
        if event is None:
            continue
        slots = NAMING if clause.tokens[index].pos in ("NOUN", "") else ANY
        if clause.lex.language == "en":
            slots = ANY if clause.tokens[index].lower.endswith("ed") else NAMING
        role = fitting(event, item, slots)
        if role is not None:
            return role.name
    return None


def _launched_with(clause: Clause, item: Counted) -> str | None:
    """«атаковал 40 дронами», "attacked with 40 drones"."""
    if item.unit.kind != "weapon":
        return None
    if clause.lex.language == "en":
        if item.preposition not in ("with", "using"):
            return None
    elif item.case != "ablt" or item.preposition:
        return None
    attack = clause.lex.sets["attack"]
    for index in range(item.start - 1, max(-1, item.start - 1 - REACH), -1):
        token = clause.tokens[index]
        if token.text in ";.":
            break
        if token.key in attack or token.lemma in attack:
            return "launched"
    return None


def _voted(clause: Clause, item: Counted) -> str | None:
    """«за — 230, против — 12», "230 voted for"."""
    tokens, lex = clause.tokens, clause.lex
    if item.unit.kind not in ("person", "place", "event", "unknown", "share"):
        return None
    if not clause.votes:
        return None
    tally = _tally(clause, item)
    if tally is not None:
        return tally
    left = item.start - 1
    while left >= 0 and tokens[left].text in DASHES | QUOTES | {":"}:
        left -= 1
    near: list[tuple[int, str]] = []
    for index in range(max(0, item.start - REACH), min(len(tokens), item.stop + REACH)):
        if item.start <= index < item.stop:
            continue
        phrase = phrase_at(tokens, index, lex.votes)
        if phrase is None:
            continue
        lo, hi = (index, item.start) if index < item.start else (item.stop, index)
        if any(tokens[k].text in ",;" for k in range(lo, hi)):
            continue
        if any(clause.item_at(k) is not None for k in range(lo, hi)):
            continue
        near.append((hi - lo, phrase.effect))
    return min(near)[1] if near else None


LEVELS = frozenset({"below", "above"})
DIRECTION = 4  # tokens: «на південний захід від»
WINDS = re.compile(  # the points of the compass, and «у бік», «в сторону»
    "юг|юж|север|восто|запад|пивден|пивнич|схид|захид|сторон|бик"
)


def _tally(clause: Clause, item: Counted) -> str | None:
    """ "voted 230 to 12": for and against, in this order unless "against" closes it."""
    if clause.lex.language != "en":
        return None
    tokens = clause.tokens
    to = item.stop if clause.item_at(item.stop + 1) else item.start - 1
    first, second = clause.item_at(to - 1), clause.item_at(to + 1)
    if first is None or second is None or tokens[to].lower != "to":
        return None
    if (first.ranged.low or 0) <= (second.ranged.low or 0):
        return None
    against = second.stop < len(tokens) and tokens[second.stop].lower == "against"
    return "voted-for" if (item is first) != against else "voted-against"


def _distance(clause: Clause, item: Counted) -> str | None:
    """«в 50 метрах от», «за 3 км від», "3 km from"."""
    if item.unit.name != "metre" or item.noun is None:
        return None
    following = clause.tokens[item.stop] if item.stop < len(clause.tokens) else None
    sets = clause.lex.sets
    way = clause.tokens[item.stop : item.stop + DIRECTION]
    after = following is not None and following.lower in sets["from_place"]
    if not after and clause.lex.language != "en" and following is not None:
        # «в 72 км к юго-востоку от столицы»
        ends = [i for i, t in enumerate(way) if t.lower in sets["from_place"]]
        after = bool(ends) and all(WINDS.match(t.key) or t.pos == "PREP" for t in way[: ends[0]])
    if clause.lex.language == "en":
        return "distance" if after else None
    before = item.preposition in sets["distance_before"]
    return "distance" if before and (after or item.case in ("loct", "")) else None
