"""The pages of a server that serves plain RDF files instead of a debate.

In goes whatever answers queries over these files; out comes a `Page`. Start with ``graphs``.
"""
