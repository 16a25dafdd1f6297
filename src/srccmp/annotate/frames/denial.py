"""What of a statement is negated or rejected as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.cued import Cued
from srccmp.annotate.frames.phrases import CLAUSE_END, FINITE, clause_bounds
from srccmp.annotate.tokens import possible_feats

NEGATION = {
    "ru": frozenset({"не", "ни", "нет", "нельзя", "без"}),
    "uk": frozenset({"не", "ні", "немає", "нема", "без"}),
    "en": frozenset({"not", "n't", "never", "no", "without", "neither", "nor"}),
}
NEGATED_BACK = 3  # words between a negation and what it negates: "did not in any way damage"
PREVENTED_BACK = 6  # words between "prevented" and what did not happen
# "Not only", "no less than", "not the first": nothing of what happened is denied.
BOUNDING = words_of(
    "только лише тільки only менее менше меньше less fewer вперше впервые первый перший first "
    "просто just"
)
CONTENT = words_of("что чтобы будто що щоб нібито начебто that")
JOINING = words_of("и і й та and but а но але")


def negations(language: str) -> frozenset[str]:
    """The language's words that deny what follows; none where it is not known."""
    return NEGATION.get(language, frozenset())


def has_negation(words: Cued) -> bool:
    """Whether any word of the statement is a negation."""
    return any(token.lower in negations(words.language) for token in words.tokens)


def is_negated(words: Cued, at: int) -> bool:
    """Whether the word at ``at`` is denied by a negation of its own clause.

    "Not the first", "not only", "no less than" deny nothing of what happened; what was prevented
    did not happen.
    """
    for back, _ in words.cues("preventing"):
        if at - PREVENTED_BACK <= back < at:
            before = words.tokens[max(0, back - NEGATED_BACK) : back]
            return not any(token.lower in negations(words.language) for token in before)
    return (
        _is_negated_by_words(words, at)
        or _is_absent(words, at)
        or _has_no_subject(words, at)
        or _is_refused(words, at)
    )


ABSENT_WITHIN = 7  # words between what is absent and the word that says so
BEING = words_of("был была было были будет быть був була було були буде бути стало сталося")
GONE = words_of("нет немає нема нету")


def _is_absent(words: Cued, at: int) -> bool:
    """«Взрыва на шахте не было», «дітей серед них немає»: a noun in the genitive, and behind it
    that there is none."""
    token = words.tokens[at]
    if token.pos != "NOUN" or "gent" not in possible_feats(token, words.language):
        return False
    if at and words.tokens[at - 1].pos == "PREP":
        return False
    denying = negations(words.language)
    for step in range(at + 1, min(len(words.tokens), at + 1 + ABSENT_WITHIN)):
        after = words.tokens[step]
        if after.text in CLAUSE_END or after.text == ",":
            return False
        if after.lower in GONE:
            return True
        if after.lower in denying:
            behind = words.tokens[step + 1 : step + 2]
            return bool(behind) and behind[0].lower in BEING
        if after.pos in FINITE:
            return False
    return False


REFUSED_WITHIN = 6  # words between "refused" and the infinitive that names what was not done


def _is_refused(words: Cued, at: int) -> bool:
    """ "Refused to approve", «погодити захід рада відмовилася»: what was refused was not done."""
    token = words.tokens[at]
    first, stop = clause_bounds(words, at)
    for place, length in words.cues("refusing"):
        if place == at or not first <= place < stop or abs(place - at) > REFUSED_WITHIN:
            continue
        if words.language == "en":
            behind = place + length
            opens = behind < len(words) and words.tokens[behind].lower == "to"
            return opens and behind < at <= behind + 2
        if token.pos == "INFN" or "infn" in token.feats:
            return not _is_negated_by_words(words, place)
    return False


NO_ONE = words_of("nobody none nothing")
NO_SUBJECT = NO_ONE | words_of("neither no")
WHERE = words_of("in after during from at over by since before despite amid")
SUBORDINATE = words_of("when while after because although though as where which but")


def _has_no_subject(words: Cued, at: int) -> bool:
    """ "No one was hurt", "not a single school has been shut": the clause's subject is nobody."""
    if words.language != "en":
        return False
    first, _ = clause_bounds(words, at)
    while first < at and not words.tokens[first].is_word:
        first += 1  # a quotation mark
    opening = [token.lower for token in words.tokens[first : first + 2]]
    if opening[1:] and opening[1] in BOUNDING:
        return False  # "no fewer than ten", "no less"
    if _is_beside(words, first, at):
        return False
    if opening == ["not", "a"]:
        return at > first + 3
    is_alone = bool(opening) and opening[0] in NO_ONE
    return bool(opening) and opening[0] in NO_SUBJECT and at > first + (not is_alone)


def _is_beside(words: Cued, first: int, at: int) -> bool:
    """ "… when the tower collapsed", "… in the crash": told beside what happened to nobody."""
    before = [token.lower for token in words.tokens[first:at]]
    while before and before[-1] in ("the", "a", "an", "this", "that"):
        before.pop()
    return bool(before) and (before[-1] in WHERE or not SUBORDINATE.isdisjoint(before))


def _is_negated_by_words(words: Cued, at: int) -> bool:
    tokens, language = words.tokens, words.language
    for back in range(at - 1, max(at - 1 - NEGATED_BACK, -1), -1):
        token = tokens[back]
        if token.text in CLAUSE_END or token.text == ",":
            return False
        if token.lower in negations(language) or (language == "en" and token.lower.endswith("n't")):
            return _denies(words, back, at)
        passes = bool(words.cue("modal", back))
        carries = tokens[at].pos == "NOUN" and bool(words.cue("light", back))
        if token.pos in (*FINITE, "GRND") and not passes and not carries:
            return False  # another verb's; but "не наносит ударов" denies the strikes
    return False


WITHOUT = words_of("без without")
UNTIL = words_of("пока поки доки допоки until unless")  # «пока не вернёт» tells when, no denial
# English words between "not" and the word that it denies.
ADVERBS = words_of(
    "be been being have has had yet ever even any all a an the so very in way longer"
)


CARRYING = words_of("or nor by")


def _denies(words: Cued, back: int, at: int) -> bool:
    """Whether the negation at ``back`` denies the word at ``at`` behind it."""
    tokens = words.tokens
    if back and tokens[back - 1].lower in UNTIL:
        return False
    behind = (t for t in tokens[back + 1 : back + 3] if t.lower not in ("the", "a", "an"))
    after = next(behind, None)
    if after is not None and not {after.lower, after.lemma}.isdisjoint(BOUNDING):
        return False
    between = tokens[back + 1 : at]
    if tokens[back].lower in WITHOUT:  # what there is none of, and no more
        return tokens[at].pos in ("NOUN", "") and not any(t.pos == "NOUN" for t in between)
    if words.language == "en" and tokens[back].lower not in ("no", "neither", "nor"):
        if any(t.lower in CARRYING for t in (*between, tokens[at])):
            return True  # "did not abandon or evacuate", "was not hit by a drone"
        return all(t.lower in ADVERBS or t.lower.endswith("ly") for t in between)
    return True


def denied(words: Cued, *, groups: Sequence[str] = ("denying", "rejecting")) -> frozenset[int]:
    """The tokens that are rejected as a whole: by a verb of ``groups``, or as not found to be
    there ("ознак підпалу не виявили", "no evidence of arson")."""
    found: set[int] = set()
    for group in groups:
        found.update(_denied_range(words, group))
    for at, _ in words.cues("finding"):
        if _is_negated_by_words(words, at):
            found.update(range(*clause_bounds(words, at)))
    for at, length in words.cues("absence"):
        first, stop = clause_bounds(words, at)
        is_before = words.language == "en"  # what is absent follows: "no sign of …"
        if is_before:
            found.update(range(at + length, stop))
        else:
            found.update(step for step in range(first, stop) if _may_be_absent(words, step))
    return frozenset(found)


def _may_be_absent(words: Cued, at: int) -> bool:
    """Whether the word can be what there is none of: a noun in the genitive, or «відсутній»'s own
    in the nominative."""
    token = words.tokens[at]
    if token.pos != "NOUN" or (at and words.tokens[at - 1].pos == "PREP"):
        return False
    return bool({"gent", "nomn"} & possible_feats(token, words.language))


def _denied_range(words: Cued, group: str) -> range:
    """The tokens that a verb of denial rejects: what follows "denied that" up to the next verb of
    the same subject ("отверг критику и заявил"), what stands before "is not true"."""
    for at, length in words.cues(group):
        if length == 1 and is_negated(words, at):
            return range(0)
        behind = at + length
        if _opens_content(words, behind):
            behind += 2  # «опроверг, | что завод закрыли»
        is_last = behind >= len(words) or words.tokens[behind].text in CLAUSE_END | {","}
        if length > 1 or is_last:  # "the version was rejected", "… is not true"
            return range(clause_bounds(words, at)[0] if length == 1 else 0, at)
        stop = behind
        while stop < len(words) and not _goes_on(words, stop):
            stop += 1
        return range(behind, stop)
    return range(0)


def _opens_content(words: Cued, at: int) -> bool:
    """Whether a comma and a conjunction open what is said or denied."""
    tokens = words.tokens
    return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].lower in CONTENT


def _goes_on(words: Cued, at: int) -> bool:
    """Whether a new told thing begins: a line break's headline end, "and said"."""
    tokens = words.tokens
    if tokens[at].text in CLAUSE_END - {":"}:
        return True
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].lower in JOINING and behind is not None and behind.pos == "VERB"
