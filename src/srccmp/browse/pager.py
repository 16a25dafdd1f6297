"""An article's text in the reader's own pager."""

from __future__ import annotations

import os
import shlex
import subprocess

from srccmp.errors import BadInput
from srccmp.model import Article
from srccmp.present.safe import safe

PAGER = "more" if os.name == "nt" else "less"
WITH_LINE = ("less", "more", "most")  # which of them begin at a line that is given as +N


def command(line: int) -> list[str]:
    """``PAGER``, else less; at the line, where the pager is known to take one. Raises `BadInput`
    where the variable is no command."""
    given = os.environ.get("PAGER", "").strip() or PAGER
    try:
        words = shlex.split(given, posix=os.name != "nt")
    except ValueError as error:
        raise BadInput(f"PAGER is no command: {error}", hint="PAGER=less") from error
    name = os.path.basename(words[0]).removesuffix(".exe")  # noqa: PTH119
    return [*words, *([f"+{line}"] if name in WITH_LINE else [])]


def page(article: Article, line: int) -> None:
    """Wait until the reader has left it. The text goes in by a pipe, as it was read: the file may
    be an archive, or gone. Raises `BadInput` where the pager cannot be started."""
    words = command(line)
    text = "\n".join(safe(each) for each in article.text.split("\n")) + "\n"
    try:
        subprocess.run(words, input=text.encode(), check=False)
    except BrokenPipeError:
        return  # left before the end was read
    except OSError as error:
        told = f"cannot start {safe(words[0])}: {error.strerror or error}"
        raise BadInput(told, hint="set PAGER to a pager that is there") from error
