"""Why statements were matched: each pair with what every feature adds to its score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.align.score import log_odds_of, model_of
from srccmp.model import Link
from srccmp.present.look import Look
from srccmp.present.view import Index

BAR_CELLS: Final = 10
LINKS_SHOWN: Final = 40
LEAST: Final = 0.05  # of the log-odds; a share below it changes no probability by a hundredth


def links_of(index: Index, links: Sequence[Link], look: Look) -> list[RenderableType]:
    """Why these statements are in one claim, the surest pairs first."""
    if not links:
        return []
    ordered = sorted(links, key=lambda link: -link.score)
    shown = ordered[:LINKS_SHOWN]
    title = Text("Why they were matched", style="bold").append(
        " (in common, 0-1, and what it adds to the log-odds)", style="not bold dim"
    )
    cells = BAR_CELLS if look.width >= 100 else 5
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("  pair", no_wrap=look.width >= 72, overflow="fold")
    table.add_column("match", no_wrap=True)
    table.add_column("because", overflow="fold")
    for link in shown:
        pair = Text(f"  {index.short(link.left_id)} {index.short(link.right_id)}")
        table.add_row(pair, _bar(link.score, cells, look), _because(link, look))
    parts: list[RenderableType] = [title, table]
    if len(ordered) > len(shown):
        parts.append(Text(f"  {len(ordered) - len(shown)} weaker links more", style="dim"))
    return parts


def _because(link: Link, look: Look) -> Text:
    """The shares, the largest first; they and what any pair starts with make the score."""
    trained = model_of(link.features)
    shares = trained.shares(link.features)
    parts = []
    if link.features.question:
        parts.append(Text("both answer one question", style="bold"))
    for name, share in sorted(shares.items(), key=lambda item: (-abs(item[1]), item[0])):
        if abs(share) < LEAST:
            continue
        value = getattr(link.features, name)
        told = Text(f"{name} {value:.2f} ").append(f"{share:+.1f}", _style(share))
        parts.append(told)
    parts.append(Text("start ").append(f"{trained.bias:+.1f}", _style(trained.bias)))
    rest = log_odds_of(link.score) - trained.bias - sum(shares.values())
    if link.features.scene == 0:
        parts.append(Text("other days ").append(f"{rest:+.1f}", _style(rest)))
    return Text(f" {look.sign('·')} ").join(parts)


def _style(share: float) -> str:
    return "green" if share > 0 else "red"


def _bar(score: float, cells: int, look: Look) -> Text:
    full = round(score * cells)
    text = Text(look.sign("█") * full, style="cyan")
    text.append(look.sign("░") * (cells - full), style="dim")
    return text.append(f" {score:.2f}", style="default")
