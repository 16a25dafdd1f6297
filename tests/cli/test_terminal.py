"""What somebody sees who sits in front of it: pager, colour, progress. On real terminals."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.started import environment, on_terminal

from srccmp.cli.progress import clock, seconds_left
from srccmp.cli.terminal import wants_colour
from srccmp.pager import chosen

ESCAPE = "\x1b["


@pytest.fixture
def pager(folder: Path) -> str:
    """A pager that keeps what it was given, and tells how."""
    script = folder / "pager.py"
    script.write_text(
        "import os, pathlib, sys\n"
        "kept = pathlib.Path('paged.bin')\n"
        "kept.write_bytes(sys.stdin.buffer.read())\n"
        "print('PAGED', sys.argv[1:], os.environ.get('LESS'), os.environ.get('LESSCHARSET'))\n",
        encoding="utf-8",
    )
    return f"'{sys.executable}' '{script}'"


def test_what_is_longer_than_the_screen_is_paged_in_colour(folder: Path, pager: str) -> None:
    seen = on_terminal(["diff", "one.txt"], folder, {"PAGER": f"{pager} --wide 'two words'"})
    assert seen.code == 0
    assert "PAGED ['--wide', 'two words'] FRX utf-8" in seen.text
    assert "CONFLICT" not in seen.text
    paged = (folder / "paged.bin").read_text(encoding="utf-8")
    assert "CONFLICT" in paged
    assert ESCAPE in paged


def test_what_fits_the_screen_is_not_paged(folder: Path, pager: str) -> None:
    seen = on_terminal(["diff", "one.txt"], folder, {"PAGER": pager}, rows=500)
    assert "CONFLICT" in seen.text
    assert "PAGED" not in seen.text
    always = ["diff", "one.txt", "--pager", "always"]
    assert "PAGED" in on_terminal(always, folder, {"PAGER": pager}, rows=500).text


@pytest.mark.parametrize("words", [("timeline", "one.txt"), ("help", "diff"), ("diff", "-h")])
def test_other_commands_and_help_are_paged(
    folder: Path, pager: str, words: tuple[str, ...]
) -> None:
    assert "PAGED" in on_terminal(words, folder, {"SRCCMP_PAGER": pager}).text


@pytest.mark.parametrize(
    ("words", "variables"),
    [
        ((), {"PAGER": "cat"}),
        ((), {"TERM": "dumb"}),
        (("--no-pager", "--pager", "always"), {}),
    ],
)
def test_ways_to_have_no_pager(
    folder: Path, pager: str, words: tuple[str, ...], variables: dict[str, str]
) -> None:
    seen = on_terminal(["diff", "one.txt", *words], folder, {"PAGER": pager, **variables})
    assert (seen.code, "PAGED" in seen.text) == (0, False)
    assert "CONFLICT" in seen.text


@pytest.mark.parametrize(
    ("asked", "variables", "command"),
    [
        (None, {}, ("less",)),
        (None, {"PAGER": ""}, ()),
        (None, {"PAGER": " "}, ()),
        (None, {"PAGER": "most"}, ("most",)),
        (None, {"PAGER": "most", "SRCCMP_PAGER": ""}, ()),
        (None, {"PAGER": "most", "SRCCMP_PAGER": "never"}, ()),
        (None, {"PAGER": "most", "SRCCMP_PAGER": "less -S"}, ("less", "-S")),
        ("never", {"PAGER": "most"}, ()),
        ("always", {"PAGER": "most", "TERM": "dumb"}, ("most",)),
        ("cat", {}, ()),
    ],
)
def test_which_pager(
    asked: str | None, variables: dict[str, str], command: tuple[str, ...]
) -> None:
    assert chosen(asked, variables).command == command


def test_the_nearest_word_on_the_pager_wins(folder: Path, pager: str) -> None:
    (folder / "srccmp.toml").write_text('pager = "never"\n', encoding="utf-8")
    assert "PAGED" not in on_terminal(["help", "diff"], folder, {"PAGER": pager}).text
    words = ["diff", "one.txt"]
    assert "PAGED" not in on_terminal(words, folder, {"PAGER": pager}).text
    assert "PAGED" in on_terminal(words, folder, {"SRCCMP_PAGER": pager}).text
    assert "PAGED" in on_terminal([*words, "--pager", "auto"], folder, {"PAGER": pager}).text


@pytest.mark.parametrize("command", ["no-such-pager", "less 'open"])
def test_a_pager_that_cannot_be_started_loses_nothing(folder: Path, command: str) -> None:
    seen = on_terminal(["diff", "one.txt"], folder, {"PAGER": command})
    assert seen.code == 0
    assert "srccmp: no pager: " in seen.text
    assert "CONFLICT" in seen.text


def test_no_shell_reads_the_pager(folder: Path) -> None:
    on_terminal(["diff", "one.txt"], folder, {"PAGER": "cat; touch broken"})
    assert not (folder / "broken").exists()


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_is_the_pager_and_may_be_left_early(folder: Path) -> None:
    seen = on_terminal(["diff", "one.txt", "--all"], folder, rows=6, keys=[b"q"])
    assert seen.code == 0
    assert "PORT" in seen.text.upper() or "articles" in seen.text
    assert "Traceback" not in seen.text
    conflict = on_terminal(["diff", "one.txt", "--exit-code"], folder, rows=6, keys=[b"q"])
    assert conflict.code == 1


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_ctrl_c_is_the_pagers(folder: Path) -> None:
    """Ctrl-C in less stops what less does; less goes on, and q ends it as ever."""
    seen = on_terminal(["diff", "one.txt", "--all"], folder, rows=6, keys=[b"\x03", b"q"])
    assert seen.code == 0
    assert "interrupted" not in seen.text


@pytest.mark.parametrize(
    ("words", "variables", "is_coloured"),
    [
        ((), {}, True),
        ((), {"TERM": "dumb"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"SRCCMP_COLOR": "never"}, False),
    ],
)
def test_colour_on_a_terminal(
    folder: Path, words: tuple[str, ...], variables: dict[str, str], is_coloured: bool
) -> None:
    seen = on_terminal(["diff", "one.txt", "--no-pager", *words], folder, variables)
    assert (ESCAPE in seen.text) is is_coloured
    assert "CONFLICT" in seen.text


@pytest.mark.parametrize(
    ("when", "variables", "on_terminal", "in_a_pipe"),
    [
        ("auto", {}, True, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"NO_COLOR": "0"}, False, False),  # any word in it, as no-color.org has it
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": "false"}, False, False),
        ("auto", {"FORCE_COLOR": "2", "TERM": "dumb"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "1"}, True, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, True, False),
        ("auto", {"CLICOLOR": "0"}, False, False),
        ("never", {"FORCE_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1"}, True, True),
    ],
)
def test_when_to_colour(
    when: str, variables: dict[str, str], on_terminal: bool, in_a_pipe: bool
) -> None:
    assert wants_colour(when, variables, is_terminal=True) is on_terminal
    assert wants_colour(when, variables, is_terminal=False) is in_a_pipe
    assert not wants_colour(when, variables, is_terminal=True, is_off=True)


def test_the_width_is_that_of_the_terminal(folder: Path) -> None:
    words = ["diff", "one.txt", "--no-pager", "--no-color"]
    for columns in (60, 140):
        lines = on_terminal(words, folder, columns=columns).text.splitlines()
        assert columns - 4 <= max(map(cell_len, lines)) <= columns
    told = on_terminal(words, folder, {"COLUMNS": "70"}, columns=140).text.splitlines()
    assert max(map(cell_len, told)) <= 70


def test_progress_shows_counts_and_the_time_left_and_is_gone_at_the_end(folder: Path) -> None:
    words = ["diff", "one.txt", "--no-pager"]
    seen = on_terminal(words, folder, {"SLOW": "3", "NO_COLOR": "1"}, columns=100).text
    assert "read words" in seen
    assert "of 20" in seen
    assert not re.search(r"(?<!of )\b20\b", seen.partition("left")[0])  # never a bare total
    assert " left" in seen
    before, _, after = seen.rpartition("left")
    assert before
    assert "\x1b[2K" in after  # the line is wiped before the answer stands there
    assert "CONFLICT" in after
    for quiet in (["-q"], []):
        variables = {} if quiet else {"TERM": "dumb"}
        told = on_terminal([*words, *quiet], folder, {**variables, "SLOW": "1.6"}).text
        assert "read words" not in told


def test_ctrl_c_while_it_works(folder: Path) -> None:
    seen = on_terminal(
        ["diff", "one.txt"], folder, {"SLOW": "20"}, keys=[b"\x03"], when=b"read words"
    )
    assert seen.code in (130, -signal.SIGINT)
    assert seen.text.rstrip().endswith("srccmp: interrupted")


def test_the_time_left_is_no_guess() -> None:
    assert seconds_left(50, 100, 10) == 10
    assert seconds_left(100, 100, 10) == 0
    assert [seconds_left(*given) for given in ((0, 9, 9), (5, 0, 9), (1, 9, 0.5))] == [None] * 3
    assert [clock(0), clock(59.6), clock(3600)] == ["0:00", "1:00", "1:00:00"]


def test_a_width_that_nobody_has_is_cut(folder: Path) -> None:
    for columns in ("5000", "99999999999"):
        words = ["diff", "one.txt", "--no-pager", "--no-color"]
        seen = on_terminal(words, folder, {"COLUMNS": columns})
        assert seen.code == 0
        assert max(map(cell_len, seen.text.splitlines())) <= 1000


@pytest.mark.parametrize(
    "words", [("-m", "srccmp"), ("-c", "from srccmp.__main__ import main; main()")]
)
def test_ctrl_c_while_the_modules_load(tmp_path: Path, words: tuple[str, ...]) -> None:
    """An interrupt from the first module of the command line on is a line, no traceback."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'srccmp.cli': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    variables = environment(tmp_path)
    variables["PYTHONPATH"] = os.pathsep.join([str(tmp_path), variables["PYTHONPATH"]])
    done = subprocess.run(
        [sys.executable, *words, "--help"], env=variables, capture_output=True, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (130, b"srccmp: interrupted\n")
