"""A debate of many copies: its lists are cut, and it makes no difference whether it is compiled."""

import re
import tracemalloc
from collections.abc import Iterator

import pytest

from stakhgraph.debate.compiled import form
from stakhgraph.web.rendering import cut_list
from stakhgraph.web.site import Site
from tests.bench import copies
from tests.in_process import LocalSite, local_site

COPIES = 40
SHORT = 30
LISTS = {"person": 8, "work": 8, "question": 9, "assumption": 3, "lineage": 2, "source": 3}
"""Lists, and how many things of the kind one copy has."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, LocalSite]]:
    """Return the same debate, served from a snapshot and from its compiled form."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STAKHGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        for module in ("rendering.cut_list", "site", "pages.as_of", "pages.about"):
            patch.setattr(f"stakhgraph.web.{module}.LENGTH", SHORT)
        folder = tmp_path_factory.mktemp("copies")
        project = copies.make(folder, COPIES * copies.stances())
        with local_site(project) as plain:
            patch.setattr(form, "LEAST", 1)
            with local_site(project) as compiled:
                yield {"plain": plain, "compiled": compiled}


def entries(html: str, kind: str) -> list[str]:
    return re.findall(rf'<(?:li|td)><a href="(/{kind}/[^"?]+)"', html)


@pytest.mark.parametrize("kind", LISTS)
def test_each_thing_is_on_exactly_one_page_of_its_list(sites: dict[str, LocalSite], kind: str):
    site = sites["compiled"]
    count = LISTS[kind] * COPIES
    pages, found, address = 0, [], f"/{kind}/"
    while address:
        html = site.get(address).text
        assert len(entries(html, kind)) <= SHORT
        assert f" of {count:,}<" in html
        found += entries(html, kind)
        pages += 1
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = following[1] if following else ""
    assert pages == -(-count // SHORT)
    assert len(found) == len(set(found)) == count


ADDRESSES = (
    "/", "/person/", "/person/?page=3", "/work/?page=2", "/question/", "/fact/?page=2", "/debate",
    "/what-if", "/download", "/about", "/search?q=wren", "/search?q=wren&page=2", "/vocab/Stance",
    "/person/wren-celia-7", "/work/wren-bridge", "/edition/wren-bridge-1990",
    "/question/did-the-market-gain", "/fact/when-opened", "/anchor/900-stone",
    "/query/people/positions?who=person:tallow-bruno", "/nothing/here",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_compiled_debate_has_the_same_pages(sites: dict[str, LocalSite], address: str):
    plain, compiled = (
        re.sub(r"<code title=.*?</code>|Request \w+", "", sites[name].get(address).text)
        for name in ("plain", "compiled")
    )
    assert compiled == plain


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "12", "99999999999"])
def test_a_page_that_a_list_has_not_is_refused_in_one_line(sites: dict[str, LocalSite], page: str):
    answer = sites["compiled"].get(f"/person/?page={page}", "*/*")
    assert answer.status == 400
    assert answer.text.count("\n") == 1
    assert "Write a number from 1 to 11." in answer.text


def test_a_page_of_a_large_debate_does_not_read_the_whole_of_it(
    sites: dict[str, LocalSite], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stakhgraph.api.Workbench.material", None)
    monkeypatch.setattr("stakhgraph.debate.compiled.names_file.NamesFile.every", None)
    for address in ("/person/marl-edith-3", "/work/marl-river-trade-3", "/search?q=marl"):
        assert sites["compiled"].get(address).status == 200


@pytest.mark.parametrize("address", ["/lineage", "/figure/works.svg", "/figure/decades.svg"])
def test_a_picture_of_too_many_works_is_refused_at_once(
    sites: dict[str, LocalSite], monkeypatch: pytest.MonkeyPatch, address: str
):
    monkeypatch.setattr("stakhgraph.web.site.MOST_BOXES", 100)
    monkeypatch.setattr(Site, "rows", None)
    answer = sites["compiled"].get(address, "*/*")
    assert answer.status == 400
    assert "320 works, too many for one picture" in answer.text


def test_the_middle_of_many_pages_shows_those_beside_it():
    part = cut_list.cut(range(100 * cut_list.LENGTH), "50", "/person/", {"q": "a b"})
    assert part.beside == [1, None, 48, 49, 50, 51, 52, None, 100]
    assert part.address(51) == "/person/?q=a+b&page=51"
    assert part.address(1) == "/person/?q=a+b"


def test_a_list_of_one_page_has_no_other_pages():
    part = cut_list.cut(range(cut_list.LENGTH), "", "/person/")
    assert (part.pages, part.first, part.last) == (1, 1, cut_list.LENGTH)
    whole = cut_list.cut(range(3 * cut_list.LENGTH), None, "/person/")
    assert (whole.pages, whole.last) == (1, 3 * cut_list.LENGTH)


def test_long_addresses_are_not_remembered(sites: dict[str, LocalSite]):
    things = sites["compiled"].backend.site.things
    things.get("https://example.org/0")
    tracemalloc.start()
    try:
        for number in range(200):
            assert things.get(str(number).ljust(60_000, "x")) is None
            assert things.called(str(number).ljust(60_000, "x")) is None
        assert tracemalloc.get_traced_memory()[0] < 1_000_000, "they have 24 million letters"
    finally:
        tracemalloc.stop()
