"""The nearest event word that can govern a number, to its left and to its right."""

from __future__ import annotations

from dataclasses import replace

from srccmp.annotate.numbers.clause import (
    ANY,
    FINITE,
    NAMING,
    OBJECT,
    PASSIVE,
    REACH,
    SUBJECT,
    Clause,
    Event,
    fitting,
)
from srccmp.annotate.numbers.counted import BEARERS, Counted
from srccmp.annotate.numbers.lexicon import Lexicon, Role
from srccmp.annotate.numbers.nouns import QUOTES
from srccmp.annotate.numbers.number import DASHES
from srccmp.annotate.tokens import Token

CONJUNCTIONS = frozenset({"after", "before"})  # prepositions too


def nearest(clause: Clause, item: Counted) -> str | None:
    left = _look_left(clause, item)
    right = _look_right(clause, item)
    options = [o for o in (left, right) if o is not None]
    # The verb before wins a tie: it governs what follows it.
    role = min(options, key=lambda o: o[0])[1] if options else None
    return None if role in OF_RESIDENTS and _is_scene(clause, item) else role


OF_RESIDENTS = frozenset({"without-power"})  # what a region has only through those who live there


def _is_scene(clause: Clause, item: Counted) -> bool:
    """ "Without power in both countries": where it happened. Towns and villages are counted as
    what it happened to, «без света в 12 сёлах»."""
    is_region = item.unit.kind == "place" and item.unit.name not in COUNTED_PLACES
    return is_region and item.preposition in clause.lex.sets["within_place"]


COUNTED_PLACES = frozenset({"settlement", "village", "city"})


def _blocks(clause: Clause, index: int) -> bool:
    """Whether another predicate stands here: the number is its subject or object instead."""
    token = clause.tokens[index]
    if token.pos not in FINITE:
        return False
    sets = clause.lex.sets
    passing = sets["copulas"] | sets["change_verbs"]
    return token.key not in passing and index not in clause.events and index not in clause.ends


def _look_right(clause: Clause, item: Counted) -> tuple[float, str] | None:
    tokens, lex = clause.tokens, clause.lex
    cost, index = 0.0, item.stop
    seen_be = seen_copula = False
    while index < len(tokens) and index < item.stop + REACH:
        token = tokens[index]
        other = clause.item_at(index)
        if other is not None:
            if other.bears:
                return None
            index = other.stop
            cost += 1
            continue
        event = clause.events.get(index)
        if event is not None and _is_light(clause, index):
            seen_copula = True  # «получили ранения»
            cost += 1
            index += 1
            continue
        if event is not None:
            role = _right_role(clause, item, event, seen_be=seen_be or seen_copula)
            if role is not None:
                return cost, role.name
            if lex.language == "en" or _blocks_as_event(tokens[event.stop - 1]):
                return None
        if token.pos == "SIGN":
            if token.text == "," and _opens_relative(clause, index):
                cost += 1
                index += 2 if tokens[index + 1].key in lex.sets["relatives"] else 1
                continue
            if token.text in DASHES:
                cost += 1
            elif token.text not in QUOTES:
                return None
        elif _is_joiner(token, lex) or _blocks(clause, index):
            return None
        elif lex.language != "en":
            seen_copula = seen_copula or token.key in lex.sets["copulas"]
        else:
            if token.lower in lex.sets["be"]:
                seen_be = True
            elif token.lower in ("when", "after", "as", "while", "because", "before", "that"):
                return None
        cost += 1
        index += 1
    return None


def _is_light(clause: Clause, index: int) -> bool:
    """Whether the verb only carries the noun after it, which tells what happened."""
    following = clause.events.get(index + 1)
    carries = clause.tokens[index].key in clause.lex.sets["copulas"]
    return carries and following is not None and any(r.slot == "noun" for r in following.roles)


def _blocks_as_event(token: Token) -> bool:
    return token.pos in FINITE


def _is_joiner(token: Token, lex: Lexicon) -> bool:
    return token.lower in lex.sets["and"] or token.lower in lex.sets["and_then"]


def _opens_relative(clause: Clause, index: int) -> bool:
    """Whether the comma opens a clause about the counted: «, который», «, покинувшим»."""
    if index + 1 >= len(clause.tokens):
        return False
    following, then = clause.tokens[index + 1], clause.tokens[index + 2 : index + 3]
    if then and (then[0].text in DASHES or then[0].text == ":"):
        return False  # «жертв — 8, пострадавших — 12»
    return following.key in clause.lex.sets["relatives"] or following.pos == "PRTF"


def _right_role(clause: Clause, item: Counted, event: Event, *, seen_be: bool) -> Role | None:
    """The role of an event word after the number."""
    tokens = clause.tokens
    head = tokens[event.stop - 1] if event.stop - event.start == 1 else tokens[event.start]
    many_words = event.stop - event.start > 1
    following = tokens[event.stop] if event.stop < len(tokens) else None
    if clause.lex.language == "en":
        return _right_role_en(clause, item, event, seen_be=seen_be)
    subject = fitting(event, item, SUBJECT)
    if subject is not None and item.case not in ("ablt", "datv") and not item.preposition:
        return subject
    if many_words:
        # «машины попали в аварию» were not hit: the preposition's noun is
        to_come = tokens[event.stop - 1].pos == "PREP"
        return None if to_come else fitting(event, item, ANY)
    if head.pos in PASSIVE or _is_impersonal(head):
        if head.pos == "PRTF" and "actv" in head.feats:
            return fitting(event, item, frozenset({"subject", "noun"}))
        passive = fitting(event, item, frozenset({"object", "noun"}))
        if passive is not None and item.preposition and item.unit.kind in BEARERS:
            # «в 5 домах выбиты окна»: the houses are the place
            return None
        return passive if item.case not in ("ablt", "datv") else None
    if head.pos == "VERB":
        plural = "plur" in head.feats or _is_past_plural(head)
        ends = following is None or following.pos in ("SIGN", "PREP", "CONJ")
        if plural and ends and not item.preposition:
            return fitting(event, item, OBJECT)
        return None
    if head.pos in ("NOUN", ""):
        previous = tokens[event.start - 1]
        if previous.lower in clause.lex.sets["among"]:
            return fitting(event, item, NAMING)
        if seen_be and previous.key in clause.lex.sets["copulas"]:
            return fitting(event, item, NAMING)  # «дістали травми»
        described = all(t.pos == "ADJF" for t in tokens[item.stop : event.start])
        if described and item.unit.kind in ("money", "measure", "duration"):
            return fitting(event, item, NAMING)  # «3 млн ежегодного дохода»
    return None


def _is_impersonal(token: Token) -> bool:
    """«збито», «знищено», «уничтожено»."""
    return token.pos in ("VERB", "PRTS", "ADVB", "PRED") and token.lower.endswith(("но", "то"))


def _is_past_plural(token: Token) -> bool:
    return token.lower.endswith(("ли", "ть"))


def _right_role_en(clause: Clause, item: Counted, event: Event, *, seen_be: bool) -> Role | None:
    tokens = clause.tokens
    head = tokens[event.start]
    following = tokens[event.stop] if event.stop < len(tokens) else None
    adjacent = event.start == item.stop
    many_words = event.stop - event.start > 1
    subject = fitting(event, item, SUBJECT)
    joins = item.preposition in CONJUNCTIONS  # "after six people died"
    if subject is not None and not head.lower.endswith("ing") and (joins or not item.preposition):
        return subject
    if many_words:
        return fitting(event, item, ANY)
    if head.lower.endswith("ing") and head.lower != "missing":
        return None
    closes = (
        following is None
        or following.pos in ("SIGN",)
        or (
            following.lower in clause.lex.sets["stop"]
            and following.lower not in ("the", "a", "an", "this", "his", "her", "its", "their")
        )
    )
    if seen_be or (adjacent and closes):
        naming = fitting(event, item, NAMING) if head.lower.endswith("s") else None
        if naming is not None and adjacent:
            return naming  # "with five abstentions"
        if item.preposition in ("in", "by", "at", "on", "with", "of") and not seen_be:
            return None
        return fitting(event, item, frozenset({"object", "noun"}))
    if adjacent and item.unit.kind in ("money", "measure"):
        return fitting(event, item, NAMING)
    return None


def _look_left(clause: Clause, item: Counted) -> tuple[float, str] | None:
    tokens, lex = clause.tokens, clause.lex
    cost, index = 0.0, item.start - 1
    # A copula, a verb of change or a dash stands between, or is the bound: «перевищив 40»
    linked = any(_links(t, lex) for t in tokens[item.start : item.ranged.begin])
    nouns = 0
    while index >= 0 and index >= item.start - REACH:
        token = tokens[index]
        other = clause.item_at(index)
        if other is not None:
            if other.bears and not linked and not _lists(clause, other, item):
                return None  # «жертвами двух взрывов стали 20 человек» is linked past the two
            index = other.start - 1
            cost += 1
            continue
        event = clause.ends.get(index)
        if event is not None:
            role = _left_role(clause, item, event, linked=linked, nouns=nouns)
            if role is not None:
                return cost, role.name
            if lex.language == "en" or tokens[index].pos in FINITE:
                return None
            index = event.start - 1
            cost += event.stop - event.start
            nouns += 1
            continue
        if token.pos == "SIGN":
            if token.text in DASHES or token.text == ":":
                linked = True
                cost += 1
            elif index == item.start - 1 and (before := clause.item_at(index - 1)) is not None:
                if item.subset or not _lists(clause, before, item):
                    return None
            elif token.text not in QUOTES and token.text not in lex.signs and not _is_tail(token):
                return None
        elif token.lower in lex.sets["and_then"]:
            return None
        elif token.lower in lex.sets["and"]:
            cost += 2
        elif _links(token, lex):
            linked = True
        elif _blocks(clause, index):
            return None
        elif token.pos in ("NOUN", "NPRO"):
            nouns += 1
        elif lex.language == "en" and token.lower in (
            "when",
            "after",
            "as",
            "who",
            "while",
            "because",
            "before",
            "that",
            "which",
            "where",
        ):
            return None
        elif lex.language == "en" and token.lower not in lex.sets["stop"]:
            nouns += 1
        cost += 1
        index -= 1
    return None


def _lists(clause: Clause, other: Counted, item: Counted) -> bool:
    """«уничтожены 120 солдат, 3 танка»: one list, whose first members the verb may not fit."""
    sets = clause.lex.sets
    between = clause.tokens[other.stop : item.start]
    return len(between) == 1 and (between[0].text == "," or between[0].lower in sets["and"])


def _is_tail(token: Token) -> bool:
    """The possessive, which the tokens give apart: "Indonesia's"."""
    return token.text in ("'s", "’s")


def _links(token: Token, lex: Lexicon) -> bool:
    sets = lex.sets
    return (
        token.key in sets["copulas"]
        or token.lemma in sets["copulas"]
        or token.key in sets["change_verbs"]
        or token.lower in sets["change_verbs"]
    )


def _left_role(
    clause: Clause, item: Counted, event: Event, *, linked: bool, nouns: int
) -> Role | None:
    """The role of an event word before the number."""
    tokens, lex = clause.tokens, clause.lex
    head = tokens[event.start]
    limited = item.unit.kind in ("money", "measure", "duration", "share")
    # A participle names those who underwent it: «среди погибших двое», «число пострадавших».
    naming = fitting(event, item, ANY if head.pos in ("PRTF", "ADJF") else NAMING)
    if naming is not None and (
        linked or _close_enough(clause, item, event, nouns=nouns, limited=limited)
    ):
        return naming
    if event.stop - event.start > 1:
        return fitting(event, item, ANY)
    if lex.language == "en":
        return _left_role_en(clause, item, event, limited=limited)
    if item.preposition and not limited and item.preposition not in ("по",):
        return None
    if item.case in ("ablt", "datv") and not limited:
        return None
    if nouns > 3 and not (head.pos in PASSIVE or _is_impersonal(head)):
        return None
    subject = fitting(event, item, SUBJECT)
    if subject is not None:
        return subject if head.pos in FINITE | {"PRTS"} else None
    if head.pos in FINITE or head.pos in ("PRTS",) or _is_impersonal(head):
        return fitting(event, item, OBJECT)
    if head.pos in ("PRTF", "ADJF") and ("nomn" in head.feats or "accs" in head.feats):
        # «Поранені троє», «Зруйновані шість будинків»
        return fitting(event, item, frozenset({"object", "noun"}))
    return None


def _close_enough(
    clause: Clause, item: Counted, event: Event, *, nouns: int, limited: bool
) -> bool:
    """Whether a naming word may govern the number without a verb: «глубиной два метра», «штраф
    в размере 5 тысяч», «среди погибших двое», "a toll of 12"."""
    between = clause.tokens[event.stop : item.start]
    if len(between) > 4:
        return False
    amounts = clause.lex.sets["amounts"]
    if event.start and clause.tokens[event.start - 1].lower in clause.lex.sets["among"]:
        return nouns == 0
    if not between:
        return True
    if not limited:
        return clause.lex.language == "en" and all(t.lower in ("of", "the", "a") for t in between)
    return all(
        t.pos == "PREP"
        or t.lower in clause.lex.sets["prepositions"]
        or t.key in amounts
        or t.lower in ("of", "at", "in", "to", "a", "the", "up")
        for t in between
    )


def _left_role_en(clause: Clause, item: Counted, event: Event, *, limited: bool) -> Role | None:
    tokens, lex = clause.tokens, clause.lex
    head = tokens[event.start]
    before = tokens[event.start - 1].lower if event.start else ""
    passive_before = before in lex.sets["be"] and not head.lower.endswith("ing")
    if passive_before and not limited:
        return None
    between = tokens[event.stop : item.start]
    loose = [
        t
        for t in between
        if t.lower in lex.sets["stop"]
        and t.lower not in ("the", "a", "an", "its", "their", "and", "all")
    ]
    if loose and not (limited and all(t.lower in ("to", "of", "at", "for") for t in loose)):
        return None
    return fitting(event, item, OBJECT)


def look_right_from(clause: Clause, item: Counted, at: int) -> str | None:
    """The role that follows a bracketed part: "Twenty people, including three children, died"."""
    if at >= len(clause.tokens) or clause.tokens[at - 1].text not in ",)":
        return None
    found = _look_right(clause, replace(item, stop=at))
    return None if found is None else found[1]
