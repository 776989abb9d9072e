"""``stakhgraph what-if``: shows what loses its support without an assumption, source or text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import figures, options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.cli.shared.text import bold, fold

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.what_if import Loss, Rest, SupportedStep, WhatIf


@click.command(
    name="what-if",
    short_help="Show what loses its support without a source or reporter.",
    help=help_text(
        "Leave out (set aside) an assumption, a reporter, a primary source, a work or a whole "
        "source document, and see which views, statements of fact and steps of a lineage then have "
        "no other support in the graph.\n\n"
        "This says nothing about who is right. Several things can be set aside at once. --draw "
        "draws what would be left on a time axis.",
        "stakhgraph what-if Siegelbaum",
        'stakhgraph what-if "assumption 3"',
        "stakhgraph what-if source:copeman-testimony doc:000",
        "stakhgraph what-if Siegelbaum --draw without-siegelbaum.svg",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--draw",
    "picture",
    type=options.FILE,
    help="Also write a figure to this file: .svg, .pdf or .png.",
)
@options.as_json
@options.workbench
def what_if(
    workbench: Workbench, names: Sequence[str], picture: Path | None, as_json: bool
) -> None:
    """Show what loses its support."""
    with terminal.waiting("searching"):
        result = workbench.what_if(*names)
    if picture is not None:
        form = figures.format_of(picture)
        with terminal.waiting("drawing"):
            content = workbench.draw_without(result).to(form)
        terminal.deliver(content, picture)
    if as_json:
        terminal.out_json(result.to_dict())
    else:
        terminal.out(_to_text(result, terminal.width()))


def _to_text(result: WhatIf, width: int | None) -> str:
    """Return what loses its support, in sentences and then one by one."""
    from stakhgraph.debate.what_if import CAUTION

    lines = [*result.sentences(), CAUTION]
    groups = (
        ("interpretations that lose an assumption to rest on", map(_rest, result.rests)),
        ("steps of descent that would go", map(_step, result.steps)),
        ("values that lose their only support", map(_loss, result.values)),
        ("views that lose their only support", map(_loss, result.views)),
        ("rejections and open verdicts that would go", map(_loss, result.doubts)),
        ("evidence that would go", (f"{g[0]}: {g[1]}; {g[2]}, {g[3]}" for g in result.grounds)),
    )
    for heading, entries in groups:
        listed = [f"  {entry}" for entry in entries]
        lines += ["", bold(heading), *listed] if listed else []
    return "\n".join(fold(line, width) for line in lines)


def _rest(one: Rest) -> str:
    others = f"also rests on {', '.join(one.others)}" if one.others else "nothing else is recorded"
    source = f"{one.attestation}, by {one.asserter}, {one.place}"
    return f"{one.label} ({one.told}) rests on {one.assumption} ({source}); {others}"


def _step(step: SupportedStep) -> str:
    source = f"{step.explicitness}, by {step.asserter}, {', '.join(step.places)}"
    return f"{step.label} in {step.argument} ({source})"


def _loss(loss: Loss) -> str:
    fallen = "; ".join(f"{s.told}, {', '.join(s.places)}" for s in loss.fallen)
    question = f" [{loss.of}]" if loss.of else ""
    rivals = f"; standing rivals: {', '.join(loss.rivals)}" if loss.rivals else ""
    return f"{loss.label}{question}: {fallen}; left: {loss.left}{rivals}"
