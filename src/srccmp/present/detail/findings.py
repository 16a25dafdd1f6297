"""The findings of a claim: those that come to the same under one heading, each word that they rest
on named once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from srccmp.model import Certainty, Evidence, Facet, Finding, Relation
from srccmp.present.look import Look
from srccmp.present.safe import excerpt, safe, trimmed
from srccmp.present.view import Index
from srccmp.present.words import count, some

# Relations whose confidence is more than that of the match.
WEIGHED = frozenset({Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR})
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
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in map(turned, findings):
        before = (finding.opinion.before,) if finding.opinion else ()
        head = (finding.relation, finding.facet, finding.level, before)
        alike.setdefault(head, []).append(finding)
    ranks = list(Relation)
    ordered = sorted(alike.values(), key=lambda group: ranks.index(group[0].relation))
    parts: list[RenderableType] = [title]
    for group in ordered:
        parts += _alike(index, group, look, is_brief=is_brief)
    return [*parts, Text("")]


def turned(finding: Finding) -> Finding:
    """Hedged against asserted is asserted against hedged the other way round: the surer one is on
    the left, so that both stand under one heading."""
    if finding.facet is not Facet.CERTAINTY:
        return finding
    left, between, right = finding.level.partition(" against ")
    sure = list(Certainty)
    if not between or left not in sure or right not in sure:
        return finding
    if sure.index(Certainty(left)) <= sure.index(Certainty(right)):
        return finding
    level = f"{right} against {left}"
    reason = level if finding.reason == finding.level else finding.reason
    return replace(finding, level=level, reason=reason, left=finding.right, right=finding.left)


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
    if first.relation in WEIGHED and (sure := _sureness(group)):
        head.append(look.sign(f" · {sure}"), style="not bold dim")
    if told := _opinion(group):
        head.append(look.sign(f" · {told}"), style="not bold dim")
    parts: list[RenderableType] = [Padding(head, (0, 0, 0, 2))]
    if first.relation is Relation.AGREE:
        for rank, family in enumerate(_families(group)):
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


def _sureness(group: Sequence[Finding]) -> str:
    """How sure the findings are, in per cent; "" where that was not measured."""
    each = sorted({round(f.confidence * 100) for f in group if f.confidence is not None})
    if not each:
        return ""
    told = f"{each[0]} %" if len(each) == 1 else f"{each[0]}–{each[-1]} %"
    return (
        f"a conflict after all: {told}" if group[0].relation is Relation.UNCLEAR else f"{told} sure"
    )


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


def _families(group: Sequence[Finding]) -> list[list[Evidence]]:
    """The sides of agreeing pairs, those together that a chain of pairs joins."""
    families: list[list[Evidence]] = []
    for finding in group:
        joined = [f for f in families if finding.left in f or finding.right in f]
        family = [side for each in joined for side in each]
        family += [s for s in (finding.left, finding.right) if s not in family]
        place = families.index(joined[0]) if joined else len(families)
        families = [f for f in families if f not in joined]
        families.insert(place, family)
    return families


Sides = tuple[list[Evidence], list[Evidence], int]


def sides_of(group: Sequence[Finding]) -> list[Sides]:
    """Pairs as two lists that stand against each other, and of how many pairs they are: one entry
    where a chain of pairs joins all and two lists can be made of them, else one entry for each set
    of right sides.

    Which side of a finding is the left one depends on the order of the articles and tells nothing.
    """
    found: list[Sides] = []
    for family in _families(group):
        inside = [finding for finding in group if finding.left in family]
        if (split := _in_two(family, inside)) is not None:
            found.append((*split, len(inside)))
        else:
            found += _by_right(inside)
    return found


def _in_two(
    family: Sequence[Evidence], pairs: Sequence[Finding]
) -> tuple[list[Evidence], list[Evidence]] | None:
    """The family in two lists so that no pair lies within one; None where there are no such. As the
    pairs join all of it, there is no other way to do it."""
    place: dict[Evidence, bool] = {pairs[0].left: False}
    is_growing = True
    while is_growing:
        is_growing = False
        for pair in pairs:
            for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                if one in place and other not in place:
                    place[other] = not place[one]
                    is_growing = True
    if any(place[pair.left] == place[pair.right] for pair in pairs):
        return None
    return [e for e in family if not place[e]], [e for e in family if place[e]]


def _by_right(group: Sequence[Finding]) -> list[Sides]:
    """Each set of right sides with all the left sides that it stands against."""
    rights: dict[Evidence, list[Evidence]] = {}
    for finding in group:
        rights.setdefault(finding.left, []).append(finding.right)
    lefts: dict[tuple[Evidence, ...], list[Evidence]] = {}
    for left, found in rights.items():
        lefts.setdefault(tuple(dict.fromkeys(found)), []).append(left)
    return [(left, list(right), len(left) * len(right)) for right, left in lefts.items()]


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
