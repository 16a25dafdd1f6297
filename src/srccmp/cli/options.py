"""What can be asked for on the command line, in one place. Imports nothing heavy: `srccmp --help`
reads this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from srccmp.present.view import Filter


Word = TypeVar("Word", bound=StrEnum)


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


class Encoder(StrEnum):
    AUTO = "auto"
    BUNDLED = "bundled"
    NONE = "none"


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
        help="The form of the output; by the ending of -o FILE, else table.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here instead of standard output.",
        rich_help_panel=SHOW,
        show_default=False,
    ),
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width",
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
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="RELATION,...",
        help="Claims of these relations: conflict, update, agree, compatible, unclear, single.",
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
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        help="At most so many rows.",
        rich_help_panel=CHOOSE,
        show_default=False,
    ),
]
EncoderOption = Annotated[
    Encoder,
    typer.Option(
        "--encoder",
        help="The sentence encoder that finds pairs across languages and paraphrase; none is "
        "faster and finds fewer.",
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
        if self.format:
            return self.format
        ending = self.output.suffix.lower().removeprefix(".") if self.output else ""
        return Format(ending) if ending in tuple(Format) else Format.TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How to compare, and how much to say about it."""

    encoder: Encoder = Encoder.AUTO
    is_quiet: bool = False
    is_verbose: bool = False


def chosen_filter(
    only: list[str] | None = None,
    facet: list[str] | None = None,
    source: list[str] | None = None,
    lang: list[str] | None = None,
) -> Filter:
    """What the options leave; raises ``typer.BadParameter`` where a word is none of the list."""
    from srccmp.model import Facet, Relation
    from srccmp.present.view import Filter

    return Filter(
        relations=tuple(_member(word, Relation, "--only") for word in _words(only)),
        facets=tuple(_member(word, Facet, "--facet") for word in _words(facet)),
        sources=_words(source),
        languages=tuple(word.lower() for word in _words(lang)),
    )


def _words(given: list[str] | None) -> tuple[str, ...]:
    """
    >>> _words(["a, b", "c"])
    ('a', 'b', 'c')
    """
    words = (word.strip() for option in given or () for word in option.split(","))
    return tuple(word for word in words if word)


def _member(word: str, kind: type[Word], option: str) -> Word:
    try:
        return kind(word.lower())
    except ValueError:
        names = ", ".join(kind)
        raise typer.BadParameter(f"{word!r} is none of: {names}", param_hint=option) from None
