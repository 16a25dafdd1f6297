"""Text to mentions: the rules find the pieces, neighbours are joined, the verb gives the direction.

«В пятницу, 14 ноября, около 10 утра» is three pieces and one time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from srccmp.annotate.dates.lexer import Lexed, Lexicon, has_any, lex, lexicon, split
from srccmp.annotate.dates.rules import BY_FIRST
from srccmp.annotate.dates.rules.base import Found, Reading, compiled, pattern_of
from srccmp.annotate.dates.rules.clocks import clock_point
from srccmp.annotate.dates.rules.relative import section_of
from srccmp.annotate.dates.said import Bound, Direction, Mention, Point
from srccmp.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """What one rule read in the tokens [first, last)."""

    rule: str
    first: int
    last: int
    start: Point
    stop: Point | None = None


def find_mentions(text: str, language: str, *, offset: int = 0) -> tuple[Mention, ...]:
    """The time expressions of ``text``, which begins ``offset`` code points into its article.

    Nothing is counted from a publication yet; see ``resolve``. Languages without word lists
    (all but ``ru``, ``uk``, ``en``) give the times written in figures.

    >>> [m.span.of("Мост открыли в ночь на 5 мая") for m in find_mentions(
    ...     "Мост открыли в ночь на 5 мая", "ru")]
    ['ночь на 5 мая']
    """
    words = lexicon(language)
    if not has_any(text, words):
        return ()
    lexed = lex(text, words)
    found = (mention(piece, lexed, words, offset) for piece in joined_pieces(lexed, words))
    return tuple(one for one in found if one is not None)


def find_with_tense(
    text: str, language: str, *, offset: int = 0
) -> tuple[tuple[Mention, Direction | None], ...]:
    """As ``find_mentions``, each with the tense of the verb nearest to it, None without one.

    >>> [tense.value for _, tense in find_with_tense("The bridge opened in May 2019", "en")]
    ['past']
    """
    words = lexicon(language)
    lexed = lex(text, words)
    return tuple(
        (found, tense_beside(piece, lexed, words))
        for piece in joined_pieces(lexed, words)
        if (found := mention(piece, lexed, words, offset)) is not None
    )


def tense_beside(piece: Piece, lexed: Lexed, words: Lexicon) -> Direction | None:
    if piece.start.has_date and is_put_off(lexed, piece.first):
        return Direction.FUTURE  # «назначил саммит на 25 ноября»
    return direction_of(lexed, piece.first, piece.last, words)


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


def ends_sentence(lexed: Lexed, index: int) -> bool:
    name = lexed.name(index)
    return name == "BREAK" or (name == "DOT" and is_full_stop(lexed, index))


CLAUSE_ENDS = frozenset(split("COMMA DOT BREAK QUOTE DASH LPAR AND OR STOPCLAUSE TO FROM"))


def with_bracket(piece: Piece, lexed: Lexed) -> Piece:
    """«в субботу (29 сентября)»: the closing bracket belongs to it, as the opening one does."""
    names = [lexed.name(i) for i in range(piece.first, piece.last)]
    is_open = names.count("LPAR") > names.count("RPAR")
    closes = is_open and lexed.name(piece.last) == "RPAR"
    return replace(piece, last=piece.last + 1) if closes else piece


CAN_BEGIN = re.compile("[" + "".join(letter for letter, rules in BY_FIRST.items() if rules) + "]")


def pieces_of(lexed: Lexed, words: Lexicon) -> Iterator[Piece]:
    """The pieces from left to right; none overlaps another."""
    index = 0
    while (begin := CAN_BEGIN.search(lexed.letters, index)) is not None:
        index = begin.start()
        piece_list = pieces_at(lexed, index, words)
        if not piece_list:
            index += 1
            continue
        yield from piece_list
        index = piece_list[-1].last


def pieces_at(lexed: Lexed, index: int, words: Lexicon) -> list[Piece]:
    """What the longest rule that accepts its words reads at one token."""
    candidates = []
    for order, rule in enumerate(BY_FIRST[lexed.letters[index]]):
        if match := pattern_of(rule.expression).match(lexed.letters, index):
            candidates.append((-match.end(), order, rule))
    candidates.sort(key=lambda candidate: candidate[:2])
    for negative_end, _, rule in candidates:
        found = Found(lexed, index, -negative_end, words.language)
        reading = rule.read(found)
        if reading is not None:
            return as_pieces(rule.name, found, reading, lexed)
    return []


def as_pieces(name: str, found: Found, reading: Reading, lexed: Lexed) -> list[Piece]:
    if isinstance(reading, list):
        return [Piece(name, first, last, point) for point, first, last in reading]
    if isinstance(reading, tuple):
        return [Piece(name, found.start, found.stop, reading[0], reading[1])]
    if reading is None:
        return []
    piece = Piece(name, found.start, found.stop, reading)
    return [with_section(with_zone(piece, lexed), lexed, found.language)]


ZONE_BEHIND = re.compile(
    compiled("(ZONE|(TO|ZA) ZCITY TIMEW?|ZCITY TIMEW|LPAR ((TO|ZA) ZCITY TIMEW?|ZONE) RPAR)")
)


def with_zone(piece: Piece, lexed: Lexed) -> Piece:
    """A clock takes the zone behind it: «в 10:00 мск», «о 9:00 за Києвом», "9 am Kyiv time"."""
    if not piece.start.has_clock or piece.start.zone:
        return piece
    behind = ZONE_BEHIND.match(lexed.letters, piece.last)
    if behind is None:
        return piece
    for i in range(piece.last, behind.end()):
        if lexed.name(i) in ("ZONE", "ZCITY"):
            zone = str(lexed.values[i])
            point = replace(piece.start, zone=None if zone == "LOCAL" else zone)
            return replace(piece, last=behind.end(), start=point)
    return piece


PERIOD_RULES = frozenset(
    split(
        "year year-bare which-year month month-year which-month season season-year which-season "
        "quarter decade century which-period"
    )
)
DAY_RULES = frozenset(split("weekday which-weekday day-month day-month-year relative-day"))


def with_section(piece: Piece, lexed: Lexed, language: str) -> Piece:
    """«в конце 2024 года», "mid-November": the words in front narrow the period."""
    index = piece.first - 1
    while index >= 0 and piece.first - index < 4 and lexed.name(index) in ("OF", "THAT", "DASH"):
        index -= 1
    if index < 0:
        return piece
    if piece.rule in PERIOD_RULES and piece.start.section is None:
        found = Found(lexed, index, piece.last, language)
        section = section_of(found, index)
        if needs_of(lexed, index) and lexed.name(index + 1) != "OF":
            section = None  # "came to an end next summer"
        if section is not None:
            first = index - 1 if section.startswith("half") else index
            return replace(piece, first=first, start=replace(piece.start, section=section))
    is_day = piece.rule in DAY_RULES and language == "en" and piece.start.part is None
    if is_day and lexed.name(piece.first - 1) == "IN":
        index = piece.first - 2
    if is_day and index >= 0 and lexed.name(index) in ("BEGIN", "END"):
        part = {"early": "early", "late": "evening"}.get(lexed.form(index).lower())
        if part:
            return replace(piece, first=index, start=replace(piece.start, part=part))
    return piece


def needs_of(lexed: Lexed, index: int) -> bool:
    return lexed.form(index).lower() in ("end", "beginning", "start", "middle", "half")


# --------------------------------------------------------------------------------- joining

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


CONNECTORS = frozenset(("TO", "AND", "NA", "AGAINST"))


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
    return between[0] != "AND" or lexed.form(left.first - 1).lower() == "between"


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


# ------------------------------------------------------------------------- the mention itself

SINCE_WORDS = frozenset(split("с со з із зі from since"))
NOT_UNTIL = frozenset(split("to"))


def mention(piece: Piece, lexed: Lexed, words: Lexicon, offset: int) -> Mention | None:
    """The piece with its bound and direction; None where it turned out to be no time."""
    start = piece.start
    if start.unit == "second" or start.section in ("needs-day", "needs-line"):
        is_beside = start.section == "needs-day" and start.names_day
        if not is_beside and not (is_time(start) and is_whole_line(piece, lexed)):
            return None
        start = replace(start, section=None)
    if start.is_time_only and start.has_clock and is_length(piece, lexed):
        return None
    if piece.first and lexed.form(piece.first - 1).lower() in EVERY:
        return None  # «каждую среду»: none in particular
    direction = None
    if needs_direction(piece.rule, start):
        direction = direction_of(lexed, piece.first, piece.last, words)
        if start.weekday is not None and is_put_off(lexed, piece.first):
            direction = Direction.FUTURE
        if direction is None and is_whole_line(piece, lexed):
            is_timetable = start.weekday is not None and piece.stop is not None
            if is_timetable and start.has_clock:
                direction = Direction.FUTURE  # «четверг, 9:30–11:00» is announced
            elif start.month or start.feast:
                direction = Direction.SAME_YEAR
    if piece.rule == "in-a-while":
        wanted = Direction.FUTURE if words.language == "en" else None
        if direction not in (Direction.FUTURE, wanted) and not is_whole_line(piece, lexed):
            return None
    if is_ahead(piece.rule, start) and direction is Direction.PAST:
        return None  # "the next ten years brought no change": of another time
    before = lexed.name(piece.first - 1)
    few = piece.rule == "ago" and start.shift is None
    return Mention(
        span=Span(lexed.starts[piece.first] + offset, lexed.stops[piece.last - 1] + offset),
        rule=piece.rule,
        start=start,
        stop=piece.stop,
        bound=bound_of(piece, lexed),
        direction=direction,
        is_approximate=before == "APPROX" or few or is_round(piece),
    )


EVERY = frozenset(
    split(
        "every each каждый каждую каждое каждой каждого кожен кожний кожна кожну кожне кожної "
        "кожного кожній"
    )
)


def is_time(point: Point) -> bool:
    """Whether the point tells a time by itself, not only beside another."""
    return point.names_day or point.is_time_only or point.unit is not None


def is_length(piece: Piece, lexed: Lexed) -> bool:
    """«за 15:30», "in 2:15:03": how long, not when."""
    return lexed.name(piece.first - 1) == "ZA"


def is_round(piece: Piece) -> bool:
    return piece.rule == "ago" and piece.start.unit in ("week", "month", "year", "decade")


def bound_of(piece: Piece, lexed: Lexed) -> Bound | None:
    """What the preposition in front makes of a single time."""
    index = piece.first - 1
    if piece.start.section is not None or piece.rule == "end-of-day":
        index -= lexed.name(index) == "THAT"  # "until the end of May"
    before = lexed.name(index)
    if piece.stop is not None or before not in ("FROM", "TO", "BY", "AFTER", "BEFORE"):
        return None
    word = lexed.form(index).lower()
    stop = lexed.stops[piece.last - 1]
    if {lexed.text[stop - 2 : stop], lexed.text[stop : stop + 2]} & {"'s", "’s"}:
        return None  # "after Friday's vote"
    is_compared = start_is_past(piece.start) and word == "from"
    if is_compared:
        return None  # "down from last year"
    if before == "FROM":
        return Bound.SINCE if word in SINCE_WORDS else None
    if before == "AFTER":
        return Bound.SINCE
    return None if word in NOT_UNTIL else Bound.UNTIL


def is_ahead(rule: str, point: Point) -> bool:
    """ "The next three years", "the next week"."""
    is_running = rule in ("which-period", "which-year") and point.count is not None
    return (rule == "last-few" and (point.shift or 0) > 0) or (is_running and point.shift == 0)


def start_is_past(point: Point) -> bool:
    shift = point.year_shift if point.is_year_only else point.shift if point.unit else None
    return shift is not None and shift < 0 and not point.names_day


def needs_direction(rule: str, point: Point) -> bool:
    is_next_day = point.told and point.unit == "day" and bool(point.shift)
    is_bare_day = point.day is not None and point.month is None
    if is_bare_day or is_next_day or point.lacks_year:
        return True
    if rule == "in-a-while" or is_ahead(rule, point):
        return True
    is_tonight = point.part == "night" and not point.eve
    return point.is_open_weekday or is_tonight or point.weekend


def is_put_off(lexed: Lexed, first: int) -> bool:
    """«перенесли на вторник»: ahead, whatever the verb; «по состоянию на вторник» is not."""
    before = lexed.form(first - 2).lower() if first >= 2 else ""
    if lexed.name(first - 1) == "TO":
        return before in ("moved", "postponed", "rescheduled", "delayed", "adjourned")
    if lexed.name(first - 1) != "NA":
        return False
    return before not in AS_OF


AS_OF = frozenset(split("состоянию станом ситуация данным даними данные дані"))


def is_whole_line(piece: Piece, lexed: Lexed) -> bool:
    """Whether the text holds nothing but this time: a dateline, a cell of a table."""
    if piece.first + len(lexed.letters) - piece.last > MAX_SIGNS:
        return False
    outside = (*range(piece.first), *range(piece.last, len(lexed.letters)))
    return all(lexed.name(i) in LINE_SIGNS for i in outside)


MAX_SIGNS = 6  # prepositions and signs around a time that is a line of its own
LINE_SIGNS = frozenset(split("IN NA FROM TO BY AFTER BEFORE THAT DOT COMMA DASH LPAR RPAR BREAK"))

REACH = 14  # tokens on either side in which a verb can still govern the time
TENSE = {"past": Direction.PAST, "futr": Direction.FUTURE}


def direction_of(lexed: Lexed, first: int, last: int, words: Lexicon) -> Direction | None:
    """Past or future by the nearest verb; another clause counts as further away."""
    best: tuple[int, Direction] | None = None
    for indexes in (
        range(last, min(last + REACH, len(lexed.letters))),
        range(first - 1, max(first - REACH, -1), -1),
    ):
        distance = 0
        for index in indexes:
            name = lexed.name(index)
            if ends_sentence(lexed, index):
                break
            distance += {
                "COMMA": 3,
                "STOPCLAUSE": 6,
                "QUOTE": 3,
                "DASH": 2,
                "MON": 5,
                "LPAR": 4,
                "RPAR": 4,
            }.get(name, 1)
            if best is not None and distance >= best[0]:
                break
            tense = tense_of(lexed, index, name, words.language)
            if tense is not None:
                best = (distance, tense)
                break
    return best[1] if best else None


def is_full_stop(lexed: Lexed, index: int) -> bool:
    return index + 1 < len(lexed.letters) and lexed.form(index + 1)[:1].isupper()


def tense_of(lexed: Lexed, index: int, name: str, language: str) -> Direction | None:
    """The tense of one token, None for all but finite verbs and words of planning."""
    if name == "FUTURE":
        if lexed.values[index] == 2 and not leads_to_infinitive(lexed, index, language):
            return None
        return Direction.FUTURE
    if name == "PAST":
        return Direction.PAST
    if name != "X":
        return None
    word = lexed.form(index)
    if not word[0].isalpha():
        return None
    if language == "en":
        return Direction.PAST if len(word) > 3 and word.endswith("ed") else None
    if not word[-1].islower() or (word[0].isupper() and index and lexed.name(index - 1) != "DOT"):
        return None
    from srccmp.annotate.tokens import parse

    feats = parse(word.lower(), language).feats
    if {"1per", "plur", "futr"} <= feats and lexed.name(index - 1) != "X":
        return None  # «Напомним, 12 июля …»: the paper speaks, not the event
    if language == "uk" and word.endswith("ть") and {"infn", "perf"} <= feats:
        # «виступить»: the dictionary puts the rare infinitive in -ть before the future.
        return Direction.FUTURE
    if {"PRTF", "actv", "past"} <= feats:
        return Direction.PAST  # «обрушившихся»
    return next((tense for name, tense in TENSE.items() if name in feats and "VERB" in feats), None)


def leads_to_infinitive(lexed: Lexed, index: int, language: str) -> bool:
    for i in range(index + 1, min(index + 4, len(lexed.letters))):
        word = lexed.form(i).lower()
        if language == "ru" and re.search(r"(?:[аяеиоуыю]ть|ти|чь)(?:ся|сь)?$", word):
            return True
        if language == "en" and word == "to":
            return True
        if language == "uk" and re.search(r"(?:ти|тися|тись)$", word):
            return True
    return False
