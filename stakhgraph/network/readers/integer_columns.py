"""Two columns of a table of whole numbers, parsed from bytes all at once by numpy.

This is for lists of millions of arcs. A table that holds anything but whole numbers is left to the
reader of its format, which is slower, knows more, and can name the line of a fault. Without numpy
every table is left to it.
"""

from __future__ import annotations

from array import array

from stakhgraph.network.arrays.array_type import Array

__all__ = ["WORTHWHILE_BYTES", "number_by_first_use", "two_columns"]

WORTHWHILE_BYTES = 100_000
"""For fewer bytes a plain reader takes no longer than numpy takes to load."""


_CHUNK = 1 << 24  # bytes parsed at once; this takes a few times as much memory


_MOST_DIGITS = 18  # digits that fit into 64 bits


_TABLE_SIZE = 1 << 25  # smaller numbers are looked up in a table, greater ones sorted


def two_columns(
    data: bytes,
    begin: int = 0,
    *,
    columns: int,
    mark: bytes,
    places: tuple[int, int] = (0, 1),
    least: int = 0,
) -> tuple[array[int], array[int]] | None:
    """Return two columns of a table of whole numbers, or None if it is anything else.

    The table starts at ``begin``; every line must have ``columns`` numbers without leading zeros,
    separated by one ``mark``, or by any number of blanks and tabs if the mark is a blank.
    ``places`` are the two columns; ``least`` is subtracted from every number.
    """
    end = len(data)
    while end > begin and data[end - 1] == ord("\n"):
        end -= 1
    if begin >= end or columns <= max(places):
        return None
    try:
        import numpy as np
    except ImportError:
        return None
    found = array("q"), array("q")
    while begin < end:
        stop = end if end - begin <= _CHUNK else data.rfind(b"\n", begin, begin + _CHUNK) + 1
        if stop <= begin:
            return None
        table = _parse_table(np.frombuffer(data, np.uint8, stop - begin, begin), columns, mark[0])
        if table is None:
            return None
        for column, place in zip(found, places, strict=True):
            column.frombytes(np.ascontiguousarray(table[:, place] - least).tobytes())
        begin = stop
    return found


def _parse_table(text: Array, columns: int, mark: int) -> Array | None:
    """Return the numbers in whole lines of text, one row a line; None if there is anything else."""
    import numpy as np

    digit = text - np.uint8(ord("0")) < 10
    edges = np.flatnonzero(np.diff(digit, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    sizes = ends - starts
    if not len(starts) or len(starts) % columns or int(sizes.max()) > _MOST_DIGITS:
        return None
    if bool(np.any((text[starts] == ord("0")) & (sizes > 1))):
        return None
    if not (_has_blanks_between if mark == ord(" ") else _has_single_marks)(
        text, digit, starts, ends, columns, mark
    ):
        return None
    values = np.zeros(len(starts), np.int64)
    for place in range(int(sizes.max())):
        more = sizes > place
        digits = text[np.minimum(starts + place, len(text) - 1)] - np.uint8(ord("0"))
        values = np.where(more, values * 10 + digits, values)
    return values.reshape(-1, columns)


def _has_single_marks(
    text: Array, digit: Array, starts: Array, ends: Array, columns: int, mark: int
) -> bool:
    """Return whether one mark follows each number, and a line end the last of each line."""
    import numpy as np

    if starts[0] != 0 or bool(np.any(starts[1:] != ends[:-1] + 1)):
        return False
    last = len(text) - ends[-1] == (text[-1] == ord("\n"))
    closed = text[ends[:-1]]
    is_last = np.arange(1, len(ends)) % columns == 0
    return bool(last and np.all(closed == np.where(is_last, ord("\n"), mark)))


def _has_blanks_between(
    text: Array, digit: Array, starts: Array, ends: Array, columns: int, mark: int
) -> bool:
    """Return whether each line has as many numbers as columns, and only blanks between them."""
    import numpy as np

    breaks = text == ord("\n")
    if not bool(np.all(digit | breaks | (text == mark) | (text == ord("\t")))):
        return False
    line = np.searchsorted(np.flatnonzero(breaks), starts).reshape(-1, columns)
    return bool(np.all(line[:, 0] == line[:, -1]) and np.all(line[1:, 0] > line[:-1, -1]))


def number_by_first_use(
    tails: array[int], heads: array[int]
) -> tuple[list[int], tuple[array[int], array[int]]]:
    """Assign numbers to the ends of arcs in order of their first use, tail before head.

    Returns the value of each number, and the ends as numbers. Needs numpy.
    """
    import numpy as np

    met = np.empty(2 * len(tails), np.int64)
    met[::2], met[1::2] = np.frombuffer(tails, np.int64), np.frombuffer(heads, np.int64)
    most = int(met.max())
    if most < max(_TABLE_SIZE, 4 * len(met)):
        first = np.full(most + 1, len(met), np.int64)
        # Of several values for the same index the last is kept.
        first[met[::-1]] = np.arange(len(met) - 1, -1, -1)
        known = np.flatnonzero(first < len(met))
        order = known[np.argsort(first[known])]
        place = first
        place[order] = np.arange(len(order))
        places = place[met]
    else:
        known, first, inverse = np.unique(met, return_index=True, return_inverse=True)
        by_coming = np.argsort(first)
        order, place = known[by_coming], np.empty(len(known), np.int64)
        place[by_coming] = np.arange(len(known))
        places = place[inverse]
    return order.tolist(), (_to_array(places[::2]), _to_array(places[1::2]))


def _to_array(numbers: Array) -> array[int]:
    found = array("q")
    found.frombytes(numbers.tobytes())
    return found
