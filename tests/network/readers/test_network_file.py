"""Networks in files of others: what is read from each, and one clear line for every fault."""

from pathlib import Path

import networkx as nx
import pytest

from stakhgraph.errors import ParseError, StakhError, UnreadableFile, UsageError
from stakhgraph.network.readers import network_file
from stakhgraph.network.readers.network_file import NetFile
from tests.networks import HERE, net


def arcs(found: NetFile) -> list[tuple[str, str]]:
    return [(found.ids[u], found.ids[v]) for u, v in zip(found.tails, found.heads, strict=True)]


@pytest.fixture
def reading(tmp_path: Path):
    """Give a function that reads a literal text as a file of this name."""

    def read(name: str, text: str | bytes, **how) -> NetFile:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return network_file.read(path, **how)

    return read


def test_pajek_with_all_its_sections():
    found = network_file.read(HERE / "garden.paj", years="years")
    assert found.ids == ("1", "2", "3", "4", "5", "6")
    assert found.labels == ('The "caste"', "Сталин и труд", "bare", "", 'said "so" again', "")
    plain = [("1", "2"), ("2", "2"), ("2", "3"), ("2", "3"), ("3", "2")]
    assert arcs(found) == [*plain, ("1", "3"), ("1", "5")]
    assert found.years == ((1937,), (1949,), (1949,), (), (1966,), (1970,))
    assert found.notices == ("1 of 6 nodes have no year",)


def test_pajek_edges_lists_and_matrix(reading):
    head = "*Vertices 3\r\n"
    both = [("1", "2"), ("1", "3"), ("2", "1"), ("3", "1")]
    assert sorted(arcs(reading("a.net", f"{head}*Edges\r\n1 2\r\n3 1\r\n"))) == both
    assert sorted(arcs(reading("a.net", f"{head}*Edgeslist\r\n1 2 3\r\n"))) == both
    found = reading("a.net", f"{head}*Matrix\n0 1 1\n1 0 0\n1 0 0.0\n")
    assert arcs(found) == both
    assert found.notices == ()


def test_an_edge_is_said_to_count_both_ways(reading):
    assert reading("a.net", "*Vertices 2\n*Edges\n1 2\n").notices == (
        "1 edges have no direction, and count as arcs both ways",
    )


def test_networkx_reads_our_pajek_and_we_read_its(tmp_path: Path):
    graph = nx.gnp_random_graph(20, 0.2, seed=1, directed=True)
    nx.write_pajek(graph, tmp_path / "x.net")
    found = network_file.read(tmp_path / "x.net")
    assert {(int(u) - 1, int(v) - 1) for u, v in arcs(found)} == set(graph.edges)


def test_graphml():
    found = network_file.read(HERE / "caste.graphml")
    assert found.labels == ("Троцкий", 'Deutscher & "Stalin"', "")
    assert found.years == ((1937,), (1949, 1966), ())
    assert (arcs(found), found.explicitness) == ([("T", "D"), ("D", "F")], ["implied", "stated"])
    assert found.direction == ""


def test_gexf():
    found = network_file.read(HERE / "caste.gexf")
    assert (found.labels, found.years) == (("Троцкий", "Deutscher"), ((1937,), ()))
    assert (arcs(found), found.kinds) == ([("T", "D")], ["criticises"])


def test_a_hyperedge_is_left_out_and_that_is_said(reading):
    text = '<graphml><graph><node id="a"/><hyperedge><endpoint node="a"/></hyperedge></graph></graphml>'
    assert reading("a.graphml", text).notices == ("1 hyperedge left out",)


@pytest.mark.parametrize(
    ("made", "span", "cited"),
    [("1966.0", "P1Y", 1965), ("-0300", "P1Y", -301), ("1966-05T00:00", "-P8M", 1967)],
)
def test_opencitations_dates_of_many_kinds(reading, made: str, span: str, cited: int):
    found = reading("a.csv", f"citing,cited,creation,timespan\na,b,{made},{span}\n")
    assert found.years[1] == (cited,)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_ends_of_lines_and_marks_of_encoding(reading, ends: str, mark: str):
    for name, text in {
        "a.tsv": "Б\t«c»\n",
        "a.net": '*Vertices 2\n1 "Б"\n2 "«c»"\n*Arcs\n1 2\n',
        "a.graphml": '<graphml><graph>\n<node id="Б"/><node id="c"/>\n<edge source="Б" target="c"/></graph></graphml>',
        "a.jsonl": '{"id": "Б", "referenced_works": ["c"]}\n{"id": "c"}\n',
    }.items():
        found = reading(name, mark + text.replace("\n", ends))
        assert (found.ids[0], list(found.tails), list(found.heads)) in [
            ("Б", [0], [1]),
            ("1", [0], [1]),
        ]


def test_networkx_writes_graphml_and_gexf_that_are_read(tmp_path: Path):
    graph = nx.gnp_random_graph(20, 0.2, seed=1, directed=True)
    nx.write_graphml(graph, tmp_path / "x.graphml")
    nx.write_gexf(graph, tmp_path / "x.gexf")
    for name in ("x.graphml", "x.gexf"):
        found = network_file.read(tmp_path / name)
        assert {(int(u), int(v)) for u, v in arcs(found)} == set(graph.edges)


def test_opencitations_names_its_direction_and_dates_the_cited_works():
    found = network_file.read(HERE / "citations.csv")
    assert found.direction == "citing-cited"
    assert dict(zip(found.ids, found.years, strict=True)) == {
        "doi:10.1/c": (1986,),
        "doi:10.1/b": (1966,),
        "doi:10.1/a": (1937,),
    }
    assert next((found.ids[u], found.ids[v]) for u, v in found.network().pairs()) == (
        "doi:10.1/b",
        "doi:10.1/c",
    )


def test_openalex_keeps_the_references_that_lead_to_works_of_the_file():
    found = network_file.read(HERE / "works.jsonl")
    assert found.labels == ("The Revolution Betrayed", "Stalin", "")
    assert [(u[-2:], v[-2:]) for u, v in arcs(found)] == [("W2", "W1"), ("W3", "W2")]
    assert found.direction == "citing-cited"
    assert found.notices == (
        "1 references lead to works that are not in the file, and are left out",
        "1 of 3 nodes have no year",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "source,target\na,b\nb,c\n"),
        ("a.csv", "a,b\nb,c\n"),
        ("a.csv", "\ufeffTarget;Source\nb;a\nc;b\n"),
        ("a.tsv", "# arcs\nfrom\tto\na\tb\nb\tc\n"),
        ("a.txt", "% arcs\na b\n\nb   c 7\n"),
        ("a.csv", '"a","b"\r\n"b","c"\r\n'),
    ],
)
def test_lists_of_arcs(reading, name: str, text: str):
    assert arcs(reading(name, text)) == [("a", "b"), ("b", "c")]


def test_a_header_of_unknown_names_stands_over_numbers(reading):
    assert arcs(reading("a.csv", "paper,reference\n1,2\n")) == [("1", "2")]


def test_years_of_both_ends_in_a_table(reading):
    text = 'earlier,later,earlier_year,later_year\na,"b ""c""",1937,1949;1966\n'
    found = reading("a.csv", text)
    assert (found.ids, found.years) == (("a", 'b "c"'), ((1937,), (1949, 1966)))
    assert found.direction == "cited-citing"


def test_latin_1_is_read_and_said(reading):
    found = reading("a.net", '*Vertices 1\n1 "Mémoire\x85"\n'.encode("latin-1"))
    assert (found.labels, found.notices) == (
        ("Mémoire\x85",),
        ("the file is not UTF-8, and has been read as Latin-1",),
    )


GRAPHML = '<graphml><graph edgedefault="directed">{}</graph></graphml>'
FAULTS = [
    ("a.net", "", "is empty"),
    ("a.net", b"\0\1\2", "is binary"),
    ("a.csv", b"\x1f\x8b\x08", "is binary"),
    ("a.net", "*Arcs\n1 2\n", "a.net:1"),
    ("a.net", "*Vertices x\n", "is no number of vertices"),
    ("a.net", "*Vertices 99999999999\n", "is no number of vertices"),
    ("a.net", '*Vertices 2\n1 "a"\n1 "b"\n', "vertex 1 is given twice (AT:3)"),
    ("a.net", '*Vertices 2\n3 "a"\n', "'3 \"a\"' is none of 2 vertices (AT:2)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2\n1 3\n", "an arc leads to vertex 3 of 2 (AT:4)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2 3\n% 3\n1 03\n", "an arc leads to vertex 3 of 2 (AT:5)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 -2\n", "an arc leads to vertex -2 of 2 (AT:3)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2\n1\n", "'1' does not name two vertices (AT:4)"),
    ("a.net", "*Vertices 2\n*Arcslist\n1 two\n", "'1 two' is no list of vertices (AT:3)"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n", "the matrix has 1 rows for 2 vertices (AT:2)"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n0\n", "a row of 1 numbers for 2 vertices (AT:4)"),
    ("a.graphml", GRAPHML.format('<node id="a"/><node id="a"/>'), "'a' is given twice (AT:1)"),
    ("a.graphml", GRAPHML.format('<edge source="a" target="b"/>'), "leads to 'a', which is no"),
    ("a.graphml", GRAPHML.format("<node/>"), "an element has no id"),
    ("a.graphml", "<graphml>\n<graph>", "is not well-formed XML: no element found (AT:2)"),
    ("a.graphml", '<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "document types and entities"),
    ("a.csv", "source,target\na\n", "1 cell where an arc has two ends (AT:2)"),
    ("a.csv", "source,target\na,\n", "an arc has an end without an id (AT:2)"),
    ("a.csv", "# nothing\n", "there is no arc in the file"),
    ("a.csv", "source,target,source_year\na,b,19x7\n", "'19x7' is no year (AT:2)"),
    ("a.csv", "source,target,source_year\na,b,9999\n", "'9999' is no year (AT:2)"),
    ("a.csv", "citing,cited,creation,timespan\na,b,1966,ten\n", "'ten' is no span of time"),
    (
        "a.csv",
        "citing,cited,creation,timespan\na,b,1966;1967,P1Y\n",
        "'1966;1967' is no date (AT:2)",
    ),
    ("a.csv", b"BZh91AY&SY", "is binary"),
    ("a.csv", bytes(range(1, 256)), "is binary"),
    ("a.csv", "a," + 200_000 * "b", "is no table: field larger than field limit"),
    ("a.net", "*Vertices 20000000\n", "20,000,000 vertices in a file of 19 bytes (AT:1)"),
    ("a.net", '*Vertices 1\n1 "a\n', "'\"a' has no closing quotation mark (AT:2)"),
    ("a.net", "*Vertices 1\n*Matrix\nnan\n", "'nan' is no row of numbers (AT:3)"),
    ("a.xml", "<html><body>network</body></html>", "is neither GraphML nor GEXF (AT:1)"),
    ("a.xml", '<?xml version="1.0" encoding="x"?><graphml/>', "unknown encoding: x (AT:1)"),
    ("a.json", "[]", "is not a JSON object (AT:1)"),
    ("a.jsonl", b'{"id": "\xe9"}', "is not UTF-8 (AT:1)"),
    ("a.jsonl", '{"id": "a"}\n{"id": "a"}\n', "the id 'a' is given twice (AT:2)"),
    ("a.jsonl", '{"id": "a"}\n{"id": "b"', "is not a JSON object on one line (AT:2)"),
    ("a.jsonl", '{"title": "a"}\n', "a work has no id (AT:1)"),
    ("a.jsonl", '{"id": "a", "referenced_works": "b"}\n', "referenced_works is no list (AT:1)"),
    ("a.jsonl", '{"id": "a", "publication_year": "soon"}\n', "'soon' is no year (AT:1)"),
]


@pytest.mark.parametrize(("name", "text", "told"), FAULTS)
def test_a_fault_is_one_line_with_its_place(reading, tmp_path: Path, name, text, told):
    with pytest.raises(StakhError) as caught:
        reading(name, text)
    line = str(caught.value)
    assert told.replace("AT", str(tmp_path / name)) in line
    assert "\n" not in line
    assert isinstance(caught.value, ParseError | UnreadableFile)


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="no such file"):
        network_file.read(tmp_path / "none.net")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        network_file.read(tmp_path)


def test_years_that_are_not_there():
    with pytest.raises(UsageError, match=r"There are years.clu, share.vec"):
        network_file.read(HERE / "garden.paj", years="decade")
    with pytest.raises(UsageError, match="only Pajek files"):
        network_file.read(HERE / "caste.gexf", years="decade")
    with pytest.raises(ParseError, match="'0.1' is no year"):
        network_file.read(HERE / "garden.paj", years="share")


def test_the_direction_must_be_known(reading):
    found = reading("a.csv", "a,b\n")
    assert list(found.network("citing-cited").pairs()) == [(1, 0)]
    with pytest.raises(UsageError, match="which way the arcs run is not known"):
        found.network()
    with pytest.raises(UsageError, match="no direction is called 'up'"):
        found.network("up")


def test_the_wrong_direction_is_detected_and_said(reading):
    found = reading("a.csv", "source,target,source_year,target_year\na,b,1966,1937\n")
    assert list(found.network().pairs()) == [(1, 0)]
    with pytest.raises(UsageError, match="years show, in 1 of 1 arcs, citing-cited"):
        found.network("cited-citing")
    with pytest.raises(UsageError, match="the file itself says citing-cited"):
        network_file.read(HERE / "works.jsonl").network("cited-citing")


def test_one_arc_in_four_against_date_is_no_wrong_direction(reading):
    rows = "a,b,1937,1966\nc,d,1937,1966\ne,f,1937,1966\ng,h,1966,1937\n"
    found = reading("a.csv", f"source,target,source_year,target_year\n{rows}")
    assert found.network("cited-citing").size == 4
    with pytest.raises(UsageError, match="is not known"):
        found.network()


def test_nothing_and_one_node(reading):
    assert len(reading("a.net", "*Vertices 0\n").standing()) == 0
    assert reading("a.net", "*Vertices 1\n").network("cited-citing").rows == net([], 1).rows


def test_a_list_of_200_000_arcs_and_a_line_that_is_wrong_at_its_end(reading):
    rows = "".join(f"{n} {n + 1}\n" for n in range(1, 200_000))
    assert len(reading("a.net", f"*Vertices 200000\n*Arcs\n{rows}").tails) == 199_999
    with pytest.raises(ParseError, match="a.net:200002"):
        reading("a.net", f"*Vertices 200000\n*Arcs\n{rows}1\n")


@pytest.mark.parametrize(
    ("head", "direction"),
    [
        ("citing,cited", "citing-cited"),
        ("cited,citing", "cited-citing"),
        ("earlier,later", "cited-citing"),
        ("later,earlier", "citing-cited"),
    ],
)
def test_arcs_stand_as_the_columns_do(tmp_path, head, direction):
    path = tmp_path / "arcs.csv"
    path.write_text(f"{head}\na,b\n")
    found = network_file.read(path)
    assert found.direction == direction
    assert list(found.standing().pairs()) == [(0, 1)]
    earlier, later = ("a", "b") if direction == "cited-citing" else ("b", "a")
    net = found.network()
    assert [(net.ids[u], net.ids[v]) for u, v in net.pairs()] == [(earlier, later)]
