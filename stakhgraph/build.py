"""The main job in one straight line: load, validate, answer, trace, export, draw, write.

Everything is made in memory first; the folder is then written whole, or not at all.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stakhgraph.debate import summary, validation
from stakhgraph.debate.descent import Descent
from stakhgraph.debate.documents import verification
from stakhgraph.debate.lineage import Lineage
from stakhgraph.drawing import svg
from stakhgraph.errors import UsageError, WriteError
from stakhgraph.exports import formats
from stakhgraph.exports.material import collect
from stakhgraph.figures.catalogue import Figures
from stakhgraph.figures.options import WIDTH_MM
from stakhgraph.files import write_whole
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.workers.worker_store import TIMEOUT, WorkerStore

MARK = ".stakhgraph"
"""The file that marks a folder as written by a build, which a later build may replace."""


@dataclass(frozen=True)
class Build:
    """The result of a build: the text of each file by name, and a summary for the reader.

    ``answered`` is the number of questions, and ``lineages`` has each label with its sentences.
    """

    summary: summary.Summary
    report: validation.Report
    evidence: verification.Verification | None
    answered: int
    lineages: tuple[tuple[str, tuple[str, ...]], ...]
    files: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        faults = self.evidence.faults if self.evidence else ()
        return {
            "summary": self.summary.to_dict(),
            "conforms": self.report.conforms,
            "findings": [vars(finding) for finding in self.report.findings],
            "anchors": self.evidence.anchors if self.evidence else None,
            "faults": [vars(fault) for fault in faults],
            "answered": self.answered,
            "lineages": [
                {"label": label, "told": list(sentences)} for label, sentences in self.lineages
            ],
            "files": sorted(self.files),
        }


def build(
    project: Project,
    *,
    engine: str = "oxigraph",
    sources: Path | None = None,
    timeout: float = TIMEOUT,
    report_stage: Callable[[str], None] = lambda stage: None,
) -> Build:
    """Do the whole job on a project, and return the files without writing them.

    ``sources`` is the folder of the source documents; without it anchors are not checked.
    ``report_stage`` is called with the name of each stage as it begins.
    Queries run in a worker, so that one of the project cannot take all time and memory:
    ``timeout`` is in seconds for each, 0 for no limit.
    Raises the errors of loading, validating and querying.
    """
    report_stage("loading")
    with WorkerStore(project.turtle_files(), engine=engine, timeout=timeout) as graph:
        graph.start()
        return _build(project, graph, sources, timeout, report_stage)


def _build(
    project: Project,
    graph: WorkerStore,
    sources: Path | None,
    timeout: float,
    report_stage: Callable[[str], None],
) -> Build:
    report_stage("validating")
    report = validation.check(project, on=graph, timeout=timeout)
    evidence = verification.verify(project, graph, sources) if sources else None
    report_stage("answering the questions")
    answers = _answers(project, graph)
    report_stage("tracing and drawing")
    lineages = summary.lineages(project, graph)
    overview = summary.summarise(project, graph)
    files = {
        "stakhgraph.ttl": formats.render(collect(project), "turtle"),
        **dict(_drawings(Figures(project, AskedAtOnce(graph)))),
        **answers,
    }
    descents = tuple((one.label, _sentences(one)) for one in lineages)
    result = Build(overview, report, evidence, len(answers), descents, files)
    return replace(result, files={**files, "report.json": _json(result.to_dict())})


def _answers(project: Project, graph: Queryable) -> dict[str, str]:
    """Return the answer to each question as CSV; required parameters have their example values."""
    files = {}
    for name, query in catalogue.read_all(project).items():
        if query.topic in catalogue.MACHINERY:
            continue
        params = {p.name: p.example for p in query.parameters if p.required}
        table = answering.run(query, on=graph, params=params, prefixes=project.prefixes)
        files[f"answers/{name}.csv"] = table.to_csv()
    return files


def _sentences(lineage: Lineage) -> tuple[str, ...]:
    return Descent(lineage, lineage.members[0], lineage.members[-1]).sentences()


def _drawings(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield every figure of the graph, its works at their first editions, with its file name."""
    for what in ("citations", "decades"):
        yield (
            f"{what}.svg",
            svg.draw(figures.draw(what), width_mm=WIDTH_MM),
        )
    for what in ("lineage", "assumption"):
        every = figures.subjects(what)
        wholes = {subject.whole for subject in every}  # the figure of a whole shows its clauses
        for subject in every:
            if what == "lineage" or subject.iri in wholes:
                drawn = figures.draw(what, about=subject.iri)
                yield (
                    f"{_file(what, subject.slug)}.svg",
                    svg.draw(drawn, width_mm=WIDTH_MM),
                )


def _file(what: str, slug: str) -> str:
    return slug if slug.startswith(what) else f"{what}-{slug}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(result: Build, out: Path) -> None:
    """Write the files of a build into the folder ``out``, all of them or none.

    A folder that an earlier build wrote is replaced; any other that is not empty is left alone.
    Raises UsageError for such a folder, and WriteError when writing fails.
    """
    whole = out.resolve()
    _clear_leftovers(whole)
    require_replaceable(out)
    temporary = whole.with_name(f".{whole.name}.{os.getpid()}-{secrets.token_hex(6)}")
    try:
        write_whole(temporary / MARK, _mark_text(result.files))
        for name, text in result.files.items():
            write_whole(temporary / name, text)
        _swap(temporary, whole)
    except OSError as exc:
        raise WriteError(
            f"cannot be written: {exc.strerror or exc}",
            where=str(out),
            remedy="Free some space, or name another folder with --out.",
        ) from exc
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _clear_leftovers(out: Path) -> None:
    """Remove what builds have left that were killed, and put back what one had put aside.

    The names say which process made them; those of one that still runs are left alone.
    """
    name = re.compile(rf"\.{re.escape(out.name)}\.([0-9]+)-[0-9a-f]{{12}}(\.old)?")
    with suppress(OSError):
        for path in sorted(out.parent.iterdir()):
            match = name.fullmatch(path.name)
            if match is None or _is_running(int(match[1])):
                continue
            if match[2] and not out.exists():
                path.rename(out)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Return whether there is such a process; on systems that cannot tell, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)  # signal 0 is not sent, but it is checked whether it could be
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def require_replaceable(out: Path) -> None:
    """Raise UsageError if ``out`` holds anything that an earlier build did not write."""
    try:
        foreign = _foreign(out)
    except OSError as exc:
        raise WriteError(f"cannot be read: {exc.strerror or exc}", where=str(out)) from exc
    if foreign:
        raise UsageError(
            f"the folder holds a file that no build wrote: {foreign}",
            where=str(out),
            remedy="Move it, or name another folder with --out.",
        )


def _mark_text(files: Mapping[str, str]) -> str:
    """Return the text of the mark: the names of the files that the build wrote."""
    return "\n".join(
        ["# Written by stakhgraph build, and may be written anew:", *sorted(files), ""]
    )


def _foreign(out: Path) -> str:
    """Return the name of a file in the folder that its mark does not list, or nothing."""
    if not out.exists():
        return ""
    if not out.is_dir():
        return out.name
    mark = out / MARK
    if not mark.is_file():  # nothing in it is of a build, and so nothing need be looked through
        return min((path.name for path in out.iterdir()), default="")
    ours = set(mark.read_text(encoding="utf-8").splitlines())
    here = sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    names = (path.relative_to(out).as_posix() for path in here if path != mark)
    return next((name for name in names if name not in ours), "")


def _swap(new: Path, out: Path) -> None:
    """Put the new folder in the place of the old, and the old back if that fails."""
    old = new.with_name(f"{new.name}.old")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        with suppress(OSError):
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
