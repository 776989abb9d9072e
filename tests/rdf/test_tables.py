import csv
import io
import json

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON})
TABLE = Table(
    ("who", "year"),
    (
        (Iri(f"{PERSON}berliner-joseph"), Literal("1957", f"{XSD}integer")),
        (Iri("http://example.org/x"), None),
        (Blank("b"), Literal("Стаханов", language="ru")),
    ),
)


def test_a_table_in_a_pipe_is_aligned_and_complete():
    assert TABLE.render(prefixes=NAMES).splitlines() == [
        "who                     year",
        "person:berliner-joseph  1957",
        "<http://example.org/x>",
        "_:b                     Стаханов",
    ]
    assert "x" * 500 in Table(("a",), ((Literal("x" * 500),),)).render()


def test_a_table_in_a_terminal_wraps_and_keeps_every_word():
    words = "the rate-busters were set apart from the others by the favours they enjoyed"
    table = Table(("year", "position"), ((Literal("1986"), Literal(words)),))
    lines = table.render(width=40).splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines[1:]).split()) == f"1986 {words}"


def test_many_columns_become_cards():
    table = Table(tuple("abcdef"), (tuple(map(Literal, "123456")), (Literal("7"), *[None] * 5)))
    assert table.render(width=40).replace(" ", "") == "a1\nb2\nc3\nd4\ne5\nf6\n\na7"


@pytest.mark.parametrize("width", [None, 60, 20])
def test_no_cell_reaches_the_terminal_as_anything_but_text(width: int | None):
    table = Table(("a", "b"), ((Literal("\x1b[2J\r\n[bold]x[/]"), Literal("\u202e")),))
    shown = table.render(width=width)
    assert "\x1b" not in shown and "\r" not in shown and "\u202e" not in shown
    assert "[bold]x" in shown


def test_wide_and_combining_characters_are_aligned():
    rows = ((Literal("中文"), Literal("x")), (Literal("e\u0301"), Literal("y")))
    assert Table(("a", "b"), rows).render().splitlines() == ["a     b", "中文  x", "e\u0301     y"]


def test_an_answer_without_rows_or_columns_is_still_a_table():
    assert Table(("who",), ()).render() == "who"
    assert Table(("who",), ()).render(width=80).strip() == "who"
    assert Table((), ()).to_csv() == "\r\n"


def test_a_column_is_taken_by_its_name():
    assert TABLE.column("year")[1] is None
    with pytest.raises(ValueError, match="not in tuple"):
        TABLE.column("page")


def test_csv_holds_full_names_and_bare_words():
    assert TABLE.to_csv().split("\r\n")[1] == f"{PERSON}berliner-joseph,1957"
    assert Table(("a",), ((Literal('x,"y"\n'),), (None,))).to_csv() == 'a\r\n"x,""y""\n"\r\n""\r\n'


def test_json_keeps_kinds_datatypes_and_languages():
    found = json.loads(TABLE.to_json())
    assert found["head"]["vars"] == ["who", "year"]
    assert found["results"]["bindings"][0]["year"] == {
        "type": "literal",
        "value": "1957",
        "datatype": f"{XSD}integer",
    }
    assert "year" not in found["results"]["bindings"][1]
    assert found["results"]["bindings"][2]["year"]["xml:lang"] == "ru"


def test_a_cell_is_text_in_markdown_whatever_it_holds():
    table = Table(("a",), ((Literal("x | <b>*y*\nz"),),))
    assert table.to_markdown().splitlines()[2] == r"| x \| &lt;b&gt;\*y\*<br>z |"


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
CELLS: st.SearchStrategy[Term | None] = st.one_of(
    st.none(), st.builds(Literal, WORDS), st.just(Iri("http://example.org/x"))
)


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_every_answer_comes_back_from_json_and_csv(rows: list[tuple[Term | None, Term | None]]):
    table = Table(("a", "b"), tuple(rows))
    back = pyoxigraph.parse_query_results(
        table.to_json(), format=pyoxigraph.QueryResultsFormat.JSON
    )
    assert isinstance(back, pyoxigraph.QuerySolutions)
    values = [tuple(cell and cell.value for cell in row) for row in back]
    assert values == [tuple(cell and cell.value for cell in row) for row in rows]
    read = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
    assert read[1:] == [[cell.value if cell else "" for cell in row] for row in rows]
