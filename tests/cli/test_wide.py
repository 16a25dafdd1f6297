"""Letters that take two columns, or none: no line is wider than the screen, and boxes close."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from srccmp.cli.app import app

HEAD = "---\nsource: {}\ntitle: {}\ndate: {}\n---\n"
STORY = {
    "one.md": HEAD.format("港口日报 🚢", "港口 🔥🔥 й́е́ (가나다라마)", "2031-05-03")
    + "The mill in Varsk 🏭 burned down on 3 May 2031 because of a short circuit. 12 people were "
    "hurt, said 王小明 of the 消防局消防局消防局消防局消防局. 👩‍👩‍👧‍👦 were moved 🇺🇦.",
    "two.md": HEAD.format("Вісник 平安", "Згорів млин", "2031-05-04")
    + "The mill in Varsk burned down on 3 May 2031 because of arson "
    + "放火" * 30
    + ". 15 people were hurt. У Варську е́ згорів млин через підпал.",
}
COMMANDS = (("diff", "--all"), ("diff", "--matrix"), ("timeline",), ("sources",))


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"SRCCMP_{name}_DIR", str(tmp_path / name))
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in STORY.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def shown(*words: str) -> list[str]:
    result = CliRunner().invoke(app, [*words, "--encoder", "none"])
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_screen(story: Path, width: int) -> None:
    assert len(list(story.iterdir())) == len(STORY)
    for words in COMMANDS:
        lines = shown(*words, "--width", str(width))
        assert max(map(cell_len, lines)) <= width, words
        assert "港口日报" in "".join(lines)
    claim = next(line for line in shown("diff", "-f", "csv")[1:]).partition(",")[0]
    assert max(map(cell_len, shown("show", claim, "--width", str(width)))) <= width


@pytest.mark.parametrize("width", [100, 140])
def test_boxes_close_in_one_column(story: Path, width: int) -> None:
    assert story.is_dir()
    lines = shown("diff", "--width", str(width))
    boxed = [line for line in lines if line[:1] in "│├╭╰" and line]
    assert any("🏭" in line for line in boxed)
    assert any("消防局" in line for line in boxed)
    assert len({cell_len(line) for line in boxed}) == 1
