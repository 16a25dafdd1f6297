from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from srccmp.cli import options as ask


def browse(
    paths: ask.Paths = None,
    *,
    last: Annotated[
        bool,
        typer.Option("--last", help="The last comparison, without comparing anew."),
    ] = False,
    only: ask.Only = None,
    facet: ask.FacetOption = None,
    source: ask.SourceOption = None,
    lang: ask.Lang = None,
    story: ask.StoryOption = None,
    no_color: ask.NoColor = False,
    encoder: ask.EncoderOption = ask.ENCODER,
    nli: ask.NliOption = ask.NLI,
    one_story: ask.OneStory = False,
    quiet: ask.Quiet = False,
    verbose: ask.Verbose = False,
) -> None:
    """Read the claims on the full screen: filter, search, open.

    \b
    Examples:
      srccmp browse
      srccmp browse articles/ --only conflict,update
      srccmp browse --last
    """
    if last and paths:
        raise typer.BadParameter("give PATHS or --last, not both", param_hint="--last")
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )
    wanted = ask.chosen_filter(only, facet, source, lang)

    from srccmp import store
    from srccmp.browse import browse as run
    from srccmp.browse import choice_of, ensure
    from srccmp.cli.run import compared
    from srccmp.cli.shared import habits
    from srccmp.present.view import Index

    _check_terminal()
    ensure()
    index = Index(store.load() if last else compared(paths, work))
    choice = choice_of(index, wanted, ask.words_of(story))
    if no_color:
        os.environ["NO_COLOR"] = "1"  # Textual reads it, and so does the pager
    run(index, choice, habits().pager)


def _check_terminal() -> None:
    """Raise `BadInput` where no full screen can be shown, before anything is read."""
    import codecs

    from srccmp.errors import BadInput

    instead = "srccmp diff prints the same claims"
    # Textual draws on standard error and reads keys from standard input.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream.isatty() for stream in streams) or os.environ.get("TERM") == "dumb":
        raise BadInput("browse needs a terminal for its keys and its screen", hint=instead)
    try:
        name = codecs.lookup(sys.stderr.encoding or "").name
    except LookupError:
        name = ""
    if name != "utf-8":
        raise BadInput(
            f"browse needs a UTF-8 terminal, this one is {sys.stderr.encoding}",
            hint=f"set LC_ALL=C.UTF-8, or {instead} in its letters",
        )
