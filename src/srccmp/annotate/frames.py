"""Told events and what is said about them beyond the typed layers: cause, intent, scope, course.

No parser: a frame is read from cue words, cases and the concepts around them, inside one
statement. What a statement leaves out (the effect of "причиной стало падение ракеты") it takes
from the statement before it in the same article. Every frame carries the words that it rests on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from srccmp.annotate.concepts import all_concepts, concepts_of, with_parents
from srccmp.annotate.names import government_of
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.model import Entity, EntityKind, Facet, Polarity, Span

FINITE = frozenset({"VERB", "PRTS", "INFN", "PRED"})
CLAUSE_END = frozenset(".!?;:…")
MAX_PHRASE = 24  # tokens; longer than any cause phrase that news writes in one breath

# Events that leave harm behind: their causes answer one question, whichever word tells of the harm.
HARM = frozenset(
    {"damage", "destroy", "injure", "kill", "hit", "fire", "explode", "fall", "accident", "sink",
     "strike", "flood", "outage"}
)  # fmt: skip
# Kinds of cause of which one excludes the other.
CAUSES = frozenset(
    {"malfunction", "short-circuit", "negligence", "arson", "sabotage", "strike", "weather",
     "earthquake", "accident", "violate"}
)  # fmt: skip
TELLING = CAUSES - {"strike", "accident"}
# Who and what is no military target.
CIVIL = frozenset({"civilian", "house", "hospital", "school", "child"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A word that tells of something happening. ``around`` are the things and names of its own
    clause, nearest first: concept names and entity keys (a capital as its state)."""

    concept: str
    at: int  # index into the statement's tokens
    span: Span
    negated: bool
    alleged: bool  # not believed, or only supposed: neither told nor denied
    status: str | None
    around: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One facet's value with what it is about.

    ``names`` are entity keys with their kinds inside the value, ``concepts`` what else it holds,
    ``effect`` the events that it explains or qualifies, ``patients`` the things and names that
    these befell. ``inherited`` where effect and patients come from the statement before.
    """

    facet: Facet
    span: Span
    value: str
    names: frozenset[tuple[str, EntityKind]]
    concepts: frozenset[str]
    effect: frozenset[str]
    patients: frozenset[str]
    polarity: Polarity
    inherited: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says more than that something blew up or was struck: a named thing, a kind
        of cause, or whose weapon it was."""
        kinds = {kind for _, kind in self.names}
        if kinds & {EntityKind.WEAPON, EntityKind.PRODUCT} or self.concepts & TELLING:
            return True
        return bool(self.names) and "weapon" in self.concepts


@dataclass(frozen=True, slots=True)
class _Pattern:
    parts: tuple[str, ...]

    def length(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens it takes from ``at`` on, a "not" between its words included; 0: none."""
        step = at
        for part in self.parts:
            if step > at and step < len(tokens) and tokens[step].lower in ("не", "not", "ні", "ни"):
                step += 1
            if step == len(tokens) or not _part_fits(part, tokens[step]):
                return 0
            step += 1
        return step - at


def _part_fits(part: str, token: Token) -> bool:
    if part.endswith("*"):
        return token.lemma.startswith(part[:-1])
    return part in (token.lemma, token.lower)


@cache
def _lists() -> dict[str, Any]:
    text = files("srccmp.annotate").joinpath("lexicon/frames.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _patterns(group: str, language: str) -> dict[str, tuple[_Pattern, ...]]:
    """Patterns of one group by the first word, longest first."""
    table = _lists()
    for name in group.split("."):
        table = table[name]
    found: dict[str, list[_Pattern]] = {}
    for pattern in str(table.get(language, "")).split():
        parts = tuple(pattern.split("_"))
        found.setdefault(parts[0], []).append(_Pattern(parts))
    return {k: tuple(sorted(v, key=lambda p: -len(p.parts))) for k, v in found.items()}


def _match(group: str, tokens: Sequence[Token], at: int, language: str) -> int:
    """How many tokens from ``at`` on are a pattern of the group; 0 for none."""
    patterns = _patterns(group, language)
    token = tokens[at]
    options = patterns.get(token.lower, ())
    if token.lemma != token.lower:
        options += patterns.get(token.lemma, ())
    for pattern in options:
        if length := pattern.length(tokens, at):
            return length
    return 0


def _any(group: str, tokens: Sequence[Token], language: str) -> bool:
    return any(_match(group, tokens, at, language) for at in range(len(tokens)))


NEGATION = {
    "ru": frozenset({"не", "ни", "нет", "нельзя", "без"}),
    "uk": frozenset({"не", "ні", "немає", "нема", "без"}),
    "en": frozenset({"not", "n't", "never", "no", "without", "neither", "nor"}),
}
ALLEGED_BACK = 4  # words between "allegedly" and what is alleged
NEGATED_BACK = 3  # words between a negation and what it negates: "did not in any way damage"


def is_negated(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether the word at ``at`` is denied by a negation of its own clause.

    "Not the first", "not only", "no less than" deny nothing of what happened; what was prevented
    did not happen.
    """
    for back in range(max(at - 6, 0), at):
        if _match("preventing", tokens, back, language):
            words = NEGATION.get(language, frozenset())
            return not any(token.lower in words for token in tokens[max(0, back - 3) : back])
    return _is_negated_by_words(tokens, at, language)


def _is_negated_by_words(tokens: Sequence[Token], at: int, language: str) -> bool:
    words = NEGATION.get(language, frozenset())
    for back in range(at - 1, max(at - 1 - NEGATED_BACK, -1), -1):
        token = tokens[back]
        if token.text in CLAUSE_END or token.text == ",":
            return False
        if token.lower in words or (language == "en" and token.lower.endswith("n't")):
            behind = [t.lower for t in tokens[back + 1 : back + 3]]
            after = next((word for word in behind if word not in ("the", "a", "an")), "")
            return after not in (
                "только", "лише", "тільки", "only", "менее", "менше", "меньше", "less", "вперше",
                "впервые", "первый", "перший", "first", "просто", "just",
            )  # fmt: skip
        passes = bool(_match("modal", tokens, back, language))
        carries = tokens[at].pos == "NOUN" and bool(_match("light", tokens, back, language))
        if token.pos in FINITE and not passes and not carries:
            return False  # another verb's; but "не наносит ударов" denies the strikes
    return False


def _around(
    tokens: Sequence[Token], first: int, stop: int, entities: Sequence[Entity], language: str
) -> frozenset[str]:
    """Things and names among tokens [first, stop): concepts, entity keys, other nouns as
    ``w:stem``."""
    found: set[str] = set()
    concepts = all_concepts()
    for token in tokens[first:stop]:
        names = concepts_of(token, language)
        for name in names:
            if concepts[name].kind == "thing":
                found.update(with_parents(name))
        if not names and token.pos == "NOUN" and not token.is_capital:
            found.add(f"w:{token.key[:6]}")
    if first < stop:
        start, end = tokens[first].span.start, tokens[stop - 1].span.stop
        for entity in entities:
            if start <= entity.span.start and entity.span.stop <= end:
                found.update((entity.key, government_of(entity.key)))
    return frozenset(found)


def _clause_bounds(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The clause around a word: from the sign before it to the sign behind it."""
    first = at
    while first > 0 and tokens[first - 1].text not in CLAUSE_END and tokens[first - 1].text != ",":
        first -= 1
    stop = at + 1
    while stop < len(tokens) and tokens[stop].text not in CLAUSE_END and tokens[stop].text != ",":
        stop += 1
    return first, stop


def _status(tokens: Sequence[Token], at: int, language: str) -> str | None:
    """How far the event has got: planned, underway or done; None where the words don't tell."""
    first, stop = _clause_bounds(tokens, at)
    clause = tokens[first:stop]
    token = tokens[at]
    if _any("status.planned", clause, language) or "futr" in token.feats:
        return "planned"
    if _any("status.underway", clause, language):
        return "underway"
    if language == "en":
        return "done" if token.lower.endswith(("ed", "en")) else None
    if "past" in token.feats and "perf" in token.feats:
        return "done"
    if "perf" in token.feats and {"pssv", "Impe"} & token.feats:
        return "done"
    if token.pos == "VERB" and "pres" in token.feats:
        return "underway"
    return None


def _denied(
    tokens: Sequence[Token], language: str, *, groups: Sequence[str] = ("denying", "rejecting")
) -> frozenset[int]:
    """The tokens that are rejected as a whole: by a verb of ``groups``, or as not found to be
    there ("ознак підпалу не виявили", "no evidence of arson")."""
    found: set[int] = set()
    for group in groups:
        found.update(_denied_range(tokens, language, group))
    for at in range(len(tokens)):
        if _match("finding", tokens, at, language) and _is_negated_by_words(tokens, at, language):
            first, stop = _clause_bounds(tokens, at)
            found.update(range(first, stop))
        elif length := _match("absence", tokens, at, language):
            first, stop = _clause_bounds(tokens, at)
            found.update(range(at + length, stop) if language == "en" else range(first, stop))
    return frozenset(found)


def _denied_range(tokens: Sequence[Token], language: str, group: str) -> range:
    """The tokens that a verb of denial rejects: what follows "denied that" up to the next verb of
    the same subject ("отверг критику и заявил"), what stands before "is not true"."""
    for at in range(len(tokens)):
        if length := _match(group, tokens, at, language):
            if is_negated(tokens, at, language) and length == 1:
                return range(0)
            behind = at + length
            if _opens_content(tokens, behind):
                behind += 2  # «опроверг, | что завод закрыли»
            is_last = behind >= len(tokens) or tokens[behind].text in CLAUSE_END | {","}
            if length > 1 or is_last:  # "the version was rejected", "… is not true"
                return range(_clause_bounds(tokens, at)[0] if length == 1 else 0, at)
            stop = behind
            while stop < len(tokens) and not _goes_on(tokens, stop):
                stop += 1
            return range(behind, stop)
    return range(0)


CONTENT = frozenset(["что", "чтобы", "будто", "що", "щоб", "нібито", "начебто", "that"])


def _opens_content(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma and a conjunction open what is said or denied."""
    return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].lower in CONTENT


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a new told thing begins: a line break's headline end, "and said"."""
    if tokens[at].text in CLAUSE_END - {":"}:
        return True
    joins = tokens[at].lower in ("и", "і", "й", "та", "and", "but", "а", "но", "але")
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return joins and behind is not None and behind.pos == "VERB"


def find_events(
    tokens: Sequence[Token], entities: Sequence[Entity], language: str
) -> tuple[Event, ...]:
    """The event words of a statement, left to right."""
    concepts = all_concepts()
    events = []
    denied = _denied(tokens, language, groups=("denying",))
    for at, token in enumerate(tokens):
        for name in concepts_of(token, language):
            if concepts[name].kind != "event" or not concepts[name].weight or name == "deny":
                continue
            if token.pos == "NOUN" and at and tokens[at - 1].lower in NEGATION.get(language, ()):
                continue  # "not a beginning but an end": a contrast, no event that did not happen
            first, stop = _clause_bounds(tokens, at)
            events.append(
                Event(
                    concept=name,
                    at=at,
                    span=token.span,
                    negated=is_negated(tokens, at, language) or at in denied,
                    alleged=_any("alleged", tokens[max(0, at - ALLEGED_BACK) : at], language)
                    or _any("supposing", tokens[first:at], language),
                    status=_status(tokens, at, language),
                    around=_around(tokens, first, stop, entities, language),
                )
            )
    return tuple(events)


def _phrase_stop(tokens: Sequence[Token], start: int, language: str) -> int:
    """Where the noun phrase that begins at ``start`` ends: before the next finite verb, relative
    clause or sentence sign."""
    stop = start
    while stop < len(tokens) and stop - start < MAX_PHRASE:
        token = tokens[stop]
        if token.text in CLAUSE_END and token.text != ":":
            break
        if token.text == ",":
            after = tokens[stop + 1] if stop + 1 < len(tokens) else None
            if after is None or after.pos in ("CONJ", "NPRO") or after.lower in RELATIVE:
                break
        if stop > start and (token.pos in FINITE or _begins_subject(tokens, stop, language)):
            break
        if stop > start and language == "en" and token.lower in ENGLISH_FINITE:
            break
        stop += 1
    return stop


_RELATIVE = """
який яка яке які що котрий который которая которое которые что где куда де which who that where
while and
"""
RELATIVE = frozenset(_RELATIVE.split())
ENGLISH_FINITE = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "would"])


def _begins_subject(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether a noun can only be a subject: "в результате взрыва | часть стены обрушилась"."""
    token = tokens[at]
    if token.pos != "NOUN" or token.is_capital or "nomn" not in token.feats:
        return False
    if tokens[at - 1].pos in ("ADJF", "PRTF", "PREP", "CONJ", "SIGN"):
        return False
    return not {"gent", "ablt", "loct", "datv"} & possible_feats(token, language)


def _nearest_instrumental(tokens: Sequence[Token], at: int) -> int | None:
    """The instrumental noun that a passive governs: "повреждено зенитной *ракетой*"."""
    for step in range(at + 1, min(at + 6, len(tokens))):
        token = tokens[step]
        if token.text in CLAUSE_END or token.text == "," or token.pos in ("PREP", "CONJ"):
            return None
        if "ablt" in token.feats and token.pos in ("ADJF", "NOUN", "PRTF"):
            return step
    return None


def _cause_spans(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, int, bool]]:
    """(cue, first, stop, negated): the cue's index and the tokens [first, stop) of the cause."""
    denied = _denied(tokens, language)
    for at, token in enumerate(tokens):
        negated = is_negated(tokens, at, language)
        if length := _match("cause.follows", tokens, at, language):
            if token.lower in WEAK_CUES and not _harm_near(tokens, at, language):
                continue
            first = at + length
            if first < len(tokens) and tokens[first].pos == "PREP":
                first += 1
            if (stop := _phrase_stop(tokens, first, language)) > first:
                yield at, first, stop, negated
        elif length := _match("cause.became", tokens, at, language):
            first = at + length
            negated = negated or any(t.lower in ("не", "not", "ні") for t in tokens[at:first])
            if (stop := _phrase_stop(tokens, first, language)) > first:
                yield at, first, stop, negated
        elif length := _match("cause.is", tokens, at, language):
            first = at + length
            negated = negated or any(t.lower in ("не", "not", "ні") for t in tokens[at:first])
            if (tied := _tie_behind(tokens, first)) is not None:
                negated = negated or any(t.lower in ("не", "not", "ні") for t in tokens[first:tied])
                first = tied  # "the cause of the blast was …", "причина пожара — …"
            if first < len(tokens) and tokens[first].lower in ("не", "not", "ні"):
                negated, first = True, first + 1
            if first < len(tokens) and tokens[first].lower in ABOUT:
                first += 1
            stop = _phrase_stop(tokens, first, language)
            if stop > first and _concepts_in(tokens[first:stop], language) & NAMABLE:
                yield at, first, stop, negated or at in denied
            elif (start := _subject_before(tokens, at, language)) is not None:
                yield at, start, _copula(tokens, start, at, language), negated or at in denied
        elif length := _match("cause.leads", tokens, at, language):
            first = at
            if not HARM & _concepts_in(tokens[at + length : at + length + 8], language):
                # "вызвал посла" summons, "вызвал пожар" causes; "к пожару привело замыкание"
                behind = at + length
                if tokens[first - 1 if first else 0].pos == "NOUN" and HARM & _concepts_in(
                    tokens[max(0, at - 4) : at], language
                ):
                    stop = _phrase_stop(tokens, behind, language)
                    if stop > behind:
                        yield at, behind, stop, negated
                continue
            while first > 0 and at - first < 8 and tokens[first - 1].text not in CLAUSE_END | {","}:
                first -= 1
            if first < at:
                yield at, first, at, negated
        elif (token.pos in ("PRTS", "PRTF") or "pssv" in token.feats or _is_impersonal(token)) and (
            step := _nearest_instrumental(tokens, at)
        ) is not None:
            if HARM & set(concepts_of(token, language)):
                yield at, step, _phrase_stop(tokens, step, language), negated
        elif language == "en" and token.lower == "by" and at and tokens[at - 1].lower.endswith(
            ("ed", "en", "hit")
        ) and HARM & set(concepts_of(tokens[at - 1], language)):  # fmt: skip
            yield at - 1, at + 1, _phrase_stop(tokens, at + 1, language), negated


# What can be told as a cause without more words: it names itself.
NAMABLE = CAUSES | {"weapon", "debris", "explode", "fall", "hit"}
ABOUT = frozenset(["о", "об", "про", "about", "of", "that", "що", "что"])
COPULA = frozenset(["is", "was", "be", "been", "стать", "стати", "быть", "бути", "являться"])


def _tie_behind(tokens: Sequence[Token], first: int) -> int | None:
    """Where what is tied to the cue begins: behind the verbs or the dash of its clause."""
    for at in range(first, min(first + REACH, len(tokens))):
        token = tokens[at]
        if token.text in CLAUSE_END - {":"} or token.text == ",":
            return None
        if token.pos in FINITE or _is_copula(token) or token.text in DASHES:
            while at < len(tokens) and (
                tokens[at].pos in FINITE
                or _is_copula(tokens[at])
                or tokens[at].text in DASHES
                or tokens[at].lower in ("не", "not")
            ):
                at += 1
            return at
    return None


REACH = 6  # words between "the cause" and its verb
DASHES = frozenset("-–—:")


# The Ukrainian dictionary takes these forms for other words: «стало» for an adverb.
FORMS = frozenset(["стало", "стала", "стали", "став", "було", "була", "були", "був"])


def _is_copula(token: Token) -> bool:
    return token.lemma in COPULA or token.lower in FORMS


def _copula(tokens: Sequence[Token], start: int, cue: int, language: str) -> int:
    """Where "X was the likely cause" ends its X."""
    for at in range(start, cue):
        if _is_copula(tokens[at]) or tokens[at].pos in FINITE:
            return at
        if _match("modal", tokens, at, language):
            return at
    return cue


def _subject_before(tokens: Sequence[Token], cue: int, language: str) -> int | None:
    """Where the X of "X was the cause" begins; None where no copula ties it to the cue."""
    first = _clause_bounds(tokens, cue)[0]
    for at in range(max(first, cue - 8), cue):
        if _is_copula(tokens[at]) and at > first:
            start = at
            while start > first and at - start < 5 and tokens[start - 1].pos not in FINITE:
                start -= 1
            if _concepts_in(tokens[start:at], language) & NAMABLE:
                return start
    return None


# Causes only beside harm: «пострадал от взрыва», "died of burns", "damage from the storm".
WEAK_CUES = frozenset(["от", "від", "from", "of", "через"])


def _is_impersonal(token: Token) -> bool:
    """Ukrainian -но/-то: «пошкоджено ракетою»."""
    return token.lower.endswith(("но", "то")) and token.pos in ("PRED", "ADVB", "VERB")


def _harm_near(tokens: Sequence[Token], at: int, language: str) -> bool:
    if language == "en":  # no cases: only right behind the harm
        return bool(at and HARM & set(concepts_of(tokens[at - 1], language)))
    window = [*tokens[max(0, at - 5) : at], *tokens[at + 1 : at + 9]]
    return any(HARM & set(concepts_of(token, language)) for token in window)


def _projectiles(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, int, bool]]:
    """A weapon that hit or fell: «попадание ракеты …», "a missile hit the roof"."""
    for at, token in enumerate(tokens):
        names = set(concepts_of(token, language))
        if not names & {"hit", "fall"}:
            continue
        for step in range(at + 1, min(at + 7, len(tokens))):
            if tokens[step].text in CLAUSE_END or tokens[step].pos in FINITE:
                break
            if any("weapon" in with_parents(c) for c in concepts_of(tokens[step], language)):
                first = step
                while first > at + 1 and tokens[first - 1].pos == "ADJF":
                    first -= 1
                stop = first + 1
                while stop < len(tokens) and tokens[stop].pos not in ("PREP", *FINITE):
                    if tokens[stop].text in CLAUSE_END or tokens[stop].lower in RELATIVE | PLACING:
                        break
                    stop += 1
                yield at, first, stop, is_negated(tokens, at, language)
                break


PLACING = frozenset(
    ["in", "on", "at", "into", "onto", "near", "over", "to", "from"]
)  # English prepositions


@dataclass(frozen=True, slots=True)
class Context:
    """What the statement before leaves to the next one."""

    effect: frozenset[str] = frozenset()
    patients: frozenset[str] = frozenset()


# Deeds that are a cause by themselves: "it was arson", "the plant was set on fire".
DEEDS = frozenset({"arson", "sabotage"})


def _deeds(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, int, bool]]:
    denied = _denied(tokens, language)
    for at, token in enumerate(tokens):
        if DEEDS & set(concepts_of(token, language)):
            yield at, at, at + 1, is_negated(tokens, at, language) or at in denied


def _value(names: frozenset[tuple[str, EntityKind]], concepts: frozenset[str]) -> str:
    for kinds in ((EntityKind.WEAPON, EntityKind.PRODUCT), (EntityKind.PERSON, EntityKind.NAME)):
        if strong := sorted(key for key, kind in names if kind in kinds):
            return "+".join(strong)
    strong = sorted(key for key, kind in names if kind is EntityKind.ORGANISATION)
    return "+".join(strong or sorted(concepts & CAUSES) or sorted(concepts) or ["?"])


def _inside(entities: Sequence[Entity], span: Span) -> frozenset[tuple[str, EntityKind]]:
    return frozenset((e.key, e.kind) for e in entities if span.covers(e.span))


def _concepts_in(tokens: Sequence[Token], language: str) -> frozenset[str]:
    return frozenset(
        parent
        for token in tokens
        for name in concepts_of(token, language)
        for parent in with_parents(name)
        if all_concepts()[name].weight
    )


def find_causes(
    tokens: Sequence[Token], entities: Sequence[Entity], language: str, context: Context
) -> tuple[Frame, ...]:
    """What brought the harm about, with the harm and what it befell."""
    frames: list[Frame] = []
    taken: list[Span] = []
    denied = _denied(tokens, language)
    spans = [
        *_cause_spans(tokens, language),
        *_projectiles(tokens, language),
        *_deeds(tokens, language),
    ]
    for cue, first, stop, negated in spans:
        span = Span(tokens[first].span.start, tokens[stop - 1].span.stop)
        if any(other.covers(span) for other in taken):
            continue
        outside = [*tokens[:first], *tokens[stop:]]
        is_projectile = bool({"hit", "fall", *DEEDS} & set(concepts_of(tokens[cue], language)))
        effect = _concepts_in(outside, language) & HARM
        patients = _around(tokens, 0, first, entities, language) | _around(
            tokens, stop, len(tokens), entities, language
        )
        inherited = False
        if not effect and not is_projectile:
            if not context.effect or not _leans(tokens, cue, language):
                continue
            effect, patients, inherited = context.effect, patients | context.patients, True
        patients, leaned = _made_specific(patients, context.patients)
        inherited = inherited or leaned
        names = _inside(entities, span)
        concepts = _concepts_in(tokens[first:stop], language)
        if not concepts & (CAUSES | HARM | {"weapon", "debris"}) and not any(
            kind in (EntityKind.WEAPON, EntityKind.PRODUCT) for _, kind in names
        ):
            continue
        taken.append(span)
        frames.append(
            Frame(
                facet=Facet.CAUSE,
                span=span,
                value=_value(names, concepts),
                names=names,
                concepts=concepts,
                effect=effect or (concepts & HARM) or frozenset({"hit"}),
                patients=patients,
                polarity=Polarity.DENIED if negated or cue in denied else Polarity.AFFIRMED,
                inherited=inherited,
            )
        )
    return tuple(frames)


def _made_specific(patients: frozenset[str], before: frozenset[str]) -> tuple[frozenset[str], bool]:
    """ "The building" after a sentence on the embassy is the embassy: a general thing takes what
    the context knows of its kind; and where nothing is named, all that the context names."""
    things = patients & _things()
    if not things:
        return patients | before, bool(before)
    finer = {n for n in before & _things() if set(with_parents(n)[1:]) & things}
    if finer and not any(set(with_parents(n)[1:]) & things for n in things):
        return patients | finer, True
    return patients, False


@lru_cache(maxsize=1 << 16)
def specific(patients: frozenset[str]) -> frozenset[str]:
    """The patients without those that another of them is a kind of, and without people and
    weapons, which are there in every such story.

    >>> sorted(specific(frozenset({"building", "house", "kyiv"})))
    ['house', 'kyiv']
    """
    concepts = all_concepts()
    coarse = {p for n in patients if n in concepts for p in with_parents(n)[1:]}
    return patients - coarse - BYSTANDERS


BYSTANDERS = frozenset(
    {"person", "weapon", "missile", "drone", "bomb", "air-defence", "debris", "army", "soldier",
     "military-target", "ministry", "foreign-ministry", "evidence", "media", "president", "leader",
     "diplomat", "ambassador", "minister", "relations", "note", "expert", "government", "country",
     "city", "region", "territory", "object", "asset"}
)  # fmt: skip


def _leans(tokens: Sequence[Token], cue: int, language: str) -> bool:
    """Whether the cue may leave its effect to the statement before: "the cause was …" may,
    "because of …" may not."""
    return bool(
        _match("cause.is", tokens, cue, language) or _match("cause.became", tokens, cue, language)
    )


@cache
def _things() -> frozenset[str]:
    return frozenset(name for name, c in all_concepts().items() if c.kind == "thing")


MEANT = frozenset({"deliberate", "arson", "sabotage"})


def find_intents(
    tokens: Sequence[Token], entities: Sequence[Entity], language: str
) -> tuple[Frame, ...]:
    """Whether what was done was meant: affirmed, or denied (also by "якобы", "опроверг")."""
    frames = []
    denied = _denied(tokens, language)
    for at, token in enumerate(tokens):
        names = set(concepts_of(token, language))
        aiming = bool(_match("aiming", tokens, at, language))
        if not (aiming or names & MEANT or "accidental" in names):
            continue
        if _any("preventing", tokens, language):
            continue
        is_denied = (
            is_negated(tokens, at, language)
            or _any("alleged", tokens[max(0, at - 3) : at], language)
            or at in denied
        )
        value = "accidental" if "accidental" in names else "deliberate"
        if value == "accidental":
            value, is_denied = "deliberate", not is_denied
        frames.append(
            Frame(
                facet=Facet.INTENT,
                span=token.span,
                value=value,
                names=frozenset(),
                concepts=frozenset(names),
                effect=_concepts_in(tokens, language) & HARM | ({"strike"} if aiming else set()),
                patients=_around(tokens, 0, len(tokens), entities, language),
                polarity=Polarity.DENIED if is_denied else Polarity.AFFIRMED,
            )
        )
    return tuple(frames)


def find_scopes(
    tokens: Sequence[Token], entities: Sequence[Entity], language: str
) -> tuple[Frame, ...]:
    """ "Only military targets" (value ``only:…``), and what was in fact harmed (``harmed:…``)."""
    frames = []
    events = _concepts_in(tokens, language) & HARM
    places = _around(tokens, 0, len(tokens), entities, language)
    for at in range(len(tokens)):
        if not _match("only", tokens, at, language):
            continue
        first = at + 1
        stop = min(_phrase_stop(tokens, first, language), first + 7)
        things = _concepts_in(tokens[first:stop], language) & _things()
        if not things or not events:
            continue
        frames.append(
            Frame(
                facet=Facet.SCOPE,
                span=Span(tokens[at].span.start, tokens[stop - 1].span.stop),
                value="only:" + "+".join(sorted(things)),
                names=frozenset(),
                concepts=things,
                effect=events,
                patients=places,
                polarity=Polarity.AFFIRMED,
            )
        )
    if frames or not events & {"damage", "destroy", "injure", "kill", "hit", "strike"}:
        return tuple(frames)
    for at, token in enumerate(tokens):
        civil = set(concepts_of(token, language)) & CIVIL
        if any(t.pos == "PREP" or t.lower in PLACING for t in tokens[max(0, at - 2) : at]):
            continue  # "taken to a hospital": where to, not what was hit
        if civil and not any(
            _any(group, tokens, language) for group in ("alleged", "preventing", "denying")
        ) and not _has_negation(tokens, language):  # fmt: skip
            frames.append(
                Frame(
                    facet=Facet.SCOPE,
                    span=token.span,
                    value="harmed:" + "+".join(sorted(civil)),
                    names=frozenset(),
                    concepts=frozenset(civil),
                    effect=events,
                    patients=places,
                    polarity=Polarity.AFFIRMED,
                )
            )
            break
    return tuple(frames)


def _has_negation(tokens: Sequence[Token], language: str) -> bool:
    return any(token.lower in NEGATION.get(language, frozenset()) for token in tokens)


def context_of(
    tokens: Sequence[Token], entities: Sequence[Entity], language: str, before: Context
) -> Context:
    """What the next statement may lean on: this one's harm and what it befell, else the one
    before's."""
    effect = _concepts_in(tokens, language) & HARM
    if not effect:
        return before
    return Context(effect, _around(tokens, 0, len(tokens), entities, language))
