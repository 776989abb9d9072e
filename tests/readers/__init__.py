"""Readers made by other people, each run as its own program; a test skips where one is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RAPPER = "rapper is not installed: Debian's raptor2-utils has it"
XMLLINT = "xmllint is not installed: Debian's libxml2-utils has it"
DOT = "dot is not installed: Debian's graphviz has it"
RIOT = (
    "jena-cmds jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data "
    "jena-dboe-transaction jena-rdfconnection jena-tdb jena-tdb2".split()
)


def run(missing: str, *command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program on a text, or skip with the reason that it is missing."""
    if shutil.which(command[0]) is None:
        pytest.skip(missing)
    return subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", timeout=180, check=False
    )


def rapper(text: str, syntax: str) -> list[str]:
    """Give the N-Triples (for graphs: N-Quads) that Raptor reads, without complaint, from a text."""
    command = ["rapper", "-q", "-i", syntax, "-o", "nquads", "-", "http://base.example/"]
    done = run(RAPPER, *command, text=text)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def riot(folder: Path, name: str, text: str) -> str:
    """Give what Jena's `riot --validate --count` says of a text: one line, if nothing is wrong."""
    from tests.graph.test_third_engine import SHELF, classpath

    jars = [str(SHELF / f"{jar}.jar") for jar in RIOT]
    path = os.pathsep.join([classpath(folder), *jars])
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    command = ["java", "-Xmx512m", "-cp", path, "riotcmd.riot", "--validate", "--count", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def well_formed(xml: str) -> None:
    """Hold a text against the rules of XML and of its namespaces."""
    done = run(XMLLINT, "xmllint", "--noout", "--nonet", "-", text=xml)
    assert (done.returncode, done.stderr) == (0, "")


def svg(dot: str) -> str:
    """Give the picture that Graphviz draws of a text."""
    done = run(DOT, "dot", "-Tsvg", text=dot)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
