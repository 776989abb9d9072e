"""Text files of any line ends and of two encodings."""

import pytest


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(reading, ends: str, mark: str):
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


def test_latin_1_is_read_with_a_notice(reading):
    found = reading("a.net", '*Vertices 1\n1 "Mémoire\x85"\n'.encode("latin-1"))
    assert (found.labels, found.notices) == (
        ("Mémoire\x85",),
        ("the file is not UTF-8, and has been read as Latin-1",),
    )
