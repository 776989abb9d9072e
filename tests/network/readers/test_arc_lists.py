"""Lists of arcs in tables."""

import pytest

from stakhgraph.network.readers import network_file
from tests.network.readers import arcs


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


def test_a_header_of_unknown_names_is_recognised_above_numbers(reading):
    assert arcs(reading("a.csv", "paper,reference\n1,2\n")) == [("1", "2")]


def test_years_of_both_ends_in_a_table(reading):
    text = 'earlier,later,earlier_year,later_year\na,"b ""c""",1937,1949;1966\n'
    found = reading("a.csv", text)
    assert (found.ids, found.years) == (("a", 'b "c"'), ((1937,), (1949, 1966)))
    assert found.direction == "cited-citing"


@pytest.mark.parametrize(
    ("head", "direction"),
    [
        ("citing,cited", "citing-cited"),
        ("cited,citing", "cited-citing"),
        ("earlier,later", "cited-citing"),
        ("later,earlier", "citing-cited"),
    ],
)
def test_arcs_run_in_the_order_of_the_columns(tmp_path, head, direction):
    path = tmp_path / "arcs.csv"
    path.write_text(f"{head}\na,b\n")
    found = network_file.read(path)
    assert found.direction == direction
    assert list(found.as_given().pairs()) == [(0, 1)]
    earlier, later = ("a", "b") if direction == "cited-citing" else ("b", "a")
    net = found.network()
    assert [(net.ids[u], net.ids[v]) for u, v in net.pairs()] == [(earlier, later)]
