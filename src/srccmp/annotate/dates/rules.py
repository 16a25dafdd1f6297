"""The rules: each is a pattern over classes of words and a function that reads the values.

At every place the longest rule that accepts its words wins; a rule that finds them unfit ("14
November 2000 people") gives None and leaves the place to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from srccmp.annotate.dates.lexer import ALIASES, CLASSES, LETTER, Lexed, split
from srccmp.annotate.dates.said import Point

# A named time, the two ends of a range, or several times with the tokens that tell each.
Reading = Point | tuple[Point, Point] | list[tuple[Point, int, int]] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens [start, stop) that a pattern has matched."""

    lexed: Lexed
    start: int
    stop: int
    language: str

    def has(self, *names: str) -> bool:
        letters = self.lexed.letters[self.start : self.stop]
        return any(LETTER[name] in letters for name in names)

    def values(self, *names: str) -> list[Any]:
        """The values of the tokens of these classes, in their order."""
        wanted = {LETTER[name] for name in names}
        letters, values = self.lexed.letters, self.lexed.values
        return [values[i] for i in range(self.start, self.stop) if letters[i] in wanted]

    def value(self, *names: str) -> Any:
        found = self.values(*names)
        return found[0] if found else None

    def form(self, *names: str) -> str:
        """The lower-case form of the first token of these classes."""
        for i in range(self.start, self.stop):
            if self.lexed.name(i) in names:
                return self.lexed.form(i).lower()
        return ""

    @property
    def before(self) -> str:
        """The class of the token in front."""
        return self.lexed.name(self.start - 1)

    @property
    def after(self) -> str:
        return self.lexed.name(self.stop)

    @property
    def next_form(self) -> str:
        return self.lexed.form(self.stop) if self.stop < len(self.lexed.letters) else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """``expression`` is compiled when a text first needs it: all at once cost 0.1 s of start."""

    name: str
    expression: str
    firsts: str
    read: Callable[[Found], Reading]


RULES: list[Rule] = []

pattern_of = cache(re.compile)

# Parts of patterns. The year may stand behind a comma or "в": «14 декабря в 1989 году».
MACROS = {
    "_TAIL": "(YEARW|YEARP|YEARG DOT?)",
    "_REL": "((LAST|THIS|NEXT|PREVLAST|FOLLOW) YEARW|THAT SAME YEARW|YEARREL)",
    "_YEAR": "((COMMA|IN|OF|THIS|LAST|NEXT)? (YG DOT?|(Y|YO) _TAIL?)|OF? _REL)",
    "_DAY": "(DAYN|CARD DASH? ORD|ORD)",
    "_RANGE": "(DASH DASH?|TO|AND|OR)",
    "_MONTH": "(MON|MONA DOT?)",
}


def compiled(pattern: str) -> str:
    """A pattern over class names as a regular expression over class letters."""
    for _ in range(3):
        for macro, text in MACROS.items():
            pattern = re.sub(rf"{macro}\b", text, pattern)

    def letters(match: re.Match[str]) -> str:
        name = match.group()
        members = ALIASES.get(name, name).split()
        joined = "".join(LETTER[member] for member in members)
        return joined if len(members) == 1 else f"[{joined}]"

    return re.sub(r"[A-Z][A-Z0-9]*", letters, pattern).replace(" ", "")


def rule(name: str, *patterns: str) -> Callable[[Callable[[Found], Reading]], Any]:
    """Registers a reader for patterns. Every pattern begins with a class that must be there."""

    def register(read: Callable[[Found], Reading]) -> Callable[[Found], Reading]:
        for pattern in patterns:
            expression = compiled(pattern)
            first = re.match(r"\(*(?:\[(.*?)\]|(.))", expression)
            firsts = (first[1] or first[2]) if first else ""
            if expression.startswith("("):
                firsts = first_letters(expression)
            RULES.append(Rule(name, expression, firsts, read))
        return read

    return register


def first_letters(expression: str) -> str:
    """The letters that a pattern with an alternation in front can begin with."""
    depth, end = 0, 0
    for index, sign in enumerate(expression):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            end = index
            break
    found = []
    for branch in expression[1:end].split("|"):
        head = re.match(r"\(*(?:\[(.*?)\]|(.))", branch)
        if head:
            found.append(head[1] or head[2])
    return "".join(found)


# ---------------------------------------------------------------------------------- years


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
        return word.endswith("s") or word in ("people", "men", "women", "km", "kg")
    from srccmp.annotate.tokens import parse

    if word in ONE_FORM:
        return True
    parsed = parse(word, found.language)
    return parsed.pos in ("NOUN", "ADJF", "PRTF", "") and bool(
        parsed.feats & {"gent", "plur"} or not parsed.feats
    )


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
    if found.before in ("", "BREAK") and found.next_form == ":":
        return Point(year=value)  # "2004: the dam broke", a line of a chronicle
    if found.after in ("D", "N", "M2", "DM", "DASH", "SLASH", "ZONE", "HOURW", "YEARS"):
        return None
    if found.language == "en":
        is_year = found.before in in_front and not (found.before == "TO" and value < 1950)
        return Point(year=value) if is_year else None
    follows = found.after in ("", "COMMA", "DOT", "BREAK", "RPAR") or found.next_form[:1].isupper()
    is_year = found.before in ("IN", "FROM") and follows
    return Point(year=value) if is_year else None


@rule("which-year", "_REL")
def relative_year(found: Found) -> Reading:
    return last_whole(found, "year") or Point(**which_year(found))


def last_whole(found: Found, unit: str) -> Point | None:
    """ "Over the last year" is the year up to now; "last year" is one of the calendar."""
    is_running = found.language == "en" and found.has("LAST") and found.before == "THAT"
    return Point(unit=unit, shift=-1, count=1) if is_running else None


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
    elif found.has("TO"):
        if found.before != "FROM":
            return None
    elif not is_named and found.before not in ("IN", "LPAR", "FROM", "OF"):
        return None
    if not (1900 <= first < last <= 2100 or (is_named and first < last)):
        return None
    return Point(year=first), Point(year=last)


@rule("decade", "DEC (YEARP|YEARS)?", "DECD (YEARP|YEARS)", "THAT ORDX", "ORDX (YEARP|YEARS)")
def decade(found: Found) -> Reading:
    value = found.value("DEC", "DECD", "ORDX")
    if value < 100:
        named = found.has("YEARP", "YEARS", "ORDX") or found.before in ("IN", "THAT", "FROM")
        if not named or not 30 <= value <= 90:
            return None  # "the 20s" may be of this century or of the last
        value += 1900
    return Point(decade=value)


@rule("century", "ORDN CENTW", "(LAST|THIS) CENTW")
def century(found: Found) -> Reading:
    if found.has("LAST", "THIS"):
        return Point(unit="century", shift=-1 if found.has("LAST") else 0)
    value = found.value("ORD", "DO", "D", "DECD", "ROM")
    return Point(century=value) if 1 <= value <= 22 and not is_before_era(found) else None


# ------------------------------------------------------------------ months, quarters, seasons


LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(found: Found) -> int:
    """The first day of the month named: "14", "14-го", "двадцать первого"."""
    if (figure := found.value("D", "DO", "DECD")) is not None:
        return int(figure)
    tens = found.value("CARD") or 0
    ones = int(found.value("ORD"))
    if tens and (tens not in (20, 30) or ones > 9):
        return 0
    return int(tens) + ones


def with_month(day: int, month: int, **more: Any) -> Point | None:
    """The day, None where the month has no such day; 29 February may be."""
    longest = 29 if month == 2 else LONGEST[month - 1]
    return Point(day=day, month=month, **more) if 1 <= day <= longest else None


@rule("day-month-year", "_DAY OF? _MONTH _YEAR", "_MONTH _DAY _YEAR")
def day_month_year(found: Found) -> Reading:
    if not fits_year(found):
        return None
    month = found.value("MON", "MONA")
    return with_month(day_number(found), month, **year_fields(found))


@rule("day-month", "_DAY OF? MONTH", "_MONTH _DAY")
def day_month(found: Found) -> Reading:
    if not fits_cut_month(found):
        return None
    starts_with_month = found.lexed.name(found.start) in ("MON", "MONA")
    if starts_with_month and (found.language != "en" or found.after in COUNTED):
        return None  # «в ноябре 14 человек»
    return with_month(day_number(found), found.value("MON", "MONA"))


def fits_cut_month(found: Found) -> bool:
    """«3 окт» stands at an end or before a sign: «5 лип» may be limes, «7 трав» herbs."""
    if found.lexed.name(found.stop - 1) != "MONA" or found.language == "en":
        return True
    return found.after in BEHIND_CUT_MONTH or found.next_form.isupper()


BEHIND_CUT_MONTH = ("", *split("DOT COMMA DASH BREAK LPAR RPAR QUOTE CLK CLKH Y YG IN TO"))


COUNTED = ("YEARS", "HOURW", "DAYW", "WEEKW", "MONTHW", "MINW", "CENTW")


@rule("tens-of-month", "(DEC|DECD|ORDX) DATEW MONTH _YEAR?")
def tens_of_month(found: Found) -> Reading:
    """«в 20-х числах марта»."""
    tens = found.value("DEC", "DECD", "ORDX")
    if tens not in (10, 20) or not fits_year(found):
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    first = Point(day=tens, month=month, **more)
    return first, Point(day=19 if tens == 10 else LONGEST[month - 1], month=month, **more)


@rule("days", "_DAY _RANGE _DAY OF? _MONTH _YEAR?", "_MONTH D RANGE D _YEAR?")
def days(found: Found) -> Reading:
    """«12–14 июня», «с 12 по 14 июня 2024 года», "June 12-14"; «12 и 14 июня» are two days."""
    if not fits_year(found):
        return None
    numbers = ordinals(found)
    if len(numbers) != 2:
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    first = with_month(numbers[0], month, **more)
    last = with_month(numbers[1], month, **more)
    if first is None or last is None:
        return None
    if found.has("AND", "OR") and not (found.before == "FROM" and found.language == "en"):
        middle = found.start + next(
            i for i in range(found.stop) if found.lexed.name(found.start + i) in ("AND", "OR")
        )
        return [(first, found.start, middle), (last, middle + 1, found.stop)]
    if found.has("TO") and found.before != "FROM" and found.language != "en":
        return None
    return (first, last) if numbers[0] < numbers[1] else None


def ordinals(found: Found) -> list[int]:
    """All day numbers of a match: "twenty" + "first" is one."""
    numbers: list[int] = []
    tens = 0
    for i in range(found.start, found.stop):
        name, value = found.lexed.name(i), found.lexed.values[i]
        if name in ("D", "DO", "DECD") and isinstance(value, int):
            numbers.append(value)
        elif name == "CARD" and isinstance(value, int):
            tens = value
        elif name == "ORD" and isinstance(value, int):
            numbers.append(tens + value)
            tens = 0
    return numbers


@rule("days-listed", "_DAY (COMMA _DAY){1,8} (COMMA? AND _DAY)? OF? _MONTH _YEAR?")
def days_listed(found: Found) -> Reading:
    """«12, 13 и 14 июня»: each its own day."""
    if not fits_year(found):
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    told: list[tuple[Point, int, int]] = []
    for i in range(found.start, found.stop):
        value = found.lexed.values[i]
        if found.lexed.name(i) in ("D", "DO", "DECD", "ORD") and isinstance(value, int):
            point = with_month(value, month, **more)
            if point is None:
                return None
            told.append((point, i, i + 1))
    last, start, _ = told[-1]
    return [*told[:-1], (last, start, found.stop)]


@rule("month-year", "MON _YEAR", "MONA DOT? Y", "MON DASH Y")
def month_year(found: Found) -> Reading:
    if not fits_year(found) or (found.has("MONA") and found.language != "en"):
        return None
    return Point(month=found.value("MON", "MONA"), **year_fields(found))


@rule("month", "MON")
def month(found: Found) -> Reading:
    """A bare month. «лютий» is also "fierce", "May" and "March" are names and verbs: these need
    a preposition of time in front."""
    form = found.form("MON")
    if found.after == "DASH" and found.lexed.name(found.stop + 1) == "X":
        return None
    needs_preposition = found.language == "en" or form.startswith("лют")
    if needs_preposition and found.before not in MONTH_PREPOSITIONS:
        return None
    is_capital = found.lexed.form(found.start)[:1].isupper() and found.language != "en"
    starts_sentence = found.before in ("", "DOT", "BREAK") and not found.next_form[:1].isupper()
    if is_capital and not starts_sentence:
        return None  # «Марта Иванова», «Август»: a name
    return Point(month=found.value("MON"))


MONTH_PREPOSITIONS = split("IN FROM TO BY OF BEGIN MID END AFTER BEFORE DASH AND DURING")


@rule("which-month", "(LAST|THIS|NEXT) MON", "MON DASH MON _YEAR?")
def which_month(found: Found) -> Reading:
    months = found.values("MON")
    if len(months) == 2:
        more = year_fields(found)
        if not fits_year(found):
            return None
        return Point(month=months[0], **more), Point(month=months[1], **more)
    return Point(month=months[0], pick=pick(found))


def pick(found: Found) -> int:
    return -1 if found.has("LAST", "LASTN") else 1 if found.has("NEXT") else 0


@rule("quarter", "ORDN QUARTW (OF? _YEAR)?", "QW D Y?")
def quarter(found: Found) -> Reading:
    number = found.value("ORD", "DO", "D", "DECD", "ROM")
    if not 1 <= number <= 4 or (found.has("Y") and not fits_year(found)):
        return None
    if found.language == "en" and found.has("QUARTW") and found.has("D"):
        return None
    return Point(quarter=number, **year_fields(found))


@rule("half-year", "ORDN HALFW (OF? _YEAR)?")
def half_year(found: Found) -> Reading:
    number = found.value("ORD", "DO", "D", "DECD", "ROM")
    if number not in (1, 2) or not fits_year(found):
        return None
    return Point(half=number, **year_fields(found))


@rule("season-year", "SEAS (OF|DASH)? _YEAR")
def season_year(found: Found) -> Reading:
    return Point(season=found.value("SEAS"), **year_fields(found)) if fits_year(found) else None


@rule("winter-of-two-years", "SEAS OF? Y (DASH|SLASH) (Y|D|M2) (_TAIL|YEARS)?")
def winter(found: Found) -> Reading:
    """«зимой 2023–2024 годов»: the winter that the second year ends."""
    if found.value("SEAS") != 4:
        return None
    return Point(season=4, year=found.value("Y") + 1, section="whole")


@rule("season", "SEAS")
def season(found: Found) -> Reading:
    if found.language == "en" and not is_english_season(found):
        return None
    if found.lexed.form(found.start)[:1].isupper() and found.before not in ("", "DOT", "BREAK"):
        return None  # a name
    return Point(season=found.value("SEAS"))


def is_english_season(found: Found) -> bool:
    """ "In spring", "by the summer"; not "the spring offensive", "water from the spring"."""
    index = found.start - 1
    with_article = found.lexed.name(index) == "THAT"
    if with_article and found.after in ("X", "OF"):
        return False
    index -= with_article
    since = found.lexed.form(index).lower() == "since" if index >= 0 else False
    return since or found.lexed.name(index) in ("IN", "BY")


@rule("which-season", "(LAST|THIS|NEXT) SEAS")
def which_season(found: Found) -> Reading:
    return Point(season=found.value("SEAS"), pick=pick(found))


# ------------------------------------------------------------------------- dates in figures


@rule("date-in-figures", "DATE (YEARG DOT?|YEARW)?")
def date_in_figures(found: Found) -> Reading:
    value = found.value("DATE")
    point = Point(year=value[0], month=value[1], day=value[2])
    return at_clock(point, value[3], value[4]) if len(value) >= 5 else point


def at_clock(point: Point, hour: int, minute: int) -> Point:
    return Point(year=point.year, month=point.month, day=point.day, hour=hour, minute=minute)


@rule("day-in-figures", "DM DOT?")
def day_in_figures(found: Found) -> Reading:
    """«с 14.10 по 15.10», a line's own date: both parts of two digits, nothing counted behind."""
    day, month, digits = found.value("DM")
    if found.language == "en" or digits != 2 or not 1 <= month <= 12:
        return None
    starts_line = found.before in ("", "BREAK")
    if not starts_line and found.before not in ("FROM", "TO", "DASH", "RANGE", "COMMA"):
        return None
    if found.after in ("X", "D", "N", "MONTHW", "YEARW", "CARD") and not found.has("DOT"):
        return None
    return with_month(day, month)


@rule("days-in-figures", "D DOT? (DASH|SLASH) (DATE|DM DOT?)", "DM DOT? RANGE (DATE|DM DOT?)")
def days_in_figures(found: Found) -> Reading:
    if (full := found.value("DATE")) is not None:
        year, month, day = full[:3]
    else:
        day, month, digits = found.values("DM")[-1]
        year = None
        if digits != 2 or not 1 <= month <= 12 or found.language == "en":
            return None
    first_day, first_month = found.value("D"), month
    if found.has("DM") and (first_day is None):
        first_day, first_month, _ = found.values("DM")[0]
        if full is None and len(found.values("DM")) < 2:
            return None
    if not 1 <= first_month <= 12:
        return None
    first = with_month(first_day, first_month, year=year)
    last = with_month(day, month, year=year)
    return (first, last) if first and last else None


# ------------------------------------------------------------------------------- weekdays


@rule("weekday", "ANYDAY")
def weekday(found: Found) -> Reading:
    if found.has("WDAMB"):
        leads_to_date = found.after == "COMMA" and found.lexed.name(found.stop + 1) in DAY_FIGURES
        if found.before not in ("FROM", "TO", "BY") and not leads_to_date:
            return None  # «окружающей среды»
        if found.before in ("FROM", "TO", "BY") and found.form("WDAMB") not in ("среды", "среде"):
            return None
    if found.language == "en" and found.before == "THAT" and found.next_form[:1].isupper():
        return None  # "The Sunday Times"
    return Point(weekday=found.value("WDAY", "WDAMB"))


DAY_FIGURES = ("D", "DO", "DECD", "DATE")


@rule("weekday-cut", "WDA DOT? COMMA?")
def weekday_cut(found: Found) -> Reading:
    """«Пт, 11 янв. 2019»: only before the date itself or a clock."""
    leads = found.after in (*DAY_FIGURES, "CLK") or (
        found.language == "en" and found.after in ("MON", "MONA")
    )
    leads = leads or (found.after == "IN" and found.lexed.name(found.stop + 1) == "CLK")
    if not leads or found.before in ("D", "DO"):
        return None
    return Point(weekday=found.value("WDA"))


@rule("which-weekday", "(LAST|THIS|NEXT|LASTN) ANYDAY")
def which_weekday(found: Found) -> Reading:
    return Point(weekday=found.value("WDAY", "WDAMB"), pick=pick(found))


@rule("weekday-of-week", "ANYDAY (IN|NA|OF)? (LAST|THIS|NEXT) WEEKW")
def weekday_of_week(found: Found) -> Reading:
    return Point(weekday=found.value("WDAY", "WDAMB"), week_shift=pick(found))


@rule("nth-weekday", "(ORD|DO|LASTN|LAST) (ANYDAY|DAYW) (IN|OF)? MON _YEAR?")
def nth_weekday(found: Found) -> Reading:
    """«в первую среду октября», "the last Monday of March"."""
    if not fits_year(found):
        return None
    nth = -1 if found.has("LAST", "LASTN") else found.value("ORD", "DO")
    month, more = found.value("MON"), year_fields(found)
    if found.has("DAYW"):
        day = LONGEST[month - 1] if nth == -1 else nth
        return with_month(day, month, **more)
    if not -1 <= nth <= 5:
        return None
    return Point(month=month, weekday=found.value("WDAY", "WDAMB"), nth=nth, **more)


@rule("weekend", "(LAST|THIS|NEXT) WEEKEND", "WEEKEND")
def weekend(found: Found) -> Reading:
    if not found.has("LAST", "THIS", "NEXT"):
        if found.before not in ("IN", "NA", "THAT") or found.after == "DAYW":
            return None
        # «на выходные обещают дождь» looks ahead, «на выходных прошёл дождь» need not.
        is_ahead = found.before == "NA" and found.form("WEEKEND") in ("выходные", "вихідні")
        return Point(weekend=True, pick=1 if is_ahead else None)
    return Point(weekend=True, pick=pick(found))


# ------------------------------------------------------------------------ relative times

UNITS = {
    "DAYW": "day",
    "DAYLONG": "day",
    "WEEKW": "week",
    "FORTNIGHT": "week",
    "MONTHW": "month",
    "YEARW": "year",
    "YEARP": "year",
    "YEARS": "year",
    "DECW": "decade",
    "CENTW": "century",
    "QUARTW": "quarter",
    "HOURW": "hour",
    "MINW": "minute",
    "SECW": "second",
    "HALFYEAR": "month",
    "HALFHOUR": "minute",
}


def unit_of(found: Found) -> str:
    for i in range(found.stop - 1, found.start - 1, -1):
        if (unit := UNITS.get(found.lexed.name(i))) is not None:
            return unit
    return "day"


def count_of(found: Found) -> int:
    """How many: "21" from "двадцать один"; 0 for an unnamed few; 1 where no number stands."""
    if found.has("HALFYEAR"):
        return 6
    if found.has("HALFHOUR"):
        return 30
    if found.has("FEW"):
        return 0
    many = 2 if found.has("FORTNIGHT") else 1
    numbers = found.values("D", "M2", "CARD")
    return sum(numbers) * many if numbers else many


@rule("relative-day", "REL", "RELADJ")
def relative_day(found: Found) -> Reading:
    return Point(unit="day", shift=found.value("REL", "RELADJ"))


@rule("eve", "EVE")
def eve(found: Found) -> Reading:
    """«Накануне министр заявил»: yesterday. «Накануне выборов»: before something; no day."""
    word = found.next_form
    if found.after in ("WDAY", "DAYW") or (found.after in ("D", "DO") and found.before != "COMMA"):
        return None
    if word and found.after == "X" and word[0].isalpha():
        from srccmp.annotate.tokens import parse

        parsed = parse(word.lower(), found.language)
        if parsed.pos in ("NOUN", "ADJF", "PRTF") and "gent" in parsed.feats:
            return None
        # The names of events: «накануне ЧМ», «накануне Brexit».
        if word.isupper() or not re.match(r"[а-яёіїєґ]", word.lower()):
            return None
    return Point(unit="day", shift=-1)


@rule(
    "ago",
    "COUNT UNIT BACK",
    "UNIT BACK",
    "(HALFYEAR|HALFHOUR) BACK",
    "CARD CARD UNIT BACK",
    "CARD FEW UNIT BACK",
    "UNIT COUNT BACK",
)
def ago(found: Found) -> Reading:
    if found.has("SECW") or found.form("THAT") not in ("", "тому"):
        return None
    many = count_of(found)
    if not found.has("D", "CARD", "M2", "FEW", "HALFYEAR", "HALFHOUR"):
        # «неделю назад» is one; «годы тому назад» is some; «пів року тому» half of one.
        form = found.lexed.form(found.start).lower()
        if found.before == "HALFWORD":
            return Point(unit="month", shift=-6) if found.has("YEARW") else None
        if found.language == "en" or form not in ONE_UNIT or found.before == "HALF":
            return None
    return Point(unit=unit_of(found), shift=-many if many else None)


ONE_UNIT = frozenset(
    split(
        "день неделю месяц год час минуту столетие десятилетие век сутки "
        "тиждень місяць рік годину хвилину століття десятиліття добу"
    )
)


@rule("in-a-while", "AFTERWARDS COUNT? UNIT", "IN COUNT UNIT", "AFTERWARDS (HALFYEAR|HALFHOUR)")
def in_a_while(found: Found) -> Reading:
    """«через три дня»: from the writing only; «через три дня после» counts from elsewhere."""
    if found.has("IN") and (found.language != "en" or found.form("IN") != "in"):
        return None
    if found.after in ("AFTER", "AGO", "THAT") or found.form("AFTERWARDS") == "within":
        return None
    if found.before in ("DASH", "ZA") or found.has("FEW") or found.has("SECW"):
        return None
    return Point(unit=unit_of(found), shift=count_of(found))


@rule("which-period", "(LAST|PREVLAST|NEXT|THIS) (WEEKW|MONTHW|QUARTW|DECW|DAYLONG)")
def which_period(found: Found) -> Reading:
    form = found.form("WEEKW", "MONTHW", "DECW")
    if form.endswith(("s", "ів", "ев")):
        return None
    shift = next(shift for name, shift in SHIFTS.items() if found.has(name))
    if found.has("DAYLONG"):
        return Point(unit="day", shift=-1, count=1) if shift == -1 else None
    return last_whole(found, unit_of(found)) or Point(unit=unit_of(found), shift=shift)


@rule("told-period", "FOLLOW (DAYW|WEEKW|MONTHW)", "NEXT DAYW", "THAT SAME? (DAYW|WEEKW|MONTHW)")
def told_period(found: Found) -> Reading:
    """«на следующий день», «в тот же день»: beside the day told before."""
    form = found.form("DAYW")
    if form in ("дней", "дни", "днів", "дні", "днями", "днях", "days", "дням"):
        return None
    if found.has("THAT"):
        if not found.has("SAME") and found.form("THAT") in ("the", "то", "те"):
            return None
        return Point(unit=unit_of(found), shift=0, told=True)
    shift = found.value("FOLLOW") if found.has("FOLLOW") else 1
    if found.form("FOLLOW") == "другой" and found.before != "NA":
        return None
    is_slavic_next = found.has("NEXT") and found.language != "en"
    if is_slavic_next and found.before not in ("NA", "IN", "AND", ""):
        # «наступного дня» stands without a preposition, «следующий день саммита» is a subject.
        return (
            Point(unit=unit_of(found), shift=1, told=True)
            if found.form("NEXT")[-3:] == "ого"
            else None
        )
    return Point(unit=unit_of(found), shift=shift, told=True)


@rule("last-few", "(LAST|LASTN) COUNT CARD? UNIT", "NEXT COUNT CARD? UNIT")
def last_few(found: Found) -> Reading:
    if found.has("FEW") or found.has("SECW"):
        return None if found.has("SECW") or not found.has("DAYW") else recent_days(found)
    if found.after == "BEFORE":
        return None  # «последние десять дней перед выборами»
    many = count_of(found)
    ahead = found.has("NEXT")
    return Point(unit=unit_of(found), shift=1 if ahead else -many, count=many)


@rule("recent", "(LASTN|RECENT) (DAYW|WEEKW)", "LASTN (DAYLONG|MONTHW|YEARW)", "NA DAYW")
def recent(found: Found) -> Reading:
    """«в последние дни», «на днях»: within the week; «последняя неделя» is seven days."""
    if found.has("NA"):
        return recent_days(found) if found.form("DAYW") == "днях" else None
    if found.has("DAYLONG"):
        return Point(unit="day", shift=-1, count=1)
    plural = found.has("RECENT") or found.form("LASTN").endswith(("ие", "х", "ми", "ні"))
    if found.has("MONTHW", "YEARW"):
        return None if plural else Point(unit=unit_of(found), shift=-1, count=1)
    if found.has("DAYW") and not plural:
        return None  # «в последний день срока»
    if found.has("WEEKW"):
        return Point(unit="week", shift=-4 if plural else -1, count=4 if plural else 1)
    return recent_days(found)


def recent_days(_found: Found) -> Point:
    return Point(unit="day", shift=-7, count=7, section="recent")


@rule(
    "section-of-this",
    "SECTION (OF THAT?)? (THIS|LAST|NEXT|PREVLAST)? (WEEKW|MONTHW|YEARW|QUARTW)",
    "HALF (OF THAT?)? (THIS|LAST|NEXT)? (MONTHW|YEARW)",
)
def section_of_this(found: Found) -> Reading:
    """«в конце прошлой недели», «с начала года»."""
    unit = unit_of(found)
    shift = next((shift for name, shift in SHIFTS.items() if found.has(name)), 0)
    if found.language == "en" and not found.has("OF", "THIS", "LAST", "NEXT"):
        return None
    section = section_of(found, found.start)
    if section is None:
        return None
    if unit == "year":
        return Point(year_shift=shift, section=section)
    return Point(unit=unit, shift=shift, section=section)


def section_of(found: Found, index: int) -> str | None:
    """Which part of a period the token names; a half needs its ordinal in front."""
    name = found.lexed.name(index)
    if name == "HALF":
        ordinal = found.lexed.values[index - 1] if index else 0
        is_ordinal = index and found.lexed.name(index - 1) in ("ORD", "DO")
        return f"half{ordinal}" if is_ordinal and ordinal in (1, 2) else None
    return {"BEGIN": "begin", "MID": "middle", "END": "end"}.get(name)


# ---------------------------------------------------------------------------- parts of days


@rule("part-of-day", "PARTADV", "(EARLY|LATE) DASH? (PARTADV|PARTG|PART)", "(BY|BEFORE) PART")
def part_of_day(found: Found) -> Reading:
    part = found.value("PARTADV", "PARTG", "PART")
    if found.language == "en":
        return None
    if found.form("PARTADV") in ("днём", "днем"):
        # «с каждым днём», «перед Днём города»: as an adverb only beside a day.
        is_name = found.lexed.form(found.start)[0].isupper() and found.before != ""
        is_beside = found.before in BESIDE_DAY or found.after in (*DAY_FIGURES, "IN", "WDAY")
        if is_name or not is_beside:
            return None
    if found.has("BEFORE") and found.has("PART") and part not in ("morning", "evening"):
        return None
    return Point(part=part)


BESIDE_DAY = ("REL", "MON", "YEARW", "WDAY")


@rule("part-beside-day", "PART", "PARTG")
def part_beside_day(found: Found) -> Reading:
    """Kept only if it joins a day: «утро пятницы», "Friday morning"."""
    return Point(part=found.value("PART", "PARTG"), section="needs-day")


@rule("in-the-part", "IN THAT PART", "NA PART")
def in_the_part(found: Found) -> Reading:
    if found.has("NA") and found.value("PART") != "dawn":
        return None
    # "In the morning" is often any morning: only beside a day.
    needs_day = "needs-day" if found.language == "en" else None
    return Point(part=found.value("PART"), section=needs_day)


@rule("night", "NIGHT")
def night(found: Found) -> Reading:
    return Point(part="night" if found.language != "en" else "evening-night", section="needs-day")


@rule("overnight", "OVERNIGHT")
def overnight(found: Found) -> Reading:
    if found.value("OVERNIGHT") == "tonight":
        return Point(unit="day", shift=0, part="evening-night")
    return Point(part="night", eve=True)


@rule(
    "night-to",
    "NIGHT (NA|AGAINST)",
    "NIGHT FROM (_DAY MONTH?|ANYDAY|REL) (NA|TO)",
)
def night_to(_found: Found) -> Reading:
    """«в ночь на 14 ноября», «в ночь с 13 на 14 ноября»: named by its second day."""
    return Point(part="night", eve=True, section="needs-day")


@rule("this-part", "(THIS|LAST) (PART|PARTADV|PARTG|NIGHT)")
def this_part(found: Found) -> Reading:
    part = found.value("PART", "PARTADV", "PARTG", "NIGHT")
    is_last = found.has("LAST")
    if part == "night" and found.language == "en":
        return Point(unit="day", shift=-1 if is_last else 0, part="evening-night")
    if part == "night":
        return Point(unit="day", shift=0, part="night", eve=True)
    return Point(unit="day", shift=-1 if is_last else 0, part=part)


@rule("told-part", "THAT SAME? (PART|PARTADV|PARTG|NIGHT)", "(NEXT|FOLLOW) (PART|PARTADV|PARTG)")
def told_part(found: Found) -> Reading:
    if found.has("THAT") and not found.has("SAME") and found.form("THAT") == "the":
        return None
    shift = 0 if found.has("THAT") else 1
    part = found.value("PART", "PARTADV", "PARTG", "NIGHT")
    return Point(unit="day", shift=shift, told=True, part=part)


@rule("half-of-day", "(ORD|DO) HALF (OF THAT)? DAYW")
def half_of_day(found: Found) -> Reading:
    number = found.value("ORD", "DO")
    return Point(part="morning" if number == 1 else "afternoon") if number in (1, 2) else None


@rule("end-of-day", "END OF? THAT? DAYW")
def end_of_day(found: Found) -> Reading:
    """«до конца дня»: of the day of writing."""
    is_day = found.form("DAYW") in ("дня", "day") and found.before in ("TO", "BY", "THAT")
    return Point(unit="day", shift=0, part="evening") if is_day else None


@rule("small-hours", "BEGIN HOURW (OF|IN)?")
def small_hours(found: Found) -> Reading:
    return Point(part="night") if found.form("BEGIN") == "early" else None


@rule("noon", "POINT")
def noon(found: Found) -> Reading:
    if found.before not in ("IN", "AFTER", "TO", "BY", "APPROX", "BEFORE", "FROM", "AND") and (
        not found.form("POINT").startswith("оп")
    ):
        return None
    return Point(hour=found.value("POINT"))


# -------------------------------------------------------------------------------- clocks

TIME_PREPOSITIONS = ("IN", "APPROX", "AFTER", "TO", "FROM", "BY", "BEFORE")


def to_24(hour: int, part: str | None) -> int | None:
    """The hour on a 24-hour clock, None where hour and part of day do not go together.

    >>> to_24(7, "evening"), to_24(12, "night"), to_24(3, "morning")
    (19, 0, 3)
    """
    if part is None or hour > 12:
        return hour if 0 <= hour <= 24 else None
    if part in ("night", "morning", "dawn"):
        if hour == 12:
            return 0
        return hour + 12 if part == "night" and hour >= 9 else hour
    return hour + 12 if hour < 12 else 12


def clock_point(hour: int, minute: int | None, part: str | None = None) -> Point | None:
    full = to_24(hour, part)
    if full is None or full > 24 or (minute or 0) > 59:
        return None
    return Point(hour=full, minute=minute)


def part_behind(found: Found) -> str | None:
    """The part of day behind an hour; «дня» after it is the afternoon."""
    if found.has("DAYW"):
        return "afternoon"
    part: str | None = found.value("PARTG", "PART")
    return part


@rule("clock", "CLK (PARTG|DAYW|AMPM)?", "CLK HOURW")
def clock(found: Found) -> Reading:
    if found.has("DAYW") and found.form("DAYW") != "дня":
        return None
    if found.before in ("X", "DASH", "ROM") and found.lexed.form(found.start - 1) in ("№", "/"):
        return None
    hour, minute = found.value("CLK")
    if found.has("AMPM"):
        return clock_point(hour % 12 + found.value("AMPM"), minute)
    return clock_point(hour, minute, part_behind(found))


@rule("clock-hour", "CLKH", "D AMPM", "DM AMPM")
def clock_hour(found: Found) -> Reading:
    if found.has("CLKH"):
        return clock_point(found.value("CLKH")[0], None)
    hour, minute = (found.value("D"), None) if found.has("D") else found.value("DM")[:2]
    return clock_point(hour % 12 + found.value("AMPM"), minute) if 1 <= hour <= 12 else None


@rule("clock-dotted", "DM (PARTG|HOURW)?")
def clock_dotted(found: Found) -> Reading:
    """«в 15.30», «о 9.15 ранку»: a preposition of time in front, nothing counted behind."""
    hour, minute, _ = found.value("DM")
    if found.before not in ("IN", "APPROX") or hour > 23 or minute > 59 or found.language == "en":
        return None
    if found.after == "X" and found.next_form[:1] not in ('"', "»", "«"):
        from_counted = found.next_form[:1].islower() or found.next_form[:1] in "%$€"
        if from_counted and is_counted(found):
            return None
    return clock_point(hour, minute, part_behind(found))


@rule(
    "clock-in-words",
    "(D|M2|CARD|ORD|DO) HOURW ((D|M2|CARD) MINW)? (PARTG|PARTADV|DAYW)?",
    "(D|CARD|ORD|DO) PARTG",
    "HOURW (PARTG|DAYW)",
)
def clock_in_words(found: Found) -> Reading:
    """«в 15 часов», «о 18-й годині», «в три часа дня», «о 7 ранку»."""
    numbers = found.values("D", "M2", "CARD", "ORD", "DO")
    if not numbers:
        # «в час ночи»
        is_one = found.form("HOURW") in ("час", "часу", "годину") and found.before == "IN"
        numbers = [1] if is_one else [24]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else None
    if hour > 23 or found.after == "AGO" or found.before == "ZA":
        return None
    if found.has("DAYW") and found.form("DAYW") != "дня":
        return None
    if found.language == "en":
        return clock_point(hour, None) if found.form("HOURW") == "o'clock" else None
    if found.form("HOURW") in ("часах", "годинах", "часами", "годинами"):
        return None  # «в двух часах езды»
    if found.has("PARTG", "DAYW"):
        return clock_point(hour, minute, part_behind(found))
    if found.before == "IN" or (minute is not None and found.before in TIME_PREPOSITIONS):
        return clock_point(hour, minute)
    # «около 3 часов» and «после двух часов» may last that long; from 13 on they rather name it.
    figure = found.has("D") and hour >= 13
    return clock_point(hour, minute) if figure and found.before in TIME_PREPOSITIONS else None


@rule("clock-of-zone", "(Y|N|D) ZONE")
def clock_of_zone(found: Found) -> Reading:
    """ "0430 GMT", "7 GMT"."""
    value = found.value("Y", "N", "D")
    length = found.lexed.stops[found.start] - found.lexed.starts[found.start]
    hour, minute = divmod(value, 100) if length == 4 else (value, None)
    if length == 3 or hour > 23:
        return None
    return with_zone(clock_point(hour, minute), found.value("ZONE"))


def with_zone(point: Point | None, zone: str) -> Point | None:
    return None if point is None else Point(hour=point.hour, minute=point.minute, zone=zone)


BY_FIRST: dict[str, tuple[Rule, ...]] = {
    LETTER[name]: tuple(rule for rule in RULES if LETTER[name] in rule.firsts) for name in CLASSES
}
