"""A store of Oxigraph as an rdflib graph, with which a test takes triples out and puts them back."""

from oxrdflib import OxigraphStore as Bridge
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph

from stakhgraph.rdf.oxigraph.store import OxigraphStore


def view(store: OxigraphStore) -> Graph:
    """Give an rdflib graph whose triples are those of the store."""
    return Graph(Bridge(store=store._store), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
