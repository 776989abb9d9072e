"""A graph on a distant SPARQL 1.1 endpoint, queried like a store of this process.

In go the address of the endpoint and queries; out come tables and triples.
Start with ``client``; ``request`` sends one query over HTTP.
"""
