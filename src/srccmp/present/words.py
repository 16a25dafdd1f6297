"""The words and signs that srccmp itself shows: never colour alone, never the locale's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from srccmp.model import Certainty, Facet, Grain, LanguageGuess, Published, Relation, State
from srccmp.present.safe import safe

# Sign, sign where the terminal has ASCII alone, style.
SIGNS: dict[Relation, tuple[str, str, str]] = {
    Relation.CONFLICT: ("✗", "x", "bold red"),
    Relation.UPDATE: ("↻", ">", "bold cyan"),
    Relation.AGREE: ("✓", "=", "bold green"),
    Relation.COMPATIBLE: ("≈", "~", "bold yellow"),
    Relation.UNCLEAR: ("?", "?", "bold magenta"),
    Relation.SINGLE: ("·", "-", "bold"),
}
HEADINGS: dict[Relation, tuple[str, str]] = {
    Relation.CONFLICT: ("conflict", "conflicts"),
    Relation.UPDATE: ("update", "updates"),
    Relation.AGREE: ("agreement", "agreements"),
    Relation.COMPATIBLE: ("compatible", "compatible"),
    Relation.UNCLEAR: ("unclear", "unclear"),
    Relation.SINGLE: ("told by one source only", "told by one source only"),
}
CERTAINTY: dict[Certainty, str] = {
    Certainty.ASSERTED: "",
    Certainty.HEDGED: "~ hedged",
    Certainty.ALLEGED: "? alleged",
}
# What a dispute is about, as the end of "most disputed is ...".
DISPUTED: dict[Facet, str] = {
    Facet.CAUSE: "the cause",
    Facet.INTENT: "the intent",
    Facet.POLARITY: "whether it is so",
    Facet.STATUS: "how far it got",
    Facet.QUANTITY: "the number",
    Facet.TIME: "the time",
    Facet.PLACE: "the place",
    Facet.WHO: "who it was",
    Facet.SCOPE: "the extent",
    Facet.CERTAINTY: "how sure it is",
    Facet.ATTRIBUTION: "who said it",
}
# How a source stands to a claim: sign, sign where the terminal has ASCII alone, style.
STATES: dict[State, tuple[str, str, str]] = {
    State.ASSERTS: ("●", "*", "bold"),
    State.REPORTS: ("○", "o", ""),
    State.HEDGES: ("~", "~", "yellow"),
    State.DENIES: ("≠", "!", "bold red"),
    State.SILENT: ("·", "-", "dim"),
}

# What told the source, the language or the date of an article, where its word says too little.
DECIDED: dict[str, str] = {
    "self-named": "named in its text",
    "file-name": "file name",
    "url": "address",
    "text": "its text",
    "story": "other articles",
    "text+story": "its text and other articles",
    "no-words": "no words",
    "no-letters": "no letters",
    "too-short": "too short",
}

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}
UNDATED = "no date"
# Several articles tell it, and nobody confirms it.
ONE_TEXT = "reprints of one text: one origin"


def count(number: int, one: str, many: str = "") -> str:
    """
    >>> count(1, "source"), count(3, "source")
    ('1 source', '3 sources')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """
    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e", "f"])
    ('a and b', 'a, b, c and 3 more')
    """
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def day(when: date) -> str:
    """
    >>> day(date(2025, 11, 4))
    '4 Nov 2025'
    """
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def published(when: Published | None) -> str:
    return UNDATED if when is None else interval(when.earliest, when.latest, when.grain)


def interval(earliest: date | datetime, latest: date | datetime, grain: Grain) -> str:
    """A time as exact as it is known, and no more.

    >>> interval(datetime(2025, 11, 13, 22), datetime(2025, 11, 14, 6), Grain.DAYPART)
    'night to 14 Nov 2025'
    >>> interval(date(2025, 11, 1), date(2025, 11, 30), Grain.MONTH)
    'Nov 2025'
    >>> interval(date(2024, 6, 12), date(2024, 6, 14), Grain.DAY)
    '12–14 Jun 2024'
    """
    if isinstance(earliest, datetime) and isinstance(latest, datetime):
        if grain in (Grain.MINUTE, Grain.HOUR):
            return _clock(earliest, latest, grain)
        if grain is Grain.DAYPART:
            return _daypart(earliest, latest)
    first = earliest.date() if isinstance(earliest, datetime) else earliest
    last = latest.date() if isinstance(latest, datetime) else latest
    name = _named(first, last, grain)
    return name if name is not None else _days(first, last)


def _clock(earliest: datetime, latest: datetime, grain: Grain) -> str:
    at = f"{day(earliest.date())}, {earliest:%H:%M}"
    if grain is Grain.HOUR and latest - earliest < timedelta(hours=1):
        return f"{day(earliest.date())}, {earliest.hour}–{earliest.hour + 1} h"
    if latest == earliest:
        return at
    if latest.date() == earliest.date():
        return f"{at}–{latest:%H:%M}"
    return f"{at} – {day(latest.date())}, {latest:%H:%M}"


def _daypart(earliest: datetime, latest: datetime) -> str:
    """Hours are told by the part of the day that their middle falls into."""
    if latest - earliest > timedelta(hours=14):
        return _days(earliest.date(), latest.date())
    middle = earliest + (latest - earliest) / 2
    if earliest.date() != latest.date() or middle.hour < 5:
        return f"night to {day(latest.date())}"
    part = "morning" if middle.hour < 12 else "afternoon" if middle.hour < 18 else "evening"
    return f"{day(middle.date())}, {part}"


def _named(first: date, last: date, grain: Grain) -> str | None:
    """The name of a month, quarter, season, year, decade or century; None where the interval is
    not just one of them."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if grain is Grain.MONTH and months == 1:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if grain is Grain.QUARTER and months == 3:
        return f"Q{(first.month + 2) // 3} {first.year}"
    if grain is Grain.SEASON and first.month in SEASONS:
        years = f"{first.year}/{last.year % 100:02}" if last.year > first.year else f"{first.year}"
        return f"{SEASONS[first.month]} {years}"
    if grain is Grain.YEAR and first.year == last.year:
        return str(first.year)
    if grain is Grain.YEAR:
        return f"{first.year}–{last.year}"
    if grain is Grain.DECADE and first.year // 10 == last.year // 10:
        return f"{first.year // 10 * 10}s"
    if grain is Grain.CENTURY and last.year - first.year == 99:
        number = (first.year + 99) // 100
        tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
        return f"{number}{tail} century"
    if grain is Grain.MONTH:
        one = f"{MONTHS[first.month - 1]}" + (f" {first.year}" if first.year < last.year else "")
        return f"{one} – {MONTHS[last.month - 1]} {last.year}"
    return None


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def span(first: Published, last: Published) -> str:
    """From one publication to another; what both days share is told once. A dash
    stays what it is elsewhere: one day that is known no better.

    >>> def on(*days: int) -> Published:
    ...     first, last = date(2031, 5, days[0]), date(2031, 5, days[-1])
    ...     return Published(earliest=first, latest=last, grain=Grain.DAY, decided_by="header")
    >>> span(on(3), on(4)), span(on(3), on(3)), span(on(3), on(4, 6))
    ('3 to 4 May 2031', '3 May 2031', '3 May to 4–6 May 2031')
    """
    start, end = published(first), published(last)
    if start == end:
        return end
    month, year = f" {MONTHS[last.latest.month - 1]}", f" {last.latest.year}"
    are_days = first.earliest == first.latest and last.earliest == last.latest
    for shared in (month + year, year) if are_days else (year,):
        if start.endswith(shared) and end.endswith(shared) and start[0].isdigit():
            return f"{start.removesuffix(shared)} to {end}"
    return f"{start} to {end}"


def decided(by: str) -> str:
    """
    >>> decided("self-named"), decided("header"), decided("text+story")
    ('named in its text', 'header', 'its text and other articles')
    """
    return DECIDED.get(by) or safe(by)


def language(guess: LanguageGuess) -> str:
    """The code, with its confidence where that is short of certain."""
    if guess.confidence is None or guess.confidence >= 0.995:
        return guess.code
    return f"{guess.code} {guess.confidence:.2f}"


def some(names: Sequence[str], most: int) -> str:
    """The names, ``most`` at most, and how many more.

    >>> some(["a", "b", "c", "d"], 4), some(["a", "b", "c", "d"], 3)
    ('a, b, c, d', 'a, b and 2 more')
    """
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def iso_days(when: Published | None) -> str:
    """For programs: the ISO day, or both ends where it is not one day; "" where none is known.

    >>> iso_days(Published(earliest=date(2031, 5, 3), latest=date(2031, 5, 4), grain=Grain.DAY,
    ...                    decided_by="header"))
    '2031-05-03/2031-05-04'
    """
    if when is None:
        return ""
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    return first if first == last else f"{first}/{last}"
