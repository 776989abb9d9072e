"""References as BibTeX for biblatex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from stakhgraph.errors import Failure
from stakhgraph.library.references import Entry, Name
from stakhgraph.rdf.xml_characters import require_xml

_TYPES: Mapping[str, str] = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "collection": "collection",
    "issue": "periodical",
    "periodical": "periodical",
    "thesis": "thesis",
    "other": "misc",
}
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ would be balanced for TeX, and unbalanced for BibTeX
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_IN_LATEX = str.maketrans(_LATEX)


def write(entries: Iterable[Entry]) -> str:
    """Return BibTeX for biblatex (https://ctan.org/pkg/biblatex): UTF-8, EDTF dates.

    Characters that LaTeX would read as commands are escaped, and braces are written as commands so
    that they always balance. Raises Failure, with the IRI, for a control character, and for a DOI
    or ISBN with a brace, per cent sign or backslash, which cannot be escaped there.
    """
    return "\n".join(map(_entry, entries))


def _entry(entry: Entry) -> str:
    article = entry.kind == "article"
    texts = {
        "author": _names(entry.authors),
        "editor": _names(entry.editors or entry.within_editors),
        "title": entry.title,
        "journaltitle" if article else "booktitle": entry.within,
        "date": entry.date,
        "origdate": entry.first,
        "publisher": entry.publisher,
        "location": entry.place,
        "edition": entry.edition,
        "series": entry.series,
        "volume": entry.volume,
        "volumes": entry.volumes,
        "number": entry.issue,
        "pages": re.sub(r"(?<=\d)[-–](?=\d)", "--", entry.pages),
        "language": entry.language,
        "note": entry.note,
        "annotation": entry.annotation,
    }
    lines = [
        f"  {name} = {{{text if name in _NAME_FIELDS else _latex(text, entry.iri)}}},\n"
        for name, text in texts.items()
        if text
    ]
    lines += [
        f"  {name} = {{{_verbatim(value, entry.iri)}}},\n"
        for name, value in (("isbn", entry.isbn), ("doi", entry.doi))
        if value
    ]
    for text in (*texts.values(), entry.key):
        require_xml(text, where=entry.iri, form="BibTeX")
    return f"@{_TYPES[entry.kind]}{{{entry.key},\n{''.join(lines)}}}\n"


_NAME_FIELDS = ("author", "editor")


def _names(names: Iterable[Name]) -> str:
    return " and ".join(map(_name, names))


def _name(name: Name) -> str:
    if name.body:
        return f"{{{_latex(name.family)}}}"
    family, given = (_part(text) for text in (name.family, name.given))
    return f"{family}, {given}" if given else f"{{{family}}}"


def _part(text: str) -> str:
    """Return a part of a name, in braces if BibTeX would otherwise split it."""
    escaped = _latex(text)
    return f"{{{escaped}}}" if re.search(r",|\band\b", text, re.IGNORECASE) else escaped


def _latex(text: str, where: str = "") -> str:
    """Return text escaped for LaTeX, on one line."""
    return " ".join(require_xml(text, where=where, form="BibTeX").split()).translate(_IN_LATEX)


def _verbatim(text: str, where: str) -> str:
    if re.search(r"[{}\\%]", text):
        raise Failure(
            f"BibTeX cannot hold {text!r}",
            where=where,
            remedy="Export csl-json, or mend the value.",
        )
    return " ".join(text.split())
