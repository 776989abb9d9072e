"""The table of stances: one row a stance, and no cell that a spreadsheet takes for a formula."""

import csv
import io

from stakhgraph.exports import stance_table
from stakhgraph.exports.material import collect
from stakhgraph.project import Project
from tests import ROOT

PROJECT = Project.find(ROOT)
MATERIAL = collect(PROJECT)


def test_the_table_of_stances_is_one_row_a_stance():
    text = stance_table.write(MATERIAL.all, PROJECT.prefixes)
    assert text.count("\r\n") == len(MATERIAL.graph.of_class("stakh:Stance")) + 1
    assert "\n" not in text.replace("\r\n", "")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    row = next(row for row in table if row["stance"] == "stance:filtzer-privileged-caste")
    assert row["who"] == "Donald Filtzer"
    assert (row["reporter"], row["place"], row["page cited"]) == (
        "Lewis H. Siegelbaum",
        "p. 4 n. 14",
        "205",
    )
    assert (row["year"], row["year basis"]) == ("1986", "not after")
