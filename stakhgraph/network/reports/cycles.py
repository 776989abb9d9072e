"""What was done with the cycles of a network, as plain values and in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import Network
from stakhgraph.wording import counted

SHOWN = 60
"""The most arcs, nodes or changes that a summary names; it only counts the rest."""

_AGAINST_DATE = "against date"


def cycle_values(resolved: Resolved) -> dict[str, Any]:
    """Return what was done with cycles as plain values, ready for JSON."""
    return {
        "policy": resolved.policy,
        "components": [{"id": one.id, "members": list(one.members)} for one in resolved.components],
        "dropped": [
            {"from": one.earlier, "to": one.later, "reason": one.reason} for one in resolved.dropped
        ],
        "changed": [
            {
                "from": one.earlier,
                "to": one.later,
                "reason": one.reason,
                "became": {"from": one.became[0], "to": one.became[1]},
            }
            for one in resolved.changed
            if one.became is not None
        ],
    }


def cycle_lines(resolved: Resolved, net: Network) -> Iterator[str]:
    """Yield lines that say what was done with the cycles of a network."""
    components, dropped = len(resolved.components), len(resolved.dropped)
    yield (
        f"Cycles: {resolved.policy}; {counted(components, 'strong component')}, "
        f"{counted(dropped, 'arc')} dropped, {len(resolved.changed)} changed."
    )
    if not (resolved.components or resolved.dropped or resolved.changed):
        return
    label = {name: net.label(at) for at, name in enumerate(net.ids)}
    for part in resolved.components[:SHOWN]:
        members = first_names([label[name] for name in part.members])
        yield f"  {label[part.id]} stands for {members}."
    for change in (*resolved.dropped, *resolved.changed)[:SHOWN]:
        yield f"  {label[change.earlier]} → {label[change.later]}: {change.reason}."
    if any(change.reason == _AGAINST_DATE for change in resolved.dropped):
        yield "  A later edition may stand for an earlier work: see also with --cycles contract."


def first_names(names: Sequence[str]) -> str:
    """Return the first names in a list, and the number of those that are left out."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
