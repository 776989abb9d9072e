"""Where a document says that an arc of a network exists, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass

from stakhgraph.wording import pages


@dataclass(frozen=True)
class Ground:
    """The evidence of an arc: a citation or a step of descent, who asserts it, and the passage.

    ``asserter`` is empty for a citation, which the citing work makes itself; ``pages`` are those
    cited.
    """

    kind: str
    explicitness: str
    asserter: str
    place: str
    document: str
    anchor: str
    pages: str = ""

    def in_words(self) -> str:
        """Return the evidence in words: kind, explicitness, asserter, pages, passage and anchor."""
        by = f"by {self.asserter}" if self.asserter else ""
        where = f"{self.place} of {self.document}" if self.document else self.place
        cited = f"{pages([self.pages])} cited" if self.pages else ""
        parts = (self.kind, self.explicitness, by, cited, where, self.anchor)
        return ", ".join(filter(None, parts))


Grounds = Mapping[tuple[str, str], tuple[Ground, ...]]
"""The grounds of each arc, by the ids of its ends."""
