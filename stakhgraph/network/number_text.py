"""Long integers and exact fractions as text."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

__all__ = ["decimal_digits", "fraction", "short_count", "short_fraction"]


def decimal_digits(value: int) -> str:
    """Return an integer of any length in decimal digits; ``str`` refuses more than 4,300.

    >>> len(decimal_digits(10**5000))
    5001
    """
    # 640 digits are the lowest limit that can be set in Python.
    return str(value) if value.bit_length() < 2_000 else _long_digits(value)


@lru_cache(maxsize=1024)
def _long_digits(value: int) -> str:
    """Return a long integer in digits, cached because tied arcs have the same weight."""
    from decimal import Decimal

    return str(Decimal(value))


def fraction(share: Fraction) -> str:
    """Return a fraction of any length as text.

    >>> fraction(Fraction(1, 2)), fraction(Fraction(3))
    ('1/2', '3')
    """
    under = "" if share.denominator == 1 else f"/{decimal_digits(share.denominator)}"
    return f"{decimal_digits(share.numerator)}{under}"


def short_fraction(share: Fraction) -> str:
    """Return a fraction for a sentence: exactly if that is short, else rounded."""
    return fraction(share) if share.denominator < 1000 else f"about {float(share):.2%}"


def short_count(count: int) -> str:
    """Return a count for a sentence: all its digits, or the first ones and their number."""
    if count < 10**12:
        return f"{count:,}"
    text = decimal_digits(count)
    return f"{text[:4]}… ({len(text)} digits)"
