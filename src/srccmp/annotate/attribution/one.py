"""Who says one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from srccmp.annotate.attribution.english import English
from srccmp.annotate.attribution.found import MAX_TOKENS, MIN_QUOTED, REACH, Found, Speaking
from srccmp.annotate.attribution.quotes import longest_quote, quotation, without_inserted
from srccmp.annotate.attribution.slavic import Slavic
from srccmp.annotate.tokens import Token
from srccmp.annotate.voices import SLAVIC
from srccmp.model import Attribution, Manner

PRONOUNS = {
    **dict.fromkeys(("он", "его", "він", "його", "he", "his", "him"), "masc"),
    **dict.fromkeys(("она", "её", "ее", "вона", "її", "she", "her"), "femn"),
    "it": "neut",
    **dict.fromkeys(("они", "их", "вони", "їх", "they", "their", "them"), "plur"),
}


def find_speaking(
    tokens: Sequence[Token],
    text: str,
    language: str,
    *,
    context: Speaking | None = None,
    is_open: bool = False,
) -> Speaking | None:
    """Who says one statement; None where nobody is told of.

    ``text`` is the statement's text and begins where the first token does. ``context`` is the
    speaker before, whom a pronoun or a missing subject stands for; ``is_open`` tells that the
    statement begins inside quotation marks.

    >>> from srccmp.annotate.tokens import tokenize
    >>> said = "По словам мэра, мост закрыт."
    >>> find_speaking(tokenize(said, "ru"), said, "ru").attribution.speaker
    'мэра'
    """
    if not tokens:
        return None
    tokens = tokens[:MAX_TOKENS]
    marked, _ = quotation(tokens, is_open=is_open)
    quoted = without_inserted(tokens, marked, language)
    reader = (
        Slavic(tokens, language, quoted)
        if language in SLAVIC
        else English(tokens, quoted)
        if language == "en"
        else None
    )
    if reader is None:
        return None
    found = list(reader.found())
    if not found:
        return None
    best = min(found, key=lambda f: (f.rank, f.at))
    offset = tokens[0].span.start - _leading(text)
    cue = text[tokens[best.cue[0]].span.start - offset : tokens[best.cue[1] - 1].span.stop - offset]
    manner = _manner(tokens, quoted, best)
    is_known = best.voice.kind == "described" and context is not None
    if best.voice.kind in ("pronoun", "dropped") or is_known:
        if context is None:
            if best.voice.kind == "dropped" and manner is not Manner.QUOTED:
                return None
            return Speaking(
                attribution=Attribution(speaker=None, key=None, cue=cue, manner=manner),
                span=None,
                is_about_before=reader.is_about_before(),
                pronoun=_gender(tokens, best) if best.voice.kind == "pronoun" else None,
            )
        known = replace(context.attribution, cue=cue, manner=manner)
        return Speaking(
            attribution=known,
            span=context.span,
            is_about_before=reader.is_about_before(),
            pronoun=_gender(tokens, best),
        )
    span = best.voice.span(tokens)
    speaker = text[span.start - offset : span.stop - offset] if span else None
    return Speaking(
        attribution=Attribution(speaker=speaker, key=best.voice.key, cue=cue, manner=manner),
        span=span,
        is_about_before=reader.is_about_before(),
    )


def find_attribution(
    tokens: Sequence[Token], text: str, language: str, *, context: Attribution | None = None
) -> Attribution | None:
    """``find_speaking`` without the place of the speaker's words.

    >>> from srccmp.annotate.tokens import tokenize
    >>> said = "The bridge is closed, the mayor said."
    >>> find_attribution(tokenize(said, "en"), said, "en").key
    'mayor'
    """
    before = Speaking(attribution=context, span=None) if context else None
    speaking = find_speaking(tokens, text, language, context=before)
    return speaking.attribution if speaking else None


def _gender(tokens: Sequence[Token], found: Found) -> str | None:
    """The gender of whom a pronoun near the cue, or the verb, stands for."""
    start, stop = found.cue
    if found.voice.kind == "pronoun":
        near = sorted(range(max(0, start - REACH), min(len(tokens), stop + 3)), key=_near(start))
        for at in near:
            if gender := PRONOUNS.get(tokens[at].lower):
                return gender
    feats = tokens[start].feats
    return next((g for g in ("masc", "femn") if g in feats and "past" in feats), None)


def _near(at: int) -> Callable[[int], tuple[int, int]]:
    return lambda other: (abs(other - at), other)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _manner(tokens: Sequence[Token], quoted: Sequence[bool], found: Found) -> Manner:
    """Quoted where most words are in marks, those that only name the speaker left out."""
    if found.voice.kind == "own":
        return Manner.OWN
    start, stop = found.cue
    while start > 0 and not (tokens[start - 1].pos == "SIGN" and tokens[start - 1].text != "."):
        start -= 1
    while stop < len(tokens) and tokens[stop].pos != "SIGN":
        stop += 1
    is_first = _begins_with_speech(tokens, quoted, found.cue[0])
    spoken = [
        inside
        for at, (token, inside) in enumerate(zip(tokens, quoted, strict=True))
        if token.pos != "SIGN"
        and not start <= at < stop
        and not found.voice.start <= at < found.voice.stop
        and (inside or not (is_first and at > found.cue[0]))
    ]
    is_whole = (
        is_first or longest_quote(tokens, quoted) >= MIN_QUOTED or _opens_whole(tokens, quoted)
    )
    return Manner.QUOTED if is_whole and sum(spoken) * 2 > len(spoken) else Manner.REPORTED


def _opens_whole(tokens: Sequence[Token], quoted: Sequence[bool]) -> bool:
    """Whether a quotation of few words is all that is said: «Нет», said X; X said: «Нет»."""
    at = next((i for i, inside in enumerate(quoted) if inside), len(tokens))
    return not any(t.is_word for t in tokens[:at]) or tokens[at - 1].text == ":"


def _begins_with_speech(tokens: Sequence[Token], quoted: Sequence[bool], stop: int) -> bool:
    """«…», сказала она, качая ребёнка: what stands behind the cue tells how it was said."""
    words = [inside for token, inside in zip(tokens[:stop], quoted, strict=False) if token.is_word]
    return len(words) >= MIN_QUOTED and all(words[:MIN_QUOTED])
