"""How long pages take as the debate grows: `python -m tests.bench.pages`; `--help` shows its options.

Makes debates of several sizes (`tests.bench.copies`), serves each in this process without a socket,
and asks once for each kind of page. The exponent tells how time grows between the smallest and the
largest size: 1 is as fast as the debate. Compiling a large debate happens before and is not timed.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.growth import exponent, project_of
from tests.in_process import LocalSite, local_site

SIZES = (340, 3_400)
PAGES = (
    "/",
    "/person/",
    "/work/",
    "/question/",
    "/fact/",
    "/person/wren-celia",
    "/work/wren-bridge",
    "/question/did-the-market-gain",
    "/fact/when-opened",
    "/anchor/900-stone",
    "/search?q=wren",
    "/lineage",
    "/what-if",
    "/debate",
    "/queries",
    "/download",
    "/vocab/Stance",
    "/query/people/positions?who=person:tallow-bruno",
    "/figure/lineage-ferry-idle.svg",
)


def timed(site: LocalSite, pages: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Yield the seconds, the status and the length of the answer for each page."""
    for page in pages:
        begin = time.perf_counter()
        answer = site.get(page)
        yield time.perf_counter() - begin, answer.status, len(answer.text)


def memory() -> int:
    """Return the megabytes of this process, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("pages", nargs="*", help="addresses (default: one of each kind)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="such as 340,34000")
    parser.add_argument("--folder", type=Path, help="where the projects are kept")
    chosen = parser.parse_args(given)
    sizes = sorted({int(size) for size in chosen.sizes.split(",")})
    pages = chosen.pages or PAGES
    taken: list[list[tuple[float, int, int]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            project = project_of(Path(chosen.folder or folder) / str(size), size)
            with local_site(project) as site:
                taken.append(list(timed(site, pages)))
                print(f"{size:,} stances: this process has {memory()} MB")
    print(f"{'seconds, status, kB at stances:':<50}{''.join(f'{s:>20,}' for s in sizes)}  exponent")
    for page, row in zip(pages, zip(*taken, strict=True), strict=True):
        cells = "".join(f"{t:>11.3f} {status} {n // 1000:>4}" for t, status, n in row)
        print(f"{page:<50}{cells}  {exponent(sizes, [t for t, *_ in row]):>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
