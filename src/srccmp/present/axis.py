"""The timeline as a plot, before it is drawn: a lane a source with its marks, and an axis of time
that is broken where nothing is told. The same for the terminal and for the report's SVG.

Places on the axis are 0.0 (its left end) to 1.0; ``room`` is its length in columns, or in other
units as wide as a letter of a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from srccmp.present.events import Dated, Event, Papers
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import MONTHS

ONE_DAY = timedelta(days=1)
EXACT = 10  # days: a longer time is vague, and makes no days of its own on the axis
APART = 7  # days without anything, from which on the axis is broken, if there is room
TOLERABLE = 45  # days: gaps up to this may be drawn out where breaks do not fit
FILLED = 0.8  # of the room, by labels and breaks: the rest is for where most days are told
BREAK = 2  # units of a break
EVENING = timedelta(hours=20)


class Kind(StrEnum):
    EVENT = "event"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one source tells at one time, or its publication (``article``). ``is_disputed`` where
    other accounts give the event a time that cannot hold as well."""

    kind: Kind
    when: Dated
    event: Event | None = None
    article: str | None = None
    is_disputed: bool = False

    @property
    def is_vague(self) -> bool:
        """Whether it is drawn as a line: it was at some time within more than a day."""
        return self.when.day is None

    @property
    def middle(self) -> datetime:
        return self.when.earliest + (self.when.latest - self.when.earliest) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A source (by its key) and its marks, by time; events before publications. The last lane may
    stand for several sources: then ``sources`` is their number."""

    key: str
    name: str
    marks: tuple[Mark, ...]
    sources: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row, both included, drawn in one scale from ``start`` to ``stop``; ``is_vague``
    where it is only there for a month or year of which no day is told (``label``): it has no
    scale."""

    first: date
    last: date
    start: float
    stop: float
    is_vague: bool = False
    label: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label at a place: ``is_day`` the number of a day, else a month and year, or a year."""

    place: float
    label: str
    is_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Stretches from left to right; between each two is a break."""

    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]

    @property
    def breaks(self) -> tuple[float, ...]:
        """The middle of each."""
        return tuple((a.stop + b.start) / 2 for a, b in pairwise(self.stretches))

    def place(self, when: datetime) -> float:
        """0.0 to 1.0. A time within a break is in its middle; one before the first or after the
        last stretch at that end."""
        before: Stretch | None = None
        for stretch in self.stretches:
            first = datetime.combine(stretch.first, time.min)
            whole = timedelta(days=stretch.days)
            if when < first:
                return (before.stop + stretch.start) / 2 if before else stretch.start
            if when < first + whole:
                share = 0.5 if stretch.is_vague else (when - first) / whole
                return stretch.start + share * (stretch.stop - stretch.start)
            before = stretch
        return before.stop if before else 0.0

    def span(self, when: Dated) -> tuple[float, float]:
        """Where a time begins and ends: within the stretches that it meets, so that no line ends
        in a break; a vague stretch is filled from end to end. A time that is all in a break is
        one place in it."""
        met = [stretch for stretch in self.stretches if _meet(stretch, when)]
        if not met:
            return self.place(when.earliest), self.place(when.earliest)
        first, last = met[0], met[-1]
        start = first.start if first.is_vague else max(first.start, self.place(when.earliest))
        stop = last.stop if last.is_vague else min(last.stop, self.place(when.latest))
        return start, stop

    def point(self, mark: Mark) -> float:
        """Where a mark stands that is no line: an event in the middle of its time, a publication
        in the evening of its day, behind what it may tell of it."""
        if mark.kind is Kind.PUBLISHED:
            return self.place(mark.when.earliest + EVENING)
        return self.place(mark.middle)

    def end(self, when: Dated) -> float:
        """By where a time is over: the end of its span; in a break, where it ends in one."""
        inside = any(s.first <= when.latest.date() <= s.last for s in self.stretches)
        return self.span(when)[1] if inside else self.place(when.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    axis: Axis
    lanes: tuple[Lane, ...]


def lanes(
    index: Index, events: Sequence[Event], papers: Sequence[Papers], *, most: int | None = None
) -> tuple[Lane, ...]:
    """A lane a source, the first to publish first; of more than ``most`` the less telling ones in
    one lane together at the end."""
    names: dict[str, str] = {}
    days: dict[str, tuple[date, str]] = {}
    for article in index.comparison.articles:
        key = article.source.key
        names.setdefault(key, safe(article.source.name))
        day = article.published.latest if article.published else date.max
        days[key] = min(days.get(key, (date.max, names[key])), (day, names[key]))
    marks: dict[str, list[Mark]] = {}
    for key, mark in _marks(index, events, papers):
        marks.setdefault(key, []).append(mark)
    order = sorted(marks, key=lambda key: (days[key], key))
    kept = order
    if most is not None and len(order) > most:
        telling = sorted(order, key=lambda key: _telling(marks[key]))[: most - 1]
        kept = [key for key in order if key in telling]
    found = [Lane(key=key, name=names[key], marks=_sorted(marks[key])) for key in kept]
    if rest := [key for key in order if key not in kept]:
        joined = _sorted(mark for key in rest for mark in marks[key])
        found.append(Lane(key="", name=more_sources(len(rest)), marks=joined, sources=len(rest)))
    return tuple(found)


def more_sources(number: int) -> str:
    """The name of the lane of those that have none of their own."""
    return f"{number} more sources"


def _marks(
    index: Index, events: Sequence[Event], papers: Sequence[Papers]
) -> Iterable[tuple[str, Mark]]:
    """Each with the key of its source: one a source and time that it tells of an event."""
    for event in events:
        for when in event.times:
            opposed = any(not when.meets(other) for other in event.against)
            said: dict[str, list[str]] = {}
            for statement in when.statements:
                said.setdefault(index.article_of(statement).source.key, []).append(statement)
            for key, statements in said.items():
                own = replace(when, statements=tuple(statements))
                told = Mark(kind=Kind.EVENT, when=own, event=event, is_disputed=opposed)
                yield key, told
    for paper in papers:
        for article in paper.articles:
            key = index.articles[article].source.key
            yield key, Mark(kind=Kind.PUBLISHED, when=paper.when, article=article)


def _telling(marks: Sequence[Mark]) -> tuple[object, ...]:
    disputed = sum(mark.is_disputed for mark in marks)
    events = sum(mark.kind is Kind.EVENT for mark in marks)
    return -disputed, -events


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(
        sorted(
            marks,
            key=lambda mark: (
                mark.kind is Kind.PUBLISHED,
                mark.when.key,
                mark.event.claims if mark.event else (),
                mark.article or "",
            ),
        )
    )


def plot(
    index: Index,
    events: Sequence[Event],
    papers: Sequence[Papers],
    *,
    room: int,
    most: int | None = None,
) -> Plot | None:
    """Lanes and axis; None where nothing has a time."""
    found = lanes(index, events, papers, most=most)
    marks = [mark for lane in found for mark in lane.marks]
    return Plot(axis=axis(marks, room=room), lanes=found) if marks else None


def axis(marks: Sequence[Mark], *, room: int) -> Axis:
    """An axis of these marks; ``room`` decides how many breaks and labels it has."""
    exact = sorted({day for mark in marks for day in _days(mark.when)})
    pieces = _near([_Piece(first=day, last=day) for day in exact])
    for mark in sorted(marks, key=lambda mark: (_length(mark.when), mark.when.key)):
        first, last = mark.when.earliest.date(), mark.when.latest.date()
        if all(last < piece.first or piece.last < first for piece in pieces):
            label = mark.when.words
            pieces.append(_Piece(first=first, last=last, is_vague=True, label=label))
    pieces = _fitting(sorted(pieces, key=lambda piece: piece.first), room)
    times = {mark.when.key: mark.when for mark in marks if not mark.is_vague}
    stretches = _laid(pieces, list(times.values()), room)
    return Axis(stretches=stretches, ticks=_ticks(stretches, marks, room))


def _length(when: Dated) -> int:
    return (when.latest.date() - when.earliest.date()).days + 1


def _days(when: Dated) -> tuple[date, ...]:
    """The days that an exact time is of; none where it is vague."""
    if when.day is not None:
        return (when.day,)
    if _length(when) > EXACT:
        return ()
    return when.earliest.date(), when.latest.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch before it has a place."""

    first: date
    last: date
    is_vague: bool = False
    label: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def least(self) -> int:
        """How wide it is at least: as its label, and a space."""
        return max(len(label) for _, label in _months(self)) + 1

    @property
    def is_long(self) -> bool:
        """Whether it is for a time without a day that is longer than a month: joined to days, it
        would leave them no room."""
        return self.is_vague and self.days > 31

    def with_next(self, other: _Piece) -> _Piece:
        return _Piece(
            first=self.first,
            last=max(self.last, other.last),
            is_vague=self.is_vague and other.is_vague,
        )


def _near(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Days that are near each other in one."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and (piece.first - found[-1].last).days <= APART:
            found[-1] = found[-1].with_next(piece)
        else:
            found.append(piece)
    return found


def _fitting(pieces: Sequence[_Piece], room: int) -> list[_Piece]:
    """As many as fit: those nearest to each other are joined, and years of which no day is told
    get no stretch of their own (their marks stand in a break or at an end)."""
    found = list(pieces)
    while len(found) > 1 and _needed(found) > room * FILLED:
        gaps = [
            ((b.first - a.last).days, rank)
            for rank, (a, b) in enumerate(pairwise(found))
            if not (a.is_long or b.is_long)
        ]
        years = [rank for rank, piece in enumerate(found) if piece.is_long]
        days, rank = min(gaps, default=(0, 0))
        if gaps and (days <= TOLERABLE or not years):
            found[rank : rank + 2] = [found[rank].with_next(found[rank + 1])]
        else:
            del found[years[0]]
    return found


def _needed(pieces: Sequence[_Piece]) -> int:
    return sum(piece.least for piece in pieces) + BREAK * (len(pieces) - 1)


def _laid(pieces: Sequence[_Piece], exact: Sequence[Dated], room: int) -> tuple[Stretch, ...]:
    """Each as wide as its labels at least; the rest goes to where most times are told."""
    whole = float(max(room, _needed(pieces)))
    weights = []
    for piece in pieces:
        told = sum(piece.first <= when.latest.date() <= piece.last for when in exact)
        weights.append(0.05 + (max(0, told - 1) + (piece.days - 1) ** 0.5) * (not piece.is_vague))
    spare, total = whole - _needed(pieces), sum(weights)
    found, at = [], 0.0
    for piece, weight in zip(pieces, weights, strict=True):
        wide = piece.least + spare * (weight / total if total else 1 / len(pieces))
        found.append(
            Stretch(
                first=piece.first,
                last=piece.last,
                start=at / whole,
                stop=min(1.0, (at + wide) / whole),
                is_vague=piece.is_vague,
                label=piece.label,
            )
        )
        at += wide + BREAK
    return tuple(found)


def _meet(stretch: Stretch, when: Dated) -> bool:
    return stretch.first <= when.latest.date() and when.earliest.date() <= stretch.last


def _ticks(stretches: Sequence[Stretch], marks: Sequence[Mark], room: int) -> tuple[Tick, ...]:
    found: list[Tick] = []
    told: dict[date, int] = {}
    for mark in marks:
        for day in _days(mark.when):
            told[day] = told.get(day, 0) + 1
    for stretch in stretches:
        months = _months(stretch)
        taken: list[tuple[float, float]] = []
        for rank, (first, label) in enumerate(months):
            at = stretch.start if rank == 0 else _at(stretch, first)
            end = at + (len(label) + 1) / room
            if rank == 0 or (end <= stretch.stop + 1 / room and not _overlaps(taken, at, end)):
                found.append(Tick(place=at, label=label, is_day=False))
                taken.append((at, end))
        if not stretch.is_vague:
            found += _day_ticks(stretch, told, room)
    return tuple(sorted(found, key=lambda tick: (tick.place, tick.is_day)))


def _day_ticks(stretch: Stretch, told: dict[date, int], room: int) -> list[Tick]:
    """The numbers of days: the first and the last, then those on which most is told, as many as
    have room."""
    ends = (stretch.first, stretch.last)
    days = [day for day in told if stretch.first <= day <= stretch.last]
    days += [day for day in dict.fromkeys(ends) if day not in told]
    days.sort(key=lambda day: (day not in ends, -told.get(day, 0), day))
    taken: list[tuple[float, float]] = []
    found = []
    for day in days:
        at = _at(stretch, day)
        end = at + (len(str(day.day)) + 1) / room
        if not _overlaps(taken, at, end):
            taken.append((at, end))
            found.append(Tick(place=at, label=str(day.day), is_day=True))
    return found


def _at(stretch: Stretch, day: date) -> float:
    share = (day - stretch.first).days / stretch.days
    return stretch.start + share * (stretch.stop - stretch.start)


def _overlaps(taken: Sequence[tuple[float, float]], start: float, stop: float) -> bool:
    return any(start < end and begin < stop for begin, end in taken)


def _months(stretch: Stretch | _Piece) -> list[tuple[date, str]]:
    """The months of a stretch, each with the day that it begins on; what it is there for, where
    that is no day."""
    if stretch.label:
        return [(stretch.first, stretch.label)]
    found = [(stretch.first, stretch.first)]
    month = stretch.first.replace(day=1)
    while (month := (month + 31 * ONE_DAY).replace(day=1)) <= stretch.last:
        found.append((month, month))
    return [(at, f"{MONTHS[month.month - 1]} {month.year}") for at, month in found]


def described(index: Index, mark: Mark) -> str:
    """A mark in plain words: who tells or published what, and when."""
    if mark.article:
        article = index.articles[mark.article]
        name, title = safe(article.source.name), safe(article.title or "")
        return f"{mark.when.words}: {name} published" + (f": {title}" if title else "")
    first = mark.when.statements[0]
    name = safe(index.article_of(first).source.name)
    told = f"{mark.when.words}, {name}: {safe(index.statements[first].statement.text).strip()}"
    if mark.is_disputed and mark.event:
        others = [when.words for when in mark.event.against if not when.meets(mark.when)]
        told += f" (times conflict: others say {'; '.join(others)})"
    return told
