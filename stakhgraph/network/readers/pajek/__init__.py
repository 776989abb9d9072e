"""Networks in files of Pajek.

In go the bytes of a file; a ``NetworkBuilder`` is filled. Start with ``network``, which reads the
sections; ``relations`` keeps the arcs of several relations apart.
"""
