"""``stakhgraph lineage``: traces an argument from one holder to another, or lists the lineages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.cli.shared.text import bold
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.descent import Descent
    from stakhgraph.debate.lineage import Lineage, Member, Step


@click.command(
    short_help="Trace an argument from one holder to another.",
    help=help_text(
        "Trace an argument from one holder to another.\n\n"
        "The answer depends on which steps one accepts (a reading), so each reading is given. "
        "Without names, the command lists all lineages and their members.",
        "stakhgraph lineage",
        "stakhgraph lineage Trotsky Filtzer",
        "stakhgraph lineage Trotsky Filtzer --without added --explain",
        "stakhgraph lineage Trotsky Filtzer --format latex > descent.tex",
    ),
)
@click.argument("start", metavar="[FROM]", required=False)
@click.argument("end", metavar="[TO]", required=False)
@click.option(
    "--without",
    type=click.Choice(["implied", "added"]),
    multiple=True,
    help="Leave out steps: implied, which only the order implies; added, by the editors.",
)
@click.option("--explain", is_flag=True, help="Show how the routes are counted.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "latex", "html", "json"]),
    default="text",
    show_default=True,
    help="Plain text, or a table of the members for a publication.",
)
@options.as_json
@options.workbench
def lineage(
    workbench: Workbench,
    start: str | None,
    end: str | None,
    without: tuple[str, ...],
    explain: bool,
    form: str,
    as_json: bool,
) -> None:
    """Trace one argument."""
    as_json = as_json or form == "json"
    if start is None:
        _show_list(workbench.lineages(), as_json)
        return
    if end is None:
        raise UsageError("a lineage is traced between two holders", remedy="Name a second one.")
    descent = workbench.lineage(start, end)
    descent = descent.without(implied="implied" in without, added="added" in without)
    if as_json:
        terminal.out_json(descent.to_dict())
    elif form == "text":
        terminal.out(_to_text(workbench, descent, explain=explain))
    else:
        terminal.deliver(getattr(descent.table(), f"to_{form}")(), None)


def _show_list(lineages: Iterable[Lineage], as_json: bool) -> None:
    if as_json:
        terminal.out_json([_values(one) for one in lineages])
    elif lineages:
        terminal.out(_list(lineages))
    else:
        terminal.notice("the graph has no lineage.")


def _values(lineage: Lineage) -> dict[str, Any]:
    """Return a lineage as plain values."""
    return {
        "lineage": lineage.label,
        "asserter": lineage.asserter,
        "members": [vars(member) for member in lineage.members],
        "steps": [vars(step) for step in lineage.steps],
    }


def _list(lineages: Iterable[Lineage]) -> str:
    """Return the lineages, each with its teller and members, and the command that traces it."""
    lines: list[str] = []
    for one in lineages:
        members = [f"{m.who} ({m.dated})" for m in one.members]
        lines += ["", bold(one.label), f"  told by {one.asserter}: {', '.join(members)}"]
        ends = one.members[0].who.split()[-1], one.members[-1].who.split()[-1]
        lines.append(f"      stakhgraph lineage {ends[0]} {ends[1]}")
    return "\n".join(lines).lstrip("\n")


def _to_text(workbench: Workbench, descent: Descent, *, explain: bool = False) -> str:
    """Return the members and arcs of a lineage, each reading of them, and what follows.

    With ``explain``, the numbers of routes come at the end.
    """
    lineage = descent.lineage
    lines = [bold(lineage.label), f"told by {lineage.asserter}; its members from the earliest:"]
    lines += [
        f"  {m.position}  {m.who}, {m.dated}: {m.view} ({m.place}{_placed(lineage, m)})"
        for m in lineage.members
    ]
    lines += ["", "arcs:"]
    numbers = {step: at for at, step in enumerate(lineage.arcs("series and stated"), 1)}
    lines += [f"  {at}  {_arc(workbench, lineage, step)}" for step, at in numbers.items()]
    used = [", ".join(str(numbers[arc]) for arc in trace.arcs) for trace in descent.traces]
    pairs = zip_longest(descent.sentences(), used, fillvalue="")
    lines += ["", *(f"{sentence}{f' Arcs: {arcs}.' if arcs else ''}" for sentence, arcs in pairs)]
    lines += ["", *descent.answers()]
    if explain:
        lines += ["", "N(a → b) is the number of routes from a to b:", *descent.explained()]
    return "\n".join([*lines, "", f"digest: {descent.digest()}"])


def _placed(lineage: Lineage, member: Member) -> str:
    """Return who puts a member into its place, if that is not the teller."""
    by = lineage.placed(member)
    return f"; its place by {by}" if by else ""


def _arc(workbench: Workbench, lineage: Lineage, step: Step) -> str:
    """Return a step with its explicitness, asserter, page and anchor."""
    from stakhgraph.debate.lineage import phrase

    place = f"{step.place} of {step.document}" if step.document else step.place
    anchor = workbench.short(step.anchor) if step.anchor else ""
    where = ", ".join(filter(None, (place, anchor)))
    return f"{phrase(step, lineage)} ({step.explicitness}, by {step.asserter}, {where})"
