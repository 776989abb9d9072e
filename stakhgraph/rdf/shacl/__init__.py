"""SHACL: shapes applied to graphs, and the standard validation report.

In go a graph of shapes and a graph of data, or two files; out comes a report.
Start with ``files`` (any two Turtle files), then ``validation`` and ``report``.
"""
