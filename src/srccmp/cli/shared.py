"""Options that every comparing command has, and what they say about the terminal.

They are put into the commands by their class (``command.Grouped``), so that no command has to list
and hand on what it does not look at.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

import typer
import typer.main

from srccmp.cli import config
from srccmp.cli.options import RUN, SHOW
from srccmp.errors import BadInput

Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings from this file alone; else from srccmp.toml here or above, and your own.",
        is_eager=True,  # the others' defaults come from it
        callback=config.load,
        rich_help_panel=RUN,
        show_default=False,
    ),
]


class When(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Color = Annotated[
    When,
    typer.Option(
        "--color",
        metavar="WHEN",
        help="Colour: auto (on a terminal), always, never.",
        rich_help_panel=SHOW,
    ),
]
PagerOption = Annotated[
    str | None,
    typer.Option(
        "--pager",
        metavar="WHEN",
        help="Page what is longer than the screen: auto, always, never, or a command; else by "
        "PAGER, else less.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="The same as --pager never.", rich_help_panel=SHOW)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """``pager`` is a word of `pager.WORDS`, a command, or None: what the environment says."""

    color: When = When.AUTO
    pager: str | None = None


_HABITS: ContextVar[Habits | None] = ContextVar("habits", default=None)


def habits() -> Habits:
    """What the command that runs was told."""
    return _HABITS.get() or Habits()


@cache
def params() -> Sequence[Any]:
    """The shared options as parameters of a command, made by typer as those of any command."""
    carrier = typer.Typer(add_completion=False)

    @carrier.command()
    def _carrier(
        color: Color = When.AUTO,
        pager: PagerOption = None,
        no_pager: NoPager = False,
        config: Config = None,
    ) -> None:
        del color, pager, no_pager, config

    return tuple(typer.main.get_command(carrier).params)


def take(given: dict[str, Any]) -> None:
    """Take the shared options out of the values of a command, and keep them as its `habits`."""
    given.pop("config", None)
    pager, is_off = given.pop("pager", None), given.pop("no_pager", False)
    _HABITS.set(
        Habits(color=given.pop("color", When.AUTO), pager="never" if is_off else pager),
    )


def settle(ctx: Any) -> None:
    """The habits of a command that has no settings of its own: what a file says for all. Wrong
    settings are passed over, as help and `srccmp config` must work where they are wrong."""
    forget()
    try:
        commands = config.settings_of(ctx.find_root().command)
        given = config.values(commands, os.environ.get(config.VARIABLE))
    except BadInput:
        return
    found = {value.name: str(value.value) for value in given if not value.command}
    color = found.get("color", "")
    _HABITS.set(
        Habits(color=When(color) if color in tuple(When) else When.AUTO, pager=found.get("pager"))
    )


def forget() -> None:
    """Begin anew: a process may run several commands (tests do)."""
    _HABITS.set(None)
