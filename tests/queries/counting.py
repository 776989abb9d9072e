"""A store that counts what it is asked."""

from collections import Counter

from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple


class Counting:
    """Answers as the store does, and counts the queries of each form."""

    def __init__(self, store: Queryable) -> None:
        self.store = store
        self.asked = Counter[str]()

    def select(self, text: str) -> Table:
        self.asked["SELECT"] += 1
        return self.store.select(text)

    def ask(self, text: str) -> bool:
        self.asked["ASK"] += 1
        return self.store.ask(text)

    def construct(self, text: str) -> list[Triple]:
        self.asked["CONSTRUCT"] += 1
        return self.store.construct(text)
