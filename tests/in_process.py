"""The site of a project in this process, and plain requests to it, without a socket."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakhgraph.cli.serve import load
from stakhgraph.project import Project
from stakhgraph.web.app import application
from stakhgraph.web.context import Backend
from stakhgraph.web.limits import Limits
from tests.asynchronous import run
from tests.serving import HTML


@dataclass(frozen=True)
class Answer:
    """The status and the text of an answer."""

    status: int
    text: str


@dataclass(frozen=True)
class LocalSite:
    """The site of a project, as ``stakhgraph serve`` would serve it."""

    backend: Backend
    app: Any

    def get(self, path: str, accept: str = HTML) -> Answer:
        """Return the answer to a request."""
        return run(self._get(path, accept))

    async def _get(self, path: str, accept: str) -> Answer:
        bare, _, query = path.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": bare,
            "raw_path": bare.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost"), (b"accept", accept.encode())],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
        }
        sent: list[dict[str, Any]] = []
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if asked:
                return asked.pop()
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in sent)
        return Answer(sent[0]["status"], body.decode())


@contextmanager
def local_site(project: Project, *, time: float = 10.0, workers: int = 1) -> Iterator[LocalSite]:
    """Serve a project in this process until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        backend = load(project, (), Path(folder), Limits(time=time), workers)
        try:
            yield LocalSite(backend, application(backend))
        finally:
            backend.close()
