"""The report: one HTML file that can be passed on, read offline, filtered and printed.

It holds no address that is fetched, and its security policy lets nothing run but its own script
(docs/report.md tells the whole).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from srccmp.present.safe import safe
from srccmp.report.page import WHOLE, Narrowing, page_of
from srccmp.report.policy import policy

if TYPE_CHECKING:
    from jinja2 import Environment

    from srccmp.present.view import Index


def report(index: Index, *, narrowing: Narrowing = WHOLE) -> str:
    """The whole comparison as one HTML file: the same bytes for the same comparison. With
    ``narrowing`` it says that it is a part only, and by what."""
    style, script = _file("report.css"), _file("report.js")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            page=page_of(index, narrowing),
            style=Markup(style),
            script=Markup(script),
            policy=policy(styles=[style], scripts=[script]),
        )
    )


def _file(name: str) -> str:
    """A file of ours that goes into the report as it is."""
    text = resources.files(__name__).joinpath("templates", name).read_text(encoding="utf-8")
    if "</" in text:
        raise ValueError(f"{name} would end its own element")
    return text


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__name__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: Any) -> Any:
    """Every word that a template writes, before it is escaped: no control sign, no override of the
    direction, whoever put it into the page."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _visible(value)


@lru_cache(maxsize=20_000)
def _visible(words: str) -> str:
    """`safe`, once for what stands in many places: names, dates, ids."""
    return safe(words)
