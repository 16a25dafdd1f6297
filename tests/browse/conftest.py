"""For the tests of the full screen."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from srccmp.comparison import Comparison
from tests.stories.texts import written

# The package is tested with its core dependencies alone, too.
collect_ignore_glob = [] if find_spec("textual") else ["test_*.py"]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, no wish of the surrounding terminal, and messages that stay."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "PAGER", "TEXTUAL_THEME", "TEXTUAL_FILTERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("srccmp.browse.app.TOLD_FOR", 3600.0)
    return tmp_path


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Two stories and two articles alone."""
    from srccmp import CompareOptions, compare, read_articles

    folder = written(tmp_path_factory.mktemp("stories"))
    return compare(read_articles([folder]), CompareOptions(encoder="none"))
