"""Signs by which a server says, in a reply of status 200, that it has not sent the whole answer.

Most servers begin to send before a query has ended, when nothing but a header, a trailer or a
remark at the end is left to say that it failed: Virtuoso's "anytime" queries, Neptune's trailers,
Fuseki's comments, pages of results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.message import Message
from typing import Any

from stakhgraph.rdf.remote_endpoint.exchange import Reply

_NOTHING = ("", "0", "00000", "false", "no", "none")
_SAYS_PARTIAL = re.compile(r"(^|-)(partial|incomplete|truncated|timed-?out)(-|$)", re.IGNORECASE)
_SAYS_ERROR = re.compile(r"(^|-)(error|exception|failure)(-|$)", re.IGNORECASE)
_STATUS = re.compile(r"(^|-)status$", re.IGNORECASE)
_NEXT = re.compile(r';\s*rel\s*=\s*("[^"]*\bnext\b[^"]*"|next\b)', re.IGNORECASE)
_REMARK = re.compile(
    r"incomplete|partial|truncated|time[- ]?out|timed out|cancell?ed|aborted|interrupted"
    r"|error|exception|fail(ed|ure)",
    re.IGNORECASE,
)
_KEYS = frozenset("error errors exception exceptions partial incomplete truncated timedout".split())
_TAIL = 4096
"""So many bytes at the end of a graph are searched for a remark."""


def sign_of_a_part(reply: Reply) -> str:
    """Return what in the headers and trailers says that it is not all; empty if nothing."""
    found = [*_signs(reply.headers, _HEADERS), *_signs(reply.trailers, _TRAILERS)]
    return found[0] if found else ""


def sign_in_json(document: object) -> str:
    """Return what says so in a document of results in JSON; empty if nothing."""
    inner = document.get("results") if isinstance(document, dict) else None
    for part in (document, inner):
        if isinstance(part, dict):
            for key, value in part.items():
                if key.casefold() in _KEYS and value:
                    return _shown(key, value)
    return ""


def sign_in_graph(body: bytes) -> str:
    """Return a comment at the end of Turtle or N-Triples that says so; empty if there is none."""
    tail = body[-_TAIL:].decode("utf-8", "replace").rstrip()
    remarks = []
    for line in reversed(tail.splitlines()):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        remarks.append(line.strip("# \t*"))
    said = " ".join(" ".join(reversed(remarks)).split())
    return said[:200] if _REMARK.search(said) else ""


def cap(reply: Reply) -> int | None:
    """Return the number of rows or triples at which a server cuts answers; None for no limit."""
    found = str(reply.headers.get("X-SPARQL-MaxRows", "")).strip()
    return int(found) if re.fullmatch(r"[0-9]{1,15}", found) else None


_Says = Callable[[str, str], bool]

_HEADERS: tuple[_Says, ...] = (
    lambda name, value: name == "x-sql-state",
    lambda name, value: name == "content-range",
    lambda name, value: name == "link" and _NEXT.search(value) is not None,
    lambda name, value: name == "warning" and _REMARK.search(value) is not None,
    lambda name, value: _SAYS_PARTIAL.search(name) is not None,
    lambda name, value: _SAYS_ERROR.search(name) is not None,
)
_TRAILERS: tuple[_Says, ...] = (
    *_HEADERS,
    lambda name, value: _STATUS.search(name) is not None and not value.startswith("2"),
)


def _signs(headers: Message, says: Iterable[_Says]) -> Iterator[str]:
    rules = tuple(says)
    for name, value in headers.items():
        plain = str(value).strip()
        known = plain.casefold() not in _NOTHING
        if known and any(rule(name.casefold(), plain) for rule in rules):
            yield _shown(name, plain)


def _shown(name: str, value: Any) -> str:
    text = " ".join(str(value).split()) if not isinstance(value, Mapping) else ""
    return f"{name}: {text[:120]}" if text and value is not True else name
