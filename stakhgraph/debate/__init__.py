"""What the graph says: who holds what, on which page, in which lineage, and what follows from it.

In go a project and something that answers its queries; out come positions, profiles, lineages and
reports. Start with ``profiles`` (all about one thing) and ``validation`` (the rules).
"""
