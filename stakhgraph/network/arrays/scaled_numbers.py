"""Rounded numbers of any size: a mantissa and an exponent of 2^400.

The number of paths in a large network fits no machine number. Each is stored as m · 2^(400 e) with
m from 1 to 2^400, so that the product of two mantissas still fits into a double.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import frexp
from types import SimpleNamespace
from typing import Any

from stakhgraph.network.arrays.compiling import _jit, compiled

__all__ = ["BLOCK_BITS", "ScaledNumber", "arithmetic"]

BLOCK_BITS = 400
"""Exponents count blocks of this many bits."""


@dataclass(frozen=True)
class ScaledNumber:
    """A rounded number, about ``mantissa`` · 2^``exponent``."""

    mantissa: float
    exponent: int

    @property
    def bits(self) -> int:
        """The number of bits of the whole number."""
        return self.exponent + frexp(self.mantissa)[1]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values that say that the number is approximate."""
        return {"approximate": True, "mantissa": self.mantissa, "exponent": self.exponent}


@cache
def arithmetic() -> SimpleNamespace:  # noqa: C901 # many short ones
    """Compile sums, products and comparisons of scaled numbers, to be inlined in loops."""
    top, down = 2.0**BLOCK_BITS, 2.0**-BLOCK_BITS

    def add(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        if e1 == e2:
            m1 += m2
        elif m1 == 0.0 or e2 > e1 + 1:
            return m2, e2
        elif m2 == 0.0 or e1 > e2 + 1:
            return m1, e1
        elif e1 > e2:
            m1 += m2 * down
        else:
            m1, e1 = m1 * down + m2, e2
        if m1 >= top:
            return m1 * down, e1 + 1
        return m1, e1

    def times(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        m, e = m1 * m2, e1 + e2
        if m >= top:
            return m * down, e + 1
        return m, e

    def less(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        """Subtract the second from the first, in the scale of the greater exponent."""
        if e1 == e2:
            return m1 - m2
        if e1 > e2:
            return m1 - m2 * down if e1 == e2 + 1 else m1
        return m1 * down - m2 if e2 == e1 + 1 else -m2

    def near(m1: Any, e1: Any, m2: Any, e2: Any, room: Any) -> Any:
        """Compare two numbers: 0 one is greater, 1 they are equal, 2 they may be equal."""
        d = abs(less_(m1, e1, m2, e2))
        # Below 2^53 nothing was rounded.
        if e1 == 0 and e2 == 0 and m1 < 2.0**53 and m2 < 2.0**53:
            return 1 if d == 0.0 else 0
        if e1 == e2:
            return 2 if d <= room * max(m1, m2) else 0
        return 2 if d <= room * (m1 if e1 > e2 else m2) else 0

    less_ = _jit()(less)
    found = compiled(add, times, near)
    found.less = less_
    return found
