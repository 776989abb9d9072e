"""Addresses that may be written into a drawing."""

import re

__all__ = ["safe_link"]


def safe_link(href: str | None) -> str | None:
    """Return an address if it is http, https or relative, else None: never a script.

    >>> safe_link("work/trotsky-1937"), safe_link("javascript:alert(1)")
    ('work/trotsky-1937', None)
    """
    if not href or re.search(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]", href):
        return None
    if re.match(r"https?://[^/]", href):
        return href
    scheme = ":" in re.split(r"[/?#]", href, maxsplit=1)[0]
    return None if scheme or href.startswith("//") else href
