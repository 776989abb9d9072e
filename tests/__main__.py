"""All checks in one command, the same here and in CI: `python -m tests`.

Runs ruff, ruff format, mypy --strict and pytest, on all cores. Skipped tests are counted with their
reasons; with STAKHGRAPH_SKIPS set to a file, a skip whose reason is not a line of that file is a
failure. Words after the command go to pytest, which then runs on one core.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "--strict", "stakhgraph"),
)


ALL_CORES = ("-n", "auto", "--dist", "loadfile")
"""A file of tests stays on one core, so that its tests share a browser, a server or a graph."""


def main() -> int:
    """Run every check, each also when one before it failed; 0 if all passed."""
    failed = [" ".join(check) for check in CHECKS if _run(*check)]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        if _run("pytest", f"--junitxml={report}", *(sys.argv[1:] or ALL_CORES)):
            failed.append("pytest")
        failed += [f"skip not allowed: {reason}" for reason in _unlisted(_skips(report))]
    for name in failed:
        print(f"FAILED {name}")
    return 1 if failed else 0


def _run(*command: str) -> int:
    print(f"$ {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


def _skips(report: Path) -> Counter[str]:
    """Count the skipped tests by reason, and say so."""
    if not report.exists():
        return Counter()
    found = ElementTree.parse(report).iter("skipped")
    skips = Counter(item.get("message", "") for item in found)
    for reason, count in skips.most_common():
        print(f"skipped {count}: {reason}")
    return skips


def _unlisted(skips: Counter[str]) -> list[str]:
    listed = os.environ.get("STAKHGRAPH_SKIPS")
    if listed is None:
        return []
    allowed = set(Path(listed).read_text(encoding="utf-8").splitlines())
    return [reason for reason in skips if reason not in allowed]


if __name__ == "__main__":
    sys.exit(main())
