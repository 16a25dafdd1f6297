"""Whether two numbers may count one thing: their units, and what happened to the counted."""

from __future__ import annotations

from enum import IntEnum

from srccmp.annotate.numbers import coarser_units, kind_of_unit
from srccmp.model import Quantity

ORDINAL = "ordinal:"
# Kinds of unit that are compared only under one name: a sum in euros is no sum in dollars.
MEASURED = frozenset({"measure", "duration", "money", "share"})
COUNTED = frozenset(
    {"person", "weapon", "object", "place", "event", "paper", "body", "unknown"}
)  # kinds of unit whose things are counted one by one
# Names of people by what they do where they are counted, so that one account's "supporters" may be
# another's "people": not by age, sex, nation or trade, which make them a part of the people.
CROWD = frozenset(
    {"person", "participant", "protester", "viewer", "fan", "follower", "visitor", "guest",
     "supporter", "voter", "passenger", "respondent", "user", "reader", "customer"}
)  # fmt: skip
# Trades that are sent to one scene together, and are called by one another's names there; those who
# vote, too.
FELLOWS = (
    frozenset({"rescuer", "firefighter"}),
    frozenset({"lawmaker", "member", "councillor", "person"}),
    frozenset({"prisoner", "soldier", "defender", "hostage"}),
    frozenset({"official", "minister"}),
)
# Roles that are one at the scene: crews that were sent and took part.
ROLES = (frozenset({"attended", "involved"}), frozenset({"loss", "damaged", "stolen"}))


# Roles that may be one figure: «ущерб оценивается в», "damage of".
NEAR_ROLES = (frozenset({"loss", "cost"}), frozenset({"found", "killed"}))


class Kin(IntEnum):
    """How near two units are; what is under ``FELLOW`` needs nearly the same words around."""

    NONE = 0
    LOOSE = 1  # nothing tells that they differ: a noun that the table has not, a bare number
    FELLOW = 2  # two names of one crowd
    CONVERTED = 3  # a share and per cent
    SAME = 4


def kin(left: Quantity, right: Quantity) -> Kin:
    """How near the two are in what they count.

    Ages stand against ages, places in a row against places in a row, measures against their own.
    """
    a, b = left.unit, right.unit
    if a == b:
        return Kin.SAME
    if a.startswith(ORDINAL) or b.startswith(ORDINAL):
        return _kin_in_rows(a, b)
    if {a, b} == {"share", "percent"}:
        return Kin.CONVERTED
    if {a, b} == {"year", "age-year"}:
        return Kin.LOOSE  # "some of them 11 years", "aged 11"
    kinds = {kind_of_unit(a), kind_of_unit(b)}
    if kinds & MEASURED or not kinds <= COUNTED or any(u.startswith("age-") for u in (a, b)):
        return Kin.NONE
    if {a, b} <= CROWD or any({a, b} <= names for names in FELLOWS):
        return Kin.FELLOW
    if a in coarser_units(b) or b in coarser_units(a):
        return Kin.NONE  # three children, twelve people
    if kinds == {"person"} and not {a, b} & CROWD:
        return Kin.NONE  # three soldiers, two journalists
    return Kin.LOOSE if len(kinds) == 1 or "unknown" in kinds else Kin.NONE


def _kin_in_rows(left: str, right: str) -> Kin:
    """ "the second minister to resign" / "the third official to resign"."""
    if not (left.startswith(ORDINAL) and right.startswith(ORDINAL)):
        return Kin.NONE
    a, b = left.removeprefix(ORDINAL), right.removeprefix(ORDINAL)
    if a in coarser_units(b) or b in coarser_units(a):
        return Kin.FELLOW
    one, other = kind_of_unit(a), kind_of_unit(b)
    if {one, other} <= {"person", "event"}:
        return Kin.LOOSE  # the second resignation, the third official to resign
    return Kin.NONE


def one_role(left: Quantity, right: Quantity) -> bool | None:
    """Whether the same happened to the counted; None where that is not told, or may be."""
    if left.role is None or right.role is None:
        return None
    if any({left.role, right.role} == roles for roles in NEAR_ROLES):
        return None
    return left.role == right.role or any({left.role, right.role} <= roles for roles in ROLES)


def counted_as(unit: str) -> str:
    """One name for all that a crowd is called by.

    >>> counted_as("protester"), counted_as("child")
    ('person', 'child')
    """
    return "person" if unit in CROWD else unit
