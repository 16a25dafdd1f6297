"""What a speaker is called where somebody reads it: the words of the text in the nominative."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from srccmp.annotate.cues import words
from srccmp.annotate.names import latin
from srccmp.annotate.tokens import Token, possible_feats, tokenize
from srccmp.annotate.voices import CLOSING, OPENING, PERSONAL, SLAVIC, SURNAME
from srccmp.model import Attribution
from srccmp.words import analyser, is_known

# Which case the words around a name ask for most often: tried in this order.
OBLIQUE = ("gent", "loct", "datv", "ablt", "accs")
GENDERS = ("masc", "femn", "neut")
MAX_PERSON = 3  # words: first name, patronymic, family name


# Bodies whose name is a plural that looks like another case of the singular.
PLURAL = words("власть")
# Endings of foreign and family names that the dictionaries lack, by case, and what they stand for;
# a woman's name that ends in a consonant does not change.
ENDINGS = {
    "gent": (("ого", "ий"), ("ы", "а"), ("и", "а"), ("а", ""), ("я", "ь")),
    "accs": (("ого", "ий"), ("у", "а"), ("а", "")),
    "datv": (("ому", "ий"), ("у", "")),
    "ablt": (("ом", ""), ("ем", "")),
    "loct": (("е", ""), ("і", "")),
}
WOMEN_ENDINGS = {
    "gent": (("ої", "а"), ("ой", "ая")),
    "accs": (("у", "а"),),
    "datv": (("ій", "а"), ("ой", "ая")),
    "ablt": (("ою", "а"), ("ой", "ая")),
    "loct": (("ій", "а"), ("ой", "ая")),
}
HEADS = words("глава голова")  # a body's head, which the dictionaries take for a thing
MIN_STEM = 3  # letters


def spoken_name(attribution: Attribution, language: str) -> str:
    """The speaker's words as a name: in the nominative where the dictionary knows all words that
    change, else as they stand; empty where nobody is named.

    >>> from srccmp.model import Manner
    >>> def name(words: str, language: str) -> str:
    ...     said = Attribution(speaker=words, key=None, cue="", manner=Manner.REPORTED)
    ...     return spoken_name(said, language)
    >>> name("российских дипломатов", "ru"), name("прес-служби порту", "uk"), name("МИД РФ", "ru")
    ('российские дипломаты', 'прес-служба порту', 'МИД РФ')
    """
    words = _unquoted(" ".join((attribution.speaker or "").split()))
    if language not in SLAVIC or not words:
        return words
    return _of_key(words, attribution.key or "", language) or _nominative(words, language)


def _of_key(words: str, key: str, language: str) -> str | None:
    """The nominative of a name that the dictionary lacks, where its settled key tells the ending:
    «Хрумбазе» is «Хрумбаз» under the key "khrumbaz". A woman's surname has the key of a
    man's, and tells nothing."""
    is_name = words.isalpha() and words[:1].isupper() and not words.isupper()
    is_told = not is_known(words.lower(), language) and SURNAME.fullmatch(words.lower()) is None
    if not (is_name and is_told) or latin(words) == key:
        return None
    for case in OBLIQUE:
        for ending, own in ENDINGS[case]:
            stem = words.removesuffix(ending)
            if len(stem) >= MIN_STEM and stem != words and latin(stem + own) == key:
                return stem + own
    return None


@lru_cache(maxsize=10_000)  # the same few speak again and again
def _nominative(words: str, language: str) -> str:
    tokens = tokenize(words, language)
    person = _person(tokens, language)
    title = _title(tokens, person[0] if person else len(tokens))
    if title is None:
        return words
    if title and person and not _is_holder(tokens, title[-1], person[0], language):
        person = ()  # «канцелярии мэра Анны Орловой»: another's
    for case in ("nomn", *OBLIQUE):
        changed = _changed(tokens, title, person, language, case)
        if changed is not None:
            return words if case == "nomn" else _with_words(words, tokens, changed)
    return words


def _title(tokens: Sequence[Token], stop: int) -> tuple[int, ...] | None:
    """The words that stand in the speaker's case before a name or without one; None where the
    phrase cannot be told."""
    if stop == 0:
        return ()
    head = next((i for i, t in enumerate(tokens[:stop]) if t.pos == "NOUN"), None)
    if head is None:
        head = 0 if len(tokens) == 1 and tokens[0].pos in ("ADJF", "PRTF") else None
    if head is None or (tokens[head].text.isupper() and not _is_fixed(tokens[head])):
        return None
    if any(t.pos not in ("ADJF", "PRTF") for t in tokens[:head]):
        return None
    return tuple(range(head + 1))


def _is_fixed(token: Token) -> bool:
    """An abbreviation that the dictionary knows and that has one form: «французских СМИ»."""
    return token.text.isupper() and "Fixd" in token.feats


def _person(tokens: Sequence[Token], language: str) -> tuple[int, ...]:
    """First and family name at the end: it stands in its title's case, whatever its gender."""
    last = len(tokens) - 1
    is_foreign = last > 1 and all(
        t.is_capital
        and t.is_word
        and not t.text.isupper()
        and (not is_known(t.lower, language) or bool(t.feats & PERSONAL))
        for t in tokens[last - 1 :]
    )
    if is_foreign and "anim" in tokens[last - 2].feats:
        return (last - 1, last)  # «канцлера Олафа Шольца»
    for start in range(max(0, len(tokens) - MAX_PERSON), len(tokens)):
        rest = tokens[start:]
        is_name = all(t.is_capital and t.is_word and not t.text.isupper() for t in rest)
        if is_name and "Name" in possible_feats(rest[0], language):
            return tuple(range(start, len(tokens)))
    is_family = last > 0 and tokens[last].is_capital and tokens[last].feats & PERSONAL
    return (last,) if is_family else ()


def _is_holder(tokens: Sequence[Token], head: int, name: int, language: str) -> bool:
    """Whether the name is the head's own, and no dependent's: a body has none."""
    is_person = "anim" in possible_feats(tokens[head], language) or tokens[head].lemma in HEADS
    before = tokens[name - 1]
    is_inner = name - 1 > head and before.pos == "NOUN" and "anim" in before.feats
    return is_person and not (is_inner and not before.is_capital)


def _changed(
    tokens: Sequence[Token],
    title: Sequence[int],
    person: Sequence[int],
    language: str,
    case: str,
) -> dict[int, str] | None:
    """The nominatives of all words that change, where they can stand in the case."""
    changed: dict[int, str] = {}
    if title:
        forms = [_forms(tokens[i], language, case) for i in title]
        kinds = _numbers(tokens[title[-1]], case, is_person=bool(person))
        common = [k for k in forms[-1] if k in kinds and all(k in form for form in forms)]
        if not common:
            return None
        changed = {i: form[common[0]] for i, form in zip(title, forms, strict=True)}
    if not person:
        return changed
    named = _named(tokens, person, language, case)
    return None if named is None else changed | named


def _numbers(head: Token, case: str, *, is_person: bool) -> tuple[str, ...]:
    """Which genders and numbers the head may be read in; a person is one."""
    if is_person:
        return GENDERS
    if _is_fixed(head):
        return (*GENDERS, "plur")  # its adjectives tell
    if head.lemma in PLURAL and case == "nomn":
        return ("plur",)
    # One gender or the plural for all: «міській раді» is of «рада», not of «рад».
    if case == "nomn" and "anim" in head.feats:
        return (*GENDERS, "plur")  # «оглядачі» are several
    # The likeliest reading tells the number: «мэрии» is rather "of the town hall" than several.
    return ("plur",) if "plur" in head.feats else GENDERS


def _named(
    tokens: Sequence[Token], person: Sequence[int], language: str, case: str
) -> dict[int, str] | None:
    """The nominative of a personal name; its first word tells the gender."""
    first = _forms(tokens[person[0]], language, case)
    gender = next((g for g in ("masc", "femn") if g in first), None)
    if gender is None:
        if is_known(tokens[person[0]].lower, language):
            return None
        gender = "masc"
        first = {gender: _by_ending(tokens[person[0]], gender, case)}
    changed = {person[0]: first[gender]}
    for at in person[1:]:
        token = tokens[at]
        form = _forms(token, language, case).get(gender)
        if case == "nomn":
            form = token.text
        changed[at] = form or _by_ending(token, gender, case)
    return changed


def _by_ending(token: Token, gender: str, case: str) -> str:
    endings = ENDINGS if gender == "masc" else WOMEN_ENDINGS
    for ending, own in endings.get(case, ()):
        if token.lower.endswith(ending) and len(token.lower) - len(ending) >= MIN_STEM:
            return token.text[: len(token.text) - len(ending)] + own
    return token.text


def _unquoted(words: str) -> str:
    """Without quotation marks around all of it."""
    inner = words[1:-1]
    is_quoted = len(words) > 2 and words[0] in OPENING + '"' and words[-1] in CLOSING + '"'
    return inner if is_quoted and not any(c in OPENING + CLOSING + '"' for c in inner) else words


def _forms(token: Token, language: str, case: str) -> dict[str, str]:
    """The nominatives of what the word can be in ``case``, by gender or ``plur``; none where the
    dictionary does not know it."""
    found: dict[str, str] = {}
    if not is_known(token.lower, language):
        return found
    is_abbreviation = token.text.isupper() and len(token.text) > 1
    for parse in analyser(language).parse(token.lower):
        feats = frozenset(map(str, parse.tag.grammemes))
        is_case = case in feats or (case == "loct" and "loc2" in feats)
        kind = "plur" if "plur" in feats else next((g for g in GENDERS if g in feats), None)
        if not is_case or kind is None or not feats & {"NOUN", "ADJF", "PRTF"}:
            continue
        # Adjectives share their oblique forms between the two.
        is_shared = bool(feats & {"ADJF", "PRTF"}) and kind in ("masc", "neut") and case != "nomn"
        for own in ("masc", "neut") if is_shared else (kind,):
            form = parse.inflect({"nomn", own})
            if is_abbreviation:
                found.setdefault(own, token.text)
            elif form is not None:
                found.setdefault(own, _capitals(token.text, str(form.word)))
    return found


def _capitals(pattern: str, word: str) -> str:
    """``word`` with the capitals of ``pattern``, each part of a hyphened one by itself."""
    parts = zip(pattern.split("-"), word.split("-"), strict=False)
    return "-".join(w[:1].upper() + w[1:] if p[:1].isupper() else w for p, w in parts)


def _with_words(text: str, tokens: Sequence[Token], changed: dict[int, str]) -> str:
    pieces, stop = [], 0
    for at, token in enumerate(tokens):
        pieces += [text[stop : token.span.start], changed.get(at, token.text)]
        stop = token.span.stop
    return "".join(pieces) + text[stop:]
