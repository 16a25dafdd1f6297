"""What every command is: its help, its settings, and the checks before it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from srccmp.cli import config, shared
from srccmp.errors import BadInput, SrccmpError

INTERRUPTED = 130
BROKEN_PIPE = 141  # as a program that SIGPIPE ends
READ = "Read the accounts"


def show_help(ctx: typer.Context, _: typer.CallbackParam, is_wanted: bool) -> None:
    """What ``-h`` does: the help, paged where it is longer than the screen."""
    from srccmp.cli.options import Picture
    from srccmp.cli.terminal import is_terminal, write_text

    if is_wanted and not ctx.resilient_parsing:
        if is_terminal(sys.stdout):  # else nothing is paged or coloured
            shared.settle(ctx)
        write_text(ctx.get_help() + "\n", Picture())
        ctx.exit()


OF_THE_LIBRARY = "Value error, "  # which typer puts before the words of a wrong choice


class _Helpful:
    """Help through the pager, and "did you mean" for options."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.callback = show_help
            option.help = "Show this help."
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(OF_THE_LIBRARY)
            raise
        except Exception as error:
            # The error of an unknown option has no public name in typer; its list of near
            # options has one.
            name = getattr(error, "option_name", None)
            if name is None or not hasattr(error, "possibilities"):
                raise
            known = {option for param in self.get_params(ctx) for option in param.opts}  # type: ignore[attr-defined]
            near = get_close_matches(name, known, n=1)
            error.possibilities = None
            if near and hasattr(error, "message"):
                error.message = f"{error.message.rstrip('.')}. Did you mean {near[0]!r}?"
            raise


class _Sectioned(_Helpful, TyperCommand):
    """Help with the options under headings, by what they change."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for name, params in panels(self, ctx):
            with formatter.section(name):
                formatter.write_dl([_record(param, ctx) for param in params])


class Plain(_Sectioned):
    """A command about the program itself; no settings but those of the terminal."""

    def invoke(self, ctx: Any) -> Any:
        shared.settle(ctx)
        return super().invoke(ctx)


class Grouped(_Sectioned):
    """A command that compares: with the shared options, and its settings from file and
    environment."""

    has_settings = True

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.params = [*self.params, *shared.params()]

    def invoke(self, ctx: Any) -> Any:
        shared.take(ctx.params)
        form_by_ending(ctx)
        if (output := ctx.params.get("output")) is not None:
            check_output(output, ctx.params)
        if not ctx.params.get("quiet") and (line := config.told(ctx)):
            from srccmp.cli.terminal import tell

            tell(f"srccmp: {line}")
        return super().invoke(ctx)


def _record(param: Any, ctx: Any) -> tuple[str, str]:
    name, told = param.get_help_record(ctx)
    return (argument_name(param) if param.param_type_name == "argument" else name), told


def argument_name(param: Any) -> str:
    """An argument as the usage line names it, without the type that typer puts behind it."""
    return str(param.metavar or param.name.upper())


def panels(command: Any, ctx: Any) -> list[tuple[str, list[Any]]]:
    """The parameters that help tells of, by heading; what every command has comes last."""
    sections: dict[str, list[Any]] = {}
    for param in command.get_params(ctx):
        if param.get_help_record(ctx) is not None:
            is_argument = param.param_type_name == "argument"
            panel = "Arguments" if is_argument else getattr(param, "rich_help_panel", None)
            sections.setdefault(panel or "Options", []).append(param)
    return sorted(sections.items(), key=lambda section: section[0] == "Options")


@contextmanager
def guard() -> Iterator[None]:
    """Errors that are foreseen become a line and an exit code."""
    from srccmp.cli.terminal import silence, tell

    try:
        yield
    except SrccmpError as error:
        tell(f"srccmp: {error}")
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        tell("srccmp: interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        silence(sys.stdout)
        raise typer.Exit(BROKEN_PIPE) from None


class Guarded(_Helpful, TyperGroup):
    """Where errors end: one line on standard error, never a traceback."""

    def make_context(self, *args: Any, **named: Any) -> Any:
        with guard():
            return super().make_context(*args, **named)

    def invoke(self, ctx: Any) -> Any:
        shared.forget()
        with guard():
            return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands by what they are for, in the order in which they were added."""
        purposes: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            if not command.hidden:
                panel = getattr(command, "rich_help_panel", None) or READ
                line = " ".join((command.help or "").partition("\n\n")[0].split())
                purposes.setdefault(panel, []).append((name, line))
        width = max(len(name) for name in self.commands)
        for panel, rows in purposes.items():
            with formatter.section(panel):
                # Names of one width in all tables, so that the tables stand in one line.
                formatter.write_dl([(name.ljust(width), line) for name, line in rows])
        with formatter.section("Options"):
            records = (param.get_help_record(ctx) for param in self.get_params(ctx))
            formatter.write_dl([record for record in records if record is not None])


def form_by_ending(ctx: Any) -> None:
    """An ending of ``-o FILE`` on the command line says more than a form that is a setting."""
    from srccmp.cli.options import form_of

    output, form = ctx.params.get("output"), ctx.params.get("form")
    source = ctx.get_parameter_source("form")
    if output is None or form is None or source is None or source.name == "COMMANDLINE":
        return
    if form_of(output) is not None:
        ctx.params["form"] = None


def check_output(output: Path, params: dict[str, Any]) -> None:
    """Raises `BadInput` where ``-o`` is a folder, is in none, or would overwrite an article that
    is compared; a note where its ending is of no form."""
    from srccmp.cli.options import ENDINGS, Format, form_of
    from srccmp.cli.terminal import default_paths, tell

    if output.is_dir():
        raise BadInput(f"{output} is a folder", hint="give -o a file in it")
    if not output.parent.is_dir():
        raise BadInput(
            f"cannot write {output}: there is no folder {output.parent}", hint="make it first"
        )
    if output.is_file():
        given = params.get("paths") or params.get("gold") or []
        # Without paths `show` reads the last comparison, and `bench` what comes with srccmp.
        is_here = "paths" in params and "wanted" not in params
        paths = [str(path) for path in given] or (default_paths() if is_here else [])
        check_not_read(output, paths)
    has_form = params.get("form") is not None or form_of(output) is not None
    if "form" in params and not has_form and output.suffix.lower() not in ("", ".txt"):
        endings = ", ".join(f".{word}" for word in [*list(Format)[1:], *ENDINGS])
        tell(f"srccmp: {output} becomes a table of text: known endings are {endings}, .txt")


def check_not_read(output: Path, paths: list[str]) -> None:
    """Raises `BadInput` where ``output`` is one of the files that ``paths`` lead to."""
    from srccmp.read.files import is_article
    from srccmp.read.paths import STDIN, find

    for found in find([path for path in paths if path != STDIN], is_article)[0]:
        try:
            is_same = found.path.samefile(output)
        except OSError:
            continue
        if is_same:
            raise BadInput(
                f"{output} is one of the articles that are compared, and stays as it is",
                hint="give -o a name outside of what is compared",
            )
