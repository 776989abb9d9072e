"""A knowledge graph of a historiographical debate, and the questions it answers.

``stakhgraph.open()`` returns a `stakhgraph.api.Workbench` with the verbs of the command line.
Importing this package opens no file and loads no heavy library; the parts are in the modules named
after them (``stakhgraph.project``, ``stakhgraph.rdf.store``, ``stakhgraph.queries.catalogue`` ...).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stakhgraph.api import open  # noqa: A004 (the word that readers know)

__all__ = ["__version__", "open"]

__version__ = "0.4.0"


def __getattr__(name: str) -> Any:
    # Loaded at first use, so that importing the package stays fast.
    if name == "open":
        from stakhgraph.api import open as opened

        return opened
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
