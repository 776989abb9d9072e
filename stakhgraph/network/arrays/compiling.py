"""Loops compiled by numba, when they are first called in a process.

numba is imported when it is needed, so the loops are functions inside functions that return a
namespace of compiled ones. They are longer than functions elsewhere in this package: what happens
at an arc has to stay in the registers of the processor.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from stakhgraph.errors import UsageError

__all__ = ["PREFETCH_DISTANCE", "compiled", "prefetcher", "require_numba"]

PREFETCH_DISTANCE = 24
"""A row is prefetched this many arcs before it is used, since memory is slow to answer."""


def require_numba() -> Any:
    """Return numba; UsageError if the extra is not installed."""
    try:
        import numba
    except ImportError as exc:
        raise UsageError(
            "the extra large is not installed",
            remedy="Where stakhgraph came from: pip install '.[large]'.",
        ) from exc
    return numba


@cache
def _jit() -> Any:
    return require_numba().njit(nogil=True)


def compiled(*functions: Any) -> SimpleNamespace:
    """Return functions that are compiled when first called; UsageError without the extra."""
    return SimpleNamespace(**{one.__name__: _jit()(one) for one in functions})


@cache
def prefetcher() -> Any:
    """Return a function that prefetches a row of a table into the cache of the processor."""
    require_numba()
    from llvmlite import ir
    from numba.core import cgutils, types
    from numba.extending import intrinsic

    code: Any = cgutils  # which has no type annotations

    @intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def ask(typing: Any, table: Any, place: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, args[0])
            index = [context.cast(builder, args[1], signature.args[1], types.int64)]
            index += [context.get_constant(types.int64, 0)] * (signature.args[0].ndim - 1)
            spot = code.get_item_pointer(
                context, builder, signature.args[0], array, index, wraparound=False
            )
            word, byte = ir.IntType(32), ir.IntType(8).as_pointer()
            kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
            prefetch = code.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
            # The row will be written, should stay in the cache, and is data.
            builder.call(prefetch, [builder.bitcast(spot, byte), word(1), word(3), word(1)])
            return context.get_dummy_value()

        return types.void(table, place), emit

    return ask
