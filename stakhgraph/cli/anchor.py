"""``stakhgraph anchor``: makes an anchor for a passage of a source document."""

from __future__ import annotations

from pathlib import Path

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text


@click.command(
    short_help="Make an anchor for a passage of a document.",
    help=help_text(
        "Make an anchor for a passage, ready to be put into a file of graph/.\n\n"
        "FIRST and LAST are the words with which the passage begins and ends. FIRST must occur "
        "only once in the document; the passage runs from there to the end of the next LAST. "
        "DOCUMENT and NAME are prefixed names, as in the example.",
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
    from stakhgraph.debate.documents import new_anchor
    from stakhgraph.rdf import store

    folder = options.require_sources(source)
    found = options.find_project(project)
    graph = store.load(found.turtle_files(), engine=engine)
    block = new_anchor.anchor_block(found, graph, folder, document, name, first, last)
    terminal.deliver(block, None)
