"""``diff``: what is disputed, who says what, how surely, since when, and out of how many mouths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.model import Relation
from srccmp.present.course import course_rows
from srccmp.present.look import Look
from srccmp.present.safe import excerpt, safe, trimmed
from srccmp.present.stories import by_story, span_of
from srccmp.present.view import EVERYTHING, Filter, Index, Member, Side, Told, check, passing
from srccmp.present.words import CERTAINTY, HEADINGS, count, published

# A bar between an empty first column and the words: "  │ words", on every line of a long text.
BAR = box.Box("    \n  │ \n    \n  │ \n    \n    \n  │ \n    \n")
PLAIN_BAR = box.Box("    \n  | \n    \n  | \n    \n    \n  | \n    \n", ascii=True)
BLOCKS = (Relation.CONFLICT, Relation.UPDATE)
ALWAYS_LISTED = (Relation.CONFLICT, Relation.UPDATE, Relation.AGREE)
THREE_ABREAST = 150
NAMES_SHOWN = 4
# The notes that say how many pairs of statements were compared, and what a second opinion changed.
BELOW = ("pairs", "nli-asked")
LONGEST_ALIGNED = 24
VOICES_SHOWN = 6  # of a position, each in words of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which claims ``diff`` lists: ``all`` also those that are only counted otherwise, ``limit``
    at most so many (None: no limit)."""

    filter: Filter = EVERYTHING
    all: bool = False
    limit: int | None = None

    def shown(self, told: Sequence[Told]) -> list[Told]:
        """What is listed, cut to the limit."""
        return [t for t in told if self.lists(t.verdict.relation)][: self.limit]

    def lists(self, relation: Relation) -> bool:
        return self.all or relation in (self.filter.relations or ALWAYS_LISTED)


def diff(index: Index, listing: Listing, look: Look) -> RenderableType:
    """The summary, the claims by relation, and what was left out; a story after the other."""
    check(index, listing.filter)
    picture = by_story(index, lambda part: _diff(part, listing, look), look, has_facts=False)
    notes = [
        Text(f"{safe(note.message)}.", "dim")
        for note in index.comparison.notes
        if note.code in BELOW
    ]
    return Group(picture, *([Text("")] if index.has_stories else []), *notes)


def _diff(index: Index, listing: Listing, look: Look) -> RenderableType | None:
    told = passing(index, listing.filter)
    if not told and index.is_part and listing.filter != EVERYTHING:
        return None
    listed = [t for t in told if listing.lists(t.verdict.relation)]
    shown = listing.shown(told)
    parts: list[RenderableType] = [*summary(index, told, look, listing.filter), Text("")]
    for relation in Relation:
        of_relation = [t for t in shown if t.verdict.relation is relation]
        if not of_relation:
            continue
        if relation in BLOCKS:
            for each in of_relation:
                parts += [claim_block(each, look), Text("")]
        else:
            parts += [_rows(relation, of_relation, look), Text("")]
    if listing.all:
        loose = index.loose()
        if loose and not listing.filter.relations and not listing.filter.facets:
            parts.append(Text(f"{count(len(loose), 'statement')} in no claim", style="dim"))
    parts += footer(listed, shown, told, listing)
    return Group(*parts)


# The summary ---------------------------------------------------------------------------------


def summary(
    index: Index, told: Sequence[Told], look: Look, wanted: Filter = EVERYTHING
) -> list[Text]:
    """What a busy reader can quote: how much was compared, what came of it, the main dispute."""
    lines = [Text(_compared(index)), _counts(told, look)]
    disputes = [t for t in told if t.verdict.relation is Relation.CONFLICT]
    if disputes:
        lines.append(_main_dispute(disputes[0], look))
    elif not wanted.relations or Relation.CONFLICT in wanted.relations:
        among = "" if wanted == EVERYTHING else " among these"
        lines.append(Text(f"No conflict was found{among}.", style="bold"))
    return lines


def _compared(index: Index) -> str:
    articles = index.comparison.articles
    sources = {article.source.key for article in articles}
    codes = Counter(article.language.code for article in articles)
    spoken = ", ".join(f"{code} {n}" for code, n in sorted(codes.items(), key=lambda c: (-c[1], c)))
    voices = f"{count(len(articles), 'article')} by {count(len(sources), 'source')}"
    return f"{voices} ({spoken}){span_of(articles)}"


def _counts(told: Sequence[Told], look: Look) -> Text:
    numbers = Counter(t.verdict.relation for t in told)
    line = Text()
    for relation in Relation:
        if not numbers[relation]:
            continue
        if line:
            line.append("   ")
        one, many = HEADINGS[relation]
        mark = look.mark(relation)
        line.append_text(mark).append(
            f" {numbers[relation]} {one if numbers[relation] == 1 else many}",
            style=mark.style if relation is not Relation.SINGLE else "",
        )
    return line if line else Text("Nothing to show.")


def _main_dispute(told: Told, look: Look) -> Text:
    facet = f" ({told.verdict.facet.value})" if told.verdict.facet else ""
    line = Text(f"Most disputed{facet}: ")
    for rank, side in enumerate(told.sides):
        if rank:
            line.append("; " if len(told.sides) > 2 else " against ")
        opened, closed = look.sign("“"), look.sign("”")
        words = side.label or side.members[0].annotated.statement.text
        label = trimmed(words, 48)
        line.append(f"{opened}{label}{closed}", style=f"bold {look.style_of(rank)}")
        line.append(f" ({side.gloss})" if side.gloss else "")
        line.append(" denied" if side.is_denied else "", style="bold")
        line.append(f" ({_some(_names(side.members))})")
    return line.append(f". {_voices(told)}.".replace(" · ", ", "))


def _names(members: Iterable[Member]) -> list[str]:
    return list(dict.fromkeys(safe(member.article.source.name) for member in members))


def _some(names: Sequence[str]) -> str:
    """
    >>> _some(["a", "b", "c", "d", "e", "f"])
    'a, b, c and 3 more'
    """
    if len(names) <= NAMES_SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[: NAMES_SHOWN - 1])} and {len(names) - NAMES_SHOWN + 1} more"


def _voices(told: Told) -> str:
    verdict = told.verdict
    return f"{count(verdict.sources, 'source')} · {count(verdict.origins, 'origin')}"


# A dispute or an update ----------------------------------------------------------------------


def claim_block(told: Told, look: Look) -> RenderableType:
    """The claim's heading and title, then its positions: side by side where there is room."""
    title = trimmed(told.central.annotated.statement.text, look.width - 4)
    parts: list[RenderableType] = [
        heading(told, look),
        Padding(Text(title, style="bold"), (0, 0, 0, 2)),
    ]
    if told.verdict.relation is Relation.UPDATE:
        parts += [
            Padding(Text(look.sign(row)), (0, 0, 0, 2)) for row in course_rows(told.verdict.course)
        ]
    abreast = 3 if look.width >= THREE_ABREAST else 2
    if look.is_wide and 2 <= len(told.sides) <= abreast:
        parts.append(_side_by_side(told, look))
    else:
        parts += [_stacked(side, rank, look) for rank, side in enumerate(told.sides)]
    if told.left_out:
        parts.append(Padding(Text(_left_out(told), "dim"), (0, 0, 0, 2)))
    return Group(*parts)


def _left_out(told: Told) -> str:
    return f"left out by: {_some(told.left_out)}"


def heading(told: Told, look: Look) -> RenderableType:
    left = look.relation(told.verdict.relation)
    if told.verdict.facet:
        left.append(look.sign(f" · {told.verdict.facet.value}"))
    right = Text(look.sign(f"{_voices(told)} · "))
    right.append(told.short, style="bold")
    if look.width < left.cell_len + right.cell_len + 2:
        return Group(left, Padding(right, (0, 0, 0, 2)))
    line = Table.grid(expand=True, padding=0)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(left, right)
    return line


def _side_by_side(told: Told, look: Look) -> RenderableType:
    table = Table(box=look.panel, expand=True, padding=(0, 1), border_style="dim")
    width = (look.width - 1) // len(told.sides) - 3
    for rank, side in enumerate(told.sides):
        table.add_column(_side_head(side, rank, look, 0), ratio=1, overflow="fold")
    table.add_row(*(_members(side, rank, look, width) for rank, side in enumerate(told.sides)))
    return table


def _stacked(side: Side, rank: int, look: Look) -> RenderableType:
    width = look.width - 4
    table = Table(
        box=BAR if look.is_unicode else PLAIN_BAR,
        show_edge=False,
        show_header=False,
        padding=(0, 0),
        border_style=look.style_of(rank),
    )
    table.add_column(width=2)
    table.add_column(width=width - 1, overflow="fold")
    table.add_row("", Padding(_members(side, rank, look, width - 2), (0, 0, 0, 1)))
    head = Padding(_side_head(side, rank, look, look.width - 2), (0, 0, 0, 2))
    return Group(head, table)


def _side_head(side: Side, rank: int, look: Look, width: int) -> Text:
    """The position's letter and label, then how many say so, since when, how surely; on a line of
    their own where the width (0: none) has no room."""
    style = f"bold {look.style_of(rank)}"
    head = Text(f"{side.letter}  ", style=style)
    head.append(trimmed(side.label, 200) or "(no words of its own)", style=style)
    head.append(f" ({side.gloss})" if side.gloss else "", style="not bold")
    facts = ["≠ denied"] if side.is_denied else []
    facts.append(count(side.sources, "source"))
    if side.origins:
        facts.append(count(len(side.origins), "origin"))
    if side.since:
        facts.append(f"since {published(side.since)}")
    if CERTAINTY[side.certainty]:
        facts.append(CERTAINTY[side.certainty])
    line = Text(look.sign("   " + " · ".join(facts)), style="dim")
    if head.cell_len + line.cell_len <= width:
        return head.append_text(line)
    return Text("\n").join([head, line])


def _members(side: Side, rank: int, look: Look, width: int) -> RenderableType:
    parts: list[RenderableType] = []
    names = max((len(safe(m.article.source.name)) for m in side.members), default=0)
    days = max((len(published(m.article.published)) for m in side.members), default=0)
    # Two lines of words a source: the clause with the evidence is always whole (see `excerpt`).
    room = max(60, 2 * (width - 2))
    alike: dict[str, tuple[Text, list[Member]]] = {}
    for member in side.members:
        text = member.annotated.statement.text
        words = look.marked(excerpt(text, member.text_marks, room), look.style_of(rank))
        same = "".join(filter(str.isalnum, words.plain.casefold()))
        alike.setdefault(same, (words, []))[1].append(member)
    groups = list(alike.values())
    for words, members in groups[:VOICES_SHOWN]:
        parts += [_meta(m, look, width, min(names, LONGEST_ALIGNED), days) for m in members]
        parts.append(Padding(words, (0, 0, 0, 2)))
    if rest := _names(m for _, members in groups[VOICES_SHOWN:] for m in members):
        parts.append(Text(f"also: {', '.join(rest)}"))
    if side.origins and list(side.origins) != _names(side.members):
        parts.append(Text(f"origins: {_some(side.origins)}", style="dim"))
    return Group(*parts)


def _meta(member: Member, look: Look, width: int, names: int, days: int) -> Text:
    """Source, language and date, aligned; then how surely and whose words, on a line of their own
    where they do not fit."""
    name = safe(member.article.source.name)
    line = Text().append(name.ljust(names), style="bold")
    line.append("  " + member.annotated.statement.language)
    line.append("  " + published(member.article.published).ljust(days))
    facts = [CERTAINTY[member.certainty]]
    facts.append(look.sign("≠ denied") if member.is_denied else "")
    facts.append(f"per {member.speaker}" if member.speaker else "")
    facts.append(f"reprint of {member.reprint_of}" if member.reprint_of else "")
    facts.append(f"+{member.more} more" if member.more else "")
    facts.append(f"also in {', '.join(member.also)}" if member.also else "")
    if not any(facts):
        line.rstrip()
    rows = [line]
    for fact in filter(None, facts):
        style = "italic" if fact.startswith("per ") else ""
        told = Text("  ").append(fact, style=style)
        if rows[-1].cell_len + told.cell_len > width:
            rows.append(Text(look.sign("  ·")))
            told = told[1:]
        rows[-1].append_text(told)
    return Text("\n").join(rows)


# Rows of what agrees, and of what is only counted otherwise ----------------------------------


def _rows(relation: Relation, told: Sequence[Told], look: Look) -> RenderableType:
    head = look.relation(relation)
    head.append(look.sign(f" · {count(len(told), 'claim')}"))
    table = Table(box=None, show_header=True, header_style="dim", expand=True, padding=(0, 2, 0, 0))
    is_narrow = look.width < 72
    many_tongues = len({m.annotated.statement.language for t in told for m in t.members}) > 1
    table.add_column("  id", no_wrap=True)
    if not is_narrow and relation is not Relation.SINGLE:
        table.add_column("sources" if look.is_wide else "src", justify="right", no_wrap=True)
        table.add_column("origins" if look.is_wide else "orig", justify="right", no_wrap=True)
    table.add_column("what", ratio=3, overflow="fold")
    if not is_narrow:
        # As wide as the longest list of names, a third of the screen at most, but no name broken.
        listed = [[len(_with_language(m, many_tongues)) for m in t.members] for t in told]
        whole = max(sum(names) + 2 * len(names) - 2 for names in listed)
        one = max(1 + max(names) for names in listed)
        room = min(max(one, look.width * 3 // 10), max(whole, len("told by")), look.width // 2)
        table.add_column("told by", width=room, overflow="fold")
    for each in told:
        names = Text(", ".join(_with_language(m, many_tongues) for m in each.members))
        what = _what(each, look)
        sign = Text("  ").append(each.short, style="bold")
        if is_narrow:
            voices = Text(look.sign(f" · {_voices(each)}"), style="dim")
            if relation is Relation.SINGLE:
                voices = Text()
            table.add_row(sign, Group(what, names.append_text(voices)))
            continue
        counts = (str(each.verdict.sources), str(each.verdict.origins))
        table.add_row(sign, *(counts if relation is not Relation.SINGLE else ()), what, names)
    return Group(head, table)


def _with_language(member: Member, many_tongues: bool) -> str:
    name = safe(member.article.source.name)
    return f"{name} {member.annotated.statement.language}" if many_tongues else name


def _what(told: Told, look: Look) -> Text:
    """The central member's words; what differs stands beside it where the claim has sides."""
    statement = told.central.annotated.statement
    text = Text("".join(p.words for p in excerpt(statement.text, (), max(60, look.width))))
    labels = [side.label for side in told.sides if side.label]
    if told.verdict.relation in (Relation.COMPATIBLE, Relation.UNCLEAR) and len(labels) > 1:
        told_apart = look.sign(" / ").join(trimmed(label, 40) for label in labels)
        text.append(f"\n{told_apart}", style="dim")
    if told.is_one_text:
        text.append(f"\n{look.sign('≈')} reprints of one text: one origin", style="dim")
    if told.left_out:
        text.append(f"\n{_left_out(told)}", style="dim")
    return text


DOUBTS = 5  # claims named of those that may be in conflict


def _is_doubtful(told: Told) -> bool:
    """Whether a claim that is not in conflict has a difference that may be one."""
    return told.verdict.relation not in (Relation.CONFLICT, Relation.UPDATE) and any(
        finding.relation is Relation.UNCLEAR for finding in told.verdict.findings
    )


def footer(
    listed: Sequence[Told],
    shown: Sequence[Told],
    told: Sequence[Told],
    listing: Listing,
) -> list[RenderableType]:
    """What is not listed, and how to see more."""
    lines: list[RenderableType] = []
    if left := len(listed) - len(shown):
        lines.append(Text(f"{count(left, 'claim')} more; --limit {len(listed)} shows them.", "dim"))
    hidden = Counter(t.verdict.relation for t in told if not listing.lists(t.verdict.relation))
    if hidden:
        names = [f"{n} {HEADINGS[r][0 if n == 1 else 1]}" for r, n in sorted(hidden.items())]
        lines.append(Text(f"Not listed: {', '.join(names)}; --all lists them.", "dim"))
    if doubts := [each.short for each in told if _is_doubtful(each)]:
        some = ", ".join(doubts[:DOUBTS]) + (" …" if len(doubts) > DOUBTS else "")
        lines.append(
            Text(f"Perhaps in conflict, too unsure to say so: {some}; show ID tells why.", "dim")
        )
    if shown:
        lines.append(
            Text(f"srccmp show {shown[0].short} tells all about the first claim.", style="dim")
        )
    return lines
