"""The single file: short, the same on every run, without requests and without broken links."""

import base64
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
from stakhgraph.web import front_end
from stakhgraph.web.pages.things.thing import thing
from stakhgraph.web.rendering.environment import render
from stakhgraph.web.rendering.page import Frame
from stakhgraph.web.single_file import document
from stakhgraph.web.site import Site
from tests import ROOT
from tests.marks import needs_front_end
from tests.serving import serving
from tests.web.single_file.test_packing import unpacked

WORKBENCH = api.open(ROOT)


class ParsedFile(HTMLParser):
    """The elements that a browser would find: tags, and the text of scripts and styles."""

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
        return [
            (attributes, text)
            for (name, attributes), text in zip(self.tags, self.texts, strict=True)
            if name == tag
        ]


@pytest.fixture(scope="module")
def text() -> str:
    return document.export(WORKBENCH)


@pytest.fixture(scope="module")
def parsed(text: str) -> ParsedFile:
    return ParsedFile(text)


@pytest.fixture(scope="module")
def parts(parsed: ParsedFile) -> dict[str, bytes]:
    """Return the packed parts of the file, by name."""
    return {
        attributes["id"].removeprefix("packed-"): unpacked(content)
        for attributes, content in parsed.all("script")
        if attributes.get("type") == "application/octet-stream"
    }


@pytest.fixture(scope="module")
def bodies(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the pages of the file, put together as its script does it."""
    packed_pages = json.loads(parts["pages"])
    pieces, found, after = packed_pages["pieces"], {}, 0
    for path, _, *row in packed_pages["pages"]:
        body = ""
        for step in row:
            body += "".join(pieces[after : after - step]) if step < 0 else pieces[step]
            after -= min(step, 0)
        found[path] = body.replace(packed_pages["self"], path.rpartition("/")[2])
    return found


@needs_front_end
def test_it_is_small_enough_to_be_sent_by_mail(text: str) -> None:
    assert len(text.encode("utf-8")) < document.MAX_BYTES


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
def test_its_policy_allows_its_own_scripts_and_no_request(
    parsed: ParsedFile, parts: dict[str, bytes]
) -> None:
    (meta,) = [one for one, _ in parsed.all("meta") if "http-equiv" in one]
    policy = dict(rule.split(" ", 1) for rule in meta["content"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "connect-src" not in policy
    scripts = [text for one, text in parsed.all("script") if "type" not in one]
    styles = [text for _, text in parsed.all("style")]
    scripts.append(parts["app"].decode("utf-8"))
    assert policy["script-src"].split() == [*map(hashed, scripts), "'wasm-unsafe-eval'"]
    assert policy["style-src"].split() == list(map(hashed, styles))
    assert len(scripts) == len(styles) == 3


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@needs_front_end
def test_it_loads_nothing(text: str, parsed: ParsedFile, bodies: dict[str, str]) -> None:
    for found in (parsed, *map(ParsedFile, bodies.values())):
        for tag, attributes in found.tags:
            assert attributes.get("src", "data:").startswith("data:"), (tag, attributes)
            assert "style" not in attributes, (tag, attributes)
            assert tag not in ("iframe", "object", "embed", "base", "audio", "video")
            assert tag != "link" or attributes["href"].startswith("data:")
    assert not re.search(r"@import|url\(", " ".join(text for _, text in parsed.all("style")))
    assert str(ROOT) not in text


@needs_front_end
def test_every_link_leads_to_a_page_of_it(
    parsed: ParsedFile, bodies: dict[str, str], parts: dict[str, bytes]
) -> None:
    figures = json.loads(parts["pages"])["figures"]
    things = set(re.findall(rf"<{ID}([^>]+)>", nquads()))
    links = {
        attributes["href"]
        for found in (parsed, *map(ParsedFile, bodies.values()))
        for tag, attributes in found.tags
        if tag == "a"
    }
    inside = {unescape(link) for link in links if link.startswith("#/")}
    assert len(inside) > 2_000
    assert {link for link in links - inside if not link.startswith("https://")} == {"#main"}
    lost = [link for link in inside if not leads(link, bodies, figures, things)]
    assert lost == []


def nquads() -> str:
    return load(WORKBENCH.project.turtle_files()).snapshot().decode("utf-8")  # type: ignore[union-attr]


def leads(link: str, bodies: dict[str, str], figures: dict[str, str], things: set[str]) -> bool:
    path, _, query = unquote(link[1:]).partition("?")
    if path in ("/what-if", "/debate") and query:
        return f"{path}?{query}" in bodies
    if path in ("/search", *bodies, *figures):
        return True
    return path[1:] in things  # whose page the engine makes


@needs_front_end
def test_a_page_says_what_the_page_of_the_site_says(bodies: dict[str, str]) -> None:
    site = Site(WORKBENCH.project, load(WORKBENCH.project.turtle_files()), digest="")
    page = thing(site, f"{ID}person/deutscher-isaac")
    whole = render(page, site, Frame(path="/", menu=()))
    theirs = words(whole[whole.index("<article>") : whole.index("</article>")])
    ours = words(bodies["/person/deutscher-isaac"])
    data = "This as data: Turtle · JSON-LD · N-Triples · RDF/XML · JSON"
    assert ours == theirs.replace(data, "This as data")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@needs_front_end
def test_without_script_the_first_page_its_picture_and_the_works_are_there(
    text: str, parsed: ParsedFile
) -> None:
    shown = text[text.index("<main") : text.index("</main>")]
    assert "The three assumptions" in shown
    assert "Filtzer, Soviet Workers" in shown
    (image,) = [one for one, _ in parsed.all("img")]
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


def test_without_the_front_end_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(front_end, "BUNDLE", tmp_path)
    with pytest.raises(SystemExit) as ended:
        main.main(["export", "--project", str(ROOT), "--format", "html"])
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert "the front end is not built" in err
    assert "python hatch_build.py" in err


@needs_front_end
def test_a_server_offers_the_same_file(text: str) -> None:
    with serving("--project", str(ROOT)) as server:
        assert "/download/stakhgraph.html" in server.get("/download", "text/html").text
        reply = server.get("/download/stakhgraph.html")
    assert (reply.status, reply.media) == (200, "text/html")
    assert reply.headers["content-disposition"] == 'attachment; filename="stakhgraph.html"'
    assert hashlib.sha256(reply.data).digest() == hashlib.sha256(text.encode("utf-8")).digest()


@needs_front_end
def test_it_is_not_made_from_an_endpoint() -> None:
    with pytest.raises(UsageError, match="not from an endpoint"):
        document.export(api.open(ROOT, endpoint="http://127.0.0.1:9/sparql"))
