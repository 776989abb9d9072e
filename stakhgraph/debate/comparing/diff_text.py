"""The changes between two versions of the debate as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stakhgraph.debate.comparing.diff import (
    ATTRIBUTION,
    CHANGED,
    GONE,
    GROUPS,
    NEW,
    RENAMED,
    STATUSES,
    SUBSTANCE,
    WORDING,
    Change,
    Changes,
)


def describe(changes: Changes) -> str:
    """Return the changes in words: attribution first, then by group, wording, and the counts.

    There is no line end after the last line.
    """
    if not changes:
        return "Nothing changed."
    sections = [
        _section("Attribution", _of_grade(changes, ATTRIBUTION)),
        *(_section(group, _of_group(changes, group)) for group in GROUPS),
        _section("Only put in other words", _of_grade(changes, WORDING)),
        _section("Renamed", [one for one in changes.things if one.status == RENAMED]),
        _counts(changes.counted),
    ]
    return "\n".join(filter(None, sections)).rstrip("\n")


def _of_grade(changes: Changes, grade: str) -> list[Change]:
    return [one for one in changes.things if one.status == CHANGED and one.grade == grade]


def _of_group(changes: Changes, group: str) -> list[Change]:
    return [
        one
        for one in changes.things
        if one.group == group
        and (one.status in (NEW, GONE) or (one.status == CHANGED and one.grade == SUBSTANCE))
    ]


def _section(title: str, found: Sequence[Change]) -> str:
    if not found:
        return ""
    counts = Counter(one.status for one in found)
    head = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    return f"{title}: {head}\n" + "".join(map(_lines, found))


def _lines(change: Change) -> str:
    was = f", before {change.was}" if change.was else ""
    head = f"  {change.status} {change.kind} {change.name}{was}: {_one_line(change.sentence)}\n"
    return head + "".join(
        f"    {one.aspect}: {_one_line(one.old) or 'nothing'} → {_one_line(one.new) or 'nothing'}\n"
        for one in change.differences
    )


def _one_line(text: str) -> str:
    """Return text on one line, with unprintable characters as escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in " ".join(text.split())
    )


def _counts(counted: Sequence[tuple[str, str, int]]) -> str:
    if not counted:
        return ""
    rows = "".join(f"  {kind}: {count} {status}\n" for kind, status, count in counted)
    return f"Besides, by class:\n{rows}"
