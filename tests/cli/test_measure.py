"""``stakhgraph measure``: answers, formats, and options that are refused."""

import csv
import io
import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from stakhgraph.cli import measure
from stakhgraph.errors import StakhError
from stakhgraph.network.measures.registry import MEASURES
from tests.networks import HERE

GARDEN = str(HERE / "garden.paj")
CASTE = "debate:lineage:privileged-caste"
GROUP = click.Group("stakhgraph", {"measure": measure.measure})
ENDS = ("--from", "Trotsky", "--to", "Filtzer")
LETTERS = """\
cited,citing,cited_year,citing_year
Arden,Birch,1950,1960
Arden,Cole,1950,1962
Birch,Dunn,1960,1970
Cole,Dunn,1962,1970
Birch,Elm,1960,1975
Dunn,Frost,1970,1980
Elm,Frost,1975,1980
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(GROUP, ["measure", *words])


@pytest.fixture
def letters(tmp_path: Path) -> str:
    path = tmp_path / "letters.csv"
    path.write_text(LETTERS)
    return str(path)


def test_the_names_are_those_of_the_measures():
    assert tuple(MEASURES) == measure.NAMES


def test_an_answer_has_sentence_table_arcs_policy_cautions_and_digest(letters: str):
    done = run("through", letters, "--from", "Arden", "--to", "frost", "--of", "Cole")
    head, table, arcs, rest = done.stdout.split("\n\n")
    assert head == "Of the descent from Arden to Frost goes through Cole: 1 of the 3 paths (1/3)."
    assert table.splitlines()[1].split() == ["Birch", "1960", "0.6667", "2/3"]
    assert arcs.splitlines()[:2] == ["Arcs that carry this:", "  Arden (1950) → Birch (1960)"]
    lines = rest.splitlines()
    assert lines[0].endswith("letters.csv: 6 nodes, 7 arcs.")
    assert lines[1] == "Cycles: date; 0 strong components, 0 arcs dropped, 0 changed."
    assert lines[2].startswith("Caution: Only 6 works and 7 arcs")
    assert len(lines[3].removeprefix("Digest: ")) == 64


@pytest.mark.parametrize("name", measure.NAMES)
def test_json_has_the_whole_report(letters: str, name: str):
    wants = {"from": "Arden", "to": "Frost", "of": "Dunn"}
    ends = [word for want in MEASURES[name].wants for word in (f"--{want}", wants[want])]
    done = run(name, letters, *ends, "--json")
    said = json.loads(done.stdout)
    assert list(said) == [
        *("question", "answer", "stated_alone", "network", "settings", "columns", "rows"),
        *("arcs", "cycles", "cautions", "digest"),
    ]
    assert said["network"]["arcs"] == 7
    assert said["digest"] in run(name, letters, *ends).stdout


def test_csv_is_the_table_with_ids_and_the_sentence_goes_to_standard_error(letters: str):
    done = run("missing", letters, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert table[0]["earlier"] == table[0]["earlierId"] == "Arden"
    assert "notice: Dunn does not take from Arden, though 2 of its sources do" in done.stderr
    assert "notice: digest: " in done.stderr


def test_markdown_has_lists_and_a_pipe_table(letters: str):
    said = run("basket", letters, "--format", "markdown").stdout
    assert "| work | year | criticality |" in said
    assert "- Caution: Only 6 works" in said


def test_a_reader_sees_the_first_rows(letters: str):
    assert "… and 4 rows more: --top." in run("betweenness", letters, "--top", "2").stdout


def test_the_digest_depends_on_network_question_and_answer(letters: str):
    def digest(*words: str) -> str:
        return json.loads(run(*words, "--json").stdout)["digest"]

    base = ("through", letters, "--from", "Arden", "--to", "Frost")
    assert digest(*base) == digest(*base, "--top", "1")
    assert len({digest(*base), digest(*base, "--of", "Cole"), digest("basket", letters)}) == 3


def test_arcs_of_the_debate_come_with_page_and_anchor():
    said = run("unavoidable", CASTE, *ENDS).stdout
    assert "Nobody is unavoidable from Trotsky, Revolution Betrayed to Filtzer" in said
    assert "By the stated arcs alone: Nobody stands between" in said
    assert (
        "(goes back to, stated, by Lewis H. Siegelbaum, p. 4 of 002 Siegelbaum, Introduction, "
        "anchor:002-step-trotsky-filtzer-privileged-caste)"
    ) in said
    assert "3 of the 4 arcs that carry this are not stated, but implied by order." in said


def test_json_has_the_grounds_of_each_arc():
    said = json.loads(run("cut", CASTE, *ENDS, "--without", "implied", "--json").stdout)
    [arc] = said["arcs"]
    assert arc["grounds"][0]["anchor"] == "anchor:002-step-trotsky-filtzer-privileged-caste"
    assert said["stated_alone"] is None


@pytest.mark.parametrize("name", [n for n, one in MEASURES.items() if not one.wants])
@pytest.mark.parametrize("nodes", ["works", "editions", "people"])
@pytest.mark.parametrize("file", ["debate:citations", CASTE])
def test_answers_about_the_debate_have_labels_and_cautions(name: str, nodes: str, file: str):
    done = run(name, file, "--nodes", nodes)
    assert done.exit_code == 0, done.output
    assert re.findall(r"http\S*|\b(?:work|edition|person):\w\S*", done.stdout) == []
    assert "\nCaution: " in done.stdout


def test_a_work_in_a_cycle_is_replaced_by_its_component():
    given = ("--arcs", "cited-citing", "--cycles", "contract")
    done = run("descendants", GARDEN, "--of", "3", *given, "--json")
    assert json.loads(done.stdout)["settings"]["of"] == "2"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("cut", "--from", "Arden"), "cut needs --to"),
        (("unavoidable", "--to", "Frost"), "unavoidable needs --from"),
        (("ancestors",), "ancestors needs --of"),
        (("basket", "--of", "Arden"), "basket ignores --of"),
        (("co-citation", "--cycles", "date"), "co-citation ignores --cycles"),
        (("routes", "--from", "a", "--to", "b", "--parallel", "count"), "ignores --parallel count"),
        (("cut", "--from", "Nove", "--to", "Frost"), "no work is called 'Nove'"),
        (("cut", "--from", "Arden", "--to", "Arden"), "both ends are one work"),
        (("basket", "--json", "--format", "csv"), "contradicts"),
    ],
)
def test_options_that_make_no_sense_are_refused(letters: str, words: tuple[str, ...], why: str):
    fault = run(words[0], letters, *words[1:]).exception
    assert isinstance(fault, StakhError)
    assert (fault.exit_code, why in str(fault)) == (2, True), str(fault)
