"""Years, decades and centuries."""

from __future__ import annotations

from typing import Any

from srccmp.annotate.dates.lexer import split
from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.said import Point


def year_fields(found: Found) -> dict[str, Any]:
    """``year`` or ``year_shift`` (or ``told``) of the words matched; empty where they name none."""
    if (year := found.value("Y", "YO", "YG")) is not None:
        return {"year": year}
    return which_year(found) if found.has("YEARW", "YEARREL") else {}


def which_year(found: Found) -> dict[str, Any]:
    if found.has("YEARREL"):
        return {"year_shift": found.value("YEARREL")}
    if found.has("SAME"):
        return {"told": True, "year_shift": 0}
    if found.has("FOLLOW"):
        return {"told": True, "year_shift": found.value("FOLLOW")}
    for name, shift in SHIFTS.items():
        if found.has(name):
            return {"year_shift": shift}
    return {}


SHIFTS = {"LAST": -1, "PREVLAST": -2, "NEXT": 1, "THIS": 0}


def is_counted(found: Found) -> bool:
    """Whether the bare number at the end counts what follows: «14 ноября 2000 человек».

    In Russian and Ukrainian a counted noun is in the genitive plural; in English it is a plural.
    """
    word = found.next_form
    if found.after != "X" or not word[:1].islower():
        return found.after == "X" and word[:1] in ("%", "°", "$", "€", "₽", "₴", "£", "№")
    if found.language == "en":
        is_plural = word.endswith("s") and not word.endswith(("ss", "us"))
        return (is_plural and word not in NO_PLURAL) or word in COUNTED_AS_THEY_ARE
    from srccmp.annotate.tokens import parse

    if word in ONE_FORM:
        return True
    parsed = parse(word, found.language)
    return parsed.pos in ("NOUN", "ADJF", "PRTF", "") and bool(
        parsed.feats & {"gent", "plur"} or not parsed.feats
    )


COUNTED_AS_THEY_ARE = frozenset(split("people men women children km kg"))
NO_PLURAL = frozenset(split("has was is as his its this does always sometimes besides"))

# Genitive plurals that look like the nominative singular.
ONE_FORM = frozenset(split("человек чел солдат раз осіб чоловік"))


def fits_year(found: Found) -> bool:
    """Whether a four-digit number that closes the match may be a year there."""
    year = found.value("Y", "YO", "YG")
    if year is None or found.has("YEARW", "YEARP", "YEARG", "YG", "YO"):
        return not (found.has("YEARW", "YEARG") and found.after == "AFTERNOUN")
    month_first = found.lexed.name(found.start) in ("MON", "MONA")
    if found.has("COMMA") and found.language != "en" and not month_first:
        return False  # «14 ноября, 2000 человек»
    earliest = 1700 if found.has("MON") else 1900
    return earliest <= int(year) <= 2100 and not is_counted(found)


def is_before_era(found: Found) -> bool:
    """ "The 7th century BC", «в V веке до нашей эры»: before any calendar of ours."""
    word, after = found.next_form.lower(), found.lexed.form
    if word in ("bc", "bce"):
        return True
    follows = found.stop + 1 < len(found.lexed.letters)
    return word == "до" and follows and after(found.stop + 1).lower() in ("н", "нашей", "нашої")


@rule("year", "(Y|YO) _TAIL", "YG DOT?")
def year(found: Found) -> Reading:
    value = found.value("Y", "YO", "YG")
    if value is None or found.after == "AFTERNOUN" or is_before_era(found):
        return None  # «1985 года рождения»
    return Point(year=value)


@rule("attributive-year", "THAT Y")
def attributive_year(found: Found) -> Reading:
    """ "The 2019 flood"; a round number rather counts."""
    value = found.value("Y")
    fits = 1900 <= value <= 2050 and value % 100 and found.after == "X"
    is_word = found.next_form[:1].isalpha() and found.next_form not in ("people", "km")
    if not (fits and is_word and found.language == "en"):
        return None
    return [(Point(year=value), found.start + 1, found.stop)]


@rule("year-bare", "Y", "YO", "YEARW Y")
def year_bare(found: Found) -> Reading:
    """«в 2014-м», "in 2014": a preposition in front, nothing counted behind."""
    value = found.value("Y", "YO")
    earliest = 1700 if found.before == "IN" and found.language == "en" else 1900
    if not earliest <= value <= 2100 or is_counted(found):
        return None
    if found.has("YEARW"):
        return Point(year=value)
    in_front = ("IN", "FROM", "TO", "BY", "OF", "AFTER", "BEFORE", "MID", "BEGIN", "END", "SEAS")
    if found.has("YO"):
        return Point(year=value) if found.before in in_front else None
    if found.before in ("", "BREAK") and (found.next_form == ":" or not found.after):
        return Point(year=value)  # "2004: the dam broke", a line of a chronicle
    is_glued = found.lexed.name(found.stop + 1) in ("D", "M2", "Y", "N", "X")
    if found.after == "DASH" and found.next_form in "-‑" and is_glued and not is_spaced(found):
        return None  # "2003-built", "1950-53"
    if found.after in ("D", "N", "M2", "DM", "SLASH", "ZONE", "HOURW", "YEARS"):
        return None
    if found.language == "en":
        is_year = found.before in in_front and not (found.before == "TO" and value < 1950)
        return Point(year=value) if is_year else None
    follows = found.after in ("", "COMMA", "DOT", "BREAK", "RPAR") or found.next_form[:1].isupper()
    is_year = found.before in ("IN", "FROM") and follows
    return Point(year=value) if is_year else None


def is_spaced(found: Found) -> bool:
    return found.lexed.text[found.lexed.stops[found.stop - 1]].isspace()


@rule("which-year", "_REL")
def relative_year(found: Found) -> Reading:
    return last_whole(found, "year") or Point(**which_year(found))


def last_whole(found: Found, unit: str) -> Point | None:
    """ "Over the last year" is the year up to now, "over the next year" the one from now on;
    "last year" and "next year" are those of the calendar."""
    is_running = found.language == "en" and found.before == "THAT"
    if is_running and found.has("LAST"):
        return Point(unit=unit, shift=-1, count=1)
    return Point(unit=unit, shift=0, count=1) if is_running and found.has("NEXT") else None


@rule("this-one-year", "THAT YEARW")
def that_year(found: Found) -> Reading:
    return None if found.form("THAT") == "the" else Point(told=True, year_shift=0)


@rule("years", "YEARN _RANGE YEARN (_TAIL|YEARS)?", "Y DASH (D|M2) (_TAIL|YEARS)")
def years(found: Found) -> Reading:
    """«2020–2022 гг.», «с 2022 по 2024 год», "between 2022 and 2024"."""
    values = found.values("Y", "YO", "YG")
    first = values[0]
    last = values[1] if len(values) == 2 else first // 100 * 100 + found.value("D", "M2")
    is_named = found.has("YEARW", "YEARP", "YEARG", "YG", "YEARS")
    if found.has("AND", "OR"):
        # Two years, not a range, unless "between" stands in front.
        if not (found.before == "FROM" and found.language == "en"):
            middle = found.start + 1
            pair = [(Point(year=first), found.start, middle)]
            return [*pair, (Point(year=last), middle + 1, found.stop)] if is_named else None
    elif found.has("TO") and found.before != "FROM":
        return None
    is_line = not found.before and not found.after
    in_front = ("IN", "LPAR", "FROM", "OF")
    if not found.has("AND", "OR", "TO") and not (is_named or is_line or found.before in in_front):
        return None
    if not (1900 <= first < last <= 2100 or (is_named and first < last)):
        return None
    return Point(year=first), Point(year=last)


@rule(
    "decade", "DEC (YEARP|YEARS)?", "DECD (YEARP|YEARS)", "THAT ORDX", "ORDX (YEARP|YEARS)", "ORDX"
)
def decade(found: Found) -> Reading:
    value = found.value("DEC", "DECD", "ORDX")
    if value < 100:
        is_framed = found.before in ("IN", "THAT", "FROM", "BEGIN", "MID", "END")
        named = found.has("YEARP", "YEARS") or found.has("THAT") or is_framed
        if found.has("ORDX") and found.after == "X" and is_of_many(found):
            return None  # «в нулевых ставках»
        if not named or (not 30 <= value <= 90 and not (value == 0 and found.has("ORDX"))):
            return None  # "the 20s" may be of this century or of the last
        value += 1900 if value else 2000
    return Point(decade=value)


def is_of_many(found: Found) -> bool:
    """Whether the adjective in front belongs to the plural noun behind."""
    if found.language == "en" or not found.next_form[0].islower():
        return False
    from srccmp.annotate.tokens import parse

    parsed = parse(found.next_form, found.language)
    return parsed.pos == "NOUN" and "plur" in parsed.feats


@rule("century", "ORDN CENTW", "(LAST|THIS) CENTW")
def century(found: Found) -> Reading:
    if found.has("LAST", "THIS"):
        return Point(unit="century", shift=-1 if found.has("LAST") else 0)
    value = found.value("ORD", "DO", "D", "DECD", "ROM")
    return Point(century=value) if 1 <= value <= 22 and not is_before_era(found) else None
