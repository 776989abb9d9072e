"""The terms that every row of an answer needs."""

import pytest

from stakhgraph.rdf.rdflib_algebra import needed_terms


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("?s e:a ?o ; e:b e:c", {"a", "b", "c"}),
        ("?s e:a ?o OPTIONAL { ?s e:b ?p }", {"a"}),
        ("?s e:a ?o MINUS { ?s e:b ?p }", {"a"}),
        ("?s e:a ?o FILTER EXISTS { ?s e:b ?p }", {"a"}),
        ("{ ?s e:a ?o ; e:b ?p } UNION { ?s e:c ?o ; e:b ?p }", {"b"}),
        ("?s e:a/^e:b ?o", {"a", "b"}),
        ("?s (e:a|e:b/e:a)/e:c ?o", {"a", "c"}),
        ("?s e:a?/e:b*/e:c+ ?o", {"c"}),
        ("?s !e:a ?o", set()),
        ("{ SELECT ?s (COUNT(?o) AS ?n) { ?s e:a ?o } GROUP BY ?s }", {"a"}),
        ("{ SELECT (COUNT(?o) AS ?n) { ?s e:a ?o } }", set()),
        ("?s e:a", set()),
    ],
)
def test_what_may_be_missing_is_not_needed(pattern: str, needed: set[str]):
    found = needed_terms(f"PREFIX e: <urn:> SELECT * {{ {pattern} }}")
    assert found == {f"urn:{name}" for name in needed}
