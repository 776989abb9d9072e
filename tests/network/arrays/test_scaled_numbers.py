"""Rounded numbers say that they are approximate."""

from math import ldexp

from tests.network.arrays.counting import counted, diamonds


def test_a_rounded_number_says_so():
    flow = counted(diamonds(1100)).flow
    assert flow.to_dict() == {"approximate": True, "mantissa": 2.0**300, "exponent": 800}
    assert flow.bits == 1101
    assert ldexp(flow.mantissa, -300) == 1.0
