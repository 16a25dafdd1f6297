"""What brought the harm about, as the statement tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from srccmp.annotate.concepts import with_parents
from srccmp.annotate.frames.cued import NOT, Cued
from srccmp.annotate.frames.denial import denied, is_negated
from srccmp.annotate.frames.events import is_charged
from srccmp.annotate.frames.phrases import (
    CLAUSE_END,
    FINITE,
    PLACING,
    RELATIVE,
    clause_bounds,
    concepts_in,
    names_inside,
    phrase_stop,
    things_around,
)
from srccmp.annotate.frames.values import CAUSES, HARM, Context, Frame, things
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind, Facet, Polarity, Span

# What can be told as a cause without more words: it names itself.
NAMABLE = CAUSES | {"weapon", "debris", "explode", "fall", "hit"}
# Deeds that are a cause by themselves: "it was arson", "the plant was set on fire".
DEEDS = frozenset({"arson", "sabotage"})
# Causes only beside harm: «пострадал от взрыва», "died of burns", "damage from the storm".
WEAK_CUES = frozenset(["от", "від", "from", "of", "через"])
ABOUT = frozenset(["о", "об", "про", "about", "of", "that", "що", "что"])
COPULA = frozenset(["is", "was", "be", "been", "стать", "стати", "быть", "бути", "являться"])
# The Ukrainian dictionary takes these forms for other words: «стало» for an adverb.
FORMS = frozenset(["стало", "стала", "стали", "став", "було", "була", "були", "був"])
DASHES = frozenset("-–—:")
REACH = 6  # words between "the cause" and its verb
ARMS = frozenset({EntityKind.WEAPON, EntityKind.PRODUCT})


GROUPS = ("cause.follows", "cause.became", "cause.is", "cause.leads")


class Told(NamedTuple):
    """The index of the cue, and the tokens [first, stop) of the cause."""

    cue: int
    first: int
    stop: int
    negated: bool


def find_causes(words: Cued, entities: Sequence[Entity], context: Context) -> tuple[Frame, ...]:
    """What brought the harm about, with the harm and what it befell."""
    rejected = denied(words)
    frames: list[Frame] = []
    taken: list[Span] = []
    for told in (*_cue_causes(words, rejected), *_projectiles(words), *_deeds(words, rejected)):
        span = Span(words.tokens[told.first].span.start, words.tokens[told.stop - 1].span.stop)
        if any(other.covers(span) for other in taken) or is_charged(words, told.cue):
            continue
        frame = _frame(words, entities, context, told, span, is_denied=told.cue in rejected)
        if frame is not None:
            taken.append(span)
            frames.append(frame)
    return tuple(frames)


def _frame(
    words: Cued,
    entities: Sequence[Entity],
    context: Context,
    told: Told,
    span: Span,
    *,
    is_denied: bool,
) -> Frame | None:
    """None where no harm is told that it could be the cause of, or it is no kind of cause."""
    cue, first, stop, negated = told
    is_projectile = not {"hit", "fall", *DEEDS}.isdisjoint(words.concepts[cue])
    effect = (concepts_in(words, 0, first) | concepts_in(words, stop)) & HARM
    patients = things_around(words, entities, 0, first) | things_around(words, entities, stop)
    is_inherited = not effect and not is_projectile
    if is_inherited:
        if not context.effect or not _leans(words, cue):
            return None
        effect, patients = context.effect, patients | context.patients
    patients, has_leaned = _made_specific(patients, context.patients)
    names = names_inside(entities, span)
    concepts = concepts_in(words, first, stop)
    is_kind = not concepts.isdisjoint(CAUSES | HARM | {"weapon", "debris"})
    if not is_kind and not any(kind in ARMS for _, kind in names):
        return None
    return Frame(
        facet=Facet.CAUSE,
        span=span,
        value=_value(names, concepts),
        names=names,
        concepts=concepts,
        effect=effect or (concepts & HARM) or frozenset({"hit"}),
        patients=patients,
        polarity=Polarity.DENIED if negated or is_denied else Polarity.AFFIRMED,
        inherited=is_inherited or has_leaned,
    )


def context_of(words: Cued, entities: Sequence[Entity], before: Context) -> Context:
    """What the next statement may lean on: this one's harm and what it befell, else the one
    before's."""
    effect = concepts_in(words) & HARM
    return Context(effect, things_around(words, entities)) if effect else before


def _made_specific(patients: frozenset[str], before: frozenset[str]) -> tuple[frozenset[str], bool]:
    """ "The building" after a sentence on the embassy is the embassy: a general thing takes what
    the context knows of its kind; and where nothing is named, all that the context names."""
    told = patients & things()
    if not told:
        return patients | before, bool(before)
    finer = {n for n in before & things() if set(with_parents(n)[1:]) & told}
    if finer and not any(set(with_parents(n)[1:]) & told for n in told):
        return patients | finer, True
    return patients, False


def _value(names: frozenset[tuple[str, EntityKind]], concepts: frozenset[str]) -> str:
    for kinds in (ARMS, (EntityKind.PERSON, EntityKind.NAME)):
        if strong := sorted(key for key, kind in names if kind in kinds):
            return "+".join(strong)
    strong = sorted(key for key, kind in names if kind is EntityKind.ORGANISATION)
    return "+".join(strong or sorted(concepts & CAUSES) or sorted(concepts) or ["?"])


def _leans(words: Cued, cue: int) -> bool:
    """Whether the cue may leave its effect to the statement before: "the cause was …" may,
    "because of …" may not."""
    return bool(words.cue("cause.is", cue) or words.cue("cause.became", cue))


# --- behind cue words --------------------------------------------------------------------------


def _cue_causes(words: Cued, rejected: frozenset[int]) -> Iterator[Told]:
    """What stands beside a cue of cause, by the first way in which each word can be one."""
    harmed = words.places(HARM)
    cues = {at for group in GROUPS for at, _ in words.cues(group)}
    for at in sorted({*cues, *harmed, *(at + 1 for at in harmed if at + 1 < len(words))}):
        if length := words.cue("cause.follows", at):
            told = _followed(words, at, length)
        elif length := words.cue("cause.became", at):
            told = _become(words, at, length)
        elif length := words.cue("cause.is", at):
            told = _told_to_be(words, at, length, rejected)
        elif length := words.cue("cause.leads", at):
            told = _leading(words, at, length)
        else:
            told = _by_passive(words, at)
        if told is not None:
            yield told


def _followed(words: Cued, at: int, length: int) -> Told | None:
    """ "Because of X"."""
    if words.tokens[at].lower in WEAK_CUES and not _harm_near(words, at):
        return None
    first = at + length
    if first < len(words) and words.tokens[first].pos == "PREP":
        first += 1
    stop = phrase_stop(words, first)
    return Told(at, first, stop, is_negated(words, at)) if stop > first else None


def _become(words: Cued, at: int, length: int) -> Told | None:
    """ "… was the result of X"."""
    first = at + length
    negated = is_negated(words, at) or _has_not(words, at, first)
    stop = phrase_stop(words, first)
    return Told(at, first, stop, negated) if stop > first else None


def _told_to_be(words: Cued, at: int, length: int, rejected: frozenset[int]) -> Told | None:
    """ "The cause was X", "X was the cause"."""
    first = at + length
    negated = is_negated(words, at) or at in rejected or _has_not(words, at, first)
    if (tied := _tie_behind(words, first)) is not None:
        negated = negated or _has_not(words, first, tied)
        first = tied  # "the cause of the blast was …", "причина пожара — …"
    if _has_not(words, first, first + 1):
        negated, first = True, first + 1
    if first < len(words) and words.tokens[first].lower in ABOUT:
        first += 1
    stop = phrase_stop(words, first)
    if stop > first and not NAMABLE.isdisjoint(concepts_in(words, first, stop)):
        return Told(at, first, stop, negated)
    start = _subject_before(words, at)
    return Told(at, start, _copula(words, start, at), negated) if start is not None else None


def _leading(words: Cued, at: int, length: int) -> Told | None:
    """ "X led to a fire"; «вызвал посла» summons, «вызвал пожар» causes."""
    tokens, behind = words.tokens, at + length
    if HARM.isdisjoint(concepts_in(words, behind, behind + 8)):
        # «к пожару привело замыкание»
        is_after_harm = tokens[at - 1 if at else 0].pos == "NOUN" and not HARM.isdisjoint(
            concepts_in(words, max(0, at - 4), at)
        )
        stop = phrase_stop(words, behind) if is_after_harm else behind
        return Told(at, behind, stop, is_negated(words, at)) if stop > behind else None
    first = at
    while first > 0 and at - first < 8 and tokens[first - 1].text not in CLAUSE_END | {","}:
        first -= 1
    return Told(at, first, at, is_negated(words, at)) if first < at else None


def _by_passive(words: Cued, at: int) -> Told | None:
    """«Повреждено ракетой», "damaged by a missile"."""
    tokens, token = words.tokens, words.tokens[at]
    is_passive = token.pos in ("PRTS", "PRTF") or "pssv" in token.feats or _is_impersonal(token)
    if is_passive and (step := _nearest_instrumental(words, at)) is not None:
        if HARM.isdisjoint(words.concepts[at]):
            return None
        return Told(at, step, phrase_stop(words, step), is_negated(words, at))
    if (
        words.language == "en"
        and token.lower == "by"
        and at
        and tokens[at - 1].lower.endswith(("ed", "en", "hit"))
        and not HARM.isdisjoint(words.concepts[at - 1])
    ):
        return Told(at - 1, at + 1, phrase_stop(words, at + 1), is_negated(words, at))
    return None


def _has_not(words: Cued, first: int, stop: int) -> bool:
    return any(token.lower in NOT for token in words.tokens[first:stop])


def _tie_behind(words: Cued, first: int) -> int | None:
    """Where what is tied to the cue begins: behind the verbs or the dash of its clause."""
    tokens = words.tokens
    for at in range(first, min(first + REACH, len(tokens))):
        if tokens[at].text in CLAUSE_END - {":"} or tokens[at].text == ",":
            return None
        if _is_tie(tokens[at]):
            while at < len(tokens) and (_is_tie(tokens[at]) or tokens[at].lower in ("не", "not")):
                at += 1
            return at
    return None


def _is_tie(token: Token) -> bool:
    return token.pos in FINITE or _is_copula(token) or token.text in DASHES


def _is_copula(token: Token) -> bool:
    return token.lemma in COPULA or token.lower in FORMS


def _copula(words: Cued, start: int, cue: int) -> int:
    """Where "X was the likely cause" ends its X."""
    for at in range(start, cue):
        token = words.tokens[at]
        if _is_copula(token) or token.pos in FINITE or words.cue("modal", at):
            return at
    return cue


def _subject_before(words: Cued, cue: int) -> int | None:
    """Where the X of "X was the cause" begins; None where no copula ties it to the cue."""
    tokens = words.tokens
    first = clause_bounds(words, cue)[0]
    for at in range(max(first, cue - 8), cue):
        if _is_copula(tokens[at]) and at > first:
            start = at
            while start > first and at - start < 5 and tokens[start - 1].pos not in FINITE:
                start -= 1
            if not NAMABLE.isdisjoint(concepts_in(words, start, at)):
                return start
    return None


def _nearest_instrumental(words: Cued, at: int) -> int | None:
    """The instrumental noun that a passive governs: "повреждено зенитной *ракетой*"."""
    for step in range(at + 1, min(at + 6, len(words))):
        token = words.tokens[step]
        if token.text in CLAUSE_END or token.text == "," or token.pos in ("PREP", "CONJ"):
            return None
        if "ablt" in token.feats and token.pos in ("ADJF", "NOUN", "PRTF"):
            return step
    return None


def _is_impersonal(token: Token) -> bool:
    """Ukrainian -но/-то: «пошкоджено ракетою»."""
    return token.lower.endswith(("но", "то")) and token.pos in ("PRED", "ADVB", "VERB")


def _harm_near(words: Cued, at: int) -> bool:
    if words.language == "en":  # no cases: only right behind the harm
        return bool(at and not HARM.isdisjoint(words.concepts[at - 1]))
    window = (*words.concepts[max(0, at - 5) : at], *words.concepts[at + 1 : at + 9])
    return any(not HARM.isdisjoint(names) for names in window)


# --- causes that need no cue -------------------------------------------------------------------


def _projectiles(words: Cued) -> Iterator[Told]:
    """A weapon that hit or fell: «попадание ракеты …», "a missile hit the roof"."""
    tokens = words.tokens
    for at in words.places(("hit", "fall")):
        for step in range(at + 1, min(at + 7, len(tokens))):
            if tokens[step].text in CLAUSE_END or tokens[step].pos in FINITE:
                break
            if any("weapon" in with_parents(name) for name in words.concepts[step]):
                first = step
                while first > at + 1 and tokens[first - 1].pos == "ADJF":
                    first -= 1
                yield Told(at, first, _projectile_stop(words, first), is_negated(words, at))
                break


def _projectile_stop(words: Cued, first: int) -> int:
    tokens, stop = words.tokens, first + 1
    while stop < len(tokens) and tokens[stop].pos not in ("PREP", *FINITE):
        if tokens[stop].text in CLAUSE_END or tokens[stop].lower in RELATIVE | PLACING:
            break
        stop += 1
    return stop


def _deeds(words: Cued, rejected: frozenset[int]) -> Iterator[Told]:
    for at in words.places(DEEDS):
        yield Told(at, at, at + 1, is_negated(words, at) or at in rejected)
