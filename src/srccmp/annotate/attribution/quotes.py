"""What stands in quotation marks, and where speech ends."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.attribution.found import DASHES
from srccmp.annotate.cues import group
from srccmp.annotate.tokens import Token
from srccmp.model import Statement

MARKS = frozenset('«»“”„"')
ANY_MARKS = MARKS | frozenset("'‘’")
LOOK_BACK = 120


def quotation(tokens: Sequence[Token], *, is_open: bool = False) -> tuple[tuple[bool, ...], bool]:
    """For each token whether it stands in quotation marks, and whether they are open at the end.

    Straight marks open where they stand before a word and after a gap; a name in marks («Искандер»)
    counts as quoted too, its length tells it from speech. Speech between dashes counts as quoted.
    """
    depth = 1 if is_open else 0
    if not any(token.text in ANY_MARKS for token in tokens):
        return tuple([True] * len(tokens) if is_open else _dash_speech(tokens)), is_open
    found = []
    for at, token in enumerate(tokens):
        sign = token.text
        is_mark = sign in MARKS
        if (is_mark and _opens(tokens, at, depth)) or (not depth and _opens_single(tokens, at)):
            found.append(True)
            depth += 1
            continue
        found.append(depth > 0)
        if is_mark or (depth == 1 and _closes_single(tokens, at)):
            # One mark may close a name and the speech that ends with it.
            depth = 0 if _ends_speech(tokens, at) else max(0, depth - 1)
    if not any(found):
        found = _dash_speech(tokens)
    return tuple(found), depth > 0


def strict_depth(tokens: Sequence[Token], *, is_open: bool) -> bool:
    """Whether marks are open at the end where each closing mark closes one."""
    depth = 1 if is_open else 0
    for at, token in enumerate(tokens):
        if token.text in MARKS:
            depth = depth + 1 if _opens(tokens, at, depth) else max(0, depth - 1)
    return depth > 0


def closes_later(rest: Sequence[tuple[Statement, Sequence[Token]]]) -> bool:
    """Whether the next mark is a closing one: then the quotation goes on until there."""
    for _, tokens in rest:
        for at, token in enumerate(tokens):
            if token.text in MARKS:
                return not _opens(tokens, at, 1)
    return False


def _ends_speech(tokens: Sequence[Token], at: int) -> bool:
    """Whether the closing mark at ``at`` stands where a sentence or its quoted half ends."""
    following = tokens[at + 1 : at + 6]
    if not following or (at and tokens[at - 1].text in ".!?…"):
        return True
    is_end = at + 6 >= len(tokens) and not any(t.is_word for t in following)
    if following[0].text in ".!?…" and is_end:
        return True
    return following[0].text == "," and len(following) > 1 and following[1].text in DASHES


def _opens(tokens: Sequence[Token], at: int, depth: int) -> bool:
    sign = tokens[at].text
    if sign in "«„":
        return True
    if sign == "»":
        return False
    if sign == "“" and any(token.text == "„" for token in tokens[max(0, at - LOOK_BACK) : at]):
        return depth == 0  # opens in English, closes after „
    if sign == "”":
        return False
    start, stop = tokens[at].span.start, tokens[at].span.stop
    touches_left = at > 0 and tokens[at - 1].span.stop == start
    touches_right = at + 1 < len(tokens) and tokens[at + 1].span.start == stop
    if touches_left and tokens[at - 1].text in '(«“„"[':
        return touches_right
    if touches_left != touches_right:
        return touches_right
    return depth == 0


def _opens_single(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single mark opens speech: an apostrophe stands inside a word or behind one."""
    if tokens[at].text not in ("'", "‘") or at + 1 == len(tokens):
        return False
    is_start = at == 0 or (tokens[at - 1].text in ",:" and not touches(tokens, at - 1))
    return is_start and tokens[at + 1].is_capital and touches(tokens, at)


def _closes_single(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single mark closes speech, and is not the apostrophe of "the workers' bus"."""
    if tokens[at].text not in ("'", "’") or at == 0:
        return False
    is_last = at + 1 == len(tokens)
    if not is_last and touches(tokens, at):
        return tokens[at + 1].pos == "SIGN"
    return is_last or tokens[at - 1].pos == "SIGN" or not tokens[at - 1].lower.endswith("s")


def touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether no gap stands between the token and the next."""
    return tokens[at].span.stop == tokens[at + 1].span.start


def without_inserted(
    tokens: Sequence[Token], quoted: Sequence[bool], language: str
) -> tuple[bool, ...]:
    """«Бюджет исполнен, - сказал он. - Дефицит …»: a speaker named inside the marks."""
    say = group(language, "say")
    found = list(quoted)
    at = 2
    while at + 1 < len(tokens):
        is_cut = (
            quoted[at]
            and tokens[at].text in DASHES
            and tokens[at - 1].text in ",!?…"
            and say.has(tokens[at + 1])
        )
        if is_cut:
            stop = next(
                (i for i in range(at + 2, len(tokens)) if tokens[i].text in DASHES), len(tokens)
            )
            found[at:stop] = [False] * (stop - at)
            at = stop
        at += 1
    return tuple(found)


def _dash_speech(tokens: Sequence[Token]) -> list[bool]:
    """«— Мы не знаем, — сказал он»: what stands between the first dash and the next."""
    is_speech = len(tokens) > 2 and tokens[0].text in DASHES and tokens[1].is_capital
    if not is_speech:
        return [False] * len(tokens)
    found = []
    for at, token in enumerate(tokens):
        if at and token.text in DASHES and tokens[at - 1].text in ",.!?…":
            is_speech = not is_speech
        found.append(is_speech)
    return found


def quoted_end(tokens: Sequence[Token], at: int) -> int:
    """Where the one word in marks that begins at ``at`` ends; ``at`` if none does."""
    marks = [t.text in MARKS for t in tokens[at : at + 3]]
    return at + 3 if marks == [True, False, True] else at


def longest_quote(tokens: Sequence[Token], quoted: Sequence[bool]) -> int:
    """How many words in a row stand in quotation marks, at the most."""
    best = run = 0
    for token, inside in zip(tokens, quoted, strict=True):
        is_mark = token.text in MARKS  # of two quotations in a row each is measured by itself
        run = run + (token.pos != "SIGN") if inside and not is_mark else 0
        best = max(best, run)
    return best
