"""Names: persons, places, bodies, weapons and products, each with one key in every spelling.

`find` reads one statement: listed names (``lexicon/places.toml``, ``lexicon/names.toml``), short
quotations, and runs of capitals as far as dictionary and grammar allow them. `article` adds what an
article tells of its own names (abbreviations in brackets, words it writes with a capital in mid
sentence). `settle` brings the spellings of all articles together, and surnames with full names.
"""

from srccmp.annotate.names.article import name_article
from srccmp.annotate.names.find import find_entities
from srccmp.annotate.names.keys import settle
from srccmp.annotate.names.spelling import latin, same_name, skeleton
from srccmp.annotate.names.table import (
    government_of,
    is_abbreviation,
    is_outlet,
    place_level,
)
from srccmp.annotate.names.words import is_common_word

__all__ = [
    "find_entities",
    "government_of",
    "is_abbreviation",
    "is_common_word",
    "is_outlet",
    "latin",
    "name_article",
    "place_level",
    "same_name",
    "settle",
    "skeleton",
]
