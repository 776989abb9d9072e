"""A page before it is rendered, and the frame around every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["DEBATE_MENU", "FILES_MENU", "Frame", "Menu", "Page"]

Menu = tuple[tuple[str, str], ...]
"""Entries of the main menu: address and words."""

DEBATE_MENU: Menu = (
    ("/lineage", "Lineage"),
    ("/assumption/", "Assumptions"),
    ("/person/", "People"),
    ("/work/", "Works"),
    ("/queries", "Questions"),
    ("/fact/", "Facts"),
    ("/sparql", "SPARQL"),
    ("/download", "Download"),
)
"""The main menu of a debate."""

FILES_MENU: Menu = (("/", "Graphs"), ("/sparql", "SPARQL"))
"""The main menu where plain RDF files are served."""


@dataclass(frozen=True)
class Page:
    """One page: its kind, its title, the variables of its template, and its HTTP status.

    ``kind`` names both the module in ``web/pages`` that made the page and its template in
    ``templates/pages``: ``things/thing`` has the template ``pages/things/thing.html``.
    """

    kind: str
    title: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200

    @property
    def template(self) -> str:
        """The path of the template, relative to ``templates/``."""
        return f"pages/{self.kind}.html"


@dataclass(frozen=True)
class Frame:
    """What every page shows besides its own content.

    ``path`` is the address of the page. ``debate`` is whether the site is about a debate, and not
    about plain files. ``single`` is whether the page goes into the single file, where the frame is
    shared by all pages. ``offline`` is whether the site offers that file.
    """

    path: str
    menu: Menu
    name: str = "stakhgraph"
    debate: bool = True
    single: bool = False
    offline: bool = False
