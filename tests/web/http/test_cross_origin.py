"""Scripts of other sites read nothing, unless the server was started for them."""

from collections.abc import Iterator

import pytest

from stakhgraph.errors import UsageError
from stakhgraph.web.http.cross_origin import OPEN, origin, permitted
from tests.serving import HTML, Server, serving

DATA = ["/sparql?query=ASK%20%7B%7D", "/store?default", "/.well-known/void", "/sparql?query=bad"]
ALLOW = "access-control-allow-origin"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server that shares one triple with two sites."""
    file = tmp_path_factory.mktemp("shared") / "a.ttl"
    file.write_text("<http://e/a> <http://e/b> 1 .")
    sites = ("--cors", "https://one.example", "--cors", "http://Two.example:8000")
    with serving(str(file), *sites) as running:
        yield running


@pytest.mark.parametrize("path", [*DATA, "/", "/person/nove-alec.ttl", "/id/person/nove-alec"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("site", ["https://one.example", "null", "http://localhost.evil.example"])
def test_by_default_no_other_site_may_read(server: Server, path: str, method: str, site: str):
    found = server.get(path, method=method, Origin=site)
    assert [name for name in found.headers if name.startswith("access-control-")] == []
    assert found.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("site", ["https://one.example", "http://two.example:8000"])
def test_a_site_that_was_named_may_read_data_without_credentials(
    shared: Server, path: str, site: str
):
    found = shared.get(path, Origin=site)
    assert found.headers[ALLOW] == site
    assert "Origin" in found.headers["vary"]
    assert "access-control-allow-credentials" not in found.headers
    before = shared.get(path, method="OPTIONS", Origin=site, Access_Control_Request_Method="GET")
    assert (before.status, before.headers[ALLOW]) == (204, site)
    assert "GET" in before.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "site", ["https://three.example", "http://one.example", "https://one.example:1", "null", "*"]
)
@pytest.mark.parametrize("path", DATA)
def test_another_site_may_not(shared: Server, path: str, site: str):
    found = shared.get(path, Origin=site)
    assert [name for name in found.headers if name.startswith("access-control-")] == []
    assert "Origin" in found.headers["vary"], "a cache must not give it what another site got"


def test_no_site_may_read_a_page(shared: Server):
    assert ALLOW not in shared.get("/", HTML, Origin="https://one.example").headers


def test_a_star_is_for_all_sites():
    headers = [(name.encode(), value.encode()) for name, value in OPEN.items()]
    assert (ALLOW.encode(), b"*") in permitted(headers, "https://any.example", ("*",))


@pytest.mark.parametrize("text", [
    "example.org", "https://example.org/", "https://a.example/path", "https://u@a.example", "null",
    "ftp://a.example", "https://a.example\r\nx: y", "https://*.example", "", "https://a.example:x",
])  # fmt: skip
def test_what_is_no_origin_is_refused(text: str):
    with pytest.raises(UsageError, match=r"https://example\.org"):
        origin(text)
