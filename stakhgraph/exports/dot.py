"""The network of the debate for Graphviz."""

import re
from collections.abc import Mapping

from stakhgraph.exports.network import Network, Value
from stakhgraph.exports.network_xml import text_of
from stakhgraph.rdf.xml_characters import require_xml

_SHAPES: Mapping[str, str] = {
    "stance": "box",
    "work": "note",
    "edition": "note",
    "person": "ellipse",
    "historian": "ellipse",
    "collective": "ellipse",
    "organisation": "ellipse",
    "question": "diamond",
}
"""Outlines of kinds of nodes in Graphviz; the other kinds are plain text."""


def write(network: Network) -> str:
    """Return Graphviz DOT (https://graphviz.org/doc/info/lang.html), with every attribute by name.

    The network is too large for a layout in layers, so it asks for a force-directed one. Raises
    Failure, with the id, for a character that XML 1.0 cannot hold, since Graphviz would write it
    into its SVG.
    """
    nodes = "".join(
        f"  {_quoted(node.id)} [shape={_SHAPES.get(str(node.values['kind']), 'plaintext')}"
        f"{_pairs(node.id, node.values)}];\n"
        for node in network.nodes
    )
    edges = "".join(
        f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [id={_quoted(edge.id)}"
        f"{'' if edge.values['directed'] else ', dir=none'}{_pairs(edge.id, edge.values)}];\n"
        for edge in network.edges
    )
    return f"digraph debate {{\n  graph [layout=sfdp, overlap=true];\n{nodes}{edges}}}\n"


def _pairs(where: str, values: Mapping[str, Value]) -> str:
    texts = {name: require_xml(text_of(value), where=where) for name, value in values.items()}
    return "".join(
        f", {name}={_label(text) if name == 'label' else _quoted(text)}"
        for name, text in texts.items()
    )


def _quoted(text: str) -> str:
    """Return a quoted string, with quotation marks and backslashes escaped."""
    lines = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{lines}"'


def _label(text: str) -> str:
    """Return a label; Graphviz reads character references and backslashes in labels."""
    shown = text.replace("&", "&amp;")
    return re.sub(r"\r\n?|\n", r"\\n", _quoted(shown))
