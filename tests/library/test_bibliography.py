"""Bibliographies: nothing invented, first edition and edition cited apart, whatever a title holds."""

import json
import re
import warnings

import pytest
from hypothesis import given, settings

from stakhgraph.errors import Failure
from stakhgraph.exports.material import collect
from stakhgraph.library import bibtex, csl_json, references
from stakhgraph.library.references import Entry, Name
from stakhgraph.project import Project
from stakhgraph.rdf.triple_index import Index
from stakhgraph.rdf.xml_characters import NOT_XML
from tests import ROOT
from tests.rdf.serialisers.samples import TEXTS

PROJECT = Project.find(ROOT)
MATERIAL = collect(PROJECT)
ENTRIES = {entry.key: entry for entry in references.entries(MATERIAL.all)}
BIBTEX = bibtex.write(ENTRIES.values())
CSL = {item["id"]: item for item in json.loads(csl_json.write(ENTRIES.values()))}


def parsed(text: str):
    bibtexparser = pytest.importorskip(
        "bibtexparser", reason="bibtexparser is not installed: the extra test has it"
    )
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def test_every_edition_and_every_work_without_one_is_an_entry():
    graph = MATERIAL.graph
    editions = graph.of_class("stakh:Edition")
    printed = {w for e in editions for w in graph.links(e, references.REALIZES)}
    assert len(ENTRIES) == len(editions) + len(set(graph.of_class("stakh:Work")) - printed) > 50


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("-0043", [[-44]]),
        ("-0043-03-15", [[-44, 3, 15]]),
        ("0000", [[-1]]),
        ("-0001/0001", [[-2], [1]]),
    ],
)
def test_csl_has_no_year_0(date: str, parts: list[list[int]]):
    """CSL prints a negative year as BC, so -44 is 44 BC, which EDTF writes -0043."""
    (item,) = json.loads(csl_json.write([Entry("x", "https://e.org/x", "book", date=date)]))
    assert item["issued"] == {"date-parts": parts}


def test_a_range_of_pages_has_an_en_dash_and_two_hyphens_in_bibtex():
    article = ENTRIES["davies-khlevnyuk-stakhanovism-2002"]
    assert article.pages == CSL[article.key]["page"] == "867–904"
    assert "  pages = {867--904},\n" in bibtex.write([article])


@pytest.mark.parametrize(
    ("key", "year"),
    [
        ("eley-history-with-politics-1986", "1986"),
        ("rittersporn-etat-en-lutte-1978", "1978"),
        ("rittersporn-societe-et-appareil-1979", "1979"),
    ],
)
def test_an_article_is_first_published_in_the_year_of_its_volume(key: str, year: str):
    assert (ENTRIES[key].date, ENTRIES[key].note) == (year, "")


def test_the_year_of_the_edition_and_the_first_year_stand_apart():
    trotsky = ENTRIES["trotsky-revolution-betrayed-1965"]
    assert (trotsky.date, trotsky.first, trotsky.note) == ("1965", "1937", "")
    assert bibtex.write([trotsky]) == (
        "@book{trotsky-revolution-betrayed-1965,\n"
        "  author = {Trotsky, Leon},\n"
        "  title = {The Revolution Betrayed},\n"
        "  date = {1965},\n"
        "  origdate = {1937},\n"
        "  publisher = {Merit},\n"
        "  location = {New York},\n"
        "}\n"
    )
    item = CSL["trotsky-revolution-betrayed-1965"]
    assert item["issued"] == {"date-parts": [[1965]]}
    assert item["original-date"] == {"date-parts": [[1937]]}


def test_a_first_year_that_no_source_gives_is_said_to_be_not_after():
    nove = ENTRIES["nove-economic-history-1969"]
    assert nove.first == ""
    assert "not after 1969" in nove.note


def test_a_book_without_a_date_has_none():
    barker = ENTRIES["barker-incentives-nd"]
    assert (barker.date, barker.note) == ("", "No date is given for this edition.")
    assert "issued" not in CSL["barker-incentives-nd"]


def test_a_reprint_says_what_it_reprints():
    note = ENTRIES["cohen-bolshevism-and-stalinism-1985"].note
    assert note.startswith("Reprints Cohen, Bolshevism and Stalinism (1977). First published not")


def test_who_is_not_named_is_no_author():
    entry = ENTRIES["jrl-note-6535"]
    assert entry.authors == ()
    assert entry.editors == ()  # he edits the list, not the note
    assert "The author is not named." in entry.note


def test_an_article_names_its_journal_and_a_chapter_its_book():
    article = ENTRIES["davies-khlevnyuk-stakhanovism-2002"]
    assert (article.kind, article.within, article.volume) == (
        "article",
        "Europe-Asia Studies",
        "54",
    )
    chapter = ENTRIES["cohen-bolshevism-and-stalinism-1977"]
    assert (chapter.kind, chapter.within_editors) == ("chapter", (Name("Tucker", "Robert C."),))


def test_bibtexparser_reads_every_entry_with_ascii_keys():
    found = parsed(BIBTEX)
    assert [entry.key for entry in found] == list(ENTRIES)
    assert all(entry.key.isascii() for entry in found)
    assert {e.key for e in found if "origdate" in e.fields_dict} == {
        key for key, entry in ENTRIES.items() if entry.first
    }


def test_citeproc_makes_a_reference_of_every_item():
    citeproc = pytest.importorskip(
        "citeproc", reason="citeproc-py is not installed: the extra test has it"
    )
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON(list(CSL.values()))
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for key in CSL:
        made.register(citeproc.Citation([citeproc.CitationItem(key)]))
    told = [str(line) for line in made.bibliography()]
    assert len(told) == len(ENTRIES)
    assert "Trotsky, L. (1965) The Revolution Betrayed. New York: Merit." in told


def test_keys_are_ascii_and_none_comes_twice():
    taken: dict[str, Entry] = {}
    for iri in ("http://e/Ж", "http://e/a%20b", "http://f/a-20b", "http://e/"):
        key = references._key(iri, taken)
        assert key not in taken and key.isascii()
        taken[key] = Entry(key, iri, "book")
    assert list(taken) == ["it", "a-20b", "a-20b-2", "e"]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_whatever_a_title_holds_the_file_is_read_and_braces_balance(text):
    entry = Entry("k", "http://e/k", "book", title=text or "x", authors=(Name(text or "x", "A"),))
    (item,) = json.loads(csl_json.write([entry]))
    assert item["title"] == (text or "x")
    if NOT_XML.search(text):
        with pytest.raises(Failure, match="BibTeX cannot hold the character"):
            bibtex.write([entry])
        return
    written = bibtex.write([entry, Entry("after", "http://e/after", "book", title="After")])
    assert written.count("{") == written.count("}")
    found = parsed(written)
    assert [one.key for one in found] == ["k", "after"]
    title = found[0].fields_dict["title"].value
    for char, command in bibtex._LATEX.items():
        title = title.replace(command, f"\N{START OF HEADING}{ord(char)};")
    shown = re.sub("\x01([0-9]+);", lambda match: chr(int(match[1])), title)
    assert shown == " ".join((text or "x").split())


def test_latex_specials_are_escaped():
    assert bibtex._latex("R&D 50% of $1 #2 a_b {x} ~^\\") == (
        r"R\&D 50\% of \$1 \#2 a\_b \textbraceleft{}x\textbraceright{} "
        r"\textasciitilde{}\textasciicircum{}\textbackslash{}"
    )


def test_a_name_that_bibtex_would_take_apart_is_kept_together():
    names = (Name("Marks and Spencer", body=True), Name("Smith, Jr", "A"), Name("Land and", "B"))
    assert bibtex._names(names) == ("{Marks and Spencer} and {Smith, Jr}, A and {Land and}, B")


def test_a_doi_that_has_no_escape_is_refused():
    with pytest.raises(Failure, match=r"BibTeX cannot hold '10\.1/\{x' \(http://e/k\)"):
        bibtex.write([Entry("k", "http://e/k", "book", doi="10.1/{x")])


def test_nothing_is_written_of_nothing():
    assert references.entries(Index.of(())) == ()
    assert (bibtex.write(()), csl_json.write(())) == ("", "[]\n")
