"""The files of the front end: templates, styles, scripts, and the bundle that Vite builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stakhgraph.errors import UsageError

__all__ = [
    "BUNDLE",
    "STATIC",
    "TEMPLATES",
    "WEB",
    "files",
    "is_built",
    "licences",
    "require_built",
    "state",
]

WEB = Path(__file__).resolve().parent
TEMPLATES = WEB / "templates"
STATIC = WEB / "static"
BUNDLE = WEB / "dist"
"""The folder into which Vite builds the scripts from ``src/``."""

SINGLE_FILE_SCRIPTS = ("boot.js", "offline.js", "engine.js", "web_bg.wasm")
"""The built files that the single file contains."""


def files(folder: Path) -> Mapping[str, Path]:
    """Return the files of a folder by name; a request names one of them, and never a path."""
    if not folder.is_dir():
        return {}
    return {path.name: path for path in folder.iterdir() if path.is_file()}


def is_built() -> bool:
    """Return whether the front end is built, as far as the single file needs it."""
    return not _missing()


def require_built() -> None:
    """Raise UsageError if a script that the single file needs is not built."""
    if missing := _missing():
        raise UsageError(
            f"the front end is not built ({', '.join(missing)} missing)",
            remedy="Run python hatch_build.py in a copy of the sources, or install from one.",
        )


def _missing() -> list[str]:
    return [name for name in SINGLE_FILE_SCRIPTS if not (BUNDLE / name).is_file()]


def licences() -> str:
    """Return the licences of the software inside the built scripts, each text once."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(BUNDLE.glob("licences-*.md"))]
    return "\n".join(dict.fromkeys(texts))


def state() -> str:
    """Return a text that differs whenever a template, a script or a module has changed."""
    found = [*sorted(WEB.parent.rglob("*.py")), *sorted(TEMPLATES.rglob("*.html"))]
    found += [path for folder in (STATIC, BUNDLE) for path in files(folder).values()]
    return " ".join(f"{path.name}{path.stat().st_mtime_ns}" for path in found)
