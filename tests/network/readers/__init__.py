from stakhgraph.network.readers.parsed_network import ParsedNetwork


def arcs(found: ParsedNetwork) -> list[tuple[str, str]]:
    """Return the arcs of a file by the ids of their ends."""
    return [(found.ids[u], found.ids[v]) for u, v in zip(found.tails, found.heads, strict=True)]
