"""Values of parameters: their types, and their places in the query."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import ParameterError, QuerySyntaxError
from stakhgraph.queries import answering, binding
from stakhgraph.queries.query_file import Parameter
from stakhgraph.rdf.store import ENGINES, of_triples
from stakhgraph.rdf.terms import Literal
from tests.queries.samples import NAMES, PERSON, question

REQUIRED = Parameter("who", "person", "person:nove-alec", "Who", required=True)
YEAR = Parameter("year", "year", "1966", "Until when")
NUMBER = Parameter("n", "integer", "3", "How many")
TONGUE = Parameter("tongue", "lang", "ru-Latn", "In which language")
THING = Parameter("thing", "iri", "http://example.org/x", "What")
ILL_TYPED = [
    (REQUIRED, value)
    for value in (
        "",
        "stakh:x",
        "a b",
        "person:",
        "person:a} . ?s ?p ?o",
        'x"',
        "http://x/y",
        "<x:y>",
    )
]
ILL_TYPED += [(YEAR, value) for value in ("", "66", "1966a", "19 66", "٣٣٣٣x", "1966-01-01")]
ILL_TYPED += [(NUMBER, value) for value in ("", "one", "1.5", "1e3", "9" * 30)]
ILL_TYPED += [(TONGUE, value) for value in ("", "ru_RU", "@ru", 'ru"')]
ILL_TYPED += [(THING, value) for value in ("", "x", "http://a b", "http://a>", "none:x")]


@pytest.mark.parametrize(("parameter", "value"), ILL_TYPED)
def test_an_ill_typed_value_names_parameter_type_and_example(parameter: Parameter, value: str):
    query = question(f"SELECT * {{ VALUES ?{parameter.name} {{ UNDEF }} }}", parameter)
    with pytest.raises(ParameterError) as caught:
        binding.bind(query, {parameter.name: value}, prefixes=NAMES)
    expected = f"{parameter.name} ({parameter.type}, such as {parameter.example})"
    assert expected in str(caught.value)


def test_a_missing_or_unknown_parameter_says_which():
    query = question("SELECT * { VALUES ?who { UNDEF } }", REQUIRED)
    with pytest.raises(ParameterError, match=r"needs who \(person, such as person:nove-alec\)"):
        binding.bind(query, {})
    with pytest.raises(ParameterError, match="has no parameter 'whom'. It has who"):
        binding.bind(query, {"whom": "x"})


@pytest.mark.parametrize(
    ("parameter", "value", "term"),
    [
        (YEAR, "0988", '"988"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (YEAR, "-0044", '"-44"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (NUMBER, "+3", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (TONGUE, "ru-Latn", '"ru-Latn"'),
        (THING, "person:x", f"<{PERSON}x>"),
        (THING, "urn:x:y", "<urn:x:y>"),
    ],
)
def test_each_type_of_parameter_has_its_term(parameter: Parameter, value: str, term: str):
    name = parameter.name
    text = f"SELECT * {{ VALUES ?{name} {{ UNDEF }} }}"
    bound = binding.bind(question(text, parameter), {name: value}, prefixes=NAMES)
    assert bound == text.replace("UNDEF", term)


def test_only_the_places_of_the_parameter_are_replaced():
    text = """SELECT ?a { # VALUES ?a { UNDEF }
  { VALUES ?a {UNDEF} } UNION { values $a { undef } VALUES ?b { UNDEF } }
  FILTER("VALUES ?a { UNDEF }" != ?a) }"""
    query = question(text, Parameter("a", "string", "x", "it"))
    assert binding.bind(query, {"a": "x"}) == (
        text.replace("{UNDEF}", '{"x"}').replace("{ undef }", '{ "x" }')
    )
    with pytest.raises(QuerySyntaxError, match=r"Write VALUES \?c \{ UNDEF \}"):
        binding.bind(question(text, Parameter("c", "string", "x", "it")), {"c": "x"})


ECHO = question("SELECT ?a { VALUES ?a { UNDEF } }", Parameter("a", "string", "x", "it"))
STORES = [of_triples([], engine=engine) for engine in ENGINES]
TRAPS = ['"', "\\", "'", "}", "{", "\n", "?a", "\\u0022", '" } INSERT', "#", "\\U00000022", "\x0b"]


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from([*TRAPS, "0", "22", "u0022"])).map("".join)))
def test_no_value_can_change_the_query(text: str):
    if any("\ud800" <= char <= "\udfff" for char in text):
        with pytest.raises(ParameterError, match="surrogate"):
            binding.bind(ECHO, {"a": text})
        return
    for store in STORES:
        assert answering.run(ECHO, on=store, params={"a": text}).rows == ((Literal(text),),)
