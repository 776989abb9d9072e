"""The tests. They mirror the packages of ``stakhgraph``; folders of data stand beside them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""

TESTS = ROOT / "tests"
