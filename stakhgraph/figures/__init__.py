"""The figures of a debate: citations, lineages, assumptions, decades, what-if, main paths.

In go answers to the project's queries; out comes a ``Scene``, which ``stakhgraph.drawing`` turns
into SVG, PDF or PNG. Start with ``catalogue``, which lists the figures.
"""
