"""CSV for a spreadsheet, which takes some texts for formulas and would run them."""

from __future__ import annotations

import csv
import io
import re

# A spreadsheet takes these for a formula, or for its own mark that the cell is not one.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def defused(text: str) -> str:
    r"""Return CSV in which no cell of a text can be taken for a formula.

    A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end is written with an
    apostrophe before it, and so is a cell that begins with apostrophes and then one of these.
    Remove one apostrophe to get the text back. See
    https://owasp.org/www-community/attacks/CSV_Injection.

    >>> defused("a,b\r\n=1+1,x\r\n")
    "a,b\r\n'=1+1,x\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(map(_cell, row) for row in csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
