"""The findings of a claim: those that come to the same under one heading, each word that they rest
on named once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from srccmp.model import Evidence, Finding, Relation
from srccmp.present.findings import families, kinds, sides_of, sureness
from srccmp.present.look import Look
from srccmp.present.safe import excerpt, safe, trimmed
from srccmp.present.view import Index
from srccmp.present.words import count, some

ROOM = 60  # letters of evidence where its text stands elsewhere
VOICES = 12  # named of those that have words alike
QUOTED = 100  # letters of words that are quoted whole


def findings_of(
    index: Index, findings: Sequence[Finding], look: Look, *, is_brief: bool
) -> list[RenderableType]:
    """How the statements compare, facet by facet: what decides first. ``is_brief`` where the texts
    stand above: then the deciding words alone are quoted."""
    if not findings:
        return []
    numbers = Counter(finding.relation for finding in findings)
    told = ", ".join(f"{numbers[r]} {r.value}" for r in Relation if numbers[r])
    title = Text(count(len(findings), "finding"), style="bold")
    title.append(look.sign(f" · {told}") if len(numbers) > 1 else "", style="not bold dim")
    ranks = list(Relation)
    ordered = sorted(kinds(findings), key=lambda group: ranks.index(group[0].relation))
    parts: list[RenderableType] = [title]
    for group in ordered:
        parts += _alike(index, group, look, is_brief=is_brief)
    return [*parts, Text("")]


def _alike(
    index: Index, group: Sequence[Finding], look: Look, *, is_brief: bool
) -> list[RenderableType]:
    """Findings of one kind: the words that stand against the same others are listed together."""
    first = group[0]
    head = look.relation(first.relation, is_loud=False)
    head.append(f" {first.facet.value}: {safe(first.level)}", style="not bold default")
    if len(group) > 1:
        head.append(look.sign(f" · {len(group)} pairs"), style="not bold dim")
    elif first.reason != first.level and first.reason and first.relation is not Relation.AGREE:
        head.append(f" ({safe(first.reason)})", style="not bold dim")
    if sure := sureness(group):
        head.append(look.sign(f" · {sure}"), style="not bold dim")
    if told := _opinion(group):
        head.append(look.sign(f" · {told}"), style="not bold dim")
    parts: list[RenderableType] = [Padding(head, (0, 0, 0, 2))]
    if first.relation is Relation.AGREE:
        for rank, family in enumerate(families(group)):
            if rank:
                parts.append(Padding(Text("and, apart from these,", style="dim"), (0, 0, 0, 6)))
            parts += _listed(index, family, look, is_brief=is_brief)
        return parts
    word = "against" if first.relation is Relation.CONFLICT else "and"
    for lefts, rights, pairs in sides_of(group):
        parts += _listed(index, lefts, look, is_brief=is_brief)
        whole = len(lefts) * len(rights)
        told = word if pairs == whole else f"{word} ({pairs} of {whole} pairs)"
        parts.append(Padding(Text(told, style="dim"), (0, 0, 0, 6)))
        parts += _listed(index, rights, look, is_brief=is_brief)
    return parts


def _opinion(group: Sequence[Finding]) -> str:
    """What the second opinion says of findings that it changed or made; "" where it did neither."""
    opinions = [finding.opinion for finding in group if finding.opinion]
    if not opinions:
        return ""
    is_same = opinions[0].entailment > opinions[0].contradiction
    scores = [each.entailment if is_same else each.contradiction for each in opinions]
    low, high = f"{min(scores):.2f}", f"{max(scores):.2f}"
    told = "entailment " if is_same else "contradiction "
    told += low if low == high else f"{low} to {high}"
    before = opinions[0].before
    return f"{before.value} before the second opinion, {told}" if before else told


# The words -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that several statements have alike, and who has them."""

    words: Text
    voices: list[str]


def _listed(
    index: Index, sides: Sequence[Evidence], look: Look, *, is_brief: bool
) -> list[RenderableType]:
    """One line a wording, with everyone who has it."""
    alike: dict[str, _Said] = {}
    for side in dict.fromkeys(sides):
        words = _words(index, side, look, is_brief=is_brief)
        name = safe(index.article_of(side.statement_id).source.name)
        voice = f"{name} {index.short(side.statement_id)}"
        key = words.plain.casefold()
        alike.setdefault(key, _Said(words, [])).voices.append(voice)
    rows: list[RenderableType] = []
    for said in alike.values():
        line = Text().append(some(said.voices, VOICES), style="bold").append(": ")
        line.append_text(said.words)
        rows.append(Padding(line, (0, 0, 0, 4)))
    return rows


def _words(index: Index, side: Evidence, look: Look, *, is_brief: bool) -> Text:
    """The words that a finding rests on, between signs; where it rests on the whole statement, its
    beginning without signs."""
    statement = index.statements[side.statement_id].statement
    if side.span == statement.span:
        return Text(trimmed(statement.text, ROOM))
    if is_brief or not statement.span.covers(side.span):
        words = trimmed(index.words(side.statement_id, side.span), QUOTED)
        return Text(look.sign("⟦") + words + look.sign("⟧"), style="bold")
    marks = (side.span.shifted(-statement.span.start),)
    return Text().append_text(look.marked(excerpt(statement.text, marks, ROOM)))
