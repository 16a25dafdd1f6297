"""Who did it to whom: agent and patient of an event, by cases or by English word order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.concepts import with_parents
from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.told import KEPT, NOMINAL, Told
from srccmp.annotate.frames.values import Event
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind, Span

# Events that one does to another: "A met B" is "B met A", and who said it is attribution.
DONE_TO = words_of(
    """strike hit destroy damage kill injure assault shoot shoot-down stab beat kidnap poison accuse
    convict acquit condemn criticise support oppose detain release arrest appoint dismiss elect buy
    summon invite rescue deport punish fine deceive invade replace warn thank provoke praise sue
    attack capture evacuate search interrogate win"""
)
# People and bodies that can do something or have it done to them, named by a common noun.
ACTORS = frozenset(
    {"person", "police", "army", "government", "company", "bank", "court", "parliament",
     "special-service", "party", "opposition", "president", "prime-minister", "minister", "mayor",
     "leader", "ministry", "council", "team", "club", "ambassador", "diplomat", "expert", "doctor",
     "guard", "enemy", "officer", "trade-union", "student", "pupil", "patient", "prisoner"}
)  # fmt: skip
ON = frozenset(["на", "по", "проти", "против", "on", "against", "at", "upon"])
BE = frozenset(["was", "were", "is", "are", "been", "be", "being", "got", "gets", "get"])
NOUN_SIGNS = frozenset(["the", "a", "an", "'s", "’s", "of", "this", "that", "its", "their"])
ENGLISH_PREPOSITIONS = words_of(
    """of in on at by for with from to into against about after before over under near between
    among behind during since than as"""
)
ARTICLES = frozenset(["the", "a", "an", "its", "their", "his", "her"])
QUOTES = frozenset('«"“„')
REACH = 9  # words between an event and who does it or has it done


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who does something or has it done: ``keys`` are entity keys (a name), or the concepts and
    the stem of a common noun; ``entity`` None for the latter."""

    keys: frozenset[str]
    entity: Entity | None
    at: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One event with its parties, as far as the statement tells them. ``is_sure`` where cases or
    English word order tell them apart, and not their order in a language that has a free one."""

    event: Event
    agent: Party | None
    patient: Party | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    party: Party
    first: int
    preposition: str
    cases: frozenset[str]  # none: any


@lru_cache(maxsize=KEPT)
def deeds_of(told: Told) -> tuple[Deed, ...]:
    """The deeds of a statement that have at least one party told."""
    events = [event for event in told.events if event.concept in DONE_TO]
    if not events:
        return ()
    mentions = tuple(_mentions(told))
    read = _slavic if told.is_slavic else _english
    deeds = (read(told, event, mentions) for event in events)
    return tuple(deed for deed in deeds if deed is not None and (deed.agent or deed.patient))


# --- who is mentioned ---------------------------------------------------------------------------


def _mentions(told: Told) -> Iterator[_Mention]:
    at = 0
    while at < len(told.tokens):
        last = told.last_of(at) if told.names[at] is not None else at
        party = _party(told, at, last)
        if party is not None:
            first, preposition = _phrase_start(told, at)
            cases = _phrase_cases(told, at, last)
            yield _Mention(party, first, preposition, cases)
        at = last + 1


def _party(told: Told, at: int, last: int) -> Party | None:
    entity = told.names[at]
    if entity is not None:
        if entity.kind in (EntityKind.WEAPON, EntityKind.PRODUCT):
            return None
        keys = frozenset({entity.key})
        return Party(keys=keys, entity=entity, at=at, span=entity.span)
    token = told.tokens[at]
    after = told.tokens[at + 1] if at + 1 < len(told.tokens) else None
    stands_alone = token.pos == "ADJF" and not (after is not None and after.pos in NOMINAL)
    if not (token.pos in ("NOUN", "") or stands_alone) or not token.is_word:
        return None  # «поліцейський» is an adjective, too
    names = {p for name in told.concepts[at] for p in with_parents(name)}
    if not names & ACTORS:
        return None
    beside = told.names[at - 1] if at else None
    behind = told.names[last + 1] if last + 1 < len(told.tokens) else None
    if behind is None and last + 2 < len(told.tokens) and told.tokens[last + 1].text in QUOTES:
        behind = told.names[last + 2]
    if behind is not None and behind.kind is not EntityKind.DEMONYM:
        return None  # of who is named next: «мэр Иванов», «компания „Заря“»
    if beside is not None and beside.kind is EntityKind.DEMONYM:
        keys = frozenset({beside.key})  # «російські війська»: Russia's
        return Party(keys=keys, entity=beside, at=at, span=told.span(at - 1, last + 1))
    return Party(keys=told.noun_keys(at), entity=None, at=at, span=token.span)


def _phrase_start(told: Told, at: int) -> tuple[int, str]:
    """Where the phrase of a mention begins, and the preposition before it ("" for none)."""
    first = at
    while first > 0 and at - first < 5:
        before = told.tokens[first - 1]
        if before.lower in ARTICLES:
            first -= 1
        elif told.is_slavic:
            joined = before.pos in ("NOUN", "ADJF", "PRTF") and (
                told.cases(first - 1) & told.cases(at)
            )
            if before.text not in '«"“„' and not joined:
                break
            first -= 1
        elif before.text in "\"“'" or _is_title(told, first - 1):
            first -= 1
        else:
            break
    before_phrase = told.tokens[first - 1] if first else None
    if before_phrase is None:
        return first, ""
    word = before_phrase.lower
    is_preposition = before_phrase.pos == "PREP" or word in ENGLISH_PREPOSITIONS or word in ON
    return first, word if is_preposition else ""


def _is_title(told: Told, at: int) -> bool:
    """Whether an English word goes before a name as its office or quality."""
    token = told.tokens[at]
    if not token.is_word or token.lower in ENGLISH_PREPOSITIONS | BE:
        return False
    name = told.names[at]
    if name is not None and name.kind is EntityKind.DEMONYM:
        return True
    return bool({p for c in told.concepts[at] for p in with_parents(c)} & ACTORS)


def _phrase_cases(told: Told, at: int, last: int) -> frozenset[str]:
    """The cases that all words of a name can stand in."""
    if at > 1 and told.tokens[at - 1].text in QUOTES and told.tokens[at - 2].pos == "NOUN":
        return told.cases(at - 2)  # a name in quotation marks stands in no case of its own
    found: frozenset[str] | None = None
    for step in range(at, last + 1):
        token = told.tokens[step]
        if token.pos not in ("NOUN", "ADJF", "PRTF"):
            continue
        cases = told.cases(step)
        if cases and "Fixd" not in token.feats:
            found = cases if found is None else (found & cases or found)
    return found or frozenset()


# --- Russian and Ukrainian ----------------------------------------------------------------------


def _slavic(told: Told, event: Event, mentions: Sequence[_Mention]) -> Deed | None:
    token = told.tokens[event.at]
    near = _near(told, event.at, mentions)
    if token.pos == "PRTS" or "Impe" in token.feats or _is_impersonal(token):
        return _passive(event, near, "nomn" if token.pos == "PRTS" else "accs")
    if token.pos in ("VERB", "GRND"):
        if token.lower.endswith(("ся", "сь")):
            return None
        return _active(event, near, token.pos == "VERB")
    if token.pos == "NOUN":
        return _noun(told, event, near)
    return None


def _is_impersonal(token: Token) -> bool:
    """Ukrainian -но/-то, where the dictionary lacks it: «атаковано», «вбито»."""
    return token.lower.endswith(("но", "то")) and token.pos in ("PRED", "ADVB")


def _near(told: Told, at: int, mentions: Sequence[_Mention]) -> list[_Mention]:
    """The mentions of the event's clause."""
    clause = told.clauses[at]
    return [
        m
        for m in mentions
        if told.clauses[m.party.at] == clause and abs(m.party.at - at) <= REACH and m.party.at != at
    ]


def _active(event: Event, near: Sequence[_Mention], is_finite: bool) -> Deed | None:
    plain = [m for m in near if not m.preposition]
    agents = [m for m in plain if "nomn" in m.cases and "accs" not in m.cases]
    patients = [m for m in plain if "accs" in m.cases and "nomn" not in m.cases]
    either = [m for m in plain if {"nomn", "accs"} <= m.cases or not m.cases]
    before = [m for m in either if m.party.at < event.at]
    behind = [m for m in either if m.party.at > event.at]
    agent, patient = _only(agents), _only(patients)
    if agent is None and not agents:
        # «Бойка звинуватив Коваль»: who is left is the subject, wherever it stands.
        agent = _only(either) if patient is not None else _only(before)
    if patient is None and not patients:
        rest = either if agent is not None and agents else behind
        patient = _only([m for m in rest if m is not agent])
    if patient is None:
        aimed = [m for m in near if m.preposition in ON and m.party.at > event.at]
        patient = _only(aimed)
    is_sure = bool(agents or patients)
    return _deed(event, agent if is_finite else None, patient, is_sure=is_sure)


def _passive(event: Event, near: Sequence[_Mention], case: str) -> Deed | None:
    plain = [m for m in near if not m.preposition]
    agents = [m for m in plain if "ablt" in m.cases and not m.cases & {"nomn", "accs"}]
    patients = [m for m in plain if case in m.cases and m not in agents]
    return _deed(event, _only(agents), _only(patients))


def _noun(told: Told, event: Event, near: Sequence[_Mention]) -> Deed | None:
    """«Атака Х на У», «х-ська атака на У»."""
    agent = None
    right = [m for m in near if m.party.at > event.at]
    if right and right[0].first == event.at + 1 and not right[0].preposition:
        agent = right[0] if "gent" in right[0].cases or not right[0].cases else None
    name = told.names[event.at - 1] if event.at else None
    if agent is None and name is not None and name.kind is EntityKind.DEMONYM:
        agent = next((m for m in near if m.party.entity is name), None)
    return _deed(event, agent, _only([m for m in right if m.preposition in ON]))


# --- English ------------------------------------------------------------------------------------


def _english(told: Told, event: Event, mentions: Sequence[_Mention]) -> Deed | None:
    at, tokens = event.at, told.tokens
    near = _near(told, at, mentions)
    left = [m for m in near if m.party.at < at]
    right = [m for m in near if m.party.at > at]
    before = tokens[at - 1].lower if at else ""
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    by = _only([m for m in right if m.preposition == "by"])
    has_be = any(token.lower in BE for token in tokens[max(0, at - 3) : at])
    if has_be or (behind == "by" and tokens[at].lower.endswith("ed")):
        subject = left[-1] if left and not left[-1].preposition else None
        return _deed(event, by, subject)
    name = told.names[at - 1] if at else None
    is_owned = name is not None and name.kind is EntityKind.DEMONYM
    if before in NOUN_SIGNS or is_owned or behind in ("on", "by", "of"):
        if tokens[at].lower.endswith("ed") and before not in NOUN_SIGNS:
            return None
        agent = by
        if agent is None and left and (is_owned or before in ("'s", "’s")):
            agent = left[-1] if left[-1].party.at >= at - 2 else None
        return _deed(event, agent, _only([m for m in right if m.preposition in ON]))
    subject = left[-1] if left and not left[-1].preposition else None
    objects = [m for m in right if m.first == at + 1]
    return _deed(event, subject, objects[0] if objects else None) if subject else None


# --- both ---------------------------------------------------------------------------------------


def _only(mentions: Sequence[_Mention]) -> _Mention | None:
    return mentions[0] if len(mentions) == 1 else None


def _deed(
    event: Event, agent: _Mention | None, patient: _Mention | None, *, is_sure: bool = True
) -> Deed | None:
    if agent is not None and patient is not None and agent.party.keys & patient.party.keys:
        return None
    return Deed(
        event=event,
        agent=agent.party if agent else None,
        patient=patient.party if patient else None,
        is_sure=is_sure,
    )
