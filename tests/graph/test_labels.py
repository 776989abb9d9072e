"""Tables print labels: each can be read alone, and a stance repeats the label of its view."""

import re

from stakhgraph.project import Project
from stakhgraph.rdf.store import load
from tests import ROOT

PROJECT = Project.find(ROOT)
HEAD = """PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
STANCES = f"""{HEAD}SELECT ?label ?view WHERE {{
  ?stance a stakh:Stance ; rdfs:label ?label ; stakh:toward/rdfs:label ?view .
}}"""
VIEWS = f"{HEAD}SELECT ?label WHERE {{ ?view a stakh:Proposition ; rdfs:label ?label }}"
HEDGED = f"""{HEAD}SELECT ?view ?label ?statement WHERE {{
  ?view a stakh:Proposition ; rdfs:label ?label ; stakh:statement ?statement .
}}"""
WEAKER = r"\b(perhaps|reportedly|apparently|it appears|seem(s|ed)?|probabl[ey])\b"


def test_a_stance_repeats_the_label_of_its_view():
    rows = load(PROJECT.turtle_files()).select(STANCES).rows
    assert len(rows) > 300
    assert [a.value for a, view in rows if not a.value.endswith(f": {view.value}")] == []


def test_no_two_views_have_one_label():
    labels = [label.value for (label,) in load(PROJECT.turtle_files()).select(VIEWS).rows]
    assert sorted({one for one in labels if labels.count(one) > 1}) == []


def test_no_label_tells_its_document_by_a_bare_number():
    labels = [label.value for (label,) in load(PROJECT.turtle_files()).select(VIEWS).rows]
    assert [one for one in labels if re.search(r"\(00\d\)", one)] == []


def test_what_weakens_a_statement_weakens_its_label():
    rows = load(PROJECT.turtle_files()).select(HEDGED).rows
    kept = [
        view.value
        for view, label, statement in rows
        if re.search(WEAKER, statement.value, re.IGNORECASE)
        and not re.search(WEAKER, label.value, re.IGNORECASE)
    ]
    assert kept == []
