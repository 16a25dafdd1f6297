"""``show`` in full: the matter first, nothing twice, context as asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import Story, port_fire

from srccmp.comparison import Comparison
from srccmp.model import Certainty, Evidence, Facet, Finding, Relation, Span, State
from srccmp.present import detail
from srccmp.present.detail import Extent
from srccmp.present.detail.forms import markdown, narrowed_to
from srccmp.present.findings import sides_of, turned
from srccmp.present.look import Look, rendered
from srccmp.present.view import Index

LOOK = Look(width=160)


def drawn(index: Index, full: str, context: int = 1, look: Look = LOOK) -> str:
    thing = detail.find(index, full)
    return rendered(detail.show(index, thing, look, Extent(context=context)), look)


def test_the_matter_stands_in_the_first_lines() -> None:
    index = Index(port_fire())
    claim = index.comparison.claims[0]
    first = drawn(index, claim.id).splitlines()[:9]
    head = " ".join("\n".join(first).split())
    told = index.told(claim)
    assert first[0].startswith("✗ CONFLICT · cause")
    for side in told.sides:
        assert f"{side.letter} “{side.label}" in head
    for name in {member.article.source.name for member in told.members}:
        assert name in head
    assert f"{len(claim.members)} statements in {told.texts} texts" in head
    assert f"{len(told.verdict.findings)} findings" in head


def test_who_leaves_out_is_not_told_again_as_silent() -> None:
    comparison = port_fire()
    index = Index(comparison)
    silent = {s.source for v in comparison.verdicts for s in v.stances if s.state is State.SILENT}
    assert silent
    left = replace(
        comparison,
        verdicts=tuple(
            replace(
                v,
                left_out=tuple(s.source for s in v.stances if s.state is State.SILENT),
            )
            for v in comparison.verdicts
        ),
    )
    for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True):
        if any(s.state is State.SILENT for s in verdict.stances):
            assert "silent " in drawn(index, claim.id)
            told = drawn(Index(left), claim.id)
            assert "left out by " in told
            assert "silent " not in told


def test_a_story_is_counted_once_and_named() -> None:
    index = Index(port_fire())
    told = rendered(detail.show(index, detail.Thing("story", "s1", "s1"), LOOK), LOOK)
    assert told.count("5 articles by 5 sources") == 1
    assert "1 conflict" in told
    assert "srccmp diff --story s1 PATHS" in told


def test_parts_come_in_their_order() -> None:
    index = Index(port_fire())
    text = drawn(index, index.comparison.claims[0].id)
    places = [text.index(words) for words in ("\nA  ", "\nB  ", " findings\n", "Why they were")]
    assert all(one < other for one, other in pairwise(places))


FIVE = (
    "{a|It rained.} {b|The bridge [[fell]].} {c|Nobody was hurt.} {d|It was [[old]].} "
    "{e|Ships wait.}"
)


@pytest.fixture
def bridge() -> Index:
    story = Story()
    story.article("1.txt", FIVE, source="Herald", language="en", published="2031-05-03")
    story.article(
        "2.txt", "{z|The bridge [[stands]].}", source="Post", language="en", published=None
    )
    story.claim(Relation.CONFLICT, {"fell": ["b", "d"], "stands": ["z"]}, facet=Facet.STATUS)
    return Index(story.comparison())


@pytest.mark.parametrize(
    ("context", "words"),
    [
        (0, ["fell", "old"]),
        (1, ["rained", "fell", "Nobody", "old", "Ships"]),
        (9, ["rained", "fell", "Nobody", "old", "Ships"]),
    ],
)
def test_context_as_asked_for_and_nothing_twice(
    bridge: Index, context: int, words: list[str]
) -> None:
    text = drawn(bridge, bridge.comparison.claims[0].id, context)
    body = text.partition("\nA  ")[2].partition("\nB  ")[0].partition("\n")[2]
    places = [body.find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)
    for word in ("rained", "Nobody", "Ships", "fell", "old"):
        assert body.count(word) == (word in words)


@pytest.mark.parametrize(("context", "count"), [(0, 1), (1, 3), (2, 5)])
def test_a_statement_has_so_many_sentences_around(bridge: Index, context: int, count: int) -> None:
    statement = next(a.id for a in bridge.comparison.statements if "Nobody" in a.statement.text)
    text = drawn(bridge, statement, context)
    assert len(re.findall(r"rained|fell|Nobody|old|Ships", text)) == count


def test_words_that_several_have_alike_are_written_once() -> None:
    story = Story()
    for number in range(9):
        words = "The bridge [[fell]]!" if number % 2 else "The bridge [[fell]]."
        drawn_text = f"It rained. {{s{number}|{words}}} Ships wait."
        story.article(
            f"{number}.txt", drawn_text, source=f"Paper {number}", language="en", published=None
        )
    names = [f"s{number}" for number in range(9)]
    claim = story.claim(Relation.AGREE, {"fell": names}, facet=Facet.STATUS)
    text = drawn(Index(story.comparison()), claim.id)
    body = text.partition("matched pairs")[2].partition("Why they were")[0]
    assert body.count("The bridge fell") == 1
    assert body.count("rained") == 1
    assert body.count("the same words as") == 8
    assert all(f"Paper {number}" in body for number in range(9))
    assert "and 4 more" in text.partition("matched pairs")[0]


def test_who_takes_no_side_is_read_too() -> None:
    story = Story()
    for name, words in (("a", "The bridge [[fell]]."), ("b", "It [[stands]]."), ("c", "A bridge!")):
        drawn_text = f"{{{name}|{words}}}"
        story.article(f"{name}.txt", drawn_text, source=name, language="en", published=None)
    claim = story.claim(
        Relation.CONFLICT, {"fell": ["a", "c"], "stands": ["b"]}, facet=Facet.STATUS
    )
    first, second = story.verdicts[-1].positions
    kept = replace(first, members=first.members[:1], tellings=())
    story.verdicts[-1] = replace(
        story.verdicts[-1], positions=(kept, replace(second, tellings=())), stances=()
    )
    index = Index(story.comparison())
    text = drawn(index, claim.id)
    assert text.count("A bridge!") == 1
    assert text.index("On no side") < text.index("A bridge!")
    thing = detail.find(index, claim.id)
    quoted = markdown(index, thing, Extent())
    assert quoted.index("**On no side**") < quoted.index("> A bridge!")


def test_words_that_findings_rest_on_are_named_once_a_group(bridge: Index) -> None:
    text = drawn(bridge, bridge.comparison.claims[0].id)
    findings = text.partition("2 findings\n")[2]
    assert findings.count("⟦stands⟧") == 1
    assert re.search(r"Herald \w+: ⟦fell⟧\n +Herald \w+: ⟦old⟧\n +against\n +Post \w+: ⟦stands⟧",
                     findings)  # fmt: skip


def finding(left: str, right: str, **more: object) -> Finding:
    made = Finding(
        facet=Facet.CAUSE,
        relation=Relation.CONFLICT,
        level="two causes",
        left=Evidence(statement_id=left, span=Span(0, 1)),
        right=Evidence(statement_id=right, span=Span(0, 1)),
        reason="",
    )
    return replace(made, **more)  # type: ignore[arg-type]


pairs = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(
    lambda pair: pair[0] != pair[1]), min_size=1, unique_by=frozenset)  # fmt: skip


@given(pairs)
def test_sides_hold_every_pair(drawn: list[tuple[str, str]]) -> None:
    group = [finding(*pair) for pair in drawn]
    sides = sides_of(group)
    for each in group:
        assert any(
            (each.left in left and each.right in right)
            or (each.left in right and each.right in left)
            for left, right, _ in sides
        )
    for left, right, count in sides:
        across = [
            f for f in group if {f.left, f.right} & set(left) and {f.left, f.right} & set(right)
        ]
        assert count <= len(across)
        assert count <= len(left) * len(right)
    assert sum(count for _, _, count in sides) == len(group)


@given(pairs)
def test_two_camps_are_two_lists(drawn: list[tuple[str, str]]) -> None:
    """Whoever stands against the other camp alone is told in one entry, each name once."""
    group = [finding(*((a, b) if a < b else (b, a))) for a, b in drawn if (a < "d") != (b < "d")]
    for left, right, _ in sides_of(group):
        names = [each.statement_id for each in (*left, *right)]
        assert len(names) == len(set(names))
        assert {each.statement_id < "d" for each in left} != {e.statement_id < "d" for e in right}


def test_which_side_is_left_tells_nothing() -> None:
    one = sides_of([finding("a", "x"), finding("b", "x"), finding("y", "a"), finding("b", "y")])
    assert [{e.statement_id for e in side} for side in one[0][:2]] == [{"a", "b"}, {"x", "y"}]
    assert (len(one), one[0][2]) == (1, 4)


def test_certainties_stand_the_surer_first() -> None:
    level = f"{Certainty.HEDGED.value} against {Certainty.ASSERTED.value}"
    given_one = finding("a", "b", facet=Facet.CERTAINTY, level=level, reason=level)
    found = turned(given_one)
    assert (found.level, found.reason) == ("asserted against hedged", "asserted against hedged")
    assert (found.left, found.right) == (given_one.right, given_one.left)
    assert turned(found) == found
    other = finding("a", "b", level="hedged against asserted")
    assert turned(other) is other  # words of another facet


def test_a_part_for_the_report_keeps_the_story_and_the_claim() -> None:
    index = Index(port_fire())
    claim = index.comparison.claims[1]
    found: Comparison = narrowed_to(index, detail.find(index, claim.id))
    assert [each.id for each in found.claims] == [claim.id]
    assert found.articles == index.comparison.articles
    assert all(entry.claim in (None, claim.id) for entry in found.timeline)
    article = index.comparison.articles[0]
    found = narrowed_to(index, detail.find(index, article.id))
    own = {a.id for a in found.statements if a.statement.article_id == article.id}
    assert found.claims
    assert all(own & set(each.members) for each in found.claims)
