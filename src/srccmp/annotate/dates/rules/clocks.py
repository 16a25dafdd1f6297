"""Parts of days and clock times."""

from __future__ import annotations

from dataclasses import replace

from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.days import DAY_FIGURES
from srccmp.annotate.dates.rules.months import is_between
from srccmp.annotate.dates.rules.years import is_counted
from srccmp.annotate.dates.said import Point


@rule("part-of-day", "AFTER PARTG", "AFTER PART")
def after_lunch(found: Found) -> Reading:
    """«после обеда», «після обіду»."""
    is_lunch = found.value("PART", "PARTG") == "lunch"
    return Point(part="afternoon") if is_lunch and found.language != "en" else None


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
    in_front = ("IN", "AFTER", "TO", "BY", "APPROX", "BEFORE", "FROM", "AND")
    is_line = not found.before and not found.after
    if found.before not in in_front and not (is_line or found.form("POINT").startswith("оп")):
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
    if found.language == "en" and found.lexed.form(found.start - 1).lower() == "on":
        return None  # "scored on 15:16": a time of the game
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


@rule("clock-hour", "D", "CARD")
def bare_hour(found: Found) -> Reading:
    """«сегодня в 14», "tomorrow at 9": kept only beside a day, or as a line of its own."""
    hour = found.value("D", "CARD")
    if found.before != "IN" or found.lexed.form(found.start - 1).lower() not in ("в", "о", "at"):
        return None
    ends = found.after in ("", "DOT", "RPAR", "BREAK", "QUOTE")
    if found.after == "COMMA":
        ends = found.lexed.name(found.stop + 1) not in ("D", "M2", "N", "CARD")
    return Point(hour=hour, section="needs-day") if ends and hour <= 24 else None


@rule(
    "hours",
    "D TO D",
    "D DASH D (PARTG|AMPM)",
    "D (TO|AND) D (PARTG|AMPM)",
    "D (DASH|TO|AND) CLKH",
    "HOUROFDAY (TO|AND|DASH) HOUROFDAY HOURW PARTG?",
)
def hours(found: Found) -> Reading:
    """«с 10 до 12 в четверг», "9-11 am on Friday": kept only beside a day."""
    if found.has("AND") and not is_between(found):
        return None
    if (stamp := found.value("CLKH")) is not None:
        return hours_of_half_day(found, stamp[0])
    first, last = found.values("D", "DO", "CARD", "ORD")
    if found.has("HOURW") and not names_hours(found):
        return None
    has_part = found.has("PARTG", "AMPM")
    if found.has("TO") and (found.before != "FROM" or found.form("TO") == "по"):
        return None
    if not has_part and (found.language == "en" or last > 24 or first >= last):
        return None
    part = "afternoon" if found.value("AMPM") == 12 else found.value("PARTG")
    if found.has("AMPM") and last > 12:
        return None
    start = clock_point(first, None, part if first < last else None)
    stop = clock_point(last, None, part)
    if start is None or stop is None:
        return None
    is_framed = found.has("HOURW", "AMPM") and has_part and found.before == "FROM"
    is_of_clock = is_framed or found.form("HOURW") in ONE_HOUR
    return replace(start, section=None if is_of_clock else "needs-day"), stop


ONE_HOUR = ("часа", "години")  # «до 12-го часа», «до 12 години»: one hour of the clock

BETWEEN_HOURS = ("часами", "годинами")


def names_hours(found: Found) -> bool:
    """«с 10 до 12 часов»; «от 10 до 12 часов» is rather how long, «с 10–12 часов» not a range."""
    word = found.lexed.form(found.start - 1).lower() if found.before == "FROM" else ""
    if found.has("TO"):
        is_plain = word in FROM_HOUR and found.form("TO") == "до"
        return is_plain or (word in ("от", "від") and found.has("PARTG", "DO", "ORD"))
    if found.has("AND"):
        return found.form("HOURW") in BETWEEN_HOURS
    return found.has("PARTG", "DO") and found.has("DASH")


FROM_HOUR = ("с", "со", "з", "із", "зі")


def hours_of_half_day(found: Found, stop: int) -> Reading:
    """ "9-11am": both in the morning; "10-2pm" runs over noon."""
    first = found.value("D")
    start = first if first > stop % 12 and stop >= 12 else first % 12 + stop // 12 * 12
    if not 1 <= first <= 12 or start >= stop:
        return None
    section = None if found.before == "FROM" else "needs-day"
    return Point(hour=start, section=section), Point(hour=stop)


@rule(
    "clock-parts",
    "(FIFTEEN|D MINW|CARD MINW) ORD PARTG?",
    "(FIFTEEN|D MINW|CARD MINW) NA ORD PARTG?",
    "HALFTO PARTG?",
    "HALF ORD PARTG?",
    "HALFWORD NA ORD PARTG?",
    "WITHOUT (FIFTEEN|D|CARD) (D|CARD|POINT) PARTG?",
    "ZA (FIFTEEN|D|CARD) ORD PARTG?",
    "(HALF|QUARTW|CARD QUARTW) LAST (D|CARD|POINT)",
    "(QUARTW|CARD QUARTW) TO (D|CARD|POINT)",
)
def clock_parts(found: Found) -> Reading:
    """«без четверти восемь», «о пів на дев'яту», "half past three"."""
    ends = found.after in ("", "DOT", "COMMA", "RPAR", "BREAK", "QUOTE")
    is_framed = found.before in (*TIME_PREPOSITIONS, "THAT", "") and ends
    if not is_framed and not found.has("PARTG", "HALFTO"):
        return None  # «в половине второго тайма»
    if found.has("ZA") and found.form("ORD")[-1] not in "ая":
        return None
    hour, minute = parts_of_hour(found)
    if not 0 <= minute < 60 or not 0 <= hour <= 24:
        return None
    return clock_point(hour, minute, found.value("PARTG"))


def parts_of_hour(found: Found) -> tuple[int, int]:
    """The hour and the minute; minutes to the hour and of the hour that has begun."""
    if found.has("HALFTO"):
        return found.value("HALFTO") - 1, 30
    if found.language == "en":
        minute = 30 if found.has("HALF") else 15
        hour = found.values("D", "CARD", "POINT")[-1] or 24
        return (hour - 1, 60 - minute) if found.has("TO") else (hour % 24, minute)
    numbers = found.values("D", "CARD", "FIFTEEN", "ORD", "POINT")
    if found.has("HALF", "HALFWORD"):
        return numbers[-1] - 1, 30
    if len(numbers) != 2:
        return -1, -1
    minute, hour = numbers
    if found.has("WITHOUT", "ZA"):
        return (hour or 24) - 1, 60 - minute
    return hour - 1, minute


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
