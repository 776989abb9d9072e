"""The commands that check: validate, verify, diff, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import UsageError

REPORTS = ["turtle", "ntriples", "jsonld", "rdfxml", "text"]


@click.command(
    short_help="Hold the graph against its rules.",
    help=helped(
        "Hold the graph against its rules; or any data against any SHACL shapes.\n\n"
        "With --shapes and --data it is a plain SHACL validator: the standard report goes to "
        "standard output; 0 conforms, 1 does not, 3 ill-formed shapes or failure.",
        "stakhgraph validate",
        "stakhgraph validate --shapes shapes.ttl --data data.ttl --format turtle",
    ),
)
@options.project
@options.engine
@options.as_json
@click.option("--shapes", type=options.FILE, help="A Turtle file of SHACL shapes.")
@click.option("--data", type=options.FILE, help="A Turtle file to validate by them.")
@click.option(
    "--format", "form", default="turtle", show_default=True, help="Form of the SHACL report."
)
def validate(
    project: Path | None,
    engine: str,
    as_json: bool,
    shapes: Path | None,
    data: Path | None,
    form: str,
) -> None:
    """Validate the project, or two files."""
    from stakhgraph.cli.shared import plain_text
    from stakhgraph.debate import validation
    from stakhgraph.rdf.shacl import files

    if shapes or data:
        if not (shapes and data):
            raise UsageError("--shapes and --data go together", remedy="Name both files.")
        conforms, report = files.validate(shapes, data, format="jsonld" if as_json else form)
        terminal.out(report, end="")
        terminal.end(conforms)
    with terminal.waiting("validating"):
        found = validation.check(options.found_project(project), engine=engine)
    if as_json:
        terminal.out_json(plain_text.findings(found))
    else:
        terminal.out(plain_text.told(found))
    terminal.end(found.conforms)


@click.command(
    short_help="Hold every anchor against the documents.",
    help=helped(
        "Hold every anchor against the documents: does each passage still stand where it should?",
        "stakhgraph verify --source ~/documents",
        "STAKHGRAPH_SOURCES=~/documents stakhgraph verify --json",
    ),
)
@options.project
@options.engine
@options.sources
@options.as_json
def verify(project: Path | None, engine: str, source: Path | None, as_json: bool) -> None:
    """Verify the anchors."""
    from stakhgraph.cli.shared import plain_text
    from stakhgraph.debate import verification
    from stakhgraph.rdf import store

    folder = options.named_sources(source)
    place = options.found_project(project)
    with terminal.waiting("verifying"):
        found = verification.verify(place, store.load(place.turtle_files(), engine=engine), folder)
    if as_json:
        terminal.out_json(plain_text.faults(place, found))
    else:
        terminal.out(plain_text.verified(place, found))
    terminal.end(not found.faults)


@click.command(
    short_help="Tell in words what changed in the debate.",
    help=helped(
        "Tell in words what has changed in the debate between two projects or exports.\n\n"
        "Attributions (who holds it, who says so, on which page) come first, then what is new, "
        "gone or different, put in other words, renamed. Reads project folders, .ttl, .nt and "
        ".rdf files. 0 nothing has changed, 1 something has.",
        "stakhgraph diff ../last-year",
        "stakhgraph diff old.ttl new.ttl --json",
    ),
)
@click.argument("old", type=options.FILE)
@click.argument("new", type=options.FILE, required=False)
@options.project
@options.as_json
def diff(old: Path, new: Path | None, project: Path | None, as_json: bool) -> None:
    """Compare two states of a debate."""
    from stakhgraph.debate import diff, diff_text

    with terminal.waiting("comparing"):
        found = diff.between(old, new or options.found_project(project).root)
    if as_json:
        terminal.out_json(found.to_dict())
    else:
        terminal.out(diff_text.describe(found))
    terminal.end(not found)


@click.command(
    short_help="Tell what is installed and what is missing.",
    help=helped(
        "Tell what is installed, what is missing, and what to do about it.",
        "stakhgraph doctor",
        "stakhgraph doctor --json",
    ),
)
@options.as_json
@options.project
@options.sources
def doctor(project: Path | None, source: Path | None, as_json: bool) -> None:
    """Look at the installation."""
    from stakhgraph.cli import doctor_items as surgery

    with terminal.waiting("looking"):
        found = surgery.examine(project, source)
    if as_json:
        terminal.out_json([vars(item) for item in found])
    else:
        terminal.out(surgery.told(found))
    terminal.end(not any(item.state == "broken" for item in found))
