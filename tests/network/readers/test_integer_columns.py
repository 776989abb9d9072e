"""Tables of whole numbers parsed all at once give what the slower readers give."""

import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import ParseError
from stakhgraph.network.readers import integer_columns, network_file
from stakhgraph.network.readers.parsed_network import ParsedNetwork

pytest.importorskip("numpy", reason="the extra large is not installed")


def content(found: ParsedNetwork) -> tuple:
    return found.ids, list(found.tails), list(found.heads), found.direction, found.notices


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that reads a text all at once and row by row, and says which worked."""

    def read(text: str, name: str = "a.txt") -> bool:
        path = tmp_path / name
        path.write_bytes(text.encode())
        monkeypatch.setattr(integer_columns, "WORTHWHILE_BYTES", 10**9)
        slow = network_file.read(path)
        monkeypatch.setattr(integer_columns, "WORTHWHILE_BYTES", 0)
        fast = network_file.read(path)
        assert content(fast) == content(slow)
        return isinstance(fast.tails, array)

    return read


PLAIN = [
    "# FromNodeId\tToNodeId\r\n9\t7\r\n7\t8\r\n",
    "1 2\n\n  3\t 4  \n1 2",
    "\ufeffsource,target\n1,2\n2,3\n",
    "citing;cited\n1;2\n1;3\n",
    "cited,citing\n2,1\n",
    "paper\treference\n0\t5\n",
    "1,2,7\n2,3,8\n\n",
    "123456789012345678 1\n1 99999999999\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_tables_of_whole_numbers_are_parsed_at_once(both, text: str):
    assert both(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 02\n",  # another id than 2
        "1\t2\n# a remark\n2\t3\n",
        "1,2\n\n2,3\n",
        "1, 2\n",
        '1,"2"\n',
        "1 -2\n",
        "1 1234567890123456789\n",
        "source,target,year\n1,2,1937\nx,2,\n",
        "1 2\n٣ 4\n",
    ],
)
def test_other_tables_are_read_row_by_row(both, text: str):
    assert not both(text)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10**12)), min_size=1),
    st.sampled_from("\t;, "),
    st.sampled_from([8, 40, 1 << 24]),
)
@settings(max_examples=300, deadline=None)
def test_chunks_of_any_size_give_the_same_rows(arcs: list[tuple[int, int]], mark: str, part: int):
    text = "".join(f"{u}{mark}{v}\n" for u, v in arcs).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integer_columns, "_CHUNK", max(part, 20))
        found = integer_columns.two_columns(text, columns=2, mark=mark.encode())
    assert found is not None
    assert list(zip(*found, strict=True)) == arcs


@pytest.mark.parametrize("most", [0, 1 << 25])
def test_numbers_are_assigned_in_order_of_first_use(monkeypatch: pytest.MonkeyPatch, most: int):
    monkeypatch.setattr(integer_columns, "_TABLE_SIZE", most)
    ends = integer_columns.two_columns(b"900 7\n7 8\n900 8\n", columns=2, mark=b" ")
    assert ends is not None
    numbers, (tails, heads) = integer_columns.number_by_first_use(*ends)
    assert (numbers, list(tails), list(heads)) == ([900, 7, 8], [0, 1, 0], [1, 2, 2])


def test_arcs_of_a_pajek_file_between_other_sections(both):
    head = "*Vertices 3\n*Arcs :1\n   1  2 1\n 2 3 1\n*Edges\n1 3\n*Arcs\n"
    both(f"{head}3 1 0.5\n3 2\n", "a.net")
    both("*Vertices 2\n*Arcs\n\n1 2\n*Arcs\n", "a.net")
    # Lines are counted on behind what was read at once.
    with pytest.raises(ParseError, match="a.net:8"):
        both(f"{head}3 x\n", "a.net")


def test_without_numpy_no_table_is_parsed_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert integer_columns.two_columns(b"1 2\n", columns=2, mark=b" ") is None
