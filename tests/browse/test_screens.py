"""Every size, no colour, hostile words, nothing and very much; and the screens themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.text import Text
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from srccmp.browse import rows
from srccmp.browse.choose import Choice
from srccmp.browse.keys import KEYS
from srccmp.model import Claim
from srccmp.present.look import Look
from srccmp.present.view import Index
from tests.browse.screen import Driver, drive, hostile, many
from tests.builders import port_fire


def panes(screen: Driver) -> tuple[bool, bool]:
    """Whether the left one is seen, and the right one."""
    return screen.rows.display, screen.browser.query_one("#right").display


def test_one_pane_at_a_time_where_it_is_narrow() -> None:
    async def resize(screen: Driver) -> None:
        assert panes(screen) == (True, False)
        await screen.press("j", "enter")
        assert panes(screen) == (False, True)
        assert "UPDATE · quantity" in screen.text()
        await screen.press("n")
        assert "CONFLICT · cause" in screen.text()
        await screen.press("escape")
        assert panes(screen) == (True, False)
        await screen.pilot.resize_terminal(80, 24)
        await screen.pilot.pause()
        assert panes(screen) == (True, True)
        assert screen.rows.region.bottom < screen.right.region.y  # one above the other
        assert screen.right.size.width >= 77
        assert screen.rows.size.height >= 6
        assert "╭─" in screen.text()  # positions side by side
        await screen.pilot.resize_terminal(100, 30)
        await screen.pilot.pause()
        assert screen.rows.size.width + screen.right.size.width <= 100
        assert screen.rows.region.y == screen.right.region.y
        await screen.pilot.resize_terminal(200, 50)
        await screen.pilot.pause()
        assert "╭─" in screen.text()  # positions side by side
        assert screen.rows.size.width == 64

    drive(port_fire(), resize, size=(60, 24))


def test_the_counts_are_never_cut() -> None:
    async def resize(screen: Driver) -> None:
        assert screen.lines()[0].split()[-2:] == ["5", "single"]
        await screen.pilot.resize_terminal(40, 24)
        await screen.pilot.pause()
        assert screen.lines()[0].split()[-2:] == ["·", "5"]

    drive(port_fire(), resize, size=(80, 24))


SIZES = [(20, 5), (60, 24), (80, 24), (200, 60)]


def test_no_size_breaks_it() -> None:
    async def walk(screen: Driver) -> None:
        for width, height in SIZES:
            await screen.pilot.resize_terminal(width, height)
            for key in ("enter", "a", "t", "s", "m", "escape", "f", "escape", "question_mark", "q"):
                await screen.press(key)
                assert len(screen.lines()) == height
            assert screen.browser.current is not None
            await screen.press("escape", "escape")

    drive(port_fire(), walk, size=SIZES[-1])


def test_nothing_is_cut_at_the_side() -> None:
    async def look(screen: Driver) -> None:
        for width in (60, 80, 99, 140):
            await screen.pilot.resize_terminal(width, 30)
            await screen.press("enter", "G")
            room = screen.right.scrollable_content_region.width
            assert screen.right._width == room >= 40
            # The ends of the lines that are on the screen.
            shown = screen.text()
            seen = min(20, screen.right.size.height - 1)
            last = [line.strip() for line in screen.right.text.splitlines()[-seen:]]
            assert all(line in shown for line in last)
            await screen.press("escape")

    drive(port_fire(), look)


def test_hostile_words_are_words() -> None:
    async def walk(screen: Driver) -> None:
        for keys in ((), ("a",), ("escape", "t"), ("s",), ("m",), ("escape", "f")):
            await screen.press(*keys)
            text = screen.text()
            assert not {c for c in text if c < " " and c != "\n"}
            assert not set(text) & {"\u202e", "\u2066", "\x9b"}
            assert screen.app.is_running
            assert "⟦fake" not in text
        await screen.press("escape", "y")
        assert not {c for c in screen.app.clipboard if c < " " and c != "\n"}
        assert "[b]bold[/b]" in screen.app.clipboard
        await screen.press("a")
        assert "[b]bold[/b]" in screen.right.text.replace("\n", "")
        assert "[fake]" in screen.right.text
        await screen.press("slash")
        await screen.type("[/oops] $primary")
        assert len(screen.browser.listed) == 2
        assert "[/oops] $primary" in screen.lines()[0]

    drive(hostile(), walk, size=(200, 50))


def test_no_color_leaves_no_colour_and_all_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(screen: Driver) -> None:
        strips = screen.app.screen._compositor.render_strips(screen.app.size)
        colours = {
            (segment.style.color, segment.style.bgcolor)
            for strip in strips
            for segment in strip
            if segment.style
        }
        names = {c.name for pair in colours for c in pair if c is not None}
        assert names <= {"default"}
        assert screen.lines()[1].startswith("▌✗ conflict")
        assert "⟦коротке замикання⟧" in screen.text()

    drive(port_fire(), look)


# Nothing, and very much ----------------------------------------------------------------------


@pytest.mark.parametrize("what", ["no claims", "nothing passes"])
def test_every_key_is_harmless_where_there_is_nothing(what: str) -> None:
    empty = replace(port_fire(), claims=(), verdicts=(), timeline=())
    choice = Choice(words="no such words")

    async def press(screen: Driver) -> None:
        told = "There is no claim." if what == "no claims" else "No claim passes: x clears."
        assert told in screen.text()
        for key in KEYS:
            if key.action in ("quit", "clear"):
                continue
            for name in key.keys[:1]:
                await screen.press(name)
                assert screen.app.is_running
                if screen.app.screen is not screen.browser:
                    await screen.press("escape")
                if screen.focus == "search":
                    await screen.press("enter")
        assert screen.browser.current is None

    if what == "no claims":
        drive(empty, press)
    else:
        drive(port_fire(), press, choice=choice)


def test_a_large_comparison_draws_what_is_seen_only(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = rows.claim_row

    def counted(index: Index, claim: Claim, look: Look, width: int) -> list[Text]:
        drawn.append(claim.id)
        return draw(index, claim, look, width)

    monkeypatch.setattr("srccmp.browse.app.claim_row", counted)
    comparison = many(2000)
    screenful = 30

    async def work(screen: Driver) -> None:
        assert len(screen.browser.listed) == 2000
        assert 0 < len(set(drawn)) <= screenful
        for keys in (("G",), ("f", "space"), ("escape", "x"), ("slash", "d", "r", "o", "n")):
            drawn.clear()
            await screen.press(*keys)
            # A letter of the search is a list of its own.
            assert len(drawn) <= 2 * screenful * len(keys)
        assert 0 < len(screen.browser.listed) < 2000
        assert len(screen.browser.index._told) <= 20 * screenful  # of 2,000

    drive(comparison, work)


def test_nothing_is_written_and_twice_is_the_same(alone: Path) -> None:
    screens: list[str] = []

    async def walk(screen: Driver) -> None:
        for key in ("j", "enter", "a", "t", "m", "escape", "y"):
            await screen.press(key)
        screens.append(screen.text())

    drive(port_fire(), walk)
    drive(port_fire(), walk)
    assert screens[0] == screens[1]
    assert list(alone.iterdir()) == []


# The screens themselves ----------------------------------------------------------------------


class Screen(SingleFileSnapshotExtension):
    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("list", (100, 30), ()),
        ("article", (100, 30), ("a", "a")),
        ("filter", (100, 30), ("f", "space")),
        ("help", (100, 36), ("question_mark",)),
        ("narrow", (60, 24), ()),
    ],
)
def test_screens(
    name: str, size: tuple[int, int], keys: tuple[str, ...], snapshot: SnapshotAssertion
) -> None:
    shown: list[str] = []

    async def look(screen: Driver) -> None:
        await screen.press(*keys)
        shown.append(screen.text() + "\n")

    drive(port_fire(), look, size=size)
    assert shown[0] == snapshot(name=name, extension_class=Screen)
