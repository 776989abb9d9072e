"""What docs/ shows must work: its commands and Python are run, its links lead somewhere.

A page is a session in a copy of the project. In a ``console`` block a line ``$ COMMAND`` is run, and
the lines below it are all that the command says, where ``…`` stands for anything. A line ``> MORE``
goes on with the command. It ends with 0, unless the next one is ``$ echo $?``. A block with a file name after the language is that
file; with ``+`` it goes to the file's end, with ``~`` in the place of the paragraph that begins like
it. A ``python`` block is run, and a ``text`` block right after it is what it prints.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest

import stakhgraph
from stakhgraph.cli import main
from stakhgraph.web import front_end
from tests import ROOT, reference
from tests.endpoint import _wait, free_port
from tests.picture import hidden_arrows, picture
from tests.test_architecture import ORDER

DOCS = ROOT / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path for path in sorted(DOCS.rglob("*.md"))}
WRITTEN = {name: path for name, path in PAGES.items() if not name.startswith("reference/")}
NOTEBOOK = DOCS / "tutorial.ipynb"
COMMANDS = main.stakhgraph.commands

BLOCK = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = {"cp", "mkdir", "cat", "sha256sum", "head"}
PORT = "7878"


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Give language, file name and content of each block of a page."""
    return [match.groups(default="") for match in BLOCK.finditer(PAGES[page].read_text("utf-8"))]


def commands(console: str) -> Iterator[tuple[str, str]]:
    """Give each command of a console block, and what is shown below it."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        first, *lines = part.rstrip("\n").split("\n")
        more = list(takewhile(lambda line: line.startswith("> "), lines))
        shown = "".join(f"{line}\n" for line in lines[len(more) :])
        yield "\n".join([first, *(line[2:] for line in more)]).replace("\\\n", " "), shown


def pattern(shown: str) -> str:
    """Give the pattern of the outputs that a page may mean by what it shows."""
    lines = (
        r"(?:.*\n)*?" if line in ("…", "...") else re.escape(line).replace("…", ".*") + "\n"
        for line in shown.rstrip("\n").split("\n")
    )
    return "".join(lines)


def require_shown(shown: str, real: str) -> None:
    real = "".join(f"{line.rstrip()}\n" for line in real.splitlines())
    assert re.fullmatch(pattern(shown), real), f"shown:\n{shown}\nreal:\n{real}"


class Session:
    """A shell in a folder that knows stakhgraph, and a few words more."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = monkeypatch, capsys
        self._port = str(free_port())
        self._servers: list[subprocess.Popen[bytes]] = []
        self.code = 0

    def close(self) -> None:
        for server in self._servers:
            server.terminate()
            server.wait(timeout=10)

    def run(self, line: str) -> str:
        line = line.replace(PORT, self._port)
        words = shlex.split(line, comments=True)
        given = list(takewhile(re.compile(r"[A-Z_]+=").match, words))
        with pytest.MonkeyPatch.context() as patch:
            for pair in given:
                patch.setenv(*pair.split("=", 1))
            return self._said(words[len(given) :], line).replace(self._port, PORT)

    def _said(self, words: list[str], line: str) -> str:
        match words:
            case ["echo", "$?"]:
                code, self.code = self.code, 0
                return f"{code}\n"
            case ["cd", folder]:
                self._patch.chdir(folder)
            case ["stakhgraph", *arguments]:
                return self._stakhgraph(arguments)
            case ["oxigraph", *arguments]:
                self._oxigraph(arguments)
            case [name, *_] if name in SHELL:
                return subprocess.run(
                    line, shell=True, check=True, capture_output=True, text=True
                ).stdout
            case _:
                raise AssertionError(f"no such command in the tests: {line}")
        return ""

    def _stakhgraph(self, arguments: list[str]) -> str:
        into = next((at for at, word in enumerate(arguments) if word in (">", ">>")), None)
        with pytest.raises(SystemExit) as ended:
            main.main(arguments[:into])
        self.code = int(ended.value.code or 0)
        printed = self._capsys.readouterr()
        if into is None:
            return printed.out + printed.err
        mode = "a" if arguments[into] == ">>" else "w"
        with Path(arguments[into + 1]).open(mode, encoding="utf-8", newline="") as file:
            file.write(printed.out)
        return printed.err

    def _oxigraph(self, arguments: list[str]) -> None:
        program = str(Path(sys.executable).with_name("oxigraph"))
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if arguments[-1] != "&":
            subprocess.run([program, *arguments], check=True, timeout=60, **quiet)
            return
        self._servers.append(subprocess.Popen([program, *arguments[:-1]], **quiet))
        _wait(f"http://localhost:{self._port}/")


@pytest.fixture
def session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Session]:
    """Give a session in a copy of the project, in an environment that knows nothing."""
    folder = tmp_path / "stakhgraph"
    for room in ("ontology", "graph", "queries"):
        shutil.copytree(ROOT / room, folder / room)
    monkeypatch.chdir(folder)
    for name in list(os.environ):
        if name.startswith("STAKHGRAPH_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    found = Session(monkeypatch, capsys)
    yield found
    found.close()


NEEDS_FRONT_END = {"how-to/hand-on-one-file.md"}
RUN = [
    name for name in WRITTEN if any(kind in ("console", "python") for kind, _, _ in blocks(name))
]


def test_most_pages_show_how_it_is_done():
    assert len(RUN) >= 8


@pytest.mark.parametrize("page", RUN)
def test_a_page_works_as_it_says(page: str, session: Session, capsys: pytest.CaptureFixture[str]):
    if page in NEEDS_FRONT_END and not front_end.is_built():
        pytest.skip("the front end is not built: python hatch_build.py")
    names: dict[str, object] = {}
    printed = ""
    for kind, file, content in blocks(page):
        if file:
            _write(file, content)
        elif kind == "console":
            _console(session, content)
        elif kind == "python":
            exec(compile(content, page, "exec"), names)
            printed = capsys.readouterr().out
        elif kind == "text" and printed:
            require_shown(content, printed)
            printed = ""
    assert session.code == 0


def _write(file: str, content: str) -> None:
    path = Path(file.rstrip("+~"))
    if file.endswith("+"):
        content = f"{path.read_text('utf-8')}\n{content}"
    if file.endswith("~"):
        parts = path.read_text("utf-8").split("\n\n")
        first = content.partition("\n")[0]
        assert sum(part.startswith(first) for part in parts) == 1, first
        content = "\n\n".join(content if part.startswith(first) else part for part in parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _console(session: Session, content: str) -> None:
    for line, shown in commands(content):
        assert session.code == 0 or line == "echo $?", f"before {line}: {session.code}"
        real = session.run(line)
        if shown.strip():
            require_shown(shown, real)


def test_what_is_shown_is_held_against_what_is_said():
    require_shown("a … c\n…\nlast\n", "a b c\nmore\n\nlast\n")
    with pytest.raises(AssertionError):
        require_shown("a\n", "a\nb\n")


# ---- names of commands and options


def _mentioned() -> Iterator[tuple[str, str]]:
    """Give each place of a page where a command is called, as far as its line goes."""
    for page, path in PAGES.items():
        text = path.read_text("utf-8")
        for found in re.findall(
            r"stakhgraph ([a-z]+(?:-[a-z]+)*(?= |$)[^`\n]*)", _code(text), re.MULTILINE
        ):
            yield page, found


def _code(text: str) -> str:
    """Give the code of a page: its blocks, and what stands between backticks."""
    shown = [
        content.replace("\\\n", " ") for kind, _, content in BLOCK.findall(text) if kind != "text"
    ]
    commands_only = [
        line for content in shown for line in content.splitlines() if "stakhgraph " in line
    ]
    spans = re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))
    return "\n".join([*commands_only, *spans])


def test_every_command_is_told_of():
    told = {words.split()[0] for page, words in _mentioned() if page in WRITTEN}
    assert set(COMMANDS) <= told


def test_no_page_speaks_of_a_command_or_an_option_that_there_is_not():
    wrong = [
        (page, words)
        for page, words in _mentioned()
        for known in [_options(words.split()[0])]
        if not set(re.findall(r"(?<=\s)--[a-z-]+", words)) <= known
    ]
    assert wrong == []


def test_no_page_speaks_of_an_option_that_no_command_has():
    every = set().union(*map(_options, COMMANDS)) | {"--version", "--help"} | OXIGRAPH
    for page, path in WRITTEN.items():
        for option in re.findall(r"`(--[a-z-]+)", path.read_text("utf-8")):
            assert option in every, page


OXIGRAPH = {"--location", "--file", "--bind"}


def _options(name: str) -> set[str]:
    assert name in COMMANDS, name
    params = COMMANDS[name].params
    return {"--help"} | {
        word for one in params if isinstance(one, click.Option) for word in one.opts
    }


def test_the_version_that_a_page_cites_is_this_one():
    for page, path in WRITTEN.items():
        found = re.findall(r"stakhgraph(?:, version)? (\d[\d.]*\d)", path.read_text("utf-8"))
        assert set(found) <= {stakhgraph.__version__}, page


# ---- links


def _headings(text: str) -> set[str]:
    """Give the names under which the headings of a page can be linked to."""
    found: dict[str, int] = {}
    names = set()
    for heading in re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE):
        name = reference.slug(re.sub(r"[`*]", "", heading))
        count = found[name] = found.get(name, -1) + 1
        names.add(f"{name}-{count}" if count else name)
    return names


def _links(text: str) -> list[str]:
    return re.findall(r"(?<!\\)\]\(([^)\s]+)\)", BLOCK.sub("", text))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str):
    path = PAGES[page]
    for link in _links(path.read_text("utf-8")):
        _require_target(path, link)


def _require_target(path: Path, link: str) -> None:
    file, _, heading = link.partition("#")
    if link.startswith("https://"):
        return
    target = (path.parent / file).resolve() if file else path
    assert target.exists(), link
    assert not heading or heading in _headings(target.read_text("utf-8")), link


def test_the_first_page_leads_to_all():
    linked = {
        (DOCS / link.partition("#")[0]).resolve()
        for link in _links(PAGES["index.md"].read_text("utf-8"))
    }
    assert {*PAGES.values(), NOTEBOOK} - {DOCS / "index.md"} <= linked


def test_the_links_of_the_notebook_lead_somewhere():
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert _links(text)
    for link in _links(text):
        _require_target(NOTEBOOK, link)


# ---- what is made, and what is said


def test_the_reference_is_what_the_program_says():
    found = {path.name: path.read_text("utf-8") for path in sorted((DOCS / "reference").iterdir())}
    assert found == reference.pages()


def test_the_picture_of_the_architecture_shows_the_imports():
    assert (DOCS / "architecture.svg").read_text("utf-8") == picture()
    assert hidden_arrows() == []


def test_the_architecture_has_a_paragraph_for_each_package():
    text = PAGES["architecture.md"].read_text("utf-8")
    assert [name for row in ORDER for name in row if f"**{name}**" not in text] == []


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_file_that_a_guide_names_exists(page: str):
    text = (ROOT / page).read_text("utf-8")
    named = {
        name
        for name in re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|html|ttl|md|svg))`", text)
        if "NAME" not in name
    }
    homes = (ROOT, ROOT / "stakhgraph")
    assert len(named) > 5
    assert [name for name in named if not any((home / name).exists() for home in homes)] == []


def test_no_page_copies_a_source(sources: Path):
    runs = {run for file in sources.glob("*.txt") for run in _runs(file.read_text("utf-8"))}
    assert len(runs) > 1000
    for page, path in WRITTEN.items():
        # A citation, set off as a quotation, gives the title of a book in full.
        text = re.sub(r"^>.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        copied = [run for run in _runs(text) if run in runs]
        assert not copied, f"{page}: {copied}"


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[\w’'-]+", text.lower())
    return (tuple(words[at : at + 6]) for at in range(len(words) - 5))
