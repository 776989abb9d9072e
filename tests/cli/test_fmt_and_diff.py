"""``stakhgraph fmt`` and ``diff``: the layout, and what has changed."""

from tests import ROOT
from tests.cli.projects import project_copy


def test_fmt_restores_the_layout_and_diff_shows_what_changed(run, tmp_path):
    copy = project_copy(tmp_path)
    people = copy / "graph" / "people.ttl"
    tidy = people.read_text(encoding="utf-8")
    people.write_text(tidy.replace(" ;\n    foaf:", "  ;  foaf:"), encoding="utf-8")
    assert run("fmt", "--check", "--project", copy)[:2] == (1, "graph/people.ttl: untidy\n")
    assert run("fmt", "--project", copy)[:2] == (0, "graph/people.ttl: tidied\n")
    assert people.read_text(encoding="utf-8") == tidy
    assert run("diff", copy, ROOT)[0] == 0
    people.write_text(tidy.replace('foaf:name "Alec Nove"', 'foaf:name "A. Nove"'))
    code, out, _ = run("diff", ROOT, copy)
    assert code == 1
    assert "Nove" in out
