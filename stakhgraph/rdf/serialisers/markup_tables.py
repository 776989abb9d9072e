"""Tables of text as Markdown, LaTeX and HTML; every cell is shown as the text that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from stakhgraph.rdf.serialisers.terminal_tables import escape_controls

_MARKDOWN = str.maketrans(
    {char: f"\\{char}" for char in "\\|*_[]`"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
_LATEX = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def to_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown pipe table."""
    head = [list(columns), ["---"] * len(columns)]
    body = [[escape_markdown(cell) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in [*head, *body])


def escape_markdown(text: str) -> str:
    """Return Markdown that shows the text as it is, on one line."""
    return "<br>".join(escape_controls(line.translate(_MARKDOWN)) for line in text.splitlines())


def to_latex(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a LaTeX tabular with the rules of the package booktabs."""
    head = " & ".join(rf"\textbf{{{_escape_latex(name)}}}" for name in columns)
    body = [" & ".join(map(_escape_latex, row)) for row in rows]
    lines = [r"\toprule", rf"{head} \\", r"\midrule", *(rf"{row} \\" for row in body)]
    begin = rf"\begin{{tabular}}{{{'l' * len(columns)}}}"
    return "\n".join([begin, *lines, r"\bottomrule", r"\end{tabular}", ""])


def _escape_latex(text: str) -> str:
    return " ".join(escape_controls(line.translate(_LATEX)) for line in text.splitlines())


def to_html(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as an HTML table."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    cells = ("".join(f"<td>{escape(escape_controls(cell))}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>\n" for row in cells)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
