"""The settings of the lineage explorer: what each control offers, and the address of a view.

Every setting is in the address of the page, except those that have their default value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

__all__ = ["ADDRESS", "OPTIONS", "Settings"]

ADDRESS = "/lineage"

OPTIONS: Mapping[str, Mapping[str, str]] = {
    "depth": {"1": "one step", "2": "two steps", "all": "all steps"},
    "basis": {"first": "first edition", "cited": "edition cited"},
    "links": {"steps": "steps of an argument", "citations": "citations", "both": "both"},
    "explicitness": {"": "stated and implied", "stated": "stated", "implied": "implied by order"},
    "view": {"graph": "picture and table", "table": "table only"},
    "works": {"core": "core set", "all": "all works"},
    "sort": {
        "year": "year",
        "work": "work",
        "stance": "stance",
        "views": "views",
        "from": "takes from",
        "to": "taken up by",
    },
}
"""The values of each control with their words; the default comes first."""


@dataclass(frozen=True)
class Settings:
    """Every control of the page, with its default.

    ``start`` and ``end`` are years; ``focus``, ``a`` and ``b`` are slugs of works; ``down`` sorts
    the table in descending order.
    """

    assumption: str = ""
    stance: str = ""
    start: int | None = None
    end: int | None = None
    focus: str = ""
    depth: str = "1"
    a: str = ""
    b: str = ""
    basis: str = "first"
    links: str = "steps"
    explicitness: str = ""
    works: str = "core"
    view: str = "graph"
    sort: str = "year"
    down: bool = False

    def address(self, **changes: object) -> str:
        """Return the address of these settings, with some of them changed.

        >>> Settings(focus="filtzer-soviet-workers").address(depth="all")
        '/lineage?focus=filtzer-soviet-workers&depth=all'
        """
        changed = replace(self, **changes)  # type: ignore[arg-type]
        default = Settings()
        parameters = {
            _PARAMETERS.get(f.name, f.name): str(getattr(changed, f.name))
            for f in fields(changed)
            if f.name not in ("sort", "down")
            and getattr(changed, f.name) != getattr(default, f.name)
        }
        if (changed.sort, changed.down) != (default.sort, default.down):
            parameters["sort"] = f"-{changed.sort}" if changed.down else changed.sort
        return f"{ADDRESS}?{urlencode(parameters)}" if parameters else ADDRESS


_PARAMETERS = {"start": "from", "end": "to"}
"""Settings whose name in the address is a keyword of Python."""
