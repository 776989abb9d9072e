"""Exports: the same graph in every form, literals as written, the same bytes on every run."""

import os
import subprocess
import sys

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph import exports
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.rdfmemory import spelling_kept

RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}

LITERALS = r"""
person:a stakh:value "01"^^<http://www.w3.org/2001/XMLSchema#integer>, 7, true, "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> ;
    stakh:statement "quotes \" braces } and \\ back"@en, "Стаханов"@ru ;
    stakh:about person:b, <http://example.org/not%20ours> .
"""


@pytest.fixture
def odd(make_project):
    return make_project({"graph/odd.ttl": LITERALS})


def read(text, name):
    with spelling_kept():
        return Graph().parse(data=text, format=RDFLIB_NAMES[name])


@pytest.mark.parametrize("name", exports.FORMATS)
def test_what_goes_in_comes_out(odd, name):
    with spelling_kept():
        meant = Graph().parse(odd.graph[0])
    assert isomorphic(read(exports.write(odd, name), name), meant)


def test_every_form_holds_the_whole_debate():
    project = Project.find()
    graphs = [read(exports.write(project, name), name) for name in exports.FORMATS]
    assert len(graphs[0]) > 10_000
    assert all(set(graph) == set(graphs[0]) for graph in graphs)


def test_a_literal_comes_out_as_its_author_wrote_it(odd):
    text = exports.write(odd, "turtle")
    assert '"01"^^' in text or "stakh:value 01" in text
    assert '"1.50"^^' in text


@pytest.mark.parametrize("name", exports.FORMATS)
def test_the_bytes_are_the_same_whatever_the_hash_seed(name):
    command = [sys.executable, "-m", "stakhgraph", "export", "--format", name]
    runs = [
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_an_unknown_form_is_refused_with_the_known_ones(odd):
    with pytest.raises(UnknownName, match="turtle"):
        exports.write(odd, "cuneiform")
