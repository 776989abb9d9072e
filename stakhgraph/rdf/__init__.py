"""RDF and SPARQL, whatever they are about: terms, tables, stores, endpoints, SHACL, serialisers.

In go RDF files, queries and addresses of endpoints; out come terms, tables and triples.
Start with ``terms`` (what a triple is made of), then ``store`` (a graph that answers queries).
"""
