from __future__ import annotations

from typing import Annotated

import typer

from srccmp.cli import options as ask
from srccmp.cli.options import Format

AllRows = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Fold nothing: every event and publication of a day, and all who tell it.",
        rich_help_panel=ask.CHOOSE,
    ),
]


def timeline(
    paths: ask.Paths = None,
    *,
    only: ask.Only = None,
    facet: ask.FacetOption = None,
    source: ask.SourceOption = None,
    lang: ask.Lang = None,
    story: ask.StoryOption = None,
    since: ask.Since = None,
    until: ask.Until = None,
    all_rows: AllRows = False,
    limit: ask.Limit = None,
    form: ask.FormatOption = None,
    output: ask.Output = None,
    width: ask.Width = None,
    no_color: ask.NoColor = False,
    encoder: ask.EncoderOption = ask.ENCODER,
    nli: ask.NliOption = ask.NLI,
    one_story: ask.OneStory = False,
    exit_code: ask.ExitCode = False,
    quiet: ask.Quiet = False,
    verbose: ask.Verbose = False,
) -> None:
    """Show what happened when, and who told it when.

    \b
    Examples:
      srccmp timeline
      srccmp timeline articles/ --lang uk
      srccmp timeline articles/ --since 2025-11 --all
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    wanted = ask.chosen_filter(only, facet, source, lang, since, until)

    from srccmp.cli.run import compared, export, narrowing_of, ready
    from srccmp.cli.terminal import look_of, write_bytes, write_rows, write_text
    from srccmp.present import plain
    from srccmp.present.filter import entries, narrowed
    from srccmp.present.look import rendered
    from srccmp.present.parts import limited
    from srccmp.present.timeline import timeline as draw
    from srccmp.present.view import Index

    ready(picture)
    index = Index(compared(paths, work)).within(ask.words_of(story))
    comparison = index.comparison
    told = entries(index, wanted)
    match picture.form:
        case Format.TABLE:
            look = look_of(picture)
            drawn = draw(index, told, look, unfolded=all_rows, limit=limit)
            write_text(rendered(drawn, look), picture)
        case Format.JSON:
            write_bytes(narrowed(comparison, wanted).to_json(), picture)
        case Format.HTML | Format.GRAPHML | Format.SQLITE:
            by = narrowing_of(wanted, ask.words_of(story))
            export(narrowed(comparison, wanted), picture, narrowing=by)
        case _:
            rows = plain.timeline_rows(index, limited(told, limit, index.story_of))
            shown = ["when", "kind", "source", "published", "text", "against"]
            shown = ["story", *shown] if index.has_stories else shown
            if picture.form is Format.MD:  # a sentence may be in several claims: it is told once
                rows = list({tuple(row.get(name) for name in shown): row for row in rows}.values())
            write_rows(rows, plain.TIMELINE_COLUMNS, shown, picture)
    if exit_code and any(entry.disputed for entry in told):
        raise typer.Exit(1)
