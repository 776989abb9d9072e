"""Files that are no networks are named as what they are."""

import pytest

from stakhgraph.errors import ParseError
from tests.network.readers import arcs

WOS = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Nove, A\nTI T\nCR Lewin M, 1968\nER\n\nEF"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.ris", "TY  - JOUR\nAU  - Nove, A\nER  -\n", "RIS"),
        ("a.txt", "\ufeff\r\nTY  - JOUR\r\nAU  - Nove, A\r\n", "RIS"),
        ("savedrecs.txt", f"\ufeff{WOS}", "plain text from Web of Science"),
        ("a.txt", "PT J\nAU Nove, A\nER\n", "plain text from Web of Science"),
        ("a.nbib", "PMID- 123\nOWN - NLM\n", "MEDLINE"),
        ("a.enw", "%0 Journal Article\n%A Nove\n", "EndNote"),
        ("a.bib", "@article{nove,\n title = {T}}\n", "BibTeX"),
        ("a.txt", "% a bibliography\n\n@Book(nove,\n title = {T})\n", "BibTeX"),
        ("a.dot", "digraph G {\n a -> b\n}\n", "DOT"),
        ("a.gv", "strict graph {\n a -- b\n}\n", "DOT"),
        ("a.csv", '"About the data: all"\n"Rank","Publication ID"\n', "Dimensions"),
        ("a.html", "<!DOCTYPE html>\n<html></html>", "HTML"),
        ("a.nt", "<http://a.org/a> <http://a.org/cites> <http://a.org/b> .\n", "N-Triples"),
        ("a.ttl", "@prefix a: <http://a.org/> .\na:b a:cites a:c .\n", "Turtle"),
        ("a.dl", "dl n=3 format=edgelist1\n", "DL"),
        ("a.vna", "*Node data\nid\na\n*Tie data\n", "VNA"),
        ("a.gdf", "nodedef>name VARCHAR\na\nedgedef>node1,node2\n", "GDF"),
        ("a.json", '{"network": {"items": [], "links": []}}', "a map of VOSviewer"),
        ("a.json", '{\n "elements": {"nodes": [], "edges": []}\n}', "Cytoscape"),
        ("a.json", '{"status": "ok", "message-type": "work", "message": {}}', "Crossref"),
        ("a.json", '[{"type": "book", "title": "T", "author": []}]', "CSL-JSON"),
        ("a.json", '[["a", "b"]]', "a JSON array of something else than works"),
    ],
)
def test_a_file_that_is_no_network_is_named(reading, name: str, text: str, kind: str):
    with pytest.raises(ParseError, match=f"is .*{kind}") as caught:
        reading(name, text)
    assert "\n" not in str(caught.value)
    assert "cut short" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["@nove @lewin\n@lewin @carr\n", "PT J\nJ K\n", "[1] [2]\n[2] [3]\n", "graph theory\n"]
)
def test_lists_of_arcs_that_begin_alike_are_read(reading, text: str):
    first = text.split("\n", maxsplit=1)[0].split()
    assert arcs(reading("a.txt", text))[0] == tuple(first)


WORKS = (
    '{"id": "https://openalex.org/W1", "title": "One", "publication_year": 1937}',
    '{"id": "https://openalex.org/W2", "referenced_works": ["https://openalex.org/W1", null]}',
)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(WORKS),
        f"[{', '.join(WORKS)}]",
        "[\n" + ",\n".join(WORKS) + "\n]\n",
        '{\n "results": [\n' + ",\n".join(WORKS) + "\n ]\n}\n",
    ],
)
def test_works_of_openalex_on_lines_in_an_array_or_in_a_page(reading, text: str):
    found = reading("a.json", text)
    assert [(u[-2:], v[-2:]) for u, v in arcs(found)] == [("W2", "W1")]
    assert found.notices[0] == "1 reference names no work, and is left out"
