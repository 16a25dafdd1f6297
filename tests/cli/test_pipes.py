"""Output that goes to a pipe or file: in any encoding, into what is full, closed or not there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.builders import port_fire
from tests.cli.started import COMMAND, environment
from tests.cli.test_cli import Run, run
from typer.testing import CliRunner

from srccmp.cli.app import app

__all__ = ["run"]

CLAIM = port_fire().claims[0].id
COMMANDS = (
    ("diff", "one.txt", "--all"),
    ("diff", "one.txt", "--matrix"),
    ("timeline", "one.txt"),
    ("show", CLAIM, "one.txt"),
    ("sources", "one.txt"),
    ("config",),
    ("help", "diff"),
    ("man",),
    ("-h",),
)
FULL = Path("/dev/full")


def started(
    words: tuple[str, ...], folder: Path, redirect: str = "", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """The program, its streams changed by a shell's redirection."""
    command = ["/bin/sh", "-c", f'exec "$@" {redirect}', "sh", *COMMAND, *words]
    return subprocess.run(command, cwd=folder, env=environment(folder, **more), capture_output=True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "koi8-u", "cp1251"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_survives_the_encoding(
    run: Run, words: tuple[str, ...], encoding: str
) -> None:
    assert callable(run)  # the folder and the story
    shown = CliRunner(charset=encoding).invoke(app, words)
    assert (shown.exit_code, shown.stderr) == (0, "")
    text = shown.stdout_bytes.decode(encoding)
    whole = CliRunner().invoke(app, words).stdout
    assert len(text) > 200
    # No letter became a question mark: those are our own signs of doubt.
    assert text.count("?") == whole.count("?")


def test_the_c_locale_gets_letters(folder: Path) -> None:
    for variables in (
        {"LANG": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        done = started(("diff", "one.txt"), folder, **variables)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"CONFLICT" in done.stdout


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words",
    [
        ("diff", "one.txt"),
        ("diff", "one.txt", "-f", "json"),
        ("-h",),
        ("diff", "-h"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_one_line(folder: Path, words: tuple[str, ...]) -> None:
    done = started(words, folder, "> /dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "srccmp: cannot write to standard output: No space left on device\n"
    )


@pytest.mark.parametrize("words", [("diff", "one.txt"), ("-h",)], ids=" ".join)
def test_closed_streams(folder: Path, words: tuple[str, ...]) -> None:
    done = started(words, folder, ">&-")
    assert (done.returncode, done.stderr) == (2, b"srccmp: standard output is closed\n")
    assert started(words, folder, "2>&-").returncode == 0
    assert started(words, folder, ">&- 2>&- <&-").returncode == 2


def test_trouble_that_cannot_be_told_keeps_its_exit_code(folder: Path) -> None:
    for redirect in ("2>&-", "2>/dev/full") if FULL.exists() else ("2>&-",):
        done = started(("show", "zzzz", "one.txt"), folder, redirect)
        assert (done.returncode, done.stdout) == (2, b"")


def test_standard_input_that_is_closed(folder: Path) -> None:
    done = started(("diff", "-"), folder, "<&-")
    assert done.returncode == 2
    assert done.stderr.startswith(b"srccmp: standard input is closed")


@pytest.mark.parametrize("words", [("diff", "one.txt"), ("help", "diff")], ids=" ".join)
def test_nothing_of_a_terminal_is_in_a_pipe(folder: Path, words: tuple[str, ...]) -> None:
    done = started(words, folder, PAGER="no-such-pager", SLOW="1.5")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.decode().splitlines())) <= 80
