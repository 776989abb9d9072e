"""The debate over HTTP: pages, linked data, the SPARQL protocol, and the site as a single file.

In go requests; out come pages from ``templates/``, RDF and answers to queries. Reading only. Start
with ``app`` (which address is answered by what), then ``pages``.
"""
