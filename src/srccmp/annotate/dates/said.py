"""What the words of a time expression say, before anything is counted from a publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from srccmp.model import Grain, Published, Span


class Direction(StrEnum):
    """Whether the told event lies behind or ahead of the writer, as the verb nearby says."""

    PAST = "past"
    FUTURE = "future"
    TIMETABLE = "timetable"  # a present that tells a plan or a habit: "the season starts in May"
    SAME_YEAR = "same-year"  # a line that is nothing but a date


class Bound(StrEnum):
    """``since 2014``, ``until Friday``, ``after 14 November``: the named time is one end."""

    SINCE = "since"
    UNTIL = "until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One named time; what the words leave out is None.

    ``year_shift`` counts years from the publication ("last year" is -1), ``unit`` and ``shift``
    likewise other units ("three weeks ago": week, -3); ``count`` units together make an interval
    ("the last two days": day, shift -1, count 2). ``told`` counts from the time told before
    ("the same day"), not from the publication. ``weekday`` is 0 (Monday) to 6; ``week_shift``
    says which week, None the nearest such day; ``pick`` -1, 0 or 1 is "last", "this" or "next"
    of a weekday, month or season. ``nth`` counts weekdays in the month, -1 is its last one.
    ``section`` is part of a period: ``begin``, ``middle``, ``end``, ``half1``, ``half2``, ``late``.
    ``part`` is part of a day; ``eve`` marks a night that began on the day before the named one.
    ``more`` holds the further units of a sum ("a year and two months ago"). ``feast`` is a day
    whose date a table or a rule gives; ``away`` counts from the day named ("two days after 5 May":
    day, 2; "the third Tuesday after" it: Tuesday is ``weekday-1``).
    """

    year: int | None = None
    year_shift: int | None = None
    century: int | None = None
    decade: int | None = None
    half: int | None = None
    quarter: int | None = None
    season: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week_shift: int | None = None
    pick: int | None = None
    nth: int | None = None
    weekend: bool = False
    unit: str | None = None
    shift: int | None = None
    count: int | None = None
    more: tuple[tuple[str, int], ...] = ()
    feast: str | None = None
    away: tuple[str, int] | None = None
    told: bool = False
    section: str | None = None
    part: str | None = None
    eve: bool = False
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None

    @property
    def names_day(self) -> bool:
        """Whether a single day is named, in whatever way."""
        return self.has_date or self.weekday is not None or self.is_relative_day

    @property
    def is_plain_day(self) -> bool:
        """A day without a part of it or a clock."""
        return self.names_day and not self.has_clock and self.part is None

    @property
    def is_open_weekday(self) -> bool:
        """A weekday of a week that the words leave open."""
        open_week = self.pick is None and self.week_shift is None
        return self.weekday is not None and open_week

    @property
    def has_date(self) -> bool:
        return self.day is not None or self.feast is not None

    @property
    def is_relative_day(self) -> bool:
        return self.unit == "day" and self.count is None

    @property
    def has_clock(self) -> bool:
        return self.hour is not None

    @property
    def is_time_only(self) -> bool:
        """A clock time or a part of a day, and no day."""
        return (self.has_clock or self.part is not None) and not self.names_day

    @property
    def is_year_only(self) -> bool:
        return (self.year is not None or self.year_shift is not None) and not (
            self.month or self.quarter or self.season or self.half or self.section or self.part
        )

    @property
    def is_open_month(self) -> bool:
        """A month of a year that the words leave open."""
        return self.month is not None and not self.has_date and self.lacks_year

    @property
    def lacks_year(self) -> bool:
        """Whether the words name a month, season, quarter or half of an unnamed year."""
        named = self.month or self.quarter or self.season or self.half or self.feast
        return bool(named) and self.year is None and self.year_shift is None and not self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One time expression: ``stop`` is the other end of a range, None for a single time.

    ``span`` counts in the article, ``rule`` names the rule that read it, ``is_approximate`` is
    set by "about" and by counts that are round by nature ("three years ago").
    """

    span: Span
    rule: str
    start: Point
    stop: Point | None = None
    bound: Bound | None = None
    direction: Direction | None = None
    is_approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What times are counted from.

    ``published`` is the publication, None where unknown; ``at`` its exact local time where that
    is known. ``year`` is the year of the narrative for dates without one, used where the
    publication does not settle it, and ``year_from`` says whose (``article``, ``story``).
    ``told`` is the time told last before the mention (its last day, with its grain): "the same
    day" and "the same year" count from it. ``near`` is
    the last one told with its year: a date without one that lies close to it is of its year.
    ``here`` is a day told a few words before: a bare "at night" or "10:00" is of that day.
    """

    published: Published | None = None
    at: datetime | None = None
    year: int | None = None
    year_from: str = "article"
    told: date | None = None
    told_grain: Grain = Grain.DAY
    here: date | None = None
    near: date | None = None
