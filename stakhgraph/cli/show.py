"""``stakhgraph show``: shows all that the graph says about one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.cli.shared.text import bold, fold
from stakhgraph.wording import pages

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.profiles import Citation, Comparison, Profile, SeriesPlace
    from stakhgraph.debate.stances import Stance
    from stakhgraph.debate.values import Value
    from stakhgraph.project import Place, Project

_LONG = 12
"""A profile with more entries than this begins with their numbers."""

_GROUPED = "answers, under which the editors group the positions (* where that may be doubted)"
"""The heading of the answers to a main question."""

Sections = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
"""Headings, each with its entries; an entry is a line, followed by the lines that belong to it."""


@click.command(
    short_help="Show what the graph says about a person, work, view …",
    help=help_text(
        "Show what the graph says about one thing: a person, work, question, event, statement …\n\n"
        "It may be named by label, part of a label, slug, prefixed name or IRI, in any spelling.",
        "stakhgraph show Conquest",
        "stakhgraph show Стаханов",
        "stakhgraph show work:trotsky-revolution-betrayed --format markdown",
    ),
)
@click.argument("thing")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Format of the profile.",
)
@options.as_json
@options.workbench
def show(workbench: Workbench, thing: str, form: str, as_json: bool) -> None:
    """Show one thing."""
    with terminal.waiting("searching"):
        profile = workbench.show(thing)
    if as_json or form == "json":
        terminal.out_json(profile.to_dict())
    elif form == "markdown":
        place = workbench.place(profile.thing.iri)
        terminal.out(to_markdown(workbench.project, profile, place))
    else:
        place = workbench.place(profile.thing.iri)
        terminal.out(to_text(workbench.project, profile, place, width=terminal.width()))


def to_text(
    project: Project, profile: Profile, place: Place | None = None, *, width: int | None = None
) -> str:
    """Return a profile as plain text under headings, with the place of its thing in the files."""
    thing = profile.thing
    lines = [f"{bold(thing.label)}  ({thing.kind})", _name_and_place(project, thing.iri, place)]
    lines += _counts(profile)
    for heading, entries in _sections(project, profile):
        lines += ["", bold(heading)]
        for first, *rest in entries:
            lines += [f"  {first}", *(f"      {line}" for line in rest)]
    return "\n".join(fold(line, width) for line in lines)


def to_markdown(project: Project, profile: Profile, place: Place | None = None) -> str:
    """Return a profile as Markdown, with the place of its thing in the files."""
    from stakhgraph.rdf.serialisers.markup_tables import escape_markdown as escape

    thing = profile.thing
    where = _name_and_place(project, thing.iri, place)
    lines = [f"# {escape(thing.label)}", "", f"{escape(thing.kind)}, `{where}`"]
    for heading, entries in _sections(project, profile):
        lines += ["", f"## {escape(heading[:1].upper() + heading[1:])}", ""]
        for first, *rest in entries:
            lines += [f"- {escape(first)}", *(f"  - {escape(line)}" for line in rest)]
    return "\n".join(lines)


def _counts(profile: Profile) -> list[str]:
    """Return a line with the numbers of entries, if the profile is long."""
    counts = {role: len(stances) for role, stances in profile.positions}
    for one in profile.citations:
        counts[one.direction] = counts.get(one.direction, 0) + 1
    if sum(counts.values()) <= _LONG:
        return []
    return [", ".join(f"{role}: {count}" for role, count in counts.items())]


def _name_and_place(project: Project, iri: str, place: Place | None) -> str:
    where = f"  {project.name(place.file)}:{place.line}" if place else ""
    return _short(project, iri) + where


def _short(project: Project, iri: str) -> str:
    from stakhgraph.rdf.terms import Iri

    return project.prefixes.shorten(Iri(iri))


def _sections(project: Project, profile: Profile) -> Sections:
    """Return the sections of a profile that have entries."""
    from stakhgraph.debate.profiles import OWN_ROLES

    label, names = profile.thing.label, profile.thing.names
    other_names = [name for name in names if name != label]
    every = [
        ("also called", ((", ".join(other_names),),) if other_names else ()),
        ("own thesis in brief, as the editors sum it up", tuple(map(_thesis, profile.thesis))),
        (_GROUPED, _answers(profile)),
        (
            "facts",
            tuple((f"{name}: {value}",) for name, value in profile.facts if value not in names),
        ),
        ("dates and numbers, side by side", tuple(map(_value, profile.values))),
        (
            "its place in the history of an argument",
            tuple(_series_place(project, one) for one in profile.lineages),
        ),
        *(
            (heading, tuple(_stance(project, one, label, role in OWN_ROLES) for one in stances))
            for role, held in profile.positions
            for heading, stances in _divided(profile, role, held)
        ),
        *(
            (way, tuple(_citation(project, c) for c in profile.citations if c.direction == way))
            for way in ("cites", "is cited by")
        ),
        (
            "set beside or against others",
            tuple(_comparison(project, one) for one in profile.comparisons),
        ),
        *(
            (
                f"named as “{relation}” in",
                tuple((f"{name}{f' ({place})' if place else ''}",) for name, place in places),
            )
            for relation, places in profile.mentions
        ),
    ]
    return tuple((heading, entries) for heading, entries in every if entries)


def _value(one: Value) -> tuple[str, ...]:
    """Return a date or number with its question, then who gives it, and its rivals."""
    rivals = [f"cannot be right beside: {rival}" for rival in one.rivals]
    return (f"{one.question} {one.told}".strip(), *one.said, *rivals)


def _series_place(project: Project, one: SeriesPlace) -> tuple[str, ...]:
    where = f"{one.place} of {one.document}; {_short(project, one.anchor)}"
    return one.told, f"{one.view} ({one.dated})", f"told by {one.asserter}, {where}"


def _thesis(stance: Stance) -> tuple[str, ...]:
    """Return what is held and where, in one line."""
    held = (
        stance.position if stance.attitude == "affirms" else f"{stance.attitude}: {stance.position}"
    )
    return (f"{held} ({', '.join(stance.places)} of {', '.join(stance.documents)})",)


def _answers(profile: Profile) -> tuple[tuple[str, ...], ...]:
    """Return each answer to a main question with those who take a stand on it."""
    return tuple(
        (answer.label, *(f"{stand}: {who}" for stand, who in answer.stands))
        for answer in profile.answers
    )


def _divided(
    profile: Profile, role: str, stances: Sequence[Stance]
) -> Iterator[tuple[str, Sequence[Stance]]]:
    """Yield headings with their stances; a long list is divided under several."""
    from stakhgraph.debate.profiles import ROLES

    parts = profile.divided(role, stances)
    for heading, held in parts:
        rest = f" – {heading or 'under no heading of the editors'}" if len(parts) > 1 else ""
        yield f"{ROLES[role]}{rest}", held


def _stance(project: Project, stance: Stance, label: str, own: bool) -> tuple[str, ...]:
    """Return who holds which position, then who says so and where.

    ``label`` names the thing of the profile; ``own`` stances do not repeat it.
    """
    from stakhgraph.debate.attitudes import verb

    certain = stance.certain
    who = " and ".join(stance.who) if certain else f"perhaps {', or '.join(stance.who)}"
    who = f"by inference, {who}" if stance.inferred and not own else who
    attitude = stance.attitude if own else verb(who, stance.attitude)
    statement = f"{attitude}: {stance.position}"
    head = statement + _other_holders(stance, label) if own else f"{who} {statement}"
    lines = [head, "; ".join(_attestation(stance))]
    lines += [f"because: {reason}" for reason in stance.reasons]
    lines += [f"note of the editors: {note}" for note in stance.notes]
    return (*lines, ", ".join(_short(project, anchor) for anchor in stance.anchors))


def _other_holders(stance: Stance, label: str) -> str:
    """Return with whom the thing of this name holds the position, or who may hold it instead."""
    from stakhgraph.debate.attitudes import includes

    joint = [f"as {name}" for name in stance.who if name != label and includes(name, label)]
    others = [f"or {name}" for name in stance.who if not includes(name, label)]
    return f" ({', '.join([*joint, *others])})" if joint or others else ""


def _attestation(stance: Stance) -> Iterator[str]:
    """Yield who says so and how, where, in which edition, and with which reservations."""
    by = f", says {', '.join(stance.reporters)}" if stance.reporters else ""
    mode = ", ".join([stance.mode or stance.attestation, *stance.words])
    yield f"{stance.attestation}" if stance.inferred else f"{mode}{by}"
    yield f"{', '.join(stance.places)} of {', '.join(stance.documents)}"
    if stance.cited:
        edition = f" of {' and '.join(stance.editions)}" if stance.editions else ""
        yield f"own page: {pages(stance.cited)}{edition}"
    elif stance.editions:
        yield f"in {' and '.join(stance.editions)}"
    if stance.hedges:
        hedgers = ", ".join(stance.hedgers) or "owner not said"
        yield f"hedge: {', '.join(stance.hedges)} ({hedgers})"
    if stance.confidence and stance.confidence != "certain":
        yield f"confidence of the editors: {stance.confidence}"


def _citation(project: Project, one: Citation) -> tuple[str, ...]:
    cited = f", {pages(one.pages)}" if one.pages else ""
    ends = (one.own, one.other) if one.direction == "cites" else (one.other, one.own)
    where = f"{', '.join(one.places)} of {', '.join(one.documents)}"
    anchors = ", ".join(_short(project, anchor) for anchor in one.anchors)
    return f"{' cites '.join(ends)}{cited}", f"{', '.join(one.kinds)}; {where}; {anchors}"


def _comparison(project: Project, one: Comparison) -> tuple[str, ...]:
    respect = f" in {one.respect}" if one.respect else ""
    where = f"{one.place} of {one.document}; {_short(project, one.anchor)}"
    return one.label, f"{one.relation}{respect}; by {one.asserter}, {where}"
