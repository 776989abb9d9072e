"""How fast, how large, how it grows: against NetworkX, rustworkx and igraph on one network.

`python -m tests.bench` makes networks, has each peer count the same paths and find the same global
main path, prints a table with ratios and writes it as CSV with ``--out``. It is no part of the
tests. Each measurement is a process of its own: the median of its repeats, and how much its memory
grew beyond the network that it was given.
"""
