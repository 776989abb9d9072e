"""Networks: the same nodes and edges in three forms, typed, stable, whatever a label holds."""

import io
import re
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import Failure
from stakhgraph.exports import dot, formats, gexf, graphml, network
from stakhgraph.exports.material import collect
from stakhgraph.project import Project
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import NS, RDF, RDFS_LABEL, Iri, Literal
from stakhgraph.rdf.triple_index import Index
from stakhgraph.rdf.xml_characters import NOT_XML
from tests import ROOT, readers
from tests.rdf.serialisers.samples import TEXTS

PROJECT = Project.find(ROOT)
WRITERS = {"graphml": graphml.write, "gexf": gexf.write, "dot": dot.write}
MATERIAL = collect(PROJECT)
DEBATE = network.build(MATERIAL.graph, MATERIAL.all, PROJECT.prefixes)
NODES = {node.id: node.values for node in DEBATE.nodes}
SIZES = (len(DEBATE.nodes), len(DEBATE.edges))
EX = "http://example.org/"
NAMES = Prefixes({"ex": EX, "stakh": NS})
LABEL = Iri(RDFS_LABEL)
TYPE = Iri(RDF + "type")


def small(label: str, first: str = "1937") -> network.Network:
    """Give a network of two things: a person with this label, and a work first published then."""
    said = [
        (Iri(f"{EX}a"), TYPE, Iri(f"{NS}Person")),
        (Iri(f"{EX}a"), LABEL, Literal(label)),
        (Iri(f"{EX}b"), TYPE, Iri(f"{NS}Work")),
        (Iri(f"{EX}b"), Iri("http://purl.org/dc/terms/creator"), Iri(f"{EX}a")),
        (Iri(f"{EX}b"), Iri(f"{NS}firstPublished"), Literal(first)),
    ]
    return network.build(Index.of(said), Index.of(said), NAMES)


def test_a_link_between_two_things_is_an_edge():
    found = small("Ann")
    assert [node.id for node in found.nodes] == ["ex:a", "ex:b"]
    (edge,) = found.edges
    assert (edge.source, edge.values["kind"], edge.target) == ("ex:b", "creator", "ex:a")
    assert found.nodes[1].values["year"] == 1937


@pytest.mark.parametrize(("first", "year"), [("-0043", -43), ("0000", 0)])
def test_a_year_before_christ_is_a_number_in_both_forms(first: str, year: int):
    found = small("Ann", first)
    as_graphml = networkx.parse_graphml(graphml.write(found))
    as_gexf = networkx.read_gexf(io.BytesIO(gexf.write(found).encode()))
    assert as_graphml.nodes["ex:b"]["year"] == as_gexf.nodes["ex:b"]["year"] == year


def test_networkx_reads_the_same_network_from_both_forms():
    as_graphml = networkx.parse_graphml(graphml.write(DEBATE))
    as_gexf = networkx.read_gexf(io.BytesIO(gexf.write(DEBATE).encode()))
    for found in (as_graphml, as_gexf):
        assert (found.number_of_nodes(), found.number_of_edges()) == SIZES
        assert set(found) == set(NODES)
        data = {
            id_: {k: v for k, v in said.items() if k in NODES[id_]}
            for id_, said in found.nodes(data=True)
        }
        assert data == NODES
    assert len({edge.id for edge in DEBATE.edges}) == len(DEBATE.edges) > 2 * len(DEBATE.nodes)


def test_every_class_that_is_carried_is_there():
    kinds = {cls for said in NODES.values() for cls in str(said["classes"]).split("; ")}
    edges = {edge.values.get("iri") for edge in DEBATE.edges}
    for name, _ in MATERIAL.graph.counted():
        if formats._local(name) in network.CARRIES:
            things = MATERIAL.graph.of_class(name)
            assert MATERIAL.all.label(name) in kinds or set(things) <= edges, name


def test_citations_run_from_work_to_work_with_the_edition_that_is_cited():
    cites = [edge for edge in DEBATE.edges if edge.values["kind"] == "cites"]
    assert len(cites) == len(MATERIAL.graph.of_class(f"{network.CITO}Citation"))
    assert all(edge.source.startswith("work:") for edge in cites)
    trotsky = next(e for e in cites if e.target == "work:trotsky-revolution-betrayed")
    assert trotsky.values["year_cited"] == 1965
    assert NODES[trotsky.target]["year"] == 1937
    assert NODES[trotsky.target]["year_basis"] == "first published"


def test_a_step_of_a_lineage_says_how_explicit_it_is_and_who_asserts_it():
    steps = [edge for edge in DEBATE.edges if edge.values["kind"] == "lineage step"]
    assert len(steps) == len(MATERIAL.graph.of_class("stakh:LineageStep"))
    one = next(s for s in steps if s.source == "stance:trotsky-labor-aristocracy"
               and s.target == "stance:filtzer-privileged-caste")  # fmt: skip
    assert one.values["explicitness"] == "stated"
    assert (one.values["asserter"], one.values["place"]) == ("Lewis H. Siegelbaum", "p. 4")


def test_attributes_have_types_and_only_what_is_known_is_said():
    columns = {**network.NODE_COLUMNS}
    for said in NODES.values():
        assert all(type(value) is columns[name] for name, value in said.items())
        assert "" not in said.values()
    for edge in DEBATE.edges:
        assert all(type(v) is network.EDGE_COLUMNS[n] for n, v in edge.values.items())


def test_ids_are_names_for_xml():
    ids = [one.id for one in (*DEBATE.nodes, *DEBATE.edges)]
    assert [one for one in ids if not re.fullmatch(r"[\w:.-]+", one, re.ASCII)] == []


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_elements_and_keys_stand_as_their_schema_orders_them(form):
    root = ElementTree.fromstring(WRITERS[form](DEBATE))
    orders = {
        "graphml": {"graphml": "key graph", "graph": "node edge", "node": "data", "edge": "data"},
        "gexf": {"gexf": "graph", "graph": "attributes nodes edges", "node": "attvalues"},
    }[form]
    for element in root.iter():
        order = orders.get(element.tag.rpartition("}")[2])
        if order:
            names = [child.tag.rpartition("}")[2] for child in element]
            assert names == sorted(names, key=order.split().index)
    ids = [element.get("id") for element in root.iter() if element.tag.endswith(("}node", "}edge"))]
    assert len(ids) == len(set(ids)) == len(DEBATE.nodes) + len(DEBATE.edges)


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(lambda text: text.strip()))
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_label_comes_out_as_it_went_in_or_is_refused(form, text):
    if NOT_XML.search(text):
        with pytest.raises(Failure, match="XML cannot hold the character"):
            WRITERS[form](small(text))
        return
    written = WRITERS[form](small(text)).encode()
    read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[form]
    assert read(io.BytesIO(written)).nodes["ex:a"]["label"] == text


LABELS = ['a "b" \\ c', "</title>", "<b>&amp;</b>", "\\N \\l", "\n\n", "Стаханов", "]]>", "a\\"]


@pytest.mark.parametrize("label", LABELS)
def test_graphviz_shows_a_label_as_it_is(label):
    drawn = ElementTree.fromstring(readers.svg(dot.write(small(label))))
    node = next(g for g in drawn.iter("{http://www.w3.org/2000/svg}g") if g.get("class") == "node")
    texts = node.findall("{http://www.w3.org/2000/svg}text")
    shown = "\n".join("".join(text.itertext()).strip() for text in texts)
    assert shown.replace("\xa0", " ").strip() == label.strip()


COUNT = 'BEG_G { int n = 0; int m = 0 } N { n = n + 1 } E { m = m + 1 } END_G { print(n, " ", m) }'


def test_graphviz_reads_the_whole_network():
    done = readers.run(readers.DOT, "gvpr", COUNT, text=dot.write(DEBATE))
    assert done.stdout.split() == [str(size) for size in SIZES]
    assert done.stderr == ""


@settings(max_examples=10, deadline=None)
@given(st.lists(TEXTS, min_size=30, max_size=30))
def test_graphviz_reads_whatever_a_label_holds(texts):
    kept = [text for text in texts if text.strip() and not NOT_XML.search(text)]
    said = [(Iri(f"{EX}n{at}"), LABEL, Literal(text)) for at, text in enumerate(kept)]
    found = network.build(Index.of(said), Index.of(said), NAMES)
    done = readers.run(readers.DOT, "gvpr", "N { print(name) }", text=dot.write(found))
    assert (done.stderr, len(done.stdout.splitlines())) == ("", len(kept))


def test_a_thing_without_a_prefix_has_an_id_made_from_its_iri():
    said = [(Iri("http://e.org/a_b"), LABEL, Literal("x"))]
    (node,) = network.build(Index.of(said), Index.of(said), NAMES).nodes
    assert node.id == "iri.http_3A__2F__2F_e_2E_org_2F_a_5F_b"
    assert node.values["iri"] == "http://e.org/a_b"
