"""The reports on networks: the answer first, every work named without doubt, cycles of all kinds."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from stakhgraph.cli.mainpath import mainpath
from stakhgraph.cli.measure import NAMES, measure
from stakhgraph.cli.network import network
from stakhgraph.cli.shared import networks
from stakhgraph.errors import Ambiguous, StakhError
from stakhgraph.network.arrays import large_networks
from stakhgraph.network.readers import integer_columns, network_file

GROUP = click.Group("stakhgraph", {"mainpath": mainpath, "measure": measure, "network": network})

TINY = {
    "mutual.csv": "citing,cited\nb,a\na,b\n",
    "circle.csv": "citing,cited,citing_year,cited_year\nb,a,1950,1940\nc,b,1960,1950\na,c,1940,1960\n",
    "tail.csv": "citing,cited\nb,a\nc,b\na,c\nd,a\nb,e\n",
    "apostrophes.csv": "citing,cited\na,a'\na',a\nb,a\n",
    "loop.csv": "citing,cited\na,a\n",
    "loops.csv": "citing,cited\na,a\nb,a\nb,b\nb,a\n",
    "arc.csv": "citing,cited\nb,a\n",
    "nothing.net": "*Vertices 0\n",
    "alone.net": '*Vertices 2\n1 "a"\n2 "b"\n',
    "namesakes.net": '*Vertices 3\n1 "a"\n2 "a"\n3 "b"\n*Arcs\n1 2\n2 3\n3 1\n',
}
WAYS = [[], *(["--cycles", way] for way in ("date", "contract", "preprint", "refuse"))]
WORKS = [[], ["--of", "b"], ["--from", "a", "--to", "b"]]


def run(*words: str) -> Result:
    return CliRunner().invoke(GROUP, list(words))


def calls(file: str) -> list[list[str]]:
    """Return every command on a file, by every treatment of cycles and in every format."""
    arcs = ["--arcs", "citing-cited"] if file.endswith(".net") else []
    paths = [["mainpath", file, *arcs, *way, *form] for way in WAYS for form in ([], ["--json"])]
    forms = ("table", "markdown", "csv", "json")
    measures = [
        ["measure", name, file, *arcs, *way, *works, "--format", form]
        for name in NAMES
        for way in WAYS
        for works in WORKS
        for form in forms
    ]
    return [*paths, *measures, ["network", file], ["network", file, "--json"]]


@pytest.mark.parametrize("name", TINY)
def test_every_command_answers_or_says_why_not(tmp_path: Path, name: str):
    file = tmp_path / name
    file.write_text(TINY[name])
    for call in calls(str(file)):
        fault = run(*call).exception
        assert fault is None or isinstance(fault, StakhError), (call, fault)


def test_the_log_of_preprints_names_works_and_preprints(tmp_path: Path):
    (tmp_path / "a.csv").write_text(TINY["mutual.csv"])
    said = run("mainpath", str(tmp_path / "a.csv"), "--cycles", "preprint").stdout
    assert "  b; a lead to one another in a circle, and have preprints.\n" in said
    assert "  b (preprint) → b: added: the preprint of a work on a cycle.\n" in said


def test_robustness_names_the_preprints_on_a_main_path(tmp_path: Path):
    (tmp_path / "a.csv").write_text(TINY["mutual.csv"])
    done = run("measure", "robustness", str(tmp_path / "a.csv"), "--cycles", "preprint", "--json")
    rows = json.loads(done.stdout)["rows"]
    assert {row["from"] for row in rows} == {"a (preprint)", "b (preprint)"}


NAMESAKES = """\
*Vertices 4
1 "VLACHY J"
2 "VLACHY J"
3 "PRICE D"
4 "alone"
*Arcs
1 2
2 3
*Partition years.clu
*Vertices 4
1978
1979
1980
1981
"""
GIVEN = ("--arcs", "cited-citing", "--years", "years")


@pytest.fixture
def namesakes(tmp_path: Path) -> str:
    path = tmp_path / "vlachy.net"
    path.write_text(NAMESAKES)
    return str(path)


def test_the_main_path_comes_first_with_the_years_of_each_work(namesakes: str):
    said = run("mainpath", namesakes, *GIVEN).stdout.splitlines()
    assert said[:5] == [
        "Main path, all ties: 2 arcs between 3 nodes, which is every arc: none stands out.",
        "  VLACHY J (1978, 1) → VLACHY J (1979, 2)   1",
        "  VLACHY J (1979, 2) → PRICE D (1980)   1",
        f"{namesakes}: 4 nodes, 2 arcs without cycles.",
        "1 path runs from a source to a sink.",
    ]
    assert "Without any arc: alone (1981)." in said


def test_the_log_of_cycles_comes_after_the_answer(tmp_path: Path):
    rows = "".join(f"w{n},a\na,w{n}\n" for n in range(70)) + "z,a\n"
    (tmp_path / "a.csv").write_text(f"citing,cited\n{rows}")
    said = run("mainpath", str(tmp_path / "a.csv")).stdout.splitlines()
    assert said[:2] == ["Main path, all ties: 1 arc between 2 nodes.", "  a → z   1"]
    log = said.index("What was done with cycles:")
    assert log > said.index("1 path runs from a source to a sink.")
    assert said[-2:][0] == "  … and 80 changes more: see --json."


def test_namesakes_are_told_apart_in_json_tables_and_candidates(namesakes: str):
    nodes = json.loads(run("mainpath", namesakes, *GIVEN, "--json").stdout)["nodes"]
    assert nodes[0] == {"id": "1", "label": "VLACHY J", "years": [1978]}
    done = run("measure", "basket", namesakes, *GIVEN, "--json")
    rows = json.loads(done.stdout)["rows"]
    assert [row["work"] for row in rows] == ["VLACHY J (1978, 1)", "VLACHY J (1979, 2)", "PRICE D"]
    fault = run("measure", "ancestors", namesakes, *GIVEN, "--of", "vlachy").exception
    assert isinstance(fault, Ambiguous)
    assert fault.candidates == ("1  VLACHY J (1978)", "2  VLACHY J (1979)")


@pytest.mark.parametrize("name", ["1", "VLACHY J (1978, 1)", "VLACHY J (1978)", "vlachy j 1978"])
def test_a_work_is_found_by_its_name_as_printed(namesakes: str, name: str):
    done = run("measure", "descendants", namesakes, *GIVEN, "--of", name, "--json")
    assert json.loads(done.stdout)["settings"]["of"] == "1"


def test_arcs_and_pairs_have_the_years_of_both_works(namesakes: str):
    said = run("measure", "reduction", namesakes, *GIVEN).stdout
    assert "VLACHY J (1979, 2)  PRICE D (1980)" in said


def test_one_is_singular_in_counts(tmp_path: Path):
    (tmp_path / "a.csv").write_text("citing,cited\na,a\n")
    said = run("network", str(tmp_path / "a.csv")).stdout.splitlines()[1:]
    assert [line.split()[1] for line in said if line.split()[0] == "1"] == [
        *("node", "arc", "arc", "node", "node", "level,", "arc", "arc"),
    ]


LOOPS = "citing,cited,citing_year,cited_year\na,a,1950,1950\nb,a,1960,1950\nb,b,1960,1960\n"


@pytest.mark.parametrize("name", ["spectroscopy", "co-citation", "coupling", "missing"])
def test_a_citation_of_itself_does_not_count_and_is_said(tmp_path: Path, name: str):
    (tmp_path / "a.csv").write_text(LOOPS)
    given = ("measure", name, str(tmp_path / "a.csv"))
    assert (
        "an arc from a work to itself does not count (2 such arcs are left out)."
        in run(*given).stdout
    )
    dropped = json.loads(run(*given, "--json").stdout)["cycles"]["dropped"]
    assert dropped == [{"from": w, "to": w, "reason": "a loop"} for w in "ab"]


LARGE = {
    **TINY,
    "vlachy.net": NAMESAKES,
    "left-out.csv": "citing,cited\nb,a\nc,NA\nd,\nd,b\n",
    "numbers.csv": "citing,cited,weight\n2,1,5\n3,2,5\n3,1,5\n",
}


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("way", ["contract", "preprint"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_large_network_has_the_same_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, way: str, form: list[str]
):
    pytest.importorskip("numba")
    file = tmp_path / name
    file.write_text(LARGE[name])
    arcs = ["--arcs", "citing-cited"] if name.endswith(".net") else []
    words = ("mainpath", str(file), *arcs, "--cycles", way, *form)
    small, counts = run(*words), run("network", str(file))
    monkeypatch.setattr(large_networks, "WORTHWHILE_ARCS", 0)
    monkeypatch.setattr(integer_columns, "WORTHWHILE_BYTES", 0)
    large = run(*words)
    assert (large.stdout, large.stderr) == (small.stdout, small.stderr)
    assert run("network", str(file)).output == counts.output


def test_an_adjacency_list_is_read_when_it_is_asked_for(tmp_path: Path):
    file = str(tmp_path / "a.txt")
    Path(file).write_text("B A\nC A B\n")
    given = ("--arcs", "citing-cited")
    assert "--input-format adjacency" in str(run("mainpath", file, *given).exception)
    path = "Main path, all ties: 2 arcs between 3 nodes.\n  A → B   1\n  B → C   1\n"
    assert path in run("mainpath", file, *given, "--format", "adjacency").stdout
    assert "3  arcs" in run("network", file, "--format", "adjacency").stdout
    said = run("measure", "basket", file, *given, "--input-format", "adjacency").stdout
    assert said.startswith("The longest chain has 2 arcs: A → B → C.\n")


def test_the_names_of_the_formats_are_those_of_the_readers():
    assert tuple(network_file.FORMATS) == networks.FORMATS


def test_relations_and_years_of_a_file_are_chosen(tmp_path: Path):
    (tmp_path / "a.net").write_text('*Vertices 2\n*Arcs :1 "cites"\n1 2\n*Arcs :2 "reads"\n2 1\n')
    (tmp_path / "a.clu").write_text("*Vertices 2\n1937\n1949\n")
    done = run(
        *("mainpath", str(tmp_path / "a.net"), "--relation", "cites"),
        *("--years", str(tmp_path / "a.clu")),
    )
    assert done.stdout.splitlines()[1] == "  1 (1937) → 2 (1949)   1"
    assert "notice: only relation 1 cites is read" in done.stderr


@pytest.mark.parametrize("option", ["--relation", "--years", "--input-format"])
def test_options_of_files_are_refused_for_the_debate(option: str):
    fault = run("mainpath", "debate:citations", option, "pajek").exception
    assert isinstance(fault, StakhError)
    assert f"{option} is for files" in str(fault)


@pytest.mark.parametrize(
    ("rows", "remark"),
    [
        ("a,b,1937,1986\nc,b,1949,1986", "are citing and cited swapped?"),
        ("b,a,1986,1937\nc,b,1949,1986", "A later edition may stand for an earlier work"),
    ],
)
def test_arcs_against_the_dates_are_explained(tmp_path: Path, rows: str, remark: str):
    file = tmp_path / "dated.csv"
    file.write_text(f"citing,cited,citing_year,cited_year\n{rows}\n", encoding="utf-8")
    assert remark in run("mainpath", str(file)).output
