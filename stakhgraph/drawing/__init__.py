"""Geometry without a debate in it: where works and links are in time, and how they are drawn.

In go works, links and bands; out comes a ``Scene`` of lines, boxes and texts, and from it SVG, PDF
and PNG. Start with ``timeline.layout`` and ``scene``.
"""
