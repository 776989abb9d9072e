"""CSV in which nothing is a formula for a spreadsheet."""

import csv
import io

import pytest

from stakhgraph.rdf.serialisers.spreadsheet import defused

LIVE = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "'=1", "''@x"]
PLAIN = ["", "plain", "'tis", "1+1", "a,b", 'say "so"', "two\nlines", " =1"]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def written(*row: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue()


@pytest.mark.parametrize("text", LIVE)
def test_what_would_be_a_formula_gets_one_apostrophe(text: str):
    assert cells(defused(written("a", text))) == [["a", f"'{text}"]]


@pytest.mark.parametrize("text", PLAIN)
def test_all_else_is_kept_byte_for_byte(text: str):
    assert defused(written("a", text)) == written("a", text)


def test_an_empty_cell_alone_is_no_empty_line():
    assert defused('x\r\n""\r\n') == 'x\r\n""\r\n'
