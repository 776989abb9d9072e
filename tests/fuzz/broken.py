"""Readers that are broken on purpose, to show that the fuzzer finds it."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.fuzz.mutation import Grammar
from tests.fuzz.targets import Target
from tests.fuzz.verdict import Reader


def _raises() -> None:
    raise KeyError("planted")


def _dies() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hangs() -> None:
    time.sleep(600)


def _takes_memory() -> None:
    bytearray(2**40)


def _breaking(how: Callable[[], None], _: Path) -> Reader:
    def read(data: bytes) -> None:
        if b"broken" in data:
            how()

    return read


def _target(how: Callable[[], None]) -> Target:
    return Target(partial(_breaking, how), lambda: (b"sound", b"broken", b"again"), Grammar())


TARGETS: Mapping[str, Target] = {
    "raises": _target(_raises),
    "dies": _target(_dies),
    "hangs": _target(_hangs),
    "takes-memory": _target(_takes_memory),
}
