"""What the engines of SHACL do wrong; a test that fails here says that it is mended."""

from typing import Any

import pytest

from stakhgraph.errors import ShapesError
from stakhgraph.rdf.shacl.vocabulary import SH
from tests.rdf.shacl.test_engines import AGAIN, CIRCLE, DECLARED, RECURSIVE, outcome, results

PYSHACL = "pySHACL is mended: take this out of docs/known-limits.md"
SHACL = "the package shacl is mended: take this out of docs/known-limits.md"

PASSED = "1_935 integer|1e3 decimal|nan double|INFINITY double|1935-08-30 dateTime"
REFUSED = "-0043-03-15 date|1935-08-30T24:00:00 dateTime|12024-01-01 date|24:00:00 time"


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split("|")]


@pytest.mark.parametrize(("value", "datatype"), pairs(PASSED))
def test_pyshacl_passes_ill_typed_values(value: str, datatype: str):
    constraint, literal = f"sh:datatype xsd:{datatype}", f'"{value}"^^xsd:{datatype}'
    assert results(constraint, literal) == [value]
    assert results(constraint, literal, "pyshacl") == [], PYSHACL


@pytest.mark.parametrize(("value", "datatype"), pairs(REFUSED))
def test_pyshacl_refuses_well_typed_values(value: str, datatype: str):
    constraint, literal = f"sh:datatype xsd:{datatype}", f'"{value}"^^xsd:{datatype}'
    assert results(constraint, literal) == []
    assert results(constraint, literal, "pyshacl") == [value], PYSHACL


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("-0043-03-15T00:00:00", "-0044-03-15T00:00:00"),
        ("12024-01-01T00:00:00", "2024-01-01T00:00:00"),
    ],
)
def test_pyshacl_compares_such_years_as_texts(later: str, earlier: str):
    shape = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ] ."
    data = f'ex:a ex:p "{later}"^^xsd:dateTime ; ex:q "{earlier}"^^xsd:dateTime .'
    assert not outcome(shape, data).conforms
    assert outcome(shape, data, "pyshacl").conforms, PYSHACL


REFUSALS = {
    "recursive shapes": (RECURSIVE, CIRCLE, {}),
    "a chain of 15 shapes": (
        " ".join(f"ex:S{n} a sh:NodeShape ; sh:node ex:S{n + 1} ." for n in range(15))
        + "ex:S0 sh:targetNode ex:a . ex:S15 sh:class ex:D .",
        "",
        {},
    ),
    "two prefixes for one namespace, which rdflib does not keep": (
        DECLARED
        + AGAIN
        + """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [
        sh:prefixes ex:more ; sh:select "SELECT $this { $this e:p again:x }" ] .""",
        "ex:a a ex:C .",
        {},
    ),
    "a subquery that returns everything": (
        """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [
        sh:select "SELECT $this { { SELECT * { $this <urn:p> ?value } } }" ] .""",
        "",
        {},
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_pyshacl_refuses_what_is_valid(what: str):
    shapes, data, options = REFUSALS[what]
    chosen: dict[str, Any] = options
    outcome(shapes, data, **chosen)
    try:
        outcome(shapes, data, "pyshacl", **chosen)
    except ShapesError:
        return
    pytest.fail(f"{what}: {PYSHACL}")


def test_the_default_engine_follows_48_shapes_and_no_more():
    chain = " ".join(f"ex:S{n} a sh:NodeShape ; sh:node ex:S{n + 1} ." for n in range(60))
    try:
        outcome(f"{chain} ex:S0 sh:targetNode ex:a . ex:S60 sh:class ex:D .", "")
    except ShapesError as exc:
        assert "nested more than 48 deep" in str(exc)
        return
    pytest.fail(SHACL)


@pytest.mark.parametrize("pattern", [r"(a)\\1", "a(?=b)"])
def test_the_default_engine_has_no_references_back_in_patterns(pattern: str):
    try:
        results(f'sh:pattern "{pattern}"', '"aa"')
    except ShapesError as exc:
        assert "not supported" in str(exc)
        return
    pytest.fail(SHACL)


def test_the_default_engine_has_no_functions_in_sparql():
    shape = """ex:double a sh:SPARQLFunction ; sh:parameter [ sh:path ex:op ] ;
      sh:select "SELECT ($op * 2 AS ?result) {}" .
    ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [
      sh:select "SELECT $this ?value { $this <http://example.org/p> ?p BIND(<http://example.org/double>(?p) AS ?value) }" ] ."""
    try:
        outcome(shape, "ex:a ex:p 2 .")
    except ShapesError as exc:
        assert "http://example.org/double" in str(exc)
        return
    pytest.fail(SHACL)


def test_the_default_engine_gives_no_message_where_the_shape_has_none():
    import shacl

    shapes = shacl.Shapes.from_text(
        f"<urn:S> <{SH}targetNode> <urn:a> .\n<urn:S> <{SH}class> <urn:D> .\n", format="ntriples"
    )
    (result,) = shapes.validate_text("", format="ntriples").results
    assert result.messages == [], "the package shacl has messages: see rdf/shacl/messages.py"
