"""Filters and the search: what is listed, and that the screen says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.browse.choose import Catalogue, Choice, Group, choice_of, folded, pattern_of
from srccmp.browse.widgets import Choices
from srccmp.comparison import Comparison
from srccmp.errors import BadInput
from srccmp.model import Facet, Relation
from srccmp.present.filter import Filter, chosen
from srccmp.present.view import Index
from tests.browse.screen import Driver, drive
from tests.builders import port_fire


@pytest.mark.parametrize("group", [g for g in Group if g is not Group.STORY])
def test_every_filter_in_the_list_takes_effect_at_once(group: Group) -> None:
    async def choose(screen: Driver) -> None:
        await screen.press("f")
        choices = screen.app.screen.query_one("#choices", Choices)
        catalogue = screen.browser.catalogue
        for _ in range(catalogue.groups().index(group)):
            await screen.press("tab")
        value = catalogue.values(group)[0]
        number = catalogue.counts(Choice(), group)[value]
        assert 0 < number < len(catalogue.claims) or group is Group.LANGUAGE
        await screen.press("space")
        assert f"Filter  {number} of 8 claims" in screen.text()
        assert f"[x] {'✗ ' if group is Group.RELATION else ''}" in screen.text()
        assert screen.browser.choice == Choice(chosen=frozenset({(group, value)}))
        assert choices.highlighted is not None
        await screen.press("escape")
        head = screen.lines()[0]
        assert head.startswith(f" {number} of 8  {catalogue.name(group, value)}")
        assert head.endswith("x clears")
        assert len([o for o in screen.rows.options if not o.disabled]) == number
        await screen.press("x")
        assert screen.lines()[0].startswith(" 8 claims")
        assert screen.rows.option_count == 8

    drive(port_fire(), choose)


def test_a_story_is_chosen(stories: Comparison) -> None:
    async def choose(screen: Driver) -> None:
        await screen.press("f", "shift+tab", "j", "space", "escape")
        assert {claim.story for claim in screen.browser.listed} == {"s2"}
        assert screen.lines()[1].startswith(" s2  ")
        assert " s2" in screen.lines()[0]

    drive(stories, choose)


def test_groups_join_and_values_of_a_group_add() -> None:
    async def choose(screen: Driver) -> None:
        await screen.press("f", "space", "j", "space")
        assert "Filter  2 of 8" in screen.text()
        await screen.press("tab", "space")
        assert "Filter  1 of 8" in screen.text()
        await screen.press("x")
        assert "Filter  8 of 8" in screen.text()
        await screen.press("f")
        assert screen.focus == "list"

    drive(port_fire(), choose)


def test_the_current_claim_stays_where_it_passes() -> None:
    async def choose(screen: Driver) -> None:
        await screen.press("j", "j")
        current = screen.browser.current
        await screen.press("f", "j", "j", "space", "escape")
        assert screen.browser.current == current
        assert screen.current == 0
        await screen.press("x")
        assert screen.browser.current == current
        assert screen.rows.highlighted == screen.current == 2

    drive(port_fire(), choose)


def test_search_lists_while_one_types() -> None:
    async def search(screen: Driver) -> None:
        await screen.press("slash")
        assert screen.focus == "search"
        assert screen.lines()[-2].startswith(" / ")
        await screen.press("d", "r", "o", "n")
        assert screen.browser.choice.words == "dron"
        assert screen.lines()[0] == " 1 of 8  “dron”  x clears"
        await screen.press("enter")
        assert screen.focus == "list"
        assert screen.lines()[-1].startswith(" ? keys")
        assert screen.browser.choice.words == "dron"
        await screen.press("slash", "escape")
        assert (screen.browser.choice.words, screen.focus) == ("", "list")
        assert screen.lines()[0].startswith(" 8 claims")

    drive(port_fire(), search)


FINDS = {"ЕЛЕВАТОР": 2, "пшениц тонн": 1, "обозрение": 3, "nothing at all": 0, "[/b]": 0}


def test_what_a_search_finds() -> None:
    async def search(screen: Driver) -> None:
        for words, claims in FINDS.items():
            await screen.press("slash")
            await screen.type(words)
            assert len(screen.browser.listed) == claims, words
            assert screen.lines()[0].startswith(f" {claims} of 8  “{words}”")
            assert ("No claim passes: x clears." in screen.text()) == (not claims)
            await screen.press("escape")

    drive(port_fire(), search)


def test_found_words_are_marked_on_the_right() -> None:
    async def search(screen: Driver) -> None:
        await screen.press("slash")
        await screen.type("пшениц")
        marked = [
            segment.text
            for strip in screen.right._strips
            for segment in strip
            if segment.style and segment.style.reverse
        ]
        assert set(marked) == {"пшениц"}

    drive(port_fire(), search)


# The same without a screen ---------------------------------------------------------------------

INDEX = Index(port_fire())
RELATIONS = st.lists(st.sampled_from(list(Relation)), max_size=2, unique=True)
FACETS = st.lists(st.sampled_from(list(Facet)), max_size=2, unique=True)
KEYS = sorted(article.source.key for article in INDEX.comparison.articles)
SOURCES = st.lists(st.sampled_from(KEYS), max_size=2, unique=True)
LANGUAGES = st.lists(st.sampled_from(["uk", "ru", "en"]), max_size=2, unique=True)


@given(RELATIONS, FACETS, SOURCES, LANGUAGES)
def test_the_same_passes_as_in_diff(
    relations: list[Relation], facets: list[Facet], sources: list[str], languages: list[str]
) -> None:
    wanted = Filter(
        relations=tuple(relations),
        facets=tuple(facets),
        sources=tuple(sources),
        languages=tuple(languages),
    )
    listed = Catalogue(INDEX).passing(choice_of(INDEX, wanted))
    assert [claim.id for claim in listed] == [told.claim.id for told in chosen(INDEX, wanted)]


@given(st.sampled_from(list(Group)), st.sampled_from(["", "елеватор", "drone"]), RELATIONS)
def test_a_count_is_what_choosing_it_leaves(
    group: Group, words: str, relations: list[Relation]
) -> None:
    catalogue = Catalogue(INDEX)
    choice = Choice(
        chosen=frozenset((Group.RELATION, relation.value) for relation in relations), words=words
    )
    counts = catalogue.counts(choice, group)
    for value in catalogue.values(group):
        alone = choice.without(group).toggled(group, value)
        assert len(catalogue.passing(alone)) == counts[value]


def test_spellings_that_nobody_should_have_to_know() -> None:
    assert folded("Ещё") == folded("ЕЩЕ")
    assert folded("п’ять") == folded("пʼять") == folded("п'ять")
    assert folded("и\u0306од") == folded("йод")  # a letter in two signs
    found = pattern_of("еще пять")
    assert found is not None
    assert [match[0] for match in found.finditer("Ещё раз ПЯТЬ.")] == ["Ещё", "ПЯТЬ"]
    assert pattern_of("  ") is None


def test_what_is_nowhere_cannot_be_asked_for() -> None:
    for wanted, stories in ((Filter(sources=("nobody",)), ()), (Filter(), ("s9",))):
        with pytest.raises(BadInput, match="there are: "):
            choice_of(INDEX, wanted, stories)
