"""A real browser for the tests that ask for one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from srccmp.comparison import Comparison
from srccmp.present.view import Index
from srccmp.report import report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEEDED = "SRCCMP_NEEDS_BROWSER"  # set to 1 where a missing browser is a failure, as in CI


def missing(what: str) -> NoReturn:
    told = f"{what}: the report is not looked at in a browser"
    if os.environ.get(NEEDED) == "1":
        pytest.fail(f"{told}, though {NEEDED}=1 asks for it")
    pytest.skip(told)


@pytest.fixture(scope="module")
def without_picture() -> Iterator[None]:
    """The report as it is without the extra: most tests need no picture, and it takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "srccmp.report.chart", None)
        yield


@pytest.fixture
def with_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report with the picture of the timeline; skips where that is not installed."""
    monkeypatch.delitem(sys.modules, "srccmp.report.chart", raising=False)
    for name in ("altair", "vl_convert", "srccmp.report.chart"):
        pytest.importorskip(name)


# For one module at a time: while it is open, playwright's loop runs in this thread, and no other
# test can run one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("no Chromium was found (" + ", ".join(NAMES) + ")")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )  # as root in a container there is no other way; the only page is ours
        yield opened
        opened.close()


@dataclass
class View:
    """A page with the report in it, and all that it did."""

    page: Page
    context: BrowserContext
    url: str
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """The ids of the claims that the filters leave."""
        found: list[str] = self.page.eval_on_selector_all(
            ".claim", "all => all.filter(e => !e.closest('[hidden]')).map(e => e.id)"
        )
        return found

    @property
    def count(self) -> str:
        return self.page.inner_text("#count")

    def wait_count(self, told: str) -> None:
        self.page.wait_for_function(
            "told => document.getElementById('count').textContent === told", arg=told
        )


def _note(view: View, route: Route) -> None:
    view.requests.append(route.request.url)
    route.continue_()


Open = Callable[..., AbstractContextManager[View]]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Open:
    """Opens the report of a comparison; ``opened(comparison, hash="#…", color_scheme="dark")``."""

    @contextmanager
    def open_it(comparison: Comparison, *, hash: str = "", **settings: Any) -> Iterator[View]:
        path = tmp_path / "report.html"
        path.write_text(report(Index(comparison)), encoding="utf-8")
        context = browser.new_context(**settings)
        try:
            page = context.new_page()
            view = View(page=page, context=context, url=path.as_uri())
            context.route("**/*", lambda route: _note(view, route))
            page.on("console", lambda message: view.troubles.append(message.text))
            page.on("pageerror", lambda error: view.troubles.append(str(error)))
            page.goto(view.url + hash)
            yield view
        finally:
            context.close()

    return open_it
