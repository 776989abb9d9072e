import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph import queries
from stakhgraph.errors import ParameterError, QuerySyntaxError, UnknownName
from stakhgraph.queries import Parameter, Query
from stakhgraph.rdf import query_text
from stakhgraph.rdf.store import ENGINES, load, of_triples
from stakhgraph.rdf.terms import Iri, Literal, Prefixes
from tests.conftest import MakeProject

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON, "stakh": "https://w3id.org/stakhgraph/ns#"})
HELD = """\
#+ summary: Who holds what?
#+ serves: historian, student
#+ about: views, attribution
#+ param who: person | example=person:nove-alec | Who holds the view
#+ column who: the holder
#+ column view: the view, in the curators' words
PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
SELECT ?who ?view WHERE {
  { SELECT ?who ?view WHERE { VALUES ?who { UNDEF } ?who stakh:holds ?view } }
}
ORDER BY ?who ?view
"""
GRAPH = "person:nove-alec stakh:holds 'a' .\nperson:schwarz-solomon stakh:holds 'b' .\n"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def question(text: str, *parameters: Parameter) -> Query:
    return Query("topic/answer", Path("answer.rq"), text, parameters=parameters)


def test_a_head_says_what_a_question_needs_and_gives(make_project: MakeProject):
    project = make_project({"queries/views/held.rq": HELD, "queries/checks/x.rq": "SELECT * {}"})
    (query,) = queries.catalogue(project).values()
    assert (query.name, query.topic, query.summary) == ("views/held", "views", "Who holds what?")
    assert (query.serves, query.about) == (("historian", "student"), ("views", "attribution"))
    assert query.parameters == (
        Parameter("who", "person", "person:nove-alec", "Who holds the view"),
    )
    assert dict(query.columns) == {"who": "the holder", "view": "the view, in the curators' words"}
    assert [check.name for check in queries.checks(project)] == ["checks/x"]
    assert queries.lint(query, prefixes=NAMES) == ()


@pytest.mark.parametrize("value", ["person:nove-alec", "nove-alec", f"{PERSON}nove-alec"])
def test_another_value_changes_the_answer(make_project: MakeProject, engine: str, value: str):
    project = make_project({"queries/views/held.rq": HELD, "graph/a.ttl": GRAPH})
    store, query = load(project.turtle_files(), engine=engine), queries.find(project, "held")
    everybody = queries.run(query, on=store, prefixes=NAMES)
    assert everybody.column("view") == (Literal("a"), Literal("b"))
    table = queries.run(query, on=store, params={"who": value}, prefixes=NAMES)
    assert table.rows == ((Iri(f"{PERSON}nove-alec"), Literal("a")),)


def test_a_question_is_found_by_its_name_or_its_answer(make_project: MakeProject):
    files = {f"queries/{name}.rq": HELD for name in ("views/held", "views/first", "dates/first")}
    project = make_project(files)
    assert queries.find(project, "held").name == queries.find(project, "views/held").name
    with pytest.raises(UnknownName, match="dates/first or views/first"):
        queries.find(project, "first")
    with pytest.raises(UnknownName, match="Did you mean views/held"):
        queries.find(project, "hold")
    with pytest.raises(UnknownName, match="List them all"):
        queries.find(project, "zzz")


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
        queries.bind(query, {parameter.name: value}, prefixes=NAMES)
    told = f"{parameter.name} ({parameter.type}, such as {parameter.example})"
    assert told in str(caught.value)


def test_a_missing_or_unknown_parameter_says_which():
    query = question("SELECT * { VALUES ?who { UNDEF } }", REQUIRED)
    with pytest.raises(ParameterError, match=r"needs who \(person, such as person:nove-alec\)"):
        queries.bind(query, {})
    with pytest.raises(ParameterError, match="has no parameter 'whom'. It has who"):
        queries.bind(query, {"whom": "x"})


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
def test_each_type_has_its_term(parameter: Parameter, value: str, term: str):
    name = parameter.name
    text = f"SELECT * {{ VALUES ?{name} {{ UNDEF }} }}"
    bound = queries.bind(question(text, parameter), {name: value}, prefixes=NAMES)
    assert bound == text.replace("UNDEF", term)


def test_only_the_places_of_the_parameter_are_filled():
    text = """SELECT ?a { # VALUES ?a { UNDEF }
  { VALUES ?a {UNDEF} } UNION { values $a { undef } VALUES ?b { UNDEF } }
  FILTER("VALUES ?a { UNDEF }" != ?a) }"""
    query = question(text, Parameter("a", "string", "x", "it"))
    assert queries.bind(query, {"a": "x"}) == (
        text.replace("{UNDEF}", '{"x"}').replace("{ undef }", '{ "x" }')
    )
    with pytest.raises(QuerySyntaxError, match=r"Write VALUES \?c \{ UNDEF \}"):
        queries.bind(question(text, Parameter("c", "string", "x", "it")), {"c": "x"})


ECHO = question("SELECT ?a { VALUES ?a { UNDEF } }", Parameter("a", "string", "x", "it"))
STORES = [of_triples([], engine=engine) for engine in ENGINES]
TRAPS = ['"', "\\", "'", "}", "{", "\n", "?a", "\\u0022", '" } INSERT', "#", "\\U00000022", "\x0b"]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*TRAPS, "0", "22", "u0022"])).map("".join)))
def test_a_value_is_only_ever_a_value(text: str):
    if any("\ud800" <= char <= "\udfff" for char in text):
        with pytest.raises(ParameterError, match="surrogate"):
            queries.bind(ECHO, {"a": text})
        return
    for store in STORES:
        assert queries.run(ECHO, on=store, params={"a": text}).rows == ((Literal(text),),)


def test_an_error_in_a_query_names_its_file_and_line(tmp_path: Path, engine: str):
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine\nSELECT ?x WHERE {\n  ?x a none:y }\n")
    with pytest.raises(QuerySyntaxError, match=r"none: is not declared \(.*mine\.rq:3:8\)"):
        queries.run(queries.from_file(path), on=of_triples([], engine=engine))


def test_a_file_without_a_head_is_a_query(tmp_path: Path):
    (tmp_path / "mine.rq").write_text("SELECT (1 AS ?x) {}")
    query = queries.from_file(tmp_path / "mine.rq")
    assert (query.parameters, query.columns, query.is_check) == ((), (), False)
    assert len(queries.run(query, on=of_triples([]))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "#+ summary",
        "#+ summary:",
        "#+ summery: x",
        "#+ param who: person",
        "#+ param who: person | person:x | Who",
        "#+ param: person | example=x | Who",
        "#+ column who:",
        "#+ level: grave",
        "#+ serves: a\n#+ serves: b",
    ],
)
def test_a_head_of_another_form_is_refused(tmp_path: Path, line: str):
    (tmp_path / "mine.rq").write_text(f"{line}\nSELECT * {{}}")
    with pytest.raises(QuerySyntaxError, match=r"mine\.rq"):
        queries.from_file(tmp_path / "mine.rq")


FAULTS = {
    "#+ column view: the view, in the curators' words\n": "the head tells of who",
    "ORDER BY ?who ?view\n": "without ORDER BY",
    "#+ serves: historian, student\n": "whom it serves",
    "#+ about: views, attribution\n": "what it is about",
    "PREFIX stakh: <https://w3id.org/stakhgraph/ns#>\n": "prefix stakh: is not declared",
    "VALUES ?who { UNDEF } ": "parameter who has no place",
    "#+ param who: person | example=person:nove-alec | Who holds the view\n": "no parameter",
}


@pytest.mark.parametrize("missing", FAULTS)
def test_lint_tells_what_a_question_lacks(tmp_path: Path, missing: str):
    (tmp_path / "a.rq").write_text(HELD.replace(missing, ""))
    (fault,) = queries.lint(queries.from_file(tmp_path / "a.rq"), prefixes=NAMES)
    assert FAULTS[missing] in fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("ns#>", "other#>", "prefix stakh: is <https://w3id.org/stakhgraph/other#>"),
        ("SELECT ?who ?view WHERE {\n", "SELECT * WHERE {\n", "names its columns"),
        ("person |", "peasant |", "of no known type: peasant"),
        ("?who stakh:holds ?view }", "?who stakh:holds ?view FILTER stakh:f(?view) }", "stakh:f()"),
        ("?who stakh:holds ?view }", "?who stakh:holds ?view LATERAL {} }", "LATERAL is no SPARQL"),
        ("#+ serves: historian, student", "#+ problem: x", "says its solution"),
        ("historian, student", "historian, king", "serves 'king', who is none of historian"),
    ],
)
def test_lint_tells_what_a_question_has_wrong(tmp_path: Path, old: str, new: str, fault: str):
    (tmp_path / "a.rq").write_text(HELD.replace(old, new))
    assert fault in " ".join(queries.lint(queries.from_file(tmp_path / "a.rq"), prefixes=NAMES))


@pytest.mark.parametrize("piece", ["a.", "a-", '"a\n', "<a", "a:%", '"""\\', "?", "((", "\\u0041"])
def test_no_text_takes_long_to_be_refused(piece: str):
    began = time.monotonic()
    with pytest.raises(QuerySyntaxError):
        query_text.guard("ASK { " + piece * (900_000 // len(piece)))
    assert time.monotonic() - began < 5


def test_star_answers_in_the_order_of_the_text():
    assert query_text.as_written("SELECT * { ?s ?p ?o }", ["p", "o", "s"]) == ("s", "p", "o")
    assert query_text.as_written("SELECT ?o ?s { ?s ?p ?o }", ["o", "s"]) == ("o", "s")
