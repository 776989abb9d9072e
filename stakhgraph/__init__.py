"""A knowledge graph of a historiographical debate, and the questions it answers.

Importing this package opens no file and loads no heavy library: take what you need from the module
that is named after it (``stakhgraph.project``, ``stakhgraph.store``, ``stakhgraph.queries`` ...).
"""

__version__ = "0.1.0"
