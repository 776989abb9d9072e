"""What the questions answer, against answers worked out by hand from the source documents.

A file ``answers/<topic>--<answer>[.<case>].tsv`` says what one question has to answer. Lines with
``#`` stand at its head: remarks, and the values of parameters (``# who=person:nove-alec``). Then
come the columns of the answer that matter, ``phrase`` (words that show the row in the document, at
the place of the row) and ``stance`` (the node of the graph that the row stands on). The rows are
all that the question may answer, in any order, each as often as it stands there.

Where graph and document differ, the document is right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from stakhgraph.debate.documents.source_text import SourceText, fold
from stakhgraph.errors import ParameterError
from stakhgraph.project import Project
from stakhgraph.queries import answering, binding, catalogue
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.lint import lint
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.store import ENGINES, Store, load, of_triples
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Literal
from tests import TESTS
from tests.graph.rdflib_view import view

HERE = TESTS
PROJECT = Project.find(HERE.parent)
NOT_ASKED_HERE = MACHINERY  # asked by parts of the program, not of the documents
QUESTIONS = {
    name: query
    for name, query in catalogue.read_all(PROJECT).items()
    if query.topic not in NOT_ASKED_HERE
}


@dataclass(frozen=True)
class Expected:
    """An expected answer: rows of cells by column, and for each its phrase and its node."""

    name: str
    question: str
    params: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...]
    nodes: tuple[str, ...]


def read(path: Path) -> Expected:
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = [line for line in lines if line.startswith("#")]
    head, *body = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert head[-2:] == ("phrase", "stance")
    assert body
    assert {len(row) for row in body} == {len(head)}
    return Expected(
        name=path.stem,
        question=path.name.partition(".")[0].replace("--", "/"),
        params=dict(found.groups() for note in notes if (found := PARAMETER.fullmatch(note))),
        columns=head[:-2],
        rows=tuple(row[:-2] for row in body),
        phrases=tuple(row[-2] for row in body),
        nodes=tuple(row[-1] for row in body),
    )


PARAMETER = re.compile(r"# (\w+)=(\S+)")
EXPECTED = [read(path) for path in sorted(HERE.glob("answers/*.tsv"))]

each_expected = pytest.mark.parametrize("expected", EXPECTED, ids=lambda one: one.name)
PARAMETERS = [(query, one) for query in QUESTIONS.values() for one in query.parameters]
WORDS = [(query, one) for query, one in PARAMETERS if one.type == "string"]


def each_of(pairs: list[tuple[Query, Parameter]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("query", "parameter"), pairs, ids=lambda one: one.name)


@pytest.fixture(scope="session")
def stores() -> dict[str, Store]:
    return {engine: load(PROJECT.turtle_files(), engine=engine) for engine in ENGINES}


def ask(name: str, on: Store, params: dict[str, str]) -> Table:
    return answering.run(QUESTIONS[name], on=on, params=params, prefixes=PROJECT.prefixes)


def rows(table: Table, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    at = [table.columns.index(name) for name in columns]
    return [tuple(row[i] for i in at) for row in table.texts(PROJECT.prefixes)]


def test_every_question_has_an_expected_answer():
    assert len(QUESTIONS) == 73
    assert len(EXPECTED) == 169
    assert {expected.question for expected in EXPECTED} == set(QUESTIONS)


@each_expected
def test_the_answer_is_the_one_worked_out_by_hand(expected: Expected, stores: dict[str, Store]):
    answer = ask(expected.question, stores["oxigraph"], expected.params)
    found, wanted = Counter(rows(answer, expected.columns)), Counter(expected.rows)
    assert {"missing": wanted - found, "too many": found - wanted} == {
        "missing": Counter(),
        "too many": Counter(),
    }


def test_what_the_editors_infer_comes_after_what_documents_say(stores: dict[str, Store]):
    asked = [
        ("assumptions/by-decade", {}),
        ("positions/on-question", {"asked": "question:whose-product"}),
        ("people/positions", {"who": "person:conquest-robert"}),
        ("curation/doubtful", {"how": "stakh:low"}),
    ]
    for name, params in asked:
        answer = ask(name, stores["oxigraph"], params)
        inferred = [how.startswith("inferred") for (how,) in rows(answer, ("attestation",))]
        assert set(inferred) == {False, True}, name
        assert inferred == sorted(inferred), name


def test_a_page_stands_beside_its_edition_and_a_hedge_beside_its_owner():
    """A page of an edition of 1965 is none of the book of 1937; a hedge may be the holder's own."""
    for query in QUESTIONS.values():
        columns = [name for name, _ in query.columns]
        for one, next_to_it in (("cited", "edition"), ("hedge", "hedger")):
            if one in columns and {"who", "attitude"} <= set(columns) and one != columns[0]:
                assert columns[columns.index(one) + 1] == next_to_it, query.name


def test_a_position_is_never_shown_without_its_reserve():
    """Rows that say who stands how to a view say how sure the editors are of the attribution."""
    for query in QUESTIONS.values():
        columns = {name for name, _ in query.columns}
        if {"attitude", "who"} <= columns and "positions" not in columns:  # where it counts none
            assert "confidence" in columns, query.name


ASKED = [(one.question, one.params) for one in EXPECTED]
ASKED += [  # and about everything, where a question may be
    (name, {})
    for name, query in QUESTIONS.items()
    if not any(parameter.required for parameter in query.parameters)
]


@pytest.mark.parametrize(("name", "params"), ASKED, ids=str)
def test_both_engines_give_the_same_rows_in_the_same_order(
    name: str, params: dict[str, str], stores: dict[str, Store]
):
    one, other = (ask(name, stores[engine], params) for engine in ENGINES)
    assert (one.columns, len(one)) == (other.columns, len(other))
    both = zip(one.texts(PROJECT.prefixes), other.texts(PROJECT.prefixes), strict=True)
    assert [pair for pair in both if pair[0] != pair[1]] == []


@pytest.fixture(scope="module")
def graph() -> OxigraphStore:
    files = (*PROJECT.ontology, *PROJECT.graph)
    store = of_triples(triple for file in files for triple in parse_file(file))
    assert isinstance(store, OxigraphStore)
    return store


@contextmanager
def taken_out(node: str, store: OxigraphStore) -> Iterator[None]:
    """Take every triple with this node out of the store, and put it back in the end."""
    from rdflib import URIRef

    graph, name = view(store), URIRef(PROJECT.prefixes.expand(node).value)
    gone = [*graph.triples((name, None, None)), *graph.triples((None, None, name))]
    assert gone, f"{node} is not in the graph"
    for triple in gone:
        graph.remove(triple)
    try:
        yield
    finally:
        for triple in gone:
            graph.add(triple)


@each_expected
def test_without_its_node_a_row_is_lost(expected: Expected, graph: OxigraphStore):
    size = graph.size
    answer = Counter(rows(ask(expected.question, graph, expected.params), expected.columns))
    for row, node in zip(expected.rows, expected.nodes, strict=True):
        with taken_out(node, graph):
            left = Counter(rows(ask(expected.question, graph, expected.params), expected.columns))
        assert left[row] < answer[row], f"{node} taken out, the answer still has {row}"
    assert graph.size == size


DOCUMENTS = {
    "002_797983236b479af7.txt": {"page_mark": "978-0-521-39556-4"},
    "000_b2abc01e0ff2d3e0.txt": {"below": "SOURCE."},
    "004_24d6472c68236590.txt": {},
}


@pytest.fixture(scope="session")
def documents(sources: Path) -> tuple[SourceText, ...]:
    return tuple(
        SourceText((sources / name).read_text(encoding="utf-8"), **layout)
        for name, layout in DOCUMENTS.items()
    )


def places(phrase: str, document: SourceText) -> set[int]:
    """Give the pages, or the paragraphs, on which the phrase stands."""
    counted: Callable[[int, int], frozenset[int]]
    counted = document.pages if document.page_mark else document.paragraphs
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    found = re.finditer(pattern, document.text)
    return {number for match in found for number in counted(match.start(), match.end())}


def numbers(place: str) -> set[int]:
    """Give the pages of ``pp. 3–4 n. 12``, or the paragraphs of ``¶ 8``; the head is 0."""
    low, *high = map(int, re.findall(r"\d+", place.partition("n. ")[0]) or [0])
    return set(range(low, high[-1] + 1)) if high else {low}


@each_expected
def test_each_phrase_stands_in_the_document_at_the_place_of_its_row(
    expected: Expected, documents: tuple[SourceText, ...]
):
    if expected.question == "curation/additions":
        assert set(expected.phrases) == {""}  # read in the bibliography, not in the documents
        return
    for row, phrase in zip(expected.rows, expected.phrases, strict=True):
        assert 2 <= len(phrase.split()) <= 5
        assert any(phrase in fold(document.text) for document in documents), phrase
        if "place" in expected.columns:
            place = row[expected.columns.index("place")]
            paged = [one for one in documents if bool(one.page_mark) == place.startswith("p")]
            stands = [places(phrase, document) for document in paged]
            assert any(numbers(place) & found for found in stands), (phrase, place)


ANOTHER = {  # where no value is not allowed, or is as good as the example
    "disagreements/on-a-view": "collective:soviet-historians",
    "disagreements/parties": "person:filtzer-donald",
    "facts/norm-multiples": "event:krivonos-feat",
    "lineage/edges": "lineage:disruption",  # withdrawn: the graph has one lineage
    "lineage/series": "lineage:disruption",
    "positions/first-held": "concept:rationalization",
    "testimony/basis": "person:interpreter-stalin-auto-plant",
    "testimony/chains": "person:copeman-fred",
    "support/assumption-set-aside": "prop:clause-2b-taylorism",
    "support/set-aside": "person:entry-writer",
    "support/source-set-aside": "source:pravda-report",
}


@each_of(PARAMETERS)
def test_another_value_of_a_parameter_changes_the_answer(
    query: Query, parameter: Parameter, stores: dict[str, Store]
):
    another = {parameter.name: ANOTHER[query.name]} if query.name in ANOTHER else {}
    answer = ask(query.name, stores["oxigraph"], {parameter.name: parameter.example})
    assert answer.rows, "the example in the head of the question answers nothing"
    assert answer.rows != ask(query.name, stores["oxigraph"], another).rows


ATTACK = '"} INSERT DATA { <a:b> <a:b> <a:b> } #'


@each_of([pair for pair in PARAMETERS if pair not in WORDS])
def test_no_parameter_lets_a_query_in(query: Query, parameter: Parameter):
    with pytest.raises(ParameterError, match=f"{parameter.name}.*such as"):
        binding.bind(query, {parameter.name: ATTACK}, prefixes=PROJECT.prefixes)


@each_of(WORDS)
def test_words_with_a_query_in_them_are_only_looked_for(
    query: Query, parameter: Parameter, stores: dict[str, Store]
):
    text = binding.bind(query, {parameter.name: ATTACK}, prefixes=PROJECT.prefixes)
    assert guard(text) == "SELECT"
    for store in stores.values():
        size = store.size
        assert ask(query.name, store, {parameter.name: ATTACK}).rows == ()
        assert store.size == size


def test_a_string_with_a_query_in_it_is_only_a_string(stores: dict[str, Store]):
    text = "SELECT ?said WHERE { VALUES ?said { UNDEF } }"
    query = Query("topic/answer", Path("answer.rq"), text, parameters=(STRING,))
    assert guard(binding.bind(query, {"said": ATTACK})) == "SELECT"
    for store in stores.values():
        size = store.size
        assert answering.run(query, on=store, params={"said": ATTACK}).rows == ((Literal(ATTACK),),)
        assert store.size == size


STRING = Parameter("said", "string", "a word", "What is said")


def test_nothing_is_wrong_with_questions_and_checks():
    every = (*catalogue.read_all(PROJECT).values(), *catalogue.read_checks(PROJECT))
    assert {
        query.name: faults for query in every if (faults := lint(query, prefixes=PROJECT.prefixes))
    } == {}
