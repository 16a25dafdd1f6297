"""Words with their lemmas: what every layer above reads instead of the bare text.

Lemmas and parts of speech come from pymorphy3 (Russian, Ukrainian) and simplemma (English and the
others it knows). Both are loaded when the first word of the language is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from srccmp.model import Span
from srccmp.words import APOSTROPHES, HAS_CYRILLIC, analyser, parses

STRESS = "\u0301"

# A number with its grouping and fraction ("1 200,5" is one token only where the groups are of
# three digits), a word with inner hyphens and apostrophes, or one sign.
TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:(?!['’]s\b)[\u0301'’ʼ‘`´-][^\W_]+)*(?:-\d+)?"
    r"|['’]s\b"
    r"|[^\w\s]|_"
)

COMMON = str.maketrans(
    {
        "і": "и",
        "ї": "и",
        "ы": "и",
        "й": "и",
        "є": "е",
        "э": "е",
        "ё": "е",
        "ґ": "г",
        "ў": "в",
        "ь": None,
        "ъ": None,
        "'": None,
        STRESS: None,
    }
)

WORDS = 100_000  # forms whose answers are kept, some 40 MB at the most

# Where one form has several parses and the dictionary gives no probabilities (Ukrainian), a word
# of a closed class is far commoner in news than its homonym: «понад» is not a noun "понада".
CLOSED = frozenset({"PREP", "CONJ", "PRCL", "NPRO"})


class Token(NamedTuple):
    """One word, number or sign.

    ``span`` counts in the article. ``lower`` is the form, ``lemma`` its dictionary form, ``key``
    the lemma in the spelling that Ukrainian and Russian share. ``pos`` is pymorphy's part of
    speech (NOUN, VERB, INFN, PRTF, PRTS, GRND, ADJF, ADJS, NUMR, NPRO, PREP, CONJ, PRCL, ADVB …),
    NUM for digits, SIGN for punctuation, "" where unknown (English among them); ``feats`` the
    grammemes (``gent``, ``past``, ``plur``, ``pssv``, ``Surn`` …). ``is_word``: no number and no
    sign; ``is_capital``: written with a capital.

    A named tuple, as texts have more of these than of anything else and it is made in a third of
    a dataclass's time.
    """

    span: Span
    text: str
    lower: str
    lemma: str
    key: str
    pos: str
    feats: frozenset[str]
    is_word: bool
    is_capital: bool


Word = tuple[str, str, str, str, str, frozenset[str], bool, bool]  # a token without its span


@dataclass(frozen=True, slots=True)
class Parse:
    lemma: str
    pos: str
    feats: frozenset[str]


@lru_cache(maxsize=WORDS)
def common_spelling(word: str) -> str:
    """Ukrainian and Russian words in one spelling, in lower case.

    >>> common_spelling("Київ"), common_spelling("объект"), common_spelling("об'єкт")
    ('киив', 'обект', 'обект')
    """
    return word.lower().translate(APOSTROPHES).translate(COMMON)


@cache
def _simplemma() -> tuple[Callable[..., str], frozenset[str]]:
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return lemmatize, frozenset(SUPPORTED_LANGUAGES)


@lru_cache(maxsize=WORDS)
def parse(word: str, language: str, *, is_upper: bool = False) -> Parse:
    """The likeliest lemma of a lower-case word; the word itself where the language is unknown.

    An unknown word that was written in capitals (``is_upper``) is an abbreviation and stays as it
    is: the dictionaries' guessers take БПЛА for a verb.
    """
    if language in ("ru", "uk"):
        if not HAS_CYRILLIC.search(word):  # the guessers are made for their own letters
            return Parse(word, "", frozenset())
        morph = analyser(language)
        if is_upper and 2 <= len(word) <= 6 and not morph.word_is_known(word):
            return Parse(word, "NOUN", frozenset({"Abbr"}))
        found = parses(word, language)
        best = next((p for p in found if p.tag.POS in CLOSED), None) if language == "uk" else None
        best = best or next(iter(found), None)
        if best is None or best.tag.POS is None:
            return Parse(word, "", frozenset())
        return Parse(best.normal_form, str(best.tag.POS), best.tag.grammemes)
    lemmatize, supported = _simplemma()
    if language in supported:
        return Parse(lemmatize(word, lang=language).lower(), "", frozenset())
    return Parse(word, "", frozenset())


@lru_cache(maxsize=WORDS)
def _possible_feats(word: str, language: str) -> frozenset[str]:
    return frozenset[str]().union(*(parsed.tag.grammemes for parsed in parses(word, language)))


def possible_feats(token: Token, language: str) -> frozenset[str]:
    """The grammemes of all parses of the word, not of the likeliest alone."""
    return _possible_feats(token.lower, language)


def possible_lemmas(token: Token, language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The lemma and the grammemes of every parse of the word, the likeliest first; () where
    there is no dictionary for it (other languages than uk and ru, other letters)."""
    return lemmas_of_form(token.lower, language)


@lru_cache(maxsize=WORDS)
def lemmas_of_form(word: str, language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The same for a word in small letters."""
    return tuple((parsed.normal_form, parsed.tag.grammemes) for parsed in parses(word, language))


def tokenize(text: str, language: str, *, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of ``text``, which begins ``offset`` code points into its article.

    >>> [t.lemma for t in tokenize("Обломки ракеты упали", "ru")]
    ['обломок', 'ракета', 'упасть']
    """
    return tuple(
        [
            Token(Span(match.start() + offset, match.end() + offset), *_read(match[0], language))
            for match in TOKEN.finditer(text)
        ]
    )


@lru_cache(maxsize=WORDS)
def _read(form: str, language: str) -> Word:
    """The form, in lower case and plain spelling, and what it is."""
    lower = form.lower().translate(APOSTROPHES).replace(STRESS, "")
    if form[0].isdigit():
        parsed = Parse(lower, "NUM", frozenset())
    elif not form[0].isalpha():
        parsed = Parse(form, "SIGN", frozenset())
    else:
        parsed = parse(lower, language, is_upper=form.isupper())
    key = common_spelling(parsed.lemma)
    return word_of(form, lower, parsed.lemma, key, parsed.pos, parsed.feats)


def word_of(text: str, lower: str, lemma: str, key: str, pos: str, feats: frozenset[str]) -> Word:
    """All that a token is but where it stands."""
    is_word = pos not in ("SIGN", "NUM")
    return text, lower, lemma, key, pos, feats, is_word, text[:1].isupper()
