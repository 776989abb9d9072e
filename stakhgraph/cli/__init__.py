"""The command line: one module a command, named like it.

In go the words of a command; out go results to standard output and messages to standard error.
Start with ``main``, which lists the commands; what several of them use is in ``shared``.
"""
