"""Text to mentions: the rules find the pieces, neighbours are joined, the verb gives the direction.

«В пятницу, 14 ноября, около 10 утра» is three pieces and one time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from srccmp.annotate.dates.joining import joined_pieces
from srccmp.annotate.dates.lexer import Lexed, Lexicon, has_any, lex, lexicon, split
from srccmp.annotate.dates.pieces import Piece
from srccmp.annotate.dates.said import Bound, Direction, Mention, Point
from srccmp.annotate.dates.tense import direction_of, is_put_off
from srccmp.model import Span


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
    told = []
    for line in LINE.finditer(text):  # no time and no verb beside it goes over a line's end
        if not has_any(line[0], words):
            continue
        lexed = lex(line[0], words)
        for piece in joined_pieces(lexed, words):
            if (found := mention(piece, lexed, words, offset + line.start())) is not None:
                told.append((found, tense_beside(piece, lexed, words)))
    return tuple(told)


LINE = re.compile(r"[^\n]+")


def tense_beside(piece: Piece, lexed: Lexed, words: Lexicon) -> Direction | None:
    if piece.start.has_date and is_put_off(lexed, piece.first):
        return Direction.FUTURE  # «назначил саммит на 25 ноября»
    tense = direction_of(lexed, piece.first, piece.last, words)
    return Direction.FUTURE if tense is Direction.TIMETABLE else tense


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
        is_of_season = start.day is None and (start.month or start.season) is not None
        if direction is Direction.TIMETABLE and not is_of_season:
            direction = Direction.FUTURE  # of a day the present tells a plan, hardly a habit
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


def is_whole_line(piece: Piece, lexed: Lexed) -> bool:
    """Whether the text holds nothing but this time: a dateline, a cell of a table."""
    if piece.first + len(lexed.letters) - piece.last > MAX_SIGNS:
        return False
    outside = (*range(piece.first), *range(piece.last, len(lexed.letters)))
    return all(lexed.name(i) in LINE_SIGNS for i in outside)


MAX_SIGNS = 6  # prepositions and signs around a time that is a line of its own

LINE_SIGNS = frozenset(split("IN NA FROM TO BY AFTER BEFORE THAT DOT COMMA DASH LPAR RPAR BREAK"))
