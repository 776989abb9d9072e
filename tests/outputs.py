"""Write what every command prints and every page shows into a folder.

``python -m tests.outputs FOLDER`` runs the ``stakhgraph`` of this environment on this checkout;
with ``--checkout OTHER`` it runs the one in ``OTHER/.venv`` on that checkout. To see what a change
of the code has done to the answers, make one folder of each state and compare the two with
``diff -r``. Each command has two files: ``….out`` holds its exit code and standard output, ``….err``
its messages.
"""

import argparse
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from tests import ROOT

NETWORKS = ("caste.gexf", "caste.graphml", "citations.csv", "garden.paj", "hummon-doreian.net")
MEASURES = ("robustness", "basket", "unavoidable", "reduction", "betweenness", "co-citation")
MEASURES += ("coupling", "spectroscopy", "missing")
BETWEEN = ("unavoidable", "through", "routes", "cut")
RDF = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld", "graphml", "gexf", "dot", "csv")
NAMED = "Trotsky|Deutscher|Siegelbaum|Filtzer|Copeman|Стаханов|Nove|assumption 3|privileged-caste"
ASIDE = ("Siegelbaum", "assumption 3", "doc:000")


def commands(checkout: Path, examples: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Give the words of each command; ``examples`` are the questions with their values."""
    yield ("queries",)
    yield ("queries", "--json")
    yield ("queries", "--about", "labour aristocracy", "--json")
    for name, values in examples.items():
        words = ("query", name, *values.split())
        yield from ((*words, "--format", form) for form in ("table", "json", "csv", "markdown"))
        yield (*words, "--explain")
    for name in NAMED.split("|"):
        yield from (("show", name), ("show", name, "--json"), ("show", name, "--markdown"))
    for ends in (("Trotsky", "Filtzer"), ("Deutscher", "Filtzer")):
        yield from (("lineage", *ends, *more) for more in ((), ("--json",), ("--explain",)))
    yield from (("what-if", name, *more) for name in ASIDE for more in ((), ("--json",)))
    yield from (("export", "--format", form) for form in (*RDF, "bibtex", "csl-json"))
    for what in (("citations",), ("lineage", "privileged-caste"), ("decades",)):
        yield from (("draw", *what, "--basis", basis) for basis in ("first", "cited"))
    yield from (("draw", "assumption", f"assumption-{number}") for number in (1, 2, 3))
    yield from (("validate",), ("validate", "--json"), ("fmt", "--check"))
    yield from (("diff", str(checkout), *more) for more in ((), ("--json",)))
    if "STAKHGRAPH_SOURCES" in os.environ:
        yield from (("verify",), ("verify", "--json"))
    yield from _of_networks(checkout)


def _of_networks(checkout: Path) -> Iterator[tuple[str, ...]]:
    debate = ("debate:citations", "debate:lineage:privileged-caste", "debate:both:privileged-caste")
    files = tuple(str(checkout / "tests" / "networks" / name) for name in NETWORKS)
    for net in (*debate, *files):
        arcs = ("--arcs", "cited-citing") if net in files else ()
        yield from (("network", net, *arcs, *more) for more in ((), ("--json",)))
        for path in ("global", "local", "key-route"):
            yield ("mainpath", net, *arcs, "--path", path, "--json")
        yield ("mainpath", net, *arcs, "--weight", "nppc", "--all-arcs")
        for name in MEASURES:
            yield ("measure", name, net, *arcs, "--json")
            yield ("measure", name, net, *arcs)
    for name in BETWEEN:
        for net in debate[1:]:
            yield ("measure", name, net, "--from", "Trotsky", "--to", "Filtzer", "--json")


def _questions(program: Path, checkout: Path) -> dict[str, str]:
    told = subprocess.run(
        [program, "queries", "--json"], cwd=checkout, capture_output=True, check=True
    ).stdout
    found = json.loads(told)
    return {
        one["name"]: " ".join(
            f"{p['name']}={p['example']}" for p in one["parameters"] if p["required"]
        )
        for one in (found["queries"] if isinstance(found, dict) else found)
    }


def _file(words: tuple[str, ...], checkout: Path) -> str:
    text = " ".join(words).replace(str(checkout), "")
    short = re.sub(r"[^\w.=-]+", "_", text)[:80]
    return f"{short}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def of_commands(folder: Path, program: Path, checkout: Path) -> None:
    """Write what each command prints."""
    every = list(commands(checkout, _questions(program, checkout)))
    for number, words in enumerate(every, 1):
        done = subprocess.run([program, *words], cwd=checkout, capture_output=True, check=False)
        place = folder / _file(words, checkout)
        place.with_name(f"{place.name}.out").write_bytes(
            f"exit {done.returncode}\n".encode() + done.stdout
        )
        place.with_name(f"{place.name}.err").write_bytes(
            done.stderr.replace(str(checkout).encode(), b"")
        )
        print(f"\r{number} of {len(every)} commands", end="", file=sys.stderr)
    print(file=sys.stderr)
    subprocess.run([program, "build", "--out", folder / "build"], cwd=checkout, check=True)


def of_pages(folder: Path, program: Path, checkout: Path) -> None:
    """Write every page of the site that a link leads to, and the documents beside the pages."""
    folder.mkdir(exist_ok=True)
    command = [program, "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://[0-9.]+:\d+", server.stdout.readline())
        assert found
        try:
            _crawl(folder, found[0])
        finally:
            server.send_signal(signal.SIGINT)


def _crawl(folder: Path, site: str) -> None:
    queue = ["/", "/nosuch", "/person/nosuch", "/query/people/positions?who=person:nove-alec"]
    seen = set(queue)
    for path in queue:
        try:
            with urlopen(f"{site}{quote(path, safe='/?=&:%-._~+')}") as reply:  # our own server
                text = reply.read().decode("utf-8", "replace")
        except HTTPError as exc:
            text = f"{exc.code}\n{exc.read().decode()}"
        name = re.sub(r"[^\w.=-]+", "_", path)[:90] or "_"
        digest = hashlib.sha256(path.encode()).hexdigest()[:6]
        (folder / f"{name}-{digest}").write_text(text.replace(site, ""), encoding="utf-8")
        if not text.lstrip().startswith(("<!DOCTYPE", "<!doctype")):
            continue
        for link in _links(text):
            bound = ("/lineage?", "/download/", "/figure/", "/what-if?", "/static/", "/debate?")
            if link not in seen and not link.startswith(bound) and "/query/" not in link:
                seen.add(link)
                queue.append(link)
        print(f"\r{len(queue)} pages", end="", file=sys.stderr)
    print(file=sys.stderr)


def _links(page: str) -> Iterator[str]:
    return (link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', page))


def main() -> None:
    """Read the words of the command and write the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkout", type=Path, default=ROOT)
    parser.add_argument("--pages", action="store_true", help="write the pages of the site too")
    given = parser.parse_args()
    checkout = given.checkout.resolve()
    program = checkout / ".venv" / "bin" / "stakhgraph"
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    of_commands(folder, program, checkout)
    if given.pages:
        of_pages(folder / "pages", program, checkout)


if __name__ == "__main__":
    main()
