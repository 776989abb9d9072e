"""Values of a file that are not what they should be: counted, and the first of them named."""

from __future__ import annotations

from dataclasses import dataclass, field

from stakhgraph.errors import ParseError
from stakhgraph.network.readers.values.missing import is_missing
from stakhgraph.wording import counted

__all__ = ["DoubtfulValues"]

_NAMED = 3


@dataclass
class DoubtfulValues:
    """The values of one kind: how many could be read, and which could not.

    Some bad values among many are unknown, with a notice; if most are bad, the column is the wrong
    one, and the file is refused. A text that says that a value is missing is no sign of that.
    """

    noun: str
    remedy: str
    good: int = 0
    bad: int = 0
    missing: int = 0
    first: list[tuple[str, str]] = field(default_factory=list)
    first_bad: tuple[str, str] | None = None

    def refuse(self, text: str, where: str) -> None:
        """Note a value that cannot be read, and where it is."""
        if len(self.first) < _NAMED:
            self.first.append((text[:40], where))
        if is_missing(text):
            self.missing += 1
            return
        self.bad += 1
        self.first_bad = self.first_bad or (text[:40], where)

    def require_most(self) -> None:
        """Raise ParseError, with the first bad value, if more values are bad than good."""
        if self.first_bad and self.bad > self.good:
            text, where = self.first_bad
            raise ParseError(f"{text!r} is no {self.noun}", where=where, remedy=self.remedy)

    def notice(self, where: str) -> str:
        """Return a notice that counts and names the values left out; empty if there are none.

        ``where`` is the file that the notice is about; other files are named.
        """
        number = self.bad + self.missing
        if not number:
            return ""
        named = ", ".join(f"{text!r} ({_short_place(place, where)})" for text, place in self.first)
        more = f" and {number - len(self.first):,} more" if number > len(self.first) else ""
        verb = "is" if number == 1 else "are"
        return f"{counted(number, 'value')} {verb} no {self.noun}, and left out: {named}{more}"


def _short_place(place: str, where: str) -> str:
    """Return the line of a place in a file, or the whole place if it is in another file."""
    line = place.removeprefix(f"{where}:")
    return f"line {line}" if line.isdigit() else place
