"""The measures that a reader can ask of a network by name, each answered in one sentence.

In goes a ``Request``, a network and what is asked of it; out comes an ``Answer`` with a sentence, a
table and the arcs that carry it. Start with ``registry``, then ``answers``.
"""
