"""Each rule has a small example that breaks it, and all engines name that rule and no other.

The examples stand in tests/violations and are held against tests/mini, which breaks no rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from stakhgraph.debate.documents import verification
from stakhgraph.debate.findings import Finding
from stakhgraph.debate.validation import check
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf import store
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.shacl.validation import ENGINES as SHACL_ENGINES
from stakhgraph.rdf.store import ENGINES, Store, of_triples
from stakhgraph.rdf.terms import ID, RDF_TYPE, Triple
from tests import TESTS
from tests.conftest import EMPTY
from tests.mini import SOURCES, mini_project
from tests.violations.make import Workshop

HERE = TESTS / "violations"
SHAPES = {path.stem: path for path in sorted(HERE.glob("shapes/*.ttl"))}
CHECKS = {path.stem: path for path in sorted(HERE.glob("checks/*.ttl"))}


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return mini_project(tmp_path_factory.mktemp("mini"))


@pytest.fixture(scope="module")
def shapes_only(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project without graph and checks: what is loaded beside it meets the shapes alone."""
    project = mini_project(tmp_path_factory.mktemp("shapes"))
    vocabulary = project.root / "ontology" / "stakh.ttl"  # it asks for all checks of the program
    for file in (*project.graph, *project.checks, vocabulary):
        file.unlink()
    nothing = project.root / "queries" / "checks" / "nothing.rq"
    nothing.write_text(EMPTY["queries/checks/nothing.rq"], encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def stated(mini: Project) -> tuple[Triple, ...]:
    """Give what the ontology and the tiny project say."""
    return tuple(t for file in (*mini.ontology, *mini.graph) for t in parse_file(file))


@pytest.fixture(scope="module", params=list(zip(ENGINES, SHACL_ENGINES, strict=True)), ids=str)
def engines(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give an engine for queries and one for shapes; each pair has nothing in common."""
    return request.param


@pytest.fixture(scope="module")
def engine(engines: tuple[str, str]) -> str:
    return engines[0]


@pytest.fixture(scope="module")
def shacl_engine(engines: tuple[str, str]) -> str:
    return engines[1]


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return Workshop()


# The tiny project


def test_the_tiny_project_breaks_no_rule_and_leaves_no_shape_idle(
    mini: Project, engine: str, shacl_engine: str
):
    report = check(mini, engine=engine, shacl_engine=shacl_engine)
    assert report.findings == ()
    assert [shape for shape, count in report.focus_counts.items() if not count] == []
    assert len(report.focus_counts) >= 40


def test_the_tiny_project_has_every_class(mini: Project, stated: tuple[Triple, ...]):
    members: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, kind in stated:
        if predicate.value == RDF_TYPE:
            members[mini.prefixes.shorten(kind)].append(mini.prefixes.shorten(subject))
    idle = {kind for kind in members["owl:Class"] if kind not in members}
    assert idle == {"stakh:Agent"}  # an agent is a person, a collective or an organisation


def test_the_anchors_of_the_tiny_project_stand_where_they_say(mini: Project):
    found = verification.verify(mini, store.load(mini.turtle_files()), SOURCES)
    assert (found.anchors, found.faults, found.missing) == (19, (), ())


# One example for each rule of ontology/shapes.ttl


def test_the_examples_are_what_the_workshop_makes(workshop: Workshop):
    made = {name: workshop.example(rule) for name, rule in workshop.rules.items()}
    committed = {name: read_text(path) for name, path in SHAPES.items()}
    assert committed == made, "run: python -m tests.violations.make"
    assert len(committed) == 242


def named(
    project: Project, loaded: Store, examples: Mapping[str, str], shacl_engine: str
) -> dict[str, set[str]]:
    """Give the rules that each example breaks, all examples validated in one go.

    For that the subject of each is renamed, and stands beside the one that it is a copy of.
    """
    copies = (
        re.sub(r"^[a-z]+:\S+(?= a )", f"<{ID}example/{name}>", text, flags=re.MULTILINE)
        for name, text in examples.items()
    )
    loaded.read("\n".join(copies), where="examples")
    found: dict[str, set[str]] = {name: set() for name in examples}
    for finding in check(project, on=loaded, shacl_engine=shacl_engine).findings:
        found[finding.subject.strip("<>").removeprefix(f"{ID}example/")].add(finding.rule)
    return found


@pytest.fixture(scope="module")
def broken(
    shapes_only: Project, stated: tuple[Triple, ...], engine: str, shacl_engine: str
) -> dict[str, set[str]]:
    """Give the rules that each example of tests/violations/shapes breaks."""
    texts = {name: read_text(path) for name, path in SHAPES.items()}
    return named(shapes_only, of_triples(stated, engine=engine), texts, shacl_engine)


@pytest.mark.parametrize("rule", SHAPES)
def test_an_example_breaks_its_rule_and_no_other(broken: dict[str, set[str]], rule: str):
    assert broken[rule] == {f"stakh:{rule}"}


def test_each_way_to_break_a_rule_is_noticed(
    shapes_only: Project,
    stated: tuple[Triple, ...],
    workshop: Workshop,
    engine: str,
    shacl_engine: str,
):
    faults = {
        f"{rule.name}/{way}": workshop.turtle(block)
        for rule in workshop.rules.values()
        for way, block in enumerate(workshop.faults(rule).values())
    }
    found = named(shapes_only, of_triples(stated, engine=engine), faults, shacl_engine)
    unnoticed = {at for at, rules in found.items() if f"stakh:{at.partition('/')[0]}" not in rules}
    assert unnoticed == set()
    assert len(found) == 573


def test_both_engines_for_shapes_find_the_same_in_every_fault(
    shapes_only: Project, stated: tuple[Triple, ...], workshop: Workshop
):
    loaded = of_triples(stated)
    for rule in workshop.rules.values():
        for way, block in enumerate(workshop.faults(rule).values()):
            subject = f"<{ID}example/{rule.name}/{way}>"
            copy = re.sub(
                r"^[a-z]+:\S+(?= a )", subject, workshop.turtle(block), flags=re.MULTILINE
            )
            loaded.read(copy, where="a fault")
    first, second = (
        set(check(shapes_only, on=loaded, shacl_engine=engine).findings) for engine in SHACL_ENGINES
    )
    assert len(first) > 573
    assert first == second


def test_in_a_file_the_broken_block_is_found_by_its_line(shapes_only: Project, tmp_path: Path):
    mini = mini_project(tmp_path / "copy")
    file = mini.root / "graph" / "preface.ttl"
    text = read_text(file)
    file.write_text(
        text.replace("    stakh:reportMode stakh:quoted ;\n", "", 1), "utf-8", newline="\n"
    )
    (finding,) = check(mini).findings
    line = text[: text.index("\nstance:quill-richer a ")].count("\n") + 2
    assert finding == Finding(
        "graph/preface.ttl",
        line,
        "stance:quill-richer",
        "stakh:StanceShape-mode",
        "violation",
        "A reported stance says how it is reported.",
        "Add stakh:reportMode: quoted, quoted in part, paraphrased or named only.",
    )


# One example for each check of queries/checks


def test_each_check_has_an_example(mini: Project):
    assert {f"checks/{name}" for name in CHECKS} == {
        query.name for query in catalogue.read_checks(mini)
    }
    assert len(CHECKS) == 40


def reported(name: str) -> set[str]:
    """Give the subjects that an example says the check reports."""
    (line,) = re.findall(r"^# Reported: (.+)$", read_text(CHECKS[name]), re.MULTILINE)
    return set(line.split(", "))


def offenders(project: Project, on: Store, names: Iterable[str]) -> dict[str, set[str]]:
    """Give the subjects that each of these checks reports."""
    found = {}
    for query in catalogue.read_checks(project):
        name = query.name.removeprefix("checks/")
        if name in names:
            rows = answering.run(query, on=on).rows
            found[name] = {project.prefixes.shorten(row[0]) for row in rows}
    return found


@pytest.mark.parametrize("name", CHECKS)
def test_an_example_fails_its_check_and_breaks_nothing_else(
    mini: Project, stated: tuple[Triple, ...], name: str
):
    loaded = of_triples(stated)
    loaded.read(read_text(CHECKS[name]), where=name)
    found = {(finding.rule, finding.subject) for finding in check(mini, on=loaded).findings}
    assert found == {(f"checks/{name}", subject) for subject in reported(name)}


@pytest.mark.parametrize("name", CHECKS)
def test_the_slower_engine_reports_the_same(mini: Project, stated: tuple[Triple, ...], name: str):
    loaded = of_triples(stated, engine="rdflib")
    loaded.read(read_text(CHECKS[name]), where=name)
    assert offenders(mini, loaded, [name]) == {name: reported(name)}


def test_of_all_examples_at_once_each_check_reports_its_own(
    mini: Project, stated: tuple[Triple, ...], engine: str
):
    loaded = of_triples(stated, engine=engine)
    for name, path in CHECKS.items():
        loaded.read(read_text(path), where=name)
    assert offenders(mini, loaded, CHECKS) == {name: reported(name) for name in CHECKS}


def test_an_inference_from_a_view_that_went_is_noticed(mini: Project, stated: tuple[Triple, ...]):
    base = f"{ID}stance/tallow-richer"
    rest = of_triples(triple for triple in stated if triple[0].value != base)
    found = offenders(mini, rest, ["inference-without-ground"])
    assert found == {"inference-without-ground": {"stance:tallow-buyers"}}
