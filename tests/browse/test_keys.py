"""Every key does what it says, and the foot, the help and the document say the same."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import pytest

from srccmp.browse import pager
from srccmp.browse.keys import FILTER_KEYS, HELP_KEYS, KEYS, LIST, RIGHT, Key, foot
from tests.browse.screen import Driver, drive
from tests.builders import port_fire

# What must be so before a key can be seen to do something.
BEFORE: dict[str, list[str]] = {
    "move(-1)": ["j"],
    "page(-1)": ["G"],
    "end(-1)": ["G"],
    "back": ["enter"],
    "conflict(1)": ["G"],
    "conflict(-1)": ["G"],
    "clear": ["slash", "e", "l", "enter"],
}


def pairs(keys: tuple[Key, ...]) -> list[tuple[str, Key]]:
    return [(name, key) for key in keys for name in key.keys]


def test_every_key_does_something(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(pager, "page", lambda article, *_: opened.append(article.path))
    monkeypatch.setattr("textual.app.App.suspend", lambda _: contextlib.nullcontext())

    def state(screen: Driver) -> tuple[object, ...]:
        return (screen.text(), screen.focus, screen.app.clipboard, tuple(opened))

    async def press(screen: Driver) -> None:
        for name, key in pairs(KEYS):
            if key.action == "quit":
                continue
            await screen.press(*BEFORE.get(key.action, []))
            before = state(screen)
            await screen.press(name)
            assert state(screen) != before, name
            await screen.reset()
            opened.clear()

    drive(port_fire(), press)


@pytest.mark.parametrize("name", next(key.keys for key in KEYS if key.action == "quit"))
def test_it_ends(name: str) -> None:
    async def press(screen: Driver) -> None:
        assert not screen.app._exit
        await screen.press(name)
        assert screen.app._exit

    drive(port_fire(), press)


@pytest.mark.parametrize("keys", [FILTER_KEYS, HELP_KEYS], ids=["filter", "help"])
def test_every_key_of_what_lies_over_it_does_something(keys: tuple[Key, ...]) -> None:
    opener = "f" if keys is FILTER_KEYS else "question_mark"
    before_it = {"move(-1)": ["down", "down"], "page(-1)": ["pagedown"], "clear": ["space"]}

    async def press(screen: Driver) -> None:
        for name, key in pairs(keys):
            await screen.press(opener, *before_it.get(key.action, []))
            before = screen.text()
            await screen.press(name)
            assert screen.text() != before, name
            assert (screen.app.screen is screen.browser) == (key.action == "close"), name
            await screen.reset()

    drive(port_fire(), press, size=(70, 18))


@pytest.mark.parametrize("pane", [LIST, RIGHT])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_the_foot_shows_keys_that_fit(width: int, pane: str) -> None:
    found = foot(KEYS, width, pane)
    line = "  ".join(f"{key.shown} {key.label}" for key in found)
    assert len(line) <= width
    assert [key.shown for key in found[:2]] == ["?", "q"]
    if width >= 140:
        assert {key.label for key in found} == {
            key.label for key in KEYS if key.rank[pane == RIGHT] is not None
        }


def test_no_key_means_two_things() -> None:
    for keys in (KEYS, FILTER_KEYS, HELP_KEYS):
        names = Counter(name for key in keys for name in key.keys)
        assert set(names.values()) == {1}


def test_the_foot_is_that_of_the_pane() -> None:
    async def look(screen: Driver) -> None:
        assert "enter read" in screen.lines()[-1]
        await screen.press("enter")
        assert "esc back" in screen.lines()[-1]
        assert "enter read" not in screen.lines()[-1]

    drive(port_fire(), look)


def test_help_tells_every_key_and_closes() -> None:
    async def read(screen: Driver) -> None:
        await screen.press("question_mark")
        text = screen.text()
        for key in KEYS:
            assert key.shown in text
            assert " ".join(key.told.split()[:3]) in text
        await screen.press("escape")
        assert screen.app.screen is screen.browser

    drive(port_fire(), read, size=(110, 40))


@pytest.mark.parametrize("keys", [KEYS, FILTER_KEYS], ids=["keys", "filter"])
def test_the_document_has_the_same_keys(keys: tuple[Key, ...]) -> None:
    document = Path(__file__).parents[2] / "docs" / "browse.md"
    tables = document.read_text(encoding="utf-8").split("|---|---|\n")[1:]
    rows = [table.split("\n\n")[0].strip() for table in tables]
    wanted = "\n".join(f"| `{key.shown}` | {key.told} |" for key in keys)
    assert rows[0 if keys is KEYS else 1] == wanted


def test_what_is_shown_of_a_key_is_a_name_of_it() -> None:
    names = {"escape": "esc", "slash": "/", "question_mark": "?"}
    for key in (*KEYS, *FILTER_KEYS, *HELP_KEYS):
        bound = {names.get(name, name).replace("page", "page ") for name in key.keys}
        assert set(key.shown.split(", ")) <= bound
