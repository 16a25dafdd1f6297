"""What can be asked for on the command line, in one place. Imports nothing heavy: `srccmp --help`
reads this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from srccmp.cli import complete
from srccmp.present.keys import Sort

if TYPE_CHECKING:
    from srccmp.present.filter import Filter


DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
Word = TypeVar("Word", bound=StrEnum)


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    HTML = "html"
    GRAPHML = "graphml"
    SQLITE = "sqlite"


# Endings of -o FILE that are no name of a form.
ENDINGS = {
    "htm": Format.HTML,
    "db": Format.SQLITE,
    "sqlite3": Format.SQLITE,
    "markdown": Format.MD,
    "ndjson": Format.JSONL,
}


ENCODER, NLI = "auto", "none"
CHOOSE, SHOW, RUN = "What to show", "How to show it", "How to compare"

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Files, folders or - (standard input). None means ./seeds if it is there, else the "
        "current folder.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORM",
        help=f"The form of the output: {', '.join(Format)}; by the ending of -o FILE, else table.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]


def _no_dash(output: Path | None) -> Path | None:
    """``-o -`` is standard output, as ``-`` among the paths is standard input."""
    return None if output == Path("-") else output


Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=_no_dash,
        help="Write here instead of standard output.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="N",
        min=40,
        max=1000,
        help="Columns to use; that of the terminal, else 80.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]
NoColor = Annotated[
    bool,
    typer.Option("--no-color", help="No colour; so does NO_COLOR.", rich_help_panel=SHOW),
]


def _relations(given: list[str] | None) -> list[str] | None:
    """The words as they are; raises ``typer.BadParameter`` where one is no relation."""
    from srccmp.model import Relation

    for word in words_of(given):
        _member(word, Relation, "--only")
    return given


def _facets(given: list[str] | None) -> list[str] | None:
    from srccmp.model import Facet

    for word in words_of(given):
        _member(word, Facet, "--facet")
    return given


def _first_day(words: str | None) -> str | None:
    """The words as they are; raises ``typer.BadParameter`` where they are no date."""
    if words:
        _day(words, "--since")
    return words


def _last_day(words: str | None) -> str | None:
    if words:
        _day(words, "--until")
    return words


Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="RELATION,...",
        help="Claims of these relations: conflict, update, agree, compatible, unclear, single.",
        callback=_relations,
        autocompletion=complete.relations,
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
FacetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--facet",
        metavar="FACET,...",
        help="Claims in which these facets were compared: cause, quantity, time, place, who ...",
        callback=_facets,
        autocompletion=complete.facets,
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME,...",
        help="What these sources tell; a part of the name will do.",
        autocompletion=complete.sources,
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
Lang = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        metavar="CODE,...",
        help="What is told in these languages: uk, ru, en ...",
        autocompletion=complete.languages,
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        callback=_first_day,
        help="Published (on the timeline: happened) on this day or later: 2025-11-14, 2025-11, "
        "2025.",
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        callback=_last_day,
        help="On this day or before; a month or year counts to its end.",
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
All = Annotated[
    bool,
    typer.Option(
        "--all",
        help="List also what is compatible, unclear, or told by one source only.",
        rich_help_panel=CHOOSE,
    ),
]
Matrix = Annotated[
    bool,
    typer.Option(
        "--matrix",
        help="A row a claim, a column a source: who asserts, reports, hedges, denies, is silent.",
        rich_help_panel=SHOW,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help="At most so many rows.",
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
SortOption = Annotated[
    Sort,
    typer.Option(
        "--sort",
        help="Conflicts stand first; within each relation, sort by importance (first what the "
        "most pairs of sources tell differently, a reprint counting as its original), sources or "
        "origins (most first), time (when it happened), published (first told), facet, or id.",
        rich_help_panel=SHOW,
    ),
]
StoryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--story",
        metavar="ID,...",
        help="These stories alone: s1, s2 ...",
        autocompletion=complete.stories,
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
OneStory = Annotated[
    bool,
    typer.Option(
        "--one-story",
        help="Compare all articles with each other, whatever they seem to be about.",
        rich_help_panel=RUN,
    ),
]


def _encoder(name: str) -> str:
    """The name as it is; raises ``BadInput`` where it names no encoder, before anything is read."""
    from srccmp.engines.names import parse

    parse(name)
    return name


EncoderOption = Annotated[
    str,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="The sentence encoder that finds pairs across languages and paraphrase: auto, "
        "bundled, bundled-int8 (twice as fast), none (faster still, finds fewer), or a model of "
        "yours, in a folder or on a hub: onnx:MODEL, st:MODEL, model2vec:MODEL.",
        callback=_encoder,
        autocompletion=complete.encoders,
        rich_help_panel=RUN,
    ),
]


def _nli(name: str) -> str:
    """The name as it is; raises ``BadInput`` where it names no model."""
    from srccmp.engines.names import parse_nli

    parse_nli(name)
    return name


NliOption = Annotated[
    str,
    typer.Option(
        "--nli",
        metavar="MODEL",
        help="A second opinion on pairs that align, by a model of natural language inference of "
        "yours, in a folder or on a hub: onnx:MODEL, hf:MODEL, a folder, or none.",
        callback=_nli,
        rich_help_panel=RUN,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No notes, no progress.", rich_help_panel=RUN)
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="All notes.", rich_help_panel=RUN)]
ExitCode = Annotated[
    bool,
    typer.Option("--exit-code", help="End with 1 when there are conflicts.", rich_help_panel=RUN),
]


def form_of(output: Path) -> Format | None:
    """The form that the ending of a file names; None where it names none (``.txt``).

    >>> form_of(Path("a.JSON")), form_of(Path("a.db")), form_of(Path("a.txt"))
    (<Format.JSON: 'json'>, <Format.SQLITE: 'sqlite'>, None)
    """
    ending = output.suffix.lower().removeprefix(".")
    if ending in tuple(Format):
        return Format(ending)
    return ENDINGS.get(ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How to show it."""

    format: Format | None = None
    output: Path | None = None
    width: int | None = None
    no_color: bool = False

    @property
    def form(self) -> Format:
        """As asked for, else by the ending of the file, else a table."""
        return self.format or (self.output and form_of(self.output)) or Format.TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How to compare, and how much to say about it."""

    encoder: str = ENCODER
    nli: str = NLI
    is_one_story: bool = False
    is_quiet: bool = False
    is_verbose: bool = False


def chosen_filter(
    only: list[str] | None = None,
    facet: list[str] | None = None,
    source: list[str] | None = None,
    lang: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Filter:
    """What the options leave; raises ``typer.BadParameter`` where a word is none of the list."""
    from srccmp.model import Facet, Relation
    from srccmp.present.filter import Filter

    return Filter(
        relations=tuple(_member(word, Relation, "--only") for word in words_of(only)),
        facets=tuple(_member(word, Facet, "--facet") for word in words_of(facet)),
        sources=words_of(source),
        languages=tuple(word.lower() for word in words_of(lang)),
        since=_day(since, "--since") if since else None,
        until=_day(until, "--until", is_end=True) if until else None,
    )


def _day(words: str, option: str, *, is_end: bool = False) -> date:
    """The first day of a year, month or day; the last with ``is_end``.

    >>> _day("2024-02", "--until", is_end=True)
    datetime.date(2024, 2, 29)
    >>> _day("2024", "--until", is_end=True)
    datetime.date(2024, 12, 31)
    """
    try:
        found = DATE.fullmatch(words.strip())
        if found is None:
            raise ValueError(words)
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        if day or not is_end:
            return first
        # A day in the month after, or in the year after: its beginning less a day is the end.
        after = first + timedelta(days=31 if month else 366)
        return after.replace(month=after.month if month else 1, day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        told = f"{words!r} is no date such as 2025-11-14, 2025-11 or 2025"
        raise typer.BadParameter(told, param_hint=option) from None


def words_of(given: list[str] | None) -> tuple[str, ...]:
    """
    >>> words_of(["a, b", "c"])
    ('a', 'b', 'c')
    """
    words = (word.strip() for option in given or () for word in option.split(","))
    return tuple(word for word in words if word)


def _member(word: str, kind: type[Word], option: str) -> Word:
    try:
        return kind(word.lower())
    except ValueError:
        names = ", ".join(kind)
        near = get_close_matches(word.lower(), [each.value for each in kind], n=1)
        told = f"{word!r} is none of: {names}" + (f". Did you mean {near[0]!r}?" if near else "")
        raise typer.BadParameter(told, param_hint=option) from None
