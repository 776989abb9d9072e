"""``stakhgraph anchor``: the Turtle of a new anchor, which holds nothing but the anchor."""

import pytest

from stakhgraph.rdf import rdf_files
from tests.mini import SOURCES, mini_project


@pytest.fixture
def project(tmp_path):
    return mini_project(tmp_path / "mini")


def anchor(run, project, document, name):
    place = ("--project", project.root, "--source", SOURCES)
    return run("anchor", document, name, "Those who wrote", "follows stone", *place)


@pytest.mark.parametrize("name", ["anchor:900-new", "anchor:Ж", "anchor:a.b_c"])
def test_an_anchor_is_turtle_about_one_thing(run, project, name):
    code, out, _ = anchor(run, project, "doc:900", name)
    assert code == 0, out
    prefixes = (project.root / "ontology" / "prefixes.ttl").read_text(encoding="utf-8")
    triples = list(rdf_files.parse(prefixes + out, where="the anchor").triples())
    named = {subject.value for subject, *_ in triples if hasattr(subject, "value")}
    whole = project.prefixes.namespaces["anchor"] + name.partition(":")[2]
    assert named == {whole, f"{whole}_q1", f"{whole}_s1"}  # with its two selectors


INJECTED = [
    "anchor:x> . <urn:evil> <urn:p> 1 .",
    "anchor:x a stakh:Stance ; stakh:p anchor:y",
    "anchor:x\n<urn:evil> <urn:p> 1 .\nanchor:y",
    "anchor:x#",
    "anchor:x.",
    "anchor:x²",
    "anchor:",
    "<urn:evil>",
    "nowhere:x",
    "",
]
"""Words that would be something else in Turtle, or more than one thing."""


@pytest.mark.parametrize("word", INJECTED)
def test_a_name_that_carries_turtle_is_refused(run, project, word):
    code, out, err = anchor(run, project, "doc:900", word)
    assert (code, out) == (2, "")
    assert "not a prefixed name" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize("word", [one.replace("anchor:", "doc:") for one in INJECTED])
def test_a_document_that_carries_turtle_is_refused(run, project, word):
    code, out, err = anchor(run, project, word, "anchor:900-new")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
