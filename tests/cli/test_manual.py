"""Help, man page and documents say what there is, and all that there is."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.test_cli import Run, run

from srccmp import __version__
from srccmp.cli import manual
from srccmp.cli.app import app

__all__ = ["run"]
ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
TOP: Any = typer.main.get_command(app)
PAGES = manual.pages(TOP)
COMMANDS = [page.name.removeprefix("srccmp ") for page in PAGES[1:]]
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
groff = pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")


def options_of(page: manual.Page) -> set[str]:
    return {
        name
        for _, entries in page.panels
        for entry in entries
        for name in entry.names
        if name.startswith("-")
    }


def told_options() -> set[str]:
    """Every option that stands as code in docs/cli.md, other programs' commands left out."""
    fences = re.findall(r"```\w*\n(.*?)```", MANUAL, re.DOTALL)
    inline = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", MANUAL, flags=re.DOTALL))
    codes = [code for code in (*fences, *inline) if not re.match("PAGER=|pip |less ", code)]
    ours = [re.sub(r"\| man .*", "", code) for code in codes]
    return {name for code in ours for name in OPTION.findall(code)}


def section(name: str) -> str:
    """What docs/cli.md says under a heading, and in the section of what commands share."""
    found = MANUAL.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    return found + MANUAL.partition("\n## Options in common\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_every_command_and_option_is_in_the_document(page: manual.Page) -> None:
    top = " ".join(page.name.split()[:2])
    assert f"\n## {top}\n" in MANUAL, f"docs/cli.md has no section on {top}"
    assert page.name == top or f"`{page.name}" in section(top)
    missing = [name for name in options_of(page) if f"`{name}" not in section(top)]
    assert missing == [], f"docs/cli.md tells nothing of these options of {page.name}"


def test_options_of_the_program_are_in_the_document() -> None:
    assert options_of(PAGES[0]) - told_options() == set()


def test_the_document_has_no_option_that_is_none() -> None:
    known = {name for page in PAGES for name in options_of(page)}
    assert told_options() - known == set()
    headings = re.findall(r"^## srccmp (.+)$", MANUAL, re.MULTILINE)
    assert set(headings) == set(TOP.commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_has_examples_that_can_be_parsed(page: manual.Page) -> None:
    assert page.examples or page.name == "srccmp cache", page.name
    for example in page.examples:
        words = re.split(r"\s{2,}|\s>", example)[0].split()
        assert words[0] == "srccmp"
        command: Any = TOP
        context = TOP.context_class(TOP, info_name="srccmp", resilient_parsing=False)
        while (inner := getattr(command, "commands", {}).get(words[1])) is not None:
            command, words = inner, words[1:]
            if not getattr(command, "commands", {}):
                break
        assert command is not TOP, example
        opts, rest, _ = command.make_parser(context).parse_args(words[1:])
        assert opts or not rest, example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_help_fits_the_screen(run: Run, page: manual.Page) -> None:
    words = page.name.split()[1:]
    shown = run(*words, "-h")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert max(map(len, shown.stdout.splitlines())) <= 80
    for name in options_of(page):
        assert name in shown.stdout
    assert run("help", *words).stdout == shown.stdout


def test_help_lists_the_commands_by_purpose(run: Run) -> None:
    shown = run("help").stdout
    assert shown == run().stderr or shown == run().stdout  # `srccmp` alone
    places = [shown.index(f"\n{name}:") for name in ("Read the accounts", "Measure", "Set up")]
    assert places == sorted(places)
    for name, command in TOP.commands.items():
        line = next(line for line in shown.splitlines() if line.split()[:1] == [name])
        assert line.strip().endswith("."), f"cut: {line}"
        assert command.help


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dif",), "Did you mean 'diff'?"),
        (("help", "dif"), "did you mean diff?"),
        (("help", "cache", "claer"), "did you mean clear?"),
        (("diff", "--limt", "3"), "No such option: --limt. Did you mean '--limit'?"),
        (("diff", "--matirx"), "Did you mean '--matrix'?"),
        (("--versoin",), "Did you mean '--version'?"),
        (("diff", "--only", "conflit"), "Did you mean 'conflict'?"),
        (("help", "zzzz"), "there are: "),
    ],
)
def test_did_you_mean(run: Run, words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


# The man page ----------------------------------------------------------------------------------


def test_the_man_page_and_the_list_of_options_are_kept_current() -> None:
    page = (ROOT / "man" / "srccmp.1").read_text(encoding="utf-8")
    assert page == manual.roff(PAGES, __version__), "run `just manual`"
    options = (ROOT / "docs" / "options.md").read_text(encoding="utf-8")
    assert options == manual.markdown(PAGES), "run `just manual`"


def test_the_man_page_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"man/srccmp.1": "share/man/man1/srccmp.1"}


def test_man_prints_its_source(run: Run, tmp_path: Path) -> None:
    assert run("man").stdout == manual.roff(PAGES, __version__)
    assert run("man", "-f", "md").stdout == manual.markdown(PAGES)
    assert run("man", "-o", "all.md").exit_code == 0
    assert (tmp_path / "all.md").read_text(encoding="utf-8") == manual.markdown(PAGES)


def plain(source: str) -> tuple[str, str]:
    """The page as a reader sees it, without line breaks, and what groff warns of."""
    command = ["groff", "-ww", "-mandoc", "-Tutf8", "-P-cbou", "-rLL=2000n"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True)
    return " ".join(done.stdout.decode().split()), done.stderr.decode()


@groff
def test_the_man_page_reads_well() -> None:
    shown, warnings = plain(manual.roff(PAGES, __version__))
    assert warnings == ""
    for page in PAGES:
        for name in options_of(page):
            assert name in shown
        for text in (*page.text, *page.examples):
            assert " ".join(text.replace("…", "...").split()) in shown


@groff
@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30))
def test_roff_shows_any_words_as_they_are(words: str) -> None:
    shown, warnings = plain(f".TH X 1\n.SH NAME\n{manual.escaped(words)}\n")
    assert warnings == ""
    assert words in shown
