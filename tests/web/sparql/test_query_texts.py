"""What the endpoint makes of queries: relative IRIs, functions, and limits that hold."""

import json

from tests.serving import DIRECT, JSON, Server


def test_a_relative_iri_is_relative_to_the_endpoint(server: Server):
    answer = server.post("/sparql", "SELECT ?x { BIND(<a/../b> AS ?x) }", DIRECT, JSON)
    (row,) = json.loads(answer.text)["results"]["bindings"]
    assert row["x"]["value"] == f"http://127.0.0.1:{server.port}/b"


def test_a_graph_is_found_by_its_resolved_name_and_never_fetched(server: Server):
    text = "BASE <http://127.0.0.1:9/> ASK FROM <g> { ?s ?p ?o }"
    answer = server.post("/sparql", text, DIRECT, JSON)
    assert answer.status == 400
    assert "no graph <http://127.0.0.1:9/g> here, and nothing is fetched" in answer.text


def test_an_unknown_function_is_a_bad_request_with_its_place(server: Server):
    text = "PREFIX ex: <http://e/>\nASK { ?s ?p ?o FILTER(ex:near(?s, ?o)) }"
    answer = server.post("/sparql", text, DIRECT, JSON)
    assert answer.status == 400
    assert "Line 2, column 23: there is no function ex:near." in answer.text


def test_a_long_list_of_typed_values_is_answered(server: Server):
    values = ", ".join(f'"{n}"^^<http://e/t>' for n in range(3_000))
    text = f"SELECT (COUNT(*) AS ?n) {{ BIND(1 AS ?o) FILTER(?o IN ({values})) }}"
    assert server.post("/sparql", text, DIRECT, JSON).status == 200


def test_a_pattern_with_a_long_list_is_answered_in_time(server: Server):
    items = " ".join(map(str, range(300)))
    assert server.post("/sparql", f"ASK {{ ?s ?p ({items}) }}", DIRECT, JSON).status == 200


def test_what_is_nested_deeply_is_answered_by_a_worker(server: Server):
    text = "ASK " + "{" * 900 + "}" * 900
    assert server.post("/sparql", text, DIRECT, JSON).status == 200
