"""Geometry without a debate in it: where works and links stand in time, and how they are drawn.

In go nodes, edges and bands; out comes a ``Scene`` of lines, boxes and texts, and from it SVG, PDF
and PNG. Start with ``scene``.
"""
