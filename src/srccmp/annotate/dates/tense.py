"""Whether a time lies behind or ahead, by the verbs around it."""

from __future__ import annotations

import re

from srccmp.annotate.dates.lexer import Lexed, Lexicon, split
from srccmp.annotate.dates.said import Direction


def ends_sentence(lexed: Lexed, index: int) -> bool:
    name = lexed.name(index)
    return name == "BREAK" or (name == "DOT" and is_full_stop(lexed, index))


def is_put_off(lexed: Lexed, first: int) -> bool:
    """«перенесли на вторник»: ahead, whatever the verb; «по состоянию на вторник» is not."""
    before = lexed.form(first - 2).lower() if first >= 2 else ""
    if lexed.name(first - 1) == "TO":
        return before in ("moved", "postponed", "rescheduled", "delayed", "adjourned")
    if lexed.name(first - 1) != "NA":
        return False
    return before not in AS_OF


AS_OF = frozenset(split("состоянию станом ситуация данным даними данные дані"))

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
        return Direction.TIMETABLE if lexed.values[index] == 3 else Direction.FUTURE
    if name == "PAST":
        return Direction.PAST
    if name != "X":
        return None
    word = lexed.form(index)
    if not word[0].isalpha():
        return None
    if language == "en":
        if word.endswith(("'ll", "’ll")):
            return Direction.FUTURE
        is_adjective = lexed.name(index - 1) in ("CARD", "THAT")  # "a prolonged drought"
        is_verb = len(word) > 3 and word.endswith("ed") and not is_adjective
        return Direction.PAST if is_verb else None
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
