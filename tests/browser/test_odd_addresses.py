"""Things whose IRIs hold escapes, letters outside ASCII, a slash or a question mark, in a browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stakhgraph.web import front_end
from tests import ROOT
from tests.cli.projects import project_with
from tests.serving import serving

from .conftest import expect, new_visit

PERSON = "https://w3id.org/stakhgraph/id/person"
NAMES = {
    "a%2Fb": "Escaped slash",
    "a%20b": "Escaped blank",
    "c/d": "Slash",
    "e?f": "Question mark",
    "100%25": "Per cent",
    "Ж": "Letter",
    "é%3F": "Letter and escape",
}
THINGS = "".join(
    f'<{PERSON}/{slug}> a stakh:Person ; rdfs:label "{name}" .\n' for slug, name in NAMES.items()
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_with(tmp_path_factory.mktemp("odd"), THINGS)


@pytest.fixture(scope="module")
def file(project: Path) -> Path:
    if not front_end.is_built():
        pytest.skip("the front end is not built: python hatch_build.py")
    out = project / "odd.html"
    command = [sys.executable, "-m", "stakhgraph", "export", "--project", str(project)]
    subprocess.run([*command, "--out", str(out)], cwd=ROOT, check=True, timeout=300)
    return out


@pytest.fixture(scope="module")
def url(project: Path) -> Iterator[str]:
    with serving("--project", str(project)) as server:
        yield server.url


def follow_each(page: Any, names: Any) -> None:
    """Follow the link to each thing in the list of people, and back."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("main h1")).to_contain_text(name)
        page.go_back()
        expect(page.locator("main h1")).to_contain_text("People")


def test_every_link_leads_to_its_page_on_the_site(browser: Any, url: str):
    page = browser.new_page()
    page.goto(f"{url}/person/")
    follow_each(page, NAMES.values())
    page.close()


def test_every_link_leads_to_its_page_in_the_single_file(browser: Any, file: Path):
    visit = new_visit(browser, file.as_uri(), offline=True)
    visit.go("#/person/")
    visit.page.wait_for_function("() => !document.querySelector('#packed-pages')")
    follow_each(visit.page, NAMES.values())
    visit.page.context.close()


@pytest.mark.parametrize("name", NAMES.values())
def test_the_address_that_a_page_shows_leads_to_it_again(browser: Any, file: Path, name: str):
    visit = new_visit(browser, file.as_uri(), offline=True)
    visit.go("#/person/")
    visit.page.wait_for_function("() => !document.querySelector('#packed-pages')")
    visit.page.get_by_role("link", name=name, exact=True).first.click()
    expect(visit.page.locator("main h1")).to_contain_text(name)
    shown = visit.page.locator("footer .permalink code").text_content()
    visit.page.context.close()
    again = new_visit(browser, file.as_uri(), offline=True)
    again.go(shown)
    expect(again.page.locator("main h1")).to_contain_text(name)
    again.page.context.close()


def test_an_answer_of_the_file_leads_to_the_page_too(browser: Any, file: Path):
    visit = new_visit(browser, file.as_uri(), offline=True)
    visit.go("#/search?q=escaped")
    follow = visit.page.get_by_role("link", name="Escaped slash", exact=True)
    follow.first.click()
    expect(visit.page.locator("main h1")).to_contain_text("Escaped slash")
    visit.page.context.close()
