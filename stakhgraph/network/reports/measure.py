"""A measure of a network as a report: sentence, table, arcs, cycles, cautions and digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from stakhgraph.network.graph import STATED, Network
from stakhgraph.network.measures.answers import Answer, Measure, Request
from stakhgraph.network.reports.cycles import SHOWN, cycle_log, cycle_summary, cycle_values
from stakhgraph.network.reports.json_text import COMPACT, digest, render
from stakhgraph.network.reports.network_input import NetworkInput
from stakhgraph.rdf import answer_formats
from stakhgraph.rdf.serialisers.markup_tables import escape_markdown
from stakhgraph.wording import counted

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
"""The formats of a report; csv, tsv and xml have the table alone."""

TOP = 20
"""Default number of rows for a reader."""


@dataclass(frozen=True)
class Question:
    """A measure with the names of the works that it is asked about.

    ``works`` has the names of the works asked about by ``from``, ``to`` and ``of``; ``least`` is
    the number of works that must join a pair; ``noun`` is what the nodes are.
    """

    name: str
    measure: Measure
    works: Mapping[str, str | None]
    least: int | None = None
    policy: str | None = None
    parallel: str = "merge"
    noun: str = "work"


def make_report(
    network_input: NetworkInput, question: Question, *, direction: str | None = None
) -> MeasureReport:
    """Apply a measure to a network, and return the report.

    Raises UsageError for a work that is not in the network, and as the measure itself does.
    """
    net = network_input.source.network(direction)
    request = _request(net, question, network_input.source.where)
    answer = _in_order_of_descent(request, question.measure.answer(request))
    stated = _by_stated_arcs(net, question, network_input.source.where)
    return MeasureReport(network_input, question, net, request, answer, stated)


def _request(net: Network, question: Question, where: str) -> Request:
    """Return the network as the measure needs it, and the places of the works asked about."""
    from stakhgraph.network import cycles
    from stakhgraph.network.work_search import find_work

    measure, policy = question.measure, question.policy
    resolved = cycles.resolve(net, policy, parallel=question.parallel) if measure.cycles else None
    places = {
        word: find_work(net, name, where) if name else None for word, name in question.works.items()
    }
    if resolved is not None:
        of_member = {member: part.id for part in resolved.components for member in part.members}
        moved = {} if resolved.policy == "preprint" else of_member
        at = {name: place for place, name in enumerate(resolved.network.ids)}
        places = {
            word: None if v is None else at[moved.get(net.ids[v], net.ids[v])]
            for word, v in places.items()
        }
        net = resolved.network
    return Request(
        net if resolved or measure.ways else net.merged(),
        resolved,
        start=places["from"],
        end=places["to"],
        of=places["of"],
        least=question.least,
        parallel=question.parallel,
        policies=(policy,) if policy else (),
        noun=question.noun,
    )


def _in_order_of_descent(request: Request, answer: Answer) -> Answer:
    """Return the answer with its arcs in the order of descent."""
    if request.resolved is None:
        return answer
    rank = {v: at for at, v in enumerate(request.resolved.order)}
    tails, heads = request.net.tails(), request.net.heads
    arcs = sorted(answer.arcs, key=lambda i: (rank[tails[i]], rank[heads[i]]))
    return replace(answer, arcs=tuple(arcs))


def _by_stated_arcs(net: Network, question: Question, where: str) -> str:
    """Return the answer by the stated arcs alone; empty if there are no other arcs to leave out."""
    stated = [i for i, how in enumerate(net.explicitness) if not how or STATED in how]
    if question.measure.ways or len(stated) == net.size or not net.explicitness:
        return ""
    return question.measure.answer(_request(net.with_arcs(stated), question, where)).sentence


@dataclass(frozen=True, eq=False)
class MeasureReport:
    """An answer with everything that belongs to it.

    ``whole`` is the network with its cycles, ``request`` what the measure was applied to, and
    ``stated`` the answer by the stated arcs alone, if that is another question.
    """

    network_input: NetworkInput
    question: Question
    whole: Network
    request: Request
    answer: Answer
    stated: str

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """What a reader should bear in mind about the answer."""
        from stakhgraph.network.measures.cautions import cautions

        given, net = self.network_input, self.request.net
        weak = cautions(
            net, self.answer.arcs, given.grounds, debate=given.debate, noun=self.request.noun
        )
        return (*self.answer.cautions, *weak)

    @property
    def settings(self) -> dict[str, Any]:
        """The measure and what it was asked about; works by their ids."""
        ids = self.request.net.ids
        ends = {"from": self.request.start, "to": self.request.end, "of": self.request.of}
        works = {word: ids[v] for word, v in ends.items() if v is not None}
        least = {"least": self.request.least} if self.request.least is not None else {}
        return {"measure": self.question.name, **works, **least, "parallel": self.request.parallel}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of network, settings and answer."""
        net = self.request.net
        years = net.years or [()] * len(net)
        parts = [
            [[name, net.label(at), *years[at]] for at, name in enumerate(net.ids)],
            [net.rows, sorted(net.times.items())],
            [self.settings, self._cycles()],
            [self.answer.plain(), self._arcs()],
        ]
        return digest([COMPACT.encode(parts)])

    def write(self, form: str, *, top: int | None = None, width: int | None = None) -> str:
        """Return the report in one of `FORMATS`, with at most ``top`` rows.

        ``width`` is that of the terminal in characters, for the format ``table``.
        """
        if form == "json":
            return render(self.values(top))
        if form in ("table", "markdown"):
            return "\n".join(self.lines(form, top or TOP, width)) + "\n"
        return answer_formats.write(self.answer.table(self.request, ids=True, top=top), form)

    def values(self, top: int | None = None) -> dict[str, Any]:
        """Return the report as plain values; numbers are text, since they may be long."""
        table = self.answer.table(self.request, ids=True, top=top)
        return {
            "question": self.question.measure.question,
            "answer": self.answer.sentence,
            "stated_alone": self.stated or None,
            "network": {
                "file": self.network_input.source.where,
                "nodes": len(self.request.net),
                "arcs": self.request.net.size,
            },
            "settings": self.settings,
            "columns": list(table.columns),
            "rows": list(table.records()),
            "arcs": self._arcs(),
            "cycles": self._cycles(),
            "cautions": list(self.cautions),
            "digest": self.digest,
        }

    def lines(self, form: str, top: int, width: int | None) -> Iterator[str]:
        """Yield the report for a reader, as plain text (``table``) or Markdown."""
        plain = form == "table"
        item, write = ("  ", str) if plain else ("- ", escape_markdown)
        yield write(self.answer.sentence)
        if self.stated:
            same = self.stated == self.answer.sentence
            stated = f"By the stated arcs alone: {'the same.' if same else self.stated}"
            yield ("" if plain else "\n") + write(stated)
        table = self.answer.table(self.request, dated=True, top=top)
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
        net, where = self.request.net, self.network_input.source.where
        yield f"{where}: {counted(len(net), 'node')}, {counted(net.size, 'arc')}."
        yield self._cycle_line()
        for line in self.cautions:
            yield f"{'' if plain else '- '}Caution: {write(line)}"
        if self.request.resolved is not None:
            yield from map(write, cycle_log(self.request.resolved, self.whole))
        yield f"Digest: {self.digest}"

    @cached_property
    def _loops(self) -> list[int]:
        """The arcs from a work to itself that a measure of arcs, not of paths, leaves out."""
        if self.request.resolved is not None or self.question.measure.ways:
            return []
        return [i for i, (u, v) in enumerate(self.request.net.pairs()) if u == v]

    def _cycles(self) -> dict[str, Any]:
        """Return what was done with cycles, as plain values."""
        if self.request.resolved is not None:
            return cycle_values(self.request.resolved)
        policy = (self.question.policy or "each") if self.question.measure.ways else "none"
        ends = [self.request.net.ids[u] for u, _ in self.request.net.ends(self._loops)]
        dropped = [{"from": name, "to": name, "reason": "a loop"} for name in ends]
        return {"policy": policy, "components": [], "dropped": dropped, "changed": []}

    def _cycle_line(self) -> str:
        """Return a line that says what was done with cycles."""
        if self.request.resolved is not None:
            return cycle_summary(self.request.resolved)
        if self.question.measure.ways:
            policy = self.question.policy
            cycles = f"cycles by {policy}" if policy else "each policy for cycles"
            several = len(set(self.request.net.explicitness)) > 1
            degrees = "; without the arcs of each degree of explicitness" if several else ""
            return f"Variants: {self.question.measure.ways.format(cycles=cycles, degrees=degrees)}."
        loops, is_one = len(self._loops), len(self._loops) == 1
        counts = f"{counted(loops, 'such arc')} {'is' if is_one else 'are'} left out"
        return (
            "Cycles: they do not matter here; an arc from a work to itself does not count"
            f"{f' ({counts})' if loops else ''}."
        )

    def _arcs(self) -> list[dict[str, Any]]:
        """Return the arcs that carry the answer, with their kinds and grounds."""
        net, tails = self.request.net, self.request.net.tails()
        arcs = []
        for i in self.answer.arcs:
            u, v = tails[i], net.heads[i]
            more: dict[str, Any] = {"kind": net.kinds[i]} if net.kinds else {}
            more |= {"explicitness": net.explicitness[i]} if net.explicitness else {}
            grounds = self.network_input.grounds_of(net.ids[u], net.ids[v], self.request.resolved)
            more |= {"grounds": [vars(one) for one in grounds]} if grounds else {}
            arcs.append({"from": net.ids[u], "to": net.ids[v], **more})
        return arcs

    def _arc_lines(self) -> Iterator[str]:
        net, tails, names = self.request.net, self.request.net.tails(), self.request.dated_names
        for i in self.answer.arcs[:SHOWN]:
            u, v = tails[i], net.heads[i]
            grounds = self.network_input.grounds_text(net.ids[u], net.ids[v], self.request.resolved)
            kind = net.kinds[i] if net.kinds else ""
            explicitness = net.explicitness[i] if net.explicitness else ""
            why = grounds or ", ".join(filter(None, (kind, explicitness)))
            yield f"{names[u]} → {names[v]}{f' ({why})' if why else ''}"
        if (more := len(self.answer.arcs) - SHOWN) > 0:
            yield f"… and {counted(more, 'arc')} more: --json."
