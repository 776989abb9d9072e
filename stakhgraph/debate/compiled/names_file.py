"""Names and places of things in a file of SQLite, for a search that does not look at each."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from re import findall

from stakhgraph.debate.search.names import Field, Thing
from stakhgraph.errors import DamagedStore, WriteError
from stakhgraph.project import Place
from stakhgraph.spelling import key

_TABLES = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, slug TEXT, kind TEXT, label TEXT);
CREATE TABLE name (thing INTEGER, text TEXT, folded TEXT, spelt TEXT);
CREATE TABLE place (iri TEXT PRIMARY KEY, file TEXT, line INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(words, sounds, content='', columnsize=0,
    tokenize="unicode61 remove_diacritics 0");
"""
# The indexes are made after the rows, which is faster.
_INDEXES = """
CREATE INDEX thing_slug ON thing (slug);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_spelt ON name (spelt);
INSERT INTO word (word) VALUES ('optimize');
"""
_FIELDS = {
    "iri": "id IN (SELECT id FROM thing WHERE iri = ?)",
    "slug": "id IN (SELECT id FROM thing WHERE slug = ?)",
    "folded": "id IN (SELECT thing FROM name WHERE folded = ?)",
    "spelt": "id IN (SELECT thing FROM name WHERE spelt = ?)",
}
_BY_WORDS = "id IN (SELECT rowid FROM word WHERE word MATCH ?)"


def write(file: Path, things: Iterable[Thing], places: Iterable[tuple[str, str, int]]) -> None:
    """Write things, which are sorted by IRI, and the file and line of each IRI, to a new file.

    Raises WriteError if that fails.
    """
    try:
        with closing(sqlite3.connect(file)) as made, made:
            made.execute("PRAGMA journal_mode = OFF")
            made.execute("PRAGMA synchronous = OFF")
            made.executescript(_TABLES)
            made.execute("BEGIN")
            for number, thing in enumerate(things):
                _write_thing(made, number, thing)
            made.executemany("INSERT INTO place VALUES (?, ?, ?)", places)
            made.commit()
            made.executescript(_INDEXES)
    except sqlite3.Error as exc:
        raise WriteError(f"the names cannot be kept: {exc}", where=str(file)) from exc


def _write_thing(made: sqlite3.Connection, number: int, thing: Thing) -> None:
    row = (number, thing.iri, thing.slug, thing.kind, thing.label)
    made.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", row)
    folded = [name.casefold() for name in thing.names]
    spelt = [key(name) for name in thing.names]
    made.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?)",
        ((number, *one) for one in zip(thing.names, folded, spelt, strict=True)),
    )
    made.execute(
        "INSERT INTO word (rowid, words, sounds) VALUES (?, ?, ?)",
        (number, " ".join(folded), " ".join(spelt)),
    )


class NamesFile:
    """The names and places in such a file, as `stakhgraph.debate.search.names.Names` gives them."""

    def __init__(self, file: Path) -> None:
        """Open the file; DamagedStore if it cannot be read. It may be deleted afterwards."""
        # Nothing is written, and no other file is made beside it.
        address = f"{file.as_uri()}?immutable=1"
        try:
            self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
            weakref.finalize(self, self._file.close)
            self._file.execute("SELECT * FROM thing LIMIT 1").fetchall()
        except sqlite3.Error as exc:
            raise DamagedStore(f"the kept names cannot be read: {exc}", where=str(file)) from exc

    def every(self) -> Sequence[Thing]:
        """Return all things."""
        return self._things("1", ())

    def having(self, field: Field, value: str) -> Sequence[Thing]:
        """Return the things for which a field has this value."""
        return self._things(_FIELDS[field], (_storable(value),))

    def with_words(self, words: Sequence[str]) -> Sequence[Thing]:
        """Return the things whose names have all these words, in `str.casefold`."""
        return self._matching("words", words, "")

    def with_sounds(self, words: Sequence[str]) -> Sequence[Thing]:
        """Return the things whose names, spelt as their keys, have all these words.

        Each of the words may be the beginning of one.
        """
        return self._matching("sounds", words, "*")

    def beginning(self, start: str) -> Sequence[Thing]:
        """Return the things whose IRIs begin so."""
        first = _storable(start)
        return self._things("iri >= ? AND iri < ?", (first, first + chr(0x10FFFF)))

    def of_class(self, kind: str) -> Sequence[Thing]:
        """Return the things of this narrowest class."""
        return self._things("kind = ?", (_storable(kind),))

    def place(self, root: Path, iri: str) -> Place | None:
        """Return where the block of a thing begins, in a project at ``root``."""
        asked = "SELECT file, line FROM place WHERE iri = ?"
        row = self._file.execute(asked, (_storable(iri),)).fetchone()
        return Place(root / row[0], row[1]) if row else None

    def _matching(self, column: str, words: Sequence[str], ending: str) -> Sequence[Thing]:
        # A word without a letter or digit is no word for the index.
        phrases = [f'"{_storable(word)}"{ending}' for word in words if findall(r"[^\W_]", word)]
        if not phrases:
            return self.every()
        return self._things(_BY_WORDS, (f"{column} : ({' AND '.join(phrases)})",))

    def _things(self, condition: str, values: tuple[str, ...]) -> Sequence[Thing]:
        asked = (
            "SELECT iri, kind, label, text FROM thing JOIN name ON thing = id "  # noqa: S608 (ours)
            f"WHERE {condition} ORDER BY id, name.rowid"
        )
        return tuple(_grouped(self._file.execute(asked, values)))


def _grouped(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[Thing]:
    for (iri, kind, label), same in groupby(rows, key=lambda row: row[:3]):
        yield Thing(iri, kind, label, tuple(name for *_, name in same))


def _storable(text: str) -> str:
    """Return a text as SQLite takes it, without lone surrogates, NUL and quotation marks."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ").replace('"', " ")
