"""A network for all measures, small enough to work by hand, and functions that ask it.

It is that of docs/how-to/analyse-a-network.md: a gives to b and c, both give to d, b gives to e too,
and d and e give to f. Three paths lead from a to f: abdf, acdf, abef.
"""

from stakhgraph.network.cycles import resolve
from stakhgraph.network.graph import Network
from stakhgraph.network.measures import registry
from stakhgraph.network.measures.answers import Answer, Request

A, B, C, D, E, F = range(6)


TAILS, HEADS = [A, A, B, C, B, D, E], [B, C, D, D, E, F, F]


YEARS = [(1950,), (1960,), (1962,), (1970,), (1975,), (1980,)]


NET = Network.of("abcdef", TAILS, HEADS, years=YEARS)


def ask(name: str, net: Network = NET, **asked) -> Answer:
    one = registry.MEASURES[name]
    resolved = resolve(net, "contract") if one.cycles else None
    return one.answer(Request(resolved.network if resolved else net, resolved, **asked))


def rows(name: str, net: Network = NET, **asked) -> list[tuple[str, ...]]:
    """Return the table as texts, without years."""
    table = ask(name, net, **asked).table(Request(net))
    kept = [at for at, column in enumerate(table.columns) if column != "year"]
    return [tuple(row[at] for at in kept) for row in table.texts()]


def arcs(answer: Answer, net: Network = NET) -> str:
    pairs = list(net.pairs())
    return " ".join("".join(net.ids[v] for v in pairs[i]) for i in answer.arcs)
