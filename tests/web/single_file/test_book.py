"""The pages of the single file are made from questions that are asked about all things at once."""

from pathlib import Path

import pytest

from stakhgraph.project import Project
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.store import load
from stakhgraph.web.single_file.book import Book
from stakhgraph.web.site import Site
from tests.bench import copies
from tests.mini import mini_project
from tests.queries.counting import Counting


def gathered(project: Project, on: Queryable) -> Book:
    book = Book(Site(project, on, digest="0"))
    book.gather()
    return book


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return mini_project(tmp_path_factory.mktemp("mini"))


def test_a_page_is_the_same_as_when_its_questions_are_asked_alone(mini: Project):
    store = load(mini.turtle_files())
    assert isinstance(store, OxigraphStore)
    alone, at_once = (gathered(mini, on) for on in (store, AskedAtOnce(store)))
    assert at_once.pages == alone.pages
    assert at_once.drawings == alone.drawings
    assert len(at_once.pages) > 200


def test_a_larger_debate_is_not_asked_more_questions(tmp_path: Path):
    pages, asked = [], []
    for times in (1, 3):
        project = copies.make(tmp_path / str(times), times * copies.stances())
        store = Counting(load(project.turtle_files()))
        pages.append(len(gathered(project, AskedAtOnce(store)).pages))
        asked.append(store.asked)
    assert pages[1] - pages[0] > 200
    assert asked[1] == asked[0]
