"""For the tests of the full screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from srccmp.browse import app
from srccmp.comparison import Comparison
from tests.stories.texts import written


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, no wish of the surrounding terminal, and messages that stay."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "PAGER", "TEXTUAL_THEME", "TEXTUAL_FILTERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(app, "TOLD_FOR", 3600.0)
    return tmp_path


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Two stories and two articles alone."""
    from srccmp import CompareOptions, compare, read_articles

    folder = written(tmp_path_factory.mktemp("stories"))
    return compare(read_articles([folder]), CompareOptions(encoder="none"))
