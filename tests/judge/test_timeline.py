"""Which times of a claim are in dispute."""

from __future__ import annotations

from dataclasses import replace

from tests.present.times import Times, on

from srccmp.model import Relation
from srccmp.times import opposed


def test_only_the_times_that_a_finding_sets_against_each_other_are_disputed() -> None:
    """A claim that tells of a beginning and an end, the end in two ways."""
    times = Times()
    times.paper("A", None, a=on("2031-05-09"), begun=on("2031-05-03"))
    times.paper("B", None, b=on("2031-05-11"))
    times.claim(["a"], ["b"], relation=Relation.CONFLICT)
    members = tuple(times.story.statements[name].id for name in ("a", "b", "begun"))
    times.story.claims[0] = replace(times.story.claims[0], members=members)
    told = times.comparison().timeline
    assert {(entry.earliest.day, entry.disputed) for entry in told} == {
        (3, False),
        (9, True),
        (11, True),
    }


def test_a_claim_without_such_a_finding_has_no_disputed_time() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-09"))
    times.paper("B", None, b=on("2031-05-11"))
    times.claim(["a", "b"])
    assert not any(entry.disputed for entry in times.comparison().timeline)
    verdict = times.story.verdicts[0]
    statements = {each.id: each for each in times.story.statements.values()}
    assert opposed(verdict, statements) == frozenset()


def test_opposed_tells_both_orders() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-09"))
    times.paper("B", None, b=on("2031-05-11"))
    times.claim(["a"], ["b"], relation=Relation.CONFLICT)
    statements = {each.id: each for each in times.story.statements.values()}
    pairs = opposed(times.story.verdicts[0], statements)
    assert {(one[0].day, other[0].day) for one, other in pairs} == {(9, 11), (11, 9)}
