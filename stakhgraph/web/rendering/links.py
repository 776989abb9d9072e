"""Links from labels to pages, and the addresses of stored queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from stakhgraph.web.site import Site

__all__ = ["label_link", "query_address"]


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
