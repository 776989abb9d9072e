"""The files of a project: prefixes, queries with a head, ``site.toml``, places, and the layout."""

from pathlib import Path
from typing import Any

from stakhgraph.files import decode
from stakhgraph.project import Project, SourceIndex
from stakhgraph.queries import query_file as query_files
from stakhgraph.rdf.isomorphism import with_labels_of
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.turtle.layout import formatted
from stakhgraph.web.site import Site
from tests.fuzz.verdict import Reader, Wrong
from tests.mini import mini_project


def prefixes(folder: Path) -> Reader:
    """Return the reader of ``ontology/prefixes.ttl``."""
    project = mini_project(folder / "mini")
    file = project.root / "ontology" / "prefixes.ttl"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        Project(project.root).prefixes  # noqa: B018

    return read


def query_file(folder: Path) -> Reader:
    """Return the reader of a query with a head."""

    def read(data: bytes) -> None:
        query_files.parse(decode(data, where="case.rq"), folder / "case.rq")

    return read


def site(folder: Path) -> Reader:
    """Return the reader of ``graph/site.toml``."""
    project = mini_project(folder / "mini")
    file = project.root / "graph" / "site.toml"
    nothing: Any = None

    def read(data: bytes) -> None:
        file.write_bytes(data)
        Site(project, nothing, digest="").front  # noqa: B018

    return read


def places(folder: Path) -> Reader:
    """Return the reader of the lines where subjects begin."""
    file = folder / "case.ttl"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        SourceIndex.of([file]).find("http://e.org/a")

    return read


def layout(_: Path) -> Reader:
    """Return the reader that lays a text out, twice, and compares the triples."""
    known = Prefixes({"ex": "http://example.org/"})

    def read(data: bytes) -> None:
        text = decode(data, where="the case", empty=True)
        new = formatted(text, where="the case", prefixes=known)
        if formatted(new, where="the layout", prefixes=known) != new:
            raise Wrong("a text that was laid out is laid out in another way")
        before, after = (
            parse_document(one.encode(), "text/turtle", where="the case") for one in (text, new)
        )
        if set(with_labels_of(before, after)) != set(before):
            raise Wrong("the layout changes the triples")

    return read
