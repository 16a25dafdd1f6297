"""What the letters leave open: py3langid, the dictionaries and langdetect, loaded when asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from srccmp.language.letters import APOSTROPHES, LEAD_SLOPE, UNDETERMINED, Gate, sigmoid
from srccmp.language.scripts import OPEN_SCRIPTS
from srccmp.model import LanguageGuess
from srccmp.words import analyser

PY3LANGID_MODEL = "data/model.npz.xz"

# What the gate leaves open is settled by a sum: py3langid's score (a log-likelihood divided by the
# square root of the bytes), the gate's votes, and each word that the dictionaries of the Slavic
# languages in Cyrillic have or lack. English gets a start, as headlines in it have nothing that
# tells; so do the commonest languages of Cyrillic news. Swept on four sets together, 7,700
# snippets and sentences: docs/decisions/003-language.md.
VOTE_SHARE = 0.25
IN_DICTIONARY = 0.5
NOT_IN_DICTIONARY = -1.0
START: Mapping[str, float] = {"en": 1.5, "ru": 0.4, "uk": 0.4, "bg": 0.2}
# The languages that pymorphy3 has: their dictionaries are loaded by later stages in any event.
OURS = ("ru", "uk")
DICTIONARIES = {"Cyrl": OURS}
FURTHER_DICTIONARIES = {"Cyrl": ("bg", "mk", "sr")}
SIMPLEMMA_CODES = {"sr": "hbs"}
# Dictionaries of 0.2-0.6 s are loaded only for what is this near to the best.
DICTIONARY_REACH = 2.0
# Nearer than this and langdetect is asked as well: it may choose the second, where it is sure.
CLOSE = 0.5
LANGDETECT_SURE = 0.9
# Of one or two words the detectors must be surer than this, and of names alone surer still.
FEW_WORDS = 2
FEW_WORDS_SURE = 0.6
FEW_NAMES_SURE = 0.8
# By this much must a statement be better known to the other of the two: two words, mostly. Of 116
# sentences of aligned news that the letters leave open between Russian and Ukrainian, 105 were so
# and none of 954 sentences and snippets in the article's language (1.5: 111 and none).
BETTER_KNOWN = 2.0
# Abbreviations (BBC CNN NATO) are in no language, and no language has most of its words without a
# vowel: of 12,498 rows none was lost by it.
MAX_ABBREVIATION = 5
ALPHABETIC = frozenset({"Cyrl", "Latn"})
VOWELS = frozenset("aeiouyáàâäãåāæąéèêëēěęəíìîïīįıóòôöõőøœúùûüūůűųýаеиоуыэюяёіїєјөүұәӯӣў")
# The dictionaries and detectors learn nothing more from further words.
MAX_DETECTOR_WORDS = 60


@cache
def _py3langid() -> Any:
    from py3langid.langid import LanguageIdentifier

    # An identifier of our own: the module's shared one can be restricted by other code.
    return LanguageIdentifier.from_model_file(PY3LANGID_MODEL)


@cache
def _langdetect() -> Any:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


@cache
def _is_known(code: str) -> Callable[[str], bool]:
    """Whether a lower-case word stands in a language's dictionary."""
    if code in OURS:
        known: Callable[[str], bool] = analyser(code).word_is_known
        return known
    from simplemma import is_known

    return partial(is_known, lang=SIMPLEMMA_CODES.get(code, code))


def _ask_langdetect(text: str, codes: Sequence[str]) -> dict[str, float]:
    """Probabilities (0-1) of those of ``codes`` that langdetect has a profile for; maybe none.

    The seed is set for each call: unseeded, langdetect changes its mind between calls.
    """
    from langdetect.lang_detect_exception import LangDetectException

    factory = _langdetect()
    prior = {code: 1.0 for code in factory.langlist if code in codes}
    if not prior:
        return {}
    detector = factory.create()
    detector.seed = 0
    try:
        detector.set_prior_map(prior)
        detector.append(text)
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:  # no features in the text
        return {}


def _dictionary_votes(words: Sequence[str], code: str) -> float:
    is_known = _is_known(code)
    votes = 0.0
    for word in words:
        if len(word) < 3:
            continue
        if is_known(word.lower().translate(APOSTROPHES)):
            votes += IN_DICTIONARY
        elif not word[0].isupper():  # a name need not stand in a dictionary
            votes += NOT_IN_DICTIONARY
    return votes


def knows(words: Sequence[str], code: str) -> bool:
    """Whether the language's dictionary has more of the words than it lacks."""
    return _dictionary_votes(words, code) > 0


def knows_better(words: Sequence[str], code: str, article: str) -> bool:
    """Whether the dictionary of ``code`` has words of the text that the article's has not."""
    own = _dictionary_votes(words, article)
    if len(words) * IN_DICTIONARY - own < BETTER_KNOWN:  # the other need not be loaded
        return False
    return _dictionary_votes(words, code) - own >= BETTER_KNOWN


def _is_speech(words: Sequence[str]) -> bool:
    """Whether the words can be those of a language: not abbreviations alone, nor keys struck."""
    if all(word.isupper() and len(word) <= MAX_ABBREVIATION for word in words):
        return False
    struck = sum(len(word) > 3 and VOWELS.isdisjoint(word.lower()) for word in words)
    return 2 * struck < len(words)


def detect(gate: Gate) -> LanguageGuess:
    """The likeliest of the languages that the script can hold, and by how much."""
    codes = OPEN_SCRIPTS.get(gate.script or "", ())
    words = gate.words[:MAX_DETECTOR_WORDS]
    if gate.script in ALPHABETIC and not _is_speech(words):
        return LanguageGuess(code=UNDETERMINED, confidence=None, decided_by="no-words")
    text = " ".join(words)
    size = math.sqrt(len(text.encode()) or 1)
    scores = {
        code: score / size + VOTE_SHARE * gate.votes.get(code, 0.0) + START.get(code, 0.0)
        for code, score in _py3langid().rank(text)
        if not codes or code in codes
    }
    for code in DICTIONARIES.get(gate.script or "", ()):
        scores[code] += _dictionary_votes(words, code)
    reach = max(scores.values()) - DICTIONARY_REACH
    for code in FURTHER_DICTIONARIES.get(gate.script or "", ()):
        if scores[code] > reach:
            scores[code] += _dictionary_votes(words, code)
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    lead = scores[best] - scores[second]
    decided_by = "py3langid"
    if lead < CLOSE:
        told = _ask_langdetect(text, codes)
        if best in _langdetect().langlist and told.get(second, 0.0) >= LANGDETECT_SURE:
            best, decided_by = second, "langdetect"
    confidence = sigmoid(LEAD_SLOPE * lead)
    sure = FEW_NAMES_SURE if all(word[0].isupper() for word in words) else FEW_WORDS_SURE
    if len(words) <= FEW_WORDS and confidence < sure:
        return LanguageGuess(code=UNDETERMINED, confidence=confidence, decided_by="too-short")
    return LanguageGuess(code=best, confidence=confidence, decided_by=decided_by)
