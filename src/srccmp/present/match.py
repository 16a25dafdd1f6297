"""Why statements were matched: what every feature adds to a pair's score, as a waterfall from
where any pair starts to the probability, and other pairs in a line each.

The chart is Splink's waterfall for a terminal (docs/compared/show.md): bars that begin where the
one before ended, in log-odds, so that what pulls a pair apart is seen as well as what binds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.align.score import log_odds_of, logistic, model_of
from srccmp.model import Link
from srccmp.present.look import Look
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import count

BAR_CELLS: Final = 10
LINKS_SHOWN: Final = 12
TOLD: Final = 3  # features named in the line of a pair
LEAST: Final = 0.05  # of the log-odds; a share below it changes no probability by a hundredth
NARROW, WIDE, WIDEST = 72, 100, 140  # columns from which charts get longer and more is told

# The features of `Score` in words; "beyond the rest": less what either statement has in common with
# the other sentences of the other article.
FEATURES: Final = {
    "lexical": "words, in any order",
    "letters": "groups of letters",
    "coverage": "words of both sides",
    "containment": "words of one side",
    "lead": "words of both, beyond the rest",
    "inside": "words of one, beyond the rest",
    "concepts": "concepts",
    "events": "rarest event both tell",
    "roles": "who and what beside it",
    "entities": "names",
    "times": "days",
    "quantities": "things counted",
    "numbers": "numbers",
    "length": "length",
    "place": "place in the article",
    "semantic": "meaning",
    "semantic_lead": "meaning, beyond the rest",
}
START, QUESTION, APART, REST = "any pair", "both answer one question", "other days", "all else"
TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Step:
    """One feature's share of a pair's log-odds. ``value`` is what the two have in common, 0–1,
    None where that is no measure; ``key`` its name in the JSON, or ""."""

    label: str
    key: str
    value: float | None
    share: float


def steps_of(link: Link) -> list[Step]:
    """Where any pair starts, then the features, the strongest first, then what a rule added. They
    add up to the log-odds of the score; what changes nothing to speak of is one step."""
    trained = model_of(link.features)
    shares = trained.shares(link.features)
    steps = [Step(START, "bias", None, trained.bias)]
    rest = log_odds_of(link.score) - trained.bias
    for name, share in sorted(shares.items(), key=lambda item: (-abs(item[1]), item[0])):
        if abs(share) >= LEAST:
            steps.append(Step(FEATURES[name], name, getattr(link.features, name), share))
            rest -= share
    if link.features.question:
        steps.append(Step(QUESTION, "question", None, rest))
    elif link.features.scene == 0:
        steps.append(Step(APART, "scene", None, rest))
    elif abs(rest) >= LEAST:
        steps.append(Step(REST, "", None, rest))
    return steps


def links_of(
    index: Index, links: Sequence[Link], look: Look, *, charts: int = 1, listed: int = LINKS_SHOWN
) -> list[RenderableType]:
    """Why these statements are in one claim, the surest pairs first: ``charts`` of them drawn, the
    others listed, ``listed`` at most."""
    if not links:
        return []
    ordered = sorted(links, key=lambda link: -link.score)
    title = Text("Why they were matched", style="bold")
    if len(links) > 1:
        title.append(look.sign(f" · {count(len(links), 'pair')}"), style="not bold dim")
    parts: list[RenderableType] = [title]
    for link in ordered[:charts]:
        parts += [Padding(chart(index, link, look), (0, 0, 0, 2))]
    rows = ordered[charts : charts + listed]
    if rows:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        cells = BAR_CELLS if look.width >= WIDE else 5
        for link in rows:
            table.add_row(Text(_pair(index, link)), _bar(link.score, cells, look), _because(link))
        parts += [Padding(table, (0, 0, 0, 2))]
    if (left := len(ordered) - charts - len(rows)) > 0:
        told = f"  and {count(left, 'more pair')}, no surer; show STATEMENT tells those of one"
        parts.append(Text(told, style="dim"))
    return parts


def _pair(index: Index, link: Link) -> str:
    return f"{index.short(link.left_id)} {index.short(link.right_id)}"


def _because(link: Link) -> Text:
    """A rule that joined or parted the two, then the strongest shares."""
    steps = steps_of(link)[1:]
    rules = [step for step in steps if step.value is None and step.key]
    features = [step for step in steps if step.value is not None][:TOLD]
    parts = [Text(step.label, style="bold") for step in rules]
    for step in features:
        parts.append(Text().append(f"{step.share:+.1f}", _style(step)).append(f" {step.label}"))
    return Text("; ").join(parts)


def _style(step: Step) -> str:
    return "green" if step.share > 0 else "red"


def _bar(score: float, cells: int, look: Look) -> Text:
    full = round(score * cells)
    text = Text(look.sign("█") * full, style="cyan")
    text.append(look.sign("░") * (cells - full), style="dim")
    return text.append(f" {score:.2f}", style="default")


# The waterfall -------------------------------------------------------------------------------


def chart(index: Index, link: Link, look: Look) -> RenderableType:
    """One pair: a row a step with what the two have in common, what it adds to the log-odds, a bar
    from the sum before to the sum after, and the probability so far."""
    steps = steps_of(link)
    sums = [0.0]
    for step in steps:
        sums.append(sums[-1] + step.share)
    scale = Scale(min(sums), max(sums), _cells(look), look)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", title_justify="left")
    names = [safe(index.article_of(one).source.name) for one in (link.left_id, link.right_id)]
    left, right = index.short(link.left_id), index.short(link.right_id)
    head = Text(f"{left} {names[0]} and {right} {names[1]}: {link.score:.2f}", style="not bold")
    table.add_column("feature", overflow="fold")
    is_wide = look.width >= WIDEST
    if is_wide:
        table.add_column("in the JSON", no_wrap=True, style="dim")
    table.add_column("0-1", no_wrap=True, justify="right")
    table.add_column("adds", no_wrap=True, justify="right")
    table.add_column(scale.legend(), no_wrap=True)
    table.add_column("so far", no_wrap=True, justify="right")
    for before, after, step in zip(sums, sums[1:], steps, strict=False):
        style = _style(step)
        cells = [Text(step.label)]
        cells += [Text(step.key)] if is_wide else []
        cells += [
            Text("" if step.value is None else f"{step.value:.2f}"),
            Text(f"{step.share:+.1f}", style),
            scale.bar(before, after, style),
            Text(f"{logistic(after):.2f}"),
        ]
        table.add_row(*cells)
    last = [Text(TOGETHER, "bold"), *([Text("score")] if is_wide else []), Text("")]
    last += [Text(f"{sums[-1]:+.1f}", "bold"), scale.bar(0.0, sums[-1], "cyan")]
    table.add_row(*last, Text(f"{link.score:.2f}", "bold"))
    grid = Table.grid()
    grid.add_row(head)
    grid.add_row(table)
    return grid


def _cells(look: Look) -> int:
    if look.width >= WIDEST:
        return 48
    return 30 if look.width >= WIDE else 20 if look.width >= NARROW else 10


@dataclass(frozen=True, slots=True)
class Scale:
    """Log-odds from ``low`` to ``high`` (0 lies within) on so many cells."""

    low: float
    high: float
    cells: int
    look: Look

    def at(self, value: float) -> int:
        """The edge between two cells where the value lies, 0 to ``cells``."""
        span = self.high - self.low
        return round((value - self.low) / span * self.cells) if span else 0

    def legend(self) -> str:
        """What the two sides of the line at 0 mean, as far as there is room."""
        axis = self.at(0.0)
        left = next((w for w in ("less likely", "less") if len(w) < axis), "")
        right = next((w for w in ("more likely", "more") if len(w) < self.cells - axis), "")
        return f"{left.rjust(axis)} {right}".rstrip()

    def bar(self, before: float, after: float, style: str) -> Text:
        """A full bar upwards, a light one downwards, at least a cell long; where there is none, a
        line stands at 0, which is an even chance."""
        first, last = sorted((self.at(before), self.at(after)))
        if first == last:
            first, last = (first, last + 1) if last < self.cells else (first - 1, last)
        axis = min(self.at(0.0), self.cells - 1)
        sign = self.look.sign("█" if after >= before else "░")
        text = Text()
        for cell in range(self.cells):
            if first <= cell < last:
                text.append(sign, style)
            else:
                text.append(self.look.sign("│") if cell == axis else " ", "dim")
        return text
