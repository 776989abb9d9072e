"""What was done with the cycles of a network, as plain values and in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stakhgraph.network.cycles import Change, Resolved
from stakhgraph.network.graph import Network
from stakhgraph.network.work_names import work_names
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


def cycle_summary(resolved: Resolved) -> str:
    """Return one sentence on what was done with the cycles of a network."""
    components, dropped = len(resolved.components), len(resolved.dropped)
    return (
        f"Cycles: {resolved.policy}; {counted(components, 'strong component')}, "
        f"{counted(dropped, 'arc')} dropped, {len(resolved.changed)} changed."
    )


def cycle_log(resolved: Resolved, whole: Network) -> Iterator[str]:
    """Yield a line for each change that was made to undo cycles; ``whole`` has the cycles still."""
    parts = resolved.components[:SHOWN]
    changes = (*resolved.dropped, *resolved.changed)
    if not (parts or changes):
        return
    called = _names(resolved, whole, changes[:SHOWN])
    yield "What was done with cycles:"
    for part in parts:
        members = first_names([called[name] for name in part.members[:SHOWN]], of=len(part.members))
        if resolved.policy == "preprint":
            yield f"  {members} lead to one another in a circle, and have preprints."
        else:
            yield f"  {called[part.id]} stands for {members}."
    for change in changes[:SHOWN]:
        yield f"  {called[change.earlier]} → {called[change.later]}: {change.reason}."
    if more := len(resolved.components) - len(parts):
        yield f"  … and {counted(more, 'component')} more: see --json."
    if (more := len(changes) - SHOWN) > 0:
        yield f"  … and {counted(more, 'change')} more: see --json."
    against = sum(change.reason == _AGAINST_DATE for change in resolved.dropped)
    if against > resolved.network.size:
        yield "  More arcs run against the dates than with them: are citing and cited swapped?"
    elif against:
        yield "  A later edition may stand for an earlier work: see also with --cycles contract."


def _names(resolved: Resolved, whole: Network, changes: Sequence[Change]) -> Mapping[str, str]:
    """Return the names of the works in the log by their ids; preprints are only in the result."""
    wanted = {name for change in changes for name in (change.earlier, change.later)}
    for part in resolved.components[:SHOWN]:
        wanted.update((part.id, *part.members[:SHOWN]))
    names: dict[str, str] = {}
    for net in (resolved.network, whole):
        nodes = [node for node, name in enumerate(net.ids) if name in wanted]
        names |= {net.ids[node]: name for node, name in work_names(net, nodes, years=True).items()}
    return names


def first_names(names: Sequence[str], *, of: int | None = None) -> str:
    """Return the first names in a list, and the number of those that are left out.

    ``of`` is the number of all names if the list has only some of them.

    >>> first_names(["Nove (1964)", "Lewin (1968)"], of=3)
    'Nove (1964); Lewin (1968) and 1 more'
    """
    shown = names[:SHOWN]
    more = (len(names) if of is None else of) - len(shown)
    return "; ".join(shown) + (f" and {more:,} more" if more else "")
