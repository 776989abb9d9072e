"""The source documents: their text, anchors in it, and verification of the graph against it.

In go a project and a folder of documents; out come faults, or a new anchor as Turtle. Start with
``verification``.
"""
