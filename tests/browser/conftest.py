"""One real Chromium and one server for all browser tests, with a log of every request that is made.

Tests wait for what they need: an element, a state, an address. The long default timeout is only for
machines that are busy with something else; a test that passes does not wait for it.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from stakhgraph.web.front_end import WEB
from tests import ROOT
from tests.serving import serving

try:
    from playwright.sync_api import expect
except ImportError:  # then every test here is skipped
    expect = None

__all__ = ["AXE", "NEEDS_AXE", "WEB", "Visit", "axe", "expect", "follow", "new_visit"]

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
NEEDS_AXE = pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: npm ci in stakhgraph/web"
)
WIDE = {"width": 1440, "height": 900}
TIMEOUT = 60_000  # milliseconds

if expect is not None:
    expect.set_options(timeout=TIMEOUT)


def _missing() -> str:
    """Return what these tests need and do not find; empty if everything is there."""
    if shutil.which("chromium") is None:
        return "chromium is not installed"
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed"
    if not (WEB / "dist" / "explorer.js").is_file():
        return "the front end is not built: python hatch_build.py"
    return ""


@pytest.fixture(scope="session", autouse=True)
def _needs() -> None:
    missing = _missing()
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the debate on loopback, as for a reader; return its address."""
    with serving("--project", str(ROOT)) as server:
        yield server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--disable-gpu", "--no-sandbox"]
        )
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page in a profile of its own, with its requests and the errors that it reports."""

    page: Any
    site: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        """Open an address of the site; return the page."""
        self.page.goto(f"{self.site}{path}")
        return self.page


def new_visit(browser: Any, site: str, **options: Any) -> Visit:
    """Open an empty page in a new profile."""
    context = browser.new_context(**{"viewport": WIDE, **options})
    context.set_default_timeout(TIMEOUT)
    found = Visit(context.new_page(), site)
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.on(
        "console",
        lambda line: found.errors.append(line.text) if line.type == "error" else None,
    )
    return found


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Any]:
    """Return a function that opens pages; after the test, only the site may have been asked."""
    visits: list[Visit] = []

    def opened(path: str = "", **options: Any) -> Visit:
        visits.append(new_visit(browser, site, **options))
        if path:
            visits[-1].go(path)
        return visits[-1]

    yield opened
    for one in visits:
        one.page.context.close()
    for one in visits:
        others = [u for u in one.requests if not u.startswith((f"{one.site}/", "data:"))]
        assert others == []
        assert one.errors == []


def follow(page: Any, selector: str, address: str) -> None:
    """Click something that leads to another page, and wait until that page is loaded.

    A click returns while the old page may still be there, or the new one without its body.
    """
    page.click(selector)
    page.wait_for_url(address)


def axe(page: Any) -> list[str]:
    """Return the accessibility faults that axe finds.

    Its script is run through the protocol of the browser, which the policy of the page allows.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
