"""A real Chromium on the real pages, with a log of every request that it makes."""

from __future__ import annotations

import importlib.util
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from stakhgraph.web.front_end import WEB
from tests import ROOT

try:
    from playwright.sync_api import expect
except ImportError:  # then every test here is skipped
    expect = None

__all__ = ["WEB", "Visit", "expect"]


def _missing() -> str:
    """Say what is not there that these tests need; nothing if all is."""
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
    """Serve the debate on loopback as a reader would; give its address."""
    command = [sys.executable, "-m", "stakhgraph", "serve", "--port", "0", "--no-open"]
    root = ROOT
    with subprocess.Popen(
        [*command, "--project", str(root)], cwd=root, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://[0-9.]+:[0-9]+", line)
        assert found, line
        yield found[0]
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


@dataclass
class Visit:
    """A page in a profile of its own, with what it asked for and what it complained of."""

    page: Any
    site: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        self.page.goto(f"{self.site}{path}")
        return self.page


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--disable-gpu", "--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Any]:
    """Give what opens pages; after the test, nothing may have been asked of another host."""
    contexts = []
    visits: list[Visit] = []

    def opened(path: str = "", **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        context.set_default_timeout(5_000)
        found = Visit(context.new_page(), site)
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on(
            "console",
            lambda said: found.complaints.append(said.text) if said.type == "error" else None,
        )
        contexts.append(context)
        visits.append(found)
        if path:
            found.go(path)
        return found

    yield opened
    for context in contexts:
        context.close()
    for one in visits:
        strangers = [u for u in one.asked if not u.startswith((f"{site}/", "data:"))]
        assert strangers == []
        assert one.complaints == []
