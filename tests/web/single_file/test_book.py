"""The pages of the single file are made from questions that are asked about all things at once."""

from pathlib import Path

import pytest

from stakhgraph.project import Project
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.rdf.answers import Queryable
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


@pytest.fixture(scope="module")
def at_once(mini: Project) -> Book:
    return gathered(mini, AskedAtOnce(load(mini.turtle_files())))


def test_a_page_is_the_same_as_when_its_questions_are_asked_alone(mini: Project, at_once: Book):
    alone = gathered(mini, load(mini.turtle_files()))
    assert at_once.pages == alone.pages
    assert at_once.drawings == alone.drawings
    assert len(at_once.pages) > 200


def test_a_page_without_a_thing_leads_to_the_list_of_what_can_be_set_aside(at_once: Book):
    choice, every = '<option value="person:', at_once.pages["/what-if"].body
    assert choice in every
    without = at_once.pages["/what-if?aside=person:wren-celia"].body
    assert '<a class="go" href="#/what-if">' in without
    assert choice not in without  # or the file would grow with the square of the list


def test_a_larger_debate_is_asked_hardly_more_questions(tmp_path: Path):
    # Only the answers to each main question, and the steps of each lineage, are asked for singly.
    pages, asked = [], []
    for times in (1, 3):
        project = copies.make(tmp_path / str(times), times * copies.stances())
        store = Counting(load(project.turtle_files()))
        pages.append(len(gathered(project, AskedAtOnce(store)).pages))
        asked.append(store.asked.total())
    assert pages[1] - pages[0] > 200
    assert asked[1] - asked[0] < (pages[1] - pages[0]) / 8
