"""The command line. A command parses, calls, prints and picks the exit code: 0 done, 1 conflicts
where ``--exit-code`` asks, 2 trouble, 130 interrupted."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from srccmp.cli import bench, browse, cache, diff, show, sources, timeline
from srccmp.errors import SrccmpError

INTERRUPTED = 130
BROKEN_PIPE = 141  # as a program that SIGPIPE ends


class Guarded(TyperGroup):
    """Where errors end: one line on standard error, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        from srccmp.cli.terminal import silence, tell

        try:
            return super().invoke(ctx)
        except SrccmpError as error:
            tell(f"srccmp: {error}")
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            tell("srccmp: interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            silence(sys.stdout)
            raise typer.Exit(BROKEN_PIPE) from None


class Grouped(TyperCommand):
    """Help with the options under headings, by what they change."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if (record := param.get_help_record(ctx)) is not None:
                is_argument = param.param_type_name == "argument"
                panel = "Arguments" if is_argument else getattr(param, "rich_help_panel", None)
                sections.setdefault(panel or "Options", []).append(record)
        # What every command has comes last.
        for name in sorted(sections, key=lambda panel: panel == "Options"):
            with formatter.section(name):
                formatter.write_dl(sections[name])


app = typer.Typer(
    cls=Guarded,
    no_args_is_help=True,
    rich_markup_mode=None,  # typer's rich help takes 0.25 s to import, twice all the rest
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Compare several accounts of one event: what agrees, what conflicts, what was updated, "
    "and the very words it rests on.",
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
    sources.schema,
):
    app.command(cls=Grouped)(command)
app.add_typer(cache.app, name="cache")


def main() -> None:
    """The program's entry."""
    app(prog_name="srccmp")
