"""All measures by name, each with its question; the only list of them."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph.network.measures.ancestors import ancestors, descendants
from stakhgraph.network.measures.answers import Measure
from stakhgraph.network.measures.basket import basket
from stakhgraph.network.measures.between_two_works import cut, routes, through, unavoidable
from stakhgraph.network.measures.betweenness import betweenness
from stakhgraph.network.measures.missing import missing
from stakhgraph.network.measures.reduction import reduction
from stakhgraph.network.measures.robustness import robustness_of_main_path
from stakhgraph.network.measures.shared_citations import bibliographic_coupling, cocitation
from stakhgraph.network.measures.spectroscopy import spectroscopy

__all__ = ["MEASURES"]

MEASURES: Mapping[str, Measure] = {
    "robustness": Measure(
        "What of the main path stands whatever weight, cycle policy or evidence one takes?",
        robustness_of_main_path,
        cycles=False,
        parallel=True,
        ways="weights spc, splc, spnp; {cycles}; each work left out{degrees}",
    ),
    "basket": Measure("Which works stand on the longest chains?", basket),
    "unavoidable": Measure(
        "Who is unavoidable between two works, or for all?", unavoidable, takes=("from", "to")
    ),
    "through": Measure(
        "How much of the descent goes through somebody?",
        through,
        wants=("from", "to"),
        takes=("of",),
        parallel=True,
    ),
    "routes": Measure("How many independent routes are there?", routes, wants=("from", "to")),
    "cut": Measure("Whom must one take out to part two works?", cut, wants=("from", "to")),
    "ancestors": Measure("Whose ideas make up a work?", ancestors, wants=("of",)),
    "descendants": Measure("Where does go what a work gives?", descendants, wants=("of",)),
    "reduction": Measure("Which arcs are inheritance, which perhaps decoration?", reduction),
    "betweenness": Measure("Who brokers?", betweenness, parallel=True),
    "co-citation": Measure(
        "Which works are cited together?", cocitation, takes=("of", "least"), cycles=False
    ),
    "coupling": Measure(
        "Which works share sources?", bibliographic_coupling, takes=("of", "least"), cycles=False
    ),
    "spectroscopy": Measure(
        "From when do the cited works date?", spectroscopy, cycles=False, parallel=True
    ),
    "missing": Measure(
        "Who should have met a work, and does not cite it?",
        missing,
        takes=("of", "least"),
        cycles=False,
    ),
}
"""The measures by name, in the order in which they are listed."""
