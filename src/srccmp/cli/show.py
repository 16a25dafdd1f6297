from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from srccmp.cli import complete
from srccmp.cli import options as ask
from srccmp.cli.options import Format

if TYPE_CHECKING:
    from srccmp.present.detail import Extent, Thing, Unfound
    from srccmp.present.view import Index


def show(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A claim, statement or article: the beginning of its id will do; or a story: s2. "
            "A word lists what it may mean.",
            autocompletion=complete.ids,
        ),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            help="What to compare first. None means the last comparison.",
            show_default=False,
        ),
    ] = None,
    *,
    context: Annotated[
        int,
        typer.Option(
            "--context",
            "-C",
            metavar="N",
            min=0,
            max=50,
            help="So many sentences before and after each statement.",
            rich_help_panel=ask.SHOW,
        ),
    ] = 1,
    open_file: Annotated[
        bool,
        typer.Option(
            "--open",
            help="Show the article's file in $PAGER instead, at the line of the statement.",
            rich_help_panel=ask.SHOW,
        ),
    ] = False,
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
    """Show one claim, statement, article or story in full, and why.

    \b
    Examples:
      srccmp show 3f9c
      srccmp show 3f9c articles/
      srccmp show 3f9c -C 3
      srccmp show 3f9c --open
      srccmp show 3f9c -f md
    """
    picture = ask.Picture(format=form, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    if open_file and (form or output):
        raise typer.BadParameter("shows a file; it goes with no -f and no -o", param_hint="--open")

    from srccmp.cli.run import ready
    from srccmp.cli.terminal import look_of, tell, write_text
    from srccmp.present import detail
    from srccmp.present.look import rendered

    ready(picture)
    try:
        index, thing, extent = _found(wanted, paths, work, context)
    except detail.Unfound as error:
        _tell_unfound(error)
        raise typer.Exit(error.exit_code) from None
    if open_file:
        if (told := _opened(index, thing, extent)) and not quiet:
            tell(f"srccmp: {told}")
    elif picture.form is Format.TABLE:
        look = replace(look_of(picture), has_links=_has_links(picture))
        write_text(rendered(detail.show(index, thing, look, extent), look), picture)
    else:
        _written(index, thing, extent, picture)


def _found(
    wanted: str, paths: list[str] | None, work: ask.Work, context: int
) -> tuple[Index, Thing, Extent]:
    """What the id names, in the part of the comparison that it needs: its story."""
    from srccmp import store
    from srccmp.present.detail import Extent, choose
    from srccmp.present.places import Files
    from srccmp.present.view import Index, unique_width

    if paths:
        from srccmp.cli.run import compared

        comparison = compared(paths, work)
        thing = choose(tuple(store.known_of(comparison)), wanted)
        index = Index(comparison).within([thing.story])
        return index, thing, Extent(context=context, files=Files())
    kept = store.kept()
    thing = choose(kept.known, wanted)
    comparison = kept.story(thing.story)
    is_all = sum(each.kind == "story" for each in kept.known) < 2
    ids = (each.id for each in kept.known if each.kind != "story")
    index = Index(comparison, width=None if is_all else unique_width(ids))
    return index, thing, Extent(context=context, files=Files(kept.folder))


def _written(index: Index, thing: Thing, extent: Extent, picture: ask.Picture) -> None:
    from srccmp.cli.run import export
    from srccmp.cli.terminal import write_bytes
    from srccmp.comparison import json_bytes
    from srccmp.present import plain
    from srccmp.present.detail import forms

    match picture.form:
        case Format.JSON:
            write_bytes(json_bytes(plain.part(index, thing.kind, thing.id), indent=2), picture)
        case Format.JSONL:
            write_bytes(plain.lines(forms.rows(index, thing, extent)[0]), picture)
        case Format.CSV:
            write_bytes(plain.sheet(*forms.rows(index, thing, extent)).encode(), picture)
        case Format.MD:
            write_bytes(forms.markdown(index, thing, extent).encode(), picture)
        case _:
            from srccmp.report.page import Narrowing

            short = thing.id if thing.kind == "story" else index.short(thing.id)
            by = Narrowing(words=(f"{thing.kind} {short}",), command=f"show {short} ARTICLES")
            export(forms.narrowed_to(index, thing), picture, narrowing=by)


def _opened(index: Index, thing: Thing, extent: Extent) -> str:
    from srccmp.cli.opened import open_at
    from srccmp.errors import BadInput

    if thing.kind == "story":
        raise BadInput("a story is several files", hint="give the id of one of its articles")
    span = None
    if thing.kind == "article":
        article = index.articles[thing.id]
    else:
        statement = thing.id
        if thing.kind == "claim":
            claim = index.claims[thing.id]
            statement = index.central(claim.members, claim)
        article = index.article_of(statement)
        span = index.statements[statement].statement.span
    return open_at(article, span, extent.place(article, span))


def _has_links(picture: ask.Picture) -> bool:
    """Whether the picture goes to a terminal that may follow links; ``FORCE_HYPERLINK`` says so
    for one that garbles them (0), or for a pipe (any other value)."""
    if picture.output is not None:
        return False
    if forced := os.environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _tell_unfound(error: Unfound) -> None:
    """What was not found in a line, then what may have been meant, a line each."""
    from shutil import get_terminal_size

    from srccmp.cli.terminal import tell_safe
    from srccmp.present.look import fitted
    from srccmp.present.safe import safe

    hint = f" ({error.hint})" if error.hint else ""
    lines = [f"srccmp: {safe(error.summary)}{hint}{':' if error.listed else ''}"]
    names = max((len(i) for i, _, _ in error.listed), default=0)
    room = max(SHORTEST, get_terminal_size((100, 24)).columns - names - 15)
    for short, kind, words in error.listed[:LISTED]:
        lines.append(f"  {short:{names}}  {kind:9}  {fitted(words, room)}".rstrip())
    if left := len(error.listed) - LISTED:
        lines += [f"  and {left} more"] if left > 0 else []
    for line in lines:
        tell_safe(line)


LISTED = 12  # ids that begin alike
SHORTEST = 24  # columns of what one is of
