"""How the sources stand to one claim, and what one article leaves out: for ``show``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.model import Article, Relation, State
from srccmp.present.look import Look
from srccmp.present.safe import trimmed
from srccmp.present.view import Index, Told
from srccmp.present.words import count

LISTED = 10  # claims that an article leaves out, or tells alone


def _listed(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(Text(name), Text(words))
    return table


def of_claim(index: Index, told: Told) -> list[RenderableType]:
    """Sources on several sides, those that tell it without taking one, and those that are
    silent."""
    verdict = told.verdict
    letters = [side.letter for side in told.sides]
    rows: list[tuple[str, str]] = []
    both, none, silent = [], [], []
    for stance in verdict.stances:
        name = index.origin(stance.source)
        if len(stance.positions) > 1:
            sides = zip(stance.positions, stance.states, strict=True)
            both.append(f"{name} ({', '.join(f'{s.value} {letters[p]}' for p, s in sides)})")
        elif stance.state is State.SILENT:
            if name not in told.left_out:  # which has a row of its own
                silent.append(name)
        elif not stance.positions:
            none.append(name)
    if both:
        rows.append(("on several sides", ", ".join(both)))
    if none:
        rows.append(("on no side", ", ".join(none)))
    if silent:
        rows.append(("silent", ", ".join(silent)))
    if told.left_out:
        rows.append(("left out by", f"{', '.join(told.left_out)}: most others tell it"))
    return [_listed(rows), Text("")] if rows else []


def of_article(index: Index, article: Article, look: Look) -> list[RenderableType]:
    """What the article's source leaves out that most others tell, and what it alone tells."""
    left: list[str] = []
    alone: list[str] = []
    for claim in index.comparison.claims:
        verdict = index.verdicts[claim.id]
        if claim.story != article.story:
            continue
        if article.source.key in verdict.left_out:
            left.append(claim.id)
        elif verdict.relation is Relation.SINGLE and article.id in {
            index.article_of(member).id for member in claim.members
        }:
            alone.append(claim.id)
    is_compared = len(index.stories[article.story].articles) > 1
    parts = _claims(index, "Left out", "what most others tell", left, look)
    if is_compared:
        parts += _claims(index, "Told here alone", "by no other source", alone, look)
    return parts


def _claims(
    index: Index, title: str, reason: str, ids: Sequence[str], look: Look
) -> list[RenderableType]:
    if not ids:
        return []
    head = Text(title, style="bold").append(
        look.sign(f" ({count(len(ids), 'claim')}): {reason}"), style="not bold dim"
    )
    rows: list[RenderableType] = [Text(""), head]
    for claim_id in ids[:LISTED]:
        told = index.told(index.claims[claim_id])
        line = Text("  ").append_text(look.mark(told.verdict.relation))
        line.append(f" {told.short}  ", style="not bold default")
        words = told.central.annotated.statement.text
        line.append(trimmed(words, max(20, look.width - line.cell_len)), style="not bold default")
        rows.append(line)
    if len(ids) > LISTED:
        rows.append(Text(f"  and {len(ids) - LISTED} more", style="dim"))
    return rows
