"""From the numbers of a statement to its quantities: roles that parts and wholes share, units of
numbers without a noun."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from srccmp.annotate.numbers.ages import bare_age
from srccmp.annotate.numbers.bare import numbered_unit, unit_without_noun
from srccmp.annotate.numbers.clause import Clause, clause_of
from srccmp.annotate.numbers.counted import Counted
from srccmp.annotate.numbers.lexicon import Lexicon, Unit, kinds_of, role_kinds
from srccmp.annotate.numbers.nearest import look_right_from
from srccmp.annotate.numbers.nouns import THING, named
from srccmp.annotate.numbers.roles import own_role
from srccmp.annotate.tokens import Token
from srccmp.model import Quantity, Span

PERSON = frozenset({"person"})
SAME_MEASURE = 0.05  # "45 miles (72 km)" differ by 0.6 %, "20 feet (6 metres)" by 1.6 %
# «а также», "as well as"
LIST_WORDS = frozenset({"также", "також", "а", "as", "well"})


def quantities(tokens: Sequence[Token], items: list[Counted], lex: Lexicon) -> tuple[Quantity, ...]:
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


def _converted(tokens: Sequence[Token], items: list[Counted]) -> list[Counted]:
    """ "45 miles (72 km)": one length told twice, as a range from the one to the other."""
    found: list[Counted] = []
    for item in items:
        previous = found[-1] if found else None
        if previous is None or not _repeats(tokens, previous, item):
            found.append(item)
            continue
        closed = item.stop < len(tokens) and tokens[item.stop].text == ")"
        low, high = previous.ranged.low, previous.ranged.high
        if low is None or high is None:
            # "more than 300 km (180 miles)": the first tells the bound
            found[-1] = replace(previous, stop=item.stop + closed)
            continue
        size = item.unit.factor / previous.unit.factor
        ends = [low, high, *(v * size for v in (item.ranged.low, item.ranged.high) if v)]
        both = replace(previous.ranged, low=min(ends), high=max(ends), approximate=True)
        found[-1] = replace(previous, ranged=both, stop=item.stop + closed)
    return found


def _repeats(tokens: Sequence[Token], left: Counted, right: Counted) -> bool:
    if left.unit.kind != "measure" or left.unit.name != right.unit.name:
        return False
    if [t.text for t in tokens[left.stop : right.start]] != ["("]:
        return False
    one = left.ranged.high if left.ranged.low is None else left.ranged.low
    other = right.ranged.low
    if one is None or other is None or right.ranged.high is None:
        return False
    first, second = one * left.unit.factor, other * right.unit.factor
    return abs(first - second) <= SAME_MEASURE * max(abs(first), abs(second))


def _enumerates(tokens: Sequence[Token], left: Counted, right: Counted, lex: Lexicon) -> bool:
    between = tokens[left.stop : right.start]
    words = lex.sets["and"] | lex.sets["or"]
    return len(between) == 1 and (between[0].text == "," or between[0].lower in words)


def _shares_noun(tokens: Sequence[Token], left: Counted, right: Counted, lex: Lexicon) -> bool:
    """«15 частных и 4 многоквартирных дома»: adjectives alone before the "and"."""
    described = tokens[left.stop : right.start - 1]
    if not described or len(described) > 2 or right.noun is None:
        return False
    if tokens[right.start - 1].lower not in lex.sets["and"] | lex.sets["or"]:
        return False
    if lex.language != "en":
        return all(t.pos == "ADJF" for t in described)
    words = all(t.is_word and t.lower not in lex.sets["stop"] for t in described)
    return words and not any(lex.roles.match(described, at)[1] for at in range(len(described)))


def _with_wholes(tokens: Sequence[Token], items: list[Counted], lex: Lexicon) -> list[Counted]:
    """«Из 19 ракет сбито 13»: the whole stands first, and the part has no noun of its own."""
    found = list(items)
    for index in range(len(items) - 2, -1, -1):
        item, following = items[index], found[index + 1]
        if item.unit is not THING or following.unit is THING:
            continue
        if _enumerates(tokens, item, following, lex):
            # «17, 18 и 20 лет», "55, 60 minutes"
            found[index] = replace(item, unit=following.unit, kinds=following.kinds)
        elif _shares_noun(tokens, item, following, lex):
            found[index] = replace(
                item, unit=following.unit, kinds=following.kinds, stop=following.start - 1
            )
    for index in range(len(items) - 1):
        item, following = found[index], found[index + 1]
        if (
            item.unit is THING
            and following.unit.name == "age-year"
            and item.stop == following.start
        ):
            found[index] = replace(item, unit=named("person"), kinds=PERSON)  # "two 18-year-olds"
    for index in range(len(items) - 1):
        same_list = found[index].unit.name == "age-year" and (
            found[index + 1].unit.name == "year" or found[index + 1].unit is THING
        )
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
            seen = replace(item, stop=following.stop, part=True)
        if item.unit is not THING:
            roles.append(own_role(clause, seen))
            kinds = item.kinds if item.bears else kinds
            continue
        guess = PERSON if item.ranged.number.kind == "collective" and not kinds else kinds
        role = own_role(clause, replace(seen, kinds=guess)) if guess else None
        numbered = numbered_unit(clause, item) if role is None else None
        if numbered is not None:
            roles.append(own_role(clause, replace(seen, kinds=kinds_of(numbered))))
            continue
        people = item.ranged.number.kind == "collective"  # whatever happens to things
        roles.append(role if role or people else own_role(clause, seen))
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
    if item.unit is THING and bare_age(tokens, item.ranged, lex):
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
    for left, right in itertools.pairwise(range(len(items))):
        if roles[right] is None and _is_elliptic(clause, items[left], items[right]):
            roles[right] = _taken(roles[left], items[right])
    for index in range(1, len(items)):
        item, previous = items[index], items[index - 1]
        if not item.subset or _is_either(clause, items, roles, index):
            continue
        if roles[index - 1] is None:
            roles[index - 1] = look_right_from(clause, previous, item.stop + 1)
        if roles[index] is None:
            roles[index] = _taken(roles[index - 1], item)


ELLIPSIS = 6  # tokens between: «погибли четверо, а в Одессе — двое»


def _is_elliptic(clause: Clause, left: Counted, right: Counted) -> bool:
    """Whether the second number has neither noun nor verb, and takes over both: "four people died
    in one town and two in another"."""
    tokens, lex = clause.tokens, clause.lex
    if right.noun is not None or right.whole or not left.bears or not right.bears:
        return False
    between = tokens[left.stop : right.start]
    if not 0 < len(between) <= ELLIPSIS:
        return False
    joiners = {",", ";"} | lex.sets["and"] | lex.sets["and_then"]
    joins = [at for at in range(left.stop, right.start) if tokens[at].lower in joiners]
    if not joins:
        return False
    placed = any(t.pos == "PREP" or t.lower in lex.sets["prepositions"] for t in between)
    following = tokens[right.stop] if right.stop < len(tokens) else None
    closes = following is None or following.pos in ("SIGN", "PREP")
    if lex.language == "en" and following is not None:
        placed = placed or following.lower in ("in", "at", "near")
        closes = closes or following.lower in lex.sets["prepositions"] | lex.sets["and"]
    told = any(joins[0] < at < right.start for at in clause.events)
    return placed and closes and not told and not any(t.text in ".:()" for t in between)


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
    """Without what stands in brackets, or in quotation marks as the name of what was counted."""
    found: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text in "(«":
            depth += 1
        elif token.text in ")»" and depth:
            depth -= 1
        elif depth == 0:
            found.append(token)
    return found


def _settle_units(
    clause: Clause, items: Sequence[Counted], roles: Sequence[str | None]
) -> list[Unit | None]:
    """The unit of each; for a number without a noun that of the number before, or a person's;
    None for what turns out to count nothing."""
    units: list[Unit | None] = []
    last: Unit | None = None
    outer: Unit | None = None  # of the last that is no part of another
    for item, role in zip(items, roles, strict=True):
        if item.unit is not THING:
            is_article = item.ranged.number.kind == "one" and item.noun is None
            unit = None if is_article else item.unit
        else:
            # «двое погибли, в том числе ребёнок, ещё пятеро ранены»: the five are no children
            is_inner = item.subset or item.whole
            previous = last if is_inner else outer or last
            unit = unit_without_noun(clause, item, role, previous)
        units.append(unit)
        last = unit or last
        outer = outer if item.subset else unit or outer
    return _without_articles(clause, items, roles, units)


def _without_articles(
    clause: Clause,
    items: Sequence[Counted],
    roles: Sequence[str | None],
    units: list[Unit | None],
) -> list[Unit | None]:
    """Without "one" where it is an article ("one mother told us"): nothing happened to it, no word
    stresses it, and nothing else of its kind is counted beside it."""
    found = list(units)
    counts = Counter(units)
    for index, (item, role, unit) in enumerate(zip(items, roles, units, strict=True)):
        if unit is None or role is not None or item.ranged.number.kind != "one":
            continue
        before = clause.tokens[item.start - 1].lower if item.start else ""
        if before not in clause.lex.sets["single"] and counts[unit] == 1:
            found[index] = None
    return found
