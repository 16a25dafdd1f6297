"""A second opinion: what it may change, what it may not, and that it says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from srccmp import CompareOptions, compare, read_articles
from srccmp.annotate.analysis import Analysis
from srccmp.comparison import Comparison
from srccmp.engines import nli
from srccmp.judge import opinion
from srccmp.judge.opinion import LEVEL, WORDED, Reconsidered, reconsider, summary
from srccmp.model import Article, Claim, Facet, Finding, Note, Opinion, Relation, Verdict

GOLDEN = Path(__file__).parent.parent / "golden"
ON = CompareOptions(encoder="none", nli="onnx:a-fake")
OFF = CompareOptions(encoder="none")
SAME, NEITHER, AGAINST = (0.96, 0.03, 0.01), (0.05, 0.9, 0.05), (0.01, 0.02, 0.97)
CONFLICT, UNCLEAR = Relation.CONFLICT, Relation.UNCLEAR
Row = tuple[float, float, float]
Rule = Callable[[str, str], Row]


class Fake:
    """A model that answers by a rule on the two texts, and keeps what it was asked."""

    name = "fake"

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self.asked: list[tuple[str, str]] = []

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([self._rule(*pair) for pair in pairs], np.float32).reshape(-1, 3)


def about(words: str, row: Row, back: Row | None = None) -> Rule:
    """This row where the first text has these words (``back`` where the second has), else
    neither."""

    def rule(first: str, second: str) -> Row:
        if words in first:
            return row
        return (back or row) if words in second else NEITHER

    return rule


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Rule], Fake]:
    """Put a fake in the place of the model that the options name."""

    def given_rule(rule: Rule) -> Fake:
        fake = Fake(rule)
        monkeypatch.setattr(nli, "load_nli", lambda _name: fake)
        return fake

    return given_rule


Told = Callable[..., Comparison]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    def compared(options: CompareOptions, *texts: str) -> Comparison:
        for number, text in enumerate(texts):
            header = f"Source: Paper {number}\nDate: 2024-05-04\n\n"
            (tmp_path / f"{number}.txt").write_text(header + text, encoding="utf-8")
        return compare(read_articles([tmp_path]), options)

    return compared


STORE = (
    "Склад згорів уночі. Причиною пожежі стало коротке замикання.",
    "Склад сгорел ночью. Причиной пожара стал поджог.",
)
TOLL = (
    "Міст через річку Стугла обвалився вранці 4 травня. Унаслідок обвалу загинули 13 людей.",
    "Міст через річку Стугла обвалився вранці 4 травня. Унаслідок обвалу загинула 31 людина.",
)
CRANE = (
    "The harbour crane fell onto the quay in Marvik. "
    "The harbour council keeps the old crane as a monument.",
    "The harbour crane fell onto the quay in Marvik. "
    "The harbour council wants the old crane for a monument.",
)


def verdict_on(comparison: Comparison, words: str) -> Verdict:
    """The verdict on the claim that has a statement with these words."""
    texts = {each.id: each.statement.text for each in comparison.statements}
    (found,) = (
        verdict
        for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True)
        if any(words in texts[member] for member in claim.members)
    )
    return found


def notes(comparison: Comparison, code: str) -> list[Note]:
    return [note for note in comparison.notes if note.code == code]


def test_a_conflict_becomes_unclear_where_each_follows_from_the_other(
    told: Told, use: Callable[[Rule], Fake]
) -> None:
    before = verdict_on(told(OFF, *STORE), "поджог")
    assert (before.relation, before.facet) == (Relation.CONFLICT, Facet.CAUSE)
    use(about("поджог", SAME))
    comparison = told(ON, *STORE)
    after = verdict_on(comparison, "поджог")
    assert (after.relation, after.facet) == (Relation.UNCLEAR, None)
    (finding,) = (f for f in after.findings if f.facet is Facet.CAUSE)
    assert finding.relation is Relation.UNCLEAR
    assert finding.opinion == Opinion(before=Relation.CONFLICT, entailment=0.96, contradiction=0.01)
    (old,) = (f for f in before.findings if f.facet is Facet.CAUSE)
    assert replace(finding, relation=old.relation, opinion=None) == old
    (note,) = notes(comparison, "nli")
    assert (note.stage, note.subject) == ("judge", after.claim_id)
    assert note.message == (
        f"second opinion on claim {after.claim_id}: cause: conflict became unclear (1 pair); "
        "the claim's conflict became unclear"
    )
    (note,) = notes(comparison, "nli-asked")
    assert note.message == (
        "second opinion on 1 pair of statements: 1 conflict became unclear; claims changed: 1"
    )


@pytest.mark.parametrize(
    ("words", "row", "back", "texts"),
    [
        pytest.param("поджог", SAME, NEITHER, STORE, id="it follows in one direction only"),
        pytest.param("поджог", (0.85, 0.1, 0.05), None, STORE, id="under the bar"),
        pytest.param("поджог", AGAINST, None, STORE, id="it is a conflict already"),
        pytest.param("31", SAME, None, TOLL, id="numbers are read exactly"),
        pytest.param("fell", AGAINST, None, CRANE, id="a facet says that they agree"),
        pytest.param("keeps", (0.0, 0.2, 0.8), None, CRANE, id="contradiction under the bar"),
        pytest.param("keeps", SAME, None, CRANE, id="they agree already"),
    ],
)
def test_all_else_stays(
    told: Told,
    use: Callable[[Rule], Fake],
    words: str,
    row: Row,
    back: Row | None,
    texts: Sequence[str],
) -> None:
    plain = told(OFF, *texts)
    use(about(words, row, back))
    comparison = told(ON, *texts)
    assert comparison.verdicts == plain.verdicts
    assert notes(comparison, "nli") == []
    (note,) = notes(comparison, "nli-asked")
    assert note.message.endswith("nothing changed")


def test_likeness_alone_is_no_agreement_against_a_contradiction(
    told: Told, use: Callable[[Rule], Fake]
) -> None:
    before = verdict_on(told(OFF, *CRANE), "keeps")
    assert (before.relation, before.findings) == (Relation.AGREE, ())
    use(about("keeps", AGAINST))
    comparison = told(ON, *CRANE)
    after = verdict_on(comparison, "keeps")
    (finding,) = after.findings
    assert (after.relation, finding.relation, finding.level) == (
        Relation.UNCLEAR,
        Relation.UNCLEAR,
        LEVEL,
    )
    assert finding.opinion == Opinion(before=None, entailment=0.01, contradiction=0.97)
    assert not comparison.has(Relation.CONFLICT)
    (note,) = notes(comparison, "nli")
    assert "polarity: unclear added (1 pair); the claim's agree became unclear" in note.message


def test_the_model_is_asked_in_both_directions_and_only_where_it_counts(
    told: Told, use: Callable[[Rule], Fake]
) -> None:
    fake = use(about("nothing", SAME))
    told(ON, *CRANE)
    texts = [text.split(". ")[1] for text in CRANE]
    assert fake.asked == sorted([(texts[0], texts[1]), (texts[1], texts[0])])


def test_off_by_default(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CompareOptions().nli == "none"
    monkeypatch.setattr(opinion, "reconsider", None)  # a call of it would fail
    data = told(OFF, *STORE).to_dict()
    assert data["options"]["nli"] == "none"
    assert not any(note["code"].startswith("nli") for note in data["notes"])
    assert not any("opinion" in f for claim in data["claims"] for f in claim["findings"])


def test_the_opinion_is_kept_in_the_json(told: Told, use: Callable[[Rule], Fake]) -> None:
    use(about("поджог", SAME))
    comparison = told(ON, *STORE)
    data = comparison.to_dict()
    opinions = [f["opinion"] for c in data["claims"] for f in c["findings"] if "opinion" in f]
    assert opinions == [{"before": "conflict", "entailment": 0.96, "contradiction": 0.01}]
    assert Comparison.from_dict(data) == comparison


def test_the_order_of_the_files_changes_nothing(
    told: Told, use: Callable[[Rule], Fake], tmp_path: Path
) -> None:
    use(lambda a, b: SAME if "поджог" in a + b else AGAINST)
    told(ON, *STORE, *CRANE, *TOLL)
    articles = read_articles([tmp_path]).articles
    first, *others = list(permutations(articles))[::180]
    wanted = compare(first, ON).to_json()
    assert wanted.count(b'"before"') == 2
    for order in others:
        assert compare(order, ON).to_json() == wanted


# Stories with claims of every kind: whatever a model says, what it may not change it does not.


@dataclass(frozen=True, slots=True)
class Judged:
    """What a story comes to by the facets alone."""

    claims: Sequence[tuple[Claim, Verdict]]
    analyses: Mapping[str, Analysis]
    articles: Mapping[str, Article]


@pytest.fixture(scope="module")
def stories() -> list[Judged]:
    found: list[Judged] = []

    def kept(
        judged: Sequence[tuple[Claim, Verdict]],
        analyses: Mapping[str, Analysis],
        articles: Mapping[str, Article],
        ask: opinion.Ask,
    ) -> Reconsidered:
        found.append(Judged(judged, analyses, articles))
        return reconsider(judged, analyses, articles, ask)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nli, "load_nli", lambda _name: Fake(by_chance(0)))
        patch.setattr(opinion, "reconsider", kept)
        for folder in ("factory-fire", "mayor-removed"):
            compare(read_articles([GOLDEN / folder / "articles"]), ON)
    return found


def by_chance(seed: int) -> Rule:
    """A sure answer for each pair of texts, the same in both directions."""

    def rule(first: str, second: str) -> Row:
        number = hashlib.sha256(f"{seed}{sorted((first, second))}".encode()).digest()[0]
        return (SAME, AGAINST, NEITHER)[number % 3]

    return rule


def unclear(story: Judged, facets: frozenset[Facet]) -> Judged:
    """As if the facets' conflicts were in doubt."""

    def doubted(finding: Finding) -> Finding:
        is_one = finding.facet in facets and finding.relation is Relation.CONFLICT
        return replace(finding, relation=Relation.UNCLEAR) if is_one else finding

    claims = [
        (
            claim,
            replace(
                verdict,
                findings=tuple(map(doubted, verdict.findings)),
                relation=Relation.UNCLEAR if verdict.facet in facets else verdict.relation,
                facet=None if verdict.facet in facets else verdict.facet,
            ),
        )
        for claim, verdict in story.claims
    ]
    return replace(story, claims=claims)


def second(story: Judged, rule: Rule) -> Reconsidered:
    return reconsider(story.claims, story.analyses, story.articles, Fake(rule).probabilities)


def everywhere(row: Row) -> Rule:
    return lambda _first, _second: row


def of_relation(judged: Sequence[tuple[Claim, Verdict]], relation: Relation) -> set[str]:
    return {claim.id for claim, verdict in judged if verdict.relation is relation}


def test_a_doubt_becomes_a_conflict_where_the_model_sees_one(stories: list[Judged]) -> None:
    for story in stories:
        doubted = unclear(story, frozenset(Facet))
        found = second(doubted, everywhere(AGAINST))
        before = {f for _, v in doubted.claims for f in v.findings if f.relation is UNCLEAR}
        raised = [f for _, v in found.judged for f in v.findings if f.relation is CONFLICT]
        assert raised
        for finding in raised:
            assert finding.opinion is not None
            assert finding.opinion.before is UNCLEAR
            assert finding.facet in WORDED
            assert replace(finding, relation=UNCLEAR, opinion=None) in before
        assert of_relation(found.judged, CONFLICT) == {
            claim.id
            for claim, verdict in story.claims
            if any(
                f.relation in (CONFLICT, UNCLEAR) and f.facet in WORDED for f in verdict.findings
            )
        }


def test_what_was_disputed_does_not_hide_among_what_agrees(stories: list[Judged]) -> None:
    for story in stories:
        found = second(story, everywhere(SAME))
        softened = {
            claim.id for claim, v in story.claims if v.relation is CONFLICT and v.facet in WORDED
        } - of_relation(found.judged, CONFLICT)
        assert softened
        # A claim with an update in it is still one.
        assert softened <= of_relation(found.judged, UNCLEAR) | of_relation(
            found.judged, Relation.UPDATE
        )
        assert softened & of_relation(found.judged, UNCLEAR)


def test_unclear_claims_become_agreements_where_each_follows_from_the_other(
    stories: list[Judged],
) -> None:
    raised = 0
    for story in stories:
        found = second(story, everywhere(SAME))
        first = dict(story.claims)
        for claim, verdict in found.judged:
            made = [f for f in verdict.findings if f.opinion and f.opinion.before is None]
            if not made:
                continue
            raised += 1
            assert first[claim].relation is UNCLEAR
            assert verdict.relation in (Relation.AGREE, Relation.COMPATIBLE)
            for finding in made:
                left, right = (
                    story.analyses[side.statement_id].article_id
                    for side in (finding.left, finding.right)
                )
                assert left != right
    assert raised


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), is_doubted=st.booleans(), is_turned=st.booleans())
def test_what_it_may_not_change_it_does_not(
    stories: list[Judged], seed: int, is_doubted: bool, is_turned: bool
) -> None:
    for given_story in stories:
        story = unclear(given_story, WORDED) if is_doubted else given_story
        found = second(story, by_chance(seed))
        if is_turned:  # the order of the claims and of their links tells nothing
            turned = [
                (replace(claim, links=claim.links[::-1]), verdict)
                for claim, verdict in story.claims[::-1]
            ]
            other = second(replace(story, claims=turned), by_chance(seed))
            assert {c.id: _settled(v) for c, v in other.judged} == {
                c.id: _settled(v) for c, v in found.judged
            }
        assert [claim for claim, _ in found.judged] == [claim for claim, _ in story.claims]
        changed = []
        for (_, before), (claim, after) in zip(story.claims, found.judged, strict=True):
            old = set(before.findings)
            made = [f for f in after.findings if f.opinion and f.opinion.before is None]
            kept = [f for f in after.findings if f not in made]
            assert len(kept) == len(before.findings)
            assert all(f.level == LEVEL and f.relation is not CONFLICT for f in made)
            for finding in kept:
                if finding.opinion is None:
                    assert finding in old
                    continue
                assert finding.facet in WORDED
                assert finding.opinion.before is not None
                assert {finding.opinion.before, finding.relation} == {CONFLICT, UNCLEAR}
                assert replace(finding, relation=finding.opinion.before, opinion=None) in old
            if before.relation is CONFLICT:
                assert after.relation not in (Relation.AGREE, Relation.COMPATIBLE)
            if after.relation is CONFLICT and before.relation is not CONFLICT:
                assert any(f.relation is UNCLEAR for f in before.findings)
            assert (after.sources, after.claim_id) == (before.sources, before.claim_id)
            if after != before:
                changed.append(claim.id)
        assert [note.subject for note in found.notes] == changed
        assert f" on {2 * found.pairs} pairs of" in summary([found, found]).message


def _settled(verdict: Verdict) -> Verdict:
    return replace(verdict, findings=tuple(sorted(verdict.findings, key=repr)))
