"""What a single word can be in its sentence, as far as cutting sentences needs to know.

Only closed questions are asked here: can this form be a finite verb, can it be a subject. The
dictionaries are loaded with the first question in their language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
LANGUAGES = ("ru", "uk")
# Other words are not asked for: pymorphy3 fails on letters that Unicode gives no name (Tangut).
CYRILLIC = re.compile(r"[Ѐ-ӿ'’ʼ‘`-]+")
HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
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


# Ukrainian verbs carry no mark for it: what begins so in news has no object.
INTRANSITIVE = (
    *("загин", "постражд", "згор", "впа", "вибух", "зник", "зрос", "зрост", "виник", "прибу"),
    *("помер", "палає", "палал", "трива", "діє", "діял", "горить", "горіл", "обвал", "потону"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one word can be.

    ``is_subject``: a nominative; ``is_name``: only as a name, or the dictionary does not know it;
    ``is_object``: an accusative as well; ``is_genitive``: a genitive as well. Of a finite verb:
    ``is_impersonal`` has no subject, ``is_transitive`` may have an object. ``agreement`` holds
    "masc", "femn", "neut" and "plur", as far as a subject and its verb can share them.
    """

    is_finite: bool = False
    is_impersonal: bool = False
    is_transitive: bool = False
    is_subject: bool = False
    is_name: bool = False
    is_object: bool = False
    is_genitive: bool = False
    is_noun: bool = False
    is_known: bool = False
    is_infinitive: bool = False
    agreement: frozenset[str] = frozenset()


UNKNOWN = Form()
ANY_GENDER = frozenset({"masc", "femn", "neut"})


@cache
def analyser(language: str) -> Any:
    """The one dictionary of ``language`` ("ru" or "uk") in this process."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@lru_cache(maxsize=30_000)
def parses(word: str, language: str) -> tuple[Any, ...]:
    """The dictionary's parses of a word in small letters, the likeliest first; () for a word
    without a Cyrillic letter and in languages without a dictionary. Several layers ask of the same
    word, and it is looked up once.
    """
    if language not in LANGUAGES or not HAS_CYRILLIC.search(word):
        return ()
    try:
        return tuple(analyser(language).parse(word))
    except ValueError:  # of a letter that Unicode gives no name (Tangut) beside a Cyrillic one
        return ()


@lru_cache(maxsize=100_000)
def form(word: str, language: str) -> Form:
    """What ``word`` can be, in any case of letters; UNKNOWN in a language without a dictionary.

    >>> form("постраждали", "uk").is_finite, form("ракета", "ru").is_subject
    (True, True)
    >>> form("ракетой", "ru").is_subject, form("rocket", "en") == UNKNOWN
    (False, True)
    """
    if language not in LANGUAGES or not CYRILLIC.fullmatch(word):
        return UNKNOWN
    analysis = analyser(language)
    lower = word.lower().translate(APOSTROPHES)
    found = [p for p in parses(lower, language) if p.tag.POS]
    if not found:
        return UNKNOWN
    if language == "ru":
        found = [p for p in found if p.score >= 0.1 * found[0].score]
    kinds = {str(p.tag.POS) for p in found}
    if kinds & CLOSED and lower not in VERBS:
        return Form(is_known=True)
    verbs = [p.tag for p in found if _is_finite(p.tag)]
    nouns = [p.tag for p in found if p.tag.POS in ("NOUN", "NPRO", "NUMR")]
    plain = [tag for tag in nouns if not NAMES & tag.grammemes]
    is_finite = bool(verbs) and (not plain or lower in VERBS or language == "ru")
    if is_finite and language == "ru":
        is_finite = found[0].tag in verbs
    is_known = bool(analysis.word_is_known(lower))
    # A surname spelled like a genitive («страхов») is a name only where nothing else can be meant.
    subjects = [tag for tag in plain or nouns if "nomn" in tag.grammemes and tag.POS != "NPRO"]
    agreeing = verbs if is_finite else subjects
    return Form(
        is_finite=is_finite,
        is_impersonal=is_finite and any("Impe" in tag.grammemes for tag in verbs),
        is_transitive=is_finite and _is_transitive(lower, verbs, language),
        is_subject=bool(subjects) and not is_finite,
        is_name=not is_known or (bool(nouns) and not plain),
        is_object=any("accs" in tag.grammemes for tag in nouns),
        is_genitive=any("gent" in tag.grammemes for tag in nouns),
        is_noun=bool(nouns),
        is_known=is_known,
        is_infinitive=found[0].tag.POS == "INFN",
        agreement=frozenset[str]().union(*(_agreement(tag) for tag in agreeing)),
    )


# Parts of speech that no name is made of; a foreign name may be spelled as an interjection.
NAMELESS = frozenset(
    {"VERB", "INFN", "GRND", "PRTS", "ADJS", "ADVB", "PRED", "COMP", "PREP", "CONJ", "PRCL"}
)


@lru_cache(maxsize=100_000)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary has the word; what it lacks and has a capital is mostly a name.
    False where there is no dictionary for it (other languages than uk and ru, other letters).

    >>> is_known("ракета", "ru"), is_known("rocket", "en"), is_known("rocket", "ru")
    (True, False, False)
    """
    if language not in LANGUAGES or not HAS_CYRILLIC.search(word):
        return False
    return bool(analyser(language).word_is_known(word.translate(APOSTROPHES)))


@lru_cache(maxsize=30_000)
def names_nothing(word: str, language: str) -> bool:
    """Whether the dictionary knows ``word``, and only as what is no name: a verb, an adverb.

    >>> names_nothing("учился", "ru"), names_nothing("союз", "ru"), names_nothing("хале", "ru")
    (True, False, False)
    """
    if language not in LANGUAGES or not CYRILLIC.fullmatch(word):
        return False
    lower = word.lower().translate(APOSTROPHES)
    found = parses(lower, language)
    if not found or not analyser(language).word_is_known(lower):
        return False
    return all(p.tag.POS in NAMELESS and not _is_like_a_name(lower, p.tag) for p in found)


def _is_like_a_name(word: str, tag: Any) -> bool:
    """«Жиль» is spelled as an order, «Заев» as a gerund."""
    return {"impr", "sing"} <= tag.grammemes or (tag.POS == "GRND" and word.endswith("в"))


def _agreement(tag: Any) -> frozenset[str]:
    """A plural agrees with plurals, a past or a noun by its gender, the others with anything."""
    if tag.number == "plur":
        return frozenset({"plur"})
    if tag.number == "sing":
        return frozenset({str(tag.gender)}) if tag.gender else ANY_GENDER
    return ANY_GENDER | {"plur"}


def _is_transitive(word: str, verbs: list[Any], language: str) -> bool:
    if language == "ru":
        return any("tran" in tag.grammemes and tag.POS == "VERB" for tag in verbs)
    return not word.startswith(INTRANSITIVE) and not any("Refl" in tag.grammemes for tag in verbs)


def _is_finite(tag: Any) -> bool:
    """A verb that can carry a clause: no infinitive, no imperative, no "there is no"."""
    if tag.POS == "PRTS":
        return True
    return tag.POS == "VERB" and "impr" not in tag.grammemes
