"""Which pictures of a debate there are: citations, lineages, assumptions, decades, main paths.

In go answers to the project's queries; out comes a ``Scene``, which ``stakhgraph.drawing`` turns
into SVG, PDF or PNG. Start with ``drawings``.
"""
