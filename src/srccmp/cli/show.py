from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from srccmp.cli import complete
from srccmp.cli import options as ask


class ShowFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


def show(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A claim, statement or article: the beginning of its id will do; or a story: s2.",
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
    form: Annotated[
        ShowFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="The form of the output; by the ending of -o FILE, else table.",
            rich_help_panel=ask.SHOW,
            show_default=False,
        ),
    ] = None,
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
    """
    asked = ask.Format(form.value) if form else None
    picture = ask.Picture(format=asked, output=output, width=width, no_color=no_color)
    work = ask.Work(
        encoder=encoder, nli=nli, is_one_story=one_story, is_quiet=quiet, is_verbose=verbose
    )

    from srccmp import store
    from srccmp.cli.run import compared
    from srccmp.cli.terminal import look_of, write_bytes, write_text
    from srccmp.comparison import json_bytes
    from srccmp.present import detail, plain
    from srccmp.present.look import rendered
    from srccmp.present.view import Index

    index = Index(compared(paths, work) if paths else store.load())
    thing = detail.find(index, wanted)
    if picture.form is ask.Format.JSON:
        write_bytes(json_bytes(plain.part(index, thing.kind, thing.id), indent=2), picture)
        return
    look = look_of(picture)
    write_text(rendered(detail.show(index, thing, look), look), picture)
