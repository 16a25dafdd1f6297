"""Sums and halves of units: «год и два месяца назад», "two and a half hours ago"."""

from __future__ import annotations

from itertools import pairwise

from srccmp.annotate.dates.lexer import split
from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.relative import UNITS
from srccmp.annotate.dates.said import Point

Part = tuple[str, int]

# Half of a unit in whole smaller ones.
HALF_OF: dict[str, Part] = {
    "century": ("year", 50),
    "decade": ("year", 5),
    "year": ("month", 6),
    "month": ("day", 15),
    "week": ("day", 3),
    "day": ("hour", 12),
    "hour": ("minute", 30),
    "minute": ("second", 30),
}
WHOLE_HALVES: dict[str, Part] = {
    "HALFYEAR": ("month", 6),
    "HALFHOUR": ("minute", 30),
    "HALFCENT": ("year", 50),
}
COARSE_FIRST = ("century", "decade", "year", "month", "week", "day", "hour", "minute", "second")

# One of a unit without a number in front: «год и два месяца назад».
ONE_OF_UNIT = frozenset(
    split("год месяц неделю день сутки час рік місяць тиждень день добу годину year month week day")
)


@rule("ago", "(AMOUNT|UNIT) (AMOUNT|UNIT|COMMA|AND|FROM){1,17} BACK", "HALFCENT BACK")
def sum_ago(found: Found) -> Reading:
    if found.form("THAT") not in ("", "тому"):
        return None
    return point_of(found, -1)


@rule(
    "in-a-while",
    "AFTERWARDS (HALVED|DECIM|HALFWORD) UNIT",
    "AFTERWARDS COUNT FROM HALF UNIT",
    "AFTERWARDS HALFCENT",
    "IN COUNT AND CARD HALF UNIT",
    "IN HALF CARD UNIT",
    "IN CARD UNIT AND CARD HALF",
)
def sum_ahead(found: Found) -> Reading:
    if found.has("IN") and found.form("IN") != "in":
        return None
    if found.after in ("AFTER", "AGO", "THAT") or found.before in ("DASH", "ZA"):
        return None
    return point_of(found, 1)


def point_of(found: Found, sign: int) -> Reading:
    parts = parts_of(found)
    if not parts:
        return None
    (unit, count), *more = parts
    return Point(
        unit=unit, shift=sign * count, more=tuple((name, sign * many) for name, many in more)
    )


def parts_of(found: Found) -> list[Part] | None:
    """Units with their counts, the coarsest first; None where the words are no such sum.

    Commas need three parts or more: «был там два года, три дня назад вернулся» is no sum.
    """
    names = [found.lexed.name(i) for i in range(found.start, found.stop)]
    parts: list[Part] = []
    pending: list[int] = []  # the numbers in front of a unit; 0 stands for its half
    for i, name in enumerate(names, found.start):
        value = found.lexed.values[i]
        if name in ("D", "M2", "CARD") and isinstance(value, int):
            is_article = value == 1 and found.language == "en" and name == "CARD"
            if not (is_article and (0 in pending or found.lexed.name(i + 1) == "HALF")):
                pending.append(value)
        elif name in ("HALVED", "DECIM") and isinstance(value, int):
            pending += [value, 0]
        elif name in ("HALF", "HALFWORD"):
            if parts and not pending:
                parts.append(HALF_OF[parts[-1][0]])  # "a year and a half"
            else:
                pending.append(0)
        elif name in WHOLE_HALVES:
            parts.append(WHOLE_HALVES[name])
        elif (unit := UNITS.get(name)) is not None:
            counted = counted_unit(unit, pending, found.lexed.form(i).lower())
            if counted is None:
                return None
            parts += counted
            pending = []
    order = [COARSE_FIRST.index(unit) for unit, _ in parts]
    is_plain = len(parts) == 1 and not set(names) & HALVES
    falls = all(left < right for left, right in pairwise(order))
    if pending or is_plain or not falls or ("COMMA" in names and len(parts) < 3):
        return None
    return parts


HALVES = frozenset(split("HALVED DECIM HALF HALFWORD HALFYEAR HALFHOUR HALFCENT"))


def counted_unit(unit: str, numbers: list[int], form: str) -> list[Part] | None:
    """ "Two", "twenty two", "two and a half" or a bare one of the unit."""
    whole = [number for number in numbers if number]
    is_number = len(whole) < 2 or (len(whole) == 2 and whole[0] % 10 == 0 and whole[1] < 10)
    if not is_number or (not numbers and form not in ONE_OF_UNIT):
        return None
    many = sum(whole) if numbers else 1
    parts = [(unit, many)] if many else []
    if 0 not in numbers:
        return parts
    return [*parts, HALF_OF[unit]] if unit in HALF_OF else None
