"""A real Chromium on the real pages, with a log of every request that it makes."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stakhgraph import explorer
from stakhgraph.project import Project
from stakhgraph.store import load

WEB = Path(explorer.__file__).parent / "web"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
BASE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/static/plain.css">
{% block head %}{% endblock %}</head><body><main>{% block main %}{% endblock %}</main></body></html>"""


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


def app() -> Any:
    import json

    import jinja2
    from markupsafe import Markup
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse, PlainTextResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    project = Project.find(Path(__file__).parents[2])
    desk = SimpleNamespace(project=project, on=load(project))
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(WEB / "templates"), jinja2.DictLoader({"base.html": BASE})]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["island"] = lambda value: Markup(
        json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    )

    def lineage(request: Any) -> HTMLResponse:
        context = explorer.view(desk, dict(request.query_params))
        html = env.get_template("lineage.html").render(**context)
        return HTMLResponse(html, headers={"Content-Security-Policy": CSP})

    def plain(request: Any) -> PlainTextResponse:
        css = "body{margin:0;font:16px/1.5 Arimo,Arial,sans-serif}main{padding:20px}"
        return PlainTextResponse(css, media_type="text/css")

    return Starlette(
        routes=[
            Route("/lineage", lineage),
            Route("/static/plain.css", plain),
            Mount("/static", StaticFiles(directory=WEB / "static")),
            Mount("/assets", StaticFiles(directory=WEB / "dist")),
        ]
    )


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the pages on loopback; give their address."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app(), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=5)


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
