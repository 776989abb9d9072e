"""A question and prefixes, for the tests of questions."""

from pathlib import Path

from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.prefixes import Prefixes

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON, "stakh": "https://w3id.org/stakhgraph/ns#"})
HELD = """\
#+ summary: Who holds what?
#+ serves: historian, student
#+ about: views, attribution
#+ param who: person | example=person:nove-alec | Who holds the view
#+ column who: the holder
#+ column view: the view, in the editors' words
PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
SELECT ?who ?view WHERE {
  { SELECT ?who ?view WHERE { VALUES ?who { UNDEF } ?who stakh:holds ?view } }
}
ORDER BY ?who ?view
"""


def question(text: str, *parameters: Parameter) -> Query:
    return Query("topic/answer", Path("answer.rq"), text, parameters=parameters)
