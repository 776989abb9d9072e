"""What loses its support when assumptions, sources or reporters are set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from stakhgraph.debate.what_if import CAUTION
from stakhgraph.errors import StakhError, UsageError
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["what_if"]


def what_if(site: Site, names: Sequence[str]) -> Page:
    """Return what loses its support without the things of these names.

    If one of them cannot be set aside, the page says so.
    """
    error: StakhError | None = None
    result = None
    try:
        result = site.without(names) if names else None
    except UsageError as exc:
        error = exc
    chosen = {site.short(thing.iri): thing.label for thing in result.aside} if result else {}
    return Page(
        "what_if",
        f"Without {' and '.join(chosen.values())}" if chosen else "What if",
        {
            "result": result,
            "error": error,
            "caution": CAUTION,
            "chosen": chosen,
            "choices": site.choices,
            "address_of": _address,
            "figure": _address(chosen, "/what-if.svg"),
            "canonical": _address(chosen) if chosen else "/what-if",
        },
        400 if error else 200,
    )


def _address(names: Iterable[str], path: str = "/what-if") -> str:
    return f"{path}?{urlencode([('aside', name) for name in names], safe=':')}"
