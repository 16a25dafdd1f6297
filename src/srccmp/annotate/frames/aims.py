"""Whether what was done was meant, and what alone it was aimed at."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.frames.cued import Cued
from srccmp.annotate.frames.denial import denied, has_negation, is_negated
from srccmp.annotate.frames.events import is_charged
from srccmp.annotate.frames.phrases import PLACING, concepts_in, phrase_stop, things_around
from srccmp.annotate.frames.values import CIVIL, HARM, Frame, things
from srccmp.model import Entity, Facet, Polarity, Span

MEANT = frozenset({"deliberate", "arson", "sabotage"})
ALLEGED_BACK = 3  # words between "allegedly" and "deliberate"
SCOPE = 7  # words of what stands behind "only"
HARMING = frozenset({"damage", "destroy", "injure", "kill", "hit", "strike"})


def find_intents(words: Cued, entities: Sequence[Entity]) -> tuple[Frame, ...]:
    """Whether what was done was meant: affirmed, or denied (also by "якобы", "опроверг")."""
    aiming = (at for at, _ in words.cues("aiming"))
    found = sorted({*words.places((*MEANT, "accidental")), *aiming})
    if not found or words.has("preventing"):
        return ()
    rejected = denied(words)
    effect, patients = concepts_in(words) & HARM, things_around(words, entities)
    frames = []
    for at in found:
        if is_charged(words, at):
            continue
        names = frozenset(words.concepts[at])
        is_denied = (
            is_negated(words, at)
            or words.has("alleged", max(0, at - ALLEGED_BACK), at)
            or at in rejected
        )
        if "accidental" in names:  # not deliberate
            is_denied = not is_denied
        frames.append(
            Frame(
                facet=Facet.INTENT,
                span=words.tokens[at].span,
                value="deliberate",
                names=frozenset(),
                concepts=names,
                effect=effect | ({"strike"} if words.cue("aiming", at) else set()),
                patients=patients,
                polarity=Polarity.DENIED if is_denied else Polarity.AFFIRMED,
            )
        )
    return tuple(frames)


def find_scopes(words: Cued, entities: Sequence[Entity]) -> tuple[Frame, ...]:
    """ "Only military targets" (value ``only:…``), and what was in fact harmed (``harmed:…``)."""
    events = concepts_in(words) & HARM
    if not events:
        return ()
    frames = []
    for at, _ in words.cues("only"):
        stop = min(phrase_stop(words, at + 1), at + 1 + SCOPE)
        if targets := concepts_in(words, at + 1, stop) & things():
            span = Span(words.tokens[at].span.start, words.tokens[stop - 1].span.stop)
            frames.append(_scope(words, entities, span, "only", targets, events))
    if frames or not events & HARMING:
        return tuple(frames)
    if has_negation(words) or any(map(words.has, ("alleged", "preventing", "denying"))):
        return ()
    for at in words.places(CIVIL):
        if any(t.pos == "PREP" or t.lower in PLACING for t in words.tokens[max(0, at - 2) : at]):
            continue  # "taken to a hospital": where to, not what was hit
        civil = CIVIL.intersection(words.concepts[at])
        return (_scope(words, entities, words.tokens[at].span, "harmed", civil, events),)
    return ()


def _scope(
    words: Cued,
    entities: Sequence[Entity],
    span: Span,
    kind: str,
    targets: frozenset[str],
    events: frozenset[str],
) -> Frame:
    return Frame(
        facet=Facet.SCOPE,
        span=span,
        value=f"{kind}:" + "+".join(sorted(targets)),
        names=frozenset(),
        concepts=targets,
        effect=events,
        patients=things_around(words, entities),
        polarity=Polarity.AFFIRMED,
    )
