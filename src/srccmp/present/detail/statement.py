"""A statement in full: in its place, with all that was read out of it, then what it was compared
with and why."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Group, RenderableType
from rich.text import Text

from srccmp.model import Annotated
from srccmp.present.detail.findings import findings_of
from srccmp.present.detail.texts import USUAL, Extent, Passages
from srccmp.present.diff import heading
from srccmp.present.look import Look
from srccmp.present.match import links_of
from srccmp.present.safe import merged
from srccmp.present.view import Index

CHARTS = 3  # of its matches, drawn


def statement_detail(
    index: Index, annotated: Annotated, look: Look, extent: Extent = USUAL
) -> RenderableType:
    claims = index.claims_of.get(annotated.id, [])
    marks = merged(
        span for claim in claims for span in index.marks(annotated.id, index.verdicts[claim.id])
    )
    passages = Passages(index, look, extent, is_brief=False)
    parts: list[RenderableType] = [
        Text("STATEMENT", style="bold"),
        *passages.of([annotated.id], lambda _: marks, "cyan"),
        Text(""),
    ]
    if not claims:
        parts.append(Text("In no claim: nothing to compare it with was found."))
    for claim in claims:
        verdict = index.verdicts[claim.id]
        told = index.told(claim)
        parts.append(heading(told, look))
        letters = [
            side.letter
            for side, position in zip(told.sides, verdict.positions, strict=False)
            if annotated.id in position.members
        ]
        if letters and len(told.sides) > 1:
            parts.append(Text(f"  in position {', '.join(letters)}", style="dim"))
        own = [
            f if f.left.statement_id == annotated.id else replace(f, left=f.right, right=f.left)
            for f in verdict.findings
            if annotated.id in (f.left.statement_id, f.right.statement_id)
        ]
        parts += findings_of(index, own, look, is_brief=False)
        links = [link for link in claim.links if annotated.id in (link.left_id, link.right_id)]
        parts += links_of(index, links, look, charts=CHARTS)
    return Group(*parts)
