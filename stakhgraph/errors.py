"""The errors of this package: all that it raises on purpose, in one tree.

::

    StakhError                    what · where · what to do about it
    ├── UsageError                2   the request cannot be carried out as it was made
    │   ├── UnknownName           2   no query, thing, format or engine of that name
    │   │   └── Ambiguous         2   several things of that name; the error lists them
    │   ├── ParameterError        2   a parameter is missing, unknown or of the wrong type
    │   └── QuerySyntaxError      2   not a SPARQL query, or one that is refused
    └── Failure                   3   the request was fine, the data or the machine was not
        ├── ParseError            3   a document that does not parse
        ├── UnreadableFile        3   missing, a folder, empty, binary, not UTF-8, not permitted
        ├── ShapesError           3   shapes that are ill-formed or cannot be applied
        ├── WriteError            3   disk full, no permission, not a file
        ├── DamagedStore          3   a kept store that cannot be read any more
        ├── FormatLimit           3   a value that the format asked for cannot hold
        └── LimitError            3   a query that exceeds a limit
            ├── TimeLimit         3   more time than allowed
            ├── MemoryLimit       3   more memory than allowed, or the engine broke
            ├── RowLimit          3   more rows, triples or characters than allowed
            └── Busy              3   no process was free in time

The number is the exit code of the command line; 0 is success and 1 means that there are findings,
which are not an error. Errors of the libraries underneath are turned into one of these once, where
they arise, with ``raise ... from exc``.
"""

__all__ = [
    "Ambiguous",
    "Busy",
    "DamagedStore",
    "Failure",
    "FormatLimit",
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


LONGEST = 600
"""The most characters of each part of a message."""


class StakhError(Exception):
    """An error that a reader can act on, in one line.

    ``message`` says what is wrong, ``where`` is a file, ``file:line:column`` or IRI, and ``remedy``
    is what to do about it. Control characters and line breaks are shown as escapes or spaces, so
    that no input can forge a second line or send codes to the terminal. What is longer than
    `LONGEST` characters is shortened in its middle, since messages quote what they are about.

    >>> print(StakhError("no such query", where="queries/", remedy="Run 'stakhgraph queries'."))
    error: no such query (queries/). Run 'stakhgraph queries'.
    """

    exit_code = 3

    def __init__(
        self, message: str, *, where: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = _shortened(message)
        self.where = where
        self.remedy = _shortened(remedy) if remedy else remedy

    def __str__(self) -> str:
        """Return ``error: MESSAGE (WHERE). REMEDY`` on one line."""
        place = f" ({_one_line(self.where)})" if self.where else ""
        remedy = f" {_one_line(self.remedy)}" if self.remedy else ""
        message = _one_line(self.message).removesuffix(".")
        return f"error: {message}{place}.{remedy}"


class UsageError(StakhError):
    """The request cannot be carried out as it was made."""

    exit_code = 2


class UnknownName(UsageError):
    """No query, thing, format or engine has this name."""


class Ambiguous(UnknownName):
    """A name fits several things; ``candidates`` lists them, a line each."""

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
    """The text is not a SPARQL query, or one that is always refused (an update, fetching)."""


class Failure(StakhError):
    """The request was fine; the data or the machine was not."""


class ParseError(Failure):
    """A document does not parse; ``where`` is ``file:line:column`` if the parser knows it."""


class UnreadableFile(Failure):
    """A file is missing, a folder, empty, binary, not UTF-8, or not permitted."""


class ShapesError(Failure):
    """SHACL shapes are ill-formed, or cannot be applied."""


class WriteError(Failure):
    """A file could not be written; what was there before is unchanged."""


class DamagedStore(Failure):
    """A store that is kept on disk is damaged, or was deleted."""


class FormatLimit(Failure):
    """A value that the format asked for cannot hold; another format can."""


class LimitError(Failure):
    """A query exceeds a limit."""


class TimeLimit(LimitError):
    """A query was stopped when its time was over."""


class MemoryLimit(LimitError):
    """A query took more memory than allowed, or broke the engine."""


class RowLimit(LimitError):
    """An answer has more rows, triples or characters than allowed."""


class Busy(LimitError):
    """No process was free in time to answer a query."""


def _shortened(text: str) -> str:
    """Return the beginning and the end of a text that is too long; the end often says why."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return _shortened(
        "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode()
            for char in folded
        )
    )
