"""The network of the debate as GEXF, the format of Gephi."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from stakhgraph.exports.network import EDGE_COLUMNS, NODE_COLUMNS, Network, Value
from stakhgraph.exports.network_xml import attribute, text_of


def write(network: Network) -> str:
    """Return GEXF 1.3 (https://gexf.net) with typed attributes.

    Years are attributes, not GEXF's times of existence: a work cited from an edition of 1965 may
    have existed before. Raises Failure, with the id, for a character that XML 1.0 cannot hold.
    """
    types = {str: "string", int: "integer", bool: "boolean"}
    heads = "".join(
        f'    <attributes class="{part}" mode="static">\n'
        + "".join(
            f'      <attribute id="{name}" title="{name}" type="{types[type_]}"/>\n'
            for name, type_ in columns.items()
        )
        + "    </attributes>\n"
        for part, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
    )
    nodes = "".join(
        f"      <node id={quoteattr(node.id)} "
        f"label={attribute(str(node.values.get('label', node.id)), node.id)}>\n"
        f"{_values(node.id, node.values)}      </node>\n"
        for node in network.nodes
    )
    edges = "".join(
        f"      <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} "
        f"target={quoteattr(edge.target)} kind={attribute(str(edge.values['kind']), edge.id)} "
        f"label={attribute(str(edge.values['kind']), edge.id)}>\n"
        f"{_values(edge.id, edge.values)}      </edge>\n"
        for edge in network.edges
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        '  <graph defaultedgetype="directed" mode="static">\n'
        f"{heads}    <nodes>\n{nodes}    </nodes>\n    <edges>\n{edges}    </edges>\n"
        "  </graph>\n</gexf>\n"
    )


def _values(where: str, values: Mapping[str, Value]) -> str:
    rows = "".join(
        f'          <attvalue for="{name}" value={attribute(text_of(value), where)}/>\n'
        for name, value in values.items()
    )
    return f"        <attvalues>\n{rows}        </attvalues>\n"
