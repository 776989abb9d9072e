"""The same counts and main paths for networks of millions of arcs, on arrays of numpy.

In goes a `Network`; out comes what the modules one folder up give, to the last digit. Needs the
extra ``large``. Start with ``large``.
"""
