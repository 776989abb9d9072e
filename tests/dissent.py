"""A small made-up debate in which not everybody agrees.

Abel affirms P in 1961, Ritter rejects it in 1962, and Otte leaves it open without a year; Kern, who
is at first hand in no document, reports all three. Bauer qualifies Q. P and Q rest on the
assumption A, as is inferred from the views of Abel and Bauer.
In the series “Thesis”, Ritter follows Abel, and he says himself that he takes it from him.
"""

import shutil
from pathlib import Path

from stakhgraph.project import Project
from tests import ROOT

__all__ = ["project"]

_PREFIXES = (ROOT / "ontology" / "prefixes.ttl").read_text(encoding="utf-8")
_PEOPLE = {
    "abel": ("affirms", "p", "1961"),
    "ritter": ("rejects", "p", "1962"),
    "otte": ("agnostic", "p", ""),
    "bauer": ("qualifies", "q", "1963"),
}
_REST = """
person:kern a stakh:Historian ; rdfs:label "Kern" .
org:curators a stakh:Organisation ; rdfs:label "the editors" .
doc:1 a stakh:Document ; rdfs:label "Survey" ; dcterms:creator person:kern .
anchor:1 a oa:SpecificResource ; oa:hasSource doc:1 ; stakh:locator "p. 1" .
question:tide a stakh:Question ; rdfs:label "Did the tide turn?" .
question:wind a stakh:Question ; rdfs:label "Did the wind turn?" .
prop:p a stakh:Proposition, stakh:Interpretation ; rdfs:label "P" ;
    stakh:statement "The tide turned." ; stakh:answers question:tide .
prop:q a stakh:Proposition, stakh:Interpretation ; rdfs:label "Q" ;
    stakh:statement "The wind turned." ; stakh:answers question:wind .
prop:a a stakh:Proposition, stakh:Assumption ; rdfs:label "Assumption A" ;
    stakh:statement "Tides turn." .
stance:abel-a a stakh:Stance ; rdfs:label "Abel on a" ; stakh:holder person:abel ;
    stakh:attitude stakh:affirms ; stakh:toward prop:a ; stakh:attestation stakh:inferred ;
    prov:wasDerivedFrom stance:abel ; stakh:attestedBy org:curators ;
    stakh:reason "Abel needs it." ; stakh:confidence stakh:high ; stakh:anchor anchor:1 .
stance:bauer-a a stakh:Stance ; rdfs:label "Bauer on a" ; stakh:holder person:bauer ;
    stakh:attitude stakh:affirms ; stakh:toward prop:a ; stakh:attestation stakh:inferred ;
    prov:wasDerivedFrom stance:bauer ; stakh:attestedBy org:curators ;
    stakh:reason "Bauer needs it." ; stakh:confidence stakh:high ; stakh:anchor anchor:1 .
lineage:thesis a stakh:Lineage ; rdfs:label "Thesis" ; stakh:assertedBy person:kern .
member:1 stakh:lineage lineage:thesis ; stakh:position 1 ; stakh:member stance:abel ;
    stakh:assertedBy person:kern ;
    stakh:anchor anchor:1 .
member:2 stakh:lineage lineage:thesis ; stakh:position 2 ; stakh:member stance:ritter ;
    stakh:assertedBy person:kern ;
    stakh:anchor anchor:1 .
step:1 a stakh:LineageStep ; rdfs:label "Abel to Ritter" ; stakh:lineage lineage:thesis ;
    stakh:earlier stance:abel ; stakh:later stance:ritter ; stakh:lineageKind stakh:takesFrom ;
    stakh:explicitness stakh:stated ; stakh:assertedBy person:kern ; stakh:anchor anchor:1 .
"""


def project(folder: Path, more: str = "") -> Project:
    """Put the debate into an empty folder, with ``more`` statements about it."""
    for room in ("ontology", "queries"):
        shutil.copytree(ROOT / room, folder / room)
    (folder / "graph").mkdir()
    stances = "".join(_stance(name, *said) for name, said in _PEOPLE.items())
    text = f"{_PREFIXES}\n{_REST}\n{stances}\n{more}"
    (folder / "graph" / "debate.ttl").write_text(text, encoding="utf-8")
    return Project.find(folder)


def _stance(name: str, attitude: str, view: str, year: str) -> str:
    first = f'; stakh:firstPublished "{year}"' if year else ""
    return f"""
person:{name} a stakh:Historian ; rdfs:label "{name.title()}" ; foaf:familyName "{name.title()}" .
work:{name} a stakh:Work ; rdfs:label "Book of {name.title()}" {first} .
edition:{name} a stakh:Edition ; rdfs:label "{name.title()}, Book" ;
    frbr:realizationOf work:{name} .
stance:{name} a stakh:Stance ; rdfs:label "{name.title()} on {view}" ;
    stakh:holder person:{name} ; stakh:attitude stakh:{attitude} ; stakh:toward prop:{view} ;
    stakh:expressedIn edition:{name} ; stakh:attestation stakh:reported ;
    stakh:attestedBy person:kern ; stakh:confidence stakh:high ; stakh:anchor anchor:1 .
"""
