"""Which characters an XML 1.0 document can hold: https://www.w3.org/TR/xml/#charsets."""

import re

from stakhgraph.errors import FormatLimit

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches a character that no XML 1.0 document can hold, not even as a reference."""

_OTHER_FORMAT = "Choose Turtle or N-Triples, or remove the character."


def require_xml(
    text: str, *, where: str | None, form: str = "XML", remedy: str = _OTHER_FORMAT
) -> str:
    """Return the text if XML 1.0 can hold it; FormatLimit, with the character, if not.

    ``form`` is the name of a format with the same characters.
    """
    found = NOT_XML.search(text)
    if found:
        around = text[max(0, found.start() - 30) : found.end() + 30]
        raise FormatLimit(
            f"{form} cannot hold the character U+{ord(found[0]):04X} of {around!r}",
            where=where,
            remedy=remedy,
        )
    return text
