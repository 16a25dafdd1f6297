"""The language's words for the things that news tells of, under one name in every language.

"постраждати", "пострадать" and "be damaged" are all ``damage``: that is what lets accounts in
different languages be compared without an encoder, and what the facets' rules are written in.
The lists are data: ``lexicon/concepts.toml``.
"""

from __future__ import annotations

from functools import cache

from srccmp.annotate.tokens import Token


@cache
def _index(language: str) -> dict[str, tuple[str, ...]]:
    return {}


def concepts_of(token: Token, language: str) -> tuple[str, ...]:
    """Names of the concepts that this word can stand for; none for most words."""
    return _index(language).get(token.lemma, ())
