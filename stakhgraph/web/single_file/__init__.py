"""The whole site in one HTML file that works without a network: pages, lineage, queries, SPARQL.

In goes a project or a `Site`; out comes the text of the file. The front end has to be built.
Start with ``document``, then ``book``.
"""
