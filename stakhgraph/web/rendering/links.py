"""Links from labels to pages, and the addresses of stored queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from stakhgraph.web.site import Site

__all__ = ["label_link", "licence_name", "query_address"]


def label_link(site: Site, label: str) -> Any:
    """Return a label as a link to the page of the only thing that has it, or else the label."""
    from markupsafe import Markup

    path = site.page_called(label)
    return Markup('<a href="{}">{}</a>').format(path, label) if path else label


def query_address(name: str, values: Mapping[str, str] | None = None) -> str:
    """Return the path of a stored query with the values of its parameters.

    >>> query_address("lineage/series", {"asked": "lineage:privileged-caste"})
    '/query/lineage/series?asked=lineage:privileged-caste'
    """
    parameters = f"?{urlencode(values, safe=':/')}" if values else ""
    return f"/query/{name}{parameters}"


def licence_name(iri: str) -> str:
    """Return the short name of a licence of Creative Commons, and the IRI of any other.

    >>> licence_name("https://creativecommons.org/licenses/by-sa/4.0/")
    'CC BY-SA 4.0'
    """
    match = _CREATIVE_COMMONS.fullmatch(iri)
    return f"CC {match[1].upper()} {match[2]}" if match else iri


_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?")
