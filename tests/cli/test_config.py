"""Settings: which place wins, what a place may not say, and what is told of it."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.cli.test_cli import Run, run

from srccmp.cli import settings
from srccmp.present.safe import UNSEEN

__all__ = ["run"]


def relations(run: Run, *words: str) -> set[str]:
    """The relations among the claims that `diff` tells of as JSON."""
    result = run("diff", "one.txt", "-f", "json", *words)
    assert result.exit_code == 0, result.stderr
    return {claim["relation"] for claim in json.loads(result.stdout)["claims"]}


def own_file(folder: Path) -> Path:
    path = folder / ".config" / "srccmp" / "srccmp.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def in_force(run: Run, *words: str) -> dict[str, tuple[object, str]]:
    """Value and origin of each setting, by its key and, where it is not for all, its command."""
    rows = json.loads(run("config", "-f", "json", *words).stdout)
    return {row["setting"]: (row["value"], row["from"]) for row in rows if row["from"] != "default"}


def test_option_variable_project_user_default(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = relations(run)
    assert len(everything) > 3
    own_file(tmp_path).write_text('only = "single"\n', encoding="utf-8")
    assert relations(run) == {"single"}
    (tmp_path / "srccmp.toml").write_text('only = ["agree"]\n', encoding="utf-8")
    assert relations(run) == {"agree"}
    monkeypatch.setenv("SRCCMP_ONLY", "update,conflict")
    assert relations(run) == {"update", "conflict"}
    assert relations(run, "--only", "update") == {"update"}
    assert in_force(run) == {"only": ("update,conflict", "SRCCMP_ONLY")}


def test_a_table_is_for_its_command_and_counts_more(run: Run, tmp_path: Path) -> None:
    (tmp_path / "srccmp.toml").write_text(
        'limit = 2\nformat = "csv"\n[diff]\nlimit = 1\nonly = "agree"\n', encoding="utf-8"
    )
    assert len(run("diff", "one.txt").stdout.splitlines()) > 1
    assert {line.split(",")[1] for line in run("diff", "one.txt").stdout.splitlines()[1:]} == {
        "agree"
    }
    assert len(run("timeline", "one.txt").stdout.splitlines()) == 3
    # `show` has no CSV, so the form for all does not reach it.
    assert run("show", "zzzz", "one.txt").stderr.startswith("srccmp: no claim")
    assert in_force(run) == {
        "format": ("csv", "srccmp.toml:2"),
        "limit": (2, "srccmp.toml:1"),
        "diff.limit": (1, "srccmp.toml:4"),
        "diff.only": ("agree", "srccmp.toml:5"),
    }


def test_an_ending_on_the_command_line_is_stronger_than_a_form_in_a_file(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "srccmp.toml").write_text('format = "json"\n', encoding="utf-8")
    assert run("diff", "one.txt", "-o", "out.csv").exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("claim,")
    assert run("diff", "one.txt", "-o", "out.csv", "-f", "jsonl").exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("{")


def test_pyproject_and_folders_above(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        "[tool.other]\nonly = 3\n[tool.srccmp]\nlimit = 7\n[tool.srccmp.diff]\nall = true\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(inner)
    place = str(tmp_path / "pyproject.toml")
    assert in_force(run) == {"limit": (7, f"{place}:4"), "diff.all": (True, f"{place}:6")}
    # The nearest file is the only one of the project.
    (tmp_path / "a" / "srccmp.toml").write_text("limit = 8\n", encoding="utf-8")
    assert set(in_force(run)) == {"limit"}
    # A file without settings is none: the search goes on.
    (inner / "pyproject.toml").write_text('[project]\nname = "srccmp"\n', encoding="utf-8")
    assert in_force(run)["limit"][0] == 8
    # The top of a repository ends the search, and so does the home folder.
    (inner / ".git").mkdir()
    assert in_force(run) == {}
    (inner / ".git").rmdir()
    monkeypatch.setenv("HOME", str(inner))
    assert in_force(run) == {}


def test_a_named_file_replaces_all_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file(tmp_path).write_text("limit = 1\n", encoding="utf-8")
    (tmp_path / "srccmp.toml").write_text("all = true\n", encoding="utf-8")
    (tmp_path / "named.toml").write_text('encoder = "st:model"\npager = "most"\n', encoding="utf-8")
    expected = {"encoder": ("st:model", "named.toml:1"), "pager": ("most", "named.toml:2")}
    assert in_force(run, "--config", "named.toml") == expected
    monkeypatch.setenv("SRCCMP_CONFIG", "named.toml")
    assert in_force(run) == expected
    assert in_force(run, "--config", os.devnull) == {}
    result = run("diff", "one.txt", "--config", "gone.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("srccmp: gone.toml: no such file of settings")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("widht = 90", "srccmp.toml:1: no setting is called 'widht' (did you mean width?)"),
        ("\n[diff]\nlimits = 3", "srccmp.toml:3: no setting of diff is called 'limits' (did you"),
        ("[dif]\nlimit = 3", "srccmp.toml:1: no setting is called 'dif' (did you mean diff?)"),
        ("[bench]\nmatrix = true", "srccmp.toml:2: no setting of bench is called 'matrix' (there"),
        ("output = 'x'", "srccmp.toml:1: no setting is called 'output'"),
        ("limit = 'many'", "srccmp.toml:1: limit: "),
        ("limit = 0", "srccmp.toml:1: limit: "),
        ("limit = 2.5", "srccmp.toml:1: limit: 2.5 is no single value"),
        ("limit = true", "srccmp.toml:1: limit: True is no single value"),
        ("all = 'yes'", "srccmp.toml:1: all: 'yes' is not true or false"),
        ("only = [1]", "srccmp.toml:1: only: [1] is no list of words"),
        ("only = 'conflit'", "Did you mean 'conflict'?"),
        ("since = 'soon'", "srccmp.toml:1: since: 'soon' is no date"),
        ("encoder = 'bert'", "srccmp.toml:1: encoder may not be set to 'bert' by a file in a"),
        ("width = ", "srccmp.toml: no TOML: "),
        ("width = 90\nwidth = 91", "srccmp.toml: no TOML: "),
        ("\ufeffwidth = 9", "srccmp.toml:1: width: "),
    ],
)
def test_what_is_wrong_is_one_line(run: Run, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "srccmp.toml").write_text(text, encoding="utf-8")
    for words in (("diff", "one.txt"), ("config",)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith("srccmp: srccmp.toml")
        assert told in line


def test_help_and_paths_work_where_the_settings_are_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "srccmp.toml").write_text("widht = 90\ncolor = 7\n", encoding="utf-8")
    for words in (("diff", "-h"), ("help",), ("config", "--path"), ("cache", "info"), ("man",)):
        result = run(*words)
        assert (result.exit_code, result.stderr) == (0, ""), words


def test_bytes_that_are_no_settings(run: Run, tmp_path: Path) -> None:
    for data in (b"\xff\xfe\x00", b"x" * 1_000_001, b"[" * 100_000):
        (tmp_path / "srccmp.toml").write_bytes(data)
        result = run("diff", "one.txt")
        assert result.exit_code == 2
        assert result.stderr.startswith("srccmp: srccmp.toml: no TOML: ")
    (tmp_path / "srccmp.toml").unlink()
    (tmp_path / "srccmp.toml").mkdir()
    assert run("diff", "one.txt").exit_code == 2
    (tmp_path / "srccmp.toml").rmdir()
    # Other programs' file: not ours to complain of.
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.srccmp\n")
    assert run("diff", "one.txt").exit_code == 0


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("SRCCMP_LIMIT", "many", "SRCCMP_LIMIT: limit: "),
        ("SRCCMP_ALL", "perhaps", "SRCCMP_ALL: 'perhaps' is none of 1, true"),
        ("SRCCMP_ENCODER", "bert", "SRCCMP_ENCODER: encoder: no encoder is called 'bert'"),
        ("SRCCMP_PAGER", 'less "', "SRCCMP_PAGER: pager: "),
    ],
)
def test_a_wrong_variable(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = run("diff", "one.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"srccmp: {told}")


def test_variables(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SRCCMP_ONE_STORY", "yes")
    monkeypatch.setenv("SRCCMP_SOURCE", "Port Daily,Хвиля")
    monkeypatch.setenv("SRCCMP_WIDTH", " 90 ")
    monkeypatch.setenv("SRCCMP_LANG", "")
    assert in_force(run) == {
        "one-story": (True, "SRCCMP_ONE_STORY"),
        "source": ("Port Daily,Хвиля", "SRCCMP_SOURCE"),
        "width": (90, "SRCCMP_WIDTH"),
    }
    data = json.loads(run("diff", "one.txt", "-f", "json").stdout)
    assert data["options"]["one_story"] is True


# A folder of articles may bring a file of settings ----------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "pager = \"sh -c 'touch broken'\"",
        'encoder = "st:somebody/model"',
        'encoder = "onnx:./model"',
        'nli = "hf:somebody/model"',
        'nli = "model"',
        "quiet = true",
    ],
)
def test_a_project_may_not_name_programs_and_models(run: Run, tmp_path: Path, line: str) -> None:
    name = line.partition(" ")[0]
    (tmp_path / "srccmp.toml").write_text(f"[diff]\n{line}\n", encoding="utf-8")
    result = run("diff", "one.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"srccmp: srccmp.toml:2: diff.{name} may not be set to ")
    assert not (tmp_path / "broken").exists()
    assert run("diff", "one.txt", "--config", os.devnull).exit_code == 0
    # The user's own file, and one that the user names, may.
    (tmp_path / "srccmp.toml").rename(own_file(tmp_path))
    assert name in str(in_force(run))


def test_what_a_project_changes_of_the_answer_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "srccmp.toml").write_text('only = "agree"\nwidth = 90\n', encoding="utf-8")
    told = "srccmp: settings of srccmp.toml: only = agree\n"
    assert run("diff", "one.txt").stderr == told
    assert run("diff", "one.txt", "-q").stderr == ""
    assert run("diff", "one.txt", "--only", "update").stderr == ""
    assert run("sources", "one.txt").stderr == ""
    (tmp_path / "srccmp.toml").rename(own_file(tmp_path))
    assert run("diff", "one.txt").stderr == ""


# srccmp config ---------------------------------------------------------------------------------


def test_config_shows_values_and_places(run: Run, tmp_path: Path) -> None:
    (tmp_path / "srccmp.toml").write_text('lang = ["uk", "ru"]\n', encoding="utf-8")
    shown = run("config").stdout
    row = next(line for line in shown.splitlines() if line.split()[:1] == ["lang"])
    commands = ["diff", "timeline", "browse", "sources"]
    assert row.split() == ["lang", "uk,ru", "srccmp.toml:1", *commands]
    assert max(map(len, shown.splitlines())) <= 80
    paths = run("config", "--path").stdout.splitlines()
    assert paths[0] == f"used  {tmp_path / 'srccmp.toml'}"
    assert paths[-1] == f"none  {own_file(tmp_path)}"


def test_config_as_toml_can_be_read_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file(tmp_path).write_text(
        'lang = ["uk"]\npager = "less \\"-S\\""\n[diff]\nall = true\nlimit = 3\n', encoding="utf-8"
    )
    monkeypatch.setenv("SRCCMP_NLI", "onnx:my\\model")
    before = {key: value for key, (value, _) in in_force(run).items()}
    assert run("config", "-f", "toml", "-o", "kept.toml").exit_code == 0
    monkeypatch.delenv("SRCCMP_NLI")
    after = in_force(run, "--config", "kept.toml")
    assert {key: value for key, (value, _) in after.items()} == before
    assert len(before) == 5


@hypothesis_settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_any_word_is_the_same_in_toml(words: str) -> None:
    assert tomllib.loads(f"x = {settings.in_toml(words)}") == {"x": words}
    assert tomllib.loads(f"x = {settings.in_toml([words])}") == {"x": [words]}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_only_where_it_was_named(run: Run, tmp_path: Path) -> None:
    """One that lies in a folder would be waited for, without end."""
    os.mkfifo(tmp_path / "srccmp.toml")
    result = run("diff", "one.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("srccmp: srccmp.toml is a pipe")
    reading, writing = os.pipe()
    os.write(writing, b'only = ["agree"]\n')
    os.close(writing)
    try:
        assert relations(run, "--config", f"/dev/fd/{reading}") == {"agree"}
    finally:
        os.close(reading)


@pytest.mark.parametrize("text", ["diff = 3", "[[diff]]\nlimit = 1"])
def test_a_command_is_no_setting(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "srccmp.toml").write_text(text, encoding="utf-8")
    assert run("diff", "one.txt").stderr == (
        "srccmp: srccmp.toml:1: diff is a command (write its settings under [diff])\n"
    )


def test_config_as_toml_moves_nothing_on_the_screen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "srccmp.toml").write_text(
        r'source = "a\u001b[31m\u202eb\U000E0041\u009bc"', "utf-8"
    )
    text = run("config", "-f", "toml").stdout
    assert UNSEEN.sub("", text) == text.replace("\n", "")
    assert tomllib.loads(text)["source"] == "a\x1b[31m\u202eb\U000e0041\x9bc"
