"""The lineage explorer: every work at its year, and who takes what from whom.

In go the answers to the project's queries and the address of the page; out comes what the page
shows: picture, table, legend, filters, and data for its script. Start with ``data``, then ``view``.
"""
