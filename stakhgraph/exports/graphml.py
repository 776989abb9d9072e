"""The network of the debate as GraphML, for Gephi, yEd, Cytoscape and NetworkX."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from stakhgraph.exports.network import EDGE_COLUMNS, NODE_COLUMNS, Network, Value
from stakhgraph.exports.network_xml import content, text_of


def write(network: Network) -> str:
    """Return GraphML (http://graphml.graphdrawing.org/specification.html) with typed attributes.

    Raises Failure, with the id, for a value with a character that XML 1.0 cannot hold.
    """
    types = {str: "string", int: "int", bool: "boolean"}
    keys = "".join(
        f'  <key id="{part}.{name}" for="{part}" attr.name="{name}" attr.type="{types[type_]}"/>\n'
        for part, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
        for name, type_ in columns.items()
    )
    nodes = "".join(
        f"    <node id={quoteattr(node.id)}>\n{_data('node', node.id, node.values)}    </node>\n"
        for node in network.nodes
    )
    edges = "".join(
        f"    <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} "
        f"target={quoteattr(edge.target)}>\n"
        f"{_data('edge', edge.id, edge.values)}    </edge>\n"
        for edge in network.edges
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"\n'
        '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
        '  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
        f'{keys}  <graph id="debate" edgedefault="directed">\n{nodes}{edges}  </graph>\n'
        "</graphml>\n"
    )


def _data(part: str, where: str, values: Mapping[str, Value]) -> str:
    return "".join(
        f'      <data key="{part}.{name}">{content(text_of(value), where)}</data>\n'
        for name, value in values.items()
    )
