"""Numbers without a noun of their own: what they count, told by the words around and by the numbers
before."""

from __future__ import annotations

from srccmp.annotate.numbers.clause import Clause
from srccmp.annotate.numbers.counted import Counted
from srccmp.annotate.numbers.lexicon import Unit, kinds_of, role_kinds
from srccmp.annotate.numbers.nouns import ARTICLES, THING, by_other_parse, named, unit_at
from srccmp.annotate.numbers.number import DASHES


def unit_without_noun(
    clause: Clause, item: Counted, role: str | None, previous: Unit | None
) -> Unit | None:
    kind = item.ranged.number.kind
    fits = (
        frozenset[str]()
        if role is None or role in ("before", "change", "distance")
        else role_kinds(role)
    )
    taken = previous is not None and previous.kind in COUNTED
    if kind == "collective":
        return named("person")
    numbered = numbered_unit(clause, item)
    if numbered is not None and (not fits or kinds_of(numbered) & fits):
        return numbered
    if fits:
        if taken and previous is not None and kinds_of(previous) & fits:
            return previous
        if previous is not None and _is_more(clause, item) and _is_sum(item, previous):
            return previous
        return named("person") if "person" in fits else THING
    more = _is_more(clause, item)
    if taken and (item.subset or item.whole or more):
        return previous
    if previous is not None and (_is_compared(clause, item) or (more and _is_sum(item, previous))):
        return previous
    if more == "others" or (kind == "vague" and _acts(clause, item)):
        return named("person")
    labelled = _labelled(clause, item)
    if labelled is not None:
        return labelled
    if kind in ("one", "vague", "both") or _is_named(clause, item) or _is_mark(clause, item):
        return None
    return THING


COUNTED = frozenset({"person", "weapon", "object", "place", "event", "paper", "body"})
COMPARED_WORDS = 3  # "as compared with", «по сравнению с»


def _is_compared(clause: Clause, item: Counted) -> bool:
    """ "2.4 million viewers, compared with 1.7 million", "to $5 from 3": of the same things."""
    before = [t.lower for t in clause.tokens[max(0, item.start - COMPARED_WORDS) : item.start]]
    compared = clause.lex.sets["compared"]
    return any(" ".join(before[at:]) in compared for at in range(len(before)))


def _is_sum(item: Counted, previous: Unit) -> bool:
    """«13 тысяч долларов, и просил ещё 200 тысяч»: a round sum after a sum is money too."""
    return previous.kind == "money" and item.ranged.number.scale > 1


ACTING = frozenset({"are", "were", "have", "had", "fled", "took", "went", "came"})


def _acts(clause: Clause, item: Counted) -> bool:
    """ "thousands joined the march", «сотни вышли на улицы»: those who do something are people."""
    at = item.stop
    while at < len(clause.tokens) and clause.tokens[at].lower in clause.lex.sets["more"]:
        at += 1
    if at >= len(clause.tokens):
        return False
    token = clause.tokens[at]
    if clause.lex.language == "en":
        return (token.lower.endswith("ed") and token.lemma != token.lower) or token.lower in ACTING
    return token.pos == "VERB" and "plur" in token.feats


def _labelled(clause: Clause, item: Counted) -> Unit | None:
    """«Просмотров: 173», "Aircraft: 12": what is counted stands before the colon."""
    tokens = clause.tokens
    at = item.start - 2
    if at < 0 or tokens[at + 1].text != ":" or not item.ranged.number.digits:
        return None
    stop, units = clause.lex.units.match(tokens, at)
    plural = tokens[at].feats & {"plur"} or tokens[at].lower.endswith("s")
    return units[0] if units and stop == at + 1 and plural else None


NUMBERED_WITHIN = 9  # tokens: «число сбитых за ночь над областью дронов выросло до 14»


def numbered_unit(clause: Clause, item: Counted) -> Unit | None:
    """«Кількість рейсів зросла до 14», "The number of flights fell to 300": what is counted stands
    after the word for its number."""
    tokens, lex = clause.tokens, clause.lex
    for at in range(item.start - 2, max(-1, item.start - 1 - NUMBERED_WITHIN), -1):
        if tokens[at].text in ",.;:" or clause.item_at(at) is not None:
            return None
        if (
            tokens[at].key not in lex.sets["tallies"]
            and tokens[at].lower not in lex.sets["tallies"]
        ):
            continue
        inner = at + 1 + (lex.language == "en" and tokens[at + 1].lower in lex.sets["of"])
        while inner < item.start and tokens[inner].lower in ARTICLES:
            inner += 1  # "the number of her supporters"
        while inner < item.start:
            noun = unit_at(tokens, inner, lex) or by_other_parse(tokens, inner, lex)
            if noun is not None:
                return noun.unit if noun.unit.kind in COUNTED else None
            if tokens[inner].pos not in ("ADJF", "PRTF"):
                return None
            inner += 1
    return None


def _is_mark(clause: Clause, item: Counted) -> bool:
    """ "16+", "31–32": an age rating, a score, pages; a count has a noun or a role."""
    last = clause.tokens[item.stop - 1].text
    found = item.ranged
    dashed = any(t.text in DASHES for t in clause.tokens[found.begin : found.stop])
    if not any(token.is_word for token in clause.tokens):
        return True  # "110 0": a counter of the page
    return last == "+" or (dashed and found.number.digits and found.number.scale == 1)


def _is_named(clause: Clause, item: Counted) -> bool:
    """ "the 8900": an article before digits that count nothing makes them a name."""
    before = clause.tokens[item.start - 1].lower if item.start else ""
    return clause.lex.language == "en" and before in ("the", "a", "an")


def _is_more(clause: Clause, item: Counted) -> str | None:
    """The word that adds to what was counted: «ещё восемь», "another eight", "eight others"."""
    tokens, more = clause.tokens, clause.lex.sets["more"]
    if item.stop < len(tokens) and tokens[item.stop].lower == "others":
        return "others"
    near = tokens[max(0, item.start - 2) : item.start + 1]
    return next((token.lower for token in near if token.lower in more), None)
