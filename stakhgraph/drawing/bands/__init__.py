"""Drawings of positions in time, in one band for each question.

In go bands of positions, out comes a ``Scene``. Start with ``layout``; ``packing`` places the
labels in lanes.
"""
