"""``diff``: what is disputed, who says what, how surely, since when, and out of how many mouths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.model import Relation
from srccmp.present.block import claim_block, left_out
from srccmp.present.block import heading as heading
from srccmp.present.filter import EVERYTHING, Filter, check, passing
from srccmp.present.keys import Sort
from srccmp.present.look import Look
from srccmp.present.order import ordered
from srccmp.present.safe import excerpt, safe
from srccmp.present.stories import by_story
from srccmp.present.summary import summary as summary
from srccmp.present.summary import voices
from srccmp.present.view import Index, Member, Told
from srccmp.present.words import HEADINGS, ONE_TEXT, count

BLOCKS = (Relation.CONFLICT, Relation.UPDATE)
ALWAYS_LISTED = (Relation.CONFLICT, Relation.UPDATE, Relation.AGREE)
BELOW = ("nli-asked",)  # the notes that say what a second opinion changed
WIDE = 100  # columns from which the heads of the lists are whole words
NARROW = 72  # columns below which a row of the lists has its sources under its words
LABELS = 40  # columns of a position's label in a list
DOUBTS = 5  # claims named of those that may be in conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which claims ``diff`` lists: ``all`` also those that are only counted otherwise, ``limit``
    at most so many (None: no limit), in the order of ``sort`` within each relation;
    ``is_in_shell`` where commands that tell more can be given below it."""

    filter: Filter = EVERYTHING
    all: bool = False
    limit: int | None = None
    sort: Sort = Sort.IMPORTANCE
    is_in_shell: bool = True

    def listed(self, told: Sequence[Told]) -> list[Told]:
        """What is listed, in canonical order, without a limit."""
        return [each for each in told if self.lists(each.verdict.relation)]

    def shown(self, told: Sequence[Told], index: Index) -> list[Told]:
        """What is listed, in order, cut to the limit."""
        return ordered(index, self.listed(told), self.sort)[: self.limit]

    def lists(self, relation: Relation) -> bool:
        return self.all or relation in (self.filter.relations or ALWAYS_LISTED)


def diff(index: Index, listing: Listing, look: Look) -> RenderableType:
    """The summary, the claims by relation, and what was left out; a story after the other."""
    check(index, listing.filter)
    picture = by_story(index, lambda part: _diff(part, listing, look), look, has_facts=False)
    notes = [
        Text(f"{look.spelt(safe(note.message))}.", "dim")
        for note in index.comparison.notes
        if note.code in BELOW
    ]
    return Group(picture, *([Text("")] if index.has_stories else []), *notes)


def _diff(index: Index, listing: Listing, look: Look) -> RenderableType | None:
    told = passing(index, listing.filter)
    if not told and index.is_part and listing.filter != EVERYTHING:
        return None
    listed = listing.listed(told)
    shown = listing.shown(told, index)
    many_tongues = has_many_tongues(index)
    parts: list[RenderableType] = [*summary(index, told, look, listing.filter), Text("")]
    number = Counter(each.verdict.relation for each in listed)
    for relation in Relation:
        of_relation = [t for t in shown if t.verdict.relation is relation]
        if not of_relation:
            continue
        if relation in BLOCKS:
            for each in of_relation:
                block = claim_block(index, each, look, many_tongues=many_tongues)
                parts += [block, Text("")]
        else:
            head = look.relation(relation)
            head.append(look.sign(f" · {_so_many(len(of_relation), number[relation])}"))
            parts += [head, _rows(relation, of_relation, look, many_tongues), Text("")]
    if listing.all:
        loose = index.loose()
        if loose and not listing.filter.relations and not listing.filter.facets:
            parts.append(Text(f"{count(len(loose), 'statement')} in no claim", style="dim"))
    parts += footer(listed, shown, told, listing)
    return Group(*parts)


def _so_many(shown: int, there: int) -> str:
    return count(there, "claim") if shown == there else f"{shown} of {count(there, 'claim')}"


def has_many_tongues(index: Index) -> bool:
    """Whether the statements are in more than one language; in one, the summary tells it."""
    return len({annotated.statement.language for annotated in index.comparison.statements}) > 1


# Rows of what agrees, and of what is only counted otherwise ----------------------------------


def _rows(
    relation: Relation, told: Sequence[Told], look: Look, many_tongues: bool
) -> RenderableType:
    """A row a claim, in the words of one source, which stands first among those that tell it."""
    table = Table(box=None, show_header=True, header_style="dim", expand=True, padding=(0, 2, 0, 0))
    has_counts = relation is not Relation.SINGLE
    table.add_column("  id", no_wrap=True)
    what = "what, as the first source puts it" if has_counts else "what"
    if look.width < NARROW:
        table.add_column(what, overflow="fold")
        for each in told:
            parts = [_what(each, look), _tellers(each, look, many_tongues, has_counts=has_counts)]
            table.add_row(_id(each), Group(*parts))
        return table
    if has_counts:
        table.add_column("sources" if look.width >= WIDE else "src", justify="right", no_wrap=True)
        table.add_column("origins" if look.width >= WIDE else "orig", justify="right", no_wrap=True)
    table.add_column(what, ratio=3, overflow="fold")
    # As wide as the longest list of names, a third of the screen at most, but no name broken.
    listed = [[cell_len(name) for name in _names(t, look, many_tongues)] for t in told]
    whole = max(sum(names) + 2 * len(names) - 2 for names in listed)
    one = max(1 + max(names) for names in listed)
    room = min(max(one, look.width * 3 // 10), max(whole, len("told by")), look.width // 2)
    table.add_column("told by", width=room, overflow="fold")
    for each in told:
        counts = (str(each.verdict.sources), str(each.verdict.origins)) if has_counts else ()
        names = Text(", ".join(_names(each, look, many_tongues)))
        table.add_row(_id(each), *counts, _what(each, look), names)
    return table


def _id(told: Told) -> Text:
    return Text("  ").append(told.short, style="bold")


def _tellers(told: Told, look: Look, many_tongues: bool, *, has_counts: bool) -> Text:
    names = ", ".join(_names(told, look, many_tongues))
    return Text(f"{look.sign(voices(told))}: " if has_counts else "", style="dim").append(
        names, style="not dim"
    )


def _names(told: Told, look: Look, many_tongues: bool) -> list[str]:
    """The sources, that of the words shown first, with their language where there are several."""
    first = told.central.article.source.key
    members = sorted(told.members, key=lambda m: m.article.source.key != first)
    shown = [told.central, *members[1:]] if members[0].article.source.key == first else members
    return [look.spelt(_with_language(member, many_tongues)) for member in shown]


def _with_language(member: Member, many_tongues: bool) -> str:
    name = safe(member.article.source.name)
    return f"{name} {member.annotated.statement.language}" if many_tongues else name


def _what(told: Told, look: Look) -> Text:
    """The central member's words; what differs stands beside it where the claim has sides."""
    statement = told.central.annotated.statement
    words = "".join(p.words for p in excerpt(statement.text, (), max(60, look.width)))
    text = Text(look.spelt(words))
    labels = [side.words for side in told.sides if side.label]
    if told.verdict.relation in (Relation.COMPATIBLE, Relation.UNCLEAR) and len(labels) > 1:
        shown = [look.fitted(label, LABELS) for label in labels]
        text.append(f"\n{look.sign(' / ').join(shown)}", style="dim")
    if told.is_one_text:
        text.append(f"\n{look.sign('≈')} {ONE_TEXT}", style="dim")
    if told.left_out:
        text.append(f"\n{left_out(told, look)}", style="dim")
    return text


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
        them = "it" if left == 1 else "them"
        more = f"{count(left, 'more claim')}; --limit {len(listed)} shows {them}."
        lines.append(Text(more, "dim"))
    hidden = Counter(t.verdict.relation for t in told if not listing.lists(t.verdict.relation))
    if hidden:
        kinds = [(relation, hidden[relation]) for relation in Relation if hidden[relation]]
        names = [count(n, *HEADINGS[r]) for r, n in kinds]
        lines.append(Text(f"Not listed: {', '.join(names)}; --all lists them.", "dim"))
    if doubts := [each.short for each in told if _is_doubtful(each)]:
        some = ", ".join(doubts[:DOUBTS]) + (" …" if len(doubts) > DOUBTS else "")
        more = "; show ID tells why." if listing.is_in_shell else "."
        lines.append(Text(f"Perhaps in conflict, too unsure to say so: {some}{more}", "dim"))
    if shown and listing.is_in_shell:
        lines.append(
            Text(f"srccmp show {shown[0].short} tells all about the first claim.", style="dim")
        )
    return lines
