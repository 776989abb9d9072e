"""Citation networks of anybody: path counts, main paths, cycles, dominators and other measures.

In goes a `stakhgraph.network.graph.Network`, built by hand or by ``readers``; out come exact
numbers, paths and arcs. Start with ``graph``, then ``path_counts`` and ``main_paths``.
"""
