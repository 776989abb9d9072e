"""Tidying: only the layout changes; comments are never lost; what is tidy stays as it is."""

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import ParseError
from stakhgraph.project import Project
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.turtle import layout
from tests import ROOT
from tests.conftest import MakeProject

PROJECT = Project.find(ROOT)
NAMES = Prefixes({"b": "http://b/", "a": "http://a/", "xsd": "http://www.w3.org/2001/XMLSchema#"})
HEAD = "@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n\n"


def tidied(text: str) -> str:
    return layout.formatted(text, where="x.ttl", prefixes=NAMES)


UNTIDY = """\
# What this file is about.

# And more of it.
PREFIX a: <http://a/>
@prefix   b: <http://b/>.
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .



# On the first.
   # (two lines)   \n

a:x
  a   b:C ;   b:p 01 , 1.50,"1"^^a:t ;;
  b:q '''one "word"
  # no comment''' ; .   # after it
# On the second.
<http://a/y>  b:p [ a b:D ; b:q ( 1 [] ) ] , _:z ,"x"@ru-Latn. b:last b:p true .
# The end."""
TIDY = """\
# What this file is about.

# And more of it.
@prefix b: <http://b/> .
@prefix a: <http://a/> .

# On the first.
# (two lines)

a:x a b:C ;
    b:p 01, 1.50, "1"^^a:t ;
    b:q '''one "word"
  # no comment''' . # after it

# On the second.
<http://a/y> b:p [ a b:D ; b:q ( 1 [] ) ], _:z, "x"@ru-Latn .

b:last b:p true .

# The end.
"""


def test_a_file_is_laid_out_and_then_stays_as_it_is():
    assert tidied(UNTIDY) == TIDY
    assert tidied(TIDY) == TIDY


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + "a:x b:p 1 ; # here\n  b:q 2 .", "4:13"),
        (HEAD + "a:x # here\n  b:q 2 .", "4:5"),
        (HEAD + "a:x b:p [ # here\n b:q 2 ] .", "4:11"),
        ("@prefix a: <http://a/> . # here\na:x a a:y .", "1:26"),
        ("@prefix a: <http://a/> .\n# here\n@prefix b: <http://b/> .\na:x b:p 1 .", "2:1"),
    ],
)
def test_a_comment_that_cannot_be_kept_is_refused_with_its_place(text: str, place: str):
    with pytest.raises(ParseError, match=rf"a comment that cannot be kept \(x\.ttl:{place}\)"):
        tidied(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:x a:y", r"x\.ttl:1:"),
        ("@base <http://a/> .\n<x> <y> <z> .", r"a base, which is not kept \(x\.ttl:1:1\)"),
        ("@prefix a: <http://other/> .\na:x a:y 1 .", r"prefix a: means <http://other/> here"),
        ("@prefix c: <http://c/> .\n@prefix c: <http://d/> .\nc:x c:y 1 .", r"prefix c: means"),
        (HEAD + "a:x b:p " + "[ b:p " * 80 + "1" + " ]" * 80 + " .", "brackets more than 64 deep"),
    ],
)
def test_what_cannot_be_tidied_is_refused_with_its_place(text: str, message: str):
    with pytest.raises(ParseError, match=message):
        tidied(text)


def test_prefixes_stand_in_the_order_of_the_project_and_only_those_in_use():
    text = (
        "@prefix z: <http://z/> .\n@prefix a: <http://a/> .\n@prefix b: <http://b/> .\na:x a z:y ."
    )
    assert tidied(text) == "@prefix a: <http://a/> .\n@prefix z: <http://z/> .\n\na:x a z:y .\n"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# Only a remark\n", "# One\n\n# another\n", "# One\n\n@prefix : <p:>."]
)
def test_a_file_without_blocks_keeps_its_remarks(text: str):
    remarks = text.partition("@prefix")[0].strip("\n")
    assert tidied(text) == remarks + ("\n" if remarks else "")


def test_every_kind_of_line_end_ends_a_comment():
    lines = [HEAD.strip(), "# one", "a:x b:p 1 . # two", "", "# three", "a:y b:p 1 ."]
    same = {tidied(end.join(lines)) for end in ("\n", "\r", "\r\n")}
    assert same == {tidied("\n".join(lines))}


SHORT = r"""a:x b:p <http://e/#x> _:n [] 01 -1.50 1e3 .5 true "t" 'q' "a;b.c#d"@en-GB
    "1"^^a:t a:x.y a:%20 a:\,z b: "\"" "\\" '''m"m''' """
WORDS = st.sampled_from([*SHORT.split(), '"""two\n #lines\n"""'])
OBJECTS = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda them: f"( {' '.join(them)} )"),
        st.lists(inner, min_size=1, max_size=2).map(lambda them: f"[ b:p {','.join(them)} ;]"),
    ),
    max_leaves=6,
)
GAPS = st.sampled_from([" ", "\n", "\t", "  \n\n "])
REMARKS = st.sampled_from(["", "# a remark\n", "# one\n\n#two\n", "\n#\n"])


@st.composite
def turtles(draw: st.DrawFn) -> str:
    text = draw(REMARKS) + HEAD
    for _ in range(draw(st.integers(0, 3))):
        gap = draw(GAPS)
        objects = f"{gap},{gap}".join(draw(st.lists(OBJECTS, min_size=1, max_size=3)))
        text += draw(REMARKS) + f"a:x{gap}b:p{gap}{objects}{gap};b:q{gap}1{gap}.{gap}"
    return text + draw(REMARKS)


def remarks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def nameless(text: str) -> Counter[tuple[str, ...]]:
    """Give the triples of a text, with no difference between nodes that have no name."""
    found = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    return Counter(
        tuple("_" if isinstance(term, ox.BlankNode) else str(term) for term in quad.triple)
        for quad in found
    )


@settings(max_examples=200, deadline=None)
@given(turtles())
def test_triples_and_comments_are_the_same_before_and_after(text: str):
    new = tidied(text)
    assert tidied(new) == new
    assert nameless(new) == nameless(text)
    assert remarks(new) == remarks(text)


def test_the_files_of_the_project_are_tidy():
    assert [file.name for file, _ in layout.untidy(PROJECT.layout_files(), PROJECT.prefixes)] == []


def test_what_the_project_says_is_not_touched():
    files = [*PROJECT.graph, *PROJECT.ontology, PROJECT.shapes]
    for file in set(files) - {PROJECT.prefix_file}:
        text = file.read_text(encoding="utf-8")
        new = layout.formatted(text, where=file.name, prefixes=PROJECT.prefixes)
        assert nameless(new) == nameless(text)
        assert remarks(new) == remarks(text)


def test_only_untidy_files_are_given_and_one_bad_file_stops_all(make_project: MakeProject):
    made = make_project({"graph/b.ttl": "ex:a   ex:b ex:c .", "ontology/prefixes.ttl": ""})
    ((file, text),) = layout.untidy(made.layout_files(), made.prefixes)
    assert file.name == "b.ttl"
    assert text == "@prefix ex: <http://example.org/> .\n\nex:a ex:b ex:c .\n"
    file.write_text(text)
    assert layout.untidy(made.layout_files(), made.prefixes) == ()
    (made.root / "graph" / "c.ttl").write_text("ex:a")
    with pytest.raises(ParseError, match=r"graph/c\.ttl:1"):
        layout.untidy(made.layout_files(), made.prefixes)
