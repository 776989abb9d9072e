"""Turtle as text: which names it can write, and the one layout of its files.

In goes the text of a file; out comes the same text with another layout. Start with ``layout``.
"""
