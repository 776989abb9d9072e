"""The SPARQL page in a real browser: run, edit, share; faults beside the text; no script at all."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import NEEDS_AXE, axe, expect

QUERY = "SELECT ?work WHERE { ?work a <https://w3id.org/stakhgraph/ns#Work> } ORDER BY ?work"


def opened(visit: Any, path: str = "/sparql", **options: Any) -> Any:
    page = visit(path, **options).page
    page.wait_for_selector(".cm-content")
    return page


def write(page: Any, query: str) -> None:
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Any, query: str) -> None:
    write(page, query)
    page.keyboard.press("Control+Enter")


def test_a_query_is_run_edited_and_shared(visit: Any) -> None:
    page = opened(visit)
    run(page, QUERY)
    page.wait_for_selector("#answer td")
    assert page.inner_text("#answer caption") == "54 rows"
    assert page.locator("#answer td a").first.get_attribute("href") == "/work/annales"
    assert parse_qs(urlsplit(page.url).query)["query"] == [QUERY]
    run(page, f"{QUERY} LIMIT 2")
    expect(page.locator("#answer caption")).to_have_text("2 rows")
    fresh = opened(visit, page.url.partition("/sparql")[1] + page.url.partition("/sparql")[2])
    assert "LIMIT 2" in fresh.inner_text(".cm-content")
    assert fresh.locator("#answer tbody tr").count() == 2
    page.go_back()
    expect(page.locator(".cm-content")).not_to_contain_text("LIMIT")


def test_a_fault_has_line_and_column_beside_the_query_and_the_old_answer_stays(visit: Any) -> None:
    found = visit("/sparql")
    page = found.page
    page.wait_for_selector(".cm-content")
    run(page, QUERY)
    page.wait_for_selector("#answer td")
    run(page, "SELECT ?work\nWHERE { ?work a }")
    page.wait_for_selector("#fault:not([hidden])")
    assert page.inner_text("#fault").startswith("Line 2, column ")
    assert page.locator(".cm-faultline").count() == 1
    assert page.inner_text("#answer caption") == "54 rows"
    found.errors.clear()  # the browser logs every answer of status 400


def test_an_update_is_refused_in_a_sentence(visit: Any) -> None:
    found = visit("/sparql")
    found.page.wait_for_selector(".cm-content")
    run(found.page, "DELETE WHERE { ?s ?p ?o }")
    found.page.wait_for_selector("#fault:not([hidden])")
    sentence = found.page.inner_text("#fault")
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    found.errors.clear()


def test_a_notice_says_that_not_all_rows_are_shown(visit: Any) -> None:
    page = opened(visit)
    run(page, "SELECT * WHERE { ?s ?p ?o } LIMIT 1500")
    page.wait_for_selector("#answer .notice")
    assert "Only the first 1000 of 1500 rows" in page.inner_text("#answer .notice")
    assert page.locator("#answer tbody tr").count() == 1000


def test_columns_sort_and_answers_download(visit: Any) -> None:
    page = opened(visit)
    run(page, "SELECT ?n WHERE { VALUES ?n { 10 9 100 } }")
    page.wait_for_selector("#answer td")
    page.click("#answer th button")
    assert page.locator("#answer td").all_inner_texts() == ["9", "10", "100"]
    page.click("#answer th button")
    assert page.get_attribute("#answer th", "aria-sort") == "descending"
    with page.expect_download() as waiting:
        page.click("[data-form=csv]")
    assert waiting.value.suggested_filename == "answer.csv"


def test_ask_and_construct_have_answers_of_their_own(visit: Any) -> None:
    page = opened(visit)
    run(page, "ASK { ?s ?p ?o }")
    page.wait_for_selector("#answer .lead")
    expect(page.locator("#answer .lead")).to_have_text("Yes.")
    run(page, "CONSTRUCT WHERE { ?w a <https://w3id.org/stakhgraph/ns#Lineage> }")
    page.wait_for_selector("#answer pre")
    assert "stakh:Lineage" in page.inner_text("#answer pre")


def test_the_editor_has_its_style_under_the_policy(visit: Any) -> None:
    page = opened(visit)
    font = "() => getComputedStyle(document.querySelector('.code').shadowRoot.querySelector('.cm-scroller')).fontFamily"
    assert "mono" in page.evaluate(font).lower()


def test_without_script_the_form_works(visit: Any) -> None:
    page = visit("/sparql", java_script_enabled=False).page
    page.fill("#query", f"{QUERY} LIMIT 3")
    page.click("text=Run")
    expect(page.locator("#answer tbody tr")).to_have_count(3)


@NEEDS_AXE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Any, scheme: str) -> None:
    page = opened(visit, color_scheme=scheme)
    run(page, f"{QUERY} LIMIT 3")
    page.wait_for_selector("#answer td")
    assert axe(page) == []


def test_on_a_narrow_screen_nothing_scrolls_sideways(visit: Any) -> None:
    page = opened(visit, viewport={"width": 390, "height": 844})
    run(page, f"{QUERY} LIMIT 3")
    page.wait_for_selector("#answer td")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
