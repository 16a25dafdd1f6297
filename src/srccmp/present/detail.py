"""``show``: one claim, statement or article in full, with the reason for everything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.errors import NotFound
from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Evidence,
    Finding,
    Modality,
    Polarity,
    Relation,
    Span,
)
from srccmp.present import stances
from srccmp.present.course import course_rows, range_of
from srccmp.present.diff import heading
from srccmp.present.look import Look
from srccmp.present.match import links_of
from srccmp.present.safe import Piece, excerpt, merged, safe, trimmed
from srccmp.present.sources import sources
from srccmp.present.stories import heading as heading_of
from srccmp.present.stories import title_of
from srccmp.present.view import Index
from srccmp.present.words import CERTAINTY, count, interval, language, published

CONTEXT_CELLS = 200
FEWEST_DIGITS = 2
STORY = re.compile(r"s[0-9]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """What an id names: its kind (``claim``, ``statement``, ``article``, ``story``) and its full
    id."""

    kind: str
    id: str


def find(index: Index, prefix: str) -> Thing:
    """The one thing whose id begins so; raises `NotFound` with what was perhaps meant."""
    wanted = prefix.strip().lower()
    if STORY.fullmatch(wanted):  # no other id has an "s"
        index.within([wanted])
        return Thing("story", wanted)
    things = [
        *(Thing("claim", i) for i in index.claims),
        *(Thing("statement", i) for i in index.statements),
        *(Thing("article", i) for i in index.articles),
    ]
    exact = [thing for thing in things if thing.id == wanted]
    found = exact[:1] or [thing for thing in things if wanted and thing.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(_named(index, thing) for thing in found[:6])
        rest = f" and {len(found) - 6} more" if len(found) > 6 else ""
        raise NotFound(
            f"{len(found)} ids begin with {safe(prefix)!r}: {listed}{rest}",
            hint="give more of its digits",
        )
    ids = sorted({thing.id[: max(len(wanted), FEWEST_DIGITS)] for thing in things})
    near = get_close_matches(wanted, ids, n=3, cutoff=0.5)
    meant = [next(t for t in things if t.id.startswith(i)) for i in near]
    hint = "; ".join(_named(index, thing) for thing in meant)
    raise NotFound(
        f"no claim, statement or article has the id {safe(prefix)!r}",
        hint=f"did you mean {hint}?" if hint else "srccmp diff and srccmp sources show the ids",
    )


def _named(index: Index, thing: Thing) -> str:
    if thing.kind == "article":
        words = safe(index.articles[thing.id].source.name)
    else:
        statement = thing.id
        if thing.kind == "claim":
            claim = index.claims[thing.id]
            statement = index.central(claim.members, claim)
        words = trimmed(index.statements[statement].statement.text, 40)
    return f"{index.short(thing.id)} ({thing.kind}: {words})"


def show(index: Index, thing: Thing, look: Look) -> RenderableType:
    """The thing in full; of which story it is, where there are several."""
    if thing.kind == "story":
        part = index.within([thing.id])
        return Group(heading_of(index.stories[thing.id], part, look), Text(""), sources(part, look))
    if not index.has_stories:
        return _shown(index, thing, look)
    story = index.stories[_story_of(index, thing)]
    label = title_of(story, index, look.width - len(story.id) - 8)
    return Group(Text(f"story {story.id}  {label}", style="dim"), _shown(index, thing, look))


def _story_of(index: Index, thing: Thing) -> str:
    if thing.kind == "claim":
        return index.claims[thing.id].story
    article = index.article_of(thing.id) if thing.kind == "statement" else index.articles[thing.id]
    return article.story


def _shown(index: Index, thing: Thing, look: Look) -> RenderableType:
    if thing.kind == "claim":
        return claim_detail(index, index.claims[thing.id], look)
    if thing.kind == "statement":
        return statement_detail(index, index.statements[thing.id], look)
    return article_detail(index, index.articles[thing.id], look)


# A claim -------------------------------------------------------------------------------------


def claim_detail(index: Index, claim: Claim, look: Look) -> RenderableType:
    told = index.told(claim)
    parts: list[RenderableType] = [heading(told, look), Text("")]
    for rank, (side, position) in enumerate(
        zip(told.sides, told.verdict.positions or (None,), strict=True)
    ):
        style = f"bold {look.style_of(rank)}"
        label = side.label or "(one position)"
        facts = [CERTAINTY[side.certainty]] if CERTAINTY[side.certainty] else []
        facts += [f"origins: {', '.join(side.origins)}"] if side.origins else []
        head = Text(f"{side.letter}  {label}", style=style)
        head.append(f" ({side.gloss})" if side.gloss else "", style="not bold")
        head.append(look.sign("".join(f" · {fact}" for fact in facts)), style="not bold dim")
        parts.append(head)
        parts += stances.of_position(index, told, rank) if position else []
        for statement_id in position.members if position else claim.members:
            marks = index.marks(statement_id, told.verdict)
            annotated = index.statements[statement_id]
            parts.append(_in_context(index, annotated, marks, look, look.style_of(rank)))
        parts.append(Text(""))
    parts += stances.of_claim(index, told)
    if rows := course_rows(told.verdict.course):
        parts += [Text(f"course  {look.sign(row)}") for row in rows] + [Text("")]
    parts += _findings(index, told.verdict.findings, look)
    parts += links_of(index, claim.links, look)
    return Group(*parts)


def _who(index: Index, annotated: Annotated, look: Look) -> Text:
    article = index.articles[annotated.statement.article_id]
    line = Text(safe(article.source.name), style="bold")
    facts = [annotated.statement.language, published(article.published)]
    facts.append(index.short(annotated.id))
    if article.reprint_of in index.articles:
        facts.append(f"reprint of {safe(index.articles[article.reprint_of or ''].source.name)}")
    return line.append(look.sign("".join(f" · {fact}" for fact in facts)), style="not bold")


def _in_context(
    index: Index, annotated: Annotated, marks: Sequence[Span], look: Look, style: str
) -> RenderableType:
    """The statement whole, with what stands before and after it in dim, and its layers."""
    article = index.articles[annotated.statement.article_id]
    span = annotated.statement.span
    before, after = _around(index, article, annotated)
    words = Text(before + " " if before else "", style="dim")
    words.append_text(_no_dim(look.marked(_whole(article.text, span, marks), style)))
    words.append(" " + after if after else "", style="dim")
    return Group(
        Padding(_who(index, annotated, look), (0, 0, 0, 3)),
        Padding(words, (0, 0, 0, 5)),
        Padding(_layers(annotated, look), (0, 0, 0, 5)),
    )


def _no_dim(text: Text) -> Text:
    shown = Text()
    shown.append_text(text)
    shown.stylize("not dim")
    return shown


def _whole(text: str, span: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    inner = [mark.shifted(-span.start) for mark in marks if span.covers(mark)]
    words = span.of(text)
    return excerpt(words, inner, len(words))


def _around(index: Index, article: Article, annotated: Annotated) -> tuple[str, str]:
    """The sentence before and the one after; where statements leave gaps, the bare text."""
    own = annotated.statement
    others = [
        a.statement
        for a in index.comparison.statements
        if a.statement.article_id == article.id and a.id != annotated.id
    ]
    start = min(
        (s.span.start for s in others if own.sentence - 1 <= s.sentence <= own.sentence
         and s.span.stop <= own.span.start),
        default=max(article.body.start, own.span.start - CONTEXT_CELLS),
    )  # fmt: skip
    stop = max(
        (s.span.stop for s in others if own.sentence <= s.sentence <= own.sentence + 1
         and s.span.start >= own.span.stop),
        default=min(article.body.stop, own.span.stop + CONTEXT_CELLS),
    )  # fmt: skip
    before = safe(article.text[start : own.span.start]).strip()
    after = safe(article.text[own.span.stop : stop]).strip()
    return _tail(before), trimmed(after, CONTEXT_CELLS)


def _tail(words: str) -> str:
    if len(words) <= CONTEXT_CELLS:
        return words
    return "… " + words[-CONTEXT_CELLS:].partition(" ")[2]


# What a time was counted from, as `TimeRef.anchor` names it.
COUNTED_FROM = {
    "text": "as written",
    "published": "from the publication",
    "article": "from the article",
    "story": "from the story",
    "none": "year unknown",
}


def _layers(annotated: Annotated, look: Look) -> Text:
    """What was read out of the statement, one line a layer."""
    start = annotated.statement.span.start
    text = annotated.statement.text

    def said(span: Span) -> str:
        inner = text[max(0, span.start - start) : max(0, span.stop - start)]
        return f" {look.sign('“')}{safe(inner)}{look.sign('”')}" if inner else ""

    rows: list[tuple[str, list[str]]] = []
    if annotated.attribution:
        by = annotated.attribution
        speaker = safe(by.name or by.speaker or "unnamed")
        rows.append(("speaker", [f"{speaker} ({by.manner.value}, {safe(by.cue)})"]))
    rows.append(("certainty", [_certainty(annotated.modality)]))
    rows.append((
        "time",
        [
            (interval(t.earliest, t.latest, t.grain) if t.earliest and t.latest else safe(t.edtf))
            + said(t.span)
            + f" ({COUNTED_FROM.get(t.anchor, safe(t.anchor))}, {safe(t.rule)})"
            for t in annotated.times
        ],
    ))  # fmt: skip
    rows.append(
        (
            "quantity",
            [
                f"{range_of(q.low, q.high, q.approximate)} {safe(q.unit)}"
                + (f", {safe(q.role)}" if q.role else "")
                + said(q.span)
                for q in annotated.quantities
            ],
        )
    )
    rows.append(
        ("name", [f"{e.kind.value} {safe(e.key)}{said(e.span)}" for e in annotated.entities])
    )
    for slot in annotated.slots:
        denied = "not " if slot.polarity is Polarity.DENIED else ""
        rows.append((slot.facet.value, [f"{denied}{safe(slot.value)}{said(slot.span)}"]))
    shown = [f"{name}: {'; '.join(values)}" for name, values in rows if values and values != [""]]
    return Text("\n".join(shown), style="dim")


def _certainty(modality: Modality) -> str:
    denied = ["denied"] if modality.polarity is Polarity.DENIED else []
    return ", ".join([modality.certainty.value, *denied])


# Findings and links --------------------------------------------------------------------------


def _findings(index: Index, findings: Sequence[Finding], look: Look) -> list[RenderableType]:
    if not findings:
        return []
    parts: list[RenderableType] = [Text(count(len(findings), "finding"), style="bold")]
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        before = (finding.opinion.before,) if finding.opinion else ()
        head = (finding.relation, finding.facet, finding.level, before)
        alike.setdefault(head, []).append(finding)
    for group in alike.values():
        parts += _alike(index, group, look)
    return [*parts, Text("")]


def _alike(index: Index, group: Sequence[Finding], look: Look) -> list[RenderableType]:
    """Findings of one kind: the words that stand against the same others are listed together."""
    first = group[0]
    head = look.relation(first.relation, is_loud=False)
    head.append(f" {first.facet.value}: {safe(first.level)}", style="not bold default")
    if len(group) > 1:
        head.append(look.sign(f" · {len(group)} pairs"), style="not bold dim")
    elif first.reason and first.reason != first.level:
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
            parts += [Padding(_evidence(index, side, look), (0, 0, 0, 4)) for side in family]
        return parts
    between = Text("against" if first.relation is Relation.CONFLICT else "and", style="dim")
    for lefts, rights in _sides(group):
        parts += [Padding(_evidence(index, side, look), (0, 0, 0, 4)) for side in lefts]
        parts.append(Padding(between, (0, 0, 0, 6)))
        parts += [Padding(_evidence(index, side, look), (0, 0, 0, 4)) for side in rights]
    return parts


# Relations whose confidence is more than that of the match.
WEIGHED = frozenset({Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR})


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


def _sides(group: Sequence[Finding]) -> list[tuple[list[Evidence], tuple[Evidence, ...]]]:
    """Each set of right sides with all the left sides that it stands against."""
    rights: dict[Evidence, list[Evidence]] = {}
    for finding in group:
        rights.setdefault(finding.left, []).append(finding.right)
    lefts: dict[tuple[Evidence, ...], list[Evidence]] = {}
    for left, found in rights.items():
        lefts.setdefault(tuple(dict.fromkeys(found)), []).append(left)
    return [(left, right) for right, left in lefts.items()]


def _evidence(index: Index, side: Evidence, look: Look) -> Text:
    annotated = index.statements[side.statement_id]
    article = index.article_of(side.statement_id)
    line = Text().append(safe(article.source.name), style="bold")
    line.append(f" {index.short(annotated.id)}: ", style="dim")
    text = annotated.statement.text
    start = annotated.statement.span.start
    if annotated.statement.span.covers(side.span):
        # Where the whole statement is the evidence, no word of it stands out.
        is_whole = side.span == annotated.statement.span
        marks = () if is_whole else (side.span.shifted(-start),)
        words = look.marked(excerpt(text, marks, 60))
    else:
        words = look.marked((Piece(index.words(side.statement_id, side.span), is_marked=True),))
    return line.append_text(words)


# A statement, an article ---------------------------------------------------------------------


def statement_detail(index: Index, annotated: Annotated, look: Look) -> RenderableType:
    claims = index.claims_of.get(annotated.id, [])
    marks = merged(
        span for claim in claims for span in index.marks(annotated.id, index.verdicts[claim.id])
    )
    parts: list[RenderableType] = [
        Text("STATEMENT", style="bold"),
        _in_context(index, annotated, marks, look, "cyan"),
        Text(""),
    ]
    if not claims:
        parts.append(Text("In no claim: nothing to compare it with was found."))
    for claim in claims:
        verdict = index.verdicts[claim.id]
        parts.append(heading(index.told(claim), look))
        own = [
            f for f in verdict.findings
            if annotated.id in (f.left.statement_id, f.right.statement_id)
        ]  # fmt: skip
        parts += _findings(index, own, look)
        links = [link for link in claim.links if annotated.id in (link.left_id, link.right_id)]
        parts += links_of(index, links, look)
    return Group(*parts)


def article_detail(index: Index, article: Article, look: Look) -> RenderableType:
    head = Text(safe(article.source.name), style="bold cyan")
    facts = [language(article.language), published(article.published), index.short(article.id)]
    facts += [f"by {safe(article.author)}"] if article.author else []
    head.append(look.sign("".join(f" · {fact}" for fact in facts)), style="not bold")
    parts: list[RenderableType] = [head]
    if article.title:
        parts.append(Text(safe(article.title), style="bold"))
    parts.append(Text(safe(article.path), style="dim"))
    if article.url:
        parts.append(Text(safe(article.url), style="dim"))
    decided = [
        f"source by {article.source.decided_by}",
        f"language by {article.language.decided_by}",
        f"date by {article.published.decided_by}" if article.published else "no date was found",
    ]
    if article.reprint_of in index.articles:
        first = index.articles[article.reprint_of or ""]
        decided.append(f"reprint of {first.source.name} {index.short(first.id)}")
    if article.origins:
        decided.append(f"repeats {', '.join(map(index.origin, article.origins))}")
    parts += [Text(look.sign(" · ").join(map(safe, decided)), style="dim")]
    parts += [Text(told, style="dim") for told in index.kinship(article.id)]
    parts.append(Text(""))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for annotated in index.comparison.statements:
        if annotated.statement.article_id != article.id:
            continue
        signs = Text()
        for claim in index.claims_of.get(annotated.id, []):
            mark = look.mark(index.verdicts[claim.id].relation)
            signs.append("\n" if signs else "").append_text(mark)
            signs.append(f" {index.short(claim.id)}", style="not bold default")
        table.add_row(
            Text(index.short(annotated.id), style="dim"),
            signs,
            Text(safe(annotated.statement.text).strip()),
        )
    return Group(
        *parts, table, *stances.of_article(index, article, look), *_dropped(index, article, look)
    )


def _dropped(index: Index, article: Article, look: Look) -> list[RenderableType]:
    """What of the article became no statement, with the rule and the line of each piece."""
    messages = []
    for note in index.comparison.notes:
        if note.stage == "segment" and note.subject == article.id:
            messages.append(note.message)
        elif note.code == "boilerplate" and note.subject == article.path:
            told = note.message.removeprefix(f"{article.path}: ")
            messages.append(f"{note.code}: {told}")
    if not messages:
        return []
    head = Text("Left out", style="bold").append(
        look.sign(f" ({len(messages)}): no part of the account"), style="not bold dim"
    )
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for message in sorted(messages, key=_line):
        why, _, words = message.partition(": ")
        table.add_row(Text(f"  {safe(why)}", style="dim"), Text(safe(words)))
    return [Text(""), head, table]


def _line(message: str) -> int:
    """The line that a note on a dropped piece names; 0 where it names none."""
    found = re.match(r"[^:]*, line (\d+): ", message)
    return int(found[1]) if found else 0
