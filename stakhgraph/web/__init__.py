"""The debate over HTTP: pages, linked data, the SPARQL protocol, and the site as a single file.

In go requests; out come pages, RDF and answers to queries. Nothing can be written.
Start with ``app`` (which address is answered by what), then ``page_routes`` and ``pages``.
"""
