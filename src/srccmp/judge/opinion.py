"""A second opinion: what a model of natural language inference may change of the verdicts, and what
it did change.

It reads pairs that align, and words alone: it is asked in both directions, moves a finding of a
facet by one step to or from ``unclear``, and never makes a conflict where no facet tells of one
(docs/decisions/014-second-opinion.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.credits import Voices, voices
from srccmp.judge.sides import CLOSE
from srccmp.judge.silence import Roster, roster_of
from srccmp.judge.verdict import are_independent, do_agree, sides_of, verdict_of
from srccmp.model import (
    Article,
    Claim,
    Evidence,
    Facet,
    Finding,
    Link,
    Note,
    Opinion,
    Relation,
    Verdict,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pair = tuple[str, str]
# As `engines.protocols.Nli.probabilities`.
Ask = Callable[[Sequence[Pair]], "NDArray[np.float32]"]

# Probabilities, 0-1, chosen and not calibrated: no model could be measured.
ENTAILED: Final = 0.9  # in each direction
CONTRADICTED: Final = 0.9  # the mean of both
# Facets that are told in words. Numbers and times are read exactly here, and models of inference
# do no better on them than a guess (EQUATE, Ravichander et al. 2019).
WORDED: Final = frozenset(
    {
        Facet.CAUSE,
        Facet.INTENT,
        Facet.POLARITY,
        Facet.STATUS,
        Facet.SCOPE,
        Facet.PLACE,
        Facet.WHO,
    }
)
# Facets that say nothing of whether two statements tell the same.
BESIDE: Final = frozenset({Facet.TIME, Facet.CERTAINTY, Facet.ATTRIBUTION})
MEETING: Final = frozenset({Relation.AGREE, Relation.COMPATIBLE})
LEVEL: Final = "second opinion"
MADE: Final[Mapping[Relation, str]] = {
    Relation.AGREE: "each follows from the other, and no facet tells",
    Relation.UNCLEAR: "one contradicts the other, and no facet tells",
}


@dataclass(frozen=True, slots=True)
class Reconsidered:
    """The claims with their verdicts, in the order given; ``notes`` tell of each claim that was
    changed, ``pairs`` how many pairs of statements were asked about, ``changes`` how often a
    finding went from a relation (None: there was none) to another."""

    judged: tuple[tuple[Claim, Verdict], ...]
    notes: tuple[Note, ...]
    pairs: int
    changes: Counter[tuple[Relation | None, Relation]]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the model says of a pair, the same for both orders of it."""

    entailment: float
    contradiction: float
    is_entailed: bool
    is_contradicted: bool

    def opinion(self, before: Relation | None) -> Opinion:
        return Opinion(
            before=before,
            entailment=round(self.entailment, 4),
            contradiction=round(self.contradiction, 4),
        )


def reconsider(
    judged: Sequence[tuple[Claim, Verdict]],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
    ask: Ask,
) -> Reconsidered:
    """The verdicts after a second opinion on every pair of which it may change something.

    - A conflict of a facet in words, where each statement follows from the other: ``unclear``, and
      so is its claim where it was the last one.
    - An ``unclear`` finding of such a facet, where the two contradict each other: ``conflict``.
    - A pair on which no facet decides: where the two contradict each other, a finding ``unclear``,
      and their likeness alone is no agreement; where each follows from the other, an agreement, if
      the claim is ``unclear`` and nothing in it is in doubt.
    """
    links = {claim.id: _asked(claim, verdict, analyses) for claim, verdict in judged}
    texts = {
        (link.left_id, link.right_id): (
            _text(analyses, link.left_id),
            _text(analyses, link.right_id),
        )
        for each in links.values()
        for link in each
    }
    heard = _hear(texts, ask)
    voice = voices(list(articles.values()))
    roster = roster_of(articles.values())
    found: list[tuple[Claim, Verdict]] = []
    notes: list[Note] = []
    changes: Counter[tuple[Relation | None, Relation]] = Counter()
    for claim, before in judged:
        after = before
        if links[claim.id]:
            after = _Second(claim, before, heard, analyses, articles, voice, roster).verdict()
        if after != before:
            notes.append(_note(before, after))
            changes.update(_changes(after))
        found.append((claim, after))
    return Reconsidered(tuple(found), tuple(notes), len(texts), changes)


def summary(parts: Iterable[Reconsidered]) -> Note:
    """One note on all that was asked and changed."""
    given = list(parts)
    changes = sum((part.changes for part in given), Counter[tuple[Relation | None, Relation]]())
    told = [
        f"{count} {_changed(before, after)}"
        for (before, after), count in sorted(changes.items(), key=lambda item: str(item[0]))
    ]
    pairs = sum(part.pairs for part in given)
    claims = sum(len(part.notes) for part in given)
    what = f"{'; '.join(told)}; claims changed: {claims}" if claims else "nothing changed"
    return Note(
        stage="judge",
        subject="all",
        code="nli-asked",
        message=f"second opinion on {_pairs(pairs)} of statements: {what}",
    )


def _text(analyses: Mapping[str, Analysis], statement: str) -> str:
    """Its words on one line."""
    return " ".join(analyses[statement].annotated.statement.text.split())


def _asked(claim: Claim, verdict: Verdict, analyses: Mapping[str, Analysis]) -> list[Link]:
    """The links of a claim on whose statements the model is asked: independent ones that are close,
    in other words, of which it may change something."""
    found = _by_pair(verdict.findings)
    return [
        link
        for link in claim.links
        if (link.mutual or link.score >= CLOSE)
        and are_independent(analyses[link.left_id], analyses[link.right_id])
        and _may_change(found.get((link.left_id, link.right_id), ()))
        and _text(analyses, link.left_id) != _text(analyses, link.right_id)
    ]


def _may_change(findings: Sequence[Finding]) -> bool:
    return _is_silent(findings) or any(
        f.facet in WORDED and f.relation in (Relation.CONFLICT, Relation.UNCLEAR) for f in findings
    )


def _is_silent(findings: Sequence[Finding]) -> bool:
    """Whether no facet tells how the two stand to each other."""
    return all(f.facet in BESIDE and f.relation in MEETING for f in findings)


def _by_pair(findings: Iterable[Finding]) -> Mapping[Pair, list[Finding]]:
    found: defaultdict[Pair, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[_pair(finding)].append(finding)
    return found


def _pair(finding: Finding) -> Pair:
    return finding.left.statement_id, finding.right.statement_id


def _hear(texts: Mapping[Pair, Pair], ask: Ask) -> dict[Pair, _Heard]:
    """Both directions of each pair, each distinct one asked once and in one order."""
    wanted = sorted({way for a, b in texts.values() for way in ((a, b), (b, a))})
    rows = dict(zip(wanted, ask(wanted).tolist(), strict=True)) if wanted else {}
    found = {}
    for ids, (left, right) in texts.items():
        (there, _, against), (back, _, other) = rows[left, right], rows[right, left]
        contradiction = (against + other) / 2
        found[ids] = _Heard(
            entailment=(there + back) / 2,
            contradiction=contradiction,
            is_entailed=min(there, back) >= ENTAILED,
            is_contradicted=contradiction >= CONTRADICTED,
        )
    return found


@dataclass(frozen=True, slots=True)
class _Second:
    """One claim, its verdict by the facets alone, and what the model says of its pairs."""

    claim: Claim
    first: Verdict
    heard: Mapping[Pair, _Heard]
    analyses: Mapping[str, Analysis]
    articles: Mapping[str, Article]
    voice: Voices
    roster: Roster

    def verdict(self) -> Verdict:
        own = _by_pair(self.first.findings)
        moved = [self._moved(finding) for finding in self.first.findings]
        silent = [
            (link, heard)
            for link in self.claim.links
            if (heard := self.heard.get((link.left_id, link.right_id)))
            and _is_silent(own.get((link.left_id, link.right_id), ()))
        ]
        doubts = [
            self._made(link, Relation.UNCLEAR, heard)
            for link, heard in silent
            if heard.is_contradicted
        ]
        after = self.first
        if doubts or any(finding.opinion for finding in moved):
            after = self._settled(moved, doubts)
        if after.relation is not Relation.UNCLEAR or doubts or _has_doubt(moved):
            return after
        same = [
            self._made(link, Relation.AGREE, heard)
            for link, heard in silent
            if heard.is_entailed and self._are_two_articles(link)
        ]
        return self._settled(moved, same) if same else after

    def _moved(self, finding: Finding) -> Finding:
        """The finding, one step nearer to what the model says."""
        heard = self.heard.get(_pair(finding))
        if heard is None or finding.facet not in WORDED:
            return finding
        if finding.relation is Relation.CONFLICT and heard.is_entailed:
            to = Relation.UNCLEAR
        elif finding.relation is Relation.UNCLEAR and heard.is_contradicted:
            to = Relation.CONFLICT
        else:
            return finding
        return replace(finding, relation=to, opinion=heard.opinion(finding.relation))

    def _made(self, link: Link, relation: Relation, heard: _Heard) -> Finding:
        """A finding on a pair of which no facet tells: its evidence is all of both statements."""
        left, right = (
            Evidence(statement_id=each, span=self.analyses[each].annotated.statement.span)
            for each in (link.left_id, link.right_id)
        )
        return Finding(
            facet=Facet.POLARITY,
            relation=relation,
            level=LEVEL,
            left=left,
            right=right,
            reason=MADE[relation],
            opinion=heard.opinion(None),
        )

    def _settled(self, moved: Sequence[Finding], made: Sequence[Finding]) -> Verdict:
        """The verdict on the moved findings. Those that were made point at no words, so no position
        is told apart by them; they count by the agreements that they make or undo."""
        before, after = _by_pair(self.first.findings), _by_pair(moved)
        doubted = {_pair(finding) for finding in made if finding.relation is Relation.UNCLEAR}
        agreeing = {_pair(finding) for finding in made if finding.relation is Relation.AGREE}
        for link in self.claim.links:
            pair = (link.left_id, link.right_id)
            if (
                pair not in doubted
                and self._are_two_articles(link)
                # What the model took back for unclear is no agreement either.
                and do_agree(before.get(pair, ()), sides_of(link, self.analyses, self.articles))
                and do_agree(after.get(pair, ()), sides_of(link, self.analyses, self.articles))
            ):
                agreeing.add(pair)
        found = verdict_of(
            self.claim,
            moved,
            sorted(agreeing),
            self.analyses,
            self.articles,
            self.voice,
            self.roster,
        )
        if self.first.relation is Relation.CONFLICT and found.relation in MEETING:
            # Others in it agree; but what was disputed must not hide among what agrees.
            found = replace(found, relation=Relation.UNCLEAR, facet=None)
        return replace(found, findings=(*found.findings, *made))

    def _are_two_articles(self, link: Link) -> bool:
        left, right = self.analyses[link.left_id], self.analyses[link.right_id]
        return left.article_id != right.article_id


def _has_doubt(findings: Iterable[Finding]) -> bool:
    return any(finding.relation is Relation.UNCLEAR for finding in findings)


def _changes(verdict: Verdict) -> Iterable[tuple[Relation | None, Relation]]:
    return (
        (finding.opinion.before, finding.relation)
        for finding in verdict.findings
        if finding.opinion
    )


def _changed(before: Relation | None, after: Relation) -> str:
    """
    >>> _changed(Relation.CONFLICT, Relation.UNCLEAR), _changed(None, Relation.AGREE)
    ('conflict became unclear', 'agree added')
    """
    return f"{before.value} became {after.value}" if before else f"{after.value} added"


def _pairs(count: int) -> str:
    """
    >>> _pairs(1), _pairs(2)
    ('1 pair', '2 pairs')
    """
    return "1 pair" if count == 1 else f"{count} pairs"


def _note(before: Verdict, after: Verdict) -> Note:
    """What was changed of one claim."""
    count = Counter(
        (finding.facet, _changed(finding.opinion.before, finding.relation))
        for finding in after.findings
        if finding.opinion
    )
    told = [
        f"{facet.value}: {what} ({_pairs(pairs)})" for (facet, what), pairs in sorted(count.items())
    ]
    if before.relation is not after.relation:
        told.append(f"the claim's {_changed(before.relation, after.relation)}")
    return Note(
        stage="judge",
        subject=after.claim_id,
        code="nli",
        message=f"second opinion on claim {after.claim_id}: {'; '.join(told)}",
    )
