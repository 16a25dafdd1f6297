"""Settings: options that are kept in a file or in the environment.

An option on the command line comes first, then ``SRCCMP_…`` variables, then the nearest project
file, then the user's own, then the default. Values reach a command as the ``default_map`` of its
context, so the command's own types and checks read them as they read the options.

A project file may have come with a folder of somebody's articles. It may not name a program or a
model, nor silence the notes; and what it narrows or changes of the answer is told in one line.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from typing import Any

import typer

from srccmp import pager
from srccmp.cli.options import SHOW
from srccmp.errors import BadInput

NAME, PROJECT_TOOL, VARIABLE = "srccmp.toml", "pyproject.toml", "SRCCMP_CONFIG"
REPOSITORIES = (".git", ".hg", ".svn", ".jj")
# What is asked for once, and no habit: where to write, what to open, the short ways of others.
NO_SETTINGS = frozenset(
    {"config", "help", "no-color", "no-pager", "open", "output", "version", "articles"}
)
# What a file that nobody named may not do: be silent about itself, or run and fetch things.
NOT_BY_A_PROJECT = frozenset({"quiet"})
OWN_MODELS = frozenset({"auto", "bundled", "bundled-int8", "none"})
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
MOST = 1_000_000  # bytes: no settings are longer
CHAIN = "srccmp.config"
TYPERS = "Value error, "  # what typer puts before its own words on a choice

Commands = Mapping[str, Mapping[str, Any]]  # the parameter of each setting of each command


class Rank(IntEnum):
    """Where a value is from; the higher wins."""

    USER = 1
    PROJECT = 2
    NAMED = 3  # --config or SRCCMP_CONFIG
    ENVIRONMENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file that was looked for; ``has_settings`` where it is there and has some: ``table``, of
    its ``text``. It is read once, as a pipe has nothing to give a second time."""

    path: Path
    rank: Rank
    has_settings: bool
    table: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One setting as it was given; ``command`` is empty where it is for all. ``place`` is the file
    and its line, or the variable."""

    name: str
    command: str
    value: Any
    place: str
    rank: Rank

    @property
    def key(self) -> str:
        return f"{self.command}.{self.name}" if self.command else self.name


# Which settings there are --------------------------------------------------------------------


def setting_of(param: Any) -> str:
    """The name of a parameter's setting: its long option; empty where it is none."""
    if param.param_type_name != "option":
        return ""
    name = max(param.opts, key=len).removeprefix("--")
    return "" if name in NO_SETTINGS else name


def settings_of(group: Any) -> Commands:
    """The settings of every command of ``group`` that has any."""
    return {
        name: {setting: param for param in command.params if (setting := setting_of(param))}
        for name, command in group.commands.items()
        if getattr(command, "has_settings", False)
    }


# Which files are read ------------------------------------------------------------------------


def files(named: str | None) -> Sequence[Looked]:
    """The files that are looked for, the one that counts most first. ``named`` replaces all
    others. Raises `BadInput` where it cannot be read or one is no TOML."""
    if named:
        return [_looked(Path(named), Rank.NAMED, is_named=True)]
    found = []
    for path in _project_files():
        found.append(_looked(path, Rank.PROJECT))
        if found[-1].has_settings:
            break
    return [*found, _looked(user_file(), Rank.USER)]


def user_file() -> Path:
    """Where the user's own settings are, there or not."""
    from platformdirs import user_config_path

    return user_config_path("srccmp", appauthor=False) / NAME


def _project_files() -> Iterator[Path]:
    """srccmp.toml, then pyproject.toml, in the current folder and those above: up to the top of a
    repository, to the home folder, or to the root, each of them included."""
    try:
        here = Path.cwd()
    except OSError:  # it was removed under our feet
        return
    home = Path.home() if os.environ.get("HOME") or os.name == "nt" else None
    for folder in (here, *here.parents):
        yield folder / NAME
        yield folder / PROJECT_TOOL
        if folder == home or any((folder / name).exists() for name in REPOSITORIES):
            return


def _looked(path: Path, rank: Rank, *, is_named: bool = False) -> Looked:
    table, text = _read(path, is_named=is_named)
    return Looked(path=path, rank=rank, has_settings=bool(table), table=table, text=text)


def _read(path: Path, *, is_named: bool = False) -> tuple[Mapping[str, Any], str]:
    """The settings of a file and its text; nothing where there is no such file."""
    hint = "name another with --config, or none: --config /dev/null"
    try:
        # A named pipe that came with a folder would be waited for; one that was named is wanted.
        if not is_named and stat.S_ISFIFO(path.stat().st_mode):
            raise BadInput(f"{_shown(path)} is a pipe, no file of settings", hint=hint)
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if is_named:
            raise BadInput(f"{_shown(path)}: no such file of settings", hint=hint) from error
        return {}, ""
    except OSError as error:
        if not is_named and path.name == PROJECT_TOOL:
            return {}, ""
        raise BadInput(f"{_shown(path)}: {error.strerror or error}", hint=hint) from error
    is_tool = path.name == PROJECT_TOOL
    if is_tool and b"srccmp" not in data:
        return {}, ""
    import tomllib

    try:
        if len(data) > MOST:
            raise ValueError(f"larger than {MOST:,} bytes")
        text = data.decode("utf-8-sig")
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not UTF-8, not TOML
        if is_tool and not is_named:
            return {}, ""  # it is other programs' file first
        raise BadInput(f"{_shown(path)}: no TOML: {error}", hint=hint) from error
    if is_tool:
        tools = found.get("tool", {})
        found = tools.get("srccmp", {}) if isinstance(tools, dict) else {}
    if not isinstance(found, dict):
        raise BadInput(f"{_shown(path)}: tool.srccmp is no table", hint="write it as [tool.srccmp]")
    return found, text


def line_of(text: str, name: str, table: str) -> int:
    """The line on which ``name`` is set in ``table``, counted from 1; 0 where it is not found.
    tomllib does not tell.

    >>> line_of('width = 90\\n[diff]\\n"limit" = 3', "limit", "diff")
    3
    """
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            here = bare.strip("[]# ").replace('"', "").replace("'", "")
            if here == (f"{table}.{name}" if table else name):
                return number
            continue
        key = bare.partition("=")[0].strip().strip("\"'")
        if (here == table and key == name) or (not here and table and key == f"{table}.{name}"):
            return number
    return 0


# What they say -------------------------------------------------------------------------------


def values(commands: Commands, named: str | None) -> Sequence[Value]:
    """All settings that were given, the one that counts least first. Raises `BadInput` where one
    is unknown, or is none of what its place may set."""
    found: list[Value] = []
    for looked in reversed(files(named)):
        if looked.has_settings:
            found += _of_file(looked, commands)
    return [*found, *_of_environment(commands, os.environ)]


def _of_file(looked: Looked, commands: Commands) -> Iterator[Value]:
    table, text = looked.table, looked.text
    prefix = "tool.srccmp" if looked.path.name == PROJECT_TOOL else ""
    shown = _shown(looked.path)

    def value(name: str, command: str, given: Any) -> Value:
        where = ".".join(part for part in (prefix, command) if part)
        line = line_of(text, name, where)
        place = f"{shown}:{line}" if line else shown
        bare = name.replace("_", "-")
        known = commands[command] if command else _all(commands)
        if bare not in known:
            raise _unknown(name, place, command, commands)
        made = Value(name=bare, command=command, value=given, place=place, rank=looked.rank)
        _check_project(made)
        return made

    for name, given in table.items():
        if isinstance(given, dict):
            if name not in commands:
                line = line_of(text, name, prefix)
                place = f"{shown}:{line}" if line else shown
                raise _unknown(name, place, "", commands)
            for inner, inner_given in given.items():
                yield value(inner, name, inner_given)
        else:
            yield value(name, "", given)


def _of_environment(commands: Commands, environment: Mapping[str, str]) -> Iterator[Value]:
    for name, param in sorted(_all(commands).items()):
        variable = f"SRCCMP_{name.replace('-', '_').upper()}"
        words = environment.get(variable, "").strip()
        if not words:
            continue
        given: object = words
        if param.is_flag:
            if words.lower() not in TRUE + FALSE:
                allowed = ", ".join(TRUE + FALSE)
                raise BadInput(f"{variable}: {words!r} is none of {allowed}")
            given = words.lower() in TRUE
        elif words.isdecimal():
            given = int(words)
        yield Value(name=name, command="", value=given, place=variable, rank=Rank.ENVIRONMENT)


def _all(commands: Commands) -> Mapping[str, Any]:
    return {name: param for settings in commands.values() for name, param in settings.items()}


def _unknown(name: str, place: str, command: str, commands: Commands) -> BadInput:
    known = sorted(commands[command] if command else {*_all(commands), *commands})
    if not command and name in commands:
        return BadInput(f"{place}: {name} is a command", hint=f"write its settings under [{name}]")
    near = get_close_matches(name.replace("_", "-"), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    inside = f" of {command}" if command else ""
    return BadInput(f"{place}: no setting{inside} is called {name!r}", hint=hint)


def _check_project(value: Value) -> None:
    """Raises `BadInput` where a file that was only found would do what must be asked for."""
    if value.rank is not Rank.PROJECT:
        return
    is_foreign = value.name in NOT_BY_A_PROJECT
    if value.name == "pager":
        is_foreign = value.value not in pager.WORDS
    if value.name in ("encoder", "nli"):
        is_foreign = value.value not in OWN_MODELS
    if is_foreign:
        raise BadInput(
            f"{value.place}: {value.key} may not be set to {value.value!r} by a file in a project",
            hint=f"set it in {user_file()} or by an option; --config FILE trusts a file, "
            "--config /dev/null reads none",
        )


def _shown(path: Path) -> str:
    """The path from here where it is below, else in full."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


# What a command gets of it -------------------------------------------------------------------


def for_command(
    name: str, settings: Mapping[str, Any], given: Sequence[Value], context: Any
) -> Mapping[str, Value]:
    """The value in force of each setting of the command ``name`` that has one, checked by the
    parameter. Raises `BadInput`. What is for all commands and none of what this one takes (a form
    that it does not have) is passed over if another command takes it."""
    found: dict[str, Value] = {}
    # Of one place, what is for this command alone counts more.
    for value in sorted(given, key=lambda v: (v.rank, v.command != "")):
        if value.name not in settings or value.command not in ("", name):
            continue
        param = settings[value.name]
        error = _refused(param, value, context)
        if error is None:
            found[value.name] = value
        elif value.command or not _others_take(value, name, context):
            raise BadInput(f"{value.place}: {value.key}: {error}")
    return found


def _others_take(value: Value, name: str, context: Any) -> bool:
    others = settings_of(context.find_root().command)
    return any(
        value.name in settings and _refused(settings[value.name], value, context) is None
        for other, settings in others.items()
        if other != name
    )


def _refused(param: Any, value: Value, context: Any) -> str | None:
    """Why the parameter does not take the value; None where it does."""
    given = value.value
    if param.is_flag:
        return None if isinstance(given, bool) else f"{given!r} is not true or false"
    if param.multiple and isinstance(given, list):
        if not all(isinstance(word, str) for word in given):
            return f"{given!r} is no list of words"
    elif isinstance(given, (bool, float, dict, list)):
        return f"{given!r} is no {'list of words' if param.multiple else 'single value'}"
    if value.name == "pager":
        return _no_pager(str(given))
    try:
        param.process_value(context, as_default(param, given))
    except typer.BadParameter as error:
        return error.message.removeprefix(TYPERS)
    except BadInput as error:
        return str(error)
    return None


def _no_pager(words: str) -> str | None:
    try:
        pager.chosen(words, {})
    except ValueError as error:
        return f"{words!r} is no command: {error}"
    return None


def as_default(param: Any, given: Any) -> Any:
    """The value as an option would bring it."""
    if param.is_flag:
        return given
    if param.multiple:
        return [str(word) for word in given] if isinstance(given, list) else [str(given)]
    return str(given)


def load(ctx: typer.Context, value: str | None) -> str | None:
    """Give the command that runs its settings as defaults: the callback of ``--config``, which is
    read before the other options. Shell completion reads no settings."""
    if ctx.resilient_parsing or ctx.parent is None:
        return value
    commands = settings_of(ctx.find_root().command)
    name = ctx.info_name or ""
    settings = commands.get(name, {})
    given = values(commands, value or os.environ.get(VARIABLE))
    found = for_command(name, settings, given, ctx)
    ctx.default_map = {
        settings[key].name: as_default(settings[key], each.value) for key, each in found.items()
    }
    ctx.meta[CHAIN] = found
    return value


def told(ctx: typer.Context) -> str:
    """A line on what a file that nobody named changes of the answer; empty where nothing."""
    found: Mapping[str, Value] = ctx.meta.get(CHAIN, {})
    params: dict[str, Any] = {setting_of(param): param for param in ctx.command.params}
    parts: dict[str, list[str]] = {}
    for name, value in found.items():
        if value.rank is not Rank.PROJECT or params[name].rich_help_panel == SHOW:
            continue
        source = ctx.get_parameter_source(params[name].name)
        if source is not None and source.name == "DEFAULT_MAP":
            path = value.place.rpartition(":")[0] or value.place
            parts.setdefault(path, []).append(f"{name} = {as_words(value.value)}")
    return "; ".join(f"settings of {path}: {', '.join(each)}" for path, each in parts.items())


def as_words(value: object) -> str:
    """A value as it is shown, without what tells its type.

    >>> as_words(["uk", "ru"]), as_words(True), as_words(None)
    ('uk,ru', 'yes', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ",".join(map(str, value))
        case _:
            return str(value)
