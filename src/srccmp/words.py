"""What a single word can be in its sentence, as far as cutting sentences needs to know.

Only closed questions are asked here: can this form be a finite verb, can it be a subject. The
dictionaries are loaded with the first question in their language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
LANGUAGES = ("ru", "uk")
# Ukrainian gives no probabilities: these forms are verbs in news though a noun is spelled alike.
VERBS = frozenset(
    {
        *("стали", "стала", "стало", "став", "стане", "мали", "мала", "мало", "дали", "дала"),
        *("була", "були", "було"),
    }
)
NAMES = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Abbr"})
# What a word in question form is not, though the guesser takes it for a noun or a verb.
CLOSED = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """``numbers`` holds "sing", "plur" for what agrees; both where the dictionary does not say."""

    is_finite: bool = False
    is_subject: bool = False
    is_impersonal: bool = False
    is_known: bool = False
    is_name: bool = False
    is_noun: bool = False
    numbers: frozenset[str] = frozenset()


UNKNOWN = Form()


@cache
def analyser(language: str) -> Any:
    """The one dictionary of ``language`` ("ru" or "uk") in this process."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=100_000)
def form(word: str, language: str) -> Form:
    """What ``word`` can be, in any case of letters; UNKNOWN in a language without a dictionary.

    >>> form("постраждали", "uk").is_finite, form("ракета", "ru").is_subject
    (True, True)
    >>> form("ракетой", "ru").is_subject, form("rocket", "en") == UNKNOWN
    (False, True)
    """
    if language not in LANGUAGES:
        return UNKNOWN
    analysis = analyser(language)
    lower = word.lower().translate(APOSTROPHES)
    parses = [p for p in analysis.parse(lower) if p.tag.POS]
    if not parses:
        return UNKNOWN
    if language == "ru":
        parses = [p for p in parses if p.score >= 0.1 * parses[0].score]
    kinds = {str(p.tag.POS) for p in parses}
    if kinds & CLOSED and lower not in VERBS:
        return Form(is_known=True)
    verbs = [p.tag for p in parses if _is_finite(p.tag)]
    nouns = [p.tag for p in parses if p.tag.POS in ("NOUN", "NPRO", "NUMR")]
    plain = [tag for tag in nouns if not NAMES & tag.grammemes]
    is_finite = bool(verbs) and (not plain or lower in VERBS or language == "ru")
    if is_finite and language == "ru":
        is_finite = parses[0].tag in verbs
    subjects = [tag for tag in nouns if "nomn" in tag.grammemes and tag.POS != "NPRO"]
    agreeing = verbs if is_finite else subjects
    numbers = frozenset(str(tag.number) for tag in agreeing if tag.number)
    return Form(
        is_finite=is_finite,
        is_subject=bool(subjects) and not is_finite,
        is_impersonal=is_finite and any("Impe" in tag.grammemes for tag in verbs),
        is_known=bool(analysis.word_is_known(lower)),
        is_name=any(NAMES & tag.grammemes for tag in nouns),
        is_noun=bool(nouns),
        numbers=numbers or frozenset({"sing", "plur"}),
    )


def _is_finite(tag: Any) -> bool:
    """A verb that can carry a clause: no infinitive, no imperative, no "there is no"."""
    if tag.POS == "PRTS":
        return True
    return tag.POS == "VERB" and "impr" not in tag.grammemes
