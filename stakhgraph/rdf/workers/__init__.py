"""Stores in processes of their own, which can be stopped: for queries that somebody else wrote.

In go files and queries; out come answers, or an error when a query takes too long or too much.
Start with ``worker_store`` (one process) or ``pool`` (several); ``server`` runs in the process.

The engines can neither be interrupted nor limited from inside: an endless query runs on, and one
that takes all memory ends its process. Here that process is a worker with a limit on memory and
without permission to connect to anything, and its parent kills it when its time is over. The next
query starts a new worker.
"""
