"""Chromium as the tests use it: found on the machine, kept off every other one, and axe for accessibility."""

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

AXE = Path(__file__).parent / "data" / "axe" / "axe.min.js"
NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
HERE = {"127.0.0.1", "localhost", ""}
SCREENS = (
    ("fr", 320),
    ("en", 1280),
    pytest.param("fr", 1280, marks=pytest.mark.nightly),
    pytest.param("en", 320, marks=pytest.mark.nightly),
)
"""Language and width of a screen; each language and each width with every change, the other two pairs at night."""


def executable() -> str | None:
    """Return the program of Chromium: ``$CHROMIUM``, else the first known name on the path."""
    return os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def stay_here(context: Any) -> list[str]:
    """Refuse every request that leaves this machine; return the list that will hold their addresses."""
    outside: list[str] = []

    def decide(route: Any) -> None:
        if urlsplit(route.request.url).hostname in HERE:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    return outside


PAINTED = "performance.getEntriesByType('paint').length > 0"


def wait_for_whole_pages() -> None:
    """Let each click wait until its page is painted, and return when the page it led to stands whole.

    Playwright returns as soon as the new page begins: what is read of it then is half a page, without its style sheet. And
    Chromium drops what is pressed before a page's first frame; where scripts are off, Playwright cannot see that it did.
    """
    from playwright.sync_api import Locator
    from playwright.sync_api import TimeoutError as TooLate

    def click(self: Any, *arguments: Any, press: Any = Locator.click, **options: Any) -> None:
        _wait_for_paint(self.page)
        try:
            press(self, *arguments, **options)
        except TooLate as late:
            late.add_note(f"on {self.page.url}:\n{self.page.locator('body').inner_text()[:2000]}")
            raise
        self.page.wait_for_load_state()

    Locator.click = click  # type: ignore[method-assign]


def _wait_for_paint(page: Any) -> None:
    """Return when the page has painted its first frame; asked for without a callback, which pages without script never run."""
    from playwright.sync_api import Error

    for _ in range(100):
        try:
            if page.evaluate(PAINTED):
                return
        except Error:  # the page is being left for the next one
            page.wait_for_load_state()
        page.wait_for_timeout(10)


def violations(page: Any) -> list[str]:
    """Return what axe finds wrong with the page as it stands: rule and first element."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations.map(v => v.id + ': ' + v.nodes[0].html))")
    return [str(line) for line in found]
