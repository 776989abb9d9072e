"""Triples and tables as text: one module a format, the same bytes each time.

In go triples in any order, or the columns and rows of a table; out comes the text of a document.
Start with ``turtle`` for graphs, ``sparql_results`` for tables.

A literal keeps its spelling; a language tag is written in the case that RFC 5646 advises, since RDF
compares tags without regard to case and parsers do not keep it. A serialiser that cannot express
something raises an error that names it, so that no ill-formed document is ever written.
"""
