"""What the commands say: results as plain text for a reader and as plain values for a machine.

Nothing here prints. Text carries the codes for bold print where a terminal would show them; the
command line takes them out where output goes elsewhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stakhgraph import debate, lineage
from stakhgraph.building import Build
from stakhgraph.debate import Summary, Thing
from stakhgraph.evidence import Evidence
from stakhgraph.lineage import Lineage, Member
from stakhgraph.project import Project
from stakhgraph.queries import Query
from stakhgraph.store import Store
from stakhgraph.tables import Table
from stakhgraph.terms import Iri
from stakhgraph.validation import Report


def bold(text: str) -> str:
    """Return text between the codes that terminals show as bold."""
    return f"\x1b[1m{text}\x1b[0m"


def described(query: Query) -> dict[str, Any]:
    """Return a question as plain values."""
    return {
        "name": query.name,
        "summary": query.summary,
        "serves": query.serves,
        "parameters": [vars(p) for p in query.parameters],
        "columns": [{"name": name, "about": about} for name, about in query.columns],
    }


def catalogue_entry(query: Query) -> str:
    """Return a question as the catalogue lists it: name, reader, summary, parameters."""
    lines = [f"{bold(query.name)}  ({query.serves})", f"  {query.summary}"]
    lines += [f"  --param {p.name}={p.example}  {p.about}" for p in query.parameters]
    return "\n".join(lines)


def findings(report: Report) -> dict[str, Any]:
    """Return a validation report as plain values."""
    found = [vars(f) for f in report.findings]
    return {"conforms": report.conforms, "findings": found, "focus": dict(report.focus_counts)}


def told(report: Report) -> str:
    """Return a validation report a line a finding, and a last line that counts them."""
    lines = [
        f"{f.where or f.subject}: {f.level}: {f.subject}: {f.message} [{f.rule}] {f.remedy}"
        for f in report.findings
    ]
    idle = [shape for shape, count in report.focus_counts.items() if not count]
    lines += [f"notice: no thing for {shape} to look at" for shape in idle]
    count = len(report.findings)
    looked = sum(report.focus_counts.values())
    shapes = f"{len(report.focus_counts)} shapes, {looked} things looked at"
    lines.append(f"{count} {'finding' if count == 1 else 'findings'} ({shapes}).")
    return "\n".join(lines)


def faults(project: Project, found: Evidence) -> dict[str, Any]:
    """Return a verification as plain values, anchors as prefixed names."""
    named = [{**vars(f), "anchor": project.prefixes.shorten(Iri(f.anchor))} for f in found.faults]
    return {**vars(found), "faults": named}


def verified(project: Project, found: Evidence) -> str:
    """Return a verification a line a fault, and a last line that counts them."""
    lines = []
    for fault in found.faults:
        place = project.sources.find(fault.anchor)
        name = project.prefixes.shorten(Iri(fault.anchor))
        where = f"{project.name(place.file)}:{place.line}: " if place else ""
        lines.append(f"{where}{name}: {fault.problem}: {fault.remedy}")
    lines += [f"notice: not found, so not checked: {name}" for name in found.missing]
    held = f"{found.anchors} anchors held against {len(found.found)} documents"
    lines.append(f"{held}, {len(found.faults)} faults.")
    return "\n".join(lines)


def shown(project: Project, store: Store, thing: Thing, said: Table, mentions: Table) -> str:
    """Return what the graph says of one thing, its positions, and where it is mentioned."""
    place = project.sources.find(thing.iri)
    where = f"  {project.name(place.file)}:{place.line}" if place else ""
    short = project.prefixes.shorten(Iri(thing.iri))
    lines = [f"{bold(thing.label)}  ({thing.kind})", f"{short}{where}"]
    rows = said.records()
    lines += [f"  {row['property']}: {row['valueLabel'] or row['value']}" for row in rows]
    if thing.iri.partition("/id/")[2].startswith(("person/", "collective/", "org/")):
        held = debate.answer(project, store, "people/positions", who=thing.iri)
        lines += ["", *_positions(held)]
    groups: dict[str, list[str]] = {}
    for row in mentions.records():
        groups.setdefault(row["relation"], []).append(f"{row['fromLabel']}{_at(row['place'])}")
    for relation, names in groups.items():
        if relation != "holder":
            lines += ["", f"named as “{relation}” in:", *(f"  {name}" for name in names)]
    return "\n".join(lines)


def _positions(held: Table) -> Iterator[str]:
    if held.rows:
        yield "positions:"
    # What the curators infer stands after what a document says.
    for row in sorted(held.records(), key=lambda row: row["attestation"].startswith("inferred")):
        by = f", says {row['reporter']}" if row["reporter"] else ""
        inferred = row["attestation"].startswith("inferred")
        how = f" ({row['attestation']})" if inferred else f" ({row['mode'] or 'at first hand'}{by})"
        cited = f" [own page {row['cited']}]" if row["cited"] else ""
        where = f"{row['place']}, {row['document']}{cited}"
        yield f"  {row['attitude']}: {row['position']}{how} {where}"


def _at(place: str) -> str:
    return f" ({place})" if place else ""


def traced(found: Lineage, first: Member, last: Member) -> str:
    """Return a lineage as told, its arcs, and what each reading makes of them."""
    lines = [bold(found.label), f"as {found.asserter} tells it, from the earliest:"]
    lines += [
        f"  {m.position}  {m.holder}, {m.basis} {m.year}: {m.view} ({m.place})"
        for m in found.members
    ]
    lines += ["", "arcs:"]
    for step in found.arcs("series and stated"):
        ends = f"{found.holder(step.earlier)} → {found.holder(step.later)}"
        what = f"the later one: {step.kind}; {step.explicitness}"
        lines.append(f"  {ends}: {what} ({step.asserter}, {step.place})")
    return "\n".join([*lines, "", *lineage.sentences(found, first, last)])


def built(done: Build, out: Path) -> str:
    """Return the summary of a build, and what was written where."""
    lines = _summary_lines(done.summary)
    lines += ["", f"validation: {told(done.report).splitlines()[-1]}"]
    lines.append(f"anchors: {_anchors(done.evidence)}")
    lines.append(f"questions: {done.answered} answered.")
    for label, sentences in done.descents:
        lines += ["", f"{label}:", *(f"  {sentence}" for sentence in sentences)]
    lines += ["", f"written to {out}/:", *(f"  {name}" for name in _shown_files(done))]
    return "\n".join(lines)


def _anchors(found: Evidence | None) -> str:
    if found is None:
        return "not checked, the source documents are not here (STAKHGRAPH_SOURCES)."
    return f"{found.anchors} checked, {len(found.faults)} faults."


def _shown_files(done: Build) -> Iterator[str]:
    answers = [name for name in done.files if name.startswith("answers/")]
    yield from (name for name in done.files if name not in answers)
    yield f"answers/ ({len(answers)} tables as CSV)"


def _summary_lines(found: Summary) -> list[str]:
    counts = ", ".join(f"{count} {name}" for name, count in found.classes)
    lines = [bold("The debate at a glance"), f"{found.triples} triples; things by class:"]
    lines += textwrap.wrap(counts, 88, initial_indent="  ", subsequent_indent="  ")
    lines += [
        "",
        "rival values, side by side:",
        *(f"  {one} / {other}" for one, other in found.rivals),
    ]
    lines += ["", "positions known through one reporter only:"]
    lines += [f"  {count:4} {name}" for name, count in found.one_reporter]
    lines += ["", "stances by attestation and the curators’ confidence:"]
    lines += [f"  {count:4} {how}, {sure}" for how, sure, count in found.spread]
    return lines
