"""What a reader may do with a case, and what is a fault."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stakhgraph.errors import StakhError
from tests import ROOT

Reader = Callable[[bytes], object]

LONGEST_MESSAGE = 2_000
"""The most characters of a message that a terminal can still show."""

_UNCLEAN = (
    "unexpected [A-Z]",
    "Traceback",
    "[a-z]Error:",
    "[a-z]Exception",
    " object at 0x",
    "panicked",
)


@dataclass(frozen=True)
class Fault:
    """What went wrong; faults of the same ``kind`` have the same cause, most likely."""

    kind: str
    message: str


class Wrong(AssertionError):
    """A reader returned what it must not; raised by the targets themselves."""


def fault(read: Reader, data: bytes) -> Fault | None:
    """Return what is wrong when a reader reads these bytes; None if it returns or refuses them."""
    try:
        read(data)
    except StakhError as exc:
        return _unclean(exc, data)
    except Exception as exc:
        place = _place(exc)
        return Fault(f"{type(exc).__name__} in {place}", f"{type(exc).__name__}: {exc} ({place})")
    return None


def _unclean(exc: StakhError, data: bytes) -> Fault | None:
    text = str(exc)
    found = [
        pattern
        for pattern in _UNCLEAN
        if (match := re.search(pattern, text)) and match[0].encode() not in data
    ]
    if len(text.splitlines()) != 1 or not text.isprintable():
        found.append("not one line")
    if len(text) > LONGEST_MESSAGE:
        found.append(f"a message longer than {LONGEST_MESSAGE} characters")
    if not exc.message.strip():
        found.append("no message")
    if not found:
        return None
    return Fault(f"{found[0]!r} in the message from {_place(exc)}", text)


def _place(exc: BaseException) -> str:
    """Return the last line of the project that the error went through."""
    frames = traceback.extract_tb(exc.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(ROOT / "stakhgraph")]
    last = (ours or frames)[-1]
    name = Path(last.filename)
    shown = name.relative_to(ROOT) if name.is_relative_to(ROOT) else name.name
    return f"{shown}:{last.lineno}"


def smaller(read: Reader, data: bytes, kind: str, *, tries: int = 400) -> bytes:
    """Return a shorter case with the same kind of fault: parts are left out as long as it stays."""
    size = len(data) // 2
    while size and tries > 0:
        at = 0
        while at < len(data) and tries > 0:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            found = fault(read, shorter)
            if found and found.kind == kind:
                data = shorter
            else:
                at += size
        size //= 2
    return data
