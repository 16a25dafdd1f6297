"""Times in running text: Ukrainian, Russian and English news language.

``find_mentions`` reads what the words say, ``resolve`` counts it from a publication, and
``find_times`` does both. Durations, ages and counts are no times; nor is "recently".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from srccmp.annotate.dates.find import find_mentions
from srccmp.annotate.dates.intervals import comparable, day_of, overlaps, same_day
from srccmp.annotate.dates.resolve import resolve
from srccmp.annotate.dates.said import Anchor, Bound, Direction, Mention, Point
from srccmp.model import Grain, Published, TimeRef

__all__ = [
    "Anchor",
    "Bound",
    "Direction",
    "Mention",
    "Point",
    "comparable",
    "day_of",
    "find_mentions",
    "find_times",
    "overlaps",
    "resolve",
    "resolve_all",
    "same_day",
]


def find_times(
    text: str, language: str, *, published: Published | None, offset: int = 0
) -> tuple[TimeRef, ...]:
    """The times told in ``text``; "yesterday" counts from ``published``, never from a clock.

    A time of which nothing can be said without the publication ("on Friday" where that is
    unknown) is left out; a date without a year stays, with ``edtf`` "XXXX-11-14".

    >>> from datetime import date
    >>> day = date(2025, 11, 14)
    >>> header = Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="header")
    >>> found = find_times("Вчера, около 10 утра, мост открыли", "ru", published=header)
    >>> [(ref.edtf, ref.rule) for ref in found]
    [('2025-11-13T10', 'relative-day')]
    """
    mentions = find_mentions(text, language, offset=offset)
    return tuple(resolve_all(mentions, Anchor(published=published)))


SAME_SENTENCE = 120  # code points within which a bare clock time is of the day told before it
SAME_STORY = 240  # code points within which days are of one story: "the next day" is after them


def resolve_all(mentions: tuple[Mention, ...], anchor: Anchor) -> Iterator[TimeRef]:
    """The mentions of one text in order: each day told is where "the same day" counts from."""
    days: list[tuple[int, date]] = []
    told, told_grain, near = anchor.told, anchor.told_grain, anchor.near
    here, end = anchor.here, 0
    for mention in mentions:
        if mention.span.start > end + SAME_SENTENCE:
            here = anchor.here
        base = base_day(mention, days, anchor)
        found = resolve(
            mention,
            replace(
                anchor,
                told=told if base is None else base,
                told_grain=told_grain if base is None else Grain.DAY,
                near=near,
                here=here,
            ),
        )
        if (day := day_of(found)) is not None:
            told, told_grain = day, Grain.DAY
            here, end = day, mention.span.stop
            days.append((mention.span.stop, day))
            is_narrated = found.anchor in ("text", "article") and has_come(mention, day, anchor)
            near = day if is_narrated else near
        elif found.latest is not None:
            told, told_grain = found.latest.date(), found.grain
        if found.earliest is not None or not found.edtf.startswith("XXXX-XX"):
            yield found


def base_day(mention: Mention, days: list[tuple[int, date]], anchor: Anchor) -> date | None:
    """The day that "the same day" and "the next day" count from, None for the last one told.

    A plan is no base for what has happened: «мост закроют 29 марта. На следующий день власти
    заявили». Of several days in a row the latest is: «в среду одобрили то, о чём договорились
    во вторник, а на следующий день».
    """
    point = mention.start
    if not point.told or point.unit != "day" or mention.direction is Direction.FUTURE:
        return None
    come = [(stop, day) for stop, day in days if has_come(mention, day, anchor)]
    if not come or point.shift == 0:
        return come[-1][1] if come else None
    return max(day for stop, day in come if stop >= come[-1][0] - SAME_STORY)


def has_come(mention: Mention, day: date, anchor: Anchor) -> bool:
    """Whether a day lies before the publication, so that news can go on from it."""
    if mention.bound is Bound.UNTIL and not mention.start.told:
        return False
    return anchor.published is None or day <= anchor.published.latest
