"""Reading on the full screen: the claims, their articles, what is copied and opened."""

from __future__ import annotations

import contextlib

import pytest

from srccmp.browse import pager
from srccmp.browse.choose import Choice, Group
from srccmp.comparison import Comparison
from srccmp.model import Article, Facet, Relation
from tests.browse.screen import Driver, drive, many
from tests.builders import Story, port_fire


def test_the_dispute_is_on_the_screen_at_once() -> None:
    async def look(screen: Driver) -> None:
        assert screen.lines()[0].startswith(" 8 claims  ✗ 1 conflict  ↻ 1 update  ✓ 1 agree")
        left = [line[:40] for line in screen.lines()]
        assert left[1].startswith("▌✗ conflict · cause")
        assert "5 sources" in left[1]
        assert screen.browser.index.short(screen.browser.listed[0].id) in left[1]
        assert "A коротке" in left[2]
        assert left[3].startswith(" ↻ update · quantity")
        right = screen.right.text
        for wanted in (
            "A  коротке замикання",
            "B  a drone",
            "⟦коротке замикання⟧",
            "Two dockers",
            "? alleged",
            "4 May 2031",
            "origins:",
            "Why they were matched",
            "different causes",
            "Портовое обозрение",
        ):
            assert wanted in right

    drive(port_fire(), look)


def test_claims_stand_as_in_diff_story_by_story(stories: Comparison) -> None:
    async def look(screen: Driver) -> None:
        order = [claim.story for claim in screen.browser.listed]
        assert list(dict.fromkeys(order)) == [s.id for s in stories.stories if s.id in order]
        for story in dict.fromkeys(order):
            own = [claim.id for claim in screen.browser.listed if claim.story == story]
            assert own == [claim.id for claim in stories.claims if claim.story == story]
        heads = [o for o in screen.rows.options if o.disabled]
        assert len(heads) == len(set(order))
        assert screen.lines()[1].startswith(" s1  ")
        assert screen.lines()[3].startswith("▌")

    drive(stories, look)


def test_moving_turns_the_right_side() -> None:
    async def move(screen: Driver) -> None:
        before = screen.right.text
        for key, place in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", 7), ("home", 0), ("end", 7), ("g", 0)
        ):  # fmt: skip
            await screen.press(key)
            assert screen.current == place
            claim = screen.browser.listed[place]
            assert screen.browser.index.short(claim.id) in screen.right.text
        assert screen.right.text == before

    drive(port_fire(), move)


def test_the_right_side_scrolls_by_its_own_keys() -> None:
    async def scroll(screen: Driver) -> None:
        await screen.press("enter")
        assert screen.focus == "picture"
        for key, place in (("j", 1), ("down", 2), ("k", 1), ("g", 0)):
            await screen.press(key)
            assert screen.right.scroll_offset.y == place
            assert screen.current == 0
        await screen.press("space")
        assert screen.right.scroll_offset.y > 10
        await screen.press("b")
        assert screen.right.scroll_offset.y == 0
        await screen.press("G")
        assert screen.right.scroll_offset.y == screen.right.max_scroll_y > 0
        await screen.press("tab")
        assert screen.focus == "list"
        await screen.press("j")
        assert (screen.current, screen.right.scroll_offset.y) == (1, 0)

    drive(port_fire(), scroll)


def test_a_click_opens_a_claim() -> None:
    async def click(screen: Driver) -> None:
        await screen.pilot.click("#list", offset=(5, 3))
        await screen.pilot.pause()
        assert (screen.current, screen.focus) == (1, "picture")

    drive(port_fire(), click)


def test_next_conflict_goes_round() -> None:
    async def go(screen: Driver) -> None:
        await screen.press("G", "n")
        assert screen.current == 0
        assert "From the other end" in screen.lines()[-1] or "no other" in screen.lines()[-1]
        await screen.press("j")
        assert "keys" in screen.lines()[-1]

    drive(port_fire(), go)

    async def several(screen: Driver) -> None:
        relations = [screen.browser.index.verdicts[c.id].relation for c in screen.browser.listed]
        conflicts = [n for n, relation in enumerate(relations) if relation is Relation.CONFLICT]
        assert len(conflicts) > 2
        for place in [*conflicts[1:], conflicts[0]]:
            await screen.press("n")
            assert screen.current == place
        await screen.press("N")
        assert screen.current == conflicts[-1]

    drive(many(24), several)


def test_without_a_conflict_n_says_so() -> None:
    async def go(screen: Driver) -> None:
        await screen.press("n")
        assert "No conflict is listed." in screen.lines()[-1]

    drive(port_fire(), go, choice=Choice(chosen=frozenset({(Group.RELATION, "agree")})))


# Articles, timeline, sources, matrix ---------------------------------------------------------


def test_the_matrix_tells_no_command_of_the_shell() -> None:
    async def look(screen: Driver) -> None:
        await screen.press("m")
        assert "Matrix" in screen.right.text
        assert "srccmp show" not in screen.right.text
        assert "show ID" not in screen.right.text

    drive(port_fire(), look)


def test_an_article_opens_at_the_words_of_the_statement() -> None:
    body = " ".join(f"Sentence number {n} tells little." for n in range(120))
    story = Story()
    story.article(
        "far.txt",
        body + "\n\n{a|The lighthouse was [[painted red]] in spring.} " + body,
        source="Coast",
        language="en",
        published="2031-05-03",
    )
    story.article(
        "two.txt", "{b|The lighthouse was [[painted blue]].}", source="Two", language="en",
        published="2031-05-04",
    )  # fmt: skip
    story.claim(Relation.CONFLICT, {"red": ["a"], "blue": ["b"]}, facet=Facet.STATUS)

    async def read(screen: Driver) -> None:
        await screen.press("a")
        lines = screen.lines()
        assert screen.focus == "picture"
        assert "1 of 2  Coast · en · 3 May 2031" in lines[1]
        assert any("was ⟦painted red⟧ in" in line for line in lines[2:12])
        assert "far.txt:3" in screen.right.text
        assert (
            " ".join(screen.right.text.split()).count("number 7 tells") == 2
        )  # all of it is there
        await screen.press("a")
        assert "2 of 2  Two · en · 4 May 2031" in screen.lines()[1]
        assert "⟦painted blue⟧" in screen.text()
        await screen.press("A")
        assert "1 of 2  Coast" in screen.lines()[1]
        await screen.press("escape")
        assert (screen.browser.view, screen.focus) == ("claim", "picture")
        await screen.press("escape")
        assert screen.focus == "list"

    drive(story.comparison(), read)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("t", ["Timeline", "12 Aug 2029", "✗ times conflict", "Port Daily published"]),
        ("s", ["Sources", "5 articles by 5 sources", "reprint of Солянський вісник"]),
        ("m", ["Matrix", "cause: A коротке", "● asserts", "≠ denies"]),
    ],
)
def test_pictures_of_all_take_the_whole_width_and_go_back(key: str, words: list[str]) -> None:
    async def look(screen: Driver) -> None:
        for again in (key, "escape"):
            await screen.press(key)
            assert not screen.rows.display
            for wanted in words:
                assert wanted in screen.right.text
            assert screen.right.text.splitlines()[0] == words[0]
            await screen.press(again)
            assert (screen.browser.view, screen.focus) == ("claim", "list")
            assert screen.rows.display

    drive(port_fire(), look)


def test_pictures_of_all_follow_the_filter() -> None:
    async def look(screen: Driver) -> None:
        await screen.press("t")
        assert "of the 1 claim listed, of 8" in screen.right.text
        assert "12 Aug 2029" not in screen.right.text
        await screen.press("m")
        assert "сушарка" not in screen.right.text
        assert "Найбільший" in screen.right.text or "елеватор" in screen.right.text

    drive(port_fire(), look, choice=Choice(chosen=frozenset({(Group.RELATION, "agree")})))

    async def sources(screen: Driver) -> None:
        await screen.press("s")
        assert "Port Daily" in screen.right.text
        assert "Берег" not in screen.right.text

    drive(port_fire(), sources, choice=Choice(words="harbour"))


# Copy and pager ------------------------------------------------------------------------------


def test_copy_gives_words_that_can_be_quoted() -> None:
    async def copy(screen: Driver) -> None:
        await screen.press("y")
        text = screen.app.clipboard
        assert text.startswith("Conflict (cause): 5 sources, ")
        assert "\nA. коротке замикання / замыкание проводки\n- Солянський вісник (uk, " in text
        assert "3 May 2031, per рятувальники, hedged): “За попередніми даними" in text
        assert "<accounts/01_visnyk.txt:1>" in text
        assert "Copied" in screen.lines()[-1]
        await screen.press("a", "y")
        assert screen.app.clipboard.startswith("Солянський вісник (uk")
        assert screen.app.clipboard.count("\n") == 1

    drive(port_fire(), copy)


def test_the_pager_gets_the_article_and_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int, str | None]] = []

    def page(article: Article, line: int, asked: str | None) -> None:
        opened.append((article.path, line, asked))

    monkeypatch.setattr(pager, "page", page)

    async def read(screen: Driver) -> None:
        await screen.press("a", "a", "a", "o")

    # Headless there is no terminal to hand over: Textual says so, and so does the foot.
    async def told(screen: Driver) -> None:
        await screen.press("o")
        assert opened or "suspend" in screen.lines()[-1].casefold()

    drive(port_fire(), told)

    monkeypatch.setattr("textual.app.App.suspend", lambda _: contextlib.nullcontext())
    opened.clear()
    drive(port_fire(), read, asked_pager="less -S")
    assert opened == [("accounts/04_khvylia.txt", 1, "less -S")]
