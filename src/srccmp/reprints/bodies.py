"""An article's account as the stems of its words, with what of it the article tells itself.

Reprints are met by words in the common uk/ru spelling, cut to their first letters: endings are what
a light rewriting changes, and what differs between close translations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.attribution.quotes import MARKS, quotation
from srccmp.model import Article, Manner

# Words in a row that must be the same in both. Two independent reports on one event share many
# threes, by names and offices ("foreign minister Anna Fox"), and few fours: on ten real events the
# threes of pairs that are no reprints reach 49 % of the shorter text, the fours 39 %.
SHINGLE = 4
STEM = 5  # letters of a lemma
# So many words in quotation marks are speech; fewer are a name or a doubted word.
MIN_SPEECH = 5

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One article without its headline, sentences of fewer than `SHINGLE` words and signs.

    ``grams[i]`` is the run of `SHINGLE` stems that begins at word ``i``, None where its sentence
    ends before; ``own[i]`` tells that word ``i`` stands in nobody's quoted speech; ``said`` are the
    runs that stand in such speech alone.
    """

    article_id: str
    grams: tuple[Gram | None, ...]
    own: tuple[bool, ...]
    distinct: frozenset[Gram]
    said: frozenset[Gram]

    @property
    def words(self) -> int:
        return len(self.grams)

    def among(self, grams: frozenset[Gram]) -> list[bool]:
        """For each word whether it stands in one of these runs."""
        found = [False] * len(self.grams)
        for at, gram in enumerate(self.grams):
            if gram is not None and gram in grams:
                found[at : at + SHINGLE] = [True] * SHINGLE
        return found


def bodies_of(articles: Sequence[Article], analyses: Iterable[Analysis]) -> dict[str, Body]:
    """By article id; ``analyses`` hold each article's statements in their order."""
    texts = {article.id: article.text for article in articles}
    found = {
        article_id: _body(article_id, texts[article_id], list(rows))
        for article_id, rows in groupby(analyses, key=lambda a: a.article_id)
    }
    return {a.id: found.get(a.id) or _body(a.id, a.text, []) for a in articles}


def _body(article_id: str, text: str, analyses: Sequence[Analysis]) -> Body:
    grams: list[Gram | None] = []
    own: list[bool] = []
    is_open = False
    stop = 0
    for _, clauses in groupby(analyses, key=lambda a: a.annotated.statement.sentence):
        sentence = list(clauses)
        start = sentence[0].annotated.statement.span.start
        if "\n" in text[stop:start]:
            is_open = False  # a mark that nobody closed
        stop = sentence[-1].annotated.statement.span.stop
        flags: list[bool] = []
        stems: list[str] = []
        for clause in sentence:
            speech, is_open = _speech(clause, is_open=is_open)
            words = [
                (token.key[:STEM], is_said)
                for token, is_said in zip(clause.tokens, speech, strict=True)
                if token.pos != "SIGN"
            ]
            stems += [stem for stem, _ in words]
            flags += [not is_said for _, is_said in words]
        if len(stems) < SHINGLE or all(clause.is_headline for clause in sentence):
            continue
        last = len(stems) - SHINGLE
        grams += [tuple(stems[i : i + SHINGLE]) if i <= last else None for i in range(len(stems))]
        own += flags
    return body_of(article_id, grams, own)


def body_of(article_id: str, grams: Sequence[Gram | None], own: Sequence[bool]) -> Body:
    """Of runs and of what is told in nobody's quoted speech, one entry of each a word."""
    spoken = {g for at, g in enumerate(grams) if g and not any(own[at : at + SHINGLE])}
    told = {g for at, g in enumerate(grams) if g and any(own[at : at + SHINGLE])}
    return Body(
        article_id=article_id,
        grams=tuple(grams),
        own=tuple(own),
        distinct=frozenset(spoken | told),
        said=frozenset(spoken - told),
    )


def _speech(clause: Analysis, *, is_open: bool) -> tuple[Sequence[bool], bool]:
    """For each token whether it stands in somebody's quoted speech, and whether the marks are
    open at the end."""
    tokens = clause.tokens
    inside, goes_on = quotation(tokens, is_open=is_open)
    said = clause.annotated.attribution
    is_quoted = said is not None and said.manner is Manner.QUOTED
    speech: list[bool] = []
    for is_inside, run in groupby(zip(tokens, inside, strict=True), key=lambda pair: pair[1]):
        part = [token for token, _ in run]
        words = sum(token.pos != "SIGN" for token in part)
        # A quotation that goes on from the sentence before or into the next is no name.
        is_cut = (is_open and not speech) or (goes_on and len(speech) + len(part) == len(tokens))
        is_long = words >= MIN_SPEECH or is_cut or is_quoted
        speech += [is_inside and is_long and token.text not in MARKS for token in part]
    if is_quoted and not any(speech):
        return [True] * len(tokens), goes_on  # all of it, by the sentence that tells who said it
    return speech, goes_on
