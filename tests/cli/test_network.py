"""``stakhgraph network``: counts of a network."""

import json
from pathlib import Path

from tests.cli.networks import GARDEN, SEVEN, run, values


def test_the_counts_of_a_network():
    assert values("network", GARDEN, "--parallel", "count") == {
        "nodes": 6,
        "arcs": 7,
        "loops": 1,
        "isolates": 2,
        "weak_components": 1,
        "largest_component": 4,
        "depth": 2,
        "max_in": 3,
        "max_out": 3,
        "strong_components": {"2": 1},
    }
    assert values("network", GARDEN)["arcs"] == 6


def test_a_file_holds_what_its_name_says(tmp_path: Path):
    run("network", SEVEN, "--out", str(tmp_path / "x.json"))
    run("network", SEVEN, "--out", str(tmp_path / "x.txt"))
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["nodes"] == 7
    assert "nodes" in (tmp_path / "x.txt").read_text(encoding="utf-8").splitlines()[1]
    assert "x.docx" in str(run("network", SEVEN, "--out", str(tmp_path / "x.docx")).exception)


def test_a_result_is_written_to_a_file(tmp_path: Path):
    out = tmp_path / "x.json"
    assert run("network", SEVEN, "--json", "--out", str(out)).stdout == ""
    assert json.loads(out.read_text(encoding="utf-8"))["nodes"] == 7
