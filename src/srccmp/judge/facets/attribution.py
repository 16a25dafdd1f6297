"""Two speakers who say the same."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.annotate.names import government_of, is_outlet, same_name
from srccmp.judge.level import Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Attribution, Facet, Finding, Relation, Span

OTHER_SPEAKER = Level("the same, said by another", Relation.COMPATIBLE)


def compare_attribution(sides: Sides) -> Iterator[Finding]:
    """Who says it differs while what is said agrees: told where nothing else differs."""
    a, b = sides.left.annotated.attribution, sides.right.annotated.attribution
    if a is None or b is None or not a.key or not b.key or not sides.is_same_telling():
        return
    if same_name(a.key, b.key) or government_of(a.key) == government_of(b.key):
        return
    if is_outlet(a.key) or is_outlet(b.key):
        return  # a paper that repeats a speaker
    if set(a.key.split("_")) & set(b.key.split("_")):
        return
    left, right = _place(sides, a, left=True), _place(sides, b, left=False)
    yield from found(
        sides, Facet.ATTRIBUTION, OTHER_SPEAKER, left, right, f"{_name(a)} / {_name(b)}"
    )


def _name(attribution: Attribution) -> str:
    return " ".join((attribution.name or attribution.speaker or "").split())


def _place(sides: Sides, attribution: Attribution, *, left: bool) -> Span:
    """Where the statement names its speaker; all of it where another sentence does."""
    side = sides.left if left else sides.right
    statement = side.annotated.statement
    words = attribution.speaker or ""
    at = statement.text.find(words) if words else -1
    if at < 0:
        return statement.span
    return Span(statement.span.start + at, statement.span.start + at + len(words))
