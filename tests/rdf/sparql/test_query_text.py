"""What the text of a query says without an engine."""

from stakhgraph.rdf.sparql import query_text


def test_the_columns_of_a_star_are_in_the_order_of_the_text():
    assert query_text.as_written("SELECT * { ?s ?p ?o }", ["p", "o", "s"]) == ("s", "p", "o")
    assert query_text.as_written("SELECT ?o ?s { ?s ?p ?o }", ["o", "s"]) == ("o", "s")
