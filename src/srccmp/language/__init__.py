"""Which language a text is in, how sure that is, and what decided it.

Three deciders, asked in this order, each only where the one before cannot tell:

``letters``
    a gate in plain Python: scripts that one language has for itself, letters that a language's
    alphabet does not hold, its commonest words and endings. It settles nearly every Ukrainian,
    Russian and English sentence, and loads nothing.
``py3langid``, ``langdetect``
    the statistical detectors, asked only about the languages that the gate left open.

docs/decisions/003-language.md has the figures behind this order. Everything here is a function of
the text alone: no clock, no unseeded sampling, no memory of earlier calls.
"""

from __future__ import annotations

import re
from collections import Counter

from srccmp.language.detectors import OURS, detect, knows, knows_better
from srccmp.language.letters import (
    ALPHABETS,
    ASCII,
    CYRILLIC_CODES,
    LATIN_GATE_CODES,
    LATIN_LETTERS,
    UNDETERMINED,
    Gate,
    gate,
)
from srccmp.language.scripts import OPEN_SCRIPTS, main_script, words_of
from srccmp.model import Article, LanguageGuess

DECLARED = frozenset({"metadata", "header"})
# The languages that the letters tell from all others of their script, or claim to.
PROFILED = frozenset({*CYRILLIC_CODES, *LATIN_GATE_CODES})
TWO_SCRIPTS = frozenset({"sr", "kk", "uz", "az", "tt", "mn"})
# A page's own language tag gives way to a text of this many characters, nearly all in another.
LONG_ENOUGH = 300
NEARLY_ALL = 0.9
# A statement is taken to differ from its article only from this many words and this sure.
OTHER_WORDS = 3
OTHER_SURE = 0.85


def guess_language(text: str) -> LanguageGuess:
    """The language of a text by its words alone; ``und`` where nothing can tell.

    >>> guess_language("Про це повідомили в міністерстві").code
    'uk'
    >>> guess_language("Missile strike on Kyiv damages embassy").code
    'en'
    >>> guess_language("2026: 13-19").code
    'und'
    """
    told = gate(text)
    if told.code is not None:
        return LanguageGuess(code=told.code, confidence=told.confidence, decided_by=told.decided_by)
    return detect(told)


def primary_subtag(tag: str) -> str:
    """The language of a declared tag; what pages write instead of ``uk`` is put right.

    >>> primary_subtag("uk-UA"), primary_subtag("ua"), primary_subtag("en_GB")
    ('uk', 'uk', 'en')
    """
    code = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return {"ua": "uk", "by": "be", "kz": "kk"}.get(code, code)


def article_language(article: Article) -> LanguageGuess:
    """The language of an article: what was declared for it, else what most of its body is in.

    A declaration that the script makes impossible (a page template's ``en`` over a Russian text)
    is overruled, and so is a page's own one where nearly all of a longer text is in another
    language that the letters tell apart from it.
    """
    declared = article.language
    body = article.body.of(article.text)
    if declared.code == UNDETERMINED or declared.decided_by not in DECLARED:
        return _most_of(body)
    code = primary_subtag(declared.code)
    if not _is_script_of(body, code):
        return _most_of(body)
    if declared.decided_by == "header" and code in PROFILED and len(body) >= LONG_ENOUGH:
        shares = _shares(body)
        told = max(shares, key=lambda found: (shares[found], found), default=code)
        if told != code and told in PROFILED and shares[told] >= NEARLY_ALL * shares.total():
            return guess_language(body)
    return LanguageGuess(code=code, confidence=declared.confidence, decided_by=declared.decided_by)


def _is_script_of(body: str, code: str) -> bool:
    script = main_script(words_of(body))
    scripts = [name for name, codes in OPEN_SCRIPTS.items() if code in codes]
    is_open = script in OPEN_SCRIPTS and bool(scripts) and code not in TWO_SCRIPTS
    return not is_open or script in scripts


def _shares(body: str) -> Counter[str]:
    """How many characters stand in lines of each language, by the letters alone."""
    shares: Counter[str] = Counter()
    for line in body.splitlines():
        code = gate(line).code
        if code is not None and code != UNDETERMINED:
            shares[code] += len(line)
    return shares


def _most_of(body: str) -> LanguageGuess:
    """The language of the body as a whole, unless more than half of what can be told of its lines
    is in another: long quotes in a second language do not make the article one in it."""
    guess = guess_language(body)
    shares = _shares(body)
    for code, share in sorted(shares.items()):
        if code != guess.code and 2 * share > shares.total():
            confidence = round(share / shares.total(), 4)
            return LanguageGuess(code=code, confidence=confidence, decided_by="letters")
    return guess


def statement_language(text: str, article_language: str) -> str:
    """A statement's own language: its article's, unless the words clearly are of another.

    Names and short pieces say too little, and the detectors are asked only about a text that
    cannot be in the article's language.

    >>> statement_language("МИД РФ", "uk")
    'uk'
    >>> statement_language("«Мы не имеем к этому никакого отношения, это ложь»", "uk")
    'ru'
    """
    told = gate(text)
    if told.code == article_language or 0 < len(told.words) < OTHER_WORDS:
        return article_language
    if article_language == UNDETERMINED:
        return guess_language(text).code
    if told.code is not None:
        is_neighbour = (
            article_language in OURS and told.script == "Cyrl" and told.code not in OURS
        )  # "День объявлен" has nothing that is not Bulgarian, but each word is Russian
        if is_neighbour and _fits(told, article_language) and knows(told.words, article_language):
            return article_language
        return article_language if told.code == UNDETERMINED else told.code
    if article_language in told.votes and _fits(told, article_language):
        for code in OURS if article_language in OURS and told.script == "Cyrl" else ():
            if code != article_language and knows_better(told.words, code, article_language):
                return code
        return article_language
    if all(word[0].isupper() for word in told.words):
        return article_language
    guess = detect(told)
    sure = guess.confidence is not None and guess.confidence >= OTHER_SURE
    return guess.code if sure and guess.code != UNDETERMINED else article_language


def _fits(told: Gate, code: str) -> bool:
    """Whether all of the letters are of the language's alphabet."""
    letters = frozenset("".join(told.words).lower())
    if told.script == "Cyrl":
        return letters <= ALPHABETS[code] | ASCII | {"'", "’", "ʼ"}
    return code != "en" or letters.isdisjoint(LATIN_LETTERS)
