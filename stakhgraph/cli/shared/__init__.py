"""What several commands use: options, the terminal, text, figures, networks to read.

In go the values of options; out come projects, networks and text, written where they belong.
Start with ``options`` and ``terminal``.
"""
