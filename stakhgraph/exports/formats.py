"""The graph in other hands: RDF notations, networks, a spreadsheet, bibliographies.

Exports are made from the parsed files and not from the store, so that a literal comes out as its
author wrote it. Each is the same, byte for byte, on every run. What a format cannot carry is said:
`left_out` names the classes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from stakhgraph.debate import stances
from stakhgraph.errors import ParseError, UnknownName
from stakhgraph.exports import network
from stakhgraph.files import read_text
from stakhgraph.library import bibliography
from stakhgraph.project import Project
from stakhgraph.rdf import serialize
from stakhgraph.rdf.store import triples
from stakhgraph.rdf.terms import ID, NS, Blank, Iri, Term, Triple
from stakhgraph.rdf.triple_index import Index

GRAPHS = "https://w3id.org/stakhgraph/graph/"
"""Under this stand the named graphs of TriG and N-Quads: one for each file of graph/."""

EVERYTHING = ("*",)
"""What a format carries that leaves nothing out."""


_THINGS = f"""CONSTRUCT {{ ?thing ?property ?value }} WHERE {{
  ?thing ?property ?value .
  FILTER(STRSTARTS(STR(?thing), "{ID}"))
}}"""


class Held(Protocol):
    """Whatever answers a CONSTRUCT: a store here, or a distant endpoint."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT."""


@dataclass(frozen=True)
class Material:
    """What the writers work on: the triples of each file of graph/, and the words for them."""

    project: Project
    files: Mapping[Path, tuple[Triple, ...]]

    @classmethod
    def of(cls, project: Project) -> Material:
        """Parse the files of graph/; ParseError and UnreadableFile as `store.triples`."""
        return cls(project, {file: _parsed(project, file) for file in project.graph})

    @classmethod
    def held(cls, project: Project, on: Held) -> Material:
        """Ask a store for all that it says of the project's things; raises as the store does."""
        return cls(project, {Path("held.ttl"): tuple(on.construct(_THINGS))})

    @property
    def triples(self) -> Iterable[Triple]:
        """The triples of all files."""
        return (triple for found in self.files.values() for triple in found)

    @cached_property
    def graphs(self) -> dict[Iri, tuple[Triple, ...]]:
        """The triples by the name of the graph that stands for their file."""
        return {Iri(GRAPHS + _plain(file.stem)): found for file, found in self.files.items()}

    @cached_property
    def graph(self) -> Index:
        """What graph/ says."""
        return Index.of(self.triples)

    @cached_property
    def all(self) -> Index:
        """What graph/ says and, for the names of classes, attitudes and the like, ontology/."""
        words = (triple for file in self.project.ontology for triple in _parsed(self.project, file))
        return Index.of((*self.triples, *words))


@dataclass(frozen=True)
class Format:
    """A form of the export: name, suffix of a file, what it is, which classes it carries."""

    name: str
    suffix: str
    about: str
    carries: tuple[str, ...]
    write: Callable[[Material], str]


def write(project: Project, format: str, *, on: Held | None = None) -> str:  # noqa: A002
    """Give the graph (without the ontology) in one of `FORMATS`.

    It is made from the files of the project; with `on`, from what that store or endpoint holds,
    which may spell numbers and dates its own way, and then as the one graph ``held``.

    Raises UnknownName for another format, ParseError and UnreadableFile for files, and Failure,
    with the IRI, for a value that the format cannot hold.
    """
    return written(gathered(project, on), format)


def left_out(
    project: Project,
    format: str,  # noqa: A002
    *,
    on: Held | None = None,
) -> tuple[tuple[str, int], ...]:
    """Give the classes of things that a format does not carry: label and count, most first."""
    return missing(gathered(project, on), format)


def written(material: Material, format: str) -> str:  # noqa: A002
    """Give what has been gathered in one of `FORMATS`; raises as `write`."""
    return _format(format).write(material)


def missing(material: Material, format: str) -> tuple[tuple[str, int], ...]:  # noqa: A002
    """Give what of the material a format does not carry, as `left_out`."""
    carried = _format(format).carries
    if carried == EVERYTHING:
        return ()
    return tuple(
        (material.all.label(name), count)
        for name, count in material.graph.counted()
        if _short(name) not in carried
    )


def context(project: Project) -> Mapping[str, Any]:
    """Give the terms of ontology/context.jsonld by name, without prefixes; none if it is missing.

    Raises ParseError if the file is no JSON-LD context.
    """
    file = project.root / "ontology" / "context.jsonld"
    if not file.exists():
        return {}
    remedy = 'It is {"@context": {…}}, and each term a name or an object with an @id.'
    try:
        terms = json.loads(read_text(file))["@context"]
        known = {name: (t if isinstance(t, str) else t["@id"]) for name, t in terms.items()
                 if name != "@version"}  # fmt: skip
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise ParseError("is no JSON-LD context", where=project.name(file), remedy=remedy) from exc
    if not all(isinstance(name, str) for name in known.values()):
        raise ParseError("is no JSON-LD context", where=project.name(file), remedy=remedy)
    return {name: terms[name] for name in known if name not in project.prefixes.namespaces}


def gathered(project: Project, on: Held | None = None) -> Material:
    """Give what exports are made from: the files, or what a store or an endpoint holds."""
    return Material.of(project) if on is None else Material.held(project, on)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownName(f"no format {name!r}", remedy=f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def _parsed(project: Project, file: Path) -> tuple[Triple, ...]:
    """Give the triples of a file, its nodes without a name numbered as they come.

    A parser makes their labels up, anew on every run; and the same label in two files is two nodes.
    """
    labels: dict[Blank, Blank] = {}

    def named(term: Term) -> Any:
        if not isinstance(term, Blank):
            return term
        return labels.setdefault(term, Blank(f"{_plain(file.stem)}-{len(labels) + 1}"))

    found = triples(file, where=project.name(file))
    return tuple((named(s), p, named(o)) for s, p, o in found)


def _plain(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):X}", stem)


def _short(name: str) -> str:
    return name.removeprefix(NS).rpartition("#")[2].rpartition("/")[2]


def _turtle(found: Material) -> str:
    return serialize.turtle(found.triples, found.project.prefixes)


def _trig(found: Material) -> str:
    return serialize.trig(found.graphs, found.project.prefixes)


def _ntriples(found: Material) -> str:
    return serialize.ntriples(found.triples)


def _nquads(found: Material) -> str:
    return serialize.nquads(found.graphs)


def _rdfxml(found: Material) -> str:
    return serialize.rdfxml(found.triples, found.project.prefixes)


def _jsonld(found: Material) -> str:
    return serialize.jsonld(found.triples, found.project.prefixes, context(found.project))


def _network(writer: Callable[[network.Network], str], found: Material) -> str:
    return writer(network.build(found.graph, found.all, found.project.prefixes))


def _csv(found: Material) -> str:
    return stances.to_csv(stances.all_of(found.all), found.project.prefixes)


def _references(writer: Callable[..., str], found: Material) -> str:
    return writer(bibliography.entries(found.all))


_ALL = (
    Format("turtle", ".ttl", "RDF to read: subjects in sections, short names", EVERYTHING, _turtle),
    Format("trig", ".trig", "as turtle, with one named graph for each file", EVERYTHING, _trig),
    Format("ntriples", ".nt", "RDF, one triple a line, sorted", EVERYTHING, _ntriples),
    Format("nquads", ".nq", "as ntriples, with the graph of each file", EVERYTHING, _nquads),
    Format("rdfxml", ".rdf", "RDF as XML, for older tools", EVERYTHING, _rdfxml),
    Format(
        "jsonld",
        ".jsonld",
        "RDF as JSON with readable names; the context is inside",
        EVERYTHING,
        _jsonld,
    ),
    Format(
        "graphml",
        ".graphml",
        "the network of works, people, stances and claims, for Gephi, yEd, Cytoscape, NetworkX",
        network.CARRIES,
        partial(_network, network.graphml),
    ),
    Format(
        "gexf",
        ".gexf",
        "the same network in the form of Gephi",
        network.CARRIES,
        partial(_network, network.gexf),
    ),
    Format(
        "dot",
        ".gv",
        "the same network for Graphviz",
        network.CARRIES,
        partial(_network, network.dot),
    ),
    Format("csv", ".csv", "one row a stance, for a spreadsheet", stances.CARRIES, _csv),
    Format(
        "bibtex",
        ".bib",
        "works and editions for LaTeX (biblatex)",
        bibliography.CARRIES,
        partial(_references, bibliography.bibtex),
    ),
    Format(
        "csl-json",
        ".json",
        "works and editions for Zotero, Pandoc and other CSL tools",
        bibliography.CARRIES,
        partial(_references, bibliography.csl_json),
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""The formats by name."""


def by_suffix(suffix: str) -> str:
    """Give the format whose files end so; ``turtle`` without a suffix.

    Raises UnknownName for a suffix of no format.
    """
    found = next((one.name for one in _ALL if one.suffix == suffix.lower()), None)
    if suffix and found is None:
        endings = ", ".join(one.suffix for one in _ALL)
        raise UnknownName(f"no format has files that end in {suffix}", remedy=f"Take {endings}.")
    return found or "turtle"
