"""The commands that make something: build, export, draw, fmt, anchor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.api import Workbench

EXPORTS = [
    *("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"),
    *("graphml", "gexf", "dot", "csv", "bibtex", "csl-json", "html"),
]
DRAWINGS = ["citations", "lineage", "assumption", "decades"]
PICTURES = ["svg", "pdf", "png"]


@click.command(
    short_help="Do the whole job: check, answer, trace, draw.",
    help=helped(
        "Do the whole job: load, validate, answer every question, trace the lineages, draw.\n\n"
        "Writes everything into one folder, all of it or nothing.",
        "stakhgraph build",
        "stakhgraph build --out /tmp/debate --engine rdflib",
    ),
)
@options.project
@options.engine
@options.sources
@options.as_json
@click.option(
    "--out", type=options.FILE, default=Path("build"), show_default=True, help="Folder to write."
)
def build(project: Path | None, engine: str, source: Path | None, as_json: bool, out: Path) -> None:
    """Build everything and write it."""
    from stakhgraph import build
    from stakhgraph.cli.shared import plain_text

    build.require_ours(out)
    done = build.build(
        options.found_project(project), engine=engine, sources=source, tell=terminal.note
    )
    build.write(done, out)
    if as_json:
        terminal.out_json(done.to_dict())
    else:
        terminal.out(plain_text.built(done, out))
    terminal.end(done.report.conforms and not (done.evidence and done.evidence.faults))


@click.command(
    short_help="Write the graph for other tools, in 13 formats.",
    help=helped(
        "Write the graph in a form that other tools read.\n\n"
        "Exports are made from the project's files, so that literals keep their spelling; with "
        "--endpoint, from what the endpoint holds. Classes of things that a format cannot carry "
        "are named. In csv a cell that a spreadsheet would take for a formula begins with an "
        "apostrophe. html is the whole site in one file, with live SPARQL, that works without a "
        "network: hand it on.",
        "stakhgraph export --format turtle --out debate.ttl",
        "stakhgraph export --format gexf --out debate.gexf",
        "stakhgraph export --format bibtex > debate.bib",
        "stakhgraph export --format html --out debate.html",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(EXPORTS),
    help="The form (default: as the ending of --out says, else turtle).",
)
@options.out_file
@options.bench
def export(bench: Workbench, form: str | None, out: Path | None) -> None:
    """Export the graph."""
    from stakhgraph.exports import formats
    from stakhgraph.web.single_file import document as single_file

    suffix = out.suffix.lower() if out else ""
    form = form or (single_file.FORM if suffix == single_file.SUFFIX else formats.by_suffix(suffix))
    if form == single_file.FORM:
        _require_file(out, form)
        with terminal.waiting("putting the site into one file"):
            page = single_file.export(bench)
        terminal.deliver(page, out)
        return
    with terminal.waiting("exporting"):
        material = bench.material()
        content = formats.render(material, form)
    terminal.deliver(content, out)
    left = formats.omitted(material, form)
    if left:
        told = ", ".join(f"{label} ({count})" for label, count in left)
        terminal.notice(f"{form} does not carry: {told}.")


@click.command(
    short_help="Draw citations, a lineage, an assumption, decades.",
    help=helped(
        "Draw the debate: who cites whom, the descent of an argument, who holds and who contests "
        "an assumption, or the positions in time.\n\n"
        "Works stand at their first year as far as a source gives it (--basis first), or at the "
        "year of the edition cited. PDF and PNG need the extra figures: pip install '.[figures]' "
        "in the folder that stakhgraph was installed from.",
        "stakhgraph draw citations --out citations.svg",
        "stakhgraph draw lineage privileged-caste --out caste.pdf",
        "stakhgraph draw assumption assumption-1 --basis cited --out first.png",
        "stakhgraph draw decades > decades.svg",
    ),
)
@click.argument("what", type=click.Choice(DRAWINGS))
@click.argument("about", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(PICTURES),
    help="The form (default: as the ending of --out says, else svg).",
)
@click.option(
    "--basis",
    type=click.Choice(["first", "cited"]),
    default="first",
    show_default=True,
    help="Where a work stands: at its first edition, or at the one cited.",
)
@click.option(
    "--width", default=180.0, show_default=True, metavar="MM", help="Printed width in millimetres."
)
@click.option("--embed-font", is_flag=True, help="Put the font into the SVG.")
@click.option("--dpi", default=300, show_default=True, help="Dots per inch of a PNG.")
@options.out_file
@options.bench
def draw(
    bench: Workbench,
    what: str,
    about: str | None,
    form: str | None,
    basis: str,
    width: float,
    embed_font: bool,
    dpi: int,
    out: Path | None,
) -> None:
    """Draw a picture."""
    form = _picture(form, out)
    with terminal.waiting("drawing"):
        drawing = bench.draw(what, about, basis=basis, width_mm=width)
        content = drawing.png(dpi=dpi) if form == "png" else drawing.to(form, embed=embed_font)
    terminal.deliver(content, out)


def _require_file(out: Path | None, form: str) -> None:
    """Refuse what is of no use on a terminal; UsageError."""
    if out is None and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal", remedy=f"Name a file: --out x.{form}.")


def _picture(form: str | None, out: Path | None) -> str:
    """Give the form of a picture; UsageError for a file of another ending."""
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    form = form or suffix or "svg"
    if form not in PICTURES:
        raise UsageError(f"no pictures of the form {form!r}", remedy="Take svg, pdf or png.")
    if form != "svg":
        _require_file(out, form)
    return form


@click.command(
    short_help="Lay the Turtle files out alike.",
    help=helped(
        "Lay Turtle files out alike: prefixes, order of properties, indentation.\n\n"
        "Only the layout changes. A comment inside a block is refused with its place: put it "
        "before the block. Without FILES, all of ontology/ and graph/. With --check nothing is "
        "written; 1 if a file is untidy.",
        "stakhgraph fmt",
        "stakhgraph fmt --check",
        "stakhgraph fmt graph/people.ttl",
    ),
)
@click.argument("files", nargs=-1, type=options.FILE)
@click.option("--check", is_flag=True, help="Only tell which files are untidy.")
@options.project
def fmt(files: Sequence[Path], check: bool, project: Path | None) -> None:
    """Tidy Turtle files."""
    from stakhgraph.files import write_aside
    from stakhgraph.rdf import turtle_layout

    place = options.found_project(project) if check or files else options.own_project(project)
    chosen = [place.named(file) for file in files] if files else place.layout_files()
    untidy = turtle_layout.untidy(chosen, place.prefixes)
    for path, text in untidy:
        if not check:
            write_aside(path, text)
        terminal.out(f"{place.name(path)}: {'untidy' if check else 'tidied'}")
    if not untidy:
        terminal.note("all is tidy")
    terminal.end(not (check and untidy))


@click.command(
    short_help="Make an anchor for a passage of a document.",
    help=helped(
        "Make an anchor for a passage, ready to be put into a file of graph/.\n\n"
        "The passage runs from the first place of FIRST to the next place of LAST after it.",
        'stakhgraph anchor doc:002 anchor:002-caste "allowed the regime" "industrial workers"',
    ),
)
@click.argument("document")
@click.argument("name")
@click.argument("first")
@click.argument("last")
@options.project
@options.engine
@options.sources
def anchor(
    document: str,
    name: str,
    first: str,
    last: str,
    project: Path | None,
    engine: str,
    source: Path | None,
) -> None:
    """Make an anchor."""
    from stakhgraph.debate import new_anchor
    from stakhgraph.rdf import store

    folder = options.named_sources(source)
    place = options.found_project(project)
    loaded = store.load(place.turtle_files(), engine=engine)
    terminal.out(
        new_anchor.anchor_block(place, loaded, folder, document, name, first, last), end=""
    )
