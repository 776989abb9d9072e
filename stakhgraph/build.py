"""The main job in one straight line: load, validate, answer, trace, export, draw, write.

Everything is made in memory first; the folder is then written whole, or not at all.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stakhgraph.debate import summary, validation, verification
from stakhgraph.debate.descent import Descent
from stakhgraph.debate.lineage import Lineage
from stakhgraph.drawing import svg
from stakhgraph.errors import UsageError, WriteError
from stakhgraph.exports import formats
from stakhgraph.exports.material import collect
from stakhgraph.figures import drawings
from stakhgraph.files import write_whole
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf import store

MARK = ".stakhgraph"
"""A file that tells a folder of ours, which may be written anew, from somebody else's."""


@dataclass(frozen=True)
class Build:
    """What the main job made: `files` by name, and what a reader is told of them."""

    summary: summary.Summary
    report: validation.Report
    evidence: verification.Verification | None
    answered: int
    descents: tuple[tuple[str, tuple[str, ...]], ...]
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
            "lineages": [{"label": label, "told": list(told)} for label, told in self.descents],
            "files": sorted(self.files),
        }


def build(
    project: Project,
    *,
    engine: str = "oxigraph",
    sources: Path | None = None,
    tell: Callable[[str], None] = lambda stage: None,
) -> Build:
    """Do the whole job on a project; `tell` hears of each stage as it begins.

    `sources` is the folder of the source documents; without it anchors are not checked.
    Raises what loading, validating and asking raise.
    """
    tell("loading")
    loaded = store.load(project.turtle_files(), engine=engine)
    tell("validating")
    report = validation.check(project, engine=engine, on=loaded)
    held = verification.verify(project, loaded, sources) if sources else None
    tell("answering the questions")
    answers = _answers(project, loaded)
    tell("tracing and drawing")
    lineages = summary.lineages(project, loaded)
    glance = summary.summarise(project, loaded)
    files = {
        "stakhgraph.ttl": formats.render(collect(project), "turtle"),
        **dict(_drawings(project, loaded)),
        **answers,
    }
    told = tuple((found.label, _told(found)) for found in lineages)
    done = Build(glance, report, held, len(answers), told, files)
    return Build(**{**vars(done), "files": {**files, "report.json": _json(done.to_dict())}})


def _answers(project: Project, loaded: store.Store) -> dict[str, str]:
    """Return each question's answer as CSV; one that needs a value is asked with its example."""
    found = {}
    for name, query in catalogue.read_all(project).items():
        if query.topic in catalogue.MACHINERY:
            continue
        params = {p.name: p.example for p in query.parameters if p.required}
        table = answering.run(query, on=loaded, params=params, prefixes=project.prefixes)
        found[f"answers/{name}.csv"] = table.to_csv()
    return found


def _told(found: Lineage) -> tuple[str, ...]:
    return Descent(found, found.members[0], found.members[-1]).sentences()


def _drawings(project: Project, loaded: store.Store) -> Iterator[tuple[str, str]]:
    """Draw all that can be drawn of the graph, at first editions."""
    for what in ("citations", "decades"):
        yield (
            f"{what}.svg",
            svg.draw(drawings.scene(project, loaded, what), width_mm=drawings.WIDTH_MM),
        )
    for what in ("lineage", "assumption"):
        every = drawings.subjects(project, loaded, what)
        wholes = {subject.whole for subject in every}  # of clauses, which their drawings show
        for subject in every:
            if what == "lineage" or subject.iri in wholes:
                drawn = drawings.scene(project, loaded, what, about=subject.iri)
                yield (
                    f"{_file(what, subject.slug)}.svg",
                    svg.draw(drawn, width_mm=drawings.WIDTH_MM),
                )


def _file(what: str, slug: str) -> str:
    return slug if slug.startswith(what) else f"{what}-{slug}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(done: Build, out: Path) -> None:
    """Write the build's files as the folder `out`, whole or not at all.

    A folder that an earlier build wrote is replaced; any other that is not empty is left alone.
    Raises UsageError for such a folder, WriteError when writing fails.
    """
    require_ours(out)
    beside = out.resolve().with_name(f".{out.resolve().name}.{secrets.token_hex(6)}")
    try:
        write_whole(beside / MARK, _marked(done.files))
        for name, text in done.files.items():
            write_whole(beside / name, text)
        _swap(beside, out.resolve())
    except OSError as exc:
        raise WriteError(
            f"cannot be written: {exc.strerror or exc}",
            where=str(out),
            remedy="Free some space, or name another folder with --out.",
        ) from exc
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def require_ours(out: Path) -> None:
    """Raise UsageError if `out` holds anything that an earlier build did not write."""
    try:
        foreign = _foreign(out)
    except OSError as exc:
        raise WriteError(f"cannot be looked at: {exc.strerror or exc}", where=str(out)) from exc
    if foreign:
        raise UsageError(
            f"there is something here that no build wrote: {foreign}",
            where=str(out),
            remedy="Move it, or name another folder with --out.",
        )


def _marked(files: Mapping[str, str]) -> str:
    """Return the text of the mark: what the build wrote, a name a line."""
    return "\n".join(
        ["# Written by stakhgraph build, and may be written anew:", *sorted(files), ""]
    )


def _foreign(out: Path) -> str:
    """Return the name of something in the folder that is not listed in its mark, or nothing."""
    if not out.exists():
        return ""
    if not out.is_dir():
        return out.name
    mark = out / MARK
    ours = set(mark.read_text(encoding="utf-8").splitlines()) if mark.is_file() else set()
    here = sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    names = (path.relative_to(out).as_posix() for path in here if path != mark)
    return next((name for name in names if name not in ours), "")


def _swap(beside: Path, out: Path) -> None:
    """Put the new folder in place of the old, and the old back if that fails."""
    old = beside.with_name(f"{beside.name}.old")
    if out.exists():
        out.rename(old)
    try:
        beside.rename(out)
    except OSError:
        with suppress(OSError):
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
