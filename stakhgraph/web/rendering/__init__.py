"""From the data of a page to its HTML: templates, links, tables of answers, references.

In goes a `Page`, which names a template and holds its variables; out comes HTML in the frame of the
site. Start with ``page``, then ``environment``.
"""
