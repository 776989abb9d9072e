"""The pages of the real debate, as a browser gets them."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import ROOT
from tests.serving import HTML, Server, serving

PAGES = [
    "/", "/help", "/about", "/download", "/queries", "/queries?about=labour%20aristocracy", "/fact/",
    "/fact/record-when", "/debate", "/debate?as-of=1966", "/vocab/", "/vocab/Stance", "/search?q=Nove",
    "/what-if", "/what-if?aside=person:siegelbaum-lewis-h", "/sparql",
    "/query/lineage/series", "/query/facts/rival-values?question=question:record-when",
    "/person/", "/work/", "/assumption/", "/question/", "/source/", "/event/", "/concept/",
    "/person/deutscher-isaac", "/work/trotsky-revolution-betrayed", "/assumption/assumption-3-stratum",
    "/question/record-when", "/source/copeman-testimony", "/event/record-shift",
    "/edition/trotsky-revolution-betrayed-1965", "/stance/conquest-prevent-solidarity",
    "/anchor/002-note-17", "/citation/n1-lenin-pss-5", "/lineage/privileged-caste", "/doc/002",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_there(server: Server, path: str):
    found = server.get(path, HTML)
    assert (found.status, found.media) == (200, "text/html")
    assert found.text.count("<h1") == 1
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert re.search(r"<script(?![^>]*(src=|type=\"application/))", found.text) is None
    assert "style=" not in found.text


def test_a_page_names_holder_reporter_and_both_pages(server: Server):
    text = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", server.get("/person/deutscher-isaac", HTML).text)
    )
    assert (
        "quoted in part, “achieved its supreme triumph”, says Lewis H. Siegelbaum; "
        "p. 5 n. 17 of 002 Siegelbaum, Introduction" in text
    )
    assert "own page: pp. 107–9, 113–14 of Deutscher, Soviet Trade Unions (1950)" in text
    assert "hedge: “almost” (Isaac Deutscher)" in text
    assert "Where it would stand, as the editors infer; no document says so" in text


def test_every_thing_with_a_list_has_its_page(server: Server):
    listed = [
        path
        for kind in ("person", "assumption", "source", "event", "lineage", "doc")
        for path in re.findall(rf'href="(/{kind}/[^"/]+)"', server.get(f"/{kind}/", HTML).text)
    ]
    assert len(listed) > 70
    with ThreadPoolExecutor(4) as pool:
        assert {
            found.status for found in pool.map(lambda path: server.get(path, HTML), listed)
        } == {200}


def test_no_link_of_the_main_pages_leads_nowhere(server: Server):
    texts = [
        server.get(path, HTML).text
        for path in ("/", "/person/trotsky-leon", "/fact/record-when", "/vocab/Stance", "/download")
    ]
    links = sorted(
        {link for text in texts for link in re.findall(r'(?:href|src)="(/[^"]*)"', text)}
    )
    links = [link for link in links if not link.startswith(("/lineage", "/figure"))]
    assert len(links) > 60
    with ThreadPoolExecutor(4) as pool:
        found = dict(
            zip(
                links,
                pool.map(lambda link: server.get(link.replace("&amp;", "&"), HTML).status, links),
                strict=True,
            )
        )
    assert {link for link, status in found.items() if status != 200} == set()


def test_rival_dates_stand_side_by_side(server: Server):
    text = server.get("/fact/record-when", HTML).text
    assert "1935-08-20" in text and "1935-08-30/1935-08-31" in text
    assert "What only looks like a rival" in text
    assert "Pravda reported the record on 1 September 1935" in text
    assert "none is marked as right" in text


def test_names_are_found_in_any_spelling_and_alphabet(server: Server):
    found = [
        re.findall(
            r'<ul class="things">(.*?)</ul>',
            server.get(f"/search?q={quote(name)}", HTML).text,
            re.DOTALL,
        )
        for name in ("Стаханов", "Stahanov", "stakhanov")
    ]
    assert "Aleksei Stakhanov" in found[0][0]
    assert found[0] == found[1] == found[2]


def test_a_missing_page_offers_things_of_a_similar_name(server: Server):
    found = server.get("/person/trotski", HTML)
    assert found.status == 404
    assert "/person/trotsky-leon" in found.text


def test_parameters_are_shown_as_text_and_never_as_html(server: Server):
    hostile = quote("<script>alert(1)</script>\"'")
    for path in (
        f"/search?q={hostile}",
        f"/queries?about={hostile}",
        f"/{hostile}",
        f"/person/{hostile}",
        f"/sparql?query={hostile}",
        f"/what-if?aside={hostile}",
        f"/query/people/positions?who={hostile}",
        f"/debate?as-of={hostile}",
    ):
        assert "<script>alert" not in server.get(path, HTML).text


def test_a_page_names_the_value_that_it_cannot_use(server: Server):
    found = server.get("/query/people/positions?who=Nobody", HTML)
    assert found.status == 400
    assert "Nobody" in found.text and "Traceback" not in found.text
    assert server.get("/debate?as-of=soon", HTML).status == 400


def test_an_answer_of_the_catalogue_in_every_format(server: Server):
    path = "/query/lineage/series"
    assert "Leon Trotsky" in server.get(f"{path}.csv").text
    assert json.loads(server.get(f"{path}.json?asked=privileged-caste").text)["results"]["bindings"]
    assert server.get(f"{path}.xml").media == "application/sparql-results+xml"
    assert server.get(f"{path}.tsv").media == "text/tab-separated-values"


def test_reference_managers_can_read_the_pages_of_works(server: Server):
    text = server.get("/work/trotsky-revolution-betrayed", HTML).text
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert script is not None
    found = json.loads(script[1])
    assert (found["@type"], found["name"], found["author"][0]["familyName"]) == (
        "Book",
        "The Revolution Betrayed",
        "Trotsky",
    )
    assert '<meta name="citation_title" content="The Revolution Betrayed">' in text


def test_an_unchanged_page_is_not_sent_again(server: Server):
    tag = server.get("/person/nove-alec", HTML).headers["etag"]
    again = server.send("GET", "/person/nove-alec", b"", HTML, If_None_Match=tag)
    assert (again.status, again.data) == (304, b"")
    head = server.get("/person/nove-alec", HTML, "HEAD")
    assert (head.status, head.data, int(head.headers["content-length"]) > 1000) == (200, b"", True)


def test_the_site_of_another_debate_says_nothing_of_this_one(tmp_path: Path):
    for folder in ("ontology", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "tests" / "mini" / "graph", tmp_path / "graph")
    with serving("--project", str(tmp_path)) as server:
        for path in ("/", "/lineage", "/assumption/", "/work/", "/fact/", "/debate", "/what-if"):
            found = server.get(path, HTML)
            assert found.status == 200
            assert "Siegelbaum finds" not in found.text
            assert "labour campaign" not in found.text


def test_files_with_named_graphs_are_served(tmp_path: Path):
    (tmp_path / "a.trig").write_text(
        "<http://e/g> { <http://e/a> a <http://e/C> }", encoding="utf-8"
    )
    (tmp_path / "b.ttl").write_text("<http://e/b> a <http://e/D> .", encoding="utf-8")
    with serving(str(tmp_path / "a.trig"), str(tmp_path / "b.ttl")) as server:
        text = server.get("/", HTML).text
        assert "http://e/g" in text and "http://e/D" in text
        assert json.loads(server.ask("ASK { GRAPH <http://e/g> { ?s a <http://e/C> } }").text)[
            "boolean"
        ]
        page = server.get("/resource?iri=http%3A%2F%2Fe%2Fa", HTML)
        assert (page.status, "http://e/C" in page.text) == (200, True)
        assert (
            server.get("/resource?iri=javascript:alert(1)", HTML).text.count('href="javascript:')
            == 0
        )
        assert server.get("/person/", HTML).status == 404


def test_an_empty_answer_says_why_and_leads_to_others(server: Server):
    page = server.get("/query/people/positions?who=person:tucker-robert-c", HTML).text
    assert "Nothing is recorded here for who=person:tucker-robert-c (Robert C. Tucker)." in page
    assert 'There are rows for <a href="/query/people/positions?who=person' in page
