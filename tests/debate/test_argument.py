"""The argument of a debate: main questions, answers, who stands where, and theses in brief."""

import pytest

from stakhgraph.debate.argument import UNGROUPED, Argument, main_questions
from stakhgraph.debate.profiles import Profiles, profile_of
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.store import Store, load
from tests import ROOT
from tests.mini import mini_project

PROJECT = Project.find(ROOT)


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Store]:
    project = mini_project(tmp_path_factory.mktemp("mini"))
    return project, load(project.turtle_files())


def rows(name: str, on: Store, project: Project = PROJECT, **params: str) -> list[dict[str, str]]:
    query = catalogue.find(project, name)
    table = answering.run(query, on=on, params=params, prefixes=project.prefixes)
    return list(table.records())


def test_who_rejects_a_view_is_under_the_other_answer_and_denies_the_first(
    mini: tuple[Project, Store],
):
    project, store = mini
    found = main_questions(rows("answers/main-questions", store, project))
    gained, nothing = found[0].answers
    assert (gained.label, gained.excludes) == ("It gained", "It gained nothing")
    assert dict(gained.stands)["denied by"] == "Celia Wren*"
    assert "Celia Wren" not in dict(gained.stands)["given by"]
    assert nothing.stands == (("given by", "Celia Wren*"),)


def test_every_main_question_has_two_to_six_answers_and_each_somebody_who_gives_it(store: Store):
    found = main_questions(rows("answers/main-questions", store))
    assert 8 <= len(found) <= 12
    for question in found:
        assert 2 <= len(question.answers) <= 6, question.label
        for answer in question.answers:
            assert "given by" in dict(answer.stands), answer.label


def test_no_question_with_one_view_stands_outside_a_main_question(store: Store):
    found = rows("answers/finer-questions", store)
    alone = [row for row in found if row["question"] == row["main"] and row["views"] == "1"]
    assert not alone


def test_nobody_gives_two_answers_that_exclude_each_other(store: Store):
    for question in main_questions(rows("answers/main-questions", store)):
        given = {
            answer.label: set(dict(answer.stands).get("given by", "").split("; "))
            for answer in question.answers
        }
        for answer in question.answers:
            for other in filter(None, answer.excludes.split("; ")):
                assert not given[answer.label] & given[other], (answer.label, other)


def test_the_denial_of_a_whole_is_seen_under_its_clauses(store: Store):
    found = rows("answers/to-question", store, asked="question:privileged-layer")
    against = [row for row in found if row["stand"] == "against it"]
    assert [(row["who"], row["place"]) for row in against] == [("Lewis H. Siegelbaum", "p. 6")]


def test_siegelbaums_thesis_is_five_lines_each_with_its_page(store: Store):
    thesis = profile_of(PROJECT, store, "Siegelbaum").thesis
    assert [one.places for one in thesis] == [("p. 6",), ("p. 6",), ("p. 6",), ("p. 7",), ("p. 7",)]
    assert all(one.who == ("Lewis H. Siegelbaum",) for one in thesis)


def test_each_crossing_has_positions_of_two_documents(store: Store):
    documents: dict[str, set[str]] = {}
    for row in rows("documents/agree-or-clash", store):
        documents.setdefault(row["matter"], set()).add(row["document"])
    assert len(documents) >= 9
    assert all(len(named) >= 2 for named in documents.values())


def test_the_positions_on_a_main_question_stand_under_its_answers(store: Store):
    profile = profile_of(PROJECT, store, "question:productivity")
    positions = dict(profile.positions)["answers this"]
    divided = dict(profile.divided("answers this", positions))
    assert list(divided)[:2] == [
        "It raised productivity",
        "It improved industrial practice, at a price",
    ]
    assert list(divided)[-1] == UNGROUPED
    assert "Berliner" not in " ".join(
        name for one in divided["It raised productivity"] for name in one.who
    )
    untold = [one.attitude for one in divided["It cannot be told, or not yet"]]
    assert "leaves open" in untold


def test_a_position_of_no_question_known_stands_last(mini: tuple[Project, Store]):
    project, store = mini
    some = Profiles(project, store).stances[:1]
    assert Argument([], []).by_question(some) == {UNGROUPED: list(some)}
