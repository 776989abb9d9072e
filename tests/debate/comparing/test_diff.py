"""What changed between two states of the debate, told in words, attribution first."""

from collections import Counter
from pathlib import Path

import pytest

from stakhgraph.debate.comparing import diff, diff_text
from stakhgraph.debate.comparing.diff import (
    ATTRIBUTION,
    CHANGED,
    GONE,
    NEW,
    RENAMED,
    SUBSTANCE,
    WORDING,
)
from stakhgraph.errors import ParseError, UsageError
from stakhgraph.project import Project
from stakhgraph.rdf.parse import parse_document, parse_file
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.triple_index import Index
from tests import ROOT
from tests.conftest import MakeProject

PROJECT = Project.find(ROOT)
WORDS = [t for file in PROJECT.ontology for t in parse_file(file)]
PREFIXES = "".join(f"@prefix {p}: <{s}> .\n" for p, s in PROJECT.prefixes.namespaces.items())
DEBATE = """
person:ann a stakh:Historian, stakh:Person ; rdfs:label "Ann" .
person:bob a stakh:Person ; rdfs:label "Bob" .
person:eve a stakh:Person ; rdfs:label "Eve" .
question:q a stakh:Question ; rdfs:label "When?" .
prop:late a stakh:Proposition, stakh:FactualClaim ; rdfs:label "late" ;
    stakh:statement "It was late." ; stakh:answers question:q ; stakh:date "1936" .
stance:ann-late a stakh:Stance ; rdfs:label "Ann affirms: late" ;
    stakh:holder person:ann ; stakh:attitude stakh:affirms ; stakh:toward prop:late ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:bob ; stakh:citedPage "12" ;
    stakh:anchor anchor:one .
doc:d rdfs:label "the book" .
anchor:one a oa:SpecificResource ; oa:hasSource doc:d ; stakh:locator "p. 4" .
work:w a stakh:Work ; rdfs:label "A book" ; stakh:firstPublished "1937" .
"""


def state(*swaps: tuple[str, str]) -> tuple:
    text = DEBATE
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return tuple(parse_document((PREFIXES + text).encode(), "text/turtle", where="x"))


def compared(*swaps: tuple[str, str]) -> diff.Changes:
    return diff.compare(state(), state(*swaps), words=WORDS, prefixes=PROJECT.prefixes)


def test_nothing_changed():
    assert not compared()
    assert diff_text.describe(compared()) == "Nothing changed."


def test_a_wrong_attribution_is_told_first_with_what_it_was():
    found = compared(
        ("holder person:ann", "holder person:eve"),
        ("stakh:affirms", "stakh:rejects"),
        ('"It was late."', '"It came late."'),
        ('"1937"', '"1938"'),
        ('"p. 4"', '"p. 5"'),
    )
    assert diff_text.describe(found) == (
        "Attribution: 1 changed\n"
        "  changed stance stance:ann-late: Eve rejects: It came late. (reported, Bob; p. 5, the book)\n"
        "    attitude: affirms → rejects\n"
        "    holder: Ann → Eve\n"
        "    place: p. 4, the book → p. 5, the book\n"
        "\n"
        "Works and editions: 1 changed\n"
        "  changed work work:w: A book\n"
        "    first published: 1937 → 1938\n"
        "\n"
        "Only put in other words: 1 changed\n"
        "  changed factual claim prop:late: It came late. [1936]\n"
        "    statement: It was late. → It came late.\n"
        "\n"
        "Besides, by class:\n"
        "  specific resource: 1 changed"
    )


@pytest.mark.parametrize(
    ("old", "new", "aspect", "grade"),
    [
        ("holder person:ann", "holder person:ann, person:eve", "holder", ATTRIBUTION),
        ("attestedBy person:bob", "attestedBy person:eve", "attested by", ATTRIBUTION),
        ("stakh:reported", "stakh:inferred", "attestation", ATTRIBUTION),
        ('"12"', '"13"', "page cited", ATTRIBUTION),
        ('"p. 4"', '"p. 5"', "place", ATTRIBUTION),
        ('"1936"', '"1935"', "date", SUBSTANCE),
        ("answers question:q", "answers question:r", "answers", SUBSTANCE),
        ('"It was late."', '"It came late."', "statement", WORDING),
        ('"Ann affirms: late"', '"Ann holds: late"', "label", WORDING),
    ],
)
def test_each_aspect_has_its_grade(old: str, new: str, aspect: str, grade: str):
    (change,) = compared((old, new)).things
    assert (change.status, change.grade) == (CHANGED, grade)
    assert [one.grade for one in change.differences] == [grade]
    words = {d.aspect for d in change.differences}
    assert len(words) == 1
    assert aspect.split(maxsplit=1)[0] in words.pop()


def test_new_and_gone_things_are_told_whole():
    cut = DEBATE[DEBATE.index("stance:ann-late") : DEBATE.index("doc:d")]
    (gone,) = compared((cut, "")).things
    assert (gone.status, gone.group, gone.kind) == (GONE, "Stances", "stance")
    assert gone.sentence == "Ann affirms: It was late. (reported, Bob; p. 4, the book)"
    (new,) = diff.compare(state((cut, "")), state(), words=WORDS).things
    assert (new.status, new.sentence) == (NEW, gone.sentence)


def test_a_new_name_for_the_same_thing_changes_nothing_that_points_to_it():
    found = compared(("person:ann", "person:anna"), ("prop:late", "prop:so-late"))
    assert [(one.status, one.was, one.name) for one in found.things] == [
        (RENAMED, "prop:late", "prop:so-late"),
        (RENAMED, "person:ann", "person:anna"),
    ]


def test_two_things_that_say_the_same_are_not_taken_for_each_other():
    two = 'person:{0}1 rdfs:label "X" .\nperson:{0}2 rdfs:label "X" .\n'
    old, new = (
        parse_document((PREFIXES + two.format(name)).encode(), "text/turtle", where="x")
        for name in "ab"
    )
    assert diff.compare(old, new).counted == (
        ("thing of no class", GONE, 2),
        ("thing of no class", NEW, 2),
    )


NAMELESS = """person:a stakh:by [ rdfs:label "X" ], [ rdfs:label "X" ], (1 2), (1 2), [] .
_:c stakh:knows _:c . _:d stakh:knows _:e . _:e stakh:knows _:d .
"""


def nameless(text: str) -> list[Triple]:
    return parse_document((PREFIXES + text).encode(), "text/turtle", where="x")


def test_nodes_without_a_name_that_say_the_same_did_not_change():
    assert not diff.compare(nameless(NAMELESS), nameless(NAMELESS))


def test_a_change_elsewhere_does_not_change_nodes_without_a_name():
    old, new = (nameless(f'{NAMELESS}person:b rdfs:label "{word}" .') for word in ("x", "y"))
    assert diff.compare(old, new).counted == (("thing of no class", CHANGED, 1),)


def test_one_of_two_nodes_that_say_the_same_is_gone():
    found = diff.compare(
        nameless(NAMELESS), nameless(NAMELESS.replace(', [ rdfs:label "X" ]', "", 1))
    )
    assert found.counted == (("thing of no class", CHANGED, 1), ("thing of no class", GONE, 1))


def test_things_of_one_name_are_told_apart_by_their_iris():
    twin = 'person:eve a stakh:Person ; rdfs:label "Ann"'
    old = state(('person:eve a stakh:Person ; rdfs:label "Eve"', twin))
    new = state(
        ('person:eve a stakh:Person ; rdfs:label "Eve"', twin),
        ("holder person:ann", "holder person:eve"),
    )
    (change,) = diff.compare(old, new, words=WORDS, prefixes=PROJECT.prefixes).things
    (one,) = change.differences
    assert (one.old, one.new) == ("person:ann", "person:eve")


def test_a_line_of_the_answer_cannot_be_forged():
    told = diff_text.describe(compared(('"It was late."', '"x\\n  gone stance\\u001b[2J\\u202e"')))
    assert "\n  gone" not in told
    assert "x gone stance\\x1b[2J\\u202e" in told


def test_without_an_ontology_properties_are_named_by_their_iris():
    (change,) = diff.compare(
        state(), state(("attestedBy person:bob", "attestedBy person:eve"))
    ).things
    (one,) = change.differences
    assert (one.aspect, one.old, one.new) == ("attested by", "Bob", "Eve")


def test_plain_values_tell_the_same():
    found = compared(("holder person:ann", "holder person:eve")).to_dict()
    assert found["things"][0]["grade"] == ATTRIBUTION
    assert found["things"][0]["differences"][0] == {
        "aspect": "holder", "grade": ATTRIBUTION, "old": "Ann", "new": "Eve",
    }  # fmt: skip


def test_a_project_and_its_exports_are_the_same_debate(tmp_path: Path):
    from stakhgraph.exports import formats
    from stakhgraph.exports.material import collect

    whole = diff.read(PROJECT.root)
    for name in ("turtle", "ntriples", "rdfxml"):
        file = tmp_path / f"debate{formats.FORMATS[name].suffix}"
        file.write_text(formats.render(collect(PROJECT), name), encoding="utf-8", newline="")
        assert not diff.compare(whole, diff.read(file), words=WORDS)
        assert not diff.between(file, PROJECT.root)


def test_the_whole_debate_against_nothing_is_all_new():
    found = diff.compare((), diff.read(PROJECT.root), words=WORDS, prefixes=PROJECT.prefixes)
    graph = Index.of(diff.read(PROJECT.root))
    counts = Counter(one.group for one in found.things)
    assert counts["Stances"] == len(graph.of_class("stakh:Stance")) > 300
    assert counts["Citations"] == len(graph.of_class("http://purl.org/spar/cito/Citation"))
    assert {one.status for one in found.things} == {NEW}
    counted = sum(count for _, _, count in found.counted)
    assert counted + len(found.things) == len(graph.statements)


@pytest.mark.parametrize("name", ["graph.jsonld", "graph", "graph.csv"])
def test_another_file_is_refused_with_what_is_read(tmp_path: Path, name: str):
    (tmp_path / name).write_text("x")
    with pytest.raises(UsageError, match=r"ends in \.ttl, \.nt, \.rdf"):
        diff.read(tmp_path / name)


def test_a_folder_and_a_file_that_do_not_parse_are_refused(
    make_project: MakeProject, tmp_path: Path
):
    made = make_project({"graph/a.ttl": "ex:a"})
    with pytest.raises(ParseError, match=r"graph/a\.ttl:5"):
        diff.read(made.root)
    (tmp_path / "c.rdf").write_text("<rdf:RDF>")
    with pytest.raises(ParseError, match="not well-formed XML"):
        diff.read(tmp_path / "c.rdf")
    (tmp_path / "b.ttl").write_text("<x")
    with pytest.raises(ParseError, match=r"b\.ttl:1"):
        diff.read(tmp_path / "b.ttl")
