"""The pages of the things in the graph: lists by kind, things with a name, things without one.

In goes a `Site` with a kind or an IRI; out comes a `Page`. Start with ``thing``.
"""
