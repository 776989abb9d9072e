"""``stakhgraph doctor``: what is installed and what is missing."""

import json


def test_doctor_shows_what_works_and_what_is_missing(run, tmp_path):
    code, out, _ = run("doctor", "--json")
    found = {item["name"]: item for item in json.loads(out)}
    assert code == 0
    assert found["graph"]["state"] == "ok"
    assert found["source documents"]["state"] == "absent"
    for folder in ("ontology", "graph", "queries"):
        (tmp_path / "bare" / folder).mkdir(parents=True)
    (tmp_path / "bare" / "graph" / "a.ttl").write_text("broken")
    code, out, _ = run("doctor", "--project", tmp_path / "bare")
    assert code == 1
    assert "broken  graph" in out
