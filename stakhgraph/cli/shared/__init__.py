"""What several commands use: options, the terminal, results as plain text, the network to read.

Start with ``options``.
"""
