"""Networks in files of others: Pajek, GraphML, GEXF, lists of arcs, OpenCitations, OpenAlex.

What a file holds is told by its first characters, and where these leave it open by its suffix. Arcs
are given as they stand in the file, with the direction if the format names one; `NetFile.network`
turns them so that they run from earlier to later. Every fault is one error with file and line.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from stakhgraph.errors import ParseError, UnreadableFile, UsageError
from stakhgraph.network import Network, Years

__all__ = ["DIRECTIONS", "FORMATS", "NetFile", "read"]

DIRECTIONS = ("cited-citing", "citing-cited")
"""How arcs may run in a file; the first is from earlier to later."""

YEARS = range(-4000, 3000)
"""Years that are taken for years."""


@dataclass(frozen=True, eq=False)
class NetFile:
    """What a file says: nodes, arcs as they stand there, and what else a reader should know.

    ``direction`` is one of `DIRECTIONS` if the file names it, and empty if it does not.
    """

    where: str
    ids: Sequence[str]
    labels: Sequence[str]
    tails: Sequence[int]
    heads: Sequence[int]
    years: Sequence[Years] = ()
    kinds: Sequence[str] = ()
    explicitness: Sequence[str] = ()
    direction: str = ""
    notices: tuple[str, ...] = ()

    def standing(self) -> Network:
        """Give the network with its arcs as they stand in the file."""
        return self._network(self.tails, self.heads)

    def network(self, arcs: str | None = None) -> Network:
        """Give the network with its arcs from earlier to later; ``arcs`` says how they stand.

        Raises UsageError if nobody says it and years do not show it, and if what is said goes
        against the file or, for more than three in four of the arcs that years decide, the years.
        """
        if arcs is not None and arcs not in DIRECTIONS:
            raise UsageError(f"no direction is called {arcs!r}", remedy=_REMEDY)
        if self._direction(arcs) == DIRECTIONS[0]:
            return self._network(self.tails, self.heads)
        return self._network(self.heads, self.tails)

    def _network(self, tails: Sequence[int], heads: Sequence[int]) -> Network:
        return Network.of(
            self.ids,
            tails,
            heads,
            labels=self.labels,
            years=self.years,
            kinds=self.kinds,
            explicitness=self.explicitness,
        )

    def _direction(self, said: str | None) -> str:
        shown, by = self.direction, "the file itself says"
        if not shown:
            along, against = self._by_years()
            by = f"years show, in {max(along, against)} of {along + against} arcs,"
            shown = _clear(along, against)
        if said and shown and said != shown:
            raise UsageError(
                f"the arcs run the other way: {by} {shown}",
                where=self.where,
                remedy=f"Say --arcs {shown}.",
            )
        if not (said or shown):
            raise UsageError("which way the arcs run is not known", remedy=_REMEDY)
        return said or shown

    def _by_years(self) -> tuple[int, int]:
        """Count the arcs that by all years run from earlier to later, and from later to earlier."""
        if not any(self.years):
            return 0, 0
        spans = [(min(y), max(y)) if y else None for y in self.years]
        along = against = 0
        for tail, head in zip(self.tails, self.heads, strict=True):
            one, two = spans[tail], spans[head]
            if one and two:
                along += one[1] < two[0]
                against += two[1] < one[0]
        return along, against


_REMEDY = (
    "Say --arcs cited-citing if they lead from the earlier work to the later, else citing-cited."
)


def _clear(along: int, against: int) -> str:
    if against > 3 * along:
        return DIRECTIONS[1]
    return DIRECTIONS[0] if along > 3 * against else ""


@dataclass
class _Making:
    """A network in the making: nodes by id in order of their coming, arcs, notices."""

    where: str
    place: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    years: dict[int, set[int]] = field(default_factory=dict)
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    explicitness: list[str] = field(default_factory=list)
    direction: str = ""
    notices: list[str] = field(default_factory=list)

    def node(self, name: str) -> int:
        """Give the place of the node of this id, a new one if need be."""
        return self.place.setdefault(name, len(self.place))

    def new(self, name: str, line: int) -> int:
        """Give the place of a node that is told here; ParseError if it was told before."""
        if name in self.place:
            raise self.fault(line, f"the id {name!r} is given twice", "Give each node its own.")
        return self.node(name)

    def known(self, name: str, line: int) -> int:
        """Give the place of a node that an arc names; ParseError if there is none."""
        if name not in self.place:
            raise self.fault(line, f"an arc leads to {name!r}, which is no node", "Add the node.")
        return self.place[name]

    def date(self, node: int, text: str, line: int) -> None:
        """Take note of the year or years in a text; ParseError if one is none."""
        for part in filter(None, re.split(r"[;|,\s]+", text.strip())):
            self.years.setdefault(node, set()).add(self.year(part, line))

    def year(self, text: str, line: int) -> int:
        """Give the year in a text such as 1937, 1937.0 or 1937-05-01."""
        match = re.fullmatch(r"(-?\d{1,4})(?:\.0*|-\d\d?(?:-\d\d?)?(?:T.*)?)?", text)
        if match is None or int(match[1]) not in YEARS:
            raise self.fault(line, f"{text[:40]!r} is no year", "Write one such as 1937.")
        return int(match[1])

    def fault(self, line: int, what: str, remedy: str) -> ParseError:
        """Give the error for a line."""
        return ParseError(what, where=f"{self.where}:{line}", remedy=remedy)

    def done(self) -> NetFile:
        """Give what has been read."""
        nodes = range(len(self.place))
        undated = len(self.place) - len(self.years)
        if self.years and undated:
            self.notices.append(f"{undated} of {len(self.place)} nodes have no year")
        return NetFile(
            self.where,
            tuple(self.place),
            tuple(self.labels.get(node, "") for node in nodes) if self.labels else (),
            self.tails,
            self.heads,
            tuple(tuple(sorted(self.years.get(node, ()))) for node in nodes) if self.years else (),
            self.kinds if any(self.kinds) else (),
            self.explicitness if any(self.explicitness) else (),
            self.direction,
            tuple(self.notices),
        )


def read(path: Path, *, years: str | None = None) -> NetFile:
    """Read a network; ``years`` names the partition or vector of a Pajek file that holds years.

    Raises UnreadableFile for what is no text, ParseError with the line for what is not in order,
    and UsageError for ``years`` that are not there.
    """
    data = _bytes(path)
    making = _Making(str(path))
    form = _form(data, path.suffix.lower())
    if years is not None and form != "pajek":
        raise UsageError(
            "only Pajek files have partitions and vectors that hold years",
            where=str(path),
            remedy="Leave --years out.",
        )
    if form == "pajek":
        _Pajek(making, years).read(_lines(data, making))
    else:
        FORMATS[form](making, data)
    return making.done()


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise UnreadableFile("there is no such file", where=str(path)) from exc
    except OSError as exc:
        raise UnreadableFile(f"cannot be read: {exc.strerror}", where=str(path)) from exc
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("is UTF-16", where=str(path), remedy="Save it as UTF-8.")
    if b"\0" in data or data.startswith((b"\x1f\x8b", b"PK\x03\x04", b"%PDF")):
        raise UnreadableFile(
            "is binary, not text", where=str(path), remedy="Unpack it, or name a text file."
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile("is empty", where=str(path), remedy="Name a file with a network.")
    return data


def _lines(data: bytes, making: _Making) -> list[str]:
    """Give the lines of text; what is not UTF-8 is read as Latin-1, and that is said."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        making.notices.append("the file is not UTF-8, and has been read as Latin-1")
        text = data.decode("latin-1")
    # Not splitlines(), which would also break at characters that stand inside labels.
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _form(data: bytes, suffix: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        return "gexf" if b"<gexf" in head or suffix == ".gexf" else "graphml"
    if head.startswith(b"{"):
        return "openalex"
    if head.startswith(b"*") or suffix in (".net", ".paj"):
        return "pajek"
    if suffix in (".graphml", ".gexf"):
        return suffix[1:]
    return "openalex" if suffix in (".jsonl", ".ndjson") else "table"


# ---- Pajek -------------------------------------------------------------------------------------

# A label ends at a quotation mark with a blank behind it; failing that, with a number behind it.
_VERTEX = re.compile(r'\s*(\d+)(?:\s+("(?:[^"\\]|""|\\.)*"(?=\s|$)|".*?"(?=\s+-?[\d.]|\s*$)|\S+))?')
_LISTS = ("*arcslist", "*edgeslist")


class _Pajek:
    """Reads sections of a Pajek file (Pajek reference manual); one network a file."""

    def __init__(self, making: _Making, years: str | None) -> None:
        self.making = making
        self.wanted = years
        self.count = -1
        self.columns: dict[str, list[tuple[int, str]]] = {}
        self.column: str | None = None
        self.edges = 0
        self.networks = 0

    def read(self, lines: Sequence[str]) -> None:
        """Read all sections, then name the nodes and date them."""
        for begin, end in _sections(lines):
            self._section(lines, begin, end)
        if self.count < 0:
            raise self.making.fault(1, "there is no *Vertices line", "Name a Pajek network.")
        if self.edges:
            self.making.notices.append(
                f"{self.edges} edges have no direction, and count as arcs both ways"
            )
        if self.networks > 1:
            self.making.notices.append(
                f"only the first of {self.networks} networks in the file is read"
            )
        self._date()

    def _section(self, lines: Sequence[str], begin: int, end: int) -> None:
        words = lines[begin].split(maxsplit=1)
        name, rest = words[0].lower(), words[1].strip() if len(words) > 1 else ""
        if name == "*vertices" and self.column is not None:
            self._column(lines, begin, end)
        elif name == "*vertices":
            if self._first(rest, begin):
                self._vertices(lines, begin, end)
        elif name in ("*arcs", "*edges", "*matrix", *_LISTS):
            self._arcs(name, lines, begin, end)
        else:
            self.networks += name == "*network"
            self.column = None if name == "*network" else rest or name[1:]

    def _first(self, rest: str, at: int) -> bool:
        """Tell whether these are the vertices of the first network, and note how many."""
        if self.count >= 0:
            return False
        number = rest.split(maxsplit=1)[0] if rest else ""
        if not (number.isascii() and number.isdigit() and int(number[:9]) <= _MOST):
            what = f"{_short(rest)} is no number of vertices up to {_MOST:,}"
            raise self.making.fault(at + 1, what, "Write how many there are.")
        self.count = int(number)
        self.making.place = {str(node + 1): node for node in range(self.count)}
        return True

    def _vertices(self, lines: Sequence[str], begin: int, end: int) -> None:
        making, seen = self.making, bytearray(self.count)
        for at in range(begin + 1, end):
            if not _says(lines[at]):
                continue
            match = _VERTEX.match(lines[at])
            node = int(match[1]) - 1 if match and len(match[1]) < 10 else -1
            if match is None or not 0 <= node < self.count:
                raise making.fault(
                    at + 1, f"{_short(lines[at])} is none of {self.count} vertices", _CUT
                )
            if seen[node]:
                raise making.fault(at + 1, f"vertex {node + 1} is given twice", "Give it once.")
            seen[node] = 1
            making.labels[node] = _unquoted(match[2] or "")

    def _arcs(self, name: str, lines: Sequence[str], begin: int, end: int) -> None:
        if self.count < 0:
            raise self.making.fault(begin + 1, f"{name} comes before *Vertices", "Put it after.")
        if self.networks > 1:
            return
        tails, heads = self.making.tails, self.making.heads
        before = len(tails)
        if name == "*matrix":
            self._matrix(lines, begin, end)
        elif name in _LISTS:
            self._lists(lines, begin, end)
        else:
            self._pairs(lines, begin, end)
        self._require_vertices(lines, name, begin, end, before)
        if name.startswith("*edges"):
            self.edges += len(tails) - before
            both = tails[before:], heads[before:]
            tails.extend(both[1])
            heads.extend(both[0])

    def _pairs(self, lines: Sequence[str], begin: int, end: int) -> None:
        tails, heads = self.making.tails, self.making.heads
        for at in range(begin + 1, end):
            words = lines[at].split(None, 2)
            try:
                tail, head = int(words[0]) - 1, int(words[1]) - 1
            except (ValueError, IndexError):
                if not _says(lines[at]):
                    continue
                what = f"{_short(lines[at])} does not name two vertices"
                raise self.making.fault(at + 1, what, _CUT) from None
            tails.append(tail)
            heads.append(head)

    def _lists(self, lines: Sequence[str], begin: int, end: int) -> None:
        for at in range(begin + 1, end):
            if not _says(lines[at]):
                continue
            try:
                tail, *others = (int(word) - 1 for word in lines[at].split())
            except ValueError:
                what = f"{_short(lines[at])} is no list of vertices"
                raise self.making.fault(at + 1, what, _CUT) from None
            self.making.tails.extend([tail] * len(others))
            self.making.heads.extend(others)

    def _matrix(self, lines: Sequence[str], begin: int, end: int) -> None:
        rows = [(at, lines[at].split()) for at in range(begin + 1, end) if _says(lines[at])]
        if len(rows) != self.count:
            what = f"the matrix has {len(rows)} rows for {self.count} vertices"
            raise self.making.fault(begin + 1, what, _CUT)
        for node, (at, row) in enumerate(rows):
            if len(row) != self.count:
                what = f"a row of {len(row)} numbers for {self.count} vertices"
                raise self.making.fault(at + 1, what, _CUT)
            try:
                found = [head for head, value in enumerate(row) if float(value)]
            except ValueError:
                what = f"{_short(lines[at])} is no row of numbers"
                raise self.making.fault(at + 1, what, "Write numbers.") from None
            self.making.tails.extend([node] * len(found))
            self.making.heads.extend(found)

    def _require_vertices(
        self, lines: Sequence[str], name: str, begin: int, end: int, before: int
    ) -> None:
        """Look for an end that is no vertex; only then look for its line."""
        for ends in (self.making.tails, self.making.heads):
            new = islice(ends, before, None)
            wrong = next((node for node in new if not 0 <= node < self.count), None)
            if wrong is not None:
                at = next(i for i in range(begin + 1, end) if str(wrong + 1) in lines[i].split())
                what = f"an arc leads to vertex {wrong + 1} of {self.count}"
                raise self.making.fault(at + 1, what, f"Look at the lines of {name}.")

    def _column(self, lines: Sequence[str], begin: int, end: int) -> None:
        """Keep the values of a partition or vector, which has a *Vertices line of its own."""
        assert self.column is not None
        rows = range(begin + 1, end)
        self.columns[self.column] = [(at + 1, lines[at]) for at in rows if _says(lines[at])]
        self.column = None

    def _date(self) -> None:
        """Take years from the column that was asked for; 0 is Pajek's word for unknown."""
        if self.wanted is None:
            return
        wanted = self.wanted.casefold()
        fits = [name for name in self.columns if wanted in (name.casefold(), _stem(name))]
        if len(fits) != 1:
            raise UsageError(
                f"no partition or vector is called {self.wanted!r}",
                where=self.making.where,
                remedy=f"There are {', '.join(self.columns) or 'none'}.",
            )
        values = self.columns[fits[0]]
        if len(values) != self.count:
            what = f"{fits[0]} has {len(values)} values for {self.count} vertices"
            raise self.making.fault(values[-1][0] if values else 1, what, _CUT)
        for node, (line, value) in enumerate(values):
            if value.strip().rstrip("0") not in ("", "0.", "."):
                self.making.date(node, value, line)


_MOST = 20_000_000


def _stem(name: str) -> str:
    """Give the name of a partition or vector without the ending of its file."""
    return re.sub(r"\.(clu|vec)$", "", name.casefold())


_CUT = "The file may be cut short."


def _sections(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give where each section begins, at its line with a star, and where it ends."""
    starred = [at for at, line in enumerate(lines) if line[:1] == "*" or line.lstrip()[:1] == "*"]
    yield from zip(starred, [*starred[1:], len(lines)], strict=True)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("%")


def _short(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _unquoted(label: str) -> str:
    if len(label) >= 2 and label[0] == label[-1] == '"':
        return label[1:-1].replace('""', '"').replace('\\"', '"')
    return label


# ---- XML ---------------------------------------------------------------------------------------


def _parse_xml(making: _Making, data: bytes, reader: _GraphMl) -> None:
    """Read XML that has no document type, so that nothing in it can stand for anything else."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise making.fault(
            parser.CurrentLineNumber,
            "document types and entities are not read",
            "Take the <!DOCTYPE …> out of the file.",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, said: reader.start(
        name.rpartition(" ")[2], said, parser.CurrentLineNumber
    )
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(" ")[2])
    try:
        parser.Parse(data, True)
    except expat.ExpatError as exc:
        what = f"is not well-formed XML: {expat.ErrorString(exc.code)}"
        raise making.fault(exc.lineno, what, "The file may be cut short.") from exc
    reader.finish()


class _GraphMl:
    """Reads GraphML (graphml.graphdrawing.org): nodes and edges, and the data of both."""

    def __init__(self, making: _Making) -> None:
        self.making = making
        self.names: dict[str, str] = {}
        self.default = "directed"
        self.node = -1
        self.line = 0
        self.edges: list[tuple[str, str, int, bool]] = []
        self.said: list[dict[str, str]] = []
        self.key = ""
        self.words: list[str] = []

    def start(self, tag: str, said: Mapping[str, str], line: int) -> None:
        """Begin an element."""
        self.line = line
        self.words = []
        if tag == "key":
            self.names[said.get("id", "")] = said.get("attr.name", said.get("id", ""))
        elif tag == "graph":
            self.default = said.get("edgedefault", said.get("defaultedgetype", self.default))
        elif tag == "node":
            self.node = self.making.new(self.need(said, "id"), line)
            self.tell("label", said.get("label", ""))
        elif tag == "edge":
            self.node = -1
            self.edge(said, line)
        elif tag == "data":
            self.key = said.get("key", "")

    def edge(self, said: Mapping[str, str], line: int) -> None:
        """Keep an edge until all nodes are known."""
        told = said.get("directed", said.get("type", self.default)).lower()
        ends = self.need(said, "source"), self.need(said, "target")
        self.edges.append((*ends, line, told in ("false", "undirected", "mutual")))
        self.said.append({"kind": said.get("kind", "")})

    def need(self, said: Mapping[str, str], name: str) -> str:
        """Give an attribute; ParseError without it."""
        if not said.get(name):
            raise self.making.fault(self.line, f"an element has no {name}", "Give it one.")
        return said[name]

    def text(self, words: str) -> None:
        """Keep text."""
        self.words.append(words)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == "data":
            self.tell(self.names.get(self.key, self.key), "".join(self.words).strip())

    def tell(self, name: str, value: str) -> None:
        """Take note of what is said of the node or edge at hand."""
        name = name.casefold()
        if self.node < 0:
            if self.said and name in ("kind", "explicitness"):
                self.said[-1][name] = value
        elif name in _LABELS and value:
            self.making.labels.setdefault(self.node, value)
        elif name in _YEARS and value:
            self.making.date(self.node, value, self.line)

    def finish(self) -> None:
        """Join the nodes."""
        making, both = self.making, 0
        for (source, target, line, undirected), said in zip(self.edges, self.said, strict=True):
            ends = making.known(source, line), making.known(target, line)
            both += undirected
            for one, other in (ends, ends[::-1])[: 1 + undirected]:
                making.tails.append(one)
                making.heads.append(other)
                making.kinds.append(said.get("kind", ""))
                making.explicitness.append(said.get("explicitness", ""))
        if both:
            making.notices.append(f"{both} edges have no direction, and count as arcs both ways")


class _Gexf(_GraphMl):
    """Reads GEXF (gexf.net), whose edges have no direction unless it is said."""

    def __init__(self, making: _Making) -> None:
        super().__init__(making)
        self.default = "undirected"
        self.about = "node"

    def start(self, tag: str, said: Mapping[str, str], line: int) -> None:
        """Begin an element; values stand in attributes here."""
        if tag == "attributes":
            self.about = said.get("class", "node")
        elif tag == "attribute":
            self.names[f"{self.about} {said.get('id', '')}"] = said.get("title", "")
        elif tag == "attvalue":
            about = "edge" if self.node < 0 else "node"
            name = self.names.get(f"{about} {said.get('for', '')}", "")
            self.line = line
            self.tell(name, said.get("value", ""))
        else:
            super().start(tag, said, line)


_LABELS = ("label", "name", "title")
_YEARS = ("year", "years", "date", "publication_year", "pubyear", "py", "start")


def _graphml(making: _Making, data: bytes) -> None:
    _parse_xml(making, data, _GraphMl(making))


def _gexf(making: _Making, data: bytes) -> None:
    _parse_xml(making, data, _Gexf(making))


# ---- tables ------------------------------------------------------------------------------------

_COLUMNS: Mapping[tuple[str, str], str] = {
    ("citing", "cited"): DIRECTIONS[1],
    ("earlier", "later"): DIRECTIONS[0],
    ("source", "target"): "",
    ("from", "to"): "",
    ("fromnodeid", "tonodeid"): "",
    ("tail", "head"): "",
    ("src", "dst"): "",
}
"""Names of the columns of an arc's ends, and which way it then runs if they say so."""


def _table(making: _Making, data: bytes) -> None:
    """Read rows of two ends, under a header or not, between commas, semicolons, tabs or blanks."""
    lines = _lines(data, making)
    start = next((at for at, line in enumerate(lines) if _is_row(line)), None)
    if start is None:
        raise making.fault(len(lines), "there is no arc in the file", "Write one a line.")
    rows = _split(making, lines, _delimiter(lines[start]))
    first = next(rows)
    header = _header([cell.strip().casefold() for cell in first[1]])
    if header is None:
        following = next(rows, None)
        again = [first] if following is None else [first, following]
        if following and _numbers(following[1]) and not _numbers(first[1]):
            again = [following]
        _fill(making, chain(again, rows), _Header(0, 1))
    else:
        making.direction = header.direction
        _fill(making, rows, header)


@dataclass(frozen=True)
class _Header:
    """Where the ends of an arc stand in a row, and what else does; -1 for what does not."""

    tail: int
    head: int
    direction: str = ""
    years: tuple[tuple[int, bool], ...] = ()
    creation: int = -1
    timespan: int = -1
    kind: int = -1
    explicitness: int = -1


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", "%"))


def _delimiter(line: str) -> str:
    return next((mark for mark in "\t;," if mark in line), " ")


def _split(
    making: _Making, lines: Sequence[str], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    if delimiter == " ":
        yield from ((at, line.split()) for at, line in enumerate(lines, 1) if _is_row(line))
        return
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        for row in rows:
            if row and (len(row) > 1 or row[0].strip()) and not row[0].startswith(("#", "%")):
                yield rows.line_num, row
    except csv.Error as exc:
        raise making.fault(rows.line_num, f"is no table: {exc}", "Check the quotes.") from exc


def _numbers(row: Sequence[str]) -> bool:
    return all(cell.strip().isdigit() for cell in row[:2])


def _header(names: Sequence[str]) -> _Header | None:
    ends = next((pair for pair in _COLUMNS if set(pair) <= set(names)), None)
    if ends is None:
        return None

    def at(name: str) -> int:
        return names.index(name) if name in names else -1

    direction = _COLUMNS[ends]
    if direction and at(ends[1]) < at(ends[0]):  # arcs stand as the columns do
        ends = ends[1], ends[0]
        direction = DIRECTIONS[direction == DIRECTIONS[0]]
    years = tuple(
        (names.index(name), end == ends[0])
        for end in ends
        for name in (f"{end}_year", f"{end} year", f"year_{end}", f"{end}year")
        if name in names
    )
    spots = (at("creation"), at("timespan")) if ends == ("citing", "cited") else (-1, -1)
    told = (at("kind"), at("explicitness"))
    return _Header(at(ends[0]), at(ends[1]), direction, years, *spots, *told)


def _fill(making: _Making, rows: Iterable[tuple[int, list[str]]], header: _Header) -> None:
    tail, head = header.tail, header.head
    most = max(tail, head)
    place, more = making.place, header != _Header(tail, head, header.direction)
    add_tail, add_head = making.tails.append, making.heads.append
    for line, row in rows:
        if len(row) <= most:
            what = f"{len(row)} cells where an arc has two ends"
            raise making.fault(line, what, "The file may be cut short.")
        one, two = row[tail].strip(), row[head].strip()
        if not one or not two:
            raise making.fault(line, "an arc has an end without an id", "Give both ends.")
        ends = place.setdefault(one, len(place)), place.setdefault(two, len(place))
        add_tail(ends[0])
        add_head(ends[1])
        if more:
            _more(making, line, row, ends, header)


def _more(
    making: _Making, line: int, row: Sequence[str], ends: tuple[int, int], header: _Header
) -> None:
    """Take note of years, kind and explicitness in the other cells of a row."""

    def cell(at: int) -> str:
        return row[at].strip() if 0 <= at < len(row) else ""

    for at, is_tail in header.years:
        making.date(ends[0 if is_tail else 1], cell(at), line)
    if header.creation >= 0:
        _dated(making, line, ends, cell(header.creation), cell(header.timespan))
    if header.kind >= 0:
        making.kinds.append(cell(header.kind))
    if header.explicitness >= 0:
        making.explicitness.append(cell(header.explicitness))


_SPAN = re.compile(r"(-?)P(?:(\d{1,4})Y)?(?:(\d{1,2})M)?(?:(\d{1,2})D)?")


def _dated(making: _Making, line: int, ends: tuple[int, int], creation: str, timespan: str) -> None:
    """Date a citation of OpenCitations: when it was made, and how much older the cited work is."""
    if not creation:
        return
    making.date(ends[0], creation, line)
    match = _SPAN.fullmatch(timespan)
    if timespan and match is None:
        raise making.fault(line, f"{timespan[:40]!r} is no span of time", "Write one as P6Y0M1D.")
    if match is None:
        return
    year, month, day = (int(part) for part in (*creation[:10].split("-"), "1", "1")[:3])
    sign = -1 if match[1] else 1
    years, months, days = (sign * int(part or 0) for part in match.groups()[1:])
    count = 12 * (year - years) + month - 1 - months - (day - days < 1)
    making.date(ends[1], str(count // 12), line)


# ---- OpenAlex ----------------------------------------------------------------------------------


def _openalex(making: _Making, data: bytes) -> None:
    """Read works as OpenAlex gives them, one JSON object a line, or a page with its results."""
    making.direction = DIRECTIONS[1]
    references = []
    for line, work in _works(making, data):
        name = work.get("id")
        if not isinstance(name, str) or not name:
            raise making.fault(line, "a work has no id", "Give it one.")
        node = making.new(name, line)
        label = work.get("title") or work.get("display_name")
        if isinstance(label, str):
            making.labels[node] = label
        if work.get("publication_year") is not None:
            making.date(node, str(work["publication_year"]), line)
        told = work.get("referenced_works") or []
        if not isinstance(told, list):
            raise making.fault(line, "referenced_works is no list", "Write a list of ids.")
        references.append((node, told))
    outside = 0
    for node, told in references:
        inside = [making.place[name] for name in map(str, told) if name in making.place]
        outside += len(told) - len(inside)
        making.tails.extend([node] * len(inside))
        making.heads.extend(inside)
    if outside:
        making.notices.append(
            f"{outside} references lead to works that are not in the file, and are left out"
        )


def _works(making: _Making, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as exc:
            raise making.fault(
                line, "is not a JSON object on one line", "Write one work a line."
            ) from exc
        pages = found.get("results") if isinstance(found, dict) else None
        for work in pages if isinstance(pages, list) else [found]:
            if not isinstance(work, dict):
                raise making.fault(line, "is not a JSON object", "Write one work a line.")
            yield line, work


FORMATS: Mapping[str, Callable[[_Making, bytes], None]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "table": _table,
    "openalex": _openalex,
}
"""Readers by the names of formats; Pajek has its own, for it takes years from where one says."""
