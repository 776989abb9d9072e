"""Two states of a debate compared: what became of each statement, and the comparison in words.

In go two folders or revisions; out come the changes, the gravest first. Start with ``diff``.
"""
