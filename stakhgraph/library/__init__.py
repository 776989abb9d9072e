"""Bibliographies: works and their editions as references, and the formats that carry them.

In goes the graph; out come entries, BibTeX, CSL-JSON and COinS. Start with ``bibliography``.
"""
