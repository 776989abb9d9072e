"""The page of an error, which a reader can act on or ask about."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page

__all__ = ["error"]

_TITLES = {
    403: "This only reads",
    404: "There is no such page",
    405: "This is not done here",
    406: "None of the forms asked for",
    413: "Too long",
    503: "Busy",
    504: "It took too long",
}


def error(status: int, message: str, request: str = "") -> Page:
    """Return the page of an error; ``request`` is the id under which the log has it."""
    title = _TITLES.get(status, "This cannot be answered")
    return Page("error", title, {"message": message, "request": request}, status)
