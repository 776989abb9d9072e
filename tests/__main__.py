"""All checks in one command, the same here and in CI: `python -m tests`.

Runs ruff, ruff format, mypy --strict and pytest: first the tests that look at a clock, one after the
other, then all others on all cores. Skipped tests are counted with their reasons; with
STAKHGRAPH_SKIPS set to a file, a skip whose reason is not a line of that file is a failure. Words
after the command go to pytest, which then runs once.
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


TIMED = ("tests/browser", "tests/web/test_app.py", "tests/rdf/workers")
"""Tests that would fail where others take the processor away."""

OTHERS = ("-n", "auto", "--dist", "loadfile", *(f"--ignore={path}" for path in TIMED))


def main() -> int:
    """Run every check, each also when one before it failed; 0 if all passed."""
    failed = [" ".join(check) for check in CHECKS if _run(*check)]
    with tempfile.TemporaryDirectory() as folder:
        for number, words in enumerate([sys.argv[1:]] if sys.argv[1:] else [TIMED, OTHERS]):
            report = Path(folder) / f"report-{number}.xml"
            if _run("pytest", f"--junitxml={report}", *words):
                failed.append(f"pytest {' '.join(words)}")
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
