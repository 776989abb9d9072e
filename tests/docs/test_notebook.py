"""The notebook runs from top to bottom in a kernel of its own, and shows what it promises."""

import sys
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests import ROOT

NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Any]]]:
    """Give the outputs of each code cell by its first line; run in an empty folder."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    # Not by name: a kernel spec may be of another Python.
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}})
    client.create_kernel_manager()
    client.km.kernel_spec.argv[0] = sys.executable
    client.execute()
    yield {
        cell.source.split("\n")[0]: cell.outputs
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def _shown(outputs: list[Any], form: str) -> str:
    """Give what a cell shows in one form, `stream` being what it prints."""
    if form == "stream":
        return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stdout")
    return "".join(o.data.get(form, "") for o in outputs if o.output_type == "execute_result")


def test_it_is_kept_without_what_a_run_leaves():
    cells = [c for c in nbformat.read(NOTEBOOK, as_version=4).cells if c.cell_type == "code"]
    assert len(cells) >= 10
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells)


def test_it_is_a_notebook_by_the_rules():
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))


def test_nothing_is_said_to_standard_error(ran: dict[str, list[Any]]):
    streams = [o for outputs in ran.values() for o in outputs if o.output_type == "stream"]
    assert [o.text for o in streams if o.name == "stderr"] == []


def test_an_answer_shows_itself_as_a_table(ran: dict[str, list[Any]]):
    html = _shown(
        ran['first = debate.query("positions/first-held", view="labour-aristocracy")'], "text/html"
    )
    assert html.startswith("<table>")
    assert "<td>Leon Trotsky</td>" in html
    assert "<td>Lewis H. Siegelbaum</td>" in html


def test_verdicts_are_counted_by_decade(ran: dict[str, list[Any]]):
    shown = _shown(ran['frame = debate.query("productivity/verdicts").to_pandas()'], "text/plain")
    assert "1950s" in shown
    assert "undetermined" in shown


def test_citations_are_a_network(ran: dict[str, list[Any]]):
    source = 'citations = debate.query("citations/edges").to_networkx("citing", "cited")'
    assert "arcs" in _shown(ran[source], "stream")
    assert "('work:siegelbaum-stakhanovism', 43)" in _shown(ran[source], "text/plain")


def test_a_construct_gives_turtle(ran: dict[str, list[Any]]):
    turtle = _shown(ran["aristocracy = debate.sparql("], "stream")
    assert "stakh:holder person:deutscher-isaac" in turtle
    assert "stakh:attestedBy person:siegelbaum-lewis-h" in turtle


def test_what_is_inferred_is_told_apart(ran: dict[str, list[Any]]):
    told = _shown(ran['deutscher = debate.show("Deutscher")'], "stream")
    assert "(inferred by the editors, p. 5 n. 17)" in told
    assert "(says Lewis H. Siegelbaum, p. 5 n. 17)" in told


def test_the_descent_says_what_no_document_states(ran: dict[str, list[Any]]):
    told = _shown(ran['descent = debate.lineage("Trotsky", "Filtzer")'], "stream")
    assert told.splitlines()[-1].startswith("No document states an arc through")


def test_a_drawing_shows_itself(ran: dict[str, list[Any]]):
    svg = _shown(ran['debate.draw("lineage", "privileged-caste")'], "image/svg+xml")
    assert svg.startswith(("<svg", "<?xml"))
    assert "Trotsky" in svg


def test_files_are_taken_away(ran: dict[str, list[Any]]):
    shown = _shown(ran["from pathlib import Path"], "text/plain")
    assert shown == "['debate.bib', 'first.csv', 'productivity.svg']"
