"""Near-copies: articles of which one has most of the other's text, also lightly rewritten.

What counts is the share of the shorter article's words that stand in runs of four which the other
has, too. Research on wire copy in local papers (NEWS-COPY, Silcock et al. 2022) found reprints to
share 30 % of word 3-grams or more; here half of the words must stand in shared runs, and not by a
quotation alone: two papers that carry one official statement each tell the rest in words of their
own. Not by their ends alone either: an outlet puts one background under many reports.

Nothing here depends on other articles than the two, so an article more changes no answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from srccmp.annotate.analysis import Analysis
from srccmp.model import Article
from srccmp.reprints.bodies import Body, Gram, bodies_of

# Chosen on ten real events (950 pairs, all found pairs read; docs/decisions/012-reprints.md).
CLOSE = 0.5  # of the shorter one's words
OWN = 0.45  # of those of them that stand in no quoted speech
OPENING = 0.35  # of the first half of them
MIN_OWN = 25  # words: fewer are a formula
SHORT, SHORT_CLOSE = 60, 0.8  # a shorter text says less by its share
CREDITED = 0.35  # is enough of a text that names the other outlet as its source
LOOSE = 0.25  # with the family's first, where another member is the near-copy
# Candidates: pairs with fewer runs in common cannot be close.
MIN_SHARED = 3
CANDIDATE = 0.08  # of the shorter one's runs
# A run in more articles than this is looked up in the first few of them only: in a family that
# large they tie all the others together, and a formula ties nobody.
MANY, FIRST = 64, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Two articles' text in common. ``shorter`` and ``longer`` are their ids; shares are 0–1, of
    the shorter one's words but ``of_longer``; ``own_words`` counts those of its own telling that
    both have."""

    shorter: str
    longer: str
    words: int
    share: float
    of_longer: float
    own: float
    own_words: int
    opening: float

    @property
    def is_long(self) -> bool:
        """Whether there is enough text to tell by."""
        return self.own_words >= MIN_OWN and (self.words >= SHORT or self.share >= SHORT_CLOSE)

    @property
    def is_close(self) -> bool:
        return not self.doubt and self.share >= CLOSE

    @property
    def is_credited_close(self) -> bool:
        """Whether it is close enough where one of the two says that it tells after the other."""
        shared = round(self.share * self.words)
        return self.share >= CREDITED and self.opening >= OPENING and shared >= MIN_OWN

    @property
    def doubt(self) -> str:
        """Why a large share in common may not make a reprint; empty where nothing speaks so."""
        if self.own < OWN:
            return "most of what they share is quoted speech"
        if not self.is_long:
            return "the text is too short to tell"
        if self.opening < OPENING:
            return "they share little of its first half"
        return ""


def compare_bodies(left: Body, right: Body) -> Kin:
    """What the two have in common; of equal length, the smaller id counts as the shorter one.

    What one of them gives as quoted speech is nobody's own telling, whatever the other's marks.
    """
    small, large = sorted((left, right), key=lambda body: (body.words, body.article_id))
    shared, other = small.among(large.distinct), large.among(small.distinct)
    said = small.among(large.said)
    own = [
        is_shared
        for is_shared, is_own, is_said in zip(shared, small.own, said, strict=True)
        if is_own and not is_said
    ]
    opening = shared[: (len(shared) + 1) // 2]
    return Kin(
        shorter=small.article_id,
        longer=large.article_id,
        words=small.words,
        share=_share(shared),
        of_longer=_share(other),
        own=_share(own),
        own_words=sum(own),
        opening=_share(opening),
    )


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


@dataclass(slots=True)
class Copies:
    """The bodies of all articles; ``pairs`` are those with enough in common to be looked at, the
    smaller id first."""

    bodies: Mapping[str, Body]
    pairs: tuple[tuple[str, str], ...]
    _known: dict[tuple[str, str], Kin] = field(default_factory=dict)

    def kin(self, left: str, right: str) -> Kin:
        key = min(left, right), max(left, right)
        if key not in self._known:
            self._known[key] = compare_bodies(self.bodies[key[0]], self.bodies[key[1]])
        return self._known[key]


def near_copies(articles: Sequence[Article], analyses: Iterable[Analysis]) -> Copies:
    """What the articles' texts have in common; ``analyses`` hold each one's statements in order."""
    bodies = bodies_of(articles, analyses)
    return Copies(bodies, _candidates(bodies))


def _candidates(bodies: Mapping[str, Body]) -> tuple[tuple[str, str], ...]:
    """Pairs that share some runs, by an index from runs to articles."""
    index: defaultdict[Gram, list[str]] = defaultdict(list)
    for name in sorted(bodies):
        for gram in bodies[name].distinct:
            index[gram].append(name)
    met: Counter[tuple[str, str]] = Counter()
    for names in index.values():
        if len(names) < 2:
            continue
        lefts = names if len(names) <= MANY else names[:FIRST]
        for at, left in enumerate(lefts):
            for right in names[at + 1 :]:
                met[left, right] += 1
    return tuple(
        sorted(
            (left, right)
            for (left, right), shared in met.items()
            if shared >= MIN_SHARED
            and shared >= CANDIDATE * min(len(bodies[left].distinct), len(bodies[right].distinct))
        )
    )
