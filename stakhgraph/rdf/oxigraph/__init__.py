"""What surrounds an embedded Oxigraph: asking it a query, and reading RDF files for it.

In go queries and files; out come answers and quads, or an error of this package with its place.
Start with ``querying``; `stakhgraph.rdf.oxigraph_store` is the store.
"""
