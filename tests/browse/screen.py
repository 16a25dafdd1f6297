"""Drives the full screen with Textual's own pilot, and reads it as text."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from rich.console import Console
from textual.pilot import Pilot

from srccmp.browse.app import BrowseApp, Browser
from srccmp.browse.choose import Choice
from srccmp.browse.widgets import Choices, Picture
from srccmp.comparison import Comparison
from srccmp.model import Facet, Relation
from srccmp.present.view import Index
from tests.builders import Story, port_fire


@dataclass(frozen=True, slots=True)
class Driver:
    app: BrowseApp
    pilot: Pilot[None]

    @property
    def browser(self) -> Browser:
        return self.app.browser

    @property
    def rows(self) -> Choices:
        return self.browser.query_one("#list", Choices)

    @property
    def right(self) -> Picture:
        return self.browser.query_one("#picture", Picture)

    @property
    def focus(self) -> str:
        """The id of what the keys go to."""
        return (self.app.screen.focused.id or "") if self.app.screen.focused else ""

    @property
    def current(self) -> int:
        """Which of the listed claims is the current one."""
        assert self.browser.current is not None
        return self.browser.listed.index(self.browser.current)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def reset(self) -> None:
        """As it was when it opened."""
        while self.app.screen is not self.browser:
            self.app.pop_screen()
        await self.pilot.pause()
        self.browser.action_clear()
        for _ in range(2):
            self.browser.action_back()
        self.browser.action_end(-1)
        self.app.copy_to_clipboard("")
        await self.pilot.pause()
        assert (self.focus, self.current, self.browser.view) == ("list", 0, "claim")

    async def type(self, words: str) -> None:
        """Letters of any script, one event a letter."""
        from textual.events import Paste

        assert self.app.screen.focused is not None
        self.app.screen.focused.post_message(Paste(words))
        await self.pilot.pause()

    def text(self) -> str:
        """The whole screen, with what lies open over it."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        app = self.app
        width, height = app.size
        console = Console(
            width=width, height=height, file=io.StringIO(), record=True, legacy_windows=False
        )
        console.print(
            app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        )
        return [line.rstrip() for line in console.export_text().split("\n")[:height]]


Scenario = Callable[[Driver], Awaitable[None]]


def drive(
    comparison: Comparison,
    scenario: Scenario,
    *,
    size: tuple[int, int] = (100, 30),
    choice: Choice | None = None,
    asked_pager: str | None = None,
) -> None:
    """Open the screen, do what the scenario does, close it."""

    async def run() -> None:
        app = BrowseApp(Index(comparison), choice or Choice(), asked_pager)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scenario(Driver(app, pilot))

    asyncio.run(run())


def many(number: int) -> Comparison:
    """The story of the port with so many claims."""
    comparison = port_fire()
    pairs = list(zip(comparison.claims, comparison.verdicts, strict=True))
    claims, verdicts = [], []
    for place in range(number):
        claim, verdict = pairs[place * len(pairs) // number]
        claims.append(replace(claim, id=f"{place:012x}"))
        verdicts.append(replace(verdict, claim_id=f"{place:012x}"))
    return replace(comparison, claims=tuple(claims), verdicts=tuple(verdicts), timeline=())


def hostile() -> Comparison:
    """Whose source, title, path, label, speaker and text all try to be more than words."""
    story = Story()
    evil = "\x1b[2J\x1b]0;owned\x07[b]bold[/b] [@click=app.quit]x[/] \u202e⟦fake⟧ $primary [/oops]"
    story.article(
        "evil[/b].txt",
        "Before\x1b[31m.\n{a|" + evil + " the [[bridge]] fell}\nAfter\u2066 [/i].",
        source=evil + "One",
        language="en",
        published="2031-05-03",
        title=evil,
    )
    story.article("two.txt", "{b|The [[bridge]] stands}", source="Two", language="en",
                  published=None)  # fmt: skip
    story.said("a", speaker=evil, key=evil)
    story.claim(Relation.CONFLICT, {evil: ["a"], "stands": ["b"]}, facet=Facet.STATUS, reason=evil)
    story.claim(Relation.AGREE, {evil: ["a", "b"]})
    return story.comparison()
