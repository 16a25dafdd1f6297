from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from srccmp.cli import options as ask
from srccmp.cli.options import Format
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.bench.report import Report
    from srccmp.bench.sets import Gold

TROUBLE = 2
FORMS = (Format.TABLE, Format.JSON, Format.JSONL, Format.CSV, Format.MD)

GoldPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="GOLD",
        help="Sets of marked pairs: folders with STORY/labels.jsonl and STORY/articles/, or .jsonl "
        "files. None means the set that comes with srccmp.",
        show_default=False,
    ),
]
Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="FOLDER",
        help="Where the articles of a .jsonl file are; else beside it, in a folder of its name.",
        rich_help_panel=ask.RUN,
        show_default=False,
    ),
]
StoryNames = Annotated[
    list[str] | None,
    typer.Option(
        "--story",
        metavar="NAME,...",
        help="These stories of the sets alone.",
        rich_help_panel=ask.CHOOSE,
        show_default=False,
    ),
]
Errors = Annotated[
    bool,
    typer.Option(
        "--errors",
        help="List each pair that went wrong, too; as csv or jsonl these pairs alone.",
        rich_help_panel=ask.CHOOSE,
    ),
]


def bench(
    gold: GoldPaths = None,
    *,
    story: StoryNames = None,
    errors: Errors = False,
    form: ask.FormatOption = None,
    output: ask.Output = None,
    width: ask.Width = None,
    no_color: ask.NoColor = False,
    articles: Articles = None,
    encoder: ask.EncoderOption = ask.ENCODER,
    nli: ask.NliOption = ask.NLI,
    quiet: ask.Quiet = False,
    verbose: ask.Verbose = False,
) -> None:
    """Count what is told rightly and wrongly of marked pairs.

    \b
    Examples:
      srccmp bench
      srccmp bench --encoder none --errors
      srccmp bench my_gold.jsonl --articles my_articles/ -o figures.json
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    _check(picture.form)
    work = ask.Work(encoder=encoder, nli=nli, is_quiet=quiet, is_verbose=verbose)

    from srccmp.bench import table
    from srccmp.cli.terminal import look_of, tell, write_bytes, write_rows, write_text
    from srccmp.comparison import json_bytes
    from srccmp.present.look import rendered

    report = _measured(_read(gold, articles).only(ask.words_of(story)), work)
    match picture.form:
        case Format.TABLE:
            look = look_of(picture)
            shown = table.bench(report, look, has_failures=errors)
            write_text(rendered(shown, look), picture)
        case Format.JSON:
            write_bytes(json_bytes(report.to_dict(has_failures=errors), indent=2), picture)
        case Format.MD:
            write_bytes(table.markdown(report, has_failures=errors).encode(), picture)
        case _ if errors:
            rows = table.failure_rows(report.to_dict(has_failures=True)["failures"])
            write_rows(rows, table.FAILURE_COLUMNS, table.FAILURE_COLUMNS, picture)
        case _:
            columns = table.FIGURE_COLUMNS
            write_rows(table.figure_rows(report), columns, columns, picture)
    for problem in report.problems:
        tell(f"srccmp: {problem}")
    if report.problems:
        raise typer.Exit(TROUBLE)


def _check(form: Format) -> None:
    """Raises `BadInput` for a form that shows a comparison and no figures."""
    if form not in FORMS:
        raise BadInput(
            f"bench writes figures, and {form.value} shows a comparison",
            hint=f"use {', '.join(FORMS[:-1])} or {FORMS[-1]}",
        )


def _read(paths: list[Path] | None, articles: Path | None) -> Gold:
    """All sets together. Raises `BadInput` where one of them is none."""
    from srccmp.bench.sets import Gold, read_gold, shipped

    if not paths:
        return shipped()
    found = Gold()
    for path in paths:
        found += read_gold(path, articles)
    return found


def _measured(gold: Gold, work: ask.Work) -> Report:
    from datetime import date
    from functools import partial

    from srccmp.bench.report import Report, measured
    from srccmp.cli.progress import Progress
    from srccmp.cli.run import tell_notes
    from srccmp.options import CompareOptions

    options = CompareOptions(encoder=work.encoder, nli=work.nli)
    with Progress(is_wanted=not work.is_quiet) as progress:
        told = partial(progress, "compare stories")
        stories = measured(gold.stories, options, keeps=date.today(), told=told)
    tell_notes([note for story in stories for note in story.notes], work)
    return Report(options=options, stories=stories, unread=gold.problems)
