"""A claim in full: the matter in a few lines, then each position's texts, how they compare, and why
they were matched."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.model import Claim, Stance, State
from srccmp.present import stances
from srccmp.present.course import course_rows
from srccmp.present.detail.findings import findings_of
from srccmp.present.detail.texts import USUAL, Extent, Passages
from srccmp.present.diff import heading
from srccmp.present.look import Look
from srccmp.present.match import links_of
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import span_of
from srccmp.present.view import Index, Side, Told
from srccmp.present.words import CERTAINTY, ONE_TEXT, count, some

POSITIONS = 6  # told in the head; the others stand below
NAMES = 6  # sources named of those that tell it alike; all stand below
LABEL = 60  # letters of a position's words in the head


def claim_detail(index: Index, claim: Claim, look: Look, extent: Extent = USUAL) -> RenderableType:
    told = index.told(claim)
    parts: list[RenderableType] = [*head(index, told, look), Text("")]
    passages = Passages(index, look, extent)
    has_sides = bool(told.verdict.positions)
    for rank, side in enumerate(told.sides):
        style = look.style_of(rank)
        if has_sides and (title := _title(index, told, rank, look)):
            parts.append(title)
        members = told.verdict.positions[rank].members if has_sides else claim.members
        marks = {i: index.marks(i, told.verdict) for i in members}
        parts += passages.of(members, marks.__getitem__, style if side.label else "")
        parts.append(Text(""))
    if aside := outside(told):
        parts.append(Text("On no side", style="bold"))
        marks = {i: index.marks(i, told.verdict) for i in aside}
        parts += [*passages.of(aside, marks.__getitem__, ""), Text("")]
    parts += findings_of(index, told.verdict.findings, look, is_brief=True)
    parts += links_of(index, claim.links, look)
    return Group(*parts)


def outside(told: Told) -> list[str]:
    """Members that take no side, where there are sides."""
    taken = {member for position in told.verdict.positions for member in position.members}
    return [member for member in told.claim.members if taken and member not in taken]


def head(index: Index, told: Told, look: Look) -> list[RenderableType]:
    """What a busy reader needs: the relation, what it is about, who says what, the course of an
    update, who is silent, how much stands below."""
    verdict = told.verdict
    title = trimmed(told.central.annotated.statement.text, look.width - 4)
    parts: list[RenderableType] = [heading(told, look)]
    parts.append(Padding(Text(title, style="bold"), (0, 0, 0, 2)))
    for rank, side in enumerate(told.sides[:POSITIONS] if verdict.positions else ()):
        parts.append(Padding(_in_short(index, told, rank, side, look), (0, 0, 0, 2)))
    if len(told.sides) > POSITIONS:
        more = count(len(told.sides) - POSITIONS, "position")
        parts.append(Padding(Text(f"and {more} more, below", style="dim"), (0, 0, 0, 2)))
    for row in course_rows(index, verdict.course):
        parts.append(Padding(Text(f"course  {look.sign(row)}"), (0, 0, 0, 2)))
    parts += [Padding(row, (0, 0, 0, 2)) for row in stances.of_claim(index, told)[:1]]
    if told.is_one_text:
        line = f"{look.sign('≈')} {ONE_TEXT}"
        parts.append(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    parts.append(Padding(Text(_below(told, look), style="dim"), (0, 0, 0, 2)))
    return parts


def _hung(sign: str, words: Text, style: str) -> RenderableType:
    """A position's letter, and beside it words on as many lines as they need."""
    if not sign:
        return words
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(sign, style), words)
    return grid


def _in_short(index: Index, told: Told, rank: int, side: Side, look: Look) -> RenderableType:
    """A position in a line: its words, who asserts, reports, denies or hedges them, when."""
    style = f"bold {look.style_of(rank)}"
    line, letter = Text(), ""
    if len(told.sides) > 1:  # else it is the claim itself, whose words stand above
        opened, closed = look.sign("“"), look.sign("”")
        label = trimmed(side.label or told.central.annotated.statement.text, LABEL)
        letter = side.letter
        line.append(f"{opened}{label}{closed}", style)
        line.append(f" ({side.gloss})" if side.gloss else "")
        line.append(look.sign(" ≠ denied") if side.is_denied else "", style="bold")
        line.append(": ")
    line.append(_states(index, told.verdict.stances, rank))
    position = told.verdict.positions[rank]
    articles = {a.id: a for a in map(index.article_of, position.members)}
    if when := span_of(articles.values()):
        line.append(look.sign(f" · {when.removeprefix(', published ')}"), style="dim")
    return _hung(letter, line, style)


def _states(index: Index, all_stances: Sequence[Stance], rank: int) -> str:
    parts = []
    for state in State:
        names = [
            index.origin(stance.source)
            for stance in all_stances
            if (rank, state) in zip(stance.positions, stance.states, strict=True)
        ]
        if names:
            verb = state.value if len(names) == 1 else state.value.removesuffix("s")
            verb = "deny" if verb == "denie" else verb
            parts.append(f"{some(names, NAMES)} {verb}")
    return "; ".join(parts)


def _below(told: Told, look: Look) -> str:
    claim, verdict = told.claim, told.verdict
    parts = [f"{count(len(claim.members), 'statement')} in {count(told.texts, 'text')}"]
    if verdict.findings:
        decisive = sum(f.relation is verdict.relation for f in verdict.findings)
        named = f", {decisive} {verdict.relation.value}" if decisive else ""
        parts.append(count(len(verdict.findings), "finding") + named)
    if claim.links:
        parts.append(count(len(claim.links), "matched pair"))
    return look.sign(" · ").join(parts)


def _title(index: Index, told: Told, rank: int, look: Look) -> RenderableType | None:
    """Above a position's texts: its letter and words, whom it comes from; of the only one, the
    latter alone, None where nothing is known of it."""
    side, position = told.sides[rank], told.verdict.positions[rank]
    facts = [CERTAINTY[side.certainty]] if CERTAINTY[side.certainty] else []
    said = []
    for speaker in position.speakers:
        told_by = dict.fromkeys(
            safe(index.article_of(statement).source.name) for statement in speaker.statements
        )
        said.append(f"{safe(speaker.name)} ({some(list(told_by), NAMES)})")
    facts += [f"said by {', '.join(said)}"] if said else []
    facts += [f"origins: {', '.join(side.origins)}"] if side.origins else []
    if len(told.sides) == 1:
        return Text(look.sign(" · ").join(facts), style="dim") if facts else None
    style = f"bold {look.style_of(rank)}"
    line = Text().append(side.label or "(no words of its own)", style)
    line.append(look.sign("".join(f" · {fact}" for fact in facts)), style="dim")
    return _hung(side.letter, line, style)
