"""The graph held against its documents; these tests need the documents (STAKHGRAPH_SOURCES)."""

import pytest

from stakhgraph.debate.documents import new_anchor, verification
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.rdf import store


@pytest.fixture(scope="module")
def real():
    project = Project.find()
    return project, store.load(project.turtle_files())


def test_every_anchor_verifies_and_nothing_is_copied(real, sources):
    found = verification.verify(*real, sources)
    assert found.anchors > 300
    assert found.faults == ()
    assert found.missing == ()


COPIED = """<https://w3id.org/stakhgraph/id/prop/copied> a <https://w3id.org/stakhgraph/ns#Proposition> ;
    <https://w3id.org/stakhgraph/ns#statement> "The Soviet government gave Stahanov’s system fame."@en .
"""


def test_another_apostrophe_hides_no_copy(sources):
    project = Project.find()
    loaded = store.load(project.turtle_files())
    loaded.read(COPIED, where="COPIED")
    (fault,) = verification.verify(project, loaded, sources).faults
    assert fault.problem == "“the soviet government gave stahanov's system” stands in a source"


def test_a_changed_document_is_told_and_its_passages_found_again(real, sources, tmp_path):
    name = "004_24d6472c68236590.txt"
    text = (sources / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text("A line more.\n\n" + text, encoding="utf-8")
    problems = [fault.problem for fault in verification.verify(*real, tmp_path).faults]
    assert problems[0].startswith(f"the file {name} is not the one anchored: its digest is ")
    assert all("has moved" in problem for problem in problems[1:])
    assert len(problems) > 40


def test_an_anchor_is_made_from_its_first_and_last_words(real, sources):
    made = new_anchor.anchor_block(
        *real,
        sources,
        "doc:002",
        "anchor:002-caste",
        "allowed the regime to create",
        "industrial workers",
    )
    assert "stakh:page 4 ;" in made
    assert 'stakh:locator "p. 4" ;' in made


def test_a_folder_without_the_documents_is_refused(real, tmp_path):
    with pytest.raises(UsageError, match="none of the source documents"):
        verification.verify(*real, tmp_path)
