"""Things know what is said of them: a statement that names a thing with an address is about it.

A definition is about what it defines, and about nothing else that it names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from stakhgraph.project import Project
from stakhgraph.rdf.store import load
from tests import ROOT

PROJECT = Project.find(ROOT)
HEAD = """PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
NAMES = f"""{HEAD}SELECT DISTINCT ?thing ?name WHERE {{
  VALUES ?class {{ stakh:Person stakh:Event stakh:Concept stakh:Organisation stakh:Collective }}
  VALUES ?naming {{ rdfs:label skos:altLabel foaf:familyName }}
  ?thing a ?class ; ?naming ?name .
}}"""
TEXTS = f"""{HEAD}SELECT DISTINCT ?view ?text WHERE {{
  ?view a stakh:Proposition ; rdfs:label|stakh:statement ?text .
  FILTER NOT EXISTS {{ ?view a stakh:Definition }}
}}"""
ABOUT = f"{HEAD}SELECT ?view ?thing WHERE {{ ?view stakh:about ?thing }}"

PASSING = {  # named as the time of writing, as the heading of a list, or inside another name
    "prop:seventy-years": {"person:siegelbaum-lewis-h"},
    "prop:many-models": {"person:siegelbaum-lewis-h"},
    "prop:news-of-feats": {"person:siegelbaum-lewis-h"},
    "prop:initial-condescension": {"person:siegelbaum-lewis-h"},
    "prop:model-still-current": {"person:siegelbaum-lewis-h"},
    "prop:model-criticised": {"person:siegelbaum-lewis-h"},
    "prop:note-in-ras-12": {"concept:stalinism", "person:davies-r-w", "person:khlevnyuk-oleg"},
    "prop:note-alma-mater": {"person:davies-r-w"},
    "prop:lewin-crusaders": {"person:lewin-moshe"},
    "prop:lewin-economized": {"person:lewin-moshe"},
}


def spelling(name: str) -> str:
    """Return a name as it would stand in a sentence: no article, bracket or quotation marks."""
    bare = re.sub(r" \([^)]*\)$|[“”]", "", name).casefold()
    return re.sub(r"^the ", "", bare)


def numbers(name: str) -> tuple[str, str]:
    """Return a name as one and as several: aristocracy, aristocracies."""
    return name, f"{name[:-1]}ies" if re.search(r"[^aeiou]y$", name) else f"{name}s"


def named_in(text: str, names: dict[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """Yield each longest name in a text, with the things that have it."""
    folded = re.sub(r"[“”]", "", text).casefold()
    found = {
        (match.start(), match.end()): name
        for name in names
        if name in folded
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
    }
    for (start, end), name in found.items():
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found):
            yield name, names[name]


def silent() -> set[tuple[str, str]]:
    """Return each view that names a thing without being about it, and the name."""
    store, short = load(PROJECT.turtle_files()), PROJECT.prefixes.shorten
    names: dict[str, set[str]] = defaultdict(set)
    for thing, name in store.select(NAMES).rows:
        for one in numbers(spelling(name.value)):
            names[one].add(short(thing))
    about: dict[str, set[str]] = defaultdict(set)
    for view, thing in store.select(ABOUT).rows:
        about[short(view)].add(short(thing))
    missing = set()
    for view, text in store.select(TEXTS).rows:
        linked = about[short(view)] | PASSING.get(short(view), set()) | {short(view)}
        for name, things in named_in(text.value, names):
            if not things & linked:
                missing.add((short(view), " or ".join(sorted(things)) + f" ({name})"))
    return missing


def test_a_view_is_about_each_thing_that_it_names():
    assert sorted(silent()) == []


def test_a_longer_name_hides_the_shorter_one_inside_it():
    names = {"stalin": {"person:s"}, "stalin auto plant": {"org:p"}}
    assert list(named_in("The “Stalin Auto Plant” was large.", names)) == [
        ("stalin auto plant", {"org:p"})
    ]
