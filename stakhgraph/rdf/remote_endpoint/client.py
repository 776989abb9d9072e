"""A store on a distant SPARQL 1.1 endpoint.

Only the address that the user named is queried: a redirect is refused unless it is allowed. Every
answer is bounded in time and length, and one that breaks off is an error, never fewer rows.
Credentials come from the environment or the user's netrc file, never from the address.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.remote_endpoint import completeness
from stakhgraph.rdf.remote_endpoint.exchange import Reply
from stakhgraph.rdf.remote_endpoint.request import Request, Settings, require_address
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

TIMEOUT = 60.0
"""Default limit in seconds for a query, retries included."""


class RemoteStore:
    """A SPARQL 1.1 endpoint. It is only read: updates are refused before anything is sent.

    ``timeout`` (seconds) is for each query as a whole; ``redirects`` allows the server to redirect
    to another address. Methods raise QuerySyntaxError for a query that is refused, here or by the
    endpoint, and Failure when there is no answer, or none that is certainly complete.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        redirects: bool = False,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Query this address; UsageError unless it is an http or https address."""
        self._settings = Settings(require_address(url), timeout or TIMEOUT, redirects, pause)

    @property
    def url(self) -> str:
        """The address."""
        return self._settings.url

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        reply = self._reply(text, "SELECT")
        document = self._json(reply)
        try:
            table = Table.of_json(document)
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise self._settings.failure("answers JSON that is not a SPARQL result") from exc
        self._require_uncut(reply, len(table), "rows")
        return table

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        document = self._json(self._reply(text, "ASK"))
        answer = document.get("boolean") if isinstance(document, dict) else None
        if not isinstance(answer, bool):
            raise self._settings.failure("answers JSON that is not a SPARQL result")
        return answer

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        reply = self._reply(text, "CONSTRUCT", "DESCRIBE")
        self._refuse_page(reply)
        # Imported here: the engine that parses is not needed for tables.
        from stakhgraph.rdf.parse import parse_document

        triples = parse_document(reply.body, reply.media_type, where=self._settings.url)
        if "xml" not in reply.media_type:
            self._require_whole(completeness.sign_in_graph(reply.body))
        self._require_uncut(reply, len(triples), "triples")
        return triples

    def _reply(self, text: str, *forms: str) -> Reply:
        # FROM names graphs of the server, and it is for the server to say which it has.
        form = guard(text, datasets=True)
        if form not in forms:
            raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
        reply = Request(self._settings, text, form).reply()
        self._require_whole(completeness.sign_of_a_part(reply))
        return reply

    def _require_whole(self, sign: str) -> None:
        """Raise Failure if there is a sign that the answer is not whole."""
        if sign:
            raise self._settings.failure(
                f"sends only a part of the answer ({sign})", "Narrow the query with a LIMIT."
            )

    def _require_uncut(self, reply: Reply, count: int, what: str) -> None:
        """Raise Failure if there are as many rows or triples as the server sends at most."""
        most = completeness.cap(reply)
        if most is not None and count >= most:
            raise self._settings.failure(
                f"cuts answers at {most} {what}", "Narrow the query with a LIMIT."
            )

    def _json(self, reply: Reply) -> Any:
        self._refuse_page(reply)
        try:
            document = json.loads(reply.body)
        except (ValueError, RecursionError) as exc:
            what = "breaks off" if reply.body.lstrip()[:1] == b"{" else "is not JSON"
            raise self._settings.failure(f"sends an answer that {what}") from exc
        self._require_whole(completeness.sign_in_json(document))
        return document

    def _refuse_page(self, reply: Reply) -> None:
        if "html" in reply.media_type or reply.body.lstrip()[:1].lower() == b"<!":
            raise self._settings.failure(
                "answers with a web page instead of results",
                "Is this the address for SPARQL queries?",
            )
