"""The command measure: one number of a network, told as an answer that can be cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import network_input, options, terminal
from stakhgraph.cli.shared.network_input import SHOWN
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import UsageError
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.cli.shared.network_input import Given
    from stakhgraph.network.graph import Network
    from stakhgraph.network.measures import Answer, Case, Measure

NAMES = (
    *("robustness", "basket", "unavoidable", "through", "routes", "cut"),
    *("ancestors", "descendants", "reduction", "betweenness"),
    *("co-citation", "coupling", "spectroscopy", "missing"),
)
"""The measures by name; their module is loaded only when one is asked for."""

FORMATS = ["table", "csv", "tsv", "json", "xml", "escape_markdown"]
NOUNS = {"works": "work", "editions": "edition", "people": "person"}
TOP = 20
"""So many rows are shown to a reader unless --top says otherwise."""


@click.command(
    short_help="Ask one thing of a network: who is unavoidable, who brokers …",
    help=helped(
        "Ask one thing of any network of works: the answer in one sentence, a table, the arcs that "
        "carry it, what was done with cycles, and a digest by which it can be cited.\n\n"
        "NAME is one of robustness, basket, unavoidable, through, routes, cut, ancestors, "
        "descendants, reduction, betweenness, co-citation, coupling, spectroscopy, missing. FILE "
        "is as for mainpath; in debate:… arcs have page and anchor. A work may be called by its "
        "id, its label or words of that. With --format csv, tsv or xml there is the table alone.",
        "stakhgraph measure robustness debate.net --arcs citing-cited",
        "stakhgraph measure cut debate:lineage:privileged-caste --from Trotsky --to Filtzer",
        "stakhgraph measure through debate:both:privileged-caste --from Trotsky --to Siegelbaum",
        'stakhgraph measure ancestors works.jsonl --of "Frost 1980" --format escape_markdown',
        "stakhgraph measure co-citation works.jsonl --least 3 --top 10",
    ),
)
@click.argument("name", type=click.Choice(NAMES), metavar="NAME")
@click.argument("file", type=options.FILE)
@click.option("--from", "start", metavar="WORK", help="The earlier of two works.")
@click.option("--to", "end", metavar="WORK", help="The later of two works.")
@click.option("--of", "of", metavar="WORK", help="The work that is asked about.")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    help="How many works must join a pair (default: 1, for missing 2).",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    help="How many rows (default: 20 for a reader, else all).",
)
@network_input.arcs
@network_input.cycles
@network_input.parallel
@network_input.years
@network_input.of_debate
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the answer (default: table).",
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
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Ask one thing of a network."""
    from stakhgraph.network.pair_measures import ALL

    asked = {"from": start, "to": end, "of": of, "least": least}
    form = _form(form, as_json)
    _require(name, ALL[name], asked, policy, parallel)
    with terminal.waiting("reading and counting"):
        taken = network_input.read(file, years, nodes, without, project)
        net, noun = taken.source.network(direction), NOUNS[nodes]
        ask = partial(_case, ALL[name], asked, policy, parallel, str(file), noun)
        case = ask(net)
        answer = _in_order(case, ALL[name].answer(case))
        stated = _stated_alone(ALL[name], net, ask)
        said = _Said(name, ALL[name], net, case, answer, stated, taken, policy)
    terminal.deliver(said.written(form, top, terminal.width() if out is None else None), out)
    network_input.notices(taken.source)
    if form in ("csv", "tsv", "xml"):
        terminal.notice(said.answer.told)
        terminal.notice(f"digest: {said.digest}")


def _form(form: str | None, as_json: bool) -> str:
    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --format {form} are two", remedy="Take one of them.")
    return "json" if as_json else form or "table"


def _require(
    name: str, one: Measure, asked: Mapping[str, Any], policy: str | None, parallel: str
) -> None:
    """Refuse what this measure lacks, and what it would not look at."""
    needs = one.wants
    if "from" in one.takes and (asked["from"] or asked["to"]):
        needs = ("from", "to")
    if lacks := [f"--{word}" for word in needs if asked[word] is None]:
        raise UsageError(f"{name} needs {' and '.join(lacks)}", remedy="Name a work by its label.")
    spare = [f"--{w}" for w in asked if asked[w] is not None and w not in (*one.wants, *one.takes)]
    spare += ["--cycles"] if policy and not (one.cycles or one.ways) else []
    spare += ["--parallel count"] if parallel == "count" and not one.parallel else []
    if spare:
        raise UsageError(f"{name} does not look at {', '.join(spare)}", remedy="Leave that out.")


def _case(
    one: Measure,
    asked: Mapping[str, Any],
    policy: str | None,
    parallel: str,
    where: str,
    noun: str,
    net: Network,
) -> Case:
    """Return the network as the measure wants it, and the works that are asked about."""
    from stakhgraph.network import cycles, measures

    done = cycles.resolve(net, policy, parallel=parallel) if one.cycles else None
    places = {
        word: measures.find(net, asked[word], where) if asked[word] else None
        for word in ("from", "to", "of")
    }
    if done is not None:
        stands = {member: part.id for part in done.components for member in part.members}
        moved = {} if done.policy == "preprint" else stands
        at = {name: place for place, name in enumerate(done.network.ids)}
        places = {
            word: None if v is None else at[moved.get(net.ids[v], net.ids[v])]
            for word, v in places.items()
        }
        net = done.network
    return measures.Case(
        net if done or one.ways else net.merged(),
        done,
        start=places["from"],
        end=places["to"],
        of=places["of"],
        least=asked["least"],
        parallel=parallel,
        policies=(policy,) if policy else (),
        noun=noun,
    )


def _in_order(case: Case, answer: Answer) -> Answer:
    """Return the answer with its arcs in the order of the descent."""
    if case.done is None:
        return answer
    rank = {v: at for at, v in enumerate(case.done.order)}
    tails, heads = case.net.tails(), case.net.heads
    arcs = sorted(answer.arcs, key=lambda i: (rank[tails[i]], rank[heads[i]]))
    return replace(answer, arcs=tuple(arcs))


def _stated_alone(one: Measure, net: Network, ask: Callable[[Network], Case]) -> str:
    """Return the answer by the stated arcs alone, where there are others and they can be left out."""
    from stakhgraph.network.measures import STATED

    kept = [i for i, how in enumerate(net.explicitness) if not how or STATED in how]
    if one.ways or len(kept) == net.size or not net.explicitness:
        return ""
    return one.answer(ask(net.with_arcs(kept))).told


class _Said:
    """An answer with all that belongs to it, in the forms in which it is given."""

    def __init__(
        self,
        name: str,
        one: Measure,
        whole: Network,
        case: Case,
        answer: Answer,
        stated: str,
        taken: Given,
        policy: str | None,
    ) -> None:
        from stakhgraph.network.cautions import cautions

        self.name, self.measure, self.case, self.answer = name, one, case, answer
        self.stated, self._whole = stated, whole
        self.where, self._taken = taken.source.where, taken
        debate = self.where if self.where.startswith("debate:") else ""
        weak = cautions(case.net, answer.arcs, taken.grounds, debate=debate, noun=case.noun)
        self.cautions = (*answer.cautions, *weak)
        self._policy = policy

    @property
    def settings(self) -> dict[str, Any]:
        """What was chosen; works by their ids."""
        ids = self.case.net.ids
        ends = {"from": self.case.start, "to": self.case.end, "of": self.case.of}
        chosen = {word: ids[v] for word, v in ends.items() if v is not None}
        least = {"least": self.case.least} if self.case.least is not None else {}
        return {"measure": self.name, **chosen, **least, "parallel": self.case.parallel}

    def cycles(self) -> dict[str, Any]:
        """Say what was done with cycles, as plain values."""
        if self.case.done is not None:
            return network_input.cycles_said(self.case.done)
        policy = (self._policy or "each") if self.measure.ways else "none"
        return {"policy": policy, "components": [], "dropped": [], "changed": []}

    def policy(self) -> Iterator[str]:
        """Say the same in words."""
        if self.case.done is not None:
            yield from network_input.cycles_told(self.case.done, self._whole)
        elif self.measure.ways:
            cycles = f"cycles by {self._policy}" if self._policy else "each policy for cycles"
            several = len(set(self.case.net.explicitness)) > 1
            degrees = "; without the arcs of each degree of explicitness" if several else ""
            yield f"Variants: {self.measure.ways.format(cycles=cycles, degrees=degrees)}."
        else:
            yield "Cycles: they do not matter here; an arc from a work to itself does not count."

    def arcs(self) -> list[dict[str, Any]]:
        """Return the arcs that carry the answer, each with its grounds."""
        net, tails = self.case.net, self.case.net.tails()
        found = []
        for i in self.answer.arcs:
            u, v = tails[i], net.heads[i]
            told: dict[str, Any] = {"kind": net.kinds[i]} if net.kinds else {}
            told |= {"explicitness": net.explicitness[i]} if net.explicitness else {}
            grounds = [vars(one) for one in self._taken.on(net.ids[u], net.ids[v], self.case.done)]
            told |= {"grounds": grounds} if grounds else {}
            found.append({"from": net.ids[u], "to": net.ids[v], **told})
        return found

    @property
    def digest(self) -> str:
        """The SHA-256 of network, settings and answer."""
        net = self.case.net
        years = net.years or [()] * len(net)
        return network_input.digest(
            [
                [[name, net.label(at), *years[at]] for at, name in enumerate(net.ids)],
                [net.rows, sorted(net.times.items())],
                [self.settings, self.cycles()],
                [self.answer.plain(), self.arcs()],
            ]
        )

    def written(self, form: str, top: int | None, width: int | None) -> str:
        """Return the answer in one of `FORMATS`."""
        from stakhgraph.rdf import answer_formats

        if form == "json":
            return network_input.in_lines(self.plain(top))
        if form in ("table", "escape_markdown"):
            lines = self.told(form, top or TOP, width)
            return "\n".join(lines) + "\n"
        return answer_formats.write(self.answer.table(self.case, ids=True, top=top), form)

    def plain(self, top: int | None) -> dict[str, Any]:
        """Return all of it as plain values; numbers are texts, since they may be long."""
        table = self.answer.table(self.case, ids=True, top=top)
        return {
            "question": self.measure.question,
            "answer": self.answer.told,
            "stated_alone": self.stated or None,
            "network": {
                "file": self.where,
                "nodes": len(self.case.net),
                "arcs": self.case.net.size,
            },
            "settings": self.settings,
            "columns": list(table.columns),
            "rows": list(table.records()),
            "arcs": self.arcs(),
            "cycles": self.cycles(),
            "cautions": list(self.cautions),
            "digest": self.digest,
        }

    def told(self, form: str, top: int, width: int | None) -> Iterator[str]:
        """Return the answer for a reader: sentence, table, arcs, policy, cautions, digest."""
        from stakhgraph.rdf import answer_formats
        from stakhgraph.rdf.serialisers.markup_tables import escape_markdown

        plain = form == "table"
        item, write = ("  ", str) if plain else ("- ", escape_markdown)
        yield write(self.answer.told)
        if self.stated:
            yield ("" if plain else "\n") + write(self._by_stated())
        table = self.answer.table(self.case, top=top)
        if table.rows:
            yield ""
            yield answer_formats.write(table, form, width=width).rstrip("\n")
        if (more := len(self.answer.rows) - len(table.rows)) > 0:
            yield "" if not plain else f"… and {counted(more, 'row')} more: --top."
        if self.answer.arcs:
            yield ""
            yield "Arcs that carry this:" if plain else "Arcs that carry this:\n"
            for line in self._arc_lines():
                yield f"{item}{write(line)}"
        yield ""
        net = self.case.net
        yield f"{self.where}: {counted(len(net), 'node')}, {counted(net.size, 'arc')}."
        yield from self.policy()
        for line in self.cautions:
            yield f"{'' if plain else '- '}Caution: {write(line)}"
        yield f"Digest: {self.digest}"

    def _by_stated(self) -> str:
        same = self.stated == self.answer.told
        return f"By the stated arcs alone: {'the same.' if same else self.stated}"

    def _arc_lines(self) -> Iterator[str]:
        net, tails, names = self.case.net, self.case.net.tails(), self.case.names
        for i in self.answer.arcs[:SHOWN]:
            u, v = tails[i], net.heads[i]
            grounds = self._taken.why(net.ids[u], net.ids[v], self.case.done)
            said = [net.kinds[i]] if net.kinds else []
            said += [net.explicitness[i]] if net.explicitness else []
            why = grounds or ", ".join(filter(None, said))
            yield f"{names[u]} → {names[v]}{f' ({why})' if why else ''}"
        if (more := len(self.answer.arcs) - SHOWN) > 0:
            yield f"… and {counted(more, 'arc')} more: --json."
