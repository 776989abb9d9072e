"""``python -m tests.fuzz``: fuzz all readers, or those that are named."""

import argparse
import sys
from pathlib import Path

from tests import ROOT
from tests.fuzz.runner import repeat, run
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Fuzz one reader after another; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=1.0, help="for each reader")
    parser.add_argument("--cases", type=int, default=10**9, help="the most for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz", help="for findings")
    parser.add_argument("--file", type=Path, help="read the case in this file, and no others")
    chosen = parser.parse_args()
    readers = chosen.readers or list(TARGETS)
    if unknown := [name for name in readers if name not in TARGETS]:
        parser.error(f"no reader {unknown[0]!r}; there are {', '.join(TARGETS)}")
    if chosen.file:
        return repeat(readers[0], chosen.file.resolve())
    found = 0
    for name in readers:
        result = run(
            name,
            seed=chosen.seed,
            keep=chosen.keep,
            seconds=60 * chosen.minutes,
            cases=chosen.cases,
        )
        print(result.line(), flush=True)
        found += len(result.findings)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
