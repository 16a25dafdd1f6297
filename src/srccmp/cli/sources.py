from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from srccmp.cli import options as ask
from srccmp.cli.options import Format


def sources(
    paths: ask.Paths = None,
    *,
    source: ask.SourceOption = None,
    lang: ask.Lang = None,
    story: ask.StoryOption = None,
    since: ask.Since = None,
    until: ask.Until = None,
    form: ask.FormatOption = None,
    output: ask.Output = None,
    width: ask.Width = None,
    no_color: ask.NoColor = False,
    encoder: ask.EncoderOption = ask.ENCODER,
    nli: ask.NliOption = ask.NLI,
    one_story: ask.OneStory = False,
    quiet: ask.Quiet = False,
    verbose: ask.Verbose = False,
) -> None:
    """Show the articles, and what told source, language and date.

    \b
    Examples:
      srccmp sources
      srccmp sources articles/ -o sources.csv
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    wanted = ask.chosen_filter(source=source, lang=lang, since=since, until=until)

    from srccmp.cli.run import compared, export, narrowing_of, ready
    from srccmp.cli.terminal import look_of, write_bytes, write_rows, write_text
    from srccmp.present import plain
    from srccmp.present.filter import check, narrowed
    from srccmp.present.look import rendered
    from srccmp.present.sources import sources as draw
    from srccmp.present.view import Index

    ready(picture)
    index = Index(compared(paths, work)).within(ask.words_of(story))
    comparison = index.comparison
    check(index, wanted)
    match picture.form:
        case Format.TABLE:
            look = look_of(picture)
            write_text(rendered(draw(index, look, wanted), look), picture)
        case Format.JSON:
            write_bytes(narrowed(comparison, wanted).to_json(), picture)
        case Format.HTML | Format.GRAPHML | Format.SQLITE:
            by = narrowing_of(wanted, ask.words_of(story))
            export(narrowed(comparison, wanted), picture, narrowing=by)
        case Format.MD:
            write_bytes(plain.sources_markdown(index, wanted).encode(), picture)
        case _:
            rows = plain.source_rows(index, wanted)
            write_rows(rows, plain.SOURCE_COLUMNS, plain.SOURCE_COLUMNS, picture)


class Contract(StrEnum):
    COMPARISON = "comparison"
    BENCH = "bench"


def schema(
    of: Annotated[
        Contract,
        typer.Argument(
            metavar="OF",
            help="Of the answer of diff, timeline and sources, or of bench.",
        ),
    ] = Contract.COMPARISON,
    *,
    output: ask.Output = None,
) -> None:
    """Print the JSON Schema of what --format json gives.

    \b
    Examples:
      srccmp schema
      srccmp schema bench -o bench.schema.json
    """
    from srccmp.cli.terminal import write_bytes
    from srccmp.comparison import json_bytes

    if of is Contract.BENCH:
        from srccmp.bench.schema import schema as contract
    else:
        from srccmp.schema import schema as contract
    write_bytes(json_bytes(contract(), indent=2), ask.Picture(output=output))
