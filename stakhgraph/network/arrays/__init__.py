"""Path counts, main paths, cycles and facts of networks of millions of arcs, on numpy arrays.

In goes a `Network`; out comes what the modules one folder up return, to the last digit. Needs the
extra ``large``. Start with ``large_networks``.
"""
