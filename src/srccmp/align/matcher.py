"""Scores of pairs of statements, each from its two articles alone."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from srccmp.align import features
from srccmp.align.candidates import by_encoder
from srccmp.align.features import Side
from srccmp.align.questions import same_scene
from srccmp.align.reach import BEST, Shared
from srccmp.align.score import FEATURES, log_odds_of, logistic, model
from srccmp.align.terms import coverage, overlap, profile, says_something
from srccmp.annotate.analysis import Analysis
from srccmp.model import Facet, Score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The lead of a pair is what it has in common beyond what each of the two usually has with the
# other's article: twice the measure less the mean of the best few on both sides (CSLS of Conneau
# et al. 2018, with the pair of articles for the neighbourhood, so that what a third article tells,
# too, takes nothing away). F1 on aligned news with a third of the sentences missing: by words
# ru–uk .927 → .942; with the encoder .962 → .975 with 5, .970 with 3, .963 with 2 neighbours.
# By words it is three (`srccmp.align.reach.BEST`).
BEST_NEAR: Final = 5
# What a statement has with the best of any article's statements, which stands in for those that a
# short article lacks: means over the aligned news, translations left out.
USUAL_WORDS: Final = 0.1
USUAL_INSIDE: Final = 0.15
USUAL_NEAR: Final = 0.25
# Two answers to one question belong to one claim whatever their words: the question was matched
# on what was harmed and when, which is stricter than any score.
ANSWERS: Final = 0.95
# What the log-odds lose where one statement tells of an earlier event and the other of the
# article's own; and where two give their own dates, which may be one event dated differently.
OTHER_SCENE: Final = 2.5
OTHER_DATE: Final = 1.0

# What the log-odds lose, of what a likelier match in the same article has more, beyond a little.
RIVAL: Final = 0.5
NEAR_RIVAL: Final = 1.0

MEETINGS: Final = 4096  # of two articles, that are remembered: those of 90 articles and fewer
LEXICAL, LETTERS, COUNTED = (FEATURES.index(n) for n in ("lexical", "letters", "quantities"))

Pair = tuple[int, int]  # left < right


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two articles as the match sees them: how rare their events are, and what their statements
    have in common in the encoder's space."""

    rarity: features.Rarity
    near: NDArray[np.float32] | None
    near_left: NDArray[np.float32] | None
    near_right: NDArray[np.float32] | None


class Matcher:
    """The probabilities that statements speak about one thing; each pair scored once.

    ``analyses`` are in canonical order, those of one article together; ``vectors`` has one row of
    unit length for each, less the encoder's centre (`srccmp.engines.centres`), or is None.
    """

    def __init__(
        self,
        analyses: Sequence[Analysis],
        vectors: NDArray[np.float32] | None,
        answers: Mapping[Pair, Facet],
    ) -> None:
        self.analyses = analyses
        self.answers = answers
        self._vectors = vectors if len(analyses) > 1 else None
        profiles = [profile(analysis) for analysis in analyses]
        self.telling = [says_something(found) for found in profiles]
        ids = [analysis.article_id for analysis in analyses]
        number = {article: at for at, article in enumerate(dict.fromkeys(ids))}
        self.owner = [number[article] for article in ids]
        self._articles = len(number)
        self._first, self._last = _ranges(self.owner, len(number))
        self.sides = [
            Side(analysis, found, self._place(at))
            for at, (analysis, found) in enumerate(zip(analyses, profiles, strict=True))
        ]
        self._told = [
            features.times_told(self.sides[first:last])
            for first, last in zip(self._first, self._last, strict=True)
        ]
        self._model = model("with_encoder" if self._vectors is not None else "without_encoder")
        self._needs = frozenset(at for at, _, _ in self._model.terms)
        self.scored: dict[Pair, float] = {}
        self._meeting = lru_cache(MEETINGS)(self._meet)
        self._by_articles: defaultdict[Pair, list[Pair]] = defaultdict(list)
        shared = Shared(profiles, self.owner, self._also())
        self._reach = _reached(shared.reach, self._first, self._last)
        for left, right in sorted(shared.pairs):
            self._by_articles[self.owner[left], self.owner[right]].append((left, right))
        for pairs in self._by_articles.values():
            for left, right in pairs:
                self.probability(left, right)
        self._best = self._likeliest()

    @property
    def pairs(self) -> list[Pair]:
        """The pairs proposed, and those that answer one question, in order."""
        return sorted({pair for found in self._by_articles.values() for pair in found})

    def probability(self, left: int, right: int) -> float | None:
        """0–1; None for two statements of one article that are no two sides of a dispute: they
        speak neither for nor against being one thing."""
        key = (left, right)
        if (known := self.scored.get(key)) is not None:
            return known
        if not (self.telling[left] and self.telling[right]):
            return 0.0
        is_answer = key in self.answers
        if self.owner[left] == self.owner[right] and not is_answer:
            return None
        log_odds = self._model.log_odds(self._weighed(left, right))
        one, other = self.analyses[left], self.analyses[right]
        if not is_answer and not same_scene(one, other):
            log_odds -= OTHER_DATE if one.dated and other.dated else OTHER_SCENE
        found = logistic(log_odds)
        self.scored[key] = found = max(found, ANSWERS) if is_answer else found
        return found

    def held(self, left: int, right: int) -> float | None:
        """The probability as a claim is held together by it: less where either of the two has a
        likelier match in the other's article, which is then what it tells of there."""
        found = self.probability(left, right)
        if not found or (left, right) in self.answers:
            return found
        rival = max(self.best(left, self.owner[right]), self.best(right, self.owner[left]))
        if rival <= found:
            return found
        behind = log_odds_of(rival) - log_odds_of(found)
        return logistic(log_odds_of(found) - RIVAL * max(0.0, behind - NEAR_RIVAL))

    def best(self, at: int, article: int) -> float:
        """The probability of the likeliest match of a statement in an article. A headline is no
        rival of the text below it, which it sums up."""
        return self._best.get((at, article), 0.0)

    def _likeliest(self) -> dict[tuple[int, int], float]:
        found: dict[tuple[int, int], float] = {}
        for (left, right), probability in self.scored.items():
            for one, other in ((left, right), (right, left)):
                if self.analyses[other].is_headline:
                    continue
                key = (one, self.owner[other])
                if probability > found.get(key, 0.0):
                    found[key] = probability
        return found

    def features(self, left: int, right: int) -> Score:
        """What the two have in common, by name."""
        measured = dict(zip(FEATURES, self.measures(left, right), strict=True))
        if (left, right) in self.answers:
            return Score(**measured, question=1.0)
        is_apart = not same_scene(self.analyses[left], self.analyses[right])
        return Score(**measured, scene=0.0 if is_apart else None)

    def measures(self, left: int, right: int) -> list[float | None]:
        """What the two have in common, in the order of ``FEATURES``; each 0–1 or None."""
        a, b = self.sides[left], self.sides[right]
        found = self._weighed(left, right)
        if a.is_cyrillic == b.is_cyrillic:
            found[LEXICAL] = features.lexical(a.profile.text, b.profile.text)
            found[LETTERS] = features.letters(a.profile.letters, b.profile.letters)
        found[COUNTED] = features.counted(a, b)
        return found

    def _weighed(self, left: int, right: int) -> list[float | None]:
        """The same, but for costly measures that the model gives no weight, which are None."""
        a, b = self.sides[left], self.sides[right]
        one_article, other_article = self.owner[left], self.owner[right]
        meeting = self._meeting(one_article, other_article)
        one, other = coverage(a.profile, b.profile), coverage(b.profile, a.profile)
        less, more = (one, other) if one < other else (other, one)
        means, larger = self._reach
        at, back = left * self._articles + other_article, right * self._articles + one_article
        near = lead = None
        if meeting.near is not None:
            assert meeting.near_left is not None
            assert meeting.near_right is not None
            row, column = left - self._first[one_article], right - self._first[other_article]
            cosine = float(meeting.near[row, column])
            near = min(1.0, max(0.0, cosine))
            lead = 2 * cosine - float(meeting.near_left[row]) - float(meeting.near_right[column])
            lead = _unit(0.5 + lead / 2)
        needs = self._needs
        is_alike = a.is_cyrillic == b.is_cyrillic
        return [
            features.lexical(a.profile.text, b.profile.text)
            if is_alike and LEXICAL in needs
            else None,
            features.letters(a.profile.letters, b.profile.letters)
            if is_alike and LETTERS in needs
            else None,
            less,
            more,
            _unit(0.5 + (one + other - means[at] - means[back]) / 2),
            _unit(0.5 + (2 * more - larger[at] - larger[back]) / 2),
            overlap(a.concepts, b.concepts) if a.concepts and b.concepts else None,
            features.events(a, b, meeting.rarity),
            features.roles(a, b),
            overlap(a.names, b.names) if a.names and b.names else None,
            features.times(a.analysis, b.analysis),
            features.counted(a, b) if COUNTED in needs else None,
            overlap(a.numbers, b.numbers) if a.numbers and b.numbers else None,
            features.length(a, b),
            features.nearness(a, b),
            near,
            lead,
        ]

    def _place(self, at: int) -> float | None:
        if self.analyses[at].is_headline:
            return None
        first, last = self._first[self.owner[at]], self._last[self.owner[at]]
        return (at - first + 0.5) / (last - first)

    def _also(self) -> Iterable[Pair]:
        """The pairs that are looked at whatever words they share."""
        wanted = set(self.answers)
        if self._vectors is not None:
            import numpy as np

            owner = np.asarray(self.owner)
            for first, last in zip(self._first, self._last, strict=True):
                wanted.update(by_encoder(self._vectors, owner, first, last))
        return wanted

    def _meet(self, one: int, other: int) -> Meeting:
        a, b = (slice(self._first[article], self._last[article]) for article in (one, other))
        size = a.stop - a.start + b.stop - b.start
        rarity = features.Rarity(self._told[one], self._told[other], size)
        if self._vectors is None:
            return Meeting(rarity, None, None, None)
        near = self._vectors[a] @ self._vectors[b].T
        return Meeting(rarity, near, _reach_near(near), _reach_near(near.T))


def _ranges(owner: Sequence[int], articles: int) -> tuple[list[int], list[int]]:
    """The first statement of each article, and the one after its last."""
    first, last = [len(owner)] * articles, [0] * articles
    for at, article in enumerate(owner):
        first[article] = min(first[article], at)
        last[article] = at + 1
    return first, last


def _reached(
    sums: NDArray[np.float32], first: Sequence[int], last: Sequence[int]
) -> tuple[array[float], array[float]]:
    """Of the sums of the best few the means, row after row; what is usual stands in for the
    statements that a short article lacks, and is the least: to have nothing in common with the rest
    of a strange article gives no lead."""
    import numpy as np

    lacking = [max(0, BEST - (stop - start)) for start, stop in zip(first, last, strict=True)]
    found = []
    for total, usual in zip(sums, (USUAL_WORDS, USUAL_INSIDE), strict=True):
        for article, count in enumerate(lacking):
            if count:
                total[:, article] += count * usual
        total /= BEST
        np.maximum(total, usual, out=total)
        found.append(array("f", total.tobytes()))
    return found[0], found[1]


def _reach_near(near: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of each row the mean of its largest few; shape (rows,)."""
    import numpy as np

    count = near.shape[1]
    if count <= BEST_NEAR:
        total = near.sum(axis=1) + (BEST_NEAR - count) * USUAL_NEAR
        return np.asarray(np.maximum(total / BEST_NEAR, USUAL_NEAR), dtype=np.float32)
    best = np.partition(near, count - BEST_NEAR, axis=1)[:, count - BEST_NEAR :]
    return np.asarray(np.maximum(best.mean(axis=1), USUAL_NEAR), dtype=np.float32)


def _unit(value: float) -> float:
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value
