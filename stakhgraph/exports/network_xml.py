"""Text and attributes of the network formats in XML."""

from xml.sax.saxutils import escape, quoteattr

from stakhgraph.exports.network import Value
from stakhgraph.rdf.xml_characters import require_xml


def text_of(value: Value) -> str:
    """Return a value as text; truth values as ``true`` and ``false``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def content(text: str, where: str) -> str:
    """Return text as the content of an element.

    Raises Failure, with ``where``, for a character that XML 1.0 cannot hold.
    """
    return escape(require_xml(text, where=where), {"\r": "&#13;"})


def attribute(text: str, where: str) -> str:
    """Return a quoted attribute that keeps line ends and tabs; raises as `content`."""
    return quoteattr(require_xml(text, where=where), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
