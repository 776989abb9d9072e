"""Turtle: its layout."""

from stakhgraph.rdf.serialisers import turtle
from tests.rdf.serialisers.samples import BOOK, NAMES


def test_turtle_is_laid_out_for_a_reader():
    assert turtle.serialise(BOOK, NAMES) == (
        "@prefix ex: <http://example.org/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "# ex: 2\n"
        "\n"
        "ex:a ex:by _:x .\n"
        "\n"
        "ex:b a ex:Book ;\n"
        '    <http://www.w3.org/2000/01/rdf-schema#label> "A book"@en ;\n'
        '    ex:page "07"^^xsd:integer, 7 ;\n'
        '    ex:says """Одна\n'
        'две"""@ru-Cyrl .\n'
        "\n"
        "# other: 1\n"
        "\n"
        "_:x ex:as ex:good .\n"
    )
