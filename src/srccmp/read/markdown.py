"""Markdown to plain text: the words stay, the markup goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

# Longer files are no hand-written article and are read as plain text: markdown-it takes 0.2 s for
# this much of a common text, and 5 s for this much of "![![![".
MAX_CHARS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """``title`` is the heading that the text begins with, None where it begins otherwise."""

    text: str
    title: str | None


def plain_text(source: str) -> Plain:
    """Paragraphs, headings, quotes and list items as paragraphs of their own; link texts without
    addresses; code, images and raw HTML left out.

    >>> plain_text("# A *b*\\n\\nSee [the report](http://x.example).")
    Plain(text='A b\\n\\nSee the report.', title='A b')
    """
    if len(source) > MAX_CHARS:
        return Plain(text=source, title=None)
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    blocks: list[str] = []
    title: str | None = None
    row: list[str] = []
    in_row = False
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "tr_open":
            row, in_row = [], True
        elif token.type == "tr_close":
            in_row = False
            blocks.append(" · ".join(cell for cell in row if cell))
        elif token.type == "inline":
            text = _inline(token.children or ())
            if in_row:
                row.append(text)
            elif text:
                if not blocks and before is not None and before.type == "heading_open":
                    title = " ".join(text.split())
                blocks.append(text)
    return Plain(text="\n\n".join(block for block in blocks if block), title=title)


def _inline(tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces).strip()
