from __future__ import annotations

from srccmp.cli import options as ask
from srccmp.cli.options import Format


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
    limit: ask.Limit = None,
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
    """Show what happened when, and who told it when.

    \b
    Examples:
      srccmp timeline
      srccmp timeline articles/ --lang uk
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    wanted = ask.chosen_filter(only, facet, source, lang, since, until)

    from srccmp.cli.run import compared, export, ready
    from srccmp.cli.terminal import look_of, write_bytes, write_rows, write_text
    from srccmp.present import plain
    from srccmp.present.look import rendered
    from srccmp.present.parts import limited
    from srccmp.present.timeline import timeline as draw
    from srccmp.present.view import Index, entries, narrowed

    ready(picture)
    index = Index(compared(paths, work)).within(ask.words_of(story))
    comparison = index.comparison
    rows = limited(entries(index, wanted), limit, index.story_of)
    match picture.form:
        case Format.TABLE:
            look = look_of(picture)
            write_text(rendered(draw(index, rows, look), look), picture)
        case Format.JSON:
            write_bytes(narrowed(comparison, wanted).to_json(), picture)
        case Format.HTML | Format.GRAPHML | Format.SQLITE:
            export(narrowed(comparison, wanted), picture)
        case _:
            shown = ["when", "kind", "source", "published", "text", "disputed"]
            shown = ["story", *shown] if index.has_stories else shown
            write_rows(plain.timeline_rows(index, rows), plain.TIMELINE_COLUMNS, shown, picture)
