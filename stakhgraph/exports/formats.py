"""The formats of the export: RDF, networks, a spreadsheet, bibliographies.

Each export has the same bytes on every run. What a format cannot carry is named by `omitted`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from stakhgraph.errors import UnknownName
from stakhgraph.exports import dot, gexf, graphml, jsonld_context, network, stance_table
from stakhgraph.exports.material import Material
from stakhgraph.library import bibtex, csl_json, references
from stakhgraph.rdf.serialisers import jsonld, nquads, ntriples, rdfxml, trig, turtle
from stakhgraph.rdf.terms import NS

EVERYTHING = ("*",)
"""The classes of a format that leaves nothing out."""


@dataclass(frozen=True)
class Format:
    """A format: its name, the suffix of its files, what it is, and the classes it contains.

    ``media`` is the media type under which the site offers it.
    """

    name: str
    suffix: str
    about: str
    carries: tuple[str, ...]
    write: Callable[[Material], str]
    media: str = "text/plain"


def render(material: Material, format: str) -> str:  # noqa: A002
    """Return the graph (without the ontology) in one of `FORMATS`.

    Raises UnknownName for another format and Failure, with the IRI, for a value that the format
    cannot hold.
    """
    return _format(format).write(material)


def omitted(material: Material, format: str) -> tuple[tuple[str, int], ...]:  # noqa: A002
    """Return the classes of things that a format does not contain: label and count, most first.

    Raises UnknownName for a format that is not one of `FORMATS`.
    """
    carried = _format(format).carries
    if carried == EVERYTHING:
        return ()
    return tuple(
        (material.all.label(name), count)
        for name, count in material.graph.counted()
        if _local(name) not in carried
    )


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownName(f"no format {name!r}", remedy=f"Choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def _local(name: str) -> str:
    return name.removeprefix(NS).rpartition("#")[2].rpartition("/")[2]


def _turtle(material: Material) -> str:
    return turtle.serialise(material.triples, material.project.prefixes)


def _trig(material: Material) -> str:
    return trig.serialise(material.graphs, material.project.prefixes)


def _ntriples(material: Material) -> str:
    return ntriples.serialise(material.triples)


def _nquads(material: Material) -> str:
    return nquads.serialise(material.graphs)


def _rdfxml(material: Material) -> str:
    return rdfxml.serialise(material.triples, material.project.prefixes)


def _jsonld(material: Material) -> str:
    terms = jsonld_context.terms(material.project)
    return jsonld.serialise(material.triples, material.project.prefixes, terms)


def _network(write: Callable[[network.Network], str], material: Material) -> str:
    return write(network.build(material.graph, material.all, material.project.prefixes))


def _csv(material: Material) -> str:
    return stance_table.write(material.all, material.project.prefixes)


def _references(write: Callable[..., str], material: Material) -> str:
    return write(references.entries(material.all))


_ALL = (
    Format(
        "turtle",
        ".ttl",
        "RDF to read: subjects in sections, short names",
        EVERYTHING,
        _turtle,
        media="text/turtle",
    ),
    Format(
        "trig",
        ".trig",
        "as turtle, with one named graph for each file",
        EVERYTHING,
        _trig,
        media="application/trig",
    ),
    Format(
        "ntriples",
        ".nt",
        "RDF, one triple a line, sorted",
        EVERYTHING,
        _ntriples,
        media="application/n-triples",
    ),
    Format(
        "nquads",
        ".nq",
        "as ntriples, with the graph of each file",
        EVERYTHING,
        _nquads,
        media="application/n-quads",
    ),
    Format(
        "rdfxml",
        ".rdf",
        "RDF as XML, for older tools",
        EVERYTHING,
        _rdfxml,
        media="application/rdf+xml",
    ),
    Format(
        "jsonld",
        ".jsonld",
        "RDF as JSON with readable names; the context is inside",
        EVERYTHING,
        _jsonld,
        media="application/ld+json",
    ),
    Format(
        "graphml",
        ".graphml",
        "the network of works, people, stances and claims, for Gephi, yEd, Cytoscape, NetworkX",
        network.CARRIES,
        partial(_network, graphml.write),
        media="application/xml",
    ),
    Format(
        "gexf",
        ".gexf",
        "the same network in the form of Gephi",
        network.CARRIES,
        partial(_network, gexf.write),
        media="application/xml",
    ),
    Format(
        "dot",
        ".gv",
        "the same network for Graphviz",
        network.CARRIES,
        partial(_network, dot.write),
    ),
    Format(
        "csv",
        ".csv",
        "one row a stance, for a spreadsheet",
        stance_table.CARRIES,
        _csv,
        media="text/csv",
    ),
    Format(
        "bibtex",
        ".bib",
        "works and editions for LaTeX (biblatex)",
        references.CARRIES,
        partial(_references, bibtex.write),
    ),
    Format(
        "csl-json",
        ".json",
        "works and editions for Zotero, Pandoc and other CSL tools",
        references.CARRIES,
        partial(_references, csl_json.write),
        media="application/json",
    ),
)

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""The formats by name."""


def by_suffix(suffix: str) -> str:
    """Return the format of files with this suffix; ``turtle`` without a suffix.

    Raises UnknownName for a suffix of no format.
    """
    found = next((one.name for one in _ALL if one.suffix == suffix.lower()), None)
    if suffix and found is None:
        endings = ", ".join(one.suffix for one in _ALL)
        raise UnknownName(f"no format has files that end in {suffix}", remedy=f"Take {endings}.")
    return found or "turtle"
