from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from srccmp.cli import options as ask
from srccmp.cli.options import Format
from srccmp.present.keys import Sort

if TYPE_CHECKING:
    from srccmp.comparison import Comparison


def diff(
    paths: ask.Paths = None,
    *,
    only: ask.Only = None,
    facet: ask.FacetOption = None,
    source: ask.SourceOption = None,
    lang: ask.Lang = None,
    story: ask.StoryOption = None,
    since: ask.Since = None,
    until: ask.Until = None,
    all_claims: ask.All = False,
    sort: ask.SortOption = Sort.IMPORTANCE,
    limit: ask.Limit = None,
    matrix: ask.Matrix = False,
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
    """Show what the accounts dispute, update and agree on.

    \b
    Examples:
      srccmp diff
      srccmp diff articles/ --only conflict
      srccmp diff articles/ --matrix --sort time
      srccmp diff a.txt b.txt -o claims.csv
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    wanted = ask.chosen_filter(only, facet, source, lang, since, until)

    from srccmp.cli.run import compared, export, narrowing_of, ready
    from srccmp.cli.terminal import look_of, write_bytes, write_rows, write_text
    from srccmp.model import Relation
    from srccmp.present import diff as present
    from srccmp.present import matrix as drawn
    from srccmp.present import order, plain
    from srccmp.present.filter import chosen, narrowed
    from srccmp.present.look import rendered
    from srccmp.present.parts import limited, only_claims
    from srccmp.present.view import Index

    ready(picture)
    index = Index(compared(paths, work)).within(ask.words_of(story))
    told = chosen(index, wanted)
    listing = present.Listing(filter=wanted, all=all_claims, limit=limit, sort=sort)
    first = limited(order.ordered(index, told, sort), limit, lambda each: each.claim.story)

    def part() -> Comparison:
        """What the forms of a whole comparison have; a table needs none of it."""
        found = narrowed(index.comparison, wanted)
        shown = {each.claim.id for each in first}
        return found if limit is None else only_claims(found, shown)

    match picture.form:
        case Format.TABLE:
            look = look_of(picture)
            draw = drawn.matrix if matrix else present.diff
            write_text(rendered(draw(index, listing, look), look), picture)
        case Format.JSON:
            write_bytes(part().to_json(), picture)
        case Format.HTML | Format.GRAPHML | Format.SQLITE:
            by = narrowing_of(wanted, ask.words_of(story), limit=limit, sort=sort)
            export(part(), picture, narrowing=by)
        case Format.JSONL | Format.CSV | Format.MD if matrix:
            listed = first if picture.form is not Format.MD else listing.shown(told, index)
            rows, columns = drawn.rows(index, listed, wanted.sources)
            shown = ["relation", "label", *columns[len(drawn.COLUMNS) :]]
            write_rows(rows, columns, shown, picture)
        case Format.JSONL:
            write_bytes(order.claim_lines(part(), first), picture)
        case Format.CSV:
            rows = plain.claim_rows(index, first)
            write_bytes(plain.sheet(rows, plain.CLAIM_COLUMNS).encode(), picture)
        case Format.MD:
            text = plain.diff_markdown(index, told, listing)
            write_bytes(text.encode(), picture)
    if exit_code and any(each.verdict.relation is Relation.CONFLICT for each in told):
        raise typer.Exit(1)
