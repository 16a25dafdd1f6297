"""What a capitalised word can be: a first name, a place, a common word; and its base form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from srccmp.annotate.names.spelling import WORDS, latin
from srccmp.annotate.names.table import lexicon
from srccmp.annotate.tokens import Token, common_spelling, lemmas_of_form, possible_lemmas
from srccmp.model import EntityKind
from srccmp.words import HAS_CYRILLIC, NAMES, is_known

PERSON_FEATS = frozenset({"Name", "Surn", "Patr"})
CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "voct"})
NOMINAL = frozenset({"NOUN", "ADJF"})


@dataclass(frozen=True, slots=True)
class _Given:
    """First names in any spelling; those that are common words, too; the number of the line that
    tells one in two languages; small parts of names."""

    names: frozenset[str]
    unclear: frozenset[str]
    numbers: dict[str, int]
    particles: frozenset[str]


@cache
def _given() -> _Given:
    data = lexicon("given")
    pairs = {
        spelled: number
        for number, line in enumerate(data["east"])
        for name in line.split()
        for spelled in (common_spelling(name), latin(name))
    }
    plain = [*data["english"].split(), *data["cyrillic"].split()]
    doubtful = {name.rstrip("!") for name in plain if name.endswith("!")}
    names = frozenset(common_spelling(name.rstrip("!")) for name in plain) | set(pairs)
    unclear = frozenset(common_spelling(name) for name in doubtful)
    return _Given(names - unclear, unclear, pairs, frozenset(data["particles"].split()))


def is_given(word: str) -> bool:
    """Whether the word, in the nominative and small letters, is a first name that is known."""
    return common_spelling(word) in _given().names


def is_unclear_given(word: str) -> bool:
    """Whether the word is a first name and a common word: Mark, Grace."""
    return common_spelling(word) in _given().unclear


def given_number(word: str) -> int | None:
    """The same number for one first name in two languages; None for most."""
    return _given().numbers.get(common_spelling(word))


@cache
def _parts() -> dict[str, str]:
    return {
        common_spelling(word): english
        for english, told in lexicon("given")["part"].items()
        for word in told.split()
    }


def translated(token: Token) -> str | None:
    """The English word for a part of bodies' names («рада», «национальный»); None for most."""
    return _parts().get(token.key)


def is_particle(word: str) -> bool:
    return word in _given().particles


GERMAN = "de"  # writes every noun with a capital


@dataclass(frozen=True, slots=True)
class Facts:
    """``kind`` is what the dictionary's first name-like reading says, None without one; ``cases``
    those of its readings as a person's name; ``is_common`` is that it can be a common word;
    ``is_known`` that the dictionary has it at all."""

    kind: EntityKind | None
    is_given: bool
    is_surname: bool
    is_common: bool
    is_known: bool
    cases: frozenset[str]


def _kind_of(feats: frozenset[str]) -> EntityKind | None:
    if feats & PERSON_FEATS:
        return EntityKind.PERSON
    if "Geox" in feats:
        return EntityKind.PLACE
    if "Orgn" in feats:
        return EntityKind.ORGANISATION
    return None


@lru_cache(maxsize=WORDS)
def _in_dictionary(word: str, language: str) -> tuple[bool, bool]:
    """Whether the dictionary has the word, and whether as a name alone."""
    from simplemma import is_known as has
    from simplemma import lemmatize

    if not has(word, lang=language):
        return False, False
    return True, language == "en" and lemmatize(word, lang=language)[:1].isupper()


def facts(token: Token, language: str) -> Facts:
    return _facts(token, language, token.lower)


def is_common_word(token: Token, language: str) -> bool:
    """Whether a word of a name is a common word of the language, which another one translates."""
    return facts(token, language).is_common


_KNOWN: dict[tuple[str, str], Facts] = {}


def _facts(token: Token, language: str, word: str) -> Facts:
    found = _KNOWN.get((word, language))
    if found is None:
        if len(_KNOWN) >= WORDS:
            _KNOWN.clear()
        cyrillic = HAS_CYRILLIC.search(word) and language in ("ru", "uk")
        found = _cyrillic_facts(token, language) if cyrillic else _latin_facts(word, language)
        _KNOWN[word, language] = found
    return found


def _latin_facts(word: str, language: str) -> Facts:
    given = is_given(word)
    known, proper = False, False
    if language in ("en", GERMAN):
        known, proper = _in_dictionary(word, language)
        if not known and "-" in word:  # "Year-Old"
            known = all(_in_dictionary(part, language) == (True, False) for part in word.split("-"))
    return Facts(
        kind=EntityKind.PERSON if given else None,
        is_given=given,
        is_surname=False,
        is_common=known and not proper and not given,
        is_known=known,
        cases=frozenset(),
    )


def _cyrillic_facts(token: Token, language: str) -> Facts:
    readings = possible_lemmas(token, language)
    known = is_known(token.lower, language)
    named = [(lemma, feats) for lemma, feats in readings if feats & NAMES and "Abbr" not in feats]
    common = known and any(
        not feats & NAMES for _, feats in readings if not feats & frozenset({"UNKN", "LATN"})
    )
    listed = is_given(token.lower) or any(
        is_given(lemma) for lemma, feats in readings if "Name" in feats or not known
    )
    first = _kind_of(token.feats) if known else None
    if first is None and known and named:
        first = _kind_of(named[0][1])
    people = [feats for _, feats in named if feats & PERSON_FEATS]
    return Facts(
        kind=EntityKind.PERSON if listed and not (known and first) else first,
        is_given=listed or (known and any("Name" in feats for feats in people)),
        is_surname=known and any("Surn" in feats for feats in people),
        is_common=common,
        is_known=known,
        cases=frozenset().union(*(feats & CASES for feats in people)) if known else frozenset(),
    )


# --- base forms -----------------------------------------------------------------------------------

# In the spelling that uk and ru share (й і ї ы are "и"). Endings of surnames that tell themselves:
# -ський/-ский, -енко, -ов/-ев/-ин; then what the instrumental and the plural add to a consonant.
ENDINGS = tuple(
    (re.compile(pattern), base)
    for pattern, base in (
        (r"(.{2,}[сцз]к)(?:ого|ому|им|ими|их|и|ии|ая|а|ои|ою|у|ую|ие)", r"\1ии"),
        (r"(.{2,}енк)(?:а|у|о|ом|ови|е)", r"\1о"),
        (r"(.{2,}(?:ов|ев|ин))(?:а|у|им|ом|ои|ою|е|их|ими|у|ови)", r"\1"),
        (r"(.{2,}[бвгджзклмнпрстфхцчшщ])(?:ом|ови|еви|ами|ах)", r"\1"),
    )
)
CONSONANT = "[бвгджзклмнпрстфхцчшщ]"

# Prepositions by the case that they ask for, in both languages.
GENITIVE = """
від до для без після проти біля коло щодо крім окрім замість із-за задля внаслідок из-за от из после
против около кроме вместо ради ввиду вследствие
"""
CASE_OF = {
    **dict.fromkeys(GENITIVE.split(), "gent"),
    **dict.fromkeys(["к", "ко", "завдяки", "благодаря", "согласно", "вопреки", "всупереч"], "datv"),
    **dict.fromkeys(["між", "перед", "над", "під", "між", "между", "под"], "ablt"),
    **dict.fromkeys(["о", "об", "при"], "loct"),
}
# What an ending after a consonant means in a case, and what stands there in the nominative.
BY_CASE = {
    "gent": ((r"(.+?)[ая]", r"\1"), (r"(.+?)и", r"\1а")),
    "datv": ((r"(.+?)[ую]", r"\1"),),
    "ablt": ((r"(.+?)[оеє]м", r"\1"), (r"(.+?)[оеє][иію]ю?", r"\1а")),
    "loct": ((r"(.+?)[еи]", r"\1"),),
}
_BY_CASE = {
    case: tuple((re.compile(pattern), base) for pattern, base in rules)
    for case, rules in BY_CASE.items()
}
LEAST_STEM = 3  # letters that a name keeps before its ending


@lru_cache(maxsize=WORDS)
def strip_case(form: str, case: str | None) -> str:
    """The base of a name that no dictionary has, in the common spelling.

    >>> strip_case("корбином", None), strip_case("деимона", "gent"), strip_case("климо", None)
    ('корбин', 'деимон', 'климо')
    """
    for pattern, base in ENDINGS:
        if found := pattern.fullmatch(form):
            return found.expand(base)
    for pattern, base in _BY_CASE.get(case or "", ()):
        found = pattern.fullmatch(form)
        if found and len(found[1]) >= LEAST_STEM and re.search(CONSONANT + "$", found[1]):
            return found.expand(base)
    return form


def base_form(token: Token, language: str, wanted: str | None, case: str | None) -> str:
    """The name's word in Latin letters as the dictionary, its ending, or ``case`` (that of the
    preposition or the first name before it) give its nominative. ``wanted`` is the grammeme of a
    first name or a surname, where the word stands for one."""
    if not HAS_CYRILLIC.search(token.lower) or language not in ("ru", "uk"):
        return latin(token.lower)
    return _base(token.lower, language, wanted, case, "Abbr" in token.feats)


@lru_cache(maxsize=WORDS)
def _base(lower: str, language: str, wanted: str | None, case: str | None, is_abbr: bool) -> str:
    if is_abbr:
        return latin(lower)
    if not is_known(lower, language):
        if "-" in lower:
            first, last = lower.rsplit("-", 1)
            return "-".join((latin(first), _base(last, language, wanted, case, False)))
        return latin(strip_case(common_spelling(lower), case))
    # A genitive plural that has lost its ending («Эр», «Вест») is the nominative of another name.
    readings = [
        r
        for r in lemmas_of_form(lower, language)
        if r[1] & NOMINAL and not ("plur" in r[1] and len(r[0]) > len(lower))
    ]
    named = [(lemma, feats) for lemma, feats in readings if feats & NAMES]
    own = [r for r in named if wanted in r[1]]
    if wanted is not None and not own:
        return latin(strip_case(common_spelling(lower), case))
    for group in (own, named, readings):
        fitting = [r for r in group if case is None or case in r[1]] or group
        if fitting:
            return latin(fitting[0][0])
    return latin(lower)
