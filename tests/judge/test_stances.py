"""How a source stands to a claim, and who could have told what most tell."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import Story

from srccmp.judge.stances import MOST_SILENT
from srccmp.model import Certainty, Facet, Manner, Polarity, Relation, Stance, State, Verdict

FELL = {"it fell": ["a", "b"], "it stands": ["c"]}


def story(days: str = "333", sources: str = "abc") -> Story:
    """Papers that each say one thing of a bridge, on these days of May."""
    found = Story()
    for name, day in zip(sources, days, strict=True):
        found.article(
            f"{name}.txt",
            f"{{{name}|Bridge {name} [[fell]].}} {{{name}_more|Nothing else on {name}.}}",
            source=name.upper(),
            language="en",
            published=None if day == "?" else f"2031-05-0{day}",
        )
    return found


def stances(found: Story) -> dict[str, Stance]:
    (verdict, *_) = found.comparison().verdicts
    return {stance.source: stance for stance in verdict.stances}


def test_the_five_states() -> None:
    found = story("33333", "abcde")
    found.said("b", speaker="the mayor", key="mayor")
    found.said("c", speaker="the mayor", key="mayor", certainty=Certainty.HEDGED)
    found.said("d", polarity=Polarity.DENIED)
    sides = {"it fell": ["a", "b", "c"], "it did not": ["d"]}
    found.claim(Relation.CONFLICT, sides, facet=Facet.POLARITY, denials=["it did not"])
    assert {key: stance.state for key, stance in stances(found).items()} == {
        "a": State.ASSERTS,
        "b": State.REPORTS,
        "c": State.HEDGES,
        "d": State.DENIES,
        "e": State.SILENT,
    }
    assert stances(found)["e"].statements == ()


def test_what_all_deny_is_denied_by_nobody() -> None:
    found = story()
    for name in "abc":
        found.said(name, polarity=Polarity.DENIED)
    found.claim(Relation.AGREE, {"it did not fall": ["a", "b", "c"]})
    assert {stance.state for stance in stances(found).values()} == {State.ASSERTS}


def test_an_outlet_that_names_itself_speaks_for_itself() -> None:
    found = story()
    found.said("a", speaker="A", key="a")
    found.said("b", speaker="the reporter", key="reporter", manner=Manner.OWN)
    found.claim(Relation.AGREE, {"it fell": ["a", "b", "c"]})
    assert {stance.state for stance in stances(found).values()} == {State.ASSERTS}


def test_the_strongest_of_several_statements_counts() -> None:
    found = story()
    found.said("a", certainty=Certainty.HEDGED)
    found.said("a_more", speaker="the mayor", key="mayor")
    found.claim(Relation.AGREE, {"it fell": ["a", "a_more", "b"]})
    stance = stances(found)["a"]
    assert stance.state is State.REPORTS
    assert len(stance.statements) == 2


def test_who_reports_both_sides_denies_neither() -> None:
    found = story()
    found.said("a", speaker="the mayor", key="mayor")
    found.said("a_more", speaker="the builder", key="builder", polarity=Polarity.DENIED)
    sides = {"it fell": ["a", "b"], "it did not": ["a_more", "c"]}
    found.claim(Relation.CONFLICT, sides, facet=Facet.POLARITY, denials=["it did not"])
    stance = stances(found)["a"]
    assert (stance.state, stance.positions) == (State.REPORTS, (0, 1))
    assert stance.states == (State.REPORTS, State.DENIES)
    assert stances(found)["c"].state is State.DENIES


def test_the_source_that_denies_in_its_own_voice_denies_though_it_reports_the_other() -> None:
    found = story()
    found.said("a", speaker="the mayor", key="mayor")
    found.said("a_more", polarity=Polarity.DENIED)
    sides = {"it fell": ["a", "b"], "it did not": ["a_more", "c"]}
    found.claim(Relation.CONFLICT, sides, facet=Facet.POLARITY, denials=["it did not"])
    assert stances(found)["a"].state is State.DENIES


def test_stances_point_at_the_positions_in_their_canonical_order() -> None:
    """The position of who published first stands first, wherever the judge had it."""
    found = story("543")
    found.claim(Relation.CONFLICT, FELL, facet=Facet.PLACE)
    (verdict,) = found.comparison().verdicts
    assert [position.label for position in verdict.positions] == ["it stands", "it fell"]
    of = {stance.source: stance.positions for stance in verdict.stances}
    assert of == {"a": (1,), "b": (1,), "c": (0,)}


def test_the_silent_are_listed_in_small_stories_and_in_claims_of_several() -> None:
    alone = story()
    alone.claim(Relation.SINGLE, {"it fell": ["a"]})
    assert set(stances(alone)) == {"a"}
    names = [f"p{number}" for number in range(MOST_SILENT + 1)]
    large = Story()
    for name in names:
        large.article(
            f"{name}.txt", f"{{{name}|It [[fell]].}}", source=name, language="en", published=None
        )
    large.claim(Relation.AGREE, {"it fell": names[:2]})
    assert set(stances(large)) == set(names[:2])


# --- silence -----------------------------------------------------------------------------------


def left_out(found: Story) -> tuple[str, ...]:
    verdict: Verdict = found.comparison().verdicts[0]
    return verdict.left_out


def agreed(days: str, tellers: str, sources: str = "abcdefg") -> Story:
    found = story(days, sources[: len(days)])
    found.claim(Relation.AGREE, {"it fell": list(tellers)})
    return found


def test_one_leaves_out_what_most_others_tell() -> None:
    assert left_out(agreed("3333", "abc")) == ("d",)


def test_three_others_at_least_and_two_thirds_of_them() -> None:
    assert left_out(agreed("333", "ab")) == ()
    assert left_out(agreed("333333", "abc")) == ()
    assert left_out(agreed("333333", "abcd")) == ("e", "f")


def test_who_published_before_could_not_know() -> None:
    assert left_out(agreed("4443", "abc")) == ()
    assert left_out(agreed("4444", "abc")) == ("d",)
    assert left_out(agreed("444?", "abc")) == ()


def test_reprints_are_one_voice() -> None:
    found = story("3333", "abcd")
    first, second, third, last = found.articles
    copies = [replace(each, reprint_of=first.id) for each in (second, third)]
    found.articles = [first, *copies, last]
    found.claim(Relation.AGREE, {"it fell": ["a", "b", "c"]})
    assert left_out(found) == ()
