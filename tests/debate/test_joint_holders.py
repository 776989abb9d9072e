"""Authors who hold a view together are one holder, found under the name of each."""

import pytest

from stakhgraph.cli.show import to_text
from stakhgraph.debate.attitudes import told, verb
from stakhgraph.debate.profiles import profile_of
from stakhgraph.library.references import entries
from stakhgraph.project import Project
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.store import Store, load
from stakhgraph.rdf.triple_index import Index
from tests import ROOT

PROJECT = Project.find(ROOT)


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


@pytest.mark.parametrize("name", ["person:davies-r-w", "person:khlevnyuk-oleg"])
def test_a_joint_position_is_shown_under_the_name_of_each(name: str, store: Store):
    shown = to_text(PROJECT, profile_of(PROJECT, store, name))
    assert shown.count("(as R. W. Davies and Oleg Khlevnyuk)") == 5
    assert "(as R. W. Davies and Oleg Khlevnyuk, or the unnamed writer of the note" in shown


def test_joint_holders_affirm_and_one_of_several_affirms():
    assert told("Davies and Khlevnyuk", "leaves open") == "Davies and Khlevnyuk leave it open"
    assert verb("the note writer or Davies and Khlevnyuk", "affirms") == "affirm"
    assert verb("Davies and Khlevnyuk or the note writer", "affirms") == "affirms"


def test_no_label_of_the_graph_has_joint_holders_in_the_singular(store: Store):
    rows = store.select("SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }").rows
    wrong = ("Khlevnyuk affirms", "Khlevnyuk rejects", "Sayer affirms", "Khlevnyuk qualifies")
    assert [row for row in rows if any(words in row[0].value for words in wrong)] == []


def test_authors_stand_in_the_order_of_the_title_page_whatever_order_they_are_stated_in():
    graph = """
work:a a stakh:Work ; dcterms:title "A" ; dcterms:creator person:abel, person:zorn ;
    stakh:authors joint:zorn-abel .
joint:zorn-abel stakh:membership membership:one, membership:two .
membership:two stakh:agent person:abel ; stakh:position 2 .
membership:one stakh:agent person:zorn ; stakh:position 1 .
person:abel foaf:name "A. Abel" ; foaf:familyName "Abel" .
person:zorn foaf:name "Z. Zorn" ; foaf:familyName "Zorn" .
"""
    head = "".join(
        f"@prefix {name}: <{iri}> .\n" for name, iri in PROJECT.prefixes.namespaces.items()
    )
    triples = parse_document((head + graph).encode(), "text/turtle", where="here")
    (entry,) = entries(Index.of(triples))
    assert [name.family for name in entry.authors] == ["Zorn", "Abel"]
