"""Two speakers who say the same."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.names import is_outlet
from srccmp.judge.facets.apart import are_variants, is_across, sound_apart
from srccmp.judge.level import Level
from srccmp.judge.sides import VERY_CLOSE, Sides, found
from srccmp.model import Attribution, Entity, EntityKind, Facet, Finding, Relation

OTHER_SPEAKER = Level("the same, said by another", Relation.COMPATIBLE)
# Bodies have many names (Downing Street, the prime minister's office): none is held to be two.
SPEAKING = frozenset({EntityKind.PERSON})
# Who tells what others said: no voice of its own.
RETELLING = frozenset({"media", "journalist", "newspaper", "television", "channel"})


def compare_attribution(sides: Sides) -> Iterator[Finding]:
    """Who says it differs while what is said agrees: told where nothing else differs, of people
    whom both accounts name."""
    if not (sides.is_same_telling() and sides.is_close(VERY_CLOSE)):
        return
    mine, other = _speaker(sides.left), _speaker(sides.right)
    if mine is None or other is None:
        return
    (said, a), (told, b) = mine, other
    if said.key == told.key or are_variants(a, b) or (is_across(a, b) and not sound_apart(a, b)):
        return
    yield from found(
        sides, Facet.ATTRIBUTION, OTHER_SPEAKER, a.span, b.span, f"{_name(said)} / {_name(told)}"
    )


def _speaker(side: Analysis) -> tuple[Attribution, Entity] | None:
    """Who says it, with the name in it; None where nobody is named, or one who retells."""
    said = side.annotated.attribution
    if said is None or not said.speaker or not said.key or is_outlet(said.key):
        return None
    name = next(
        (
            entity
            for entity in side.annotated.entities
            if entity.kind in SPEAKING and entity.surface in said.speaker
        ),
        None,
    )
    if name is None:
        return None
    words = said.speaker.lower().split()
    is_retold = any(
        RETELLING.intersection(concepts_of(token, side.language))
        for token in side.tokens
        if token.lower in words
    )
    return None if is_retold else (said, name)


def _name(attribution: Attribution) -> str:
    return " ".join((attribution.name or attribution.speaker or "").split())
