"""The command line. A command parses, calls, prints and picks the exit code: 0 done, 1 conflicts
where ``--exit-code`` asks, 2 trouble, 130 interrupted."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from srccmp.cli import bench, browse, cache, diff, manual, settings, show, sources, timeline
from srccmp.cli.command import READ, Grouped, Guarded, Plain

MEASURE, SET_UP, LOOK_UP = "Measure", "Set up", "Look up"
PURPOSES = {
    "bench": MEASURE,
    "config": SET_UP,
    "cache": SET_UP,
    "help": LOOK_UP,
    "man": LOOK_UP,
    "schema": LOOK_UP,
}

app = typer.Typer(
    cls=Guarded,
    no_args_is_help=True,
    rich_markup_mode=None,  # typer's rich help takes 0.25 s to import, twice all the rest
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Compare several accounts of one event: what agrees, what conflicts, what was updated,
    and the very words it rests on.

    \b
    Examples:
      srccmp diff articles/        # what is disputed
      srccmp timeline articles/    # what happened when
      srccmp show 3f9c             # one claim, and why
      srccmp diff -o answer.json   # for other programs
      srccmp help diff             # all that diff can do
    """,
)


def _version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"srccmp {version('srccmp')}")
        raise typer.Exit


@app.callback()
def _srccmp(
    _: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    pass


for command in (
    diff.diff,
    timeline.timeline,
    show.show,
    browse.browse,
    sources.sources,
    bench.bench,
):
    purpose = PURPOSES.get(command.__name__, READ)
    app.command(cls=Grouped, rich_help_panel=purpose)(command)
for name, plain in (
    ("config", settings.config),
    ("help", manual.help_),
    ("man", manual.man),
    ("schema", sources.schema),
):
    app.command(name, cls=Plain, rich_help_panel=PURPOSES[name])(plain)
app.add_typer(cache.app, name="cache", rich_help_panel=SET_UP)


def main() -> None:
    """The program's entry."""
    from srccmp.cli.terminal import silence, tell

    if sys.stdout is None:
        tell("srccmp: standard output is closed")
        sys.exit(2)
    try:
        app(prog_name="srccmp")
    except OSError as error:  # what typer itself writes: help, version, completion
        silence(sys.stdout)
        tell(f"srccmp: cannot write to standard output: {error.strerror or error}")
        sys.exit(2)
