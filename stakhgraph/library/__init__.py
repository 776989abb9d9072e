"""Bibliographies: works and their editions as references, and the formats that carry them.

In goes the graph; out come entries, and from them BibTeX, CSL-JSON, COinS and ``meta`` elements.
Start with ``references``.
"""
