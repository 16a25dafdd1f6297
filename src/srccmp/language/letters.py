"""The gate: what letters, words and endings alone tell, in plain Python.

It settles nearly every Ukrainian, Russian and English sentence, and loads nothing.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from srccmp.language.scripts import (
    KANA,
    MAX_LETTERS,
    ONLY_LANGUAGE_OF_SCRIPT,
    OPEN_SCRIPTS,
    main_script,
    script_of,
    words_of,
)

UNDETERMINED = "und"
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})

_DATA = tomllib.loads(files("srccmp.language").joinpath("profiles.toml").read_text("utf-8"))
ALPHABETS: dict[str, frozenset[str]] = {
    code: frozenset(letters) for code, letters in _DATA["alphabet"].items()
}
TELLING: dict[str, str] = _DATA["telling"]
NEEDED: dict[str, tuple[tuple[frozenset[str], float], ...]] = {
    code: tuple((frozenset(letters), share) for letters, share in groups.items())
    for code, groups in _DATA["needed"].items()
}

# What speaks for a language, in votes: a word of one language 1, of two one half, and so on; an
# ending half of that. With a lead of 1.5 the gate answered 1,326 of 1,819 rows of a development
# set (946 sentences, 873 snippets of 3-6 words, 16 languages) and was never wrong, and 2,844 of
# 5,191 other rows with 3 wrong; with 1.0 1,465 with 3 and 3,462 with 21 wrong.
# docs/decisions/003-language.md has the tables.
MIN_LEAD = 1.5
MIN_VOTES = 0.7  # what the others lack is not enough: something must speak for it
ENDING_WEIGHT = 0.5
FOREIGN_LETTER = -1.5
MAX_FOREIGN = 8
TELLING_LETTER = 0.35
MAX_TELLING = 2.5
MAX_ABSENCE = 6.0
NO_WORD = -1.0  # a word of one or two letters that the language has not; -2.0 errs more often
SYLLABIC = 0.5
RARE_PAIR = -0.75
MAX_RARE_PAIRS = -3.0
OWN_PAIR = 0.25
MAX_OWN_PAIRS = 1.5
HOPELESS = -8.0  # further behind than these pairs could ever bring a language back

# A lead of 1.0 was right in 78 of 100, of 1.6 in 92, of 2.5 in all: a logistic curve of this slope.
LEAD_SLOPE = 1.3

# Fewer letters than this are a name or a number with its unit.
MIN_LETTERS = 3


def _index(lists: Mapping[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Each word with the languages that have it and what it counts for each of them."""
    owners: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(code)
    return {
        word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in owners.items()
    }


WORD_VOTES = _index(_DATA["words"])
LATIN_WORD_VOTES = _index({c: w for c, w in _DATA["words"].items() if c not in ALPHABETS})
ENDING_VOTES = _index(_DATA["endings"])
LATIN_LETTER_VOTES = _index({code: " ".join(letters) for code, letters in _DATA["latin"].items()})
PAIRS = {code: tuple(pairs.split()) for code, pairs in _DATA["pairs"].items()}
NOT_RUSSIAN = PAIRS.pop("not-ru")
SHORT_WORDS = {code: frozenset(words.split()) for code, words in _DATA["short"].items()}
# A ъ between a consonant and one of these is Russian (объявлен): the Bulgarian one is a vowel.
SEPARATING = re.compile("ъ[еёюя]")
# An р that is a syllable of its own (прв, смрт) is Serbian and Macedonian.
SYLLABIC_R = re.compile("[бвгджзкмпстфхцчш]р[бвгджзклмнпстфхцчш]")
LATIN_LETTERS = frozenset(LATIN_LETTER_VOTES)
CYRILLIC_CODES = OPEN_SCRIPTS["Cyrl"]
LATIN_ALPHABETS: dict[str, str] = {**_DATA["latin"], "en": ""}
LATIN_GATE_CODES = tuple(LATIN_ALPHABETS)


@lru_cache(maxsize=4_096)
def _without(short: str) -> tuple[str, ...]:
    """The languages that have no such word of one or two letters."""
    return tuple(code for code, words in SHORT_WORDS.items() if short not in words)


def _cyrillic_votes(words: Sequence[str]) -> dict[str, float]:
    """What speaks for each language that is written in Cyrillic; ``words`` are in lower case."""
    votes = dict.fromkeys(CYRILLIC_CODES, 0.0)
    for word in words:
        for code, vote in WORD_VOTES.get(word, ()):
            votes[code] += vote
        if len(word) < 3:
            for code in _without(word):
                votes[code] += NO_WORD
        elif len(word) > 4:
            for length in (2, 3, 4):
                for code, vote in ENDING_VOTES.get(word[-length:], ()):
                    votes[code] += ENDING_WEIGHT * vote
    joined = " ".join(words)
    counts = Counter(joined)
    total = len(joined) - counts.pop(" ", 0)
    counts.pop("'", 0)
    letters = frozenset(counts)
    for code in CYRILLIC_CODES:
        odd = letters - ALPHABETS[code]
        if odd:
            votes[code] += FOREIGN_LETTER * min(MAX_FOREIGN, sum(counts[letter] for letter in odd))
        for needed, share in NEEDED[code]:
            if letters.isdisjoint(needed):
                votes[code] -= min(MAX_ABSENCE, share * total)
        if told := sum(counts[letter] for letter in TELLING.get(code, "")):
            votes[code] += min(MAX_TELLING, TELLING_LETTER * told)
    if "ъ" in letters and SEPARATING.search(joined):
        votes["bg"] -= MAX_TELLING
    rare = sum(joined.count(pair) for pair in NOT_RUSSIAN)
    votes["ru"] += max(MAX_RARE_PAIRS, RARE_PAIR * rare)
    syllabic = min(2, len(SYLLABIC_R.findall(joined)))
    for code in ("mk", "sr"):
        votes[code] += SYLLABIC * syllabic
    for code, pairs in PAIRS.items():
        if votes[code] > HOPELESS:
            own = sum(joined.count(pair) for pair in pairs)
            votes[code] += min(MAX_OWN_PAIRS, OWN_PAIR * own)
    return votes


def _latin_votes(words: Sequence[str]) -> dict[str, float]:
    """What speaks for each of the commonest languages that are written in Latin letters."""
    votes = dict.fromkeys(LATIN_GATE_CODES, 0.0)
    for word in words:
        for code, vote in LATIN_WORD_VOTES.get(word, ()):
            votes[code] += vote
        if word.isascii():
            continue
        for letter in LATIN_LETTERS.intersection(word):
            for code, letters in LATIN_ALPHABETS.items():
                if letter not in letters:
                    votes[code] += FOREIGN_LETTER / 2
            for code, vote in LATIN_LETTER_VOTES[letter]:
                votes[code] += vote
    return votes


UK_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("uk", 1.0),))
RU_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("ru", 1.0),))
EN_ONLY = frozenset(w for w, owners in WORD_VOTES.items() if owners == (("en", 1.0),))
OTHER_LATIN = frozenset(
    word
    for word, owners in WORD_VOTES.items()
    if word[0] < "Ѐ" and len(word) > 1 and "en" not in dict(owners)  # "s" is also English "'s"
)
ASCII = frozenset("abcdefghijklmnopqrstuvwxyz")
# Signs that a text of one language may hold beside its letters; another sign only costs speed.
SIGNS = frozenset(" &\u200b\n\t\u00a0\u202f0123456789.,:;!?…()[]-–—+/%№$€\"'’ʼ‘«»„“”*")
UK_ONLY_LETTERS = frozenset("їє")
UK_TEXT = ALPHABETS["uk"] | ASCII | SIGNS
RU_TEXT = ALPHABETS["ru"] | ASCII | SIGNS
EN_TEXT = ASCII | SIGNS
RU_CLEAR = frozenset("ыэё")  # ъ is Bulgarian as well
RU_CLEAR_ENDINGS = frozenset({"ого", "его", "ому", "ает", "ует", "ыми", "тся", "ние", "сть", "ных"})
PLAIN_WORD = re.compile(r"[^\W\d_]+")
LATIN_RUN = re.compile(r"[a-z]+")
# None of the gate's clear cases on the development set was wrong (0 of some 700).
CLEAR_CONFIDENCE = 0.999
MIN_CLEAR = 24


def _clear(lower: str) -> str | None:
    """The language of a text that leaves no doubt, by a few set operations; None for all others.

    Asks for more than the votes do, and gives the same answer: it is here for speed.
    """
    if "://" in lower or "www." in lower:  # an address has words, but in no language
        return None
    letters = frozenset(lower)
    if letters <= EN_TEXT:
        words = PLAIN_WORD.findall(lower)
        others = len(OTHER_LATIN.intersection(words))
        is_english = len(EN_ONLY.intersection(words)) > 1 + 2 * others
        return "en" if is_english and len(lower) > MIN_CLEAR else None
    if letters <= UK_TEXT and not letters.isdisjoint(TELLING["uk"]):
        # Without ї and є it may still be Belarusian, which has no и and no щ, or Kazakh.
        if letters.isdisjoint(UK_ONLY_LETTERS) and not (
            "і" in letters
            and not letters.isdisjoint("ищ")
            and not UK_ONLY.isdisjoint(PLAIN_WORD.findall(lower))
        ):
            return None
        code = "uk"
    elif letters <= RU_TEXT:
        # ы, э, ё and и shut out the neighbours, and so do three words that only Russian has; words
        # or endings shut out Turkic and Mongolian.
        words = PLAIN_WORD.findall(lower)
        told = len(RU_ONLY.intersection(words))
        if told < 3 and letters.isdisjoint(RU_CLEAR):
            return None
        if told < 2 and "и" in letters:
            told += sum(word[-3:] in RU_CLEAR_ENDINGS for word in words)
        if told < 2 and (told == 0 or "и" not in letters or any(map(lower.count, NOT_RUSSIAN))):
            return None
        code = "ru"
    else:
        return None
    if not letters.isdisjoint(ASCII):
        latin = sum(map(len, LATIN_RUN.findall(lower)))
        if latin * 4 > len(lower):
            return None
    return code if len(lower) > MIN_CLEAR else None


@dataclass(frozen=True, slots=True)
class Gate:
    """What the letters and words alone tell: ``code`` is None where they leave it open."""

    code: str | None
    decided_by: str
    script: str | None
    words: tuple[str, ...]
    votes: Mapping[str, float]

    @property
    def confidence(self) -> float | None:
        if not self.votes:
            return CLEAR_CONFIDENCE if self.decided_by == "letters" else None
        best = sorted(self.votes.values(), reverse=True)[:2]
        return sigmoid(LEAD_SLOPE * (best[0] - best[1]))


def sigmoid(value: float) -> float:
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value)))), 4)


def gate(text: str) -> Gate:
    """What letters and words tell of a text; its ``code`` is None where they leave it open."""
    if code := _clear(text[:MAX_LETTERS].lower()):
        return Gate(code, "letters", "Latn" if code == "en" else "Cyrl", (), {})
    words = words_of(text)
    script = main_script(words)
    if script is None:
        return Gate(UNDETERMINED, "no-letters", None, (), {})
    own = [word for word in words if script_of(word[0]) == script]
    if script == "Hani" and KANA.search(text):
        script = "Jpan"
    if code := ONLY_LANGUAGE_OF_SCRIPT.get(script):
        return Gate(code, "script", script, tuple(own), {})
    if sum(map(len, own)) < MIN_LETTERS:
        return Gate(UNDETERMINED, "too-short", script, tuple(own), {})
    lower = [word.lower().translate(APOSTROPHES) for word in own]
    if script == "Cyrl":
        votes = _cyrillic_votes(lower)
    elif script == "Latn":
        votes = _latin_votes(lower)
    else:
        return Gate(None, "open", script, tuple(own), {})
    best, second = sorted(votes, key=lambda code: (-votes[code], code))[:2]
    is_decided = votes[best] >= MIN_VOTES and votes[best] - votes[second] >= MIN_LEAD
    return Gate(best if is_decided else None, "letters", script, tuple(own), votes)
