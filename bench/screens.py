"""Renews the screens in the documents: what the commands really print.

    python -P bench/screens.py [--check]

A screen is a fenced block under a comment that names its command::

    <!-- screen: srccmp diff seeds --limit 1 -->

It may end with ``| head -12``, where the first lines are enough. A picture is the same with its
colours, as SVG beside the documents; the alternative text is for people to write::

    <!-- picture: srccmp diff seeds --limit 1 -->
    ![What it shows, in words.](pictures/first-screen.svg)

``--check`` changes nothing and ends with 1 where a block or a picture is not what its command
prints.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
WIDTH = 100  # columns
SCREEN = re.compile(r"(<!-- screen: srccmp (.+?) -->\n+```text\n)(.*?)(```\n)", re.DOTALL)
PICTURE = re.compile(r"<!-- picture: srccmp (.+?) -->\n+!\[[^\]]*\]\(([^)\s]+\.svg)\)")

# As rich's own, less the addresses of its fonts: a picture asks nothing of any host. The letters
# are a little larger than their cells and not clipped to them, so that the lines of boxes meet.
# `{chrome}` is the ground with its frame and the command as the title: it is as readable on a light
# page as on a dark one.
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{
  font: 21.6px "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace;
}}
.{unique_id}-matrix text {{ white-space: pre; }}
.{unique_id}-title {{ font: bold 17px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
# Each has a contrast of 4.5 or more with the ground, dimmed as well (a test measures what a picture
# really has).
GROUND, LETTERS = (13, 16, 20), (214, 217, 222)
COLOURS = [
    (192, 198, 206),
    (255, 178, 172),
    (138, 222, 146),
    (236, 202, 104),
    (160, 208, 255),
    (242, 186, 248),
    (112, 222, 224),
    (214, 217, 222),
]


def printed(words: str, state: Path, *, colour: bool = False) -> str:
    """What ``srccmp WORDS`` prints on standard output, 100 columns wide, with the escapes of its
    colours where ``colour`` asks for them."""
    code = "from srccmp.cli.app import main; main()"
    words, _, lines_wanted = words.partition(" | head -")
    # `auto` takes the encoder; progress and notes go to standard error and are no part of it.
    command = [sys.executable, "-c", code, *shlex.split(words), "--width", str(WIDTH)]
    environment = {
        **{key: value for key, value in os.environ.items() if not SETTING.match(key)},
        "PYTHONIOENCODING": "utf-8",
        "XDG_CONFIG_HOME": str(state),
        "SRCCMP_STATE_DIR": str(state),
        "SRCCMP_CACHE_DIR": str(state),
        **({"FORCE_COLOR": "1", "TERM": "xterm-256color"} if colour else {"NO_COLOR": "1"}),
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    lines = lines[: int(lines_wanted)] if lines_wanted else lines
    return "".join(f"{line.rstrip()}\n" for line in lines)


# What of the user's own surroundings would change a screen.
SETTING = re.compile(r"NO_COLOR|FORCE_COLOR|COLUMNS|PAGER|SRCCMP_\w+")


@cache
def picture(words: str, state: Path) -> str:
    """What ``srccmp WORDS`` prints on a terminal with colours, as SVG: the same bytes for the same
    output."""
    import io

    from rich.console import Console
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor", force_terminal=True
    )
    console.print(Text.from_ansi(printed(words, state, colour=True)), soft_wrap=True)
    drawn = console.export_svg(
        title=f"$ srccmp {words}",
        theme=TerminalTheme(GROUND, LETTERS, COLOURS, COLOURS),
        code_format=SVG,
        font_aspect_ratio=0.61,
        unique_id="srccmp",
    )
    # Each piece is stretched to its cells, whatever font the reader has. Its spaces are plain ones,
    # so that a command that is copied runs.
    stretched = '<text xml:space="preserve" lengthAdjust="spacingAndGlyphs" '
    unclipped = re.sub(r' clip-path="url\(#srccmp-line-\d+\)"', "", drawn)
    return unclipped.replace("<text ", stretched).replace("&#160;", " ")


def renewed(text: str, state: Path) -> str:
    """The document with every screen as its command prints it now."""

    def screen(found: re.Match[str]) -> str:
        return f"{found[1]}{printed(found[2], state)}{found[4]}"

    return SCREEN.sub(screen, text)


def documents(state: Path) -> dict[Path, str]:
    """Every document with a screen and every picture, as they should be. Raises ``SystemExit``
    where two commands are to make one picture."""
    found: dict[Path, str] = {}
    makers: dict[Path, str] = {}
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        found[path] = renewed(text, state)
        for words, target in PICTURE.findall(text):
            file = (path.parent / target).resolve()
            if makers.setdefault(file, words) != words:
                raise SystemExit(f"{file.name} is made by two commands: {makers[file]}; {words}")
            found[file] = picture(words, state)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is old")
    asked = parser.parse_args()
    old = []
    with tempfile.TemporaryDirectory() as state:
        for path, new in documents(Path(state)).items():
            if path.exists() and path.read_text(encoding="utf-8") == new:
                continue
            old.append(path.relative_to(ROOT).as_posix())
            if not asked.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(new, encoding="utf-8")
    if old:
        print("old screens in" if asked.check else "renewed", *old)
    return 1 if old and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
