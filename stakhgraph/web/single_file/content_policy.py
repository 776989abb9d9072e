"""The Content-Security-Policy of the single file: nothing may run or load but what is in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

__all__ = ["content_policy"]


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a policy that allows just these scripts and styles, and no request at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))} 'wasm-unsafe-eval'",
            f"style-src {' '.join(map(_digest, styles))}",
            "worker-src blob:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
