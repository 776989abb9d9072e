"""The whole site in one file: short, the same always, asking nobody, with no link to nowhere."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from stakhgraph import api
from stakhgraph.cli import main
from stakhgraph.errors import UsageError
from stakhgraph.rdf.store import load
from stakhgraph.rdf.terms import ID
from stakhgraph.web import pages, single_file
from stakhgraph.web.site import Site
from tests import ROOT
from tests.serving import serving

BENCH = api.open(ROOT)
SIGNS = str.maketrans("[]:", "<>&")

needs_front_end = pytest.mark.skipif(
    not single_file.is_built(), reason="the front end is not built: python hatch_build.py"
)


class Read(HTMLParser):
    """What a browser would take from the file: tags, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append("")
        self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [(told, text) for (name, told), text in zip(self.tags, self.texts, strict=True)
                if name == tag]  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    return single_file.export(BENCH)


@pytest.fixture(scope="module")
def read(text: str) -> Read:
    return Read(text)


@pytest.fixture(scope="module")
def parts(read: Read) -> dict[str, bytes]:
    """Give what is packed in the file."""
    return {
        told["id"].removeprefix("packed-"): unpacked(packed)
        for told, packed in read.all("script")
        if told.get("type") == "application/octet-stream"
    }


@pytest.fixture(scope="module")
def bodies(parts: dict[str, bytes]) -> dict[str, str]:
    """Give the pages of the file, put together as its script does it."""
    told = json.loads(parts["pages"])
    pieces, found, after = told["pieces"], {}, 0
    for path, _, *row in told["pages"]:
        body = ""
        for step in row:
            body += "".join(pieces[after : after - step]) if step < 0 else pieces[step]
            after -= min(step, 0)
        found[path] = body.replace(told["self"], path.rpartition("/")[2])
    return found


def unpacked(text: str) -> bytes:
    return gzip.decompress(base64.b85decode(text.translate(SIGNS)))


def test_what_is_packed_is_unpacked_and_means_nothing_in_html() -> None:
    data = bytes(range(256)) * 40
    assert unpacked(single_file.packed(data)) == data
    assert not set("<>&\"'") & set(single_file.packed(data))


@needs_front_end
def test_it_is_short_enough_to_be_handed_on(text: str) -> None:
    assert len(text.encode("utf-8")) < single_file.MAX_BYTES


@needs_front_end
def test_it_is_the_same_on_every_run(text: str) -> None:
    command = [sys.executable, "-m", "stakhgraph", "export", "--format", "html"]
    run = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert hashlib.sha256(run.stdout).digest() == hashlib.sha256(text.encode("utf-8")).digest()


@needs_front_end
def test_its_policy_allows_what_is_in_it_and_no_request(
    read: Read, parts: dict[str, bytes]
) -> None:
    (told,) = [told for told, _ in read.all("meta") if "http-equiv" in told]
    policy = dict(rule.split(" ", 1) for rule in told["content"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "connect-src" not in policy
    scripts = [text for told, text in read.all("script") if "type" not in told]
    styles = [text for _, text in read.all("style")]
    scripts.append(parts["app"].decode("utf-8"))
    assert policy["script-src"].split() == [*map(hashed, scripts), "'wasm-unsafe-eval'"]
    assert policy["style-src"].split() == list(map(hashed, styles))
    assert len(scripts) == len(styles) == 3


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@needs_front_end
def test_it_loads_nothing(text: str, read: Read, bodies: dict[str, str]) -> None:
    for found in (read, *map(Read, bodies.values())):
        for tag, told in found.tags:
            assert told.get("src", "data:").startswith("data:"), (tag, told)
            assert "style" not in told, (tag, told)
            assert tag not in ("iframe", "object", "embed", "base", "audio", "video")
            assert tag != "link" or told["href"].startswith("data:")
    assert not re.search(r"@import|url\(", " ".join(text for _, text in read.all("style")))
    assert str(ROOT) not in text


@needs_front_end
def test_every_link_leads_to_a_page_of_it(
    read: Read, bodies: dict[str, str], parts: dict[str, bytes]
) -> None:
    told = json.loads(parts["pages"])
    things = set(re.findall(rf"<{ID}([^>]+)>", nquads()))
    links = {told["href"] for found in (read, *map(Read, bodies.values()))
             for tag, told in found.tags if tag == "a"}  # fmt: skip
    inside = {unescape(link) for link in links if link.startswith("#/")}
    assert len(inside) > 2_000
    assert {link for link in links - inside if not link.startswith("https://")} == {"#main"}
    lost = [link for link in inside if not leads(link, bodies, told["figures"], things)]
    assert lost == []


def nquads() -> str:
    return load(BENCH.project.turtle_files()).snapshot().decode("utf-8")  # type: ignore[union-attr]


def leads(link: str, bodies: dict[str, str], figures: dict[str, str], things: set[str]) -> bool:
    path, _, query = unquote(link[1:]).partition("?")
    if path in ("/what-if", "/debate") and query:
        return f"{path}?{query}" in bodies
    if path in ("/search", *bodies, *figures):
        return True
    return path[1:] in things  # which the engine tells of


@needs_front_end
def test_a_page_says_what_the_page_of_the_site_says(bodies: dict[str, str]) -> None:
    site = Site(BENCH.project, load(BENCH.project.turtle_files()), digest="")
    page = pages.thing(site, f"{ID}person/deutscher-isaac")
    told = {"path": "/", "menu": (), "name": "", "reference": pages.entry_words, "offline": False}
    whole = pages.render(page, site, **told)
    theirs = words(whole[whole.index("<article>") : whole.index("</article>")])
    ours = words(bodies["/person/deutscher-isaac"])
    data = "This as data: Turtle · JSON-LD · N-Triples · JSON"
    assert ours == theirs.replace(data, "This as data")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@needs_front_end
def test_without_script_the_first_page_its_picture_and_the_works_are_there(
    text: str, read: Read
) -> None:
    shown = text[text.index("<main") : text.index("</main>")]
    assert "The three assumptions" in shown
    assert "Filtzer, Soviet Workers" in shown
    (image,) = [told for told, _ in read.all("img")]
    svg = base64.b64decode(image["src"].partition(",")[2]).decode("utf-8")
    assert "Donald Filtzer" in svg
    assert "switched off" in text[text.index("<noscript>") :]


@needs_front_end
def test_the_engine_has_the_whole_graph(parts: dict[str, bytes]) -> None:
    import pyoxigraph as ox

    held = ox.Store()
    held.load(parts["graph"], format=ox.RdfFormat.TURTLE)
    assert held.dump(format=ox.RdfFormat.N_QUADS).count(b"\n") == nquads().count("\n")


@needs_front_end
def test_a_file_that_ends_in_html_is_this_one(text: str, tmp_path: Path) -> None:
    out = tmp_path / "debate.html"
    with pytest.raises(SystemExit) as ended:
        main.main(["export", "--project", str(ROOT), "--out", str(out)])
    assert not ended.value.code
    assert out.read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["debate.html"]


def test_without_the_front_end_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(single_file, "WEB", tmp_path)
    with pytest.raises(SystemExit) as ended:
        main.main(["export", "--project", str(ROOT), "--format", "html"])
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert "the front end is not built" in err
    assert "python hatch_build.py" in err


@needs_front_end
def test_a_server_offers_just_this_file(text: str) -> None:
    with serving("--project", str(ROOT)) as server:
        assert "/download/stakhgraph.html" in server.get("/download", "text/html").text
        reply = server.get("/download/stakhgraph.html")
    assert (reply.status, reply.media) == (200, "text/html")
    assert reply.headers["content-disposition"] == 'attachment; filename="stakhgraph.html"'
    assert hashlib.sha256(reply.data).digest() == hashlib.sha256(text.encode("utf-8")).digest()


@needs_front_end
def test_an_endpoint_is_not_put_into_a_file() -> None:
    with pytest.raises(UsageError, match="not from an endpoint"):
        single_file.export(api.open(ROOT, endpoint="http://127.0.0.1:9/sparql"))
