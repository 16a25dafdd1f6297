"""What opens over the panes: the filters, the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from srccmp.browse.choose import Catalogue, Choice, Group
from srccmp.browse.keys import FILTER_KEYS, HELP_KEYS, KEYS, Key
from srccmp.browse.pictures import key_list
from srccmp.browse.widgets import Choices, Foot, Picture, Row
from srccmp.model import Relation
from srccmp.present.look import Look
from srccmp.present.safe import trimmed
from srccmp.present.words import count

NAME_ROOM = 44


def bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """The table's keys as Textual's bindings."""
    return [Binding(name, key.action, key.told, show=False) for key in keys for name in key.keys]


class FilterScreen(ModalScreen[None]):
    """All groups in one list; a choice takes effect at once, behind the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(FILTER_KEYS)

    def __init__(
        self, catalogue: Catalogue, choice: Choice, choose: Callable[[Choice], None]
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._choice = choice
        self._choose = choose
        # A row is a value of a group, or (None) the group's heading.
        self._rows: list[tuple[Group, str | None]] = []
        for group in catalogue.groups():
            self._rows.append((group, None))
            self._rows += [(group, value) for value in catalogue.values(group)]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(id="title")
            yield Choices(
                *(Option(self._row(g, v, 0), disabled=v is None) for g, v in self._rows),
                id="choices",
            )
            yield Foot(FILTER_KEYS, id="boxfoot")

    def on_mount(self) -> None:
        self._draw_all()
        self.query_one(Choices).focus()

    def _draw_all(self) -> None:
        choices = self.query_one(Choices)
        counts = {g: self._catalogue.counts(self._choice, g) for g in self._catalogue.groups()}
        for place, (group, value) in enumerate(self._rows):
            row = self._row(group, value, counts[group][value] if value else 0)
            choices.replace_option_prompt_at_index(place, row)
        listed, all_of = len(self._catalogue.passing(self._choice)), len(self._catalogue.claims)
        self.query_one("#title", Static).update(
            Text("Filter", style="bold").append(
                f"  {listed} of {count(all_of, 'claim')}", style="not bold"
            )
        )

    def _row(self, group: Group, value: str | None, number: int) -> Row:
        if value is None:
            head = Text(group.value.upper(), style="bold")
            return Row(lambda _: [head], height=1)
        is_in = (group, value) in self._choice.chosen
        line = Text("[x] " if is_in else "[ ] ", style="bold" if is_in else "")
        if group is Group.RELATION:
            line.append_text(Look().mark(Relation(value))).append(" ")
        line.append(trimmed(self._catalogue.name(group, value), NAME_ROOM))
        line.append(f"  {number}", style="not bold dim")
        return Row(lambda _: [line.copy()], height=1)

    def action_move(self, by: int) -> None:
        self.query_one(Choices).move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Choices).page(by)

    def action_group(self, by: int) -> None:
        """To the first value of the next group, or of the one before; round at the ends."""
        choices = self.query_one(Choices)
        here = self._rows[choices.highlighted or 0][0]
        groups = self._catalogue.groups()
        wanted = groups[(groups.index(here) + by) % len(groups)]
        choices.highlighted = self._rows.index((wanted, None)) + 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        self._toggle(event.option_index)

    def action_take(self) -> None:
        place = self.query_one(Choices).highlighted
        if place is not None:
            self._toggle(place)

    def _toggle(self, place: int) -> None:
        group, value = self._rows[place]
        if value is not None:
            self._change(self._choice.toggled(group, value))

    def action_clear(self) -> None:
        self._change(Choice(words=self._choice.words))

    def _change(self, choice: Choice) -> None:
        self._choice = choice
        self._draw_all()
        self._choose(choice)

    def action_close(self) -> None:
        self.dismiss()


class HelpScreen(ModalScreen[None]):
    """What every key does."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(HELP_KEYS)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Text("Keys", style="bold"), id="title")
            yield Picture(id="keys")
            yield Foot(HELP_KEYS, id="boxfoot")

    def on_mount(self) -> None:
        picture = self.query_one(Picture)
        picture.draw(lambda _: key_list(KEYS))
        picture.focus()

    def action_move(self, by: int) -> None:
        self.query_one(Picture).move(by)

    def action_close(self) -> None:
        self.dismiss()
