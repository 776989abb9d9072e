"""Every fault of a file is one line that says where it is."""

import io
import os
from pathlib import Path

import pytest

from stakhgraph.errors import ParseError, StakhError, UnreadableFile, UsageError
from stakhgraph.network.readers import network_file
from tests.networks import HERE

GRAPHML = '<graphml><graph edgedefault="directed">{}</graph></graphml>'


FAULTS = [
    ("a.net", "", "is empty"),
    ("a.net", b"\0\1\2", "is binary"),
    ("a.csv", b"\x1f\x8b\x08", "is binary"),
    ("a.net", "*Arcs\n1 2\n", "a.net:1"),
    ("a.net", "*Vertices x\n", "is no number of vertices"),
    ("a.net", "*Vertices 99999999999\n", "is no number of vertices"),
    ("a.net", f"*Vertices {'9' * 5000}\n", "is no number of vertices"),
    ("a.net", f"*Vertices {'9' * 5000} {'9' * 5000}\n", "is no number of vertices"),
    ("a.net", f"*Vertices 1\n*Arcs\n1 {'9' * 4300}\n", "does not name two vertices"),
    ("a.net", f"*Vertices 1\n*Arcs\n{'9' * 5000}: 1 1\n", "does not name two vertices"),
    ("a.net", f"*Vertices 1\n*Arcslist\n1 {'9' * 5000}\n", "is no list of vertices"),
    ("a.net", '*Vertices 2\n1 "a"\n1 "b"\n', "vertex 1 is given twice (AT:3)"),
    ("a.net", '*Vertices 2\n3 "a"\n', "'3 \"a\"' is none of 2 vertices (AT:2)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2\n1 3\n", "an arc leads to vertex 3 of 2 (AT:4)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2 3\n% 3\n1 03\n", "an arc leads to vertex 3 of 2 (AT:5)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 -2\n", "an arc leads to vertex -2 of 2 (AT:3)"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2\n1\n", "'1' does not name two vertices (AT:4)"),
    ("a.net", "*Vertices 2\n*Arcslist\n1 two\n", "'1 two' is no list of vertices (AT:3)"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n", "the matrix has 1 row for 2 vertices (AT:2)"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n0\n", "a row of 1 numbers for 2 vertices (AT:4)"),
    ("a.graphml", GRAPHML.format('<node id="a"/><node id="a"/>'), "'a' is given twice (AT:1)"),
    ("a.graphml", GRAPHML.format('<edge source="a" target="b"/>'), "leads to 'a', which is no"),
    ("a.graphml", GRAPHML.format("<node/>"), "an element has no id"),
    ("a.graphml", "<graphml>\n<graph>", "is not well-formed XML: no element found (AT:2)"),
    ("a.graphml", '<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "document types and entities"),
    ("a.csv", "source,target\na\n", "1 cell where an arc has two ends (AT:2)"),
    ("a.csv", "# nothing\n", "there is no arc in the file"),
    ("a.csv", "source,target,source_year\na,b,19x7\n", "'19x7' is no year (AT:2)"),
    ("a.csv", "source,target,source_year\na,b,9999\n", "'9999' is no year (AT:2)"),
    ("a.csv", "citing,cited,creation,timespan\na,b,1966,ten\n", "'ten' is no span of time"),
    (
        "a.csv",
        "citing,cited,creation,timespan\na,b,1966;1967,P1Y\n",
        "'1966;1967' is no year (AT:2)",
    ),
    ("a.csv", b"BZh91AY&SY", "is binary"),
    ("a.csv", bytes(range(1, 256)), "is binary"),
    ("a.csv", "a," + 200_000 * "b", "is no table: field larger than field limit"),
    ("a.net", "*Vertices 20000000\n", "20,000,000 vertices in a file of 19 bytes (AT:1)"),
    ("a.net", '*Vertices 1\n1 "a\n', "'\"a' has no closing quotation mark (AT:2)"),
    ("a.net", "*Vertices 1\n*Matrix\nnan\n", "'nan' is no row of numbers (AT:3)"),
    ("a.xml", "<html><body>network</body></html>", "is neither GraphML nor GEXF (AT:1)"),
    (
        "a.xml",
        '<?xml version="1.0" encoding="x"?><graphml/>',
        "encoding that is unknown, or not read (AT:1)",
    ),
    ("a.json", "[]", "is not a JSON object (AT:1)"),
    ("a.jsonl", b'{"id": "\xe9"}', "is not UTF-8 (AT:1)"),
    ("a.jsonl", '{"id": "a"}\n{"id": "a"}\n', "the id 'a' is given twice (AT:2)"),
    ("a.jsonl", '{"id": "a"}\n{"id": "b"', "is not a JSON object on one line (AT:2)"),
    ("a.jsonl", '{"title": "a"}\n', "a work has no id (AT:1)"),
    ("a.jsonl", '{"id": "a", "referenced_works": "b"}\n', "referenced_works is no list (AT:1)"),
    ("a.jsonl", '{"id": "a", "publication_year": "soon"}\n', "'soon' is no year (AT:1)"),
]


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_a_fault_is_one_line_with_its_place(reading, tmp_path: Path, name, text, message):
    with pytest.raises(StakhError) as caught:
        reading(name, text)
    line = str(caught.value)
    assert message.replace("AT", str(tmp_path / name)) in line
    assert "\n" not in line
    assert isinstance(caught.value, ParseError | UnreadableFile)


def test_a_partition_is_no_network(reading):
    with pytest.raises(ParseError, match="is a partition, vector or another list of Pajek"):
        reading("years.clu", "*Vertices 2\n1937\n1949\n")


def test_a_workbook_is_named(reading):
    with pytest.raises(UnreadableFile, match="is a workbook"):
        reading("a.xlsx", b"PK\x03\x04\0\0[Content_Types].xml")


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="no such file"):
        network_file.read(tmp_path / "none.net")
    with pytest.raises(UnreadableFile, match="not a file"):
        network_file.read(tmp_path)


def test_years_that_are_not_there():
    with pytest.raises(UsageError, match=r"There are years.clu, share.vec in the file"):
        network_file.read(HERE / "garden.paj", years="decade")
    with pytest.raises(UsageError, match="only Pajek files"):
        network_file.read(HERE / "caste.gexf", years="decade")
    with pytest.raises(ParseError, match="'0.1' is no year"):
        network_file.read(HERE / "garden.paj", years="share")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_has_no_end_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(UnreadableFile, match="not a"):
            network_file.read(path)


def test_standard_input_is_read_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"citing,cited\nb,a\n")))
    assert network_file.read(Path("-")).ids == ("b", "a")


def test_standard_input_that_is_closed_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UnreadableFile, match="closed"):
        network_file.read(Path("-"))
