"""The second reading: what an independent reader wanted recorded, held against the graph."""

import re
from collections import Counter

import pytest

from stakhgraph.debate import withdrawals
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
    gone = withdrawals.read(project)
    here = {project.prefixes.shorten(Iri(i)) for i in project.sources.places if i not in gone}
    for row in rows(document):
        named = set(filter(None, row["where"].split(", ")))
        assert named <= here
        assert named or row["after"] != "found"


PLACE = re.compile(r"\bpp?\. \d|\bnn?\. \d|¶|^Head")


def decisions():
    return {row["record"]: row["decision"] for row in rows("decisions")}


def test_each_decision_is_carried_out():
    project = Project.find(HERE.parent.parent)
    gone = {project.prefixes.shorten(Iri(iri)) for iri in withdrawals.read(project)}
    here = {project.prefixes.shorten(Iri(iri)) for iri in project.sources.places} - gone
    decided = decisions()
    assert set(decided.values()) == {"mended", "withdrawn", "kept", "added"}
    withdrawn = {record for record, decision in decided.items() if decision == "withdrawn"}
    assert {name for name in gone if not name.startswith("anchor:")} == withdrawn
    assert decided.keys() - withdrawn <= here


def test_each_record_that_a_reader_doubted_has_one_decision():
    doubted = [row["record"] for row in rows("reviewed")]
    assert len(doubted) == len(set(doubted)) > 150
    assert set(doubted) - decisions().keys() == set()
    assert len(decisions()) == len(rows("decisions"))


def test_each_decision_gives_its_place():
    assert [row for row in rows("decisions") if not PLACE.search(row["reason"])] == []


def test_where_a_reader_doubted_a_record_is_said():
    readings = {row["place"].split(",")[0] for row in rows("reviewed")}
    assert readings == {"first reading", "second reading"}


def verdict(cell):
    return cell.partition(":")[0]


def test_no_later_reader_found_a_wrong_record_and_each_doubt_was_answered():
    read = rows("records")
    drawn = Counter(row["drawn"] for row in read)
    assert (drawn["changed"], drawn["random"]) == (268, 60)
    for row in read:
        verdicts = [verdict(row[reading]) for reading in ("first", "again", "third", "fourth")]
        assert set(verdicts) <= {"right", "doubtful", ""}
        assert bool(row["done"]) == ("doubtful" in verdicts), row["record"]


def test_the_table_counts_what_the_readers_said():
    table = (HERE / "README.md").read_text(encoding="utf-8")
    for reading in ("first", "again", "third", "fourth"):
        count = Counter(verdict(row[reading]) for row in rows("records") if row[reading])
        line = next(line for line in table.splitlines() if line.startswith(f"| {reading}, of"))
        numbers = [int(cell) for cell in line.split("|") if cell.strip().isdigit()]
        assert numbers == [count.total(), count["right"], count["doubtful"], count["wrong"]]
