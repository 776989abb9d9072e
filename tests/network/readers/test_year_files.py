"""Years of works in a file of their own."""

from pathlib import Path

import pytest

from stakhgraph.errors import StakhError
from stakhgraph.network.readers.parsed_network import ParsedNetwork

PAJEK = '*Vertices 3\n1 "Nove"\n2 "Lewin"\n3 "Lewin"\n*Arcs\n1 2\n2 3\n'
CSV = "citing,cited\nw1,w2\nw2,w3\n"


@pytest.fixture
def dated(reading, tmp_path: Path):
    """Return a function that reads a network with the years in another file."""

    def read(network: str, years: str, name: str = "years.txt") -> ParsedNetwork:
        (tmp_path / name).write_text(years, encoding="utf-8")
        form = "a.net" if network.startswith("*") else "a.csv"
        return reading(form, network, years=str(tmp_path / name))

    return read


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("years.clu", "*Vertices 3\n1964\n1968\n0\n"),
        ("years.clu", "*vertices 3\r\n1964\r\n1968\r\n9999998\r\n"),
        ("years.vec", "*Vertices 3\n 1964.000000\n 1.9680000E+0003\n 0.00000\n"),
        ("years.csv", "id,year\n1,1964\n2,1968\n"),
        ("years.tsv", "year\tnode\n1964\t1\n1968\t2\nNA\t3\n"),
        ("years.txt", "1 1964\n2 1968\n"),
        ("years.csv", "Label;Publication Year\nNove;1964\n2;1968\n"),
    ],
)
def test_years_in_a_partition_a_vector_or_a_table(dated, name: str, text: str):
    found = dated(PAJEK, text, name)
    assert found.years == ((1964,), (1968,), ())
    assert found.notices == ("1 of 3 nodes has no year",)


def test_a_table_dates_the_works_of_any_format_and_replaces_their_years(dated):
    network = "citing,cited,citing_year,cited_year\nw1,w2,1900,1800\n"
    assert dated(network, "id,year\nw1,1964\nw1,1966\n").years == ((1964, 1966), (1800,))


def test_rows_without_a_work_and_values_that_are_no_years_are_named(dated, tmp_path: Path):
    found = dated(CSV, "id,year\nw1,1964\nw2,(1968\nw9,1970\nw3,1971\n")
    assert found.notices == (
        f"1 row of {tmp_path / 'years.txt'} names no work of the network, and is left out: 'w9'",
        f"1 value is no year, and left out: '(1968' ({tmp_path / 'years.txt'}:3)",
        "1 of 3 nodes has no year",
    )


@pytest.mark.parametrize(
    ("network", "text", "message"),
    [
        (PAJEK, "*Vertices 2\n1964\n1968\n", "2 values for 3 nodes (YEARS:3)"),
        (CSV, "*Vertices 3\n1964\n1968\n1970\n", "only Pajek numbers its vertices (YEARS)"),
        (CSV, "a,b,c\nw1,w2,w3\n", "no column of ids and no column of years are named (YEARS:1)"),
        (CSV, "id,year\nx,1964\ny,1966\n", "none of 2 rows names a work of the network (YEARS)"),
        (CSV, '%,"\n,', "there is no year in the file (YEARS:2)"),
        (CSV, "% nothing\n", "there is no year in the file (YEARS:1)"),
        (CSV, "id,year\nw1\n", "1 cell where the first row has 2 (YEARS:2)"),
        (CSV, "id,year\nw1,late\nw2,1964\nw3,early\n", "'late' is no year (YEARS:2)"),
    ],
)
def test_a_file_of_years_that_does_not_fit_is_refused(
    dated, tmp_path: Path, network: str, text: str, message: str
):
    with pytest.raises(StakhError) as caught:
        dated(network, text)
    assert message.replace("YEARS", str(tmp_path / "years.txt")) in str(caught.value)


def test_a_few_bad_values_among_many_do_not_refuse_a_partition(reading):
    values = "\n".join(["(2018", "NaN", *["1964"] * 98])
    text = f"*Vertices 100\n*Arcs\n1 2\n*Partition py\n*Vertices 100\n{values}\n"
    found = reading("a.net", text, years="py")
    assert found.notices == (
        "2 values are no year, and left out: '(2018' (line 6), 'NaN' (line 7)",
        "2 of 100 nodes have no year",
    )
