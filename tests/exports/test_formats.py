"""Exports: the same graph in every form, read by other people's programs, the same bytes always."""

import csv
import io
import json
import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph.debate import stances
from stakhgraph.errors import Failure, UnknownName
from stakhgraph.exports import formats
from stakhgraph.exports.material import GRAPHS, collect
from stakhgraph.project import Project
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.rdflib_terms import keep_spelling
from stakhgraph.rdf.store import ENGINES, load
from stakhgraph.rdf.triple_index import Index
from tests import ROOT, readers

PROJECT = Project.find(ROOT)
MATERIAL = collect(PROJECT)
WRITTEN = {name: form.write(MATERIAL) for name, form in formats.FORMATS.items()}
RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
RAPPER_NAMES = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml"}
RAPPER_NAMES |= {"trig": "trig", "nquads": "nquads"}
OA = "http://www.w3.org/ns/oa#"
OX = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
SIZE = len(set(MATERIAL.triples))

LITERALS = r"""
person:a stakh:value "01"^^<http://www.w3.org/2001/XMLSchema#integer>, 7, true, "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> ;
    stakh:statement "quotes \" braces } and \\ back"@en, "Стаханов"@ru ;
    stakh:about person:b, [ stakh:unit "tons" ], <http://example.org/not%20ours> .
"""

each_format = pytest.mark.parametrize("name", formats.FORMATS)


@pytest.fixture
def odd(make_project):
    return make_project({"graph/odd.ttl": LITERALS})


def read(text, name):
    with keep_spelling():
        return Graph().parse(data=text, format=RDFLIB_NAMES[name])


def stated(text, form):
    """Give the triples that Oxigraph reads, each as one line, whatever the graph."""
    return {
        " ".join(map(str, (quad.subject, quad.predicate, quad.object)))
        for quad in ox.parse(text.encode(), format=form)
    }


@pytest.mark.parametrize("name", RDFLIB_NAMES)
def test_what_goes_in_comes_out(odd, name):
    with keep_spelling():
        meant = Graph().parse(odd.graph[0])
    assert isomorphic(read(formats.render(collect(odd), name), name), meant)


def test_a_literal_comes_out_as_its_author_wrote_it(odd):
    text = formats.render(collect(odd), "turtle")
    assert '"01"^^' in text
    assert '"1.50"^^' in text


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_store_holds_is_exported_like_what_the_files_say(engine):
    store = load(PROJECT.turtle_files(), engine=engine)
    assert formats.render(collect(PROJECT, store), "csv") == WRITTEN["csv"]
    assert formats.render(collect(PROJECT, store), "graphml") == WRITTEN["graphml"]
    assert len(formats.render(collect(PROJECT, store), "nquads").splitlines()) == SIZE
    left = formats.omitted(collect(PROJECT, store), "csv")
    assert left == formats.omitted(collect(PROJECT), "csv")


def test_nodes_without_a_name_are_numbered_by_file(make_project):
    made = make_project({f"graph/{n}.ttl": "_:x stakh:unit [] ." for n in ("a", "b b")})
    assert formats.render(collect(made), "ntriples") == (
        "_:a-1 <https://w3id.org/stakhgraph/ns#unit> _:a-2 .\n"
        "_:b_20b-1 <https://w3id.org/stakhgraph/ns#unit> _:b_20b-2 .\n"
    )


@pytest.mark.parametrize("name", RDFLIB_NAMES)
def test_rdflib_reads_the_whole_debate(name):
    assert set(read(WRITTEN[name], name)) == set(read(WRITTEN["ntriples"], "ntriples"))
    assert SIZE > 10_000


@pytest.mark.parametrize("name", RAPPER_NAMES)
def test_raptor_reads_the_whole_debate(name):
    lines = readers.rapper(WRITTEN[name], RAPPER_NAMES[name])
    found = stated("\n".join(lines), OX["nquads"])
    assert len(lines) == len(found) == SIZE
    assert found == stated(WRITTEN["nquads"], OX["nquads"])


@pytest.mark.parametrize("name", RAPPER_NAMES)
def test_jena_finds_nothing_wrong_with_the_whole_debate(name, tmp_path):
    told = readers.riot(tmp_path, f"debate{formats.FORMATS[name].suffix}", WRITTEN[name])
    (line,) = told.splitlines()
    assert line.endswith(f"= {SIZE:,}")


def test_pyld_expands_json_ld_to_the_whole_debate():
    pyld = pytest.importorskip("pyld", reason="pyld is not installed: the extra test has it").jsonld

    def refuse(url, _options):
        raise AssertionError(f"{url} would be fetched")

    options = {"format": "application/n-quads", "documentLoader": refuse}
    quads = pyld.to_rdf(json.loads(WRITTEN["jsonld"]), options)
    assert stated(quads, OX["nquads"]) == stated(WRITTEN["nquads"], OX["nquads"])


@pytest.mark.parametrize("name", OX)
def test_each_file_of_the_graph_is_a_named_graph(name):
    graphs = {}
    for quad in ox.parse(WRITTEN[name].encode(), format=OX[name]):
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
    assert {name.removeprefix(GRAPHS) for name in graphs} == {f.stem for f in PROJECT.graph}
    assert sum(map(len, graphs.values())) == SIZE
    works = set(parse_file(PROJECT.root / "graph" / "works.ttl"))
    assert len(graphs[f"{GRAPHS}works"]) == len(works)


@pytest.mark.parametrize("name", ["rdfxml", "graphml", "gexf"])
def test_xml_is_well_formed(name):
    readers.well_formed(WRITTEN[name])


# --- Stances -------------------------------------------------------------------------------------

STANCES = stances.all_from_triples(MATERIAL.all)
ASPECTS = ("attitude", "reporter", "place")


def in_rdf(text, form):
    """Give attitude, reporter and page of each stance, as the triples of a text have them."""
    from stakhgraph.rdf.oxigraph.store import OxigraphStore

    store = OxigraphStore(())
    store._store.extend(
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(text.encode(), format=form)
    )
    words = [t for file in PROJECT.ontology for t in parse_file(file)]
    held = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    return rows(stances.all_from_triples(Index.of((*held, *words))))


def rows(found):
    return {
        (one.stance, one.attitude, "; ".join(one.speakers), "; ".join(one.places)) for one in found
    }


def in_network(nodes):
    return {
        (node["iri"], node["attitude"], node["reporter"], node["place"])
        for node in nodes
        if node["kind"] == "stance"
    }


def in_graphml(text):
    import networkx

    return in_network(data for _, data in networkx.parse_graphml(text).nodes(data=True))


def in_gexf(text):
    import networkx

    return in_network(d for _, d in networkx.read_gexf(io.BytesIO(text.encode())).nodes(data=True))


def in_csv(text):
    full = PROJECT.prefixes.expand
    return {
        (full(row["stance"]).value, row["attitude"], row["reporter"], row["place"])
        for row in csv.DictReader(io.StringIO(text, newline=""))
    }


def in_dot(text):
    done = readers.run(readers.DOT, "gvpr", GVPR, text=text)
    assert (done.returncode, done.stderr) == (0, "")
    lines = (tuple(line.split("\t")) for line in done.stdout.splitlines())
    return {line for line in lines if len(line) == 4}


GVPR = r'N[kind=="stance"] { print(iri, "\t", attitude, "\t", reporter, "\t", place) }'
SEEN = {
    **{
        name: lambda text, form=form: in_rdf(text, form)
        for name, form in {
            **OX,
            "turtle": ox.RdfFormat.TURTLE,
            "ntriples": ox.RdfFormat.N_TRIPLES,
            "rdfxml": ox.RdfFormat.RDF_XML,
            "jsonld": ox.RdfFormat.JSON_LD,
        }.items()
    },
    "graphml": in_graphml,
    "gexf": in_gexf,
    "dot": in_dot,
    "csv": in_csv,
}


def test_the_graph_itself_says_attitude_reporter_and_page_of_every_stance():
    assert len(STANCES) == len(MATERIAL.graph.of_class("stakh:Stance")) > 300
    assert [one for one in STANCES if not (one.attitude and one.speakers and one.places)] == []
    reported = [one for one in STANCES if one.attestation == "reported"]
    named = [one for one in reported if MATERIAL.graph.links(one.stance, "stakh:attestedBy")]
    assert len(reported) == len(named) > 100


@each_format
def test_every_stance_stands_there_with_attitude_reporter_and_page(name):
    carries = formats.FORMATS[name].carries
    claims = carries == formats.EVERYTHING or "Stance" in carries
    assert claims == (name in SEEN)
    if claims:
        assert SEEN[name](WRITTEN[name]) == rows(STANCES)
    else:
        assert ("stance", len(STANCES)) in formats.omitted(collect(PROJECT), name)


# --- What is left out, what is refused, what stays the same ----------------------------------------


def test_what_a_format_leaves_out_is_named_with_its_count():
    assert all(formats.omitted(collect(PROJECT), name) == () for name in RAPPER_NAMES)
    left = dict(formats.omitted(collect(PROJECT), "graphml"))
    assert set(left) == {
        "answer",
        "crossing",
        "specific resource",
        "text position selector",
        "text quote selector",
    }
    assert left["specific resource"] == len(MATERIAL.graph.of_class(f"{OA}SpecificResource"))


@each_format
def test_what_a_format_claims_to_carry_it_leaves_not_out(name):
    carried = formats.FORMATS[name].carries
    left = {label for label, _ in formats.omitted(collect(PROJECT), name)}
    classes = {class_ for class_, _ in MATERIAL.graph.counted()}
    assert carried == formats.EVERYTHING or len(left) == len(classes) - len(
        {class_ for class_ in classes if formats._local(class_) in carried}
    )


def test_an_unknown_form_is_refused_with_the_known_ones(odd):
    for ask in (formats.render, formats.omitted):
        with pytest.raises(UnknownName, match="turtle"):
            ask(collect(odd), "cuneiform")


BELL = (
    r'stance:a a stakh:Stance ; <http://www.w3.org/2000/01/rdf-schema#label> "a \u0007 bell"@en .'
)


@pytest.mark.parametrize("name", ["rdfxml", "graphml", "gexf", "dot"])
def test_what_a_format_cannot_hold_is_refused_with_the_name_of_the_thing(make_project, name):
    head = "@prefix stance: <https://w3id.org/stakhgraph/id/stance/> .\n"
    made = make_project({"graph/a.ttl": head + BELL})
    with pytest.raises(Failure, match=r"U\+0007 of 'a \\x07 bell' \(.*a\)"):
        formats.render(collect(made), name)


RUNS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONUTF8": "0"},
]
WRITE_ALL = """
import hashlib
from pathlib import Path
from stakhgraph.exports import formats
from stakhgraph.exports.material import collect
from stakhgraph.project import Project
material = collect(Project.find(Path(".")))
for form in formats.FORMATS.values():
    print(form.name, hashlib.sha256(form.write(material).encode()).hexdigest())
"""


def test_the_bytes_are_the_same_under_any_hash_seed_locale_and_time_zone():
    told = {
        subprocess.run(
            [sys.executable, "-c", WRITE_ALL],
            cwd=PROJECT.root,
            env={**os.environ, **run},
            capture_output=True,
            check=True,
        ).stdout
        for run in RUNS
    }
    assert len(told) == 1
    assert len(told.pop().splitlines()) == len(formats.FORMATS)


def test_suffixes_and_descriptions_tell_formats_apart():
    assert len({form.suffix for form in formats.FORMATS.values()}) == len(formats.FORMATS)
    assert len({form.about for form in formats.FORMATS.values()}) == len(formats.FORMATS)
    assert [form.name for form in formats.FORMATS.values()] == list(formats.FORMATS)
