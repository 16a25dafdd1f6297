"""The first lines of ``diff``: what was compared, what came of it, and what of that a reader can
quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from srccmp.model import Certainty, CourseStep, Relation
from srccmp.present.course import course_rows
from srccmp.present.filter import EVERYTHING, Filter
from srccmp.present.look import Look
from srccmp.present.safe import safe
from srccmp.present.stories import span_of
from srccmp.present.view import Index, Member, Side, Told
from srccmp.present.words import DISPUTED, HEADINGS, count, listed

VERSIONS_QUOTED = 3  # of the main dispute
LABEL = 48  # letters of a position's label
NAME = 24  # columns of the source of the headline
BETWEEN = "   "


def summary(
    index: Index, told: Sequence[Told], look: Look, wanted: Filter = EVERYTHING
) -> list[Text]:
    """What the story is called, how much was compared, how many claims of each relation, and a
    sentence or two that can stand alone. ``told`` is in canonical order: the main dispute comes
    first."""
    lines = [*headline(index, look), Text(look.sign(compared(index))), counts(told, look)]
    if not told and (there := _without(index)):
        lines.append(Text(there, style="dim"))
    quoted = quotable(index, told, look, wanted)
    if quoted:
        lines.append(Text().append("In short: ", style="bold").append_text(quoted))
    return lines


def headline(index: Index, look: Look) -> list[Text]:
    """The headline that fits the only story best, and whose it is; of several, each has a heading
    of its own."""
    labels = [story.label for story in index.comparison.stories if story.label]
    if index.is_part or len(labels) != 1:
        return []
    by = next((a.source.name for a in index.comparison.articles if a.title == labels[0]), "")
    tail = f" ({look.fitted(safe(by), NAME)})" if by else ""
    line = Text(_quoted(labels[0], max(20, look.width - cell_len(tail) - 2), look), style="bold")
    return [line.append(tail, style="not bold dim")]


def _without(index: Index) -> str:
    """What there would be without the filter."""
    relations = Counter(verdict.relation for verdict in index.comparison.verdicts)
    parts = [
        f"{n} {HEADINGS[relation][0 if n == 1 else 1]}"
        for relation in Relation
        if (n := relations[relation])
    ]
    return f"Without the filter: {', '.join(parts)}." if parts else ""


def compared(index: Index) -> str:
    articles = index.comparison.articles
    sources = {article.source.key for article in articles}
    codes = Counter(article.language.code for article in articles)
    spoken = ", ".join(f"{code} {n}" for code, n in sorted(codes.items(), key=lambda c: (-c[1], c)))
    voices = f"{count(len(articles), 'article')} by {count(len(sources), 'source')}"
    return f"{voices} ({spoken}){span_of(articles)}"


def counts(told: Sequence[Told], look: Look) -> Text:
    """The number of each relation behind its sign, none broken at the end of a line."""
    numbers = Counter(t.verdict.relation for t in told)
    line = Text()
    used = 0
    for relation in Relation:
        if not numbers[relation]:
            continue
        mark = look.mark(relation)
        words = count(numbers[relation], *HEADINGS[relation])
        part = mark.copy().append(
            f" {words}", "" if relation is Relation.SINGLE else str(mark.style)
        )
        if line:
            is_full = used + len(BETWEEN) + part.cell_len > look.width
            line.append("\n" if is_full else BETWEEN)
            used = 0 if is_full else used + len(BETWEEN)
        line.append_text(part)
        used += part.cell_len
    return line if line else Text("Nothing to show.")


def quotable(index: Index, told: Sequence[Told], look: Look, wanted: Filter = EVERYTHING) -> Text:
    """What is most disputed, who says what, out of how many mouths: to paste into a message.
    Empty where a filter asks for no conflicts."""
    disputes = [t for t in told if t.verdict.relation is Relation.CONFLICT]
    if disputes:
        return _main_dispute(disputes[0], "" if wanted == EVERYTHING else " among these", look)
    rows = course_rows(index, _courses(told))
    changed = look.sign(f"Counts changed: {'; '.join(rows)}.") if rows else ""
    if wanted.relations and Relation.CONFLICT not in wanted.relations:
        return Text(changed)
    if wanted != EVERYTHING:
        return Text("No conflict was found among these.", style="bold")
    articles = index.comparison.articles
    if len(articles) == 1:
        return Text("There is nothing to compare this one article with.")
    sources = {article.source.key for article in articles}
    line = Text().append("No conflict was found", style="bold")
    many = count(len(sources), "source") if len(sources) > 1 else count(len(articles), "article")
    line.append(f" in {many}")
    number = Counter(each.verdict.relation for each in told)
    parts = [
        count(number[relation], *HEADINGS[relation])
        for relation in (Relation.UPDATE, Relation.AGREE)
        if number[relation]
    ]
    line.append(f": {listed(parts)}." if parts else ".")
    return line.append(f" {changed}" if changed else "")


def _courses(told: Sequence[Told]) -> list[CourseStep]:
    """Of each count that changed the course with most values, in the order of the claims: the same
    count may be told in several, and not whole in each."""
    found: dict[tuple[str | None, str], list[CourseStep]] = {}
    for each in told:
        for of, steps in groupby(each.verdict.course, key=lambda step: (step.role, step.unit)):
            course = list(steps)
            if len(course) > len(found.setdefault(of, [])):
                found[of] = course
    return [step for course in found.values() for step in course]


def _quoted(words: str, room: int, look: Look) -> str:
    return f"{look.sign('“')}{look.fitted(safe(words), room)}{look.sign('”')}"


def _main_dispute(told: Told, topic: str, look: Look) -> Text:
    facet = told.verdict.facet
    line = Text(f"Most disputed{topic}" + (f" is {DISPUTED[facet]}" if facet else ""))
    line.append(f" ({voices(told, ', ')}): ")
    sides = _loudest(told)
    both = [key for key, n in Counter(k for s in told.sides for k in _keys(s)).items() if n > 1]
    for rank, side in sides:
        if rank != sides[0][0]:
            line.append(" against " if len(told.sides) == 2 else "; ")
        line.append(_quoted(side.words, LABEL, look), style=f"bold {look.style_of(rank)}")
        line.append(f" ({side.gloss})" if side.gloss else "")
        line.append(f" ({_who(side, both, look)})")
    if more := len(told.sides) - len(sides):
        line.append(f"; {count(more, 'more version')}")
    torn = names_of(m for s in told.sides for m in s.members if m.article.source.key in both)
    if torn:
        verb = "tells" if len(torn) == 1 else "tell"
        what = "both" if len(told.sides) == 2 else "more than one"
        line.append(f". {listed([look.spelt(name) for name in torn])} {verb} {what}")
    return line.append(".")


def _loudest(told: Told) -> list[tuple[int, Side]]:
    """The positions with most sources, at most so many, in their order."""
    ranked = sorted(enumerate(told.sides), key=lambda side: (-side[1].sources, side[0]))
    return sorted(ranked[:VERSIONS_QUOTED], key=lambda side: side[0])


def _keys(side: Side) -> list[str]:
    return list(dict.fromkeys(member.article.source.key for member in side.members))


def _who(side: Side, both: Sequence[str], look: Look) -> str:
    """The sources, and that they deny or hedge it. Who tells several versions, as others' words,
    is no witness for one of them, unless nobody else is."""
    own = [member for member in side.members if member.article.source.key not in both]
    who = listed([look.spelt(name) for name in names_of(own or side.members)])
    if side.is_denied:
        return f"a denial: {who}"
    surest = min((m.certainty for m in own or side.members), key=list(Certainty).index)
    return who if surest is Certainty.ASSERTED else f"{surest.value}: {who}"


def names_of(members: Iterable[Member]) -> list[str]:
    return list(dict.fromkeys(safe(member.article.source.name) for member in members))


def voices(told: Told, between: str = " · ") -> str:
    """How many sources tell it, out of how many mouths."""
    verdict = told.verdict
    return f"{count(verdict.sources, 'source')}{between}{count(verdict.origins, 'origin')}"
