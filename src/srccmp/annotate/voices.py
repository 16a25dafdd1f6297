"""Who can be quoted: noun phrases that name a voice, and the key that they are compared by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from srccmp.annotate.cues import group, words
from srccmp.annotate.tokens import Token, common_spelling, possible_feats
from srccmp.model import Span
from srccmp.words import is_known

VoiceKind = Literal["named", "outlet", "unnamed", "described", "pronoun", "dropped", "own"]

SLAVIC = ("ru", "uk")
OPENING = '«“„"‘'
CLOSING = '»”“"’'
CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "loc2", "gen2", "voct"})
PERSONAL = frozenset({"Name", "Surn", "Patr"})
MODIFIERS = frozenset({"ADJF", "PRTF", "NUMR", "NUM"})
MAX_NAME = 12  # tokens: "чрезвычайный и полномочный посол …" is 9
MAX_QUOTED_NAME = 7

# Where one form has several parses the Ukrainian dictionary may take a preposition for a particle.
PREPOSITIONS = words("""
    в во у на з із зі за до від для про по при під над між через щодо серед після без крім біля
    с со из от к ко о об обо под подо между для
""")

# What a body is for: «управление по чрезвычайным ситуациям».
FIELDS = words("""
дело вопрос борьба чрезвычайный контроль надзор защита связь коммуникация отношение безопасность
справа питання боротьба надзвичайний контроль нагляд захист зв'язок комунікація відносини безпека
""")

AFFAIRS = words("дело вопрос справа питання")  # of what, is told after them

MONTHS = words("""
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
""")

ENGLISH_LEFT = words("the a an its his her their our this that one some many several two three")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Tokens [start, stop) name a voice. ``key`` is None where nobody can be told from it."""

    start: int
    stop: int
    kind: VoiceKind
    key: str | None

    def span(self, tokens: Sequence[Token]) -> Span | None:
        if self.start >= self.stop:
            return None
        return Span(tokens[self.start].span.start, tokens[self.stop - 1].span.stop)


def is_preposition(token: Token) -> bool:
    return token.pos == "PREP" or token.lower in PREPOSITIONS


DROPPED = Voice(start=0, stop=0, kind="dropped", key=None)
NOBODY = Voice(start=0, stop=0, kind="unnamed", key=None)


def quoted_name(tokens: Sequence[Token], at: int) -> int:
    """Where the name in quotation marks that begins at ``at`` ends; ``at`` itself if none does."""
    if at >= len(tokens) or tokens[at].text not in OPENING or len(tokens[at].text) != 1:
        return at
    for stop in range(at + 2, min(len(tokens), at + MAX_QUOTED_NAME + 2)):
        if tokens[stop].text in CLOSING and len(tokens[stop].text) == 1:
            first = tokens[at + 1]
            return stop + 1 if first.is_capital or first.pos == "NUM" else at
    return at


def _has_case(token: Token, language: str, cases: frozenset[str]) -> bool:
    """Whether the word can be in one of the cases; words without case can be in any."""
    feats = possible_feats(token, language) | token.feats
    if not feats & CASES or "Fixd" in feats or "Abbr" in feats:
        return True
    if token.is_capital and not is_known(token.lower, language):
        return True  # a name: what the dictionary guesses for it is no ground to refuse it
    return bool(feats & cases)


def slavic_phrase(
    tokens: Sequence[Token], at: int, language: str, cases: frozenset[str]
) -> int | None:
    """The end of the Russian or Ukrainian noun phrase that begins at ``at``, None if none does.

    ``cases`` are those that its head must be able to stand in. The phrase takes what agrees with
    the head, genitives, names and names in quotation marks, "по делам …", and no preposition else.
    """
    head: int | None = None
    stop = at
    while stop < min(len(tokens), at + MAX_NAME):
        token = tokens[stop]
        after = quoted_name(tokens, stop)
        if after > stop and head is not None and _is_ended(tokens[stop - 1]):
            break
        if after > stop:
            head = head if head is not None else stop
            stop = after
            continue
        if token.pos == "SIGN":
            is_point = token.text == "." and stop > at and tokens[stop - 1].is_capital
            if not (is_point and (len(tokens[stop - 1].text) == 1 or is_inside(tokens, stop))):
                break
        elif head is None:
            following = tokens[stop + 1] if stop + 1 < len(tokens) else None
            if token.pos == "NUM" and following is not None and following.lemma in MONTHS:
                return None  # «6 июня Мэй заявила»
            if token.pos in MODIFIERS and not _is_surname(token, following):
                if not _has_case(token, language, cases):
                    return None
                if token.pos in ("NUM", "NUMR"):
                    cases = cases | {"gent"}  # «двадцать депутатов заявили»
            elif token.pos in ("NOUN", "") or _is_surname(token, following) or _is_name(token):
                if not _has_case(token, language, cases):
                    return None
                if stop > at and _is_substantive(tokens[stop - 1], token, language):
                    break
                head = stop
            elif not (token.lower in ("и", "та", "і", "й") and stop > at):
                return None
        elif tokens[stop - 1].lemma in MONTHS or (
            token.is_capital and tokens[stop - 1].lemma in ("год", "рік")
        ):
            break  # «в ноябре 2025 года Франция заявила»
        elif not _hangs_on(tokens, stop, language, cases):
            break
        stop += 1
    if head is None:
        # «Раненые сообщили»: an adjective that stands for a person.
        is_noun = stop == at + 1 and tokens[at].pos in ("ADJF", "PRTF")
        return stop if is_noun and _has_case(tokens[at], language, cases) else None
    while stop > head + 1 and (
        is_preposition(tokens[stop - 1])
        or tokens[stop - 1].pos == "CONJ"
        or (tokens[stop - 1].lemma in AFFAIRS and tokens[stop - 2].lower in ("по", "з", "із"))
    ):
        stop -= 1
    return stop


def _is_substantive(modifier: Token, noun: Token, language: str) -> bool:
    """«(Прокомментировал) случившееся глава …»: a neuter that is no modifier of the noun."""
    genders = possible_feats(modifier, language) & {"masc", "femn", "neut", "plur"}
    feats = possible_feats(noun, language)
    is_told = is_known(noun.lower, language) and bool(feats & {"masc", "femn", "ms-f"})
    return genders == {"neut"} and is_told and not feats & {"neut", "Fixd", "GNdr"}


def is_inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a full stop has no gap on either side, as in the name of a site."""
    return (
        tokens[at].text == "."
        and at + 1 < len(tokens)
        and tokens[at - 1].span.stop == tokens[at].span.start
        and tokens[at].span.stop == tokens[at + 1].span.start
    )


def _is_surname(token: Token, following: Token | None) -> bool:
    """«Зеленский»: an adjective by form, with a capital and no noun after it."""
    return (
        token.pos == "ADJF"
        and token.is_capital
        and (following is None or following.pos not in ("NOUN", "ADJF"))
    )


def _is_ended(token: Token) -> bool:
    """Whether a name in marks behind the word is another's: «сказала Орлова «Вестнику»», «в начале
    марта «Прилив»»."""
    return _is_name(token) or token.lemma in (*MONTHS, "год", "рік")


def _is_name(token: Token) -> bool:
    return token.is_capital and bool(token.feats & PERSONAL)


def _hangs_on(tokens: Sequence[Token], at: int, language: str, cases: frozenset[str]) -> bool:
    """Whether the word goes on the phrase whose head stands before it."""
    token = tokens[at]
    feats = possible_feats(token, language)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.pos in ("VERB", "INFN", "PRTS", "GRND", "NPRO", "PRCL", "PRED"):
        return token.is_capital and bool(feats & PERSONAL) and token.pos != "NPRO"
    is_closed = token.pos in ("PREP", "CONJ", "NUM") or (
        token.pos == "ADVB" and is_known(token.lower, language)
    )  # the guessers take foreign surnames for adverbs
    if token.is_capital and not is_closed:
        is_guessed = tokens[at - 1].is_capital and not is_known(token.lower, language)
        return not feats & CASES or bool(feats & (cases | {"gent"})) or is_guessed
    if token.pos == "" and token.text.isascii():
        return tokens[at - 1].pos == "NOUN"  # «агентство dpa»
    if token.pos in ("NOUN", "ADJF") and _is_field(tokens, at):
        return True
    if token.pos in ("NOUN", "ADJF", "PRTF"):
        return bool(feats & {"gent"}) or (token.pos == "NOUN" and "Fixd" in feats)
    if token.lower in ("по", "з", "із") and following is not None:
        return bool(possible_feats(following, language) & {"datv", "gent"}) and (
            tokens[at - 1].pos == "NOUN" and _names_field(tokens, at + 1)
        )
    if tokens[at - 1].lower in ("по", "з", "із"):
        return True
    if token.lower in ("и", "та", "і", "й") and following is not None:
        return (
            "gent" in tokens[at - 1].feats
            and "gent" in possible_feats(following, language)
            and following.pos in ("NOUN", "ADJF")
            and not following.is_capital
        )
    return tokens[at - 1].lower in ("и", "та", "і", "й")


def _names_field(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words at ``at`` tell what a body is for: «з корпоративних комунікацій»."""
    while at + 1 < len(tokens) and tokens[at].pos == "ADJF" and tokens[at].lemma not in FIELDS:
        at += 1
    return tokens[at].lemma in FIELDS


def _is_field(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word goes on what a body is for, behind «по» or «з»."""
    step = at - 1
    while step > 0 and tokens[step].pos == "ADJF":
        step -= 1
    return tokens[step].lower in ("по", "з", "із") and _names_field(tokens, step + 1)


def is_speaker(tokens: Sequence[Token], start: int, stop: int, language: str) -> bool:
    """Whether the phrase names somebody who can speak: a person, a body, a state, a paper.

    A common thing ("обломки", "погода") cannot, and is no voice beside a verb of saying either.
    """
    phrase = tokens[start:stop]
    if tokens[start].text in OPENING:
        return True
    phrase = tokens[start:stop]
    at = next((i for i, t in enumerate(phrase) if t.pos in ("NOUN", "") or t.text in OPENING), None)
    if at is None:  # «Раненые», «Зеленский»
        return len(phrase) == 1 and (phrase[0].is_capital or "plur" in phrase[0].feats)
    head = phrase[at]
    if len(head.text) == 1 and head.text.islower():
        return False  # what is left of «20-х»
    if any(group(language, name).has(head) for name in ("organisation", "unnamed", "outlet")):
        return True
    feats = possible_feats(head, language) | head.feats
    if head.text in OPENING or ("NOUN" in feats and "anim" in feats):
        return True
    if not head.is_capital:
        return False
    is_name = bool(feats & (PERSONAL | {"Orgn", "Geox", "Abbr"})) or head.pos == ""
    is_name = is_name or group(language, "state").has(head) or not is_known(head.lower, language)
    # A capital inside a sentence is a name whatever the dictionary says.
    is_inner = at + start > 0 and tokens[at + start - 1].pos != "SIGN"
    return is_name or is_inner


def slavic_key(tokens: Sequence[Token], start: int, stop: int, language: str) -> str:
    """Lemma keys of the words that tell who it is; a surname alone where there is one.

    "президент України Володимир Зеленський" is "зеленскии", "МИД России" is "мид россия".
    """
    phrase = [t for t in tokens[start:stop] if t.is_word and t.pos != "CONJ"]
    phrase = [token for token in phrase if not is_preposition(token)]
    run: list[Token] = []
    for index in range(len(phrase) - 1, -1, -1):
        token = phrase[index]
        is_after_name = index > 0 and "Name" in possible_feats(phrase[index - 1], language)
        if not token.is_capital or not (is_after_name or _can_be_personal(token, language)):
            break
        run.append(token)
    is_person = bool(run) and (len(run) > 1 or len(run) < len(phrase) or not phrase[1:])
    bodies = group(language, "organisation")
    if run and all(token.pos == "" for token in run):
        is_person = False  # a paper with a foreign name: all of it
        phrase = list(reversed(run))
    if is_person and not any(bodies.has(token) for token in run):
        surname = next((t for t in run if "Surn" in t.feats), None)
        patronymic = next((t for t in run if "Patr" in t.feats), None)
        chosen = surname or next(
            (t for t in run if t is not patronymic and len(t.text) > 1), run[0]
        )
        return _surname_key(chosen)
    spokes = group(language, "spokes")
    while len(phrase) > 1 and (spokes.has(phrase[0]) or phrase[0].lemma == "официальный"):
        phrase = phrase[1:]
    return " ".join(token.key for token in phrase)


def _can_be_personal(token: Token, language: str) -> bool:
    feats = possible_feats(token, language) | token.feats
    if feats & (PERSONAL - {"Name"}) or "Name" in token.feats:
        return True
    if feats & {"Geox", "Orgn", "Abbr"} or token.text.isupper():
        return len(token.text) == 1  # an initial
    if token.pos == "ADJF":
        return token.lower.endswith(
            ("ий", "ый", "ой", "ая", "ого", "ому", "им", "ій", "ої", "ська")
        )
    return "anim" in feats or token.pos == "" or not is_known(token.lower, language)


# «Орлова», «Орлову», "Пєскова": the dictionaries take an oblique surname for another word.
SURNAME = re.compile(r"(.{2,}(?:ов|ев|єв|ёв|ин|ін|їн))(?:а|у|ым|им|е|і|ом|ою|ой|ої)")


def _surname_key(token: Token) -> str:
    if "Surn" in token.feats:
        return token.key
    if match := SURNAME.fullmatch(token.lower):
        return common_spelling(match.group(1))
    is_declined = token.pos == "ADJF" or (token.pos == "NOUN" and "anim" in token.feats)
    return token.key if is_declined else common_spelling(token.lower)


# English


def english_left(tokens: Sequence[Token], at: int) -> int:
    """Where the noun phrase that ends before ``at`` begins; ``at`` where there is none."""
    bounds = group("en", "boundary").forms
    start = at
    while start > 0 and at - start < MAX_NAME:
        token = tokens[start - 1]
        if token.pos == "SIGN":
            is_inner = token.text == "'s" or token.text == "-"
            is_point = (
                token.text == "."
                and start > 1
                and (len(tokens[start - 2].text) == 1 or tokens[start - 2].lower in TITLES)
            )
            if not (is_inner or is_point or token.lower == "'s"):
                break
        elif token.lower in bounds:
            break
        start -= 1
    while start < at and (
        tokens[start].pos == "SIGN"
        or tokens[start].lower in ("of", "for")
        or _is_adverb(tokens[start])
    ):
        start += 1
    return start


def english_right(tokens: Sequence[Token], at: int) -> int:
    """Where the noun phrase that begins at ``at`` ends; ``at`` where there is none."""
    stops = group("en", "stop").forms
    stop = at
    while stop < min(len(tokens), at + MAX_NAME):
        token = tokens[stop]
        if token.pos == "SIGN":
            is_point = (
                token.text == "."
                and stop > at
                and stop + 1 < len(tokens)
                and (len(tokens[stop - 1].text) == 1 or tokens[stop - 1].lower in TITLES)
                and (tokens[stop + 1].is_capital or len(tokens[stop + 1].text) == 1)
            )
            if not (token.text in ("'s", "’s", "-") or is_point):
                break
        elif token.lower in stops:
            break
        stop += 1
    while stop > at and tokens[stop - 1].lower in ("of", "for"):
        stop -= 1
    return stop


TITLES = words("mr mrs ms dr gen col lt sgt capt gov sen rep prof st adm maj")


def _is_adverb(token: Token) -> bool:
    return token.lower.endswith("ly") and not token.is_capital


def is_english_speaker(tokens: Sequence[Token], start: int, stop: int) -> bool:
    phrase = tokens[start:stop]
    if not phrase:
        return False
    if any(
        group("en", name).has(token)
        for token in phrase
        for name in ("organisation", "person", "unnamed", "outlet", "spokes")
    ):
        return not group("en", "document").has(phrase[-1]) or phrase[-1].is_capital
    names = [t for t in phrase if t.is_capital and t.lower not in ENGLISH_LEFT]
    if not names:
        return False
    # A capital at the beginning of a sentence is no name by itself: "Reports said …".
    is_opening = start == 0 and len(names) == 1 and names[0] is phrase[0]
    return not (is_opening and names[0].lower.endswith("s") and names[0].lemma != names[0].lower)


def english_key(tokens: Sequence[Token], start: int, stop: int) -> str:
    """Lower-case words that tell who it is; a surname alone where the phrase is a person's name.

    "German Chancellor Olaf Scholz" is "scholz", "Ukraine's Foreign Ministry" is "ukraine foreign
    ministry".
    """
    phrase = [t for t in tokens[start:stop] if t.is_word and t.lower not in ENGLISH_LEFT]
    phrase = [t for t in phrase if t.lower not in ("'s", "of", "for", "s")]
    if not phrase:
        return ""
    spokes = group("en", "spokes")
    kept = [t for t in phrase if not spokes.has(t)]
    last = phrase[-1]
    known = any(group("en", name).has(last) for name in ("organisation", "outlet", "person"))
    is_titled = any(group("en", "person").has(t) or spokes.has(t) for t in phrase[:-1])
    capitals = [t for t in phrase if t.is_capital]
    is_name = is_titled or (len(capitals) == len(phrase) and len(phrase) <= 3)
    if is_name and last.is_capital and not known and not last.text.isupper():
        return last.lower
    return " ".join(_english_word(t) for t in (kept or phrase))


def _english_word(token: Token) -> str:
    """A name as it stands, a common noun in the singular."""
    is_common = any(group("en", n).has(token) for n in ("person", "organisation", "unnamed"))
    return token.lemma if is_common or not token.is_capital else token.lower
