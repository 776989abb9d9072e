"""Where a document says that an arc of a network exists, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass

from stakhgraph.wording import pages


@dataclass(frozen=True)
class Ground:
    """On what an arc rests: a citation or a step, who asserts it, and the passage.

    ``asserter`` is empty for a citation, which the citing work makes; ``pages`` are those cited.
    """

    kind: str
    explicitness: str
    asserter: str
    place: str
    document: str
    anchor: str
    pages: str = ""

    def told(self) -> str:
        """Give it in words: kind, how explicit, by whom, where, and the anchor."""
        by = f"by {self.asserter}" if self.asserter else ""
        where = f"{self.place} of {self.document}" if self.document else self.place
        cited = f"{pages([self.pages])} cited" if self.pages else ""
        said = (self.kind, self.explicitness, by, cited, where, self.anchor)
        return ", ".join(filter(None, said))


Grounds = Mapping[tuple[str, str], tuple[Ground, ...]]
"""The grounds of each arc, by the ids of its ends."""
