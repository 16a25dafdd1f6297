"""Pieces to times: neighbours that tell one time become one, lists and frames share a year."""

from __future__ import annotations

from dataclasses import replace

from srccmp.annotate.dates.lexer import Lexed, Lexicon, split
from srccmp.annotate.dates.pieces import Piece, pieces_of
from srccmp.annotate.dates.rules.clocks import clock_point
from srccmp.annotate.dates.said import Point
from srccmp.annotate.dates.tense import ends_sentence


def joined_pieces(lexed: Lexed, words: Lexicon) -> list[Piece]:
    pieces = join_ranges(list(pieces_of(lexed, words)), lexed, of_clocks=True)
    pieces = join_ranges(join_neighbours(pieces, lexed), lexed, of_clocks=False)
    pieces = share_years(share_days(pieces, lexed), lexed)
    pieces = with_year_in_front(pieces, lexed)
    pieces = [with_eve(pieces, position, lexed) for position in range(len(pieces))]
    return [with_bracket(piece, lexed) for piece in pieces]


LISTED = frozenset(split("AND OR COMMA IN NA"))


def share_years(pieces: list[Piece], lexed: Lexed) -> list[Piece]:
    """«в августе и сентябре 2017 года», «12 мая и 3 июня 2024 года»: both of that year."""
    shared = list(pieces)
    for i in range(len(shared) - 1, 0, -1):
        left, right = shared[i - 1], shared[i]
        between = gap(left, right, lexed)
        if not between or len(between) > 2 or not LISTED.issuperset(between):
            continue
        a, b = left.start, right.start
        is_list = kind(a) == kind(b) and kind(a) in ("month", "date") and a.lacks_year
        if is_list and b.year is not None and left.stop is None and a.month and b.month:
            year = b.year if a.month <= b.month else b.year - 1
            shared[i - 1] = replace(left, start=replace(a, year=year))
    return shared


def with_year_in_front(pieces: list[Piece], lexed: Lexed) -> list[Piece]:
    """«в 2005 году ураган обрушился на берег 10 июля»: of that year, as one clause tells it."""
    shared = list(pieces)
    for i in range(1, len(shared)):
        left, right = shared[i - 1], shared[i]
        a, b = left.start, right.start
        can_share = b.lacks_year and b.month is not None and b.weekday is None and not b.pick
        if a.year is None or not a.is_year_only or left.stop or right.stop or not can_share:
            continue
        before, behind = lexed.name(left.first - 1), lexed.form(left.last)
        first = left.last + (lexed.name(left.last) == "COMMA")
        between = {lexed.name(index) for index in range(first, right.first)}
        is_frame = before == "IN" and b.has_date and not between & CLAUSE_ENDS
        # "2004: on 26 December …", a line of a chronicle
        is_chronicle = before in ("", "BREAK") and behind == ":" and "DOT" not in between
        if is_frame or is_chronicle:
            shared[i] = replace(right, start=replace(b, year=a.year))
    return shared


def with_eve(pieces: list[Piece], position: int, lexed: Lexed) -> Piece:
    """«в среду приняли план, о котором накануне договорились»: the day before Wednesday; where
    the sentence has told no day yet, "the day before" is that before the publication."""
    piece = pieces[position]
    if piece.start.section != "eve":
        return piece
    for before in reversed(pieces[:position]):
        between = range(before.last, piece.first)
        if any(ends_sentence(lexed, index) for index in between):
            break
        if before.start.names_day:
            return piece
    return replace(piece, start=replace(piece.start, section=None))


CLAUSE_ENDS = frozenset(split("COMMA DOT BREAK QUOTE DASH LPAR AND OR STOPCLAUSE TO FROM"))


def with_bracket(piece: Piece, lexed: Lexed) -> Piece:
    """«в субботу (29 сентября)»: the closing bracket belongs to it, as the opening one does."""
    names = [lexed.name(i) for i in range(piece.first, piece.last)]
    is_open = names.count("LPAR") > names.count("RPAR")
    closes = is_open and lexed.name(piece.last) == "RPAR"
    return replace(piece, last=piece.last + 1) if closes else piece


GLUE = frozenset(
    split("IN NA FROM TO BY AFTER BEFORE AGAINST OF APPROX THAT COMMA LPAR RPAR BEGIN")
)

BESIDE = frozenset(split("COMMA LPAR IN THAT DOT NA"))  # between a weekday and its date

MAX_GAP = 3


def gap(left: Piece, right: Piece, lexed: Lexed) -> list[str]:
    """The tokens between; the dot of a cut month is none: «20 сент. в 19:30»."""
    first = left.last
    is_cut = lexed.name(first - 1) == "MONA" and lexed.name(first) == "DOT"
    return [lexed.name(i) for i in range(first + is_cut, right.first)]


def join_neighbours(pieces: list[Piece], lexed: Lexed) -> list[Piece]:
    """Pieces that tell one time together become one piece."""
    joined: list[Piece] = []
    for position, piece in enumerate(pieces):
        if joined and not belongs_right(pieces, position, lexed):
            both = join(joined[-1], piece, gap(joined[-1], piece, lexed))
            if both is not None:
                joined[-1] = both
                continue
        joined.append(piece)
    return joined


def belongs_right(pieces: list[Piece], position: int, lexed: Lexed) -> bool:
    """«14 ноября, утром 15 ноября»: the morning is that of the second day."""
    if position + 1 >= len(pieces) or position == 0:
        return False
    before, here, after = pieces[position - 1 : position + 2]
    if not here.start.is_time_only or not after.start.names_day:
        return False
    return len(gap(here, after, lexed)) < len(gap(before, here, lexed))


def join(left: Piece, right: Piece, between: list[str]) -> Piece | None:
    """Both as one, None where they are two times."""
    if len(between) > MAX_GAP or not GLUE.issuperset(between):
        return None
    a, b = left.start, right.start
    if left.stop is not None:
        # «с 10:00 до 12:00 в четверг»
        is_hours = a.is_time_only and a.has_clock and right.stop is None
        if not (is_hours and b.is_plain_day and "COMMA" not in between):
            return None
        return Piece(right.rule, left.first, right.last, at_time(b, a), at_time(b, left.stop))
    if right.stop is not None:
        # «в четверг с 9:30 до 11:00»
        if not (a.is_plain_day and b.is_time_only):
            return None
        both = replace(right, start=at_time(a, b), stop=at_time(a, right.stop))
    elif (point := join_points(a, b, between)) is not None:
        name = left.rule if a.names_day and not b.has_date else right.rule
        both = Piece(name, left.first, right.last, point)
    else:
        return None
    return replace(both, first=left.first)


def share_days(pieces: list[Piece], lexed: Lexed) -> list[Piece]:
    """«5 мая в 10:00 мск (9:00 по Киеву)», "at 10:00 (0800 GMT) on Friday": one day, two clocks."""
    shared = list(pieces)
    for i in range(1, len(shared)):
        left, right = shared[i - 1], shared[i]
        if gap(left, right, lexed) not in (["LPAR"], ["SLASH"], ["COMMA"]):
            continue
        a, b = left.start, right.start
        if not (a.has_clock and b.has_clock and (a.zone or b.zone)) or left.stop or right.stop:
            continue
        if a.names_day and b.is_time_only:
            shared[i] = replace(right, start=at_time(a, b))
        elif b.names_day and a.is_time_only:
            shared[i - 1] = replace(left, start=at_time(b, a))
    return shared


def join_points(a: Point, b: Point, between: list[str]) -> Point | None:
    if a.is_time_only and b.is_time_only:
        if a.has_clock == b.has_clock or a.told or b.told:
            return None
        clock, part = (a, b) if a.has_clock else (b, a)
        return with_part(clock, part)
    if a.names_day and b.is_time_only:
        # "Early Thursday morning": the plain part of the day is the surer one.
        free = not a.has_clock and (a.part in (None, "early", "evening") or b.has_clock)
        if not free or b.told or b.eve:
            return None
        if a.part is not None and b.has_clock:
            b = with_part(b, Point(part=a.part, eve=a.eve))
        return at_time(a, b)
    if a.is_time_only and b.names_day:
        free = not b.has_clock and (b.part is None or a.has_clock)
        if not free or a.told or between[:1] == ["LPAR"]:
            return None
        return at_time(b, a)
    if a.away is not None and a.section == "needs-day":
        return counted_from(a, b)
    if not BESIDE.issuperset(between):
        return None
    return join_days(a, b, between)


def counted_from(a: Point, b: Point) -> Point | None:
    """«два дня после 5 мая»: the day named, and how far from it."""
    if not b.names_day or b.has_clock or b.part is not None or b.away is not None:
        return None
    return replace(b, away=a.away, section=None)


def join_days(a: Point, b: Point, between: list[str]) -> Point | None:
    """A weekday, a relative day and a date that name the same day; a year before its date."""
    if a.told or b.told:
        return None
    if a.has_date != b.has_date and a.names_day and b.names_day:
        date, other = (a, b) if a.has_date else (b, a)
        if other.pick is not None or other.week_shift is not None:
            other = Point(part=other.part, hour=other.hour, minute=other.minute, zone=other.zone)
        if date.weekday is not None and other.weekday is not None:
            return None
        return replace(
            date,
            weekday=other.weekday if other.weekday is not None else date.weekday,
            unit=other.unit or date.unit,
            shift=other.shift if other.shift is not None else date.shift,
            part=date.part or other.part,
            eve=date.eve or other.eve,
            hour=date.hour if date.hour is not None else other.hour,
            minute=date.minute if date.minute is not None else other.minute,
            zone=date.zone or other.zone,
        )
    if b.is_open_weekday and a.unit == "week" and a.shift is not None and a.count is None:
        return replace(b, week_shift=a.shift)  # «на прошлой неделе в среду»
    if a.is_open_weekday and b.unit == "week" and b.shift is not None and b.count is None:
        return replace(a, week_shift=b.shift)  # «в среду вечером на прошлой неделе»
    one_is_weekday = (a.weekday is None) != (b.weekday is None)
    if a.is_relative_day and b.weekday is not None and not b.has_date and one_is_weekday:
        return a  # «вчера, в пятницу»
    if a.is_year_only and b.lacks_year and b.pick is None and b.weekday is None:
        if a.year is not None and b.has_date and set(between) <= {"COMMA"}:
            return replace(b, year=a.year)
        # «в прошлом году в марте», «в 2019 году 14 мая»
        if b.month is not None and set(between) <= {"IN"}:
            return replace(b, year=a.year, year_shift=a.year_shift)
    return None


def with_part(clock: Point, part: Point) -> Point:
    """ "At 7 in the evening" is 19:00."""
    name = "evening" if part.part == "evening-night" else part.part
    fitted = clock_point(clock.hour or 0, clock.minute, name)
    return replace(clock, hour=fitted.hour if fitted else clock.hour, eve=part.eve)


def at_time(day: Point, time: Point) -> Point:
    """The day with the time of day of the other."""
    part = time.part if time.has_clock is False else None
    return replace(
        day,
        part=part if part is not None else (None if time.has_clock else day.part),
        eve=day.eve or time.eve,
        hour=time.hour if time.has_clock else day.hour,
        minute=time.minute if time.has_clock else day.minute,
        zone=time.zone if time.has_clock else day.zone,
        section=day.section if day.section not in (None, "needs-day") else None,
    )


def join_ranges(pieces: list[Piece], lexed: Lexed, *, of_clocks: bool) -> list[Piece]:
    """«с 14 ноября по 2 декабря», «9:30–11:00»; clocks first, as a day may hold both."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and is_range(joined[-1], piece, lexed, of_clocks):
            left = joined[-1]
            start, stop = share_year(left.start, piece.start)
            joined[-1] = Piece(left.rule, left.first, piece.last, start, stop)
        else:
            joined.append(piece)
    return joined


def is_range(left: Piece, right: Piece, lexed: Lexed, of_clocks: bool) -> bool:
    if left.stop is not None or right.stop is not None:
        return False
    a, b = left.start, right.start
    both_clocks = a.is_time_only and b.is_time_only and a.has_clock == b.has_clock
    if of_clocks != both_clocks or kind(a) != kind(b) or kind(a) == "":
        return False
    between = gap(left, right, lexed)
    if between in (["DASH"], ["DASH", "DASH"]):
        return True
    if not between or between[0] not in ("TO", "AND", "DASH") or len(between) > 2:
        return False
    is_through = lexed.form(left.last).lower() == "through"
    if set(between[1:]) - {"IN", "THAT"} or not (is_through or is_from(lexed, left.first)):
        return False
    # "Between Monday and Friday"; «с понедельника и вторника» is no range.
    is_between = lexed.form(left.first - 1).lower() in ("between", "между", "між", "поміж")
    return between[0] != "AND" or is_between


def is_from(lexed: Lexed, first: int) -> bool:
    """Whether "from", «с» or «від» stands before the token, "about" and the like apart."""
    index = first - 1
    while index >= 0 and lexed.name(index) in ("APPROX", "THAT"):
        index -= 1
    return lexed.name(index) == "FROM"


def kind(point: Point) -> str:
    """What a range can have at both ends; ``""`` for what makes no range."""
    if point.has_date:
        return "date"
    if point.weekday is not None:
        return "weekday"
    if point.is_relative_day:
        return "relative"
    if point.is_time_only:
        return "clock" if point.has_clock else "part"
    if point.month is not None:
        return "month"
    if point.is_year_only:
        return "year"
    if point.season is not None:
        return "season"
    return "quarter" if point.quarter is not None else ""


def share_year(start: Point, stop: Point) -> tuple[Point, Point]:
    """«с 14 ноября по 2 декабря 2025 года»: the year named once is that of both, or of the
    year before where the months run over New Year."""
    if start.lacks_year and stop.year is not None and start.month and stop.month:
        year = stop.year if start.month <= stop.month else stop.year - 1
        return replace(start, year=year), stop
    return start, stop
