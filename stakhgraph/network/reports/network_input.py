"""A network as it was read, with the passages on which the arcs of the debate rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from stakhgraph.network.cycles import Resolved
from stakhgraph.network.grounds import Ground, Grounds
from stakhgraph.network.readers.parsed_network import ParsedNetwork


@dataclass(frozen=True)
class NetworkInput:
    """A network of a file or of the debate; only the debate's arcs have ``grounds``."""

    source: ParsedNetwork
    grounds: Grounds = field(default_factory=dict)

    @property
    def debate(self) -> str:
        """The name of the debate's network (``debate:...``); empty for a file."""
        return self.source.where if self.source.where.startswith("debate:") else ""

    def grounds_of(
        self, earlier: str, later: str, resolved: Resolved | None = None
    ) -> tuple[Ground, ...]:
        """Return the grounds of an arc, and of the arcs that became it when cycles were undone."""
        changed = resolved.changed if resolved and self.grounds else ()
        replaced = ((c.earlier, c.later) for c in changed if c.became == (earlier, later))
        pairs = dict.fromkeys([(earlier, later), *replaced])
        return tuple(ground for pair in pairs for ground in self.grounds.get(pair, ()))

    def grounds_text(self, earlier: str, later: str, resolved: Resolved | None = None) -> str:
        """Return the same as text; empty if no ground is known."""
        return "; ".join(ground.in_words() for ground in self.grounds_of(earlier, later, resolved))
