"""One sentence -> its statements: a cut is made only where both sides stand by themselves.

A cut needs a joint (a semicolon, or a comma with a joining word), a finite verb on the left, a
subject and a finite verb of its own on the right, and nothing on the left that still governs the
right: no "said that", no "according to", no date or place that both share. In doubt the sentence
stays whole, because a statement without its subject, its speaker or its date is worth less than a
long one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from srccmp.model import Span
from srccmp.words import Form, form

MIN_WORDS = 4
# No sentence of prose is longer; what is, is a table or rubbish, and is not worth parsing.
MAX_SENTENCE = 2_000

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# At the edges of a statement these say nothing.
EDGE = " \t\n\r\v\f\u00a0\u202f-–—―•·*▪►●;,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The closed words of one language that hold clauses together, as patterns.

    ``joints``: after a comma, they may begin a clause of its own. ``governing``: what comes after
    them may reach beyond the next comma. ``sourced``: a speaker for the whole sentence.
    ``speaking``: verbs of saying; ``tail``: where such a verb, or a dash, leads to the speaker of
    what stands before. ``framing``: words that begin a time or place that the whole sentence
    shares. ``timing``: words that are a time.
    """

    joints: re.Pattern[str]
    governing: re.Pattern[str]
    sourced: re.Pattern[str]
    speaking: re.Pattern[str]
    tail: re.Pattern[str]
    framing: frozenset[str]
    timing: re.Pattern[str]


LANGUAGES = ("en", "ru", "uk")
CLOCK = r"\d{1,2}:\d{2}|\b(?:19|20)\d\d\b"


@cache
def grammar(language: str) -> Grammar | None:
    """None for a language whose clauses are not cut."""
    if language not in LANGUAGES:
        return None
    file = resources.files("srccmp.segment") / "grammar" / f"{language}.toml"
    data: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    joined = {name: "|".join(words) for name, words in data.items()}
    return Grammar(
        joints=re.compile(rf";|,(?=\s+(?:{joined['joints']})\s)", re.I),
        governing=re.compile(rf"\b(?:{joined['governing']})\b", re.I),
        sourced=re.compile(rf"\b(?:{joined['sourced']})\b", re.I),
        speaking=re.compile(rf"\b(?:{joined['speaking']})\w*", re.I),
        tail=re.compile(rf"[,»”\"]\s?[-–—]\s|,\s(?:{joined['speaking']})\w*", re.I),
        framing=frozenset(data["framing"]),
        timing=re.compile(rf"\b(?:{joined['timing']})|{CLOCK}", re.I),
    )


def clauses(text: str, language: str) -> tuple[Span, ...]:
    """The statements of one sentence, as spans into it; the whole sentence where none is sure.

    >>> text = "У Києві горить склад, а на Одещині ракета пошкодила порт."
    >>> [c.of(text) for c in clauses(text, "uk")]
    ['У Києві горить склад', 'а на Одещині ракета пошкодила порт.']
    """
    whole = trimmed(text, Span(0, len(text))) if text else None
    if whole is None:
        return ()
    words = grammar(language.partition("-")[0])
    if words is None or len(text) > MAX_SENTENCE or not words.joints.search(text):
        return (whole,)
    depth = _depths(text)
    joints = [m.start() for m in words.joints.finditer(text) if depth[m.start()] == 0]
    found: list[Span] = []
    begun = 0
    for i, at in enumerate(joints):
        until = joints[i + 1] if i + 1 < len(joints) else len(text)
        left, right = text[begun:at], text[at + 1 : until]
        joint = Joint(
            before=text[:at],
            left=left,
            right=right,
            rest=text[at + 1 :],
            is_semicolon=text[at] == ";",
        )
        if _stand_alone(joint, words, language):
            if (span := trimmed(text, Span(begun, at))) is not None:
                found.append(span)
            begun = at + 1
    if (span := trimmed(text, Span(begun, len(text)))) is not None:
        found.append(span)
    return tuple(found)


def trimmed(text: str, span: Span) -> Span | None:
    """``span`` without the dashes, bullets and commas at its edges; None where nothing is left."""
    piece = span.of(text)
    bare = piece.strip(EDGE)
    if not bare:
        return None
    start = span.start + len(piece) - len(piece.lstrip(EDGE))
    return Span(start, start + len(bare))


def _depths(text: str) -> list[int]:
    """For each character, how many brackets and quotation marks are open around it.

    A mark that closes what an earlier sentence opened counts from the sentence's beginning.
    """
    depth, quoted, found, unopened = 0, False, [], 0
    for i, char in enumerate(text):
        if char in "([«“„":
            depth += 1
        elif char in ")]»”":
            if not depth:
                unopened = i
            depth = max(0, depth - 1)
        elif char == '"':
            if not quoted and i and not text[i - 1].isspace() and not text[i + 1 : i + 2].isalnum():
                unopened = i
            else:
                quoted = not quoted
        found.append(depth + quoted)
    return [1] * unopened + found[unopened:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A place where a sentence might be cut: ``left`` and ``right`` reach to the next joints,
    ``before`` and ``rest`` to the sentence's ends, as what governs may stand farther off."""

    before: str
    left: str
    right: str
    rest: str
    is_semicolon: bool


def _stand_alone(joint: Joint, words: Grammar, language: str) -> bool:
    """Whether both sides of a joint can be read by themselves."""
    last = _last_part(joint.rest)
    spoken = len(last) if words.speaking.search(last) else 0
    head = _head(joint.right[: len(joint.rest) - spoken], words)
    if min(len(WORD.findall(joint.left)), len(WORD.findall(joint.right))) < MIN_WORDS:
        return False
    if not _has_verb(joint.left, language) or not _has_subject_and_verb(head, language):
        return False
    # «…, але в мерії заявили про ремонт»: a speaker of its own ends the reach of the other.
    if not words.speaking.search(head):
        if not joint.is_semicolon and words.governing.search(joint.before):
            return False
        if words.sourced.search(joint.before) or words.speaking.search(joint.before):
            return False
        if spoken:
            return False
    return _keeps_its_frame(joint.before, joint.right, words)


def _head(right: str, words: Grammar) -> str:
    """The right side up to its first subordinate clause, or to the speaker behind a dash."""
    ends = [m.start() for p in (words.governing, words.tail) if (m := p.search(right))]
    return right[: min(ends)] if ends else right


def _last_part(rest: str) -> str:
    """What stands after the last comma or dash."""
    return re.split(r",|\s[-–—]\s", rest)[-1] if re.search(r",|\s[-–—]\s", rest) else ""


def _keeps_its_frame(before: str, right: str, words: Grammar) -> bool:
    """Whether the right side loses no time or place that stands at the sentence's head."""
    first = [word.lower() for word in WORD.findall(before[:80])]
    own = [word.lower() for word in WORD.findall(right[:60])][:3]
    timed = words.timing.search(before[:80])
    if timed and not words.timing.search(right):
        return False
    framed = bool(first) and (first[0] in words.framing or first[0].isdigit())
    return not framed or any(word in words.framing for word in own)


def _has_verb(part: str, language: str) -> bool:
    if language.startswith("en"):
        return bool(ENGLISH_VERB.search(part))
    return any(form(word, language).is_finite for word in WORD.findall(part))


PREPOSITIONS = frozenset(
    {
        *("в", "во", "на", "по", "за", "из", "от", "до", "для", "при", "с", "со", "у", "к", "ко"),
        *("о", "об", "над", "под", "без", "через", "между", "около", "против", "из-за", "из-под"),
        *("среди", "после", "вместо", "від", "із", "зі", "з", "щодо", "про", "під", "біля"),
        *("проти", "серед", "крізь", "замість", "після", "між"),
    }
)


PRONOUNS = frozenset(
    {
        *("я", "ты", "он", "она", "оно", "мы", "вы", "они", "кто", "это"),
        *("ти", "він", "вона", "воно", "ми", "ви", "вони", "хто", "це"),
    }
)


def _has_subject_and_verb(part: str, language: str) -> bool:
    """A noun that can be the subject, with a verb that agrees, or an impersonal verb.

    A pronoun is no subject here: its noun would stay behind in the other statement.
    """
    if language.startswith("en"):
        return bool(ENGLISH_CLAUSE.match(part))
    tokens = WORD.findall(part)
    forms = [form(word, language) for word in tokens]
    verbs = [(i, f) for i, f in enumerate(forms) if f.is_finite]
    if any(f.is_impersonal for _, f in verbs):
        return any(f.is_noun for f in forms)
    if verbs and any(word.lower() in PRONOUNS for word in tokens[: verbs[0][0]]):
        return False
    return any(
        _agree(tokens, forms, i, at) for at, _ in verbs for i in range(len(tokens)) if i != at
    )


def _is_governed(tokens: list[str], forms: list[Form], i: int) -> bool:
    """Whether a preposition stands before word ``i``, with no noun of its own between."""
    if i and tokens[i - 1].lower() in PREPOSITIONS:
        return True
    return i > 1 and tokens[i - 2].lower() in PREPOSITIONS and not forms[i - 1].is_noun


def _agree(tokens: list[str], forms: list[Form], i: int, at: int) -> bool:
    """Whether word ``i`` can be the subject of the verb ``at``."""
    word, verb = forms[i], forms[at]
    if _is_governed(tokens, forms, i):
        return False
    if tokens[i][0].isdigit():  # «35 людей»
        return i + 1 < len(forms) and forms[i + 1].is_genitive
    is_capital = tokens[i][0].isupper()
    if tokens[i].isascii() or word.is_name:
        # A name shows no case that could be trusted: «став "Артистом"», «зіграв у Сент-Міррен».
        return is_capital and i < at and (tokens[i].isascii() or word.is_subject)
    if not word.is_subject or not word.agreement & verb.agreement:
        return False
    if i and word.is_genitive and forms[i - 1].is_noun:
        return False  # «у центрі міста»
    if i < at or not word.is_object:
        return True
    # «пройшов шлях», «пытался оказать сопротивление»
    return not verb.is_transitive and not any(one.is_infinitive for one in forms[at:i])


# English forms tell little: what counts is an article, a name, a number or a counted thing at the
# head of the clause, and within a few words a verb that can be nothing but finite.
ENGLISH_AUXILIARY = r"was|were|is|are|has|have|had|will|would|could|can|may|might|did|does|do"
ENGLISH_PAST = (
    r"said|told|fell|rose|died|left|took|went|struck|lost|made|came|began|fled|kept|held|met"
    r"|gave|sent|brought|found|became|remained|says|wrote|stood|won|broke|drew|grew|ran|shook"
    r"|spoke|flew|tore|threw|blew|swept|spread|bore|felt|paid|sold|built|lay|hit|cut|set|put|shut|sank|led|fought|caught|burned|burnt"
)
ENGLISH_VERB = re.compile(rf"\b(?:{ENGLISH_AUXILIARY}|{ENGLISH_PAST}|[a-z]{{2,}}ed)\b(?!-)")
ENGLISH_CLAUSE = re.compile(
    r"\s*(?:(?:and|but|while|whereas|yet|so|meanwhile)\s+)?"
    r"(?:(?:in|at|on|near|during|after|before|by)\s+(?:[\w'’-]+\s+){1,4}?)?"
    r"(?:the|a|an|its|their|his|her|two|three|four|five|six|seven|eight|nine|ten|several|many|most"
    r"|some|another|about|around|nearly|at least|more than|officials|police|rescuers|authorities"
    r"|residents|witnesses|\d[\d,.]*|[A-Z][\w'’-]+)\s+(?:[\w'’-]+\s+){0,6}?"
    rf"(?:{ENGLISH_AUXILIARY}|{ENGLISH_PAST}|[a-z]{{2,}}ed(?!\s+(?:in|by|during|at|on|with|for)\b))\b"
)
