"""Which characters an XML 1.0 document can hold: https://www.w3.org/TR/xml/#charsets."""

import re

from stakhgraph.errors import Failure

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that no XML 1.0 document can hold, not even as a reference."""

_OTHER_FORMAT = "Export Turtle or N-Triples, or remove the character."


def require_xml(text: str, *, where: str | None, remedy: str = _OTHER_FORMAT) -> str:
    """Return the text if XML 1.0 can hold it; Failure, with the character, if not."""
    found = NOT_XML.search(text)
    if found:
        around = text[max(0, found.start() - 30) : found.end() + 30]
        raise Failure(
            f"XML cannot hold the character U+{ord(found[0]):04X} of {around!r}",
            where=where,
            remedy=remedy,
        )
    return text
