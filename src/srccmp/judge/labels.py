"""A position's label: its own words, as many as show what it says and how it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.tokens import Token
from srccmp.model import Claim, Evidence, Facet, Span

LABEL = 72  # code points of a label
# Words taken up on either side of the evidence at the most.
BEFORE, BEHIND = 4, 4


@dataclass(frozen=True, slots=True)
class Words:
    """What one finding rests on in one statement, and whether it holds the two sides apart."""

    facet: Facet
    is_apart: bool
    evidence: Evidence


Candidate = tuple[bool, int, str]  # the best first: lacks the sign, less votes, the words


def labels_of(
    groups: Sequence[Sequence[str]],
    words: Sequence[Sequence[Words]],
    denials: Sequence[bool],
    facet: Facet,
    analyses: Mapping[str, Analysis],
) -> list[str]:
    """A label a group, all different where the groups' own words can make them so.

    Words that hold the group apart come before those that it agrees on with its own, those of the
    deciding facet before others; then what most findings rest on. Where two groups would be called
    alike, each is called by the next of its words that the other has not, at last by as much of a
    statement as a label has room for.
    """
    ranked = [
        _ranked(members, own, facet, analyses, denies=denies)
        for members, own, denies in zip(groups, words, denials, strict=True)
    ]
    found: list[str] = []
    for number, candidates in enumerate(ranked):
        best_of_others = {_folded(other[0]) for i, other in enumerate(ranked) if i != number}
        taken = {_folded(label) for label in found}
        distinct = [c for c in candidates if _folded(c) not in best_of_others | taken]
        free = [c for c in candidates if _folded(c) not in taken]
        found.append((distinct or free or candidates)[0])
    return found


def _ranked(
    members: Sequence[str],
    words: Sequence[Words],
    facet: Facet,
    analyses: Mapping[str, Analysis],
    *,
    denies: bool,
) -> list[str]:
    """What a group may be called by, the best first; never empty."""
    found: list[str] = []
    tiers: list[Callable[[Words], bool]] = [
        lambda w: w.facet is facet and w.is_apart,
        lambda w: w.facet is facet,
        lambda w: w.is_apart,
    ]
    for holds in tiers:
        votes: Counter[str] = Counter()
        signs: dict[str, bool] = {}
        for each in words:
            if not holds(each):
                continue
            phrase, has_sign = _phrase(each, analyses[each.evidence.statement_id], denies=denies)
            votes[phrase] += 1
            signs[phrase] = signs.get(phrase, False) or has_sign
        ordered = sorted(
            votes, key=lambda p: (not signs[p], _is_bare(p, facet), -votes[p], len(p), p)
        )
        found += [phrase for phrase in ordered if phrase not in found]
    if facet is Facet.TIME:  # "on 8 July" tells more than "the day before"; the sort is stable
        found.sort(key=lambda phrase: not any(map(str.isdigit, phrase)))
    texts = sorted({_cut(analyses[m].annotated.statement.text) for m in members}, key=_short)
    return found + texts


def _is_bare(phrase: str, facet: Facet) -> bool:
    """Whether one word stands alone that needs others: a verb, or a number of nothing."""
    return facet in STANDING | {Facet.QUANTITY} and " " not in phrase


def _short(text: str) -> tuple[int, str]:
    return len(text), text


def _folded(label: str) -> str:
    return "".join(filter(str.isalnum, label.casefold()))


def common_label(claim: Claim, analyses: Mapping[str, Analysis]) -> str:
    """The member that the others are most like, in its own words."""
    nearness: Counter[str] = Counter()
    for link in claim.links:
        nearness[link.left_id] += 1
        nearness[link.right_id] += 1
    central = min(
        claim.members,
        key=lambda m: (-nearness[m], len(analyses[m].annotated.statement.text), m),
    )
    return _cut(analyses[central].annotated.statement.text)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LABEL:
        return words
    return words[: max(words.rfind(" ", 0, LABEL), 1)].rstrip(' ,;:—–-(«“"') + "…"


# --- from the evidence to a phrase -------------------------------------------------------------

# What stands before a noun and belongs to it, and before a verb: adjectives, numbers, adverbs.
JOINED = frozenset({"ADJF", "PRTF", "NUMR", "NUM", "ADVB", "PRCL", "ADJS", "COMP"})
VERBS = frozenset({"VERB", "INFN", "PRTS", "GRND"})
LOOSE = frozenset({"PREP", "CONJ", "PRCL", "ADVB", "ADJF", "PRTF", "NPRO", "SIGN", "NUMR", "NUM"})
NOT = frozenset(
    {"не", "ні", "ни", "нет", "немає", "not", "no", "never", "n't", "neither", "nor", "without"}
)
# English has no parts of speech here: words that begin or end no phrase by themselves.
AUXILIARY = frozenset(
    {"was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "did", "does", "do",
     "will", "would", "may", "might", "could", "can", "should", "must", "yet", "already", "still"}
)  # fmt: skip
SMALL = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "from", "with", "and", "or",
     "but", "that", "which", "who", "as", "its", "his", "her", "their", "after", "before", "over",
     "into", "about", "if", "when", "while"}
)  # fmt: skip
STANDING = frozenset({Facet.POLARITY, Facet.STATUS, Facet.INTENT})


def _phrase(words: Words, analysis: Analysis, *, denies: bool) -> tuple[str, bool]:
    """The evidence with the words that it cannot be read without, and whether it shows the sign
    of its side: that of a denial has a word that denies."""
    tokens = analysis.tokens
    inside = [i for i, token in enumerate(tokens) if token.span.meets(words.evidence.span)]
    if not inside:
        return _text(analysis, words.evidence.span), not denies
    first, last = inside[0], inside[-1]
    first = _behind_the_saying(analysis, first, last)
    while last > first and words.facet is not Facet.QUANTITY and _hangs(tokens[last]):
        last -= 1
    if words.facet in STANDING:
        last = _to_object(tokens, last)
        first = _to_verb(tokens, first)
    else:
        last = _to_noun(tokens, last)
        first = _to_preposition(tokens, first, words.facet)
    span = Span(tokens[first].span.start, tokens[last].span.stop)
    has_sign = any(token.lower in NOT for token in tokens[first : last + 1])
    if denies and not has_sign and (whole := _denial(analysis, first, last)):
        span, has_sign = whole, True
    return _cut(_text(analysis, span)), has_sign or not denies


def _behind_the_saying(analysis: Analysis, first: int, last: int) -> int:
    """Where the words begin that are said: "It said [a short circuit]"."""
    tokens = analysis.tokens
    for at in range(first, min(first + SAYING, last)):
        token = tokens[at]
        if token.pos != "NOUN" and "inform" in concepts_of(token, analysis.language):
            first = at + 1
    while first < last and not tokens[first].pos and tokens[first].lower in ("a", "an", "that"):
        first += 1
    return first


SAYING = 3  # words at the beginning, of which one may be a verb of saying


def _denial(analysis: Analysis, first: int, last: int) -> Span | None:
    """The words with the nearest one that denies or doubts them, where a label has room for both;
    a "not" behind them with what it denies: "the strike [did not happen]"."""
    tokens = analysis.tokens
    fitting = []
    for cue in analysis.annotated.modality.cues:
        if not cue.kind.startswith(DENYING):
            continue
        inside = [i for i, token in enumerate(tokens) if token.span.meets(cue.span)]
        if not inside:
            continue
        start, stop = min(first, inside[0]), max(last, inside[-1])
        if stop > last:
            while tokens[stop].lower in NOT and stop + 1 < len(tokens):
                stop += 1
            stop = _to_object(tokens, stop)
        span = Span(tokens[start].span.start, tokens[stop].span.stop)
        if span.stop - span.start <= LABEL and not _is_loose(tokens[stop]):
            fitting.append(span)
    return min(fitting, key=lambda each: (each.stop - each.start, each.start), default=None)


# Kinds of a modality's cues that tell that something is not so, or not believed.
DENYING = ("negation", "denial", "untrue", "alleged")


def _hangs(token: Token) -> bool:
    """Whether it begins something that the evidence has not: «по объектам[, среди которых]»."""
    is_small = not token.pos and token.lower in SMALL | AUXILIARY
    return is_small or token.pos in ("PREP", "CONJ", "NPRO", "SIGN")


def _is_loose(token: Token) -> bool:
    """Whether no phrase ends with it."""
    return token.pos in LOOSE or (not token.pos and token.lower in SMALL | AUXILIARY)


def _is_sign(token: Token) -> bool:
    return token.pos == "SIGN" and token.text not in "«»“”\"„-–'’"


def _to_noun(tokens: Sequence[Token], last: int) -> int:
    """On to the noun that an adjective belongs to: «житлових [будинків]»."""
    if tokens[last].pos not in ("ADJF", "PRTF", "NUMR"):
        return last
    for at in range(last + 1, min(last + 1 + BEHIND, len(tokens))):
        if tokens[at].pos == "NOUN":
            return at
        if tokens[at].pos not in JOINED:
            return last
    return last


def _to_object(tokens: Sequence[Token], last: int) -> int:
    """On to what it was done to: «поновив [арешт рахунків]», "was [approved by the council]"."""
    end = last
    for at in range(last + 1, min(last + 1 + BEHIND, len(tokens))):
        token = tokens[at]
        if token.span.stop - tokens[last].span.start > LABEL * 2 // 3:
            break
        if _is_sign(token) or token.pos in ("CONJ", "VERB", "NPRO", "GRND"):
            break
        if not _is_loose(token):
            end = at
    return end


def _to_verb(tokens: Sequence[Token], first: int) -> int:
    """Back to the verb, its adverbs and its "not": «[не поновив] арешт», «[було уважно]
    розглянуто»."""
    start, verbs = first, 0
    for at in range(first - 1, max(first - 1 - BEFORE, -1), -1):
        token = tokens[at]
        if token.lower in NOT or (not token.pos and token.lower in AUXILIARY):
            start = at
        elif token.pos in VERBS and not verbs:
            start, verbs = at, 1
        elif token.pos in JOINED:
            start = at
        elif token.pos != "PREP":
            break
    while start < first and tokens[start].pos == "PREP":
        start += 1
    return start


def _to_preposition(tokens: Sequence[Token], first: int, facet: Facet) -> int:
    """Back to the preposition of a time: «[у] понеділок», "[by] Monday"."""
    if facet is not Facet.TIME or not first:
        return first
    before = tokens[first - 1]
    is_preposition = before.pos == "PREP" or (not before.pos and before.lower in SMALL - {"the"})
    return first - 1 if is_preposition else first


def _text(analysis: Analysis, span: Span) -> str:
    """The words of the span, which counts in the article."""
    statement = analysis.annotated.statement
    start = statement.span.start
    text = statement.text[max(0, span.start - start) : max(0, span.stop - start)]
    words = " ".join(text.split()).strip(" ,;:")
    for opened, closed in ("«»", "“”", "„“"):
        if words.count(opened) == 1 and closed not in words:
            return words.replace(opened, "") if words.startswith(opened) else words + closed
    return words
