"""Drawings of works and links in time, such as a lineage or a citation network.

In go works and links, out comes a ``Scene``. Start with ``layout``; ``plot`` measures and scales,
``lanes`` places the works and ``routes`` the links.
"""
