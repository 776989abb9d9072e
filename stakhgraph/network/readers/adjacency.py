"""Adjacency lists: on each line a work, and then all works to which its arcs lead."""

from __future__ import annotations

from stakhgraph.network.readers.arc_lists import delimiter, is_row, split_rows
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.text import split_lines
from stakhgraph.network.readers.values.missing import is_missing

__all__ = ["read"]


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read an adjacency list, split at tabs, semicolons, commas or blanks.

    A line of one work gives a node; an arc runs from the first work of a line to each other one.
    """
    lines = split_lines(data, builder)
    longest = max(filter(is_row, lines), key=len, default="")
    for line, row in split_rows(builder, lines, delimiter(longest)):
        first, *others = (cell.strip() for cell in row)
        if is_missing(first):
            builder.leave_out(first, line)
            continue
        tail = builder.number(first)
        while others and not others[-1]:  # a spreadsheet fills up short rows
            others.pop()
        for name in others:
            if is_missing(name):
                builder.leave_out(name, line)
                continue
            builder.tails.append(tail)
            builder.heads.append(builder.number(name))
