"""The manual: `srccmp help`, the man page and the list of all options in docs/options.md.

One walk over the commands as they are (`pages`) feeds all of it, so they cannot differ.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any

import typer

from srccmp.cli import complete
from srccmp.cli import options as ask
from srccmp.cli.command import argument_name, panels
from srccmp.errors import NotFound

EXAMPLES = "Examples:"


class ManFormat(StrEnum):
    ROFF = "roff"
    MD = "md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An option or argument: how it is written (``--limit INTEGER``), and what it does."""

    names: tuple[str, ...]
    value: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A command, or the program itself; ``panels`` are its options by heading."""

    name: str
    purpose: str
    usage: str
    text: tuple[str, ...]
    examples: tuple[str, ...]
    panels: tuple[tuple[str, tuple[Entry, ...]], ...]

    @property
    def short(self) -> str:
        return self.text[0] if self.text else ""


def pages(root: Any) -> Sequence[Page]:
    """The program and all its commands, in the order of its help."""
    context = root.context_class(root, info_name="srccmp", help_option_names=["-h", "--help"])
    return list(_walk(root, context, ""))


def _walk(command: Any, context: Any, purpose: str) -> Iterator[Page]:
    if command.hidden:
        return
    text, examples = _prose(command.help or "")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield Page(
        name=context.command_path,
        purpose=purpose,
        usage=usage,
        text=text,
        examples=examples,
        panels=tuple(
            (panel, tuple(_entry(param, context) for param in params))
            for panel, params in panels(command, context)
        ),
    )
    for name, inner in getattr(command, "commands", {}).items():
        below = inner.context_class(inner, info_name=name, parent=context)
        yield from _walk(inner, below, getattr(inner, "rich_help_panel", None) or purpose)


def _prose(help_text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs of a command's help, and the lines of its examples.

    >>> _prose("Show it.\\n\\n\\b\\nExamples:\\n  srccmp diff")
    (('Show it.',), ('srccmp diff',))
    """
    before, _, after = inspect.cleandoc(help_text).partition(EXAMPLES)
    told = [" ".join(part.replace("\b", "").split()) for part in before.split("\n\n")]
    shown = [line.strip() for line in after.splitlines()]
    return tuple(part for part in told if part), tuple(line for line in shown if line)


def _entry(param: Any, context: Any) -> Entry:
    names, told = param.get_help_record(context)
    if param.param_type_name == "argument":
        return Entry(names=(argument_name(param),), value="", help=told)
    options = (*sorted(param.opts, key=len), *param.secondary_opts)
    value = "" if param.is_flag else names.rpartition(options[-1])[2].strip()
    return Entry(names=options, value=value, help=" ".join(told.split()))


# The man page --------------------------------------------------------------------------------


def escaped(words: str) -> str:
    r"""Words that roff prints as they are: no escape, no request, hyphens as on the keyboard.

    >>> print(escaped(".so \\x --all 'tis"))
    \&.so \e\&x \-\-all 'tis
    """
    safe = words.replace("\\", "\\e\\&").replace("-", "\\-")
    safe = safe.replace("…", "...").replace("`", "\\(ga").replace("^", "\\(ha")
    safe = safe.replace("~", "\\(ti")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe


def roff(found: Sequence[Page], version: str) -> str:
    """All pages as srccmp(1)."""
    top, *commands = found
    lines = [
        '.\\" Made by `srccmp man` from the commands themselves: change those.',
        f'.TH SRCCMP 1 "" "srccmp {escaped(version)}" "User Commands"',
        ".SH NAME",
        "srccmp \\- compare news accounts of one event, statement by statement",
        ".SH SYNOPSIS",
        *(line for page in commands for line in _usage(page)),
        ".SH DESCRIPTION",
        *(escaped(part) for part in top.text),
        ".SH OPTIONS",
        *_entries(top),
        ".SH COMMANDS",
    ]
    for page in commands:
        lines += [f".SS {escaped(page.name)}", escaped(page.short)]
        lines += [line for part in page.text[1:] for line in (".PP", escaped(part))]
        lines += _entries(page)
        lines += _examples(page)
    lines += [".SH EXIT STATUS"]
    for code, meaning in EXIT_CODES:
        lines += [".TP", f".B {code}", escaped(meaning)]
    lines += [".SH ENVIRONMENT"]
    for variable, meaning in VARIABLES:
        lines += [".TP", f".B {escaped(variable)}", escaped(meaning)]
    lines += [".SH FILES"]
    for path, meaning in FILES:
        lines += [".TP", f".I {escaped(path)}", escaped(meaning)]
    lines += [".SH EXAMPLES", *_examples(top)[1:]]
    return "\n".join(lines) + "\n"


def _usage(page: Page) -> Sequence[str]:
    name, rest = page.name, page.usage.removeprefix(page.name).strip()
    return [".br", f"\\fB{escaped(name)}\\fR {escaped(rest)}".rstrip()]


def _entries(page: Page) -> list[str]:
    lines = []
    for panel, entries in page.panels:
        if len(page.panels) > 1:
            lines += [".PP", f"\\fI{escaped(panel)}\\fR"]
        for entry in entries:
            names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in entry.names)
            value = f" \\fI{escaped(entry.value)}\\fR" if entry.value else ""
            lines += [".TP", names + value, escaped(entry.help)]
    return lines


def _examples(page: Page) -> list[str]:
    if not page.examples:
        return []
    return [".PP", "Examples:", ".nf", ".RS", *map(escaped, page.examples), ".RE", ".fi"]


# All options in one document -----------------------------------------------------------------


def markdown(found: Sequence[Page]) -> str:
    """All pages as a document."""
    lines = [
        "<!-- Made by `just manual` from the commands themselves: change those. -->",
        "",
        "# All commands and options",
        "",
        "What `srccmp COMMAND -h` and the man page say. [cli.md](cli.md) tells what it means.",
    ]
    for page in found:
        lines += ["", f"## {page.name}", "", *_joined(page.text)]
        lines += ["", "```text", page.usage, "```"]
        for panel, entries in page.panels:
            lines += ["", f"{panel}:", ""]
            lines += [f"- {_spelt(entry)}: {_plain(entry.help)}" for entry in entries]
        if page.examples:
            lines += ["", "```console", *(f"$ {line}" for line in page.examples), "```"]
    return "\n".join(lines) + "\n"


def _joined(parts: Sequence[str]) -> Iterator[str]:
    for rank, part in enumerate(parts):
        if rank:
            yield ""
        yield _plain(part)


def _spelt(entry: Entry) -> str:
    *short, last = entry.names
    return ", ".join(f"`{name}`" for name in (*short, f"{last} {entry.value}".strip()))


def _plain(words: str) -> str:
    """Words that Markdown takes as they are."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", words)


# What a page says besides --------------------------------------------------------------------

EXIT_CODES = (
    ("0", "Done."),
    ("1", "There are conflicts, and --exit-code asked for it."),
    ("2", "Trouble: nothing to compare, an unknown id, an option or setting that cannot be, "
          "output that cannot be written."),
    ("130", "Interrupted with Ctrl-C."),
    ("141", "The reader of the pipe went away."),
)  # fmt: skip
VARIABLES = (
    ("SRCCMP_SETTING", "A setting, by its name in capitals with _ for -: SRCCMP_ENCODER=none, "
                       "SRCCMP_ONE_STORY=1."),
    ("SRCCMP_CONFIG", "A file of settings, read instead of all others."),
    ("SRCCMP_PAGER, PAGER", "The pager; empty or cat is none. LESS is FRX where it is not set."),
    ("SRCCMP_STATE_DIR, SRCCMP_CACHE_DIR", "Where the last comparison and the cache are kept."),
    ("SRCCMP_JOBS", "How many processes read and annotate at most."),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE", "No colour, or colour on any output."),
    ("COLUMNS, LINES, TERM", "The screen; nothing is coloured or paged where TERM is dumb."),
)  # fmt: skip
FILES = (
    ("srccmp.toml", "Settings of a project, here or in a folder above; or the table tool.srccmp "
                    "of pyproject.toml."),
    ("~/.config/srccmp/srccmp.toml", "Settings of your own; srccmp config --path tells where it "
                                     "is on this system."),
)  # fmt: skip


# The commands --------------------------------------------------------------------------------


def man(
    ctx: typer.Context,
    *,
    form: Annotated[
        ManFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="roff (for man), or md; by the ending of -o FILE, else roff.",
            show_default=False,
        ),
    ] = None,
    output: ask.Output = None,
) -> None:
    """Show the man page; in a pipe or file, print its source.

    \b
    Examples:
      srccmp man
      srccmp man > srccmp.1
    """
    from srccmp import __version__
    from srccmp.cli.terminal import is_terminal, write_text

    found = pages(ctx.find_root().command)
    if form is ManFormat.MD or (form is None and output and output.suffix.lower() == ".md"):
        write_text(markdown(found), ask.Picture(output=output))
        return
    text = roff(found, __version__)
    is_read = form is None and output is None and is_terminal(sys.stdout)
    if not (is_read and _read_with_man(text)):
        write_text(text, ask.Picture(output=output))


def _read_with_man(text: str) -> bool:
    """Whether the system's own man could show the page."""
    import shutil
    import subprocess

    program = shutil.which("man")
    if program is None:
        return False
    # Not every system's man reads its input; what it says then is no news to the reader.
    done = subprocess.run([program, "-l", "-"], input=text.encode(), stderr=subprocess.DEVNULL)
    return done.returncode == 0


def help_(
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND",
            help="Which command; none means all.",
            autocompletion=complete.commands,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the help of a command.

    \b
    Examples:
      srccmp help diff
      srccmp help cache clear
    """
    from srccmp.cli.terminal import write_text

    here: Any = ctx.find_root()
    for word in command or ():
        known = getattr(here.command, "commands", {})
        if word not in known:
            near = get_close_matches(word, known, n=1)
            there = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise NotFound(f"no command is called {word!r}", hint=there if known else "")
        inner = known[word]
        here = inner.context_class(inner, info_name=word, parent=here)
    write_text(here.get_help() + "\n", ask.Picture())
