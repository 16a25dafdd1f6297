"""What became no statement is told by ``show``, with its rule and its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from srccmp import CompareOptions, compare, read_articles
from srccmp.cli.app import app

STORY = """Порт закрито після шторму

Порт закрили о п'ятій ранку.

Фото: адміністрація порту
Читайте також: Як порт готується до зими
Поділитися
"""


def test_show_tells_what_was_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / ".cache"))
    path = tmp_path / "one.txt"
    path.write_text(STORY, encoding="utf-8")
    article = compare(read_articles([path]), CompareOptions(encoder="none")).articles[0]
    result = CliRunner().invoke(app, ["show", article.id, str(path), "--encoder", "none"])
    assert result.exit_code == 0, result.output
    told = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert told[-4:] == [
        "Left out (3): no part of the account",
        "photo credit, line 5 Фото: адміністрація порту",
        "link to another text, line 6 Читайте також: Як порт готується до зими",
        "buttons, line 7 Поділитися",
    ]
