"""The second reading: what an independent reader wanted recorded, held against the graph."""

from collections import Counter

import pytest

from stakhgraph.project import Project
from stakhgraph.rdf.terms import Iri
from tests import TESTS

HERE = TESTS / "reading"
FACTS = {"002": 564, "000": 142, "004": 131}


def rows(document):
    head, *body = (HERE / f"{document}.tsv").read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in body]


@pytest.mark.parametrize("document", FACTS)
def test_nothing_that_the_reader_found_is_missed_or_wrong(document):
    found = Counter(row["after"] for row in rows(document))
    assert found.total() == FACTS[document]
    assert found["wrong"] == 0
    assert found["found"] / (found.total() - found["not in document"]) >= 0.98


@pytest.mark.parametrize("document", FACTS)
def test_what_is_said_to_carry_a_fact_is_in_the_graph(document):
    project = Project.find(HERE.parent.parent)
    here = {project.prefixes.shorten(Iri(iri)) for iri in project.sources.places}
    for row in rows(document):
        named = set(filter(None, row["where"].split(", ")))
        assert named <= here
        assert named or row["after"] != "found"
