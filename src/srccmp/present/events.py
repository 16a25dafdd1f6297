"""What the timeline tells, before anything is drawn: each claim once a day with all who date it,
claims that rest on the same words in one, times that exclude each other side by side, and what is
folded. The same for the table, the plot, the report and the full screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from srccmp.model import Article, Grain, Relation, TimelineEntry
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import interval
from srccmp.times import Interval, interval_of, opposed

DAY = timedelta(hours=36)  # a night, or a day told in hours, is of one day; two days are not
SHOWN_A_DAY = 6  # of the events of one day: more are folded, with their number
QUIET_DAYS = 3  # neighbouring days with nothing but what one source tells: from so many, one row
NEIGHBOURS = 3  # days between two such days at most
SHORT = 12  # rows: so few are never folded
LONG = 40  # rows: from so many, publications on such neighbouring days are folded with them
LEFT_OUT = 28  # days without anything that are told between two rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One time, and the statements that tell it."""

    earliest: datetime
    latest: datetime
    grain: Grain
    statements: tuple[str, ...]

    @property
    def key(self) -> Interval:
        return self.earliest, self.latest, self.grain

    @property
    def words(self) -> str:
        return interval(self.earliest, self.latest, self.grain)

    @property
    def day(self) -> date | None:
        """The day that it is of; None where it is longer. A night is of the day that it ends in.

        >>> from srccmp.model import Grain
        >>> night = datetime(2031, 5, 2, 22), datetime(2031, 5, 3, 5, 59)
        >>> when = Dated(earliest=night[0], latest=night[1], grain=Grain.DAYPART, statements=())
        >>> str(when.day)
        '2031-05-03'
        """
        is_short = self.latest - self.earliest < DAY and self.grain in _FINE
        if not is_short or (self.grain is Grain.DAY and self.earliest.date() != self.latest.date()):
            return None
        return self.latest.date()

    def meets(self, other: Dated) -> bool:
        return self.earliest <= other.latest and other.earliest <= self.latest


_GRAINS = tuple(Grain)
_FINE = frozenset(_GRAINS[: _GRAINS.index(Grain.DAY) + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something told, on one day (or in one longer time): by ``claims``, the most telling first;
    none where a statement of no claim tells it.

    ``times`` are the times told of it, the one that most sources give first. ``against`` are times
    that the accounts give it instead and that cannot hold as well, on this day or another.
    ``others`` are further times of the first claim, told by other statements, elsewhere on the
    timeline: other days, but nothing says that they exclude this one.
    """

    claims: tuple[str, ...]
    times: tuple[Dated, ...]
    against: tuple[Dated, ...] = ()
    others: tuple[Dated, ...] = ()

    @property
    def when(self) -> Dated:
        return self.times[0]

    @property
    def is_disputed(self) -> bool:
        return bool(self.against)

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s for time in self.times for s in time.statements))


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Articles published on one day (or in one longer time)."""

    when: Dated
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Events and publications that are not shown one by one: which, by whom (names, with their
    number)."""

    when: Dated
    events: tuple[Event, ...]
    is_rest: bool  # of a day of which others are shown
    articles: tuple[str, ...] = ()
    told_by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in which nothing happened that is told with a time."""

    days: int

    @property
    def words(self) -> str:
        """
        >>> Gap(days=30).words, Gap(days=250).words, Gap(days=900).words
        ('1 month', '8 months', '2 years')
        """
        months = round(self.days / 30.44)
        if months < 24:
            return f"{max(1, months)} month{'s' if months > 1 else ''}"
        return f"{round(self.days / 365.25)} years"


Row = Event | Papers | Fold | Gap


def events_of(
    index: Index, entries: Sequence[TimelineEntry]
) -> tuple[tuple[Event, ...], tuple[Papers, ...]]:
    """The events and publications of these rows of the timeline, each by time."""
    told: dict[str, list[TimelineEntry]] = {}
    days: dict[Interval, list[str]] = {}
    for entry in entries:
        if entry.article:
            days.setdefault((entry.earliest, entry.latest, entry.grain), []).append(entry.article)
        else:
            told.setdefault(entry.claim or f"statement {entry.statements}", []).append(entry)
    disputes = Disputes(index)
    found = [event for rows in told.values() for event in _by_day(index, rows, disputes)]
    papers = [
        Papers(
            when=Dated(earliest=key[0], latest=key[1], grain=key[2], statements=()),
            articles=tuple(sorted(ids, key=lambda i: (index.articles[i].path, i))),
        )
        for key, ids in days.items()
    ]
    return (
        tuple(sorted(_joined(index, found), key=_by_time)),
        tuple(sorted(papers, key=lambda paper: _place(paper.when))),
    )


class Disputes:
    """Which times of a claim exclude each other, and who tells each, whatever a filter leaves."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._times: dict[str, dict[Interval, Dated]] = {}
        self._disputed: dict[str, set[Interval]] = {}
        self._pairs: dict[str, frozenset[tuple[Interval, Interval]]] = {}
        for entry in index.comparison.timeline:
            if entry.claim:
                when = _dated(entry)
                self._times.setdefault(entry.claim, {})[when.key] = when
                if entry.disputed:
                    self._disputed.setdefault(entry.claim, set()).add(when.key)

    def against(self, claim: str, times: Sequence[Dated]) -> tuple[Dated, ...]:
        """The times that exclude one of these, by time."""
        disputed = self._disputed.get(claim)
        if not disputed:
            return ()
        known = self._times[claim]
        mine = {when.key for when in times} & disputed
        if claim not in self._pairs:
            self._pairs[claim] = opposed(self._index.verdicts[claim], self._index.statements)
        pairs = self._pairs[claim]
        keys = {other for one, other in pairs if one in mine and other in known}
        if not pairs:  # nothing tells which: all that cannot be the same time
            keys = {
                key
                for key, when in known.items()
                if (mine or key in disputed) and not any(when.meets(own) for own in times)
            }
            mine = {when.key for when in times}
        # The same as one of these, told more or less exactly: it is on their side.
        near = [known[key] for key in keys]
        keys |= {
            key
            for key, when in known.items()
            if any(when.meets(other) for other in near)
            and not any(when.meets(known[one]) for one in mine)
        }
        return tuple(known[key] for key in sorted(keys))

    def told(self, entry: TimelineEntry) -> str:
        """The times against that of a row, each with who tells it; "" where there are none."""
        found = self.against(entry.claim, [_dated(entry)]) if entry.claim else ()
        return "; ".join(f"{when.words} ({self._names(when)})" for when in found)

    def _names(self, when: Dated) -> str:
        articles = sources_of(self._index, when.statements)
        return ", ".join(safe(article.source.name) for article in articles)

    def others(
        self, claim: str, times: Sequence[Dated], against: Sequence[Dated]
    ) -> tuple[Dated, ...]:
        """Those that are neither these nor against them, as far as other statements tell them: one
        that tells two times tells of a beginning and an end."""
        left_out = {when.key for when in (*times, *against)}
        said = {statement for when in times for statement in when.statements}
        known = self._times.get(claim, {})
        return tuple(
            known[key]
            for key in sorted(known)
            if key not in left_out and said.isdisjoint(known[key].statements)
        )


def _dated(entry: TimelineEntry) -> Dated:
    return Dated(
        earliest=entry.earliest,
        latest=entry.latest,
        grain=entry.grain,
        statements=entry.statements,
    )


def _by_day(index: Index, entries: Sequence[TimelineEntry], disputes: Disputes) -> list[Event]:
    """The times of one claim as events of a day each; a longer time joins the first event that
    lies within it, as the same thing told less exactly."""
    groups: list[list[Dated]] = []
    by_day: dict[date, list[Dated]] = {}
    times = sorted(map(_dated, entries), key=lambda when: (when.latest - when.earliest, when.key))
    for when in times:
        if (day := when.day) is not None:
            if day not in by_day:
                by_day[day] = []
                groups.append(by_day[day])
            by_day[day].append(when)
    groups.sort(key=lambda group: group[0].key)
    for when in times:
        if when.day is None:
            near = next((g for g in groups if any(when.meets(each) for each in g)), None)
            if near is None:
                groups.append([when])
            else:
                near.append(when)
    claim = entries[0].claim
    found = []
    for group in groups:
        ordered = tuple(sorted(group, key=lambda when: _weight(index, when)))
        against = disputes.against(claim, ordered) if claim else ()
        others = disputes.others(claim, ordered, against) if claim else ()
        found.append(
            Event(claims=(claim,) if claim else (), times=ordered, against=against, others=others)
        )
    return found


def _weight(index: Index, when: Dated) -> tuple[object, ...]:
    """The time that most sources tell first, of equals the finest, then the earliest."""
    return -len(sources_of(index, when.statements)), when.latest - when.earliest, when.key


def sources_of(index: Index, statements: Iterable[str]) -> tuple[Article, ...]:
    """One article a source of those that hold the statements: who says it."""
    found: dict[str, Article] = {}
    for statement in statements:
        article = index.article_of(statement)
        found.setdefault(article.source.key, article)
    return tuple(sorted(found.values(), key=_published))


def _published(article: Article) -> tuple[object, ...]:
    day = article.published
    return day is None, day.latest if day else date.max, article.source.name, article.path


def _joined(index: Index, events: Sequence[Event]) -> list[Event]:
    """Events of one time that rest on the same words in one: a sentence may be in several
    claims."""
    found: list[Event] = []
    places: dict[tuple[object, ...], int] = {}
    for event in sorted(events, key=lambda event: (_place(event.when), _rank(index, event))):
        words = _words(index, event.when)
        at = next((places[word] for word in words if word in places), None)
        if at is None:
            at = len(found)
            found.append(event)
        else:
            found[at] = _merged(index, found[at], event)
        places |= dict.fromkeys(words, at)
    return found


def _rank(index: Index, event: Event) -> tuple[object, ...]:
    """What has most to tell first: times in dispute, then the relation, then how many tell it."""
    relations = list(Relation)
    relation = min(
        (relations.index(index.verdicts[c].relation) for c in event.claims),
        default=len(relations),
    )
    return (
        not event.is_disputed,
        -len(sources_of(index, event.statements)),
        relation,
        event.claims,
        event.when.statements,
    )


def _words(index: Index, when: Dated) -> list[tuple[object, ...]]:
    """The words that tell the time: where they stand, and the statement around them."""
    found: list[tuple[object, ...]] = []
    for statement in when.statements:
        annotated = index.statements[statement]
        own = annotated.statement
        found.append((when.key, " ".join(own.text.split())))
        for ref in annotated.times:
            if interval_of(ref) == when.key:
                found.append((when.key, own.article_id, ref.span))
    return found


def _merged(index: Index, one: Event, other: Event) -> Event:
    times = _united((*one.times, *other.times))
    against = _united((*one.against, *other.against))
    shown = {when.key for when in (*times, *against)}
    return Event(
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
        times=tuple(sorted(times, key=lambda when: _weight(index, when))),
        against=against,
        others=tuple(when for when in one.others if when.key not in shown),
    )


def _united(times: Iterable[Dated]) -> tuple[Dated, ...]:
    """Each time once, with the statements of all."""
    found: dict[Interval, Dated] = {}
    for when in times:
        known = found.get(when.key)
        statements = (*known.statements, *when.statements) if known else when.statements
        found[when.key] = replace(when, statements=tuple(dict.fromkeys(statements)))
    return tuple(found.values())


def _place(when: Dated) -> tuple[object, ...]:
    """By the day on which the time ends: "2026" says no more than that it is over by then, and a
    paper of that year stands behind the days it writes about. Within a day by the clock."""
    return when.latest.date(), when.day is None, when.latest, when.earliest


def _by_time(event: Event) -> tuple[object, ...]:
    return *_place(event.when), event.when.grain, event.claims, event.when.statements


def rows(index: Index, entries: Sequence[TimelineEntry], *, unfolded: bool = False) -> list[Row]:
    """The rows to show, by time: what happened before who told it, and between them what is folded
    and how long nothing happened."""
    events, papers = events_of(index, entries)
    listed: list[Event | Papers] = [*events, *papers]
    listed.sort(key=_listing)
    is_short = len(listed) <= SHORT
    shown: list[Event | Papers | Fold] = []
    for _, group in groupby(listed, key=lambda row: row.when.day or row.when.key):
        day = list(group)
        shown += day if unfolded or is_short else _shown(index, day)
    if not (unfolded or is_short):
        shown = _quiet(index, shown, has_papers=len(listed) >= LONG)
    return list(_with_gaps(shown))


def _listing(row: Event | Papers) -> tuple[object, ...]:
    """What happened on a day, by the clock, then what was published on it."""
    day, is_long, *clock = _place(row.when)
    return day, is_long, isinstance(row, Papers), *clock


def _shown(index: Index, day: Sequence[Event | Papers]) -> list[Event | Papers | Fold]:
    """The rows of one day, its less telling events folded."""
    events = [row for row in day if isinstance(row, Event)]
    kept = sorted(events, key=lambda event: _rank(index, event))[:SHOWN_A_DAY]
    rest = [event for event in events if event not in kept]
    if len(rest) < 2:  # a row that says "1 more" is as long as the row itself
        return list(day)
    found: list[Event | Papers | Fold] = [row for row in day if row in kept]
    found.append(_fold(index, rest, is_rest=True))
    return found + [row for row in day if isinstance(row, Papers)]


def _fold(index: Index, hidden: Sequence[Event | Papers], *, is_rest: bool) -> Fold:
    told: Counter[str] = Counter()
    events = [row for row in hidden if isinstance(row, Event)]
    articles = [a for row in hidden if isinstance(row, Papers) for a in row.articles]
    for event in events:
        told.update(article.source.name for article in sources_of(index, event.statements))
    told.update(index.articles[article].source.name for article in articles)
    last = max((row.when for row in hidden), key=_place)
    when = Dated(
        earliest=last.earliest if is_rest else min(row.when.earliest for row in hidden),
        latest=last.latest,
        grain=last.grain if is_rest else Grain.DAY,
        statements=(),
    )
    return Fold(
        when=when,
        events=tuple(events),
        is_rest=is_rest,
        articles=tuple(articles),
        told_by=tuple(sorted(told.items(), key=lambda item: (-item[1], item[0]))),
    )


def _quiet(
    index: Index, shown: Sequence[Event | Papers | Fold], *, has_papers: bool
) -> list[Event | Papers | Fold]:
    """The same, neighbouring days folded on which nothing is told but by one source (and, with
    ``has_papers``, published)."""

    def is_quiet(row: Event | Papers | Fold) -> bool:
        if isinstance(row, Event):
            return not row.is_disputed and len(sources_of(index, row.statements)) < 2
        return has_papers and isinstance(row, Papers)

    found: list[Event | Papers | Fold] = []
    run: list[Event | Papers] = []

    def close() -> None:
        days = {row.when.day for row in run}
        if len(days) >= QUIET_DAYS and any(isinstance(row, Event) for row in run):
            found.append(_fold(index, run, is_rest=False))
        else:
            found.extend(run)
        run.clear()

    busy = {row.when.day for row in shown if not is_quiet(row)}
    for row in shown:
        day = row.when.day
        if isinstance(row, Event | Papers) and day is not None and day not in busy:
            last = run[-1].when.day if run else None
            if last is not None and (day - last).days > NEIGHBOURS:
                close()
            run.append(row)
        else:
            close()
            found.append(row)
    close()
    return found


def _with_gaps(shown: Sequence[Event | Papers | Fold]) -> Iterable[Row]:
    last: date | None = None
    for row in shown:
        if last is not None and (days := (row.when.earliest.date() - last).days - 1) >= LEFT_OUT:
            yield Gap(days=days)
        yield row
        end = row.when.latest.date()
        last = end if last is None else max(last, end)
