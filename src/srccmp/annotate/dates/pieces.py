"""Tokens to pieces: what one rule reads at one place, with the words that narrow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from srccmp.annotate.dates.lexer import Lexed, Lexicon, split
from srccmp.annotate.dates.rules import BY_FIRST
from srccmp.annotate.dates.rules.base import Found, Reading, compiled, pattern_of
from srccmp.annotate.dates.rules.relative import section_of
from srccmp.annotate.dates.said import Point


@dataclass(frozen=True, slots=True)
class Piece:
    """What one rule read in the tokens [first, last)."""

    rule: str
    first: int
    last: int
    start: Point
    stop: Point | None = None


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
