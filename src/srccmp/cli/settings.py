"""``srccmp config``: which settings are in force, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from srccmp.cli import config as kept
from srccmp.cli import options as ask

if TYPE_CHECKING:
    from srccmp.cli.config import Looked


class ConfigFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    TOML = "toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A setting as ``commands`` have it; ``key`` is what a file calls it (``diff.limit`` in a table
    of one command). ``value`` is None where it is left to the program; ``place`` is empty where it
    is the default."""

    key: str
    value: Any
    place: str
    commands: tuple[str, ...]


def config(
    ctx: typer.Context,
    *,
    path: Annotated[
        bool,
        typer.Option(
            "--path", help="List the files that are looked for, the one that counts most first."
        ),
    ] = False,
    form: Annotated[
        ConfigFormat,
        typer.Option(
            "--format",
            "-f",
            help="table, json, or toml: what is not the default, as a file of settings.",
        ),
    ] = ConfigFormat.TABLE,
    output: ask.Output = None,
    named: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="As for the commands.", show_default=False),
    ] = None,
) -> None:
    """Show the settings in force, and where each comes from.

    \b
    Examples:
      srccmp config
      srccmp config --path
      srccmp config --format toml -o srccmp.toml
    """
    import os

    from srccmp.cli.terminal import look_of, write_bytes, write_text
    from srccmp.comparison import json_bytes
    from srccmp.present.look import rendered

    picture = ask.Picture(output=output)
    chosen = named or os.environ.get(kept.VARIABLE)
    if path:
        lines = [_line(looked) for looked in kept.files(chosen)]
        write_text("".join(line + "\n" for line in lines), picture)
        return
    found = in_force(ctx, chosen)
    match form:
        case ConfigFormat.JSON:
            write_bytes(json_bytes([_row(each) for each in found], indent=2), picture)
        case ConfigFormat.TOML:
            write_text(as_toml(found), picture)
        case ConfigFormat.TABLE:
            look = look_of(picture)
            write_text(rendered(_table(found, look.rule), look), picture)


def in_force(ctx: typer.Context, named: str | None) -> Sequence[InForce]:
    """Every setting, in the order of the alphabet, once for each value that commands have."""
    commands = kept.settings_of(ctx.find_root().command)
    given = kept.values(commands, named)
    found: dict[tuple[str, str, str], tuple[Any, list[str]]] = {}
    for name, settings in commands.items():
        values = kept.for_command(name, settings, given, ctx)
        for setting, param in settings.items():
            value = values.get(setting)
            shown, place = (param.default, "") if value is None else (value.value, value.place)
            key = value.key if value is not None else setting
            row = (key, kept.as_words(shown), place)
            found.setdefault(row, (shown, []))[1].append(name)
    rows = [
        InForce(key=key, value=value, place=place, commands=tuple(names))
        for (key, _, place), (value, names) in found.items()
    ]
    return sorted(rows, key=lambda row: (row.key.rpartition(".")[2], "." in row.key, row.place))


def as_toml(found: Sequence[InForce]) -> str:
    """A file of settings that says what is in force and is not the default."""
    lines: list[str] = []
    tables: dict[str, list[str]] = {}
    for each in found:
        if not each.place:
            continue
        command, _, name = each.key.rpartition(".")
        line = f"{name} = {in_toml(each.value)}  # {each.place}"
        (tables.setdefault(command, []) if command else lines).append(line)
    for command, inner in tables.items():
        lines += ["", f"[{command}]", *inner]
    return "\n".join(lines).lstrip("\n") + "\n" if lines else "# nothing but defaults\n"


def in_toml(value: Any) -> str:
    """A value of ours in TOML, whose strings and lists are JSON's for all that JSON escapes.

    >>> in_toml(True), in_toml(["uk", "ru"]), in_toml('less "-S"')
    ('true', '["uk", "ru"]', '"less \\\\"-S\\\\""')
    """
    import json

    from srccmp.present.safe import UNSEEN

    if isinstance(value, (bool, int)):
        return str(value).lower()
    plain = [str(word) for word in value] if isinstance(value, (list, tuple)) else str(value)
    # What is not seen stays itself for a program, and harmless for a terminal.
    return UNSEEN.sub(lambda sign: f"\\U{ord(sign[0]):08x}", json.dumps(plain, ensure_ascii=False))


def _row(each: InForce) -> Mapping[str, Any]:
    value = each.value
    plain = value if isinstance(value, (bool, int, list, type(None))) else str(value)
    return {
        "setting": each.key,
        "value": plain,
        "from": each.place or "default",
        "commands": list(each.commands),
    }


def _table(found: Sequence[InForce], rule: Any) -> Any:
    from rich.table import Table
    from rich.text import Text

    from srccmp.present.safe import safe

    everywhere = max(found, key=lambda each: len(each.commands)).commands if found else ()
    table = Table(box=rule, pad_edge=False)
    for name in ("setting", "value", "from", "commands"):
        table.add_column(name, overflow="fold")
    for each in found:
        words = safe(kept.as_words(each.value)) or "-"
        cells = (each.key, words, safe(each.place) or "default", " ".join(each.commands))
        if each.commands == everywhere:
            cells = (*cells[:3], "all")
        style = "" if each.place else "dim"
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _line(looked: Looked) -> str:
    """
    >>> from pathlib import Path
    >>> from srccmp.cli.config import Looked, Rank
    >>> _line(Looked(path=Path("srccmp.toml"), rank=Rank.PROJECT, has_settings=True))
    'used  srccmp.toml'
    """
    from srccmp.present.safe import safe

    return f"{'used' if looked.has_settings else 'none'}  {safe(str(looked.path))}"
