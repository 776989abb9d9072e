"""Citation networks of anybody: path counts, main paths, cycles, dominators and other measures.

In goes a `stakhgraph.network.graph.Network`, made by hand or from a file by ``readers``; out come
exact numbers, paths and arcs. Start with ``graph``, then ``main_paths``.
"""
