"""``stakhgraph draw``: figures in the format of the file."""


def test_a_figure_has_the_format_of_its_file(run, tmp_path):
    assert run("draw", "lineage", "privileged-caste", "--out", "caste.svg")[0] == 0
    assert (tmp_path / "caste.svg").read_text(encoding="utf-8").startswith("<svg")
    code, out, _ = run("draw", "decades", "record-when")
    assert (code, out[:4]) == (0, "<svg")
