"""Rows of whole numbers out of bytes, all at once: for lists of millions of arcs.

What is not plain is not read here at all: whoever asks has a slower reader that knows more, and
names the line where something is wrong. Needs numpy; without it nothing is plain.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = ["FEW", "first_met", "two_columns"]

FEW = 100_000
"""Below so many bytes a plain reader is as fast as numpy is to load."""

_PART = 1 << 24  # bytes that are looked at together: what is held besides is a few times as much
_LONGEST = 18  # digits that a number of 64 bits has room for
_BEFORE_EACH = 1 << 25  # numbers up to this are looked up in a table, greater ones are sorted


def two_columns(
    data: bytes,
    begin: int = 0,
    *,
    columns: int,
    mark: bytes,
    places: tuple[int, int] = (0, 1),
    least: int = 0,
) -> tuple[array[int], array[int]] | None:
    """Give two columns of a table of whole numbers, or None where it is not plain.

    It is read from ``begin`` on, and plain if each line holds so many ``columns`` of digits, no
    zero in front, and one ``mark`` between them: any number of blanks or tabs if that is a blank.
    What is given is how far each number is from the ``least``.
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
        stop = end if end - begin <= _PART else data.rfind(b"\n", begin, begin + _PART) + 1
        if stop <= begin:
            return None
        table = _table(np.frombuffer(data, np.uint8, stop - begin, begin), columns, mark[0])
        if table is None:
            return None
        for column, place in zip(found, places, strict=True):
            column.frombytes(np.ascontiguousarray(table[:, place] - least).tobytes())
        begin = stop
    return found


def _table(text: Array, columns: int, mark: int) -> Array | None:
    """Give the numbers in whole lines of text, a row for each line; None if these are not plain."""
    import numpy as np

    digit = text - np.uint8(ord("0")) < 10
    edges = np.flatnonzero(np.diff(digit, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    sizes = ends - starts
    if not len(starts) or len(starts) % columns or int(sizes.max()) > _LONGEST:
        return None
    if bool(np.any((text[starts] == ord("0")) & (sizes > 1))):
        return None
    if not (_loose if mark == ord(" ") else _tight)(text, digit, starts, ends, columns, mark):
        return None
    values = np.zeros(len(starts), np.int64)
    for place in range(int(sizes.max())):
        more = sizes > place
        digits = text[np.minimum(starts + place, len(text) - 1)] - np.uint8(ord("0"))
        values = np.where(more, values * 10 + digits, values)
    return values.reshape(-1, columns)


def _tight(text: Array, digit: Array, starts: Array, ends: Array, columns: int, mark: int) -> bool:
    """Tell whether each number ends at one mark, and the last of a line at the end of it."""
    import numpy as np

    if starts[0] != 0 or bool(np.any(starts[1:] != ends[:-1] + 1)):
        return False
    last = len(text) - ends[-1] == (text[-1] == ord("\n"))
    closed = text[ends[:-1]]
    is_last = np.arange(1, len(ends)) % columns == 0
    return bool(last and np.all(closed == np.where(is_last, ord("\n"), mark)))


def _loose(text: Array, digit: Array, starts: Array, ends: Array, columns: int, mark: int) -> bool:
    """Tell whether there are so many numbers on each line, and nothing but blanks between them."""
    import numpy as np

    breaks = text == ord("\n")
    if not bool(np.all(digit | breaks | (text == mark) | (text == ord("\t")))):
        return False
    line = np.searchsorted(np.flatnonzero(breaks), starts).reshape(-1, columns)
    return bool(np.all(line[:, 0] == line[:, -1]) and np.all(line[1:, 0] > line[:-1, -1]))


def first_met(
    tails: array[int], heads: array[int]
) -> tuple[list[int], tuple[array[int], array[int]]]:
    """Give what stands at the ends of arcs a place by its first coming, the tail before the head.

    Comes with what stands at each place, and the ends as places. Needs numpy.
    """
    import numpy as np

    met = np.empty(2 * len(tails), np.int64)
    met[::2], met[1::2] = np.frombuffer(tails, np.int64), np.frombuffer(heads, np.int64)
    most = int(met.max())
    if most < max(_BEFORE_EACH, 4 * len(met)):
        first = np.full(most + 1, len(met), np.int64)
        # Of several values for one place the last one stays.
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
    return order.tolist(), (_array(places[::2]), _array(places[1::2]))


def _array(numbers: Array) -> array[int]:
    found = array("q")
    found.frombytes(numbers.tobytes())
    return found
