"""An embedded Oxigraph: a store, queries to it, and RDF files read for it.

In go queries, files and triples; out come answers and quads, or an error with its place.
Start with ``store``; ``querying`` puts right where Oxigraph differs from SPARQL 1.1.
"""
