"""No test of the command line hangs on the terminal of who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

OURS = ("PAGER", "LESS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")


@pytest.fixture(autouse=True)
def _no_habits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name in OURS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, and above it no settings."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "one.txt").write_text("У порту Солянка спалахнув елеватор.", encoding="utf-8")
    return tmp_path
