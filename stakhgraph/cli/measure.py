"""``stakhgraph measure``: answers one question about any network, in a form that can be cited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import endings, networks, options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.network.reports.measure import Question

NAMES = (
    *("robustness", "basket", "unavoidable", "through", "routes", "cut"),
    *("ancestors", "descendants", "reduction", "betweenness"),
    *("co-citation", "coupling", "spectroscopy", "missing"),
)
"""The measures by name; their modules are loaded only when one is asked for."""

FORMATS = ["table", "csv", "tsv", "json", "xml", "markdown"]
NOUNS = {"works": "work", "editions": "edition", "people": "person"}


@click.command(
    short_help="Answer one question about a network of works.",
    help=help_text(
        "Answer one question about a network of works. The answer is a sentence and a table, "
        "followed by the arcs on which it rests, a note of how cycles were removed, and a digest "
        "by which it can be cited.\n\n"
        "NAME is one of: robustness (what of the main path does not depend on the method?), basket "
        "(which works are on the longest chains?), unavoidable (who is on every path?), through "
        "(what share of the paths runs through a work?), routes (how many independent routes?), "
        "cut (what must be removed to separate two works?), ancestors and descendants (in what "
        "shares?), reduction (which arcs are needed for the descent?), betweenness (who is on most "
        "paths?), co-citation (what is cited together?), coupling (what shares sources?), "
        "spectroscopy (from when do the cited works date?), missing (what might one expect to be "
        "cited?).\n\n"
        "FILE is as for mainpath; for the debate's own networks each arc is given with its page "
        "and anchor. A work may be named by its id, its label or words of the label. --format csv, "
        "tsv and xml write the table alone.",
        "stakhgraph measure robustness debate.net --arcs citing-cited",
        "stakhgraph measure cut debate:lineage:privileged-caste --from Trotsky --to Filtzer",
        "stakhgraph measure through debate:both:privileged-caste --from Trotsky --to Siegelbaum",
        'stakhgraph measure ancestors works.jsonl --of "Frost 1980" --format markdown',
        "stakhgraph measure co-citation works.jsonl --least 3 --top 10",
    ),
)
@click.argument("name", type=click.Choice(NAMES), metavar="NAME")
@click.argument("file", type=options.FILE)
@click.option("--from", "start", metavar="WORK", help="The earlier of two works.")
@click.option("--to", "end", metavar="WORK", help="The later of two works.")
@click.option("--of", "of", metavar="WORK", help="The work in question.")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    help="Least number of works that must connect a pair (default: 1; 2 for missing).",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    help="Number of rows (default: 20 in a table or Markdown, else all).",
)
@networks.arcs
@networks.cycles
@networks.parallel
@networks.years
@networks.of_file()
@networks.of_debate
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Format of the answer (default: by the ending of --out, else table).",
)
@options.out_file
@options.as_json
def measure(
    name: str,
    file: Path,
    start: str | None,
    end: str | None,
    of: str | None,
    least: int | None,
    top: int | None,
    direction: str | None,
    policy: str | None,
    parallel: str,
    years: str | None,
    relation: str | None,
    form_in: str | None,
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Answer one question about a network."""
    from stakhgraph.network.measures.registry import MEASURES
    from stakhgraph.network.reports.measure import Question, make_report

    works = {"from": start, "to": end, "of": of}
    question = Question(name, MEASURES[name], works, least, policy, parallel, NOUNS[nodes])
    form = _choose_format(form, as_json, out)
    _require_options(question)
    with terminal.waiting("reading and counting"):
        network_input = networks.read(
            file, years, nodes, without, project, relation=relation, form=form_in
        )
        report = make_report(network_input, question, direction=direction)
        width = terminal.width() if out is None else None
        text = report.write(form, top=top, width=width)
    terminal.deliver(text, out)
    networks.show_notices(network_input)
    if form in ("csv", "tsv", "xml"):
        terminal.notice(report.answer.sentence)
        terminal.notice(f"digest: {report.digest}")


def _choose_format(form: str | None, as_json: bool, out: Path | None) -> str:
    if as_json and form not in (None, "json"):
        raise UsageError(f"--json contradicts --format {form}", remedy="Use one of them.")
    return "json" if as_json else form or endings.form_of(out, FORMATS) or "table"


def _require_options(question: Question) -> None:
    """Raise UsageError for options that the measure needs but lacks, or would ignore."""
    measure, works = question.measure, question.works
    needed = measure.wants
    if "from" in measure.takes and (works["from"] or works["to"]):
        needed = ("from", "to")
    if missing := [f"--{word}" for word in needed if works[word] is None]:
        raise UsageError(
            f"{question.name} needs {' and '.join(missing)}", remedy="Name a work by its label."
        )
    given = [word for word in works if works[word] is not None]
    given += ["least"] if question.least is not None else []
    ignored = [f"--{word}" for word in given if word not in (*measure.wants, *measure.takes)]
    ignored += ["--cycles"] if question.policy and not (measure.cycles or measure.ways) else []
    ignored += ["--parallel count"] if question.parallel == "count" and not measure.parallel else []
    if ignored:
        raise UsageError(f"{question.name} ignores {', '.join(ignored)}", remedy="Leave that out.")
