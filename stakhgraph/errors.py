"""Every way in which this package says no.

::

    StakhError                    what · where · what to do about it
    ├── UsageError                2   the request cannot be carried out as it was made
    │   ├── UnknownName           2   no query, thing, format or engine of that name
    │   │   └── Ambiguous         2   more than one; the candidates are told
    │   ├── ParameterError        2   a parameter is missing, unknown or of the wrong type
    │   └── QuerySyntaxError      2   not a SPARQL query, or one that is not answered here
    └── Failure                   3   the request was fine, the material or the machine was not
        ├── ParseError            3   a file that is not the Turtle it should be
        ├── UnreadableFile        3   missing, a folder, empty, binary, not UTF-8, not permitted
        ├── ShapesError           3   shapes that are ill-formed or cannot be applied
        ├── WriteError            3   disk full, no permission, not a place to write to
        └── LimitError            3   more than a query may take
            ├── TimeLimit         3   longer than it may
            ├── MemoryLimit       3   more memory than it may, or it broke the engine
            ├── RowLimit          3   more rows, triples or characters than an answer may have
            └── Busy              3   no process was free in time

The number is the exit code of the command line; 0 is success and 1 means that there are findings,
which are no error. Errors of the libraries underneath are turned into one of these where they
arise, once, with ``raise ... from exc``.
"""

__all__ = [
    "Ambiguous",
    "Busy",
    "Failure",
    "LimitError",
    "MemoryLimit",
    "ParameterError",
    "ParseError",
    "QuerySyntaxError",
    "RowLimit",
    "ShapesError",
    "StakhError",
    "TimeLimit",
    "UnknownName",
    "UnreadableFile",
    "UsageError",
    "WriteError",
]


class StakhError(Exception):
    """An error that a reader can act on, told in one line.

    ``message`` says what is wrong, ``where`` is a file, ``file:line:column`` or IRI, and ``remedy``
    is what to do next. Control characters and line breaks are shown as escapes or spaces, so that
    no input can forge a second line or reach the terminal.

    >>> print(StakhError("no such query", where="queries/", remedy="Run 'stakhgraph queries'."))
    error: no such query (queries/). Run 'stakhgraph queries'.
    """

    exit_code = 3

    def __init__(
        self, message: str, *, where: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return ``error: WHAT (WHERE). REMEDY`` on one line."""
        place = f" ({self.where})" if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return _one_line(f"error: {self.message.rstrip().removesuffix('.')}{place}.{remedy}")


class UsageError(StakhError):
    """The request cannot be carried out as it was made."""

    exit_code = 2


class UnknownName(UsageError):
    """No query, thing, format or engine has this name."""


class Ambiguous(UnknownName):
    """A name fits more than one thing; ``candidates`` says which, one line each."""

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        candidates: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.candidates = candidates


class ParameterError(UsageError):
    """A parameter of a query is missing, unknown or of the wrong type."""


class QuerySyntaxError(UsageError):
    """The text is not a SPARQL query, or asks for what is never done here (updates, fetching)."""


class Failure(StakhError):
    """The request was fine; the material or the machine was not."""


class ParseError(Failure):
    """A file does not parse; ``where`` is ``file:line:column`` as far as the parser knows it."""


class UnreadableFile(Failure):
    """A file is missing, a folder, empty, binary, not UTF-8, or not permitted."""


class ShapesError(Failure):
    """SHACL shapes are ill-formed, or cannot be applied."""


class WriteError(Failure):
    """A file could not be written; what stood there before still stands."""


class LimitError(Failure):
    """A query wants more than a query may have."""


class TimeLimit(LimitError):
    """A query was stopped after its time."""


class MemoryLimit(LimitError):
    """A query took more memory than it may, or broke the engine."""


class RowLimit(LimitError):
    """An answer has more rows, triples or characters than it may."""


class Busy(LimitError):
    """No process was free in time to answer."""


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in folded
    )
