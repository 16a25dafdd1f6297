"""What the shell offers after Tab: ids, names and words; in real shells, and nothing to fear."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.builders import port_fire
from tests.cli.started import environment
from tests.cli.test_cli import Run, run

from srccmp import store
from srccmp.cli import complete
from srccmp.cli.app import app

__all__ = ["run"]
CLAIM = port_fire().claims[0].id


def offered(words: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash is offered for the last of ``words``, by typer's own protocol."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_SRCCMP_COMPLETE", "complete_bash")
        patch.setenv("COMP_WORDS", words)
        patch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
        with pytest.raises(SystemExit) as ended:
            app(prog_name="srccmp")
    shown = capsys.readouterr()
    assert (ended.value.code, shown.err) == (0, "")
    return shown.out.split("\n")[:-1] if shown.out != "\n" else []


def test_words_of_the_last_comparison(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("diff --story ", "diff --source ", "show "):
        assert offered(f"srccmp {option}", capsys) == []
    assert run("diff", "one.txt").exit_code == 0
    assert CLAIM in offered(f"srccmp show {CLAIM[:3]}", capsys)
    assert all(word.startswith(CLAIM[0]) for word in offered(f"srccmp show {CLAIM[0]}", capsys))
    assert offered("srccmp diff --source Бер", capsys) == ["Берег"]
    assert offered("srccmp diff --lang ", capsys) == ["en", "ru", "uk"]
    assert offered("srccmp timeline --story ", capsys) == ["s1"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("srccmp tim", ["timeline"]),
        ("srccmp cache c", ["clear"]),
        ("srccmp help tim", ["timeline"]),
        ("srccmp diff --only agree,un", ["agree,unclear"]),
        ("srccmp diff --only=co", ["compatible", "conflict"]),
        ("srccmp timeline --facet ca", ["cause"]),
        ("srccmp sources -f c", ["csv"]),
        ("srccmp show abc -f j", ["json", "jsonl"]),
        ("srccmp diff --encoder bundled-", ["bundled-int8"]),
        ("srccmp diff --color a", ["auto", "always"]),
        ("srccmp diff --no-p", ["--no-pager"]),
        ("srccmp diff --nonsense x --on", ["--only", "--one-story"]),
        ("srccmp diff one.t", []),  # files are the shell's own
    ],
)
def test_words_of_the_program(
    words: str, expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(words, capsys) == expected


def test_ids_come_from_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def known_ids(prefix: str) -> list[tuple[str, str]]:
        ids = [("abc1", "claim: \\$(touch x) `touch x` 'x'"), ("abc;x", "article"), ("b", "")]
        return [each for each in ids if each[0].startswith(prefix)]

    monkeypatch.setattr(store, "known_ids", known_ids, raising=False)
    assert complete.ids("ab") == [("abc1", "claim: (touch x) touch x x")]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"comparison": {"claims": [1, {}]}}', b"\xff"]
)
def test_a_damaged_store_is_silence(
    run: Run, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(run)  # the folders
    (tmp_path / ".state").mkdir()
    (tmp_path / ".state" / "last.json").write_bytes(data)
    for words in ("show a", "diff --source a", "diff --story a"):
        assert offered(f"srccmp {words}", capsys) == []


def test_settings_that_are_wrong_do_not_disturb(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(run)
    (tmp_path / "srccmp.toml").write_text("nonsense = [", encoding="utf-8")
    assert offered("srccmp diff --only upd", capsys) == ["update"]


@hypothesis_settings(deadline=None)
@given(st.lists(st.text()), st.text())
def test_a_name_that_a_shell_would_read_is_not_offered(names: list[str], begun: str) -> None:
    for word in complete.listed(names, begun):
        assert complete.WORD.fullmatch(word.rpartition(",")[2])
        assert word.startswith(begun)


# In real shells --------------------------------------------------------------------------------


@pytest.fixture
def shell_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program called srccmp, and a kept comparison whose titles are commands."""
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    found = port_fire()
    evil = "x \\$(touch broken) `touch broken` '; touch broken; ' \"$(touch broken)\" ) : ((a))"
    store.save(replace(found, articles=tuple(replace(a, title=evil) for a in found.articles)))
    program = tmp_path / "bin" / "srccmp"
    program.parent.mkdir()
    script = "from srccmp.cli.app import main; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{script}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def in_shell(shell: list[str], script: str, folder: Path) -> str:
    variables = environment(folder, TERM="dumb", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    variables["PATH"] = f"{folder / 'bin'}{os.pathsep}{variables['PATH']}"
    done = subprocess.run(
        [*shell, script], cwd=folder, env=variables, capture_output=True, timeout=60, check=True
    )
    assert done.stderr.decode() == ""
    assert not (folder / "broken").exists()
    return done.stdout.decode()


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash(shell_folder: Path) -> None:
    script = f"""
    eval "$(srccmp --show-completion bash)"
    complete -p srccmp
    COMP_WORDS=(srccmp show {CLAIM[:4]}) COMP_CWORD=2
    _srccmp_completion srccmp; echo "${{COMPREPLY[@]}}"
    COMP_WORDS=(srccmp diff --only agree,up) COMP_CWORD=3
    _srccmp_completion srccmp; echo "${{COMPREPLY[@]}}"
    """
    bash = ["bash", "--norc", "--noprofile", "-c"]
    _, ids, relations = in_shell(bash, script, shell_folder).splitlines()
    assert (ids, relations) == (CLAIM, "agree,update")


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish(shell_folder: Path) -> None:
    article = port_fire().articles[0].id
    script = f"""
    srccmp --show-completion fish | source
    complete -C 'srccmp show {article[:5]}'
    """
    lines = in_shell(["fish", "--no-config", "-c"], script, shell_folder).splitlines()
    assert [line.partition("\t")[0] for line in lines] == [article]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh(shell_folder: Path) -> None:
    """zsh evaluates the answer, and `_arguments` evaluates a part of it again."""
    article = port_fire().articles[0].id
    script = f"""
    compdef() {{ : }}
    _arguments() {{ local action=${{1#*: :}}; eval "found=( ${{action[3,-3]}} )"; print -l $found }}
    eval "$(srccmp --show-completion zsh)"
    words=(srccmp show {article[:5]}) CURRENT=3
    _srccmp_completion
    """
    shown = in_shell(["zsh", "-f", "-c"], script, shell_folder)
    assert shown.partition("\\:")[0].startswith(article) or shown.startswith(article)


def test_completion_is_quick(shell_folder: Path) -> None:
    """It loads nothing of what compares."""
    script = (
        "import sys\nfrom srccmp.cli.app import app\n"
        "try:\n    app(prog_name='srccmp')\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & {'numpy', 'rapidfuzz', 'rich', 'pymorphy3',"
        " 'srccmp.pipeline', 'srccmp.read'}), file=sys.stderr)"
    )
    variables = environment(
        shell_folder,
        _SRCCMP_COMPLETE="complete_bash",
        COMP_WORDS=f"srccmp show {CLAIM[:4]}",
        COMP_CWORD="2",
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=variables, capture_output=True, check=True
    )
    assert (done.stdout.decode(), done.stderr.decode()) == (f"{CLAIM}\n", "[]\n")
