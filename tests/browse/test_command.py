"""`srccmp browse` from the shell: where it runs, where it cannot, and what it hands over."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from srccmp import store
from srccmp.browse import pager
from srccmp.cli import browse as command
from srccmp.cli.app import app
from srccmp.errors import BadInput
from srccmp.present.safe import ESCAPES
from tests.builders import port_fire


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.encoding = encoding

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_check_terminal", lambda: None)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["browse", *words])
    return result.exit_code, result.stderr


def test_without_a_terminal_it_says_what_to_do() -> None:
    code, told = run()
    assert code == 2
    assert told.count("\n") == 1
    assert told.startswith("srccmp: browse needs a terminal")
    assert "srccmp diff" in told


@pytest.mark.parametrize(
    ("encoding", "term", "told"),
    [("cp1252", "xterm", "UTF-8"), ("ascii", "xterm", "UTF-8"), ("utf-8", "dumb", "terminal")],
)
def test_terminals_that_cannot_show_it(
    encoding: str, term: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal(encoding))
    monkeypatch.setenv("TERM", term)
    with pytest.raises(BadInput, match=told):
        command._check_terminal()
    monkeypatch.setenv("TERM", "xterm")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal("UTF8"))
    command._check_terminal()


@pytest.mark.usefixtures("terminal")
def test_without_textual_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual", None)
    code, told = run("--last")
    assert code == 2
    assert told == ("srccmp: the full screen needs textual (pip install 'srccmp[browse]')\n")


@pytest.mark.usefixtures("terminal")
def test_paths_or_the_last_comparison_not_both() -> None:
    code, told = run("--last", "articles")
    assert code == 2
    assert "not both" in told


@pytest.mark.usefixtures("terminal")
def test_what_is_asked_for_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / "state"))
    code, told = run("--last")
    assert (code, "no comparison is kept yet" in told) == (2, True)
    store.save(port_fire())
    opened: list[list[str]] = []
    pagers: list[str | None] = []

    def opens(index: object, choice: object, asked_pager: str | None) -> None:
        from srccmp.browse.choose import Catalogue

        pagers.append(asked_pager)
        opened.append([c.id for c in Catalogue(index).passing(choice)])  # type: ignore[arg-type]

    monkeypatch.setattr("srccmp.browse.browse", opens)
    claims = [claim.id for claim in port_fire().claims]
    assert run("--last") == (0, "")
    words = ("--only", "conflict,update", "--source", "daily", "--pager", "most -w")
    assert run("--last", *words) == (0, "")
    assert pagers == [None, "most -w"]
    assert opened == [claims, claims[:2]]
    code, told = run("--last", "--source", "nobody")
    assert (code, "no source is called 'nobody'" in told) == (2, True)


def test_help_loads_no_textual() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from srccmp.cli.app import app\n"
        "assert CliRunner().invoke(app, ['browse', '--help']).exit_code == 0\n"
        "assert 'textual' not in sys.modules and 'rich' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# The pager -----------------------------------------------------------------------------------


def test_the_pager_reads_the_text_made_harmless(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    article = port_fire().articles[0]
    evil = type(article)(
        **{name: getattr(article, name) for name in article.__slots__}
        | {"text": "One\x1b[2J.\n\nЗ двох \u202eрядків.", "body": article.body}
    )
    script = tmp_path / "pager.py"
    script.write_text(
        "import pathlib, sys; pathlib.Path('seen').write_bytes(sys.stdin.buffer.read())",
        encoding="utf-8",
    )
    monkeypatch.setenv("PAGER", f"{sys.executable} {script}")
    pager.page(evil, 3, None)
    assert Path("seen").read_text(encoding="utf-8") == "One.\n\nЗ двох рядків.\n"
    with pytest.raises(BadInput, match="no-such-pager-here"):
        pager.page(evil, 3, "no-such-pager-here")


# For real ------------------------------------------------------------------------------------

PATIENCE = 60  # seconds


class Session:
    """The program in a pseudo-terminal of 100 by 30."""

    def __init__(self, *words: str, environment: dict[str, str]) -> None:
        import pty

        self._master, slave = pty.openpty()
        program = "from srccmp.cli.app import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=os.environ | environment | {"COLUMNS": "100", "LINES": "30", "PYTHONUTF8": "1"},
        )
        os.close(slave)
        self._end = time.monotonic() + PATIENCE
        self.seen = ""

    def read(self) -> bool:
        """What has come since; False where nothing more will."""
        if select.select([self._master], [], [], 0.2)[0]:
            try:
                self.seen += os.read(self._master, 65536).decode(errors="replace")
            except OSError:  # the other side is gone
                return False
        return True

    def until(self, wanted: str) -> None:
        self.seen = ""
        while wanted not in ESCAPES.sub("", self.seen):
            assert self.read(), self.seen
            assert time.monotonic() < self._end, self.seen[-2000:]

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed")
def test_in_a_terminal(tmp_path: Path) -> None:
    state = tmp_path / "state"
    store.save(port_fire(), state)
    environment = {"SRCCMP_STATE_DIR": str(state), "TERM": "xterm-256color"}
    session = Session("browse", "--last", environment=environment)
    try:
        session.until("conflict · cause")
        session.press("j")
        session.until("UPDATE · quantity")
        session.press("q")
        while session.process.poll() is None:
            session.read()
            assert time.monotonic() < session._end
        assert session.process.returncode == 0
    finally:
        session.close()
    assert [each.name for each in tmp_path.iterdir()] == ["state"]
