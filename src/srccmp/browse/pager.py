"""An article's text in the reader's own pager."""

from __future__ import annotations

import os

from srccmp.model import Article
from srccmp.pager import run, to_open
from srccmp.present.safe import safe_text


def page(article: Article, line: int, asked: str | None) -> None:
    """Wait until the reader has left it. The text goes in by a pipe, as it was read: the file may
    be an archive, or gone. ``asked`` is as in `pager.chosen`. Raises `BadInput` where the pager
    cannot be started."""
    run(to_open(asked, os.environ, line), safe_text(article.text).encode(), "utf-8")
