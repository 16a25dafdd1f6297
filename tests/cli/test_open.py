"""``show --open``: the pager, where it begins, and what it is given where there is no file."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import port_fire
from typer.testing import CliRunner, Result

from srccmp import store
from srccmp.cli.app import app
from srccmp.comparison import Comparison
from srccmp.errors import BadInput
from srccmp.model import Article
from srccmp.pager import to_open
from srccmp.present.safe import CONTROLS

PAGER = """
import json, signal, sys
from pathlib import Path
assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
told = {"words": sys.argv[1:], "text": "" if sys.stdin.isatty() else sys.stdin.read()}
Path(__file__).with_suffix(".json").write_text(json.dumps(told))
"""


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that writes down what it was called with; the folder of the articles is the current
    one."""
    program = tmp_path / "bin" / "less"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{PAGER}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PAGER", f"{program} -R --prompt 'a b; touch x'")
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return program.with_suffix(".json")


def keep(path: str, *, written: bool = True) -> Article:
    """The port's story is the last comparison, its first article at ``path``."""
    comparison = port_fire()
    first, *others = comparison.articles
    first = replace(first, path=path)
    if written:
        Path(path).write_text(first.text, encoding="utf-8")
    store.save(replace(comparison, articles=(first, *others)))
    return first


def last(article: Article, comparison: Comparison) -> tuple[str, int]:
    """The article's last statement and the line where it begins."""
    own = [a.statement for a in comparison.statements if a.statement.article_id == article.id]
    return own[-1].id, article.text.count("\n", 0, own[-1].span.start) + 1


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["show", *words, "--open"])


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pager is a script")


@pytest.mark.parametrize("name", ["a.txt", "-x.txt", "+9.txt", "a b;$(touch y).txt", "é.md"])
def test_the_file_at_the_line_whatever_its_name(said: Path, name: str) -> None:
    article = keep(name)
    statement, line = last(article, port_fire())
    result = run(statement)
    assert (result.exit_code, result.output) == (0, "")
    words = json.loads(said.read_text())["words"]
    assert words == ["-R", "--prompt", "a b; touch x", f"+{line}", str(Path.cwd() / name)]
    assert sorted(path.name for path in Path.cwd().iterdir()) == [name]  # no shell ran


def test_an_article_begins_where_its_account_does_and_a_claim_at_its_clearest_text(
    said: Path,
) -> None:
    article = keep("a.txt")
    assert run(article.id).exit_code == 0
    assert json.loads(said.read_text())["words"][-1].endswith("a.txt")
    comparison = port_fire()
    claim = next(c for c in comparison.claims if c.members[0] in _own(article, comparison))
    assert run(claim.id).exit_code == 0


def _own(article: Article, comparison: Comparison) -> set[str]:
    return {a.id for a in comparison.statements if a.statement.article_id == article.id}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("-", "- is no file of its own"),
        ("table.jsonl#3", "is not there any more"),
        ("gone.txt", "gone.txt is not there any more"),
    ],
)
def test_where_there_is_no_file_the_text_that_was_read_is_shown(
    said: Path, path: str, told: str
) -> None:
    article = keep(path, written=False)
    statement, line = last(article, port_fire())
    result = run(statement)
    assert result.exit_code == 0
    assert told in result.stderr
    assert "this was the text that was read" in result.stderr
    called = json.loads(said.read_text())
    assert called["words"][-1] == f"+{line}"
    words = next(a for a in port_fire().statements if a.id == statement).statement.text.strip()
    assert words in called["text"].splitlines()[line - 1]


def test_a_record_of_a_table_is_no_file(said: Path) -> None:
    Path("table.jsonl").write_text("{}", encoding="utf-8")
    article = keep("table.jsonl#3", written=False)
    result = run(last(article, port_fire())[0])
    assert "table.jsonl#3 is no file of its own" in result.stderr
    assert json.loads(said.read_text())["text"].strip()


def test_a_changed_file_is_shown_without_a_line(said: Path) -> None:
    article = keep("a.txt")
    Path("a.txt").write_text("Another text.", encoding="utf-8")
    result = run(last(article, port_fire())[0])
    assert "was changed since it was read" in result.stderr
    assert json.loads(said.read_text())["words"][-2:] == [
        "a b; touch x",
        str(Path.cwd() / "a.txt"),
    ]


def test_a_pager_that_takes_no_line_gets_none(said: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = said.with_name("cat")
    program.write_bytes(said.with_name("less").read_bytes())
    program.chmod(0o755)
    monkeypatch.setenv("PAGER", str(program))
    article = keep("a.txt")
    assert run(last(article, port_fire())[0]).exit_code == 0
    assert json.loads(program.with_suffix(".json").read_text())["words"] == [
        str(Path.cwd() / "a.txt")
    ]


def test_a_story_and_another_form_cannot_be_opened(said: Path) -> None:
    keep("a.txt")
    story = run("s1")
    assert story.exit_code == 2
    assert "several files" in story.stderr
    assert run("s1", "-f", "json").exit_code == 2
    assert not said.exists()


def test_the_usual_pagers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"less": "/usr/bin/less", "more": "/usr/bin/more"}
    monkeypatch.setattr("shutil.which", found.get)
    assert to_open(None, {}, None) == ["less"]
    assert to_open(None, {}, 7) == ["less", "+7"]
    del found["less"]
    assert to_open(None, {}, None) == ["more"]
    assert to_open(None, {"PAGER": "  "}, None) == ["more"]
    del found["more"]
    with pytest.raises(BadInput, match="no pager was found"):
        to_open(None, {}, None)
    with pytest.raises(BadInput, match="nosuch -R"):
        to_open(None, {"PAGER": "nosuch -R"}, None)
    with pytest.raises(BadInput, match="cannot be understood"):
        to_open(None, {"PAGER": "less 'open"}, None)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "bad", [b"\x1b]52;c;eA==\x07", b"\x1b[2J", b"\xc2\x9b31m", "\u202e".encode(), b"\x08", b"\xff"]
)
def test_a_file_with_signs_that_a_terminal_obeys_is_not_handed_on(
    said: Path, name: str, bad: bytes
) -> None:
    article = keep(name)
    Path(name).write_bytes(Path(name).read_bytes() + b"\n" + bad)
    digest = hashlib.sha256(Path(name).read_bytes()).hexdigest()
    first, *others = port_fire().articles
    text = f"{first.text}\n{bad.decode(errors='replace')}"
    marked = replace(first, path=name, text=text, sha256=digest)
    store.save(replace(port_fire(), articles=(marked, *others)))
    statement, line = last(article, port_fire())
    result = run(statement)
    assert result.exit_code == 0
    assert "signs that a terminal would obey, or is not UTF-8" in result.stderr
    told = json.loads(said.read_text())
    assert told["words"][-1] == f"+{line}"
    assert told["text"].startswith(first.text[:40])
    assert bad.decode(errors="ignore") not in told["text"] or bad == b"\xff"
    assert CONTROLS.search(told["text"]) is None


def test_right_to_left_letters_and_tabs_are_no_such_signs(said: Path) -> None:
    article = keep("a.txt")
    Path("a.txt").write_text(f"{article.text}\n\tمرحبا \u200fשלום\r\n", encoding="utf-8")
    assert "was changed since" in run(article.id).stderr
    assert json.loads(said.read_text())["words"][-1].endswith("a.txt")


@pytest.mark.parametrize("asked", [None, "auto", "always", "never", ""])
def test_what_says_only_when_to_page_names_no_program(
    asked: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name)
    variables = {"PAGER": "most -w", "SRCCMP_PAGER": "never"}
    assert to_open(asked, variables, 7) == ["most", "-w", "+7"]


def test_the_program_is_chosen_as_for_long_output(said: Path) -> None:
    """``PAGER`` names one that is there; the option, the variable and the setting come first."""
    article = keep("a.txt")
    statement = last(article, port_fire())[0]
    other = said.with_name("mine.py")
    other.write_text(PAGER, encoding="utf-8")
    command = f"{sys.executable} {other}"
    for words, variables in (
        (["--pager", command], {}),
        ([], {"SRCCMP_PAGER": command}),
    ):
        done = CliRunner().invoke(app, ["show", statement, "--open", *words], env=variables)
        assert (done.exit_code, done.output) == (0, "")
        assert json.loads(other.with_suffix(".json").read_text())["words"][-1].endswith("a.txt")
        other.with_suffix(".json").unlink()
    assert not said.exists()
