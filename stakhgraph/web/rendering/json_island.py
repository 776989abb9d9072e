"""JSON inside a page: data that the scripts of the page read."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["json_island"]


def json_island(value: object) -> Any:
    """Return a value as JSON for a ``<script type="application/json">`` element.

    Every character that could end the element is escaped.
    """
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (every character that could end the element is escaped)
