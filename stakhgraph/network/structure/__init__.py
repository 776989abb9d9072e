"""The structure of a network: its order, components, levels, reduction, and counts of them.

In goes a `Network`; out come orders of nodes, groups of nodes, and numbers. Start with
``topological_order``.
"""
