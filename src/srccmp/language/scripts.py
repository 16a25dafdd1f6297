"""Which script a text is written in, and which of its words count as language at all."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_DATA = tomllib.loads(files("srccmp.language").joinpath("scripts.toml").read_text("utf-8"))
_BLOCKS: tuple[tuple[int, int, str], ...] = tuple(map(tuple, _DATA["blocks"]))
_FIRST = tuple(first for first, _, _ in _BLOCKS)
ONLY_LANGUAGE_OF_SCRIPT: dict[str, str] = _DATA["only"]
# What the detectors may answer for the scripts that several languages share.
OPEN_SCRIPTS: dict[str, tuple[str, ...]] = {
    script: tuple(codes.split()) for script, codes in _DATA["shared"].items()
}

# Longer texts say no more about their language; the cut keeps one huge line cheap.
MAX_LETTERS = 4_000

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# Addresses and handles are in no language; possessive bounds keep the search linear.
ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,400}|\S{1,80}@\S{1,80}|[@#]\w{1,80}")

# Cyrillic letters and the Latin ones that look like them: some texts mix the two in one word.
LOOKALIKES = str.maketrans("aeopcxyijkmhtbAEOPCXYIJKMHTB", "аеорсхуіјкмнтвАЕОРСХУІЈКМНТВ")
MIXED = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
HAS_LATIN = re.compile(r"[A-Za-z]")
LATIN_LOOKALIKE = re.compile(r"[aeopcxyijkmhtbAEOPCXYIJKMHTB]+")
KANA = re.compile(r"[\u3041-\u30ff]")


@cache
def script_of(letter: str) -> str:
    """ISO 15924 code of a letter's script, ``Zyyy`` for one that is not in the table.

    >>> script_of("ж"), script_of("w"), script_of("ა")
    ('Cyrl', 'Latn', 'Geor')
    """
    point = ord(letter)
    _, last, name = _BLOCKS[max(0, bisect_right(_FIRST, point) - 1)]
    return name if _FIRST[0] <= point <= last else "Zyyy"


def main_script(words: Iterable[str]) -> str | None:
    """The script of most letters; None where no letter is of a known script.

    Names keep their Latin letters in Cyrillic news ("концерт Global Citizen Festival"), so Latin
    words with a capital count a quarter where another script is there as well, and nothing where
    all of them have one and the other script has a word in small letters ("CNN, Fox News и ABC").

    >>> main_script(["на", "концерт", "Global", "Citizen", "Festival"])
    'Cyrl'
    """
    letters: dict[str, float] = {}
    capitals = 0
    has_other_small = False
    for word in words:
        script = script_of(word[0])
        letters[script] = letters.get(script, 0) + len(word)
        if script != "Latn":
            has_other_small |= word[0].islower()
        elif word[0].isupper():
            capitals += len(word)
    letters.pop("Zyyy", None)
    if not letters:
        return None
    if len(letters) > 1 and "Latn" in letters:
        are_names = has_other_small and letters["Latn"] == capitals
        letters["Latn"] -= capitals if are_names else 0.75 * capitals
    return max(letters, key=lambda script: (letters[script], script))


def words_of(text: str) -> list[str]:
    """The words of a text's beginning, without addresses and handles, in their own letters.

    >>> words_of("Пpeзидeнт: см. www.example.org")
    ['Президент', 'см']
    """
    text = text[:MAX_LETTERS]
    if "@" in text or "://" in text or "www." in text or "#" in text:
        text = ADDRESS.sub(" ", text)
    words = WORD.findall(text)
    if HAS_LATIN.search(text) and MIXED.search(text):
        words = [
            word.translate(LOOKALIKES)
            if MIXED.search(word) or LATIN_LOOKALIKE.fullmatch(word)
            else word
            for word in words
        ]
    return words
