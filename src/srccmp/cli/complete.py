"""What the shell offers after Tab. Quick, and silent whatever happens: a word that cannot be
completed is no error. What the last comparison has is offered, as nothing is compared for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import typer

FORESEEN = (OSError, ValueError, TypeError, KeyError, AttributeError, ImportError, RecursionError)
# What a shell reads as more than a letter: the scripts that typer makes for zsh evaluate their
# answer twice, and "\\$(...)" in a headline would run.
SPECIAL = re.compile(r"[^\w .,:%+@()/–—-]")
WORD = re.compile(r"[\w.@+-]+")
ENCODERS = ("auto", "bundled", "bundled-int8", "none", "onnx:", "st:", "model2vec:")


def ids(incomplete: str) -> list[tuple[str, str]]:
    """Claims, statements, articles and stories of the last comparison that begin so."""
    from srccmp import store
    from srccmp.errors import SrccmpError

    try:
        found = store.known_ids(incomplete)
    except (*FORESEEN, SrccmpError):
        return []
    return [(word, _plain(told)) for word, told in found if WORD.fullmatch(word)]


def relations(incomplete: str) -> list[str]:
    from srccmp.model import Relation

    return listed(Relation, incomplete)


def facets(incomplete: str) -> list[str]:
    from srccmp.model import Facet

    return listed(Facet, incomplete)


def commands(ctx: typer.Context, incomplete: str) -> list[str]:
    known = getattr(ctx.find_root().command, "commands", {})
    return [name for name in known if name.startswith(incomplete)]


def encoders(incomplete: str) -> list[str]:
    return [name for name in ENCODERS if name.startswith(incomplete)]


def sources(incomplete: str) -> list[str]:
    """Names of sources that have no space, which a shell would have to quote."""
    return listed(_last("sources"), incomplete)


def languages(incomplete: str) -> list[str]:
    return listed(_last("languages"), incomplete) or listed(("en", "ru", "uk"), incomplete)


def stories(incomplete: str) -> list[str]:
    return listed(_last("stories"), incomplete)


def listed(words: Iterable[object], incomplete: str) -> list[str]:
    """The words that may end a list with commas, in order, each once and none that stands in it.

    >>> listed(["agree", "update", "unclear"], "agree,u")
    ['agree,unclear', 'agree,update']
    """
    before, comma, begun = incomplete.rpartition(",")
    given = set(before.split(","))
    found = {word for word in words if isinstance(word, str) and WORD.fullmatch(word)} - given
    return [before + comma + word for word in sorted(found) if word.startswith(begun)]


def _last(kind: str) -> list[str]:
    """Names of one kind in the last comparison; none where it cannot be read."""
    from srccmp import store

    try:
        return store.known_names(kind)
    except FORESEEN:
        return []


def _plain(words: str) -> str:
    r"""One line without any sign that a shell takes for more than a letter.

    >>> _plain("article: \\$(date) `date` 'x'")
    'article: (date) date x'
    """
    from srccmp.present.safe import safe

    return " ".join(SPECIAL.sub(" ", safe(words)).split())
