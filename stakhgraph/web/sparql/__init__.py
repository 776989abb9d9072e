"""SPARQL 1.1 over HTTP: queries, the graph store, and what the service says of itself.

In go requests of the SPARQL protocols; out come answers in the format that the client accepts.
Start with ``protocol`` (what a request asks), then ``endpoint``.
"""
