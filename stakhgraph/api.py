"""The Python API: one object with the verbs of the command line.

>>> import stakhgraph
>>> with stakhgraph.open() as debate:
...     table = debate.query("lineage/series", asked="privileged-caste")
...     print(*table.texts()[0][:3], sep=" | ")
The privileged-caste argument | 1 | Leon Trotsky
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import QuerySyntaxError, UnknownName, UsageError
from stakhgraph.files import write_whole
from stakhgraph.project import Place, Project
from stakhgraph.queries import answering, binding, catalogue, query_file, rewriting
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Answer, Queryable
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.workers.worker_store import TIMEOUT, WorkerStore

if TYPE_CHECKING:
    from stakhgraph.debate.comparing.diff import Changes
    from stakhgraph.debate.descent import Descent
    from stakhgraph.debate.documents.verification import Verification
    from stakhgraph.debate.empty_answers import Emptiness
    from stakhgraph.debate.lineage import Lineage
    from stakhgraph.debate.profiles import Profile
    from stakhgraph.debate.search.names import Thing
    from stakhgraph.debate.search.question_search import Hit
    from stakhgraph.debate.validation import Report
    from stakhgraph.debate.what_if import WhatIf
    from stakhgraph.drawing.scene import Scene
    from stakhgraph.exports.material import Material
    from stakhgraph.rdf.remote_endpoint.client import RemoteStore

WIDTH_MM = 180.0
"""Default width of a figure in print: the full page of a journal."""


@dataclass(frozen=True)
class Drawing:
    """A figure that can be written in several formats, and that a notebook displays.

    ``width_mm`` is its printed width in millimetres.
    """

    scene: Scene
    width_mm: float = WIDTH_MM

    @property
    def title(self) -> str:
        """The title of the figure."""
        return self.scene.title

    @cached_property
    def svg(self) -> str:
        """The figure as SVG, the same bytes on every run."""
        from stakhgraph.drawing import svg

        return svg.draw(self.scene, width_mm=self.width_mm)

    def embedded(self) -> str:
        """Return SVG with the font embedded; UsageError without the extra ``figures``."""
        from stakhgraph.drawing import print_formats

        return print_formats.embedded(self.svg)

    def pdf(self) -> bytes:
        """Return PDF with its fonts; UsageError without the extra ``figures``."""
        from stakhgraph.drawing import print_formats

        return print_formats.pdf(self.svg)

    def png(self, *, dpi: int = 300) -> bytes:
        """Return PNG of ``dpi`` dots per inch; UsageError without the extra ``figures``."""
        from stakhgraph.drawing import print_formats

        return print_formats.png(self.svg, width_mm=self.width_mm, dpi=dpi)

    def save(self, path: Path | str) -> None:
        """Write the figure to a file whose name ends in .svg, .pdf or .png.

        Raises UsageError for another ending, WriteError when writing fails.
        """
        form = Path(path).suffix.lower().removeprefix(".")
        write_whole(Path(path), self.to(form))

    def to(self, form: str, *, embed: bool = False) -> str | bytes:
        """Return the figure as ``svg``, ``pdf`` or ``png``; UsageError for another format.

        With ``embed``, SVG contains its font as PDF always does; that needs the extra ``figures``.
        """
        match form:
            case "svg":
                return self.embedded() if embed else self.svg
            case "pdf":
                return self.pdf()
            case "png":
                return self.png()
        raise UsageError(f"no figures in the format {form!r}", remedy="Choose svg, pdf or png.")

    def _repr_svg_(self) -> str:
        """Show the figure in a notebook."""
        return self.svg


class Workbench:
    """A debate that can be queried, drawn, exported and checked.

    Queries are answered by a process of their own, by the endpoint, or by ``on``; close the
    workbench, or use it as a context manager, to end that process. Things are named by label, slug,
    prefixed name or IRI, in any spelling.
    """

    def __init__(
        self,
        project: Project,
        *,
        engine: str = "oxigraph",
        endpoint: str | None = None,
        timeout: float = TIMEOUT,
        allow_redirects: bool = False,
        on: Queryable | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open a debate; ``tell`` is told what takes long, such as compiling a large one."""
        self.project = project
        self._tell = tell
        self.engine = engine
        self._timeout = timeout
        self._endpoint = (
            _remote(endpoint, timeout, allow_redirects) if endpoint is not None else None
        )
        self._on = on or self._endpoint

    @cached_property
    def on(self) -> Queryable:
        """What answers the queries."""
        from stakhgraph.debate.compiled import form

        if self._on is not None:
            return self._on
        return form.open_store(
            self.project, engine=self.engine, timeout=self._timeout, tell=self._tell
        )

    def __enter__(self) -> Workbench:
        """Return the workbench itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End the process that answers queries; a later query starts another."""
        if isinstance(on := self.__dict__.get("on", self._on), WorkerStore):
            on.close()

    def queries(self, about: str = "", *, reader: str = "") -> tuple[Query, ...]:
        """Return the questions of the catalogue, or only those about something or for a reader.

        ``about`` is words, or the name of a thing, which also finds the questions that can be asked
        about it.
        """
        return tuple(hit.query for hit in self.search(about, reader=reader)[0])

    def search(self, about: str, *, reader: str = "") -> tuple[tuple[Hit, ...], Thing | None]:
        """Return the questions about something, best first, and the thing that the words name."""
        from stakhgraph.debate.search import question_search

        return question_search.search(self.project, self.on, about=about, reader=reader)

    def near(self, about: str) -> tuple[Thing, ...]:
        """Return things of the graph whose names have all these words."""
        from stakhgraph.debate.search import question_search

        return question_search.near(self.project, self.on, about)

    def named_thing(self, name: str) -> Thing | None:
        """Return the thing of this name; None if there is none, or more than one."""
        try:
            return self.find(name) if name.strip() else None
        except UnknownName:
            return None

    def query(self, name: str | Path, /, **params: str | int) -> Table:
        """Answer a question of the catalogue by name, or a SELECT in an ``.rq`` file.

        Raises UnknownName, ParameterError, QuerySyntaxError and Failure.
        """
        query = query_file.read(name) if isinstance(name, Path) else self.named(name)
        table = self.answer(query, {key: str(value) for key, value in params.items()})
        if not isinstance(table, Table):
            raise QuerySyntaxError("the query is not a SELECT", remedy="Use sparql() for it.")
        return table

    def sparql(self, text: str) -> Answer:
        """Answer a SPARQL query: a Table, Triples or Truth.

        Prefixes of the project need no PREFIX line.
        """
        return self.answer(query_file.parse(text, Path("query")))

    def named(self, name: str) -> Query:
        """Return the question of this name; UnknownName if the catalogue does not have it."""
        return catalogue.find(self.project, name)

    def answer(self, query: Query, params: Mapping[str, str] | None = None) -> Answer:
        """Answer a query with these values; things among them may have any of their names."""
        complete, values = self.prepared(query, params or {})
        return answering.answer(complete, on=self.on, params=values, prefixes=self.project.prefixes)

    def prepared(self, query: Query, params: Mapping[str, str]) -> tuple[Query, dict[str, str]]:
        """Return the query with its PREFIX lines, and the values with IRIs for names."""
        from stakhgraph.debate.search import name_search

        # The names of files here are not told to an endpoint.
        local = self._endpoint is None
        complete = rewriting.add_prefixes(query, self.project.prefixes, local=local)
        binding.require_parameters(complete, params)
        return complete, name_search.resolved(self.project, self.on, complete, params)

    def why_empty(self, query: Query, params: Mapping[str, str]) -> Emptiness:
        """Return why a question has no rows with these values, and similar values that have."""
        from stakhgraph.debate import empty_answers

        complete, values = self.prepared(query, params)
        return empty_answers.why_empty(self.project, self.on, complete, values)

    def explain(self, name: str, /, **params: str | int) -> str:
        """Return the SPARQL of a question with these values, for any endpoint."""
        texts = {key: str(value) for key, value in params.items()}
        complete, values = self.prepared(self.named(name), texts)
        return rewriting.with_values(complete, values, prefixes=self.project.prefixes)

    def find(self, name: str) -> Thing:
        """Return the thing of this name; Ambiguous, with the candidates, or UnknownName."""
        from stakhgraph.debate.search import name_search

        return name_search.find(self.project, self.on, name)

    def taken_for(self, text: str, iri: str) -> Thing | None:
        """Return the thing of this IRI, or None if the text is simply its name."""
        from stakhgraph.debate.search import name_search

        return name_search.taken_for(self.project, self.on, text, iri)

    def place(self, iri: str) -> Place | None:
        """Return the file and line where the block of a thing begins; None if it has none."""
        from stakhgraph.debate.compiled.form import CompiledStore

        if isinstance(self.on, CompiledStore):
            return self.on.place(iri)
        return self.project.sources.find(iri)

    def show(self, name: str) -> Profile:
        """Return the profile of a thing: all that the graph says about it."""
        from stakhgraph.debate import profiles

        return profiles.profile_of(self.project, self.on, name)

    def lineages(self) -> tuple[Lineage, ...]:
        """Return every lineage in the graph."""
        from stakhgraph.debate import summary

        return summary.lineages(self.project, self.on)

    def lineage(self, start: str, end: str) -> Descent:
        """Return the descent from one holder to another in the lineage that contains both."""
        from stakhgraph.debate.descent import choose

        return choose(self.lineages(), start, end)

    def draw(
        self,
        what: str,
        about: str | None = None,
        *,
        basis: str = "first",
        width_mm: float = WIDTH_MM,
    ) -> Drawing:
        """Draw one of `catalogue.FIGURES`: citations, a lineage, an assumption, the decades.

        ``about`` names the lineage, assumption or question; ``basis`` is ``first`` (works at their
        first year) or ``cited`` (at the year of the edition cited).
        """
        from stakhgraph.figures import catalogue

        scene = catalogue.draw(
            self.project, self.on, what, about=about, basis=basis, width_mm=width_mm
        )
        return Drawing(scene, width_mm)

    def what_if(self, *names: str) -> WhatIf:
        """Return what loses its support without some assumptions, sources, texts or reporters."""
        from stakhgraph.debate import what_if_rules

        return what_if_rules.set_aside(self.project, self.on, names)

    def draw_without(self, result: WhatIf, *, width_mm: float = WIDTH_MM) -> Drawing:
        """Draw what is left, from a result of `what_if`."""
        from stakhgraph.figures.what_if import draw

        scene = draw(self.project, self.on, result, width_mm=width_mm)
        return Drawing(scene, width_mm)

    def export(self, form: str) -> str:
        """Return the graph of the files or the endpoint in one of `exports.formats.FORMATS`."""
        from stakhgraph.exports import formats

        return formats.render(self.material(), form)

    def material(self) -> Material:
        """Return the data that exports are made from: of the files, or of the endpoint."""
        from stakhgraph.exports.material import collect

        return collect(self.project, self._endpoint)

    @property
    def terms(self) -> Mapping[str, Any]:
        """The terms of the project's JSON-LD context."""
        from stakhgraph.exports import jsonld_context

        return jsonld_context.terms(self.project)

    def validate(self, *, shacl_engine: str | None = None, timeout: float = TIMEOUT) -> Report:
        """Check the graph against its rules; ``shacl_engine`` is ``shacl`` or ``pyshacl``.

        ``timeout`` is in seconds for each check and for the shapes; 0 sets no limit.
        """
        from stakhgraph.debate import validation

        return validation.check(
            self.project, engine=self.engine, shacl_engine=shacl_engine, timeout=timeout
        )

    def verify(self, sources: Path | str) -> Verification:
        """Check that every anchored passage is still in the source documents in a folder."""
        from stakhgraph.debate.documents import verification
        from stakhgraph.rdf import store

        graph = store.load(self.project.turtle_files(), engine=self.engine)
        return verification.verify(self.project, graph, Path(sources))

    def diff(self, old: Path | str) -> Changes:
        """Return what has changed in the debate since an older project folder or export."""
        from stakhgraph.debate.comparing import diff

        return diff.between(Path(old), self.project.root)

    def short(self, iri: str) -> str:
        """Return the prefixed name of an IRI, if it has one."""
        from stakhgraph.rdf.terms import Iri

        return self.project.prefixes.shorten(Iri(iri))


def _remote(endpoint: str, timeout: float, redirects: bool) -> RemoteStore:
    from stakhgraph.rdf.remote_endpoint.client import RemoteStore

    return RemoteStore(endpoint, timeout=timeout, redirects=redirects)


def open(  # noqa: A001 (the word that readers know, as in gzip.open)
    project: Path | str | None = None,
    *,
    engine: str = "oxigraph",
    endpoint: str | None = None,
    timeout: float = TIMEOUT,
    allow_redirects: bool = False,
) -> Workbench:
    """Open a debate: the project in a folder, by default this folder or else the shipped project.

    ``engine`` is ``oxigraph`` or ``rdflib``; with ``endpoint``, the address of a SPARQL 1.1
    endpoint, queries go there. ``timeout`` is in seconds for each query, 0 for no limit.
    Raises UsageError for a folder that is not a project, and for an ill-formed address.
    """
    return Workbench(
        Project.find(None if project is None else Path(project)),
        engine=engine,
        endpoint=endpoint,
        timeout=timeout,
        allow_redirects=allow_redirects,
    )
