"""Renews the screens in the documents: what the commands really print.

    python -P bench/screens.py [--check]

A screen is a fenced block under a comment that names its command::

    <!-- screen: srccmp diff seeds --limit 1 -->

``--check`` changes nothing and ends with 1 where a block is not what its command prints.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SCREEN = re.compile(r"(<!-- screen: srccmp (.+?) -->\n+```text\n)(.*?)(```\n)", re.DOTALL)


def printed(words: str, state: Path) -> str:
    """What ``srccmp WORDS`` prints on standard output, 100 columns wide."""
    code = "from srccmp.cli.app import main; main()"
    # `auto` takes the encoder; progress and notes go to standard error and are no part of it.
    command = [sys.executable, "-c", code, *words.split(), "--width", "100", "--no-color"]
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        "SRCCMP_STATE_DIR": str(state),
        "SRCCMP_CACHE_DIR": str(state),
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def renewed(text: str, state: Path) -> str:
    """The document with every screen as its command prints it now."""

    def screen(found: re.Match[str]) -> str:
        return f"{found[1]}{printed(found[2], state)}{found[4]}"

    return SCREEN.sub(screen, text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is old")
    asked = parser.parse_args()
    old = []
    with tempfile.TemporaryDirectory() as state:
        for path in DOCUMENTS:
            text = path.read_text(encoding="utf-8")
            if (new := renewed(text, Path(state))) != text:
                old.append(path.name)
                if not asked.check:
                    path.write_text(new, encoding="utf-8")
    if old:
        print("old screens in" if asked.check else "renewed", *old)
    return 1 if old and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
