"""What the commands say: results as plain text for a reader and as plain values for a machine.

Nothing here prints. Text carries the codes for bold print where a terminal would show them; the
command line takes them out where output goes elsewhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from stakhgraph.build import Build
from stakhgraph.debate.descent import Descent
from stakhgraph.debate.lineage import Lineage, phrase
from stakhgraph.debate.name_search import Thing
from stakhgraph.debate.profiles import ROLES, Citation, Comparison, Profile
from stakhgraph.debate.question_search import Hit
from stakhgraph.debate.stances import Stance
from stakhgraph.debate.summary import Summary
from stakhgraph.debate.validation import Report
from stakhgraph.debate.verification import Verification
from stakhgraph.debate.what_if import CAUTION, Loss, Rest, SupportedStep, WhatIf
from stakhgraph.project import Project
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.markup_tables import escape_markdown
from stakhgraph.rdf.terms import Iri
from stakhgraph.wording import counted, pages


def bold(text: str) -> str:
    """Return text between the codes that terminals show as bold."""
    return f"\x1b[1m{text}\x1b[0m"


def described(query: Query) -> dict[str, Any]:
    """Return a question as plain values."""
    return {
        "name": query.name,
        "summary": query.summary,
        "serves": list(query.serves),
        "about": list(query.about),
        "parameters": [vars(p) for p in query.parameters],
        "columns": [{"name": name, "about": about} for name, about in query.columns],
    }


def listed(found: Iterable[Query], *, width: int | None = None) -> str:
    """Return questions under their topics, each with how it is asked."""
    lines: list[str] = []
    topic = ""
    for query in found:
        if query.topic != topic:
            topic = query.topic
            lines += ["", bold(topic)]
        lines += [_folded(f"  {query.summary}", width), f"      {_asked_with(query, {})}"]
    return "\n".join(lines).lstrip("\n")


def hits(
    found: Iterable[Hit], *, prefixes: Prefixes, thing: Thing | None, width: int | None = None
) -> str:
    """Return the questions that a search has found, best first, each with how it is asked.

    The thing that was named is filled in where a question takes it; rows are counted for what was
    found by that alone.
    """
    lines: list[str] = []
    if thing:
        short = prefixes.shorten(Iri(thing.iri))
        lines += [f"{bold(thing.label)}  ({thing.kind}): stakhgraph show {short}", ""]
    for hit in found:
        count = f"  ({hit.rows} {'row' if hit.rows == 1 else 'rows'})" if hit.rows else ""
        lines.append(_folded(hit.query.summary, width))
        lines.append(f"    {_asked_with(hit.query, hit.values)}{count}")
    return "\n".join(lines)


def _asked_with(query: Query, values: Mapping[str, str]) -> str:
    """Return the command that asks a question; values that may be left out stand in brackets."""
    words = [f"stakhgraph query {query.name}"]
    for parameter in query.parameters:
        word = f"{parameter.name}={values.get(parameter.name, _example(parameter))}"
        words.append(word if parameter.required or parameter.name in values else f"[{word}]")
    return " ".join(words)


def _example(parameter: Parameter) -> str:
    kind, colon, slug = parameter.example.partition(":")
    return slug if colon and kind == parameter.type.partition("/")[0] else parameter.example


def _folded(line: str, width: int | None) -> str:
    """Return a line broken to the width of the terminal, its indentation kept."""
    if width is None or len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(line, max(width, 40), subsequent_indent=indent, break_on_hyphens=False)


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
    if idle:
        lines.append(f"notice: {len(idle)} shapes had nothing to look at: {', '.join(idle)}")
    count = len(report.findings)
    looked = sum(report.focus_counts.values())
    shapes = f"{len(report.focus_counts)} shapes, {looked} things looked at"
    lines.append(f"{count} {'finding' if count == 1 else 'findings'} ({shapes}).")
    return "\n".join(lines)


def faults(project: Project, found: Verification) -> dict[str, Any]:
    """Return a verification as plain values, anchors as prefixed names."""
    named = [{**vars(f), "anchor": project.prefixes.shorten(Iri(f.anchor))} for f in found.faults]
    return {**vars(found), "faults": named}


def verified(project: Project, found: Verification) -> str:
    """Return a verification a line a fault, and a last line that counts them."""
    lines = []
    for fault in found.faults:
        place = project.sources.find(fault.anchor)
        name = project.prefixes.shorten(Iri(fault.anchor))
        where = f"{project.name(place.file)}:{place.line}: " if place else ""
        lines.append(f"{where}{name}: {fault.problem}: {fault.remedy}")
    lines += [f"notice: not found, so not checked: {name}" for name in found.missing]
    held = (
        f"{counted(found.anchors, 'anchor')} held against {counted(len(found.found), 'document')}"
    )
    lines.append(f"{held}, {counted(len(found.faults), 'fault')}.")
    return "\n".join(lines)


_LONG = 12  # so many entries need a summary

Sections = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""Headings, each with its entries; an entry is a line, and lines that belong to it."""


def shown(project: Project, found: Profile, *, width: int | None = None) -> str:
    """Return a portrait as plain text under headings."""
    lines = [f"{bold(found.thing.label)}  ({found.thing.kind})"]
    lines.append(_standing(project, found.thing.iri))
    lines += _counted(found)
    for heading, entries in _sections(project, found):
        lines += ["", bold(heading)]
        for first, *rest in entries:
            lines += [f"  {first}", *(f"      {line}" for line in rest)]
    return "\n".join(_folded(line, width) for line in lines)


def shown_markdown(project: Project, found: Profile) -> str:
    """Return a portrait as Markdown."""
    place = _standing(project, found.thing.iri)
    lines = [
        f"# {escape_markdown(found.thing.label)}",
        "",
        f"{escape_markdown(found.thing.kind)}, `{place}`",
    ]
    for heading, entries in _sections(project, found):
        lines += ["", f"## {escape_markdown(heading[:1].upper() + heading[1:])}", ""]
        for first, *rest in entries:
            lines += [
                f"- {escape_markdown(first)}",
                *(f"  - {escape_markdown(line)}" for line in rest),
            ]
    return "\n".join(lines)


def _counted(found: Profile) -> list[str]:
    """Return a line that sums up a long portrait."""
    counts = {role: len(held) for role, held in found.positions}
    for one in found.citations:
        counts[one.direction] = counts.get(one.direction, 0) + 1
    if sum(counts.values()) <= _LONG:
        return []
    return [", ".join(f"{role}: {count}" for role, count in counts.items())]


def _standing(project: Project, iri: str) -> str:
    place = project.sources.find(iri)
    where = f"  {project.name(place.file)}:{place.line}" if place else ""
    return project.prefixes.shorten(Iri(iri)) + where


def _sections(project: Project, found: Profile) -> Sections:
    known = found.thing.names
    names = [name for name in known if name != found.thing.label]
    own = {"holds", "inferred", "perhaps holds"}
    every = [
        ("also called", ((", ".join(names),),) if names else ()),
        (
            "facts",
            tuple((f"{name}: {value}",) for name, value in found.facts if value not in known),
        ),
        *(
            (
                ROLES[role],
                tuple(_position(project, one, found.thing.label, role in own) for one in held),
            )
            for role, held in found.positions
        ),
        *(
            (way, tuple(_cited(project, one) for one in found.citations if one.direction == way))
            for way in ("cites", "is cited by")
        ),
        (
            "set beside or against others",
            tuple(_likened(project, one) for one in found.comparisons),
        ),
        *(
            (f"named as “{relation}” in", tuple((f"{label}{_at(place)}",) for label, place in said))
            for relation, said in found.mentions
        ),
    ]
    return tuple((heading, entries) for heading, entries in every if entries)


def _position(project: Project, one: Stance, thing: str, own: bool) -> tuple[str, ...]:
    """Return who holds what, then who says so and where."""
    who = " and ".join(one.holders) if one.certain else f"perhaps {' or '.join(one.holders)}"
    who = f"by inference, {who}" if one.inferred and not own else who
    head = f"{one.attitude}: {one.position}" if own else f"{who} {one.attitude}: {one.position}"
    others = _others(one, thing) if own else ""
    lines = [head + others, "; ".join(_said(one))]
    lines += [f"because: {reason}" for reason in one.reasons]
    lines += [f"note of the curators: {note}" for note in one.notes]
    return (*lines, ", ".join(project.prefixes.shorten(Iri(anchor)) for anchor in one.anchors))


def _others(one: Stance, thing: str) -> str:
    """Return who holds a position besides the one whose portrait this is, or may hold it."""
    others = [name for name in one.holders if name != thing]
    return f" ({'with' if one.certain else 'or'} {', '.join(others)})" if others else ""


def _said(one: Stance) -> Iterator[str]:
    """Return who says so, how, where, and with which reserve."""
    by = f", says {', '.join(one.reporters)}" if one.reporters else ""
    yield f"{one.attestation}" if one.inferred else f"{one.mode or one.attestation}{by}"
    yield f"{', '.join(one.places)} of {', '.join(one.documents)}"
    if one.cited:
        own = f" of {' and '.join(one.editions)}" if one.editions else ""
        yield f"own page: {pages(one.cited)}{own}"
    elif one.editions:
        yield f"in {' and '.join(one.editions)}"
    if one.hedges:
        yield f"hedge: {', '.join(one.hedges)} ({', '.join(one.hedgers) or 'owner not said'})"
    if one.confidence and one.confidence != "certain":
        yield f"confidence of the curators: {one.confidence}"


def _cited(project: Project, one: Citation) -> tuple[str, ...]:
    cited = f", {pages(one.pages)}" if one.pages else ""
    ends = (one.own, one.other) if one.direction == "cites" else (one.other, one.own)
    here = " cites ".join(ends)
    where = f"{', '.join(one.places)} of {', '.join(one.documents)}"
    names = ", ".join(project.prefixes.shorten(Iri(anchor)) for anchor in one.anchors)
    return f"{here}{cited}", f"{', '.join(one.kinds)}; {where}; {names}"


def _likened(project: Project, one: Comparison) -> tuple[str, ...]:
    respect = f" in {one.respect}" if one.respect else ""
    anchor = project.prefixes.shorten(Iri(one.anchor))
    said = f"{one.relation}{respect}; by {one.asserter}, {one.place} of {one.document}; {anchor}"
    return one.label, said


def _at(place: str) -> str:
    return f" ({place})" if place else ""


def lineages_listed(found: Iterable[Lineage]) -> str:
    """Return the lineages, each with who tells it and who stands in it."""
    lines: list[str] = []
    for one in found:
        members = [f"{m.holder} ({m.basis} {m.year})" for m in one.members]
        lines += ["", bold(one.label), f"  told by {one.asserter}: {', '.join(members)}"]
        ends = one.members[0].holder.split()[-1], one.members[-1].holder.split()[-1]
        lines.append(f"      stakhgraph lineage {ends[0]} {ends[1]}")
    return "\n".join(lines).lstrip("\n")


def lineage_dict(found: Lineage) -> dict[str, Any]:
    """Return a lineage as plain values."""
    return {
        "lineage": found.label,
        "asserter": found.asserter,
        "members": [vars(member) for member in found.members],
        "steps": [vars(step) for step in found.steps],
    }


def traced(descent: Descent, *, prefixes: Prefixes, explain: bool = False) -> str:
    """Return a lineage as told, its arcs, what each reading makes of them, and what follows.

    With ``explain`` the counting stands at the end; each arc has its page and anchor.
    """
    found = descent.lineage
    lines = [bold(found.label), f"told by {found.asserter}; its members from the earliest:"]
    lines += [
        f"  {m.position}  {m.holder}, {m.basis} {m.year}: {m.view} ({m.place})"
        for m in found.members
    ]
    lines += ["", "arcs:"]
    arcs = {step: number for number, step in enumerate(found.arcs("series and stated"), 1)}
    for step, number in arcs.items():
        place = f"{step.place} of {step.document}" if step.document else step.place
        where = ", ".join(filter(None, (place, _short(step.anchor, prefixes))))
        how = f"{step.explicitness}, by {step.asserter}, {where}"
        lines.append(f"  {number}  {phrase(step, found)} ({how})")
    on = [", ".join(str(arcs[arc]) for arc in trace.arcs) for trace in descent.traces]
    told = zip_longest(descent.sentences(), on, fillvalue="")
    lines += ["", *(f"{sentence}{f' Arcs: {which}.' if which else ''}" for sentence, which in told)]
    lines += ["", *descent.answers()]
    if explain:
        lines += ["", "N(a → b) is the number of routes from a to b:", *descent.explained()]
    return "\n".join([*lines, "", f"digest: {descent.digest()}"])


def without(found: WhatIf, *, width: int | None = None) -> str:
    """Return what loses its support, in sentences and then one by one."""
    lines = [*found.sentences(), CAUTION]
    groups = (
        ("interpretations that lose an assumption to rest on", map(_resting, found.rests)),
        ("steps of descent that would go", map(_stepping, found.steps)),
        ("values that lose their only support", map(_losing, found.values)),
        ("views that lose their only support", map(_losing, found.views)),
        ("evidence that would go", (f"{g[0]}: {g[1]}; {g[2]}, {g[3]}" for g in found.grounds)),
    )
    for heading, entries in groups:
        told = [f"  {entry}" for entry in entries]
        lines += ["", bold(heading), *told] if told else []
    return "\n".join(_folded(line, width) for line in lines)


def _resting(one: Rest) -> str:
    others = f"also rests on {', '.join(one.others)}" if one.others else "nothing else is recorded"
    said = f"{one.attestation}, by {one.asserter}, {one.place}"
    return f"{one.label} ({', '.join(one.holders)}) rests on {one.assumption} ({said}); {others}"


def _stepping(step: SupportedStep) -> str:
    said = f"{step.explicitness}, by {step.asserter}, {', '.join(step.places)}"
    return f"{step.label} in {step.argument} ({said})"


def _losing(loss: Loss) -> str:
    said = "; ".join(f"{s.holder} {s.attitude} it, {', '.join(s.places)}" for s in loss.fallen)
    asked = f" [{loss.of}]" if loss.of else ""
    rivals = f"; standing rivals: {', '.join(loss.rivals)}" if loss.rivals else ""
    return f"{loss.label}{asked}: {said}; left: {loss.left}{rivals}"


def _short(iri: str, prefixes: Prefixes) -> str:
    return prefixes.shorten(Iri(iri)) if iri else ""


def built(done: Build, out: Path) -> str:
    """Return the summary of a build, and what was written where."""
    lines = _summary_lines(done.summary)
    lines += ["", f"validation: {told(done.report).splitlines()[-1]}"]
    lines.append(f"anchors: {_anchors(done.evidence)}")
    lines.append(f"questions: {done.answered} answered.")
    for label, sentences in done.lineages:
        lines += ["", f"{label}:", *(f"  {sentence}" for sentence in sentences)]
    lines += ["", f"written to {out}/:", *(f"  {name}" for name in _shown_files(done))]
    return "\n".join(lines)


def _anchors(found: Verification | None) -> str:
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
