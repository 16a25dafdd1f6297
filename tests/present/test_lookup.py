"""What a reader typed, and what it names or may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.errors import NotFound
from srccmp.present.detail.lookup import Unfound, choose
from srccmp.store import Known

KNOWN = (
    Known("40f7aa", "claim", "s1", "conflict · cause: Гроза / a drone", "Гроза зруйнувала міст"),
    Known("40e1bb", "claim", "s1", "agree: The bridge was closed", "The bridge was closed hroza"),
    Known("9c0d11", "claim", "s2", "single: Мост открыт", "Мост открыт на рассвете"),
    Known("d3ad00", "article", "s1", "Хвиля, 2031-05-03: Міст упав", "khvylia a.txt"),
    Known("beef00", "article", "s2", "Herald: A bridge", "herald b.txt"),
    Known("40f2cc", "statement", "s1", "Herald: The bridge"),
    Known("s1", "story", "s1", "Bridge falls"),
    Known("s2", "story", "s2", "Bridge opens"),
)


def meant(typed: str) -> list[str]:
    with pytest.raises(Unfound) as caught:
        choose(KNOWN, typed)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return [short for short, _, _ in caught.value.listed]


@pytest.mark.parametrize(
    ("typed", "full", "kind"),
    [
        ("40f7aa", "40f7aa", "claim"),
        ("40F7", "40f7aa", "claim"),
        (" 9c ", "9c0d11", "claim"),
        ("d3", "d3ad00", "article"),
        ("40f2", "40f2cc", "statement"),
        ("S2", "s2", "story"),
    ],
)
def test_any_beginning_that_is_the_only_one(typed: str, full: str, kind: str) -> None:
    thing = choose(KNOWN, typed)
    assert (thing.id, thing.kind) == (full, kind)
    assert thing.story == next(each.story for each in KNOWN if each.id == full)


def test_ids_that_begin_alike_are_listed_with_kind_and_words() -> None:
    with pytest.raises(Unfound, match="3 ids begin with '40'") as caught:
        choose(KNOWN, "40")
    assert caught.value.listed == (
        ("40f7", "claim", "conflict · cause: Гроза / a drone"),
        ("40e1", "claim", "agree: The bridge was closed"),
        ("40f2", "statement", "Herald: The bridge"),
    )
    assert caught.value.hint == "give more of its digits"


def test_a_whole_id_is_itself_though_others_begin_so() -> None:
    known = (*KNOWN, Known("40f7aabb", "claim", "s1", "", ""))
    assert choose(known, "40f7aa").id == "40f7aa"


@pytest.mark.parametrize("typed", ["9cd0", "9c0e", "9x0d", "90d1", "9c00d1", "c90d11"])
def test_a_slip_names_the_nearest(typed: str) -> None:
    assert meant(typed) == ["9c0d"]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Гроза", ["40f7", "40e1"]),
        ("гроза", ["40f7", "40e1"]),
        ("hroza", ["40e1", "40f7"]),  # the very word before one that is like it
        ("bridge", ["40e1", "beef", "s1", "s2"]),
        ("herald", ["beef"]),
        ("Хвиля", ["d3ad"]),
        ("Khvylia", ["d3ad"]),
        ("drones", ["40f7"]),
        ("drone гроза", ["40f7"]),
        ("drone herald", []),
        ("qqqqq", []),
        ("", []),
        ("?", []),
    ],
)
def test_a_word_lists_the_claims_and_articles_that_have_it(typed: str, ids: list[str]) -> None:
    assert meant(typed) == ids


def test_a_word_of_hexadecimal_letters_is_searched_too() -> None:
    known = (*KNOWN, Known("123456", "claim", "s1", "agree: Bad weather", "Bad weather"))
    with pytest.raises(Unfound) as caught:
        choose(known, "bad")
    assert [short for short, _, _ in caught.value.listed] == ["1234"]


def test_the_name_of_a_source_means_its_article_first() -> None:
    digits = Known("aa0001", "article", "s1", "003, 2031: A bridge", "003 a.txt")
    near = Known("0137aa", "claim", "s1", "single: It rained", "It rained")
    with pytest.raises(Unfound) as caught:
        choose((*KNOWN, near, digits), "003")
    assert [short for short, _, _ in caught.value.listed][:1] == ["aa00"]
    assert meant("Хвиля")[0] == "d3ad"


def test_an_unknown_story_names_those_there_are() -> None:
    with pytest.raises(Unfound, match="no story is called 's9'"):
        choose(KNOWN, "s9")
    assert meant("s9") == ["s1", "s2"]


@given(st.text(max_size=12))
def test_whatever_is_typed_is_found_or_told_in_one_visible_line(typed: str) -> None:
    bare = " ".join(typed.split()).lower()
    fitting = [e.id for e in KNOWN if bare and e.id.startswith(bare)]
    if len(fitting) == 1 and (fitting[0][0] != "s" or fitting == [bare]):
        assert choose(KNOWN, typed).id == fitting[0]
        return
    with pytest.raises(NotFound) as caught:
        choose(KNOWN, typed)
    assert str(caught.value).isprintable()
