"""When an article was published, where it does not say so: from its text, then from the others.

What a text tells:

- a past event: publication is not before it;
- "of last year" beside the year itself: «в мае прошлого года … в мае 2023 года» is of 2024;
- "today", "tonight", "yesterday" beside a date: the day of publication;
- "in recent days": publication is within a week of what is told.

What it leaves open (mostly the year) comes from the articles of the same story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from srccmp.annotate.dates import Anchor, Direction, Mention, Point, resolve
from srccmp.annotate.dates.calendar_units import month_days, season_days, year_days
from srccmp.annotate.dates.find import find_with_tense
from srccmp.model import Article, Grain, Published

# Days from the last told event to publication: "in recent days" is within a week, "today" within
# a month of it; else a court's report of May may be news of August, so the year after is open.
SOON = 7
LATER = 30
LONG_AFTER = 365
# Days around the dated articles of a story in which an undated one is looked for.
SAME_STORY = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """The mentions of one article, each with the tense beside it, and its dateline, if any."""

    told: tuple[tuple[Mention, Direction | None], ...]
    dateline: Mention | None

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(mention for mention, _ in self.told)


MonthDay = tuple[int, int]
Days = tuple[date, date]


def settle_published(
    articles: Sequence[Article], languages: Mapping[str, str]
) -> dict[str, Published | None]:
    """Each article's publication by its id, None where nothing tells it.

    ``languages`` gives the language code of each article id. What an article declares stays;
    else ``decided_by`` is ``text`` (its own words), ``story`` (the other articles) or
    ``text+story``. The articles are taken for one story. The order of ``articles`` has no
    influence: each round reads only what the round before it settled.

    >>> settle_published([], {})
    {}
    """
    settled: dict[str, Published | None] = {a.id: a.published for a in articles}
    if None not in settled.values():
        return settled
    readings = {a.id: read(a, languages.get(a.id, a.language.code)) for a in articles}
    for article in articles:
        if settled[article.id] is None:
            settled[article.id] = by_text(readings[article.id])
    for _ in range(len(articles)):
        story = story_of(readings, settled)
        found = {
            key: told
            for key, known in settled.items()
            if known is None and (told := by_story(readings[key], story)) is not None
        }
        if not found:
            break
        settled |= found
    return settled


def read(article: Article, language: str) -> Reading:
    text = article.body.of(article.text)
    others = [match.span() for match in READ_ALSO.finditer(text)]
    told = tuple(
        (mention, tense)
        for mention, tense in find_with_tense(text, language)
        if not any(start <= mention.span.start < stop for start, stop in others)
    )
    dateline = next((m for m, _ in told if m.start.has_date and is_dateline(text, m)), None)
    return Reading(told, dateline)


# A line that leads to another article: its "today" is not that of this one.
READ_ALSO = re.compile(
    r"^[^\w\n]*(?:читайте|смотрите|дивіться|также по теме|також за темою|read (?:also|more)|"
    r"see also|related)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)

HEAD = 400  # code points in which a dateline stands


def is_dateline(text: str, mention: Mention) -> bool:
    """«ВЕНА, 3 окт — Агентство.», "KYIV, Nov. 14 (Agency) -": capitals, the day, a dash.

    >>> from srccmp.annotate.dates import find_mentions
    >>> line = "ВЕНА, 3 окт — Агентство. Мост открыт."
    >>> [is_dateline(line, one) for one in find_mentions(line, "ru")]
    [True]
    """
    if mention.span.stop > HEAD or mention.stop is not None:
        return False
    start = max(text.rfind(end, 0, mention.span.start) for end in "\n.") + 1
    before = text[start : mention.span.start].strip(" ,(")
    after = text[mention.span.stop :].lstrip(" .,)")
    is_place = before.isupper() and len(before) < 40
    return is_place and after[:1] in ("—", "–", "-", "(", "/")


# ---------------------------------------------------------------------------- by its own words


def by_text(reading: Reading) -> Published | None:
    """The publication that the article's own words tell, None where they leave it open."""
    floor = latest_past(reading)
    if (line := reading.dateline) is not None and line.start.year is not None:
        told = resolve(line, Anchor()).earliest
        if told is not None:
            return one_day(told.date(), "text")
    if (day := dated_today(reading)) is not None:
        return one_day(day, "text")
    year = year_by_reference(reading)
    if year is not None:
        first, last = year_days(year)
        first = max(first, floor) if floor is not None and floor <= last else first
        return Published(earliest=first, latest=last, grain=Grain.YEAR, decided_by="text")
    if floor is not None and floor == latest_told_day(reading) and is_recent(reading):
        return soon_after(floor, "text", days=SOON)
    return None


def latest_past(reading: Reading) -> date | None:
    """The first day of the latest event told as past and with its year."""
    days = [
        found.earliest.date()
        for mention, tense in reading.told
        if tense is not Direction.FUTURE and (found := resolve(mention, Anchor())).earliest
    ]
    return max(days, default=None)


def latest_told_day(reading: Reading) -> date | None:
    """The latest single day told as past and with its year, where no date lacks its year."""
    days = []
    for mention, tense in reading.told:
        if tense is Direction.FUTURE:
            continue
        if mention.start.has_date and mention.start.lacks_year:
            return None
        found = resolve(mention, Anchor())
        if mention.start.has_date and found.earliest is not None:
            days.append(found.earliest.date())
    return max(days, default=None)


def dated_today(reading: Reading) -> date | None:
    """«сегодня, 14 ноября 2025 года», «вчера, 13 ноября 2025 года»: the day of writing."""
    for mention in reading.mentions:
        point = mention.start
        is_exact = point.has_date and point.year is not None and point.is_relative_day
        if is_exact and mention.stop is None and point.shift is not None:
            found = resolve(mention, Anchor())
            if found.latest is not None:
                return found.latest.date() - timedelta(days=point.shift)
    return None


def year_by_reference(reading: Reading) -> int | None:
    """The year of writing, by "last year" beside a year that is told.

    «в мае прошлого года» and «в мае 2023 года» in one text speak of one May. Where no month or
    season is told twice, "last year" is the year before the latest one told only if that year
    is told as past in full: nothing then; the year stays open.
    """
    shifted = [m.start for m in reading.mentions if has_year_shift(m.start)]
    named = [
        m.start
        for m, tense in reading.told
        if m.start.year is not None and tense is not Direction.FUTURE and m.stop is None
    ]
    votes: Counter[int] = Counter()
    for relative in shifted:
        for absolute in named:
            if absolute.year is not None and are_one_period(relative, absolute):
                votes[absolute.year - (relative.year_shift or 0)] += 1
    floor = latest_past(reading)
    fitting = [year for year in sorted(votes) if floor is None or year >= floor.year]
    return max(fitting, key=lambda year: (votes[year], year), default=None)


def has_year_shift(point: Point) -> bool:
    return point.year_shift is not None and not point.told and point.section is None


def are_one_period(relative: Point, absolute: Point) -> bool:
    """Whether one month or season is told both ways: a day lies in its month and its season."""
    first, second = months_of(relative), months_of(absolute)
    if not first or not second:
        return False
    if relative.day is not None and absolute.day is not None:
        return (relative.month, relative.day) == (absolute.month, absolute.day)
    if relative.month is not None and absolute.month is not None:
        return relative.month == absolute.month
    return relative.season is not None and relative.season == absolute.season


def months_of(point: Point) -> frozenset[int]:
    """The months that a point names within its year; empty for a whole year."""
    if point.month is not None:
        return frozenset((point.month,))
    if point.season is not None:
        first, _ = season_days(2000, point.season)
        return frozenset((first.month + step - 1) % 12 + 1 for step in range(3))
    return frozenset()


def is_recent(reading: Reading) -> bool:
    """Whether the text says that what it tells is a matter of hours or days."""
    return any(is_recent_mention(mention) for mention in reading.mentions)


def is_recent_mention(mention: Mention) -> bool:
    point = mention.start
    if point.told:
        return False
    if point.section == "recent":
        return True
    if point.unit == "day" and point.shift is not None and -3 <= point.shift <= 0:
        return True
    is_open_weekday = point.weekday is not None and point.year is None and point.nth is None
    return is_open_weekday and mention.direction is not Direction.FUTURE


# ------------------------------------------------------------------------ by the other articles


@dataclass(frozen=True, slots=True)
class Story:
    """What the articles tell together before the undated ones are settled.

    ``votes`` is how often each year is told, or follows from a publication, for each month and
    day; ``window`` the days in which the articles that tell their own date were published, None
    where there are none or they lie so far apart that they are hardly one story; ``centre`` the
    middle one of the publications that are known to the day.
    """

    votes: Mapping[MonthDay, Counter[int]]
    window: Days | None
    centre: date | None


def story_of(readings: Mapping[str, Reading], settled: Mapping[str, Published | None]) -> Story:
    """Of all articles; an undated one votes only by the years that it tells itself, so the story
    of the others is the same for each of them."""
    days = [p for p in settled.values() if p is not None and p.grain is Grain.DAY]
    middle = sorted(p.earliest for p in days)
    return Story(
        votes=years_told(readings, settled),
        window=window([p.earliest for p in days if not p.decided_by.endswith("story")]),
        centre=middle[len(middle) // 2] if middle else None,
    )


def by_story(reading: Reading, story: Story) -> Published | None:
    """The publication by what the other articles of the story settle."""
    if (year := year_by_others(reading, story.votes)) is not None:
        first, last = year_days(year)
        return Published(earliest=first, latest=last, grain=Grain.YEAR, decided_by="text+story")
    if dated := with_years(own_days(reading), story):
        return near_event(reading, dated, story.window)
    last_told = latest_told_day(reading)
    if last_told is not None and is_near_story(last_told, story):
        return around(last_told, story.window, is_recent=is_recent(reading))
    return within_story(reading, story.window)


def window(known: Sequence[date]) -> Days | None:
    if not known or (max(known) - min(known)).days > SAME_STORY:
        return None
    return min(known), max(known)


def loosened(days: Days) -> Days:
    """Where all that is known is one day, its neighbours too: stories run over midnight."""
    spare = timedelta(days=1 if days[0] == days[1] else 0)
    return days[0] - spare, days[1] + spare


def year_by_others(reading: Reading, votes: Mapping[MonthDay, Counter[int]]) -> int | None:
    """«21 мая прошлого года» where another article tells 21 May with its year."""
    years: Counter[int] = Counter()
    for mention in reading.mentions:
        point = mention.start
        if point.month is None or point.day is None or not has_year_shift(point):
            continue
        for year, count in votes.get((point.month, point.day), Counter[int]()).items():
            years[year - (point.year_shift or 0)] += count
    return max(sorted(years), key=lambda year: years[year], default=None)


def own_days(reading: Reading) -> list[MonthDay]:
    """Month and day of each past event told without its year; the dateline's alone if any."""
    if reading.dateline is not None:
        line = reading.dateline.start
        return [(line.month or 1, line.day or 1)]
    found = []
    for mention, tense in reading.told:
        point = mention.stop or mention.start
        if tense is Direction.FUTURE or not point.has_date or not point.lacks_year:
            continue
        if point.month is not None and point.day is not None:
            found.append((point.month, point.day))
    return found


def years_told(
    readings: Mapping[str, Reading], settled: Mapping[str, Published | None]
) -> dict[MonthDay, Counter[int]]:
    votes: dict[MonthDay, Counter[int]] = {}
    for key in sorted(readings):
        published = settled.get(key)
        told = dated_days(readings[key], published)
        if published is not None and published.grain is Grain.DAY:
            told.append(published.earliest)
        for day in told:
            votes.setdefault((day.month, day.day), Counter())[day.year] += 1
    return votes


def with_years(days: Sequence[MonthDay], story: Story) -> list[date]:
    """The days with the year that the other articles (or the article itself) give them.

    A day that another article tells too is of its year. If none is, the days are of the year
    that puts them nearest to the story's publications, where those are near at all.
    """
    years: Counter[int] = Counter()
    for month_day in days:
        if known := story.votes.get(month_day):
            years[max(sorted(known), key=lambda year: known[year])] += 1
    if not years:
        return nearest_years(days, story.centre)
    year = max(sorted(years), key=lambda one: years[one])
    dated = [day for month_day in days if (day := day_of_year(year, month_day)) is not None]
    # Days of December beside days of January: the story runs over New Year.
    if dated and (max(dated) - min(dated)).days > 300:
        late = [day for day in dated if day.month > 6]
        return [*late, *(day.replace(year=day.year + 1) for day in dated if day.month <= 6)]
    return dated


def dated_days(reading: Reading, published: Published | None) -> list[date]:
    """The single days that an article tells with a year, or whose year its publication gives."""
    days = []
    for mention in reading.mentions:
        point = mention.stop or mention.start
        if not point.has_date:
            continue
        found = resolve(mention, Anchor(published=published))
        if found.latest is not None:
            days.append(found.latest.date())
    return days


def nearest_years(days: Sequence[MonthDay], centre: date | None) -> list[date]:
    if centre is None:
        return []
    found = []
    for month_day in days:
        years = (centre.year - 1, centre.year, centre.year + 1)
        fitting = [day for year in years if (day := day_of_year(year, month_day)) is not None]
        day = min(fitting, key=lambda one: abs((one - centre).days))
        if abs((day - centre).days) <= SAME_STORY:
            found.append(day)
    return found


def is_near_story(day: date, story: Story) -> bool:
    return story.centre is not None and abs((day - story.centre).days) <= SAME_STORY


def day_of_year(year: int, month_day: MonthDay) -> date | None:
    month, day = month_day
    return date(year, month, day) if day <= month_days(year, month)[1].day else None


def near_event(reading: Reading, dated: Sequence[date], days: Days | None) -> Published:
    """On the day of a told event if the text says "tonight" or "today", else soon after."""
    last = max(dated)
    if reading.dateline is not None:
        return one_day(last, "text+story")
    points = [mention.start for mention in reading.mentions]
    for point in points:
        # «вчера, 13 ноября»
        if point.has_date and point.lacks_year and point.shift is not None:
            day = day_of_year(last.year, (point.month or 1, point.day or 1))
            if day is not None:
                return one_day(day - timedelta(days=point.shift), "text+story")
    nights = [
        day
        for point in points
        if point.eve and point.has_date and point.lacks_year
        if (day := day_of_year(last.year, (point.month or 1, point.day or 1))) is not None
    ]
    if nights and any(is_today(point) and point.eve for point in points):
        # «цієї ночі … у ніч на 3 травня»: one night.
        return one_day(max(nights), "text+story")
    if any(is_today(point) for point in points):
        return today_of(dated, days)
    is_yesterday = any(p.is_relative_day and p.shift == -1 and not p.told for p in points)
    if is_yesterday and (days is None or last >= days[0] - timedelta(days=1)):
        return soon_after(last, "text+story", days=1)
    return around(last, days, is_recent=is_recent(reading))


def is_today(point: Point) -> bool:
    """ "Today", "tonight", "this morning"."""
    return point.is_relative_day and point.shift == 0 and not point.told and not point.has_date


def today_of(dated: Sequence[date], days: Days | None) -> Published:
    """Which of the told days "today" is: the latest one among the story's days of publication.

    Where all lie before these, "today" is none of the told days but one of the story's; without
    such days it is some day of the month after the last one told.
    """
    last = max(dated)
    if days is None:
        return soon_after(last, "text+story", days=LATER)
    inside = [day for day in dated if days[0] <= day <= days[1]]
    if inside or last > days[1]:
        return one_day(max(inside, default=last), "text+story")
    first, stop = loosened(days)
    first = last if (days[0] - last).days == 1 else max(first, last)
    return soon_after(first, "text+story", days=(stop - first).days)


def around(last: date, days: Days | None, *, is_recent: bool) -> Published:
    """After the last told event, and within a week of the story's own days where they are near.

    Without such days within a week of the event if the text says that it is recent, else within
    a year.
    """
    reach = SOON if is_recent else LONG_AFTER
    if days is None or last > days[1] + timedelta(days=SOON):
        return soon_after(last, "text+story", days=reach)
    first = max(last, days[0] - timedelta(days=SOON))
    stop = max(last, days[1]) + timedelta(days=SOON)
    return soon_after(first, "text+story", days=(stop - first).days)


def within_story(reading: Reading, days: Days | None) -> Published | None:
    """An article without a date of its own is of the days of the others, or near them."""
    if days is None:
        return None
    near = loosened(days)
    spare = timedelta(days=0 if is_recent(reading) else SOON)
    first, last = min(near[0], days[0] - spare), max(near[1], days[1] + spare)
    floor = latest_past(reading)
    if floor is not None and floor > last:
        return None
    first = first if floor is None else max(first, floor)
    return soon_after(first, "story", days=(last - first).days)


def one_day(day: date, decided_by: str) -> Published:
    return Published(earliest=day, latest=day, grain=Grain.DAY, decided_by=decided_by)


def soon_after(first: date, decided_by: str, *, days: int) -> Published:
    steps = ((0, Grain.DAY), (SOON, Grain.WEEK), (2 * LATER, Grain.MONTH))
    grain = next((grain for limit, grain in steps if days <= limit), Grain.YEAR)
    return Published(
        earliest=first,
        latest=first + timedelta(days=days),
        grain=grain,
        decided_by=decided_by,
    )
