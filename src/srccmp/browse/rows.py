"""The rows of the list: two lines a claim, drawn only when they come on the screen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from srccmp.model import Claim, Story
from srccmp.present.look import Look
from srccmp.present.matrix import label_of
from srccmp.present.safe import trimmed
from srccmp.present.stories import facts, title_of
from srccmp.present.view import Index
from srccmp.present.words import count

ROW_LINES = 2


def claim_row(index: Index, claim: Claim, look: Look, width: int) -> list[Text]:
    """Sign, relation, facet, how many sources, id; then what it is about: two lines of at most
    ``width`` cells."""
    verdict = index.verdicts[claim.id]
    left = Text().append_text(look.relation(verdict.relation, is_loud=False))
    if verdict.facet:
        style = look.mark(verdict.relation).style
        left.append(look.sign(f" · {verdict.facet.value}"), style=style)
    short = index.short(claim.id)
    for voices in (count(verdict.sources, "source") + "  ", f"{verdict.sources} src  ", ""):
        if left.cell_len + len(voices) + len(short) < width:
            break
    gap = max(1, width - left.cell_len - len(voices) - len(short))
    head = left.append(" " * gap + voices).append(short, style="dim")
    facet = f"{verdict.facet.value}: " if verdict.facet else ""  # the first line has it
    label = label_of(index.told(claim), max(12, width - 2 + len(facet))).removeprefix(facet)
    words = Text("  ").append(look.sign(label))
    return [_cut(head, width), _cut(words, width)]


def story_row(index: Index, story: Story, look: Look, width: int) -> list[Text]:
    """The heading of a story: its id and label, then its articles."""
    head = Text(story.id, style="bold reverse")
    room = max(12, width - cell_len(story.id) - 2)
    head.append(f"  {title_of(story, index, room)}", style="not reverse")
    told = Text("  ").append(look.sign(trimmed(facts(story, index), width - 2)), style="dim")
    return [_cut(head, width), _cut(told, width)]


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line
