"""A debate of some 500 works: the tiny invented one of ``tests.mini``, with 500 works beside."""

from pathlib import Path

from tests.mini import mini_project

WORKS = 500
HEAD = """\
@prefix stakh: <https://w3id.org/stakhgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix frbr: <http://purl.org/vocab/frbr/core#> .
@prefix edtf: <http://id.loc.gov/datatypes/> .
@prefix person: <https://w3id.org/stakhgraph/id/person/> .
@prefix work: <https://w3id.org/stakhgraph/id/work/> .
@prefix edition: <https://w3id.org/stakhgraph/id/edition/> .
@prefix stance: <https://w3id.org/stakhgraph/id/stance/> .
@prefix prop: <https://w3id.org/stakhgraph/id/prop/> .
@prefix anchor: <https://w3id.org/stakhgraph/id/anchor/> .
"""
WORK = """
work:w{n} a stakh:Work ; rdfs:label "Writer {n}, Book {n}"@en ;
    stakh:firstPublished "{year}"^^edtf:edtf ; stakh:datedBy anchor:900-note-1 .
edition:w{n} a stakh:Edition ; rdfs:label "Writer {n}, Book {n} ({year})"@en ;
    frbr:realizationOf work:w{n} .
person:w{n} a stakh:Historian ; rdfs:label "Writer {n}"@en .
"""
STANCE = """
stance:w{n}-{view} a stakh:Stance ; rdfs:label "Writer {n} affirms: {view}"@en ;
    stakh:holder person:w{n} ; stakh:attitude stakh:affirms ; stakh:toward prop:{view} ;
    stakh:expressedIn edition:w{n} ; stakh:citedPage "12-14" ; stakh:attestation stakh:reported ;
    stakh:attestedBy person:wren-celia ; stakh:reportMode stakh:quoted ;
    stakh:confidence stakh:high ; stakh:anchor anchor:900-quill .
"""
VIEWS = ("market-richer", "ferry-idle")


def many_works(folder: Path) -> Path:
    """Write the project into an empty folder and return it."""
    mini_project(folder)
    works = [WORK.format(n=n, year=1900 + n % 100) for n in range(WORKS)]
    stances = [STANCE.format(n=n, view=view) for n in range(WORKS) for view in VIEWS]
    (folder / "graph" / "many.ttl").write_text("".join([HEAD, *works, *stances]), encoding="utf-8")
    return folder
