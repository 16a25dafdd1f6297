"""The full screen: claims on the left (or above), on the right (or below) what is known of the
current one."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from srccmp.browse import pager, pictures, quote
from srccmp.browse.choose import Catalogue, Choice, pattern_of
from srccmp.browse.keys import KEYS, LIST, RIGHT
from srccmp.browse.rows import claim_row, story_row
from srccmp.browse.screens import FilterScreen, HelpScreen, bindings
from srccmp.browse.widgets import Choices, Draw, Foot, Picture, Row
from srccmp.errors import BadInput
from srccmp.model import Claim, Relation
from srccmp.present.look import Look
from srccmp.present.safe import trimmed
from srccmp.present.view import Index
from srccmp.present.words import count

BOTH_PANES = 80  # columns; below it one pane at a time
# Columns from which the panes stand side by side; below it one above the other, where the screen
# has the lines for it.
SIDE_BY_SIDE, STACKED_LINES = 100, 20
NARROWEST_LIST, WIDEST_LIST = 36, 64
TOLD_FOR = 4.0  # seconds that a message stands in place of the keys
CLAIM, ARTICLE = "claim", "article"
LISTS = {
    "timeline": pictures.timeline_of,
    "sources": pictures.sources_of,
    "matrix": pictures.matrix_of,
}


class Browser(Screen[None]):
    """The two panes, a line above them, the search and the keys below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#list"

    def __init__(self, index: Index, choice: Choice, asked_pager: str | None = None) -> None:
        """``asked_pager`` is as in `pager.chosen`."""
        super().__init__()
        self.asked_pager = asked_pager
        self.index = index
        self.catalogue = Catalogue(index)
        self.choice = choice
        self.listed: list[Claim] = []
        self.current: Claim | None = None
        self.view = CLAIM
        self.place = 0  # which statement's article
        self._message = 0

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Horizontal(id="panes"):
            yield Choices(id="list")
            with Vertical(id="right"):
                yield Static(id="subject")
                yield Picture(id="picture")
        with Horizontal(id="searchline"):
            yield Static("/", id="slash", markup=False)
            yield Input(id="search", compact=True, placeholder="words, or parts of words")
        yield Foot(KEYS, id="foot")

    def on_mount(self) -> None:
        self.choose(self.choice)

    def on_resize(self, event: Resize) -> None:
        width = event.size.width
        is_stacked = BOTH_PANES <= width < SIDE_BY_SIDE and event.size.height >= STACKED_LINES
        self.set_class(width < BOTH_PANES, "narrow")
        self.set_class(is_stacked, "stacked")
        room = max(NARROWEST_LIST, min(WIDEST_LIST, width * 2 // 5))
        self._list.styles.width = "1fr" if width < BOTH_PANES or is_stacked else room
        self._draw_head()

    @property
    def _list(self) -> Choices:
        return self.query_one("#list", Choices)

    @property
    def _right(self) -> Picture:
        return self.query_one("#picture", Picture)

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    # What is listed ------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """List what passes; the current claim stays, where it does."""
        self.choice = choice
        self.listed = self.catalogue.passing(choice)
        options: list[Option] = []
        places: dict[str, int] = {}
        story = ""
        for claim in self.listed:
            if self.index.has_stories and claim.story != story:
                story = claim.story
                options.append(Option(self._story_row(story), disabled=True))
            places[claim.id] = len(options)
            options.append(Option(self._row(claim), id=claim.id))
        self._list.set_options(options)
        kept = self.current.id if self.current and self.current.id in places else None
        if kept is None:
            kept = self.listed[0].id if self.listed else None
            self.view = CLAIM
        self._draw_head()
        if kept is None:
            self.current = None
            self._draw()
            return
        self.current = self.index.claims[kept]
        self._list.highlighted = places[kept]
        self._draw()

    def _row(self, claim: Claim) -> Row:
        return Row(lambda width: claim_row(self.index, claim, Look(width=width), width))

    def _story_row(self, story: str) -> Row:
        told = self.index.stories[story]
        return Row(lambda width: story_row(self.index, told, Look(width=width), width))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id and (self.current is None or event.option_id != self.current.id):
            self._turn_to(self.index.claims[event.option_id])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a claim."""
        if event.option_id:
            self._turn_to(self.index.claims[event.option_id])
            self._read()

    def _turn_to(self, claim: Claim) -> None:
        self.current, self.view, self.place = claim, CLAIM, 0
        self._draw()

    # What is drawn -------------------------------------------------------------------------

    def _draw_head(self) -> None:
        line = self._told_choice() if not self.choice.is_open else self._told_all()
        self.query_one("#head", Static).update(line)

    def _told_all(self) -> Text:
        """How many claims of each relation; by signs alone where the words do not fit."""
        whole = self._counted(has_words=True)
        is_room = whole.cell_len <= max(0, self.size.width - 2)
        return whole if is_room else self._counted(has_words=False)

    def _counted(self, *, has_words: bool) -> Text:
        line = Text(count(len(self.listed), "claim"), style="bold", no_wrap=True)
        numbers = Counter(self.index.verdicts[claim.id].relation for claim in self.listed)
        for relation in Relation:
            if numbers[relation]:
                line.append("  ").append_text(Look().mark(relation))
                words = f" {relation.value}" if has_words else ""
                line.append(f" {numbers[relation]}{words}", style="not bold")
        return line

    def _told_choice(self) -> Text:
        line = Text(f"{len(self.listed)} of {len(self.catalogue.claims)}", "bold", no_wrap=True)
        end = "  x clears"
        told = " · ".join(self.catalogue.told(self.choice))
        room = self.size.width - line.cell_len - len(end) - 4
        line.append(f"  {trimmed(told, max(8, room))}", style="not bold")
        return line.append(end, style="not bold dim")

    def _draw(self) -> None:
        self._tell("")
        found = pattern_of(self.choice.words)
        is_article = self.view == ARTICLE
        # These need the whole width.
        self.set_class(self.view in LISTS, "whole")
        self.set_class(is_article, "article")
        if is_article and self.current:
            self.query_one("#subject", Static).update(
                pictures.subject(self.index, self.current, self.place)
            )
        # The pictures of what is listed differ with the list.
        drawn_as = None
        if self.current and self.view not in LISTS:
            drawn_as = (self.view, self.current.id, self.place)
        self._right.draw(self._picture(), drawn_as=drawn_as, at_words=is_article, found=found)

    def _picture(self) -> Draw:
        index, current, listed, place = self.index, self.current, tuple(self.listed), self.place
        if self.view in LISTS:
            draw = LISTS[self.view]
            return lambda look: draw(index, listed, look)
        if current is None:
            told = "No claim passes: x clears." if self.catalogue.claims else "There is no claim."
            return lambda _: Text(told)
        if self.view == ARTICLE:
            return lambda look: pictures.article(index, current, place, look)
        return lambda look: pictures.claim(index, current, look)

    def _tell(self, words: str) -> None:
        """A message in place of the keys, for a while."""
        self.query_one("#foot", Foot).tell(words)
        self._message += 1
        number = self._message
        if words:
            self.set_timer(TOLD_FOR, lambda: self._tell("") if number == self._message else None)

    # Moving --------------------------------------------------------------------------------

    @property
    def _is_right(self) -> bool:
        return self.focused is self._right

    @property
    def _pane(self) -> Choices | Picture:
        """The one that the keys of moving move."""
        return self._right if self._is_right else self._list

    def on_descendant_focus(self) -> None:
        self.query_one("#foot", Foot).show(RIGHT if self._is_right else LIST)

    def action_move(self, by: int) -> None:
        self._pane.move(by)

    def action_page(self, by: int) -> None:
        self._pane.page(by)

    def action_end(self, by: int) -> None:
        self._pane.end(by)

    def action_conflict(self, by: int) -> None:
        """The next one after the current claim, round at the end."""
        found = [
            place
            for place, claim in enumerate(self.listed)
            if self.index.verdicts[claim.id].relation is Relation.CONFLICT
        ]
        if not found:
            self._tell("No conflict is listed.")
            return
        here = self.listed.index(self.current) if self.current in self.listed else -1
        ordered = found if by > 0 else found[::-1]
        after = [place for place in ordered if (place - here) * by > 0]
        claim = self.listed[(after or ordered)[0]]
        self._turn_to(claim)
        self._list.highlighted = self._list.get_option_index(claim.id)
        if not after:
            self._tell("From the other end: that was the last." if len(found) > 1 else
                       "There is no other conflict.")  # fmt: skip

    def _read(self) -> None:
        """Go to the right pane; where there is one pane only, show it in place of the list."""
        self.add_class("reading")
        self._right.focus()

    def _to_list(self) -> None:
        self.remove_class("reading")
        self._list.focus()

    def action_read(self) -> None:
        if self.focused is self._search:
            self._to_list()
        elif not self._is_right:
            self._read()
        elif self.view == CLAIM:
            self.action_article(1)

    def action_other(self) -> None:
        if self._is_right:
            self._to_list()
        else:
            self._read()

    def action_back(self) -> None:
        if self.focused is self._search:
            self._search.value = ""
            self._hide_search()
        elif self.view == ARTICLE:
            self.view = CLAIM
            self._draw()
        elif self.view in LISTS:
            self.view = CLAIM
            self._draw()
            self._to_list()
        else:
            self._to_list()

    # Other views ---------------------------------------------------------------------------

    def action_article(self, by: int) -> None:
        if self.current is None:
            self._tell("No claim is listed.")
            return
        statements = pictures.members(self.index, self.current)
        if self.view == ARTICLE:
            self.place = (self.place + by) % len(statements)
        else:
            self.view = ARTICLE
            self.place = 0 if by > 0 else len(statements) - 1
        self._draw()
        self._read()

    def action_show(self, name: str) -> None:
        if self.view == name:
            self.action_back()
            return
        self.view = name
        self._draw()
        self._read()

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen())

    def action_copy(self) -> None:
        if self.current is None:
            self._tell("No claim is listed.")
            return
        if self.view == ARTICLE:
            annotated = self.index.statements[self._statement()]
            text = quote.statement(self.index, annotated) + "\n"
        else:
            text = quote.claim(self.index, self.current)
        self.app.copy_to_clipboard(text)
        self._tell(f"Copied {count(text.count(chr(10)), 'line')}, where the terminal allows it.")

    def _statement(self) -> str:
        """The statement whose article is meant."""
        assert self.current is not None
        return pictures.members(self.index, self.current)[self.place]

    def action_pager(self) -> None:
        if self.current is None:
            self._tell("No claim is listed.")
            return
        annotated = self.index.statements[self._statement()]
        article = self.index.article_of(annotated.id)
        try:
            with self.app.suspend():
                pager.page(article, pictures.line_of(article, annotated), self.asked_pager)
        except (BadInput, SuspendNotSupported) as error:
            self._tell(f"{error}")
        self.app.refresh(repaint=True, layout=True)

    def action_quit(self) -> None:
        self.app.exit()

    # Filter and search ---------------------------------------------------------------------

    def action_filter(self) -> None:
        self.app.push_screen(FilterScreen(self.catalogue, self.choice, self.choose))

    def action_clear(self) -> None:
        self._search.value = ""
        self._hide_search()
        self.choose(Choice())

    def action_search(self) -> None:
        self._search.value = self.choice.words
        self.add_class("searching")
        self._search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        words = event.value
        if words != self.choice.words:
            self.choose(Choice(chosen=self.choice.chosen, words=words))

    def on_input_submitted(self) -> None:
        """Keep what was found, and go there."""
        self.remove_class("searching")
        self._to_list()

    def _hide_search(self) -> None:
        self.remove_class("searching")
        if not self._is_right:
            self._to_list()


class BrowseApp(App[None]):
    """The application; ends when the reader quits."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "browse.tcss"
    TITLE = "srccmp"

    def __init__(self, index: Index, choice: Choice, asked_pager: str | None = None) -> None:
        # The terminal's own sixteen colours, as in all other commands: right on dark and on light.
        super().__init__(ansi_color=True)
        self.browser = Browser(index, choice, asked_pager)

    def on_mount(self) -> None:
        self.theme = "ansi-dark" if "ansi-dark" in self.available_themes else "textual-ansi"

    def get_default_screen(self) -> Screen[None]:
        return self.browser
