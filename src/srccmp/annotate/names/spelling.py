"""How a name sounds, whichever alphabet or romanisation it came through."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from anyascii import anyascii

from srccmp.annotate.tokens import common_spelling

WORDS = 50_000  # words whose sounds are kept

DIGRAPHS = (("shch", "s"), ("tsch", "c"), ("tch", "ch"), ("dzh", "j"), ("dge", "j"), ("sch", "s"),
            ("kh", "h"), ("zh", "j"), ("sh", "s"), ("ch", "c"), ("ts", "s"), ("tz", "s"),
            ("cz", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"), ("qu", "k"),
            ("q", "k"), ("wh", "v"), ("w", "v"), ("g", "h"), ("z", "s"))  # fmt: skip


@lru_cache(maxsize=WORDS)
def latin(text: str) -> str:
    """The word in Latin letters, Cyrillic through the spelling that uk and ru share.

    >>> latin("Іскандер"), latin("Искандер"), latin("Iskander")
    ('iskander', 'iskander', 'iskander')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(common_spelling(text)).lower()).strip("-")


@lru_cache(maxsize=WORDS)
def skeleton(key: str) -> str:
    """The consonants by their sound, whichever alphabet or romanisation the name came through.

    >>> skeleton("zelenskii") == skeleton("zelenskyy") == skeleton("zelensky")
    True
    """
    word = re.sub(r"c(?=[eiy])", "s", key)
    word = re.sub(r"^(?:kn|gn)(?=[aeiouy])", "n", word)  # Knight, Gnatyuk
    word = word.replace("qu", "k")
    word = re.sub(r"u(?=[aeio])", "v", word)  # Уоррен: Warren
    for letters, sound in DIGRAPHS:
        word = word.replace(letters, sound)
    word = word.replace("c", "k") if "c" in word and "ch" not in key else word
    word = re.sub(r"(?<=[aeiouy])h(?=[^aeiouy]|$)", "", word)  # Johnson, Bohdan: a silent h
    first = re.sub(r"^(?:y|i)(?=[aeou])", "", word)[:1]
    rest = re.sub(r"[aeiouy-]", "", word)
    start = "" if first not in "aeiouy" else "a"
    return re.sub(r"(.)\1+", r"\1", start + rest)


def same_name(left: str, right: str) -> bool:
    """Whether two keys are one name in two spellings; a surname meets its full name.

    >>> same_name("aliev", "aliyev"), same_name("kalibr", "kinzhal")
    (True, False)
    """
    if left == right:
        return True
    a, b = skeleton(left), skeleton(right)
    if len(a) < LEAST_SOUNDS or len(b) < LEAST_SOUNDS:
        return False
    return a == b


LEAST_SOUNDS = 3  # consonants that tell one name from another

# English (and a little French and German) spelling to the sounds that Cyrillic writes, the longer
# groups first; what stands for one sound in one place and another elsewhere is left alone.
ENGLISH_SOUNDS = (
    (r"eau[xts]?\b", "o"), (r"aux?\b", "o"), (r"ault\b", "o"), (r"augh\b", "o"), (r"ough\b", "o"),
    (r"ei?gh", "ei"), (r"igh", "ai"), (r"(?<=[a-z])er\b", "er"), (r"ier\b", "ie"), (r"ay\b", "ei"),
    (r"ey\b", "i"), (r"ee|ea(?!u)", "i"), (r"oo", "u"), (r"ou", "u"), (r"ow", "ou"),
    (r"(?<=[bcdfghjklmnpqrstvwxz])y\b", "i"), (r"(?<=[bcdfghjklmnpqrstvwxz])e\b", ""),
)  # fmt: skip
_ENGLISH = tuple((re.compile(pattern), sound) for pattern, sound in ENGLISH_SOUNDS)

CYRILLIC_SOUNDS = (
    (r"iyu|yu|iu", "u"), (r"ya|ia", "a"), (r"ye|ie(?!\b)", "e"), (r"dzh", "j"), (r"^ue", "ve"),
    (r"^u(?=[aeio])", "v"), (r"(?<=[aeo])u(?=[aeio])", "v"),
)  # fmt: skip
_CYRILLIC = tuple((re.compile(pattern), sound) for pattern, sound in CYRILLIC_SOUNDS)


@lru_cache(maxsize=WORDS)
def sounding(key: str, *, is_latin: bool) -> str:
    """A rough common spelling that keeps the vowels; ``is_latin``: not through Cyrillic.

    >>> sounding("may", is_latin=True), sounding("mei", is_latin=False)
    ('mei', 'mei')
    """
    word = re.sub(r"c(?=[eiy])", "s", key)
    for pattern, sound in _ENGLISH if is_latin else _CYRILLIC:
        word = pattern.sub(sound, word)
    for letters, sound in DIGRAPHS:
        word = word.replace(letters, sound)
    word = word.replace("c", "k" if is_latin else "c").replace("y", "i")
    word = re.sub(r"(?<=[aeiou])h(?=[^aeiou]|$)", "", word)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=WORDS)
def likeness(left: str, right: str) -> float:
    """0.0 to 1.0: how alike two soundings are."""
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
