"""From what a reader typed to the one thing that it names, or to what it may have meant: by the
beginning of an id, by an id with a slip, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from srccmp.errors import NotFound
from srccmp.present.safe import safe, trimmed
from srccmp.present.view import Index, unique_width
from srccmp.store import Known, known_of

LISTED = 8  # things that may have been meant
IN_ONE_LINE = 6
STORY = re.compile(r"s[0-9]+")
DIGITS = re.compile(r"[0-9a-z]+", re.ASCII)
HEX = re.compile(r"[0-9a-f]")
WORD = re.compile(r"\w+")
LIKE = 80  # of 100: words so like are one word in another form
BEGINNING = 95  # what a word counts that begins with what was typed
AHEAD = 10  # what a word counts more where it stands among the few that tell what it is
SHORTEST = 3  # letters of a word that others may begin with
FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Thing:
    """What an id names: its kind (``claim``, ``statement``, ``article``, ``story``) and its full
    id; ``story`` is the one that it is of."""

    kind: str
    id: str
    story: str = ""


class Unfound(NotFound):
    """No id, or several. ``summary`` says which in a line, ``listed`` what may have been meant, a
    line each: id, kind, first words."""

    def __init__(self, summary: str, listed: Sequence[tuple[str, str, str]], hint: str) -> None:
        some = "; ".join(f"{i} ({kind}: {words})" for i, kind, words in listed[:IN_ONE_LINE])
        if len(listed) > IN_ONE_LINE:
            some += f" and {len(listed) - IN_ONE_LINE} more"
        super().__init__(f"{summary}: {some}" if some else summary, hint=hint)
        self.summary = summary
        self.listed = tuple(listed)


def find(index: Index, prefix: str) -> Thing:
    """The one thing of a comparison whose id begins so; raises `Unfound` with what was perhaps
    meant."""
    if not index.is_part and STORY.fullmatch(prefix.strip().lower()):
        index.within([prefix])  # raises where there is no such story, and names those there are
    return choose(tuple(known_of(index.comparison)), prefix)


def choose(known: Sequence[Known], wanted: str) -> Thing:
    """The same, of a list of all ids."""
    typed = " ".join(wanted.split()).lower()
    exact = [each for each in known if each.id == typed]
    found = exact[:1]
    if not found and typed:
        found = [e for e in known if e.kind != "story" and e.id.startswith(typed)]
    if len(found) == 1:
        return Thing(found[0].kind, found[0].id, found[0].story)
    width = unique_width(each.id for each in known if each.kind != "story")
    if found:
        raise Unfound(
            f"{len(found)} ids begin with {safe(wanted)!r}",
            [_row(each, width) for each in found],
            "give more of its digits",
        )
    if STORY.fullmatch(typed):
        stories = [each for each in known if each.kind == "story"]
        summary = (
            f"no story is called {safe(wanted)!r}; there {'is' if len(stories) == 1 else 'are'}"
        )
        raise Unfound(summary, [_row(each, width) for each in stories], "")
    near = _near(known, typed) or _by_words(known, typed)
    named = [each for each in known if each.kind == "article" and _is_by(each, typed)]
    near = [*named, *(each for each in near if each not in named)]
    raise Unfound(
        f"no claim, statement or article has the id {safe(wanted)!r}"
        + ("; did you mean" if near else ""),
        [_row(each, width) for each in near[:LISTED]],
        "" if near else "srccmp diff and srccmp sources show the ids",
    )


def _is_by(article: Known, typed: str) -> bool:
    """Whether the words are the name of the article's source, as `known_of` puts it first."""
    name = article.help.lower()
    return name.startswith((f"{typed}, ", f"{typed}: "))


def _row(known: Known, width: int) -> tuple[str, str, str]:
    short = known.id if known.kind == "story" else known.id[:width]
    return short, known.kind, trimmed(known.help, 72)


def _near(known: Sequence[Known], typed: str) -> list[Known]:
    """Ids that one slip (of four digits, else two) turns into what was typed: a digit more, less or
    other, or two that changed places; the nearest first."""
    digits = len(HEX.findall(typed))
    if not DIGITS.fullmatch(typed) or digits < max(FEWEST_DIGITS, len(typed) - 1):
        return []
    slips = 1 if len(typed) <= 4 else 2
    found: list[tuple[int, int, Known]] = []
    for rank, each in enumerate(known):
        if each.kind == "story":
            continue
        # What was left out or put in moves the end of the beginning that is compared.
        ends = {len(typed) - 1, len(typed), len(typed) + 1}
        least = min(OSA.distance(typed, each.id[:end], score_cutoff=slips) for end in ends)
        if least <= slips:
            found.append((least, rank, each))
    nearest = min((slip for slip, _, _ in found), default=0)
    return [each for slip, _, each in found if slip == nearest]


def _by_words(known: Sequence[Known], typed: str) -> list[Known]:
    """Claims, articles and stories that have all these words, in any script and nearly any form;
    the likest first."""
    asked = [word for word in _words(typed) if len(word) > 1]
    if not asked:
        return []
    told = {
        each.id: frozenset(_words(f"{each.help} {each.words}"))
        for each in known
        if each.kind != "statement"
    }
    vocabulary = {word: _plain(word) for word in frozenset().union(*told.values())}
    like = [_like(_plain(word), vocabulary) for word in asked]
    found: list[tuple[float, int, Known]] = []
    for rank, each in enumerate(known):
        if (words := told.get(each.id)) is None:
            continue
        first = frozenset(_words(each.help))  # a source's name, what a dispute is about
        scores = [
            max((one[w] + (AHEAD if w in first else 0) for w in words & one.keys()), default=0.0)
            for one in like
        ]
        if min(scores):
            found.append((-sum(scores), rank, each))
    # By rank claims come first: an article of a source of this name is meant as often.
    best = [each for _, _, each in sorted(found, key=lambda item: item[:2])]
    claims = [each for each in best if each.kind == "claim"][: LISTED // 2]
    others = [each for each in best if each.kind != "claim"][: LISTED - len(claims)]
    return [each for each in best if each in claims or each in others]


def _like(asked: str, vocabulary: dict[str, str]) -> dict[str, float]:
    """The words that may be the one asked for, with how like they are, 0–100."""
    found = {
        word: score
        for _, score, word in process.extract(
            asked, vocabulary, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None
        )
    }
    if len(asked) >= SHORTEST:
        for word, plain in vocabulary.items():
            if plain.startswith(asked):
                found[word] = max(found.get(word, 0.0), BEGINNING)
    return found


def _words(text: str) -> Iterable[str]:
    return WORD.findall(text.casefold())


def _plain(word: str) -> str:
    """In Latin letters: «Іскандер», «Искандер» and "Iskander" are one word."""
    if word.isascii():
        return word
    from anyascii import anyascii

    return anyascii(word).lower()
