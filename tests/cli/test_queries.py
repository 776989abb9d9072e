"""``stakhgraph queries``: the catalogue, and searching it."""

import json


def test_json_names_every_question(run):
    _, out, _ = run("queries", "--json")
    names = [entry["name"] for entry in json.loads(out)]
    assert "positions/single-reporter" in names
    assert len(names) >= 30


def test_the_catalogue_is_searched_by_subject_thing_and_reader(run):
    _, out, _ = run("queries", "--about", "labour aristocracy")
    assert "stakhgraph query positions/first-held view=concept:labour-aristocracy" in out
    _, out, _ = run("queries", "--about", "filtzer", "--for", "student")
    assert "stakhgraph query people/positions who=person:filtzer-donald" in out
    code, out, err = run("queries", "--about", "cuneiform")
    assert (code, out) == (0, "")
    assert "Try another word" in err
