"""The text of a SPARQL query, read without an engine.

In goes the text; out come its tokens, what it names, and errors for queries that must not be run.
Start with ``guard``, which every query passes before an engine sees it.
"""
