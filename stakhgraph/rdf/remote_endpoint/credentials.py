"""The user's credentials for an endpoint, from the environment or from the netrc file.

``STAKHGRAPH_ENDPOINT_TOKEN`` is sent as a bearer token; ``STAKHGRAPH_ENDPOINT_USER`` and
``STAKHGRAPH_ENDPOINT_PASSWORD``, or else the entry of the host in netrc, as basic authentication.
"""

from __future__ import annotations

import base64
import os
import re

from stakhgraph.errors import Failure

HOW_TO_SET = (
    "Put them into your netrc file, or set STAKHGRAPH_ENDPOINT_USER and "
    "STAKHGRAPH_ENDPOINT_PASSWORD."
)
"""Where credentials belong, for error messages."""


_TOKEN = re.compile(r"[\x21-\x7e]+")


def authorization(host: str) -> str:
    """Return the value of the Authorization header for a host; empty without credentials.

    Raises Failure for a netrc file that cannot be read, and for a token with a space or a character
    that no header can carry; the token itself is never shown.
    """
    token = os.environ.get("STAKHGRAPH_ENDPOINT_TOKEN", "").strip()
    if token and not _TOKEN.fullmatch(token):
        raise Failure(
            "STAKHGRAPH_ENDPOINT_TOKEN has a space, a line break or a letter that no token has",
            remedy="Copy the token again.",
        )
    if token:
        return f"Bearer {token}"
    user = os.environ.get("STAKHGRAPH_ENDPOINT_USER")
    password = os.environ.get("STAKHGRAPH_ENDPOINT_PASSWORD", "")
    if not user:
        user, password = _from_netrc(host)
    if not user:
        return ""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _from_netrc(host: str) -> tuple[str, str]:
    import netrc

    try:
        entry = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return "", ""
    except (OSError, netrc.NetrcParseError) as exc:
        raise Failure(f"the netrc file cannot be used: {exc}") from exc
    return (entry[0], entry[2] or "") if entry else ("", "")
