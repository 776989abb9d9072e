"""Lists of arcs in tables."""

import pytest

from stakhgraph.errors import ParseError
from stakhgraph.network.readers import integer_columns, network_file
from tests.network.readers import arcs


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "source,target\na,b\nb,c\n"),
        ("a.csv", "a,b\nb,c\n"),
        ("a.csv", "\ufeffTarget;Source\nb;a\nc;b\n"),
        ("a.tsv", "# arcs\nfrom\tto\na\tb\nb\tc\n"),
        ("a.txt", "% arcs\na b 1\n\nb   c 7\n"),
        ("a.csv", '"a","b"\r\n"b","c"\r\n'),
        ("a.csv", "sep=;\nsource;target\na;b\nb;c\n"),
        ("a.txt", "citing|cited\na|b\nb|c\n"),
    ],
)
def test_lists_of_arcs(reading, name: str, text: str):
    assert arcs(reading(name, text)) == [("a", "b"), ("b", "c")]


def test_a_header_of_unknown_names_is_recognised_above_numbers(reading):
    assert arcs(reading("a.csv", "paper,reference\n1,2\n")) == [("1", "2")]


def test_years_of_both_ends_in_a_table(reading):
    text = 'earlier,later,earlier_year,later_year\na,"b ""c""",1937,1949;1966\n'
    found = reading("a.csv", text)
    assert (found.ids, found.years) == (("a", 'b "c"'), ((1937,), (1949, 1966)))
    assert found.direction == "cited-citing"


@pytest.mark.parametrize(
    ("head", "direction"),
    [
        ("citing,cited", "citing-cited"),
        ("cited,citing", "cited-citing"),
        ("earlier,later", "cited-citing"),
        ("later,earlier", "citing-cited"),
    ],
)
def test_arcs_run_in_the_order_of_the_columns(tmp_path, head, direction):
    path = tmp_path / "arcs.csv"
    path.write_text(f"{head}\na,b\n")
    found = network_file.read(path)
    assert found.direction == direction
    assert list(found.as_given().pairs()) == [(0, 1)]
    earlier, later = ("a", "b") if direction == "cited-citing" else ("b", "a")
    net = found.network()
    assert [(net.ids[u], net.ids[v]) for u, v in net.pairs()] == [(earlier, later)]


@pytest.mark.parametrize(
    ("head", "direction"),
    [
        ("work_id,referenced_work_id", "citing-cited"),
        ("PaperId\tPaperReferenceId", "citing-cited"),
        ("paper,reference", "citing-cited"),
        ("citing_doi,cited_doi", "citing-cited"),
        ("Citing DOI;Cited DOI", "citing-cited"),
        ("doi_citing,doi_cited", "citing-cited"),
        ("citingcorpusid,citedcorpusid", "citing-cited"),
        ("citing,referenced", "citing-cited"),
        ("citing_patent_id,cited_patent_id", "citing-cited"),
        ("cited_by,cited", "citing-cited"),
        ("cited_id,citing_id", "cited-citing"),
        ("Predecessor,Successor", "cited-citing"),
        ("Source,Target", ""),
        ("source_id,target_id", ""),
        (":START_ID,:END_ID", ""),
        ("FromNodeId ToNodeId", ""),
        ("node1,node2", ""),
    ],
)
def test_headers_of_the_field_are_known(reading, head: str, direction: str):
    mark = next(mark for mark in "\t;, " if mark in head)
    found = reading("a.csv", f"{head}\nW1{mark}W2\n")
    assert arcs(found) == [("W1", "W2")]
    assert (found.direction, found.notices) == (direction, ())


def test_years_beside_known_headers(reading):
    text = "citing_doi,cited_doi,citing_publication_year,cited_doi_year\na,b,1966,1937\n"
    assert reading("a.csv", text).years == ((1966,), (1937,))


def test_columns_that_are_not_read_are_named(reading):
    assert reading("a.csv", "Source,Target,Id,Weight\na,b,0,1.5\n").notices == (
        "not read: columns Id, Weight",
    )
    assert reading("a.txt", "a b 2\nb c 7\n").notices == ("not read: column 3, taken as a weight",)
    text = "oci,citing,cited,creation,timespan,journal_sc,author_sc\nx,a,b,1966,P1Y,no,no\n"
    assert reading("a.csv", text).notices == ()


def test_an_undirected_edge_of_gephi_counts_both_ways(reading):
    found = reading("a.csv", "Source,Target,Type\na,b,Undirected\nb,c,Directed\n")
    assert arcs(found) == [("a", "b"), ("b", "a"), ("b", "c")]
    assert found.notices == ("1 edge has no direction, and counts as arcs both ways",)


SCOPUS = (
    '"Authors","Title","Year","Source title","Cited by","DOI","References"\nA,T,1999,J,2,10.1/a,R\n'
)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("scopus.csv", SCOPUS, "a table of records from Scopus"),
        ("wos.txt", "PT\tAU\tTI\tSO\tCR\tPY\nJ\tA\tT\tS\tC\t1999\n", "records from Web of Science"),
        ("map.txt", "id\tlabel\tx\ty\tcluster\n1\ta\t0.1\t0.2\t1\n", "a map of VOSviewer"),
        ("map.txt", "id\tlabel\tweight<Links>\n1\ta\t3\n", "a map of VOSviewer"),
        ("nodes.csv", "Id,Label\n1,Nove\n2,Lewin\n", "a table of records or nodes"),
        ("works.csv", "title,year\nCapital,1867\n", "a table of records or nodes"),
        ("works.csv", "id,year\n1,1867\n2,1885\n", "a table of records or nodes"),
        ("oa.csv", "id,doi,title,referenced_works\nW1,d,t,W2|W3\n", "a table of records or nodes"),
    ],
)
def test_a_table_of_records_is_refused_as_what_it_is(reading, name: str, text: str, kind: str):
    with pytest.raises(ParseError, match=f"is .*{kind}, and no list of arcs"):
        reading(name, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("B A\nC A B\n", "3 cells where the first row has 2 .*:2"),
        ("C A B\nB A\n", "3 columns, and none of them is named as the end of an arc .*:1"),
        ("a,b\nb,c,d\n", "3 cells where the first row has 2 .*:2"),
        ("1 2 3\n2 3\n", "2 cells where the first row has 3 .*:2"),
        ("source,target,weight\na,b,1\nb,c\n", "2 cells where the first row has 3 .*:3"),
        ("source,target\na,b,c\n", "3 cells where the first row has 2 .*:2"),
        ("a,cites,b\nb,cites,c\n", "3 columns, and none of them is named"),
        ("1,2,3,4\n2,3,4,5\n", "4 columns, and none of them is named"),
        ("The cat sat\non the mat\n", "3 columns, and none of them is named"),
        (f"a,b,{'1' * 130_000}x\n", "3 columns, and none of them is named"),
        ("% nothing\n", "there is no arc in the file .*:1"),
        ('%,"\n,', "there is no arc in the file .*:2"),
        ("a\nb\n", "1 cell where an arc has two ends .*:1"),
    ],
)
@pytest.mark.parametrize("long", [False, True])
def test_what_is_no_arc_is_refused_with_its_line(
    reading, monkeypatch: pytest.MonkeyPatch, text: str, message: str, long: bool
):
    if long:
        monkeypatch.setattr(integer_columns, "WORTHWHILE_BYTES", 0)
    with pytest.raises(ParseError, match=message):
        reading("a.csv", text)


def test_empty_cells_at_the_end_of_a_row_do_not_matter(reading):
    assert arcs(reading("a.csv", "source,target\na,b,,\nb,c\n")) == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize("text", ["NA", "nan", "None", "null", "NULL", "-", "", "N/A", "<NA>", "—"])
def test_an_end_that_is_no_work_is_left_out_and_counted(reading, text: str):
    found = reading("a.csv", f"citing,cited\nb,a\nc,{text}\n{text},a\n")
    assert arcs(found) == [("b", "a")]
    assert found.ids == ("b", "a", "c")
    assert found.notices == (
        (
            f"2 arcs have an end that names no work ({text or 'empty'} 2; first in line 3), "
            "and are left out"
        ),
    )


def test_words_that_only_begin_like_a_missing_value_are_works(reading):
    assert reading("a.csv", "citing,cited\nNancy,Nantes\nNone of them,null1\n").notices == ()


def test_a_first_row_that_may_be_a_header_is_named(reading):
    assert reading("a.csv", "borrower,lender\nx,y\ny,z\n").notices == (
        (
            "the first line is taken as an arc, from borrower to lender; if it is a header, name its "
            "columns citing and cited"
        ),
    )
    assert reading("a.csv", "a,b\nb,c\nc,d\n").notices == ()


def test_a_few_values_that_are_no_years_are_unknown(reading):
    rows = "".join(f"a{n},b,19{n},1900\n" for n in range(10, 90))
    found = reading("a.csv", f"citing,cited,citing_year,cited_year\n{rows}x,b,(2018,\ny,b,NaN,\n")
    assert found.notices == (
        "2 values are no year, and left out: '(2018' (line 82), 'NaN' (line 83)",
        "2 of 83 nodes have no year",
    )
    known = dict(zip(found.ids, found.years, strict=True))
    assert (known["a10"], known["x"]) == ((1910,), ())


def test_a_date_in_words_is_no_year_by_its_first_number(reading):
    head = "citing,cited,citing_year,cited_year\n"
    found = reading("a.csv", f"{head}a,b,3 May 1937,1935\n")
    assert found.years == ((), (1935,))


def test_the_year_0_is_unknown_and_counted(reading):
    found = reading("a.csv", "citing,cited,citing_year,cited_year\na,b,1937,0\n")
    assert found.years == ((1937,), ())
    assert found.notices == ("1 of 2 nodes has no year (1 given as 0, which counts as unknown)",)
