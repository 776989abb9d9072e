"""The figure citations: who cites whom, in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stakhgraph.debate.dating import UNDATED, Dating, shortened, with_year
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.figures.figure_data import FigureData
from stakhgraph.figures.options import BAR_WORDS
from stakhgraph.figures.subjects import Subject

__all__ = ["NO_VERDICT", "draw"]

NO_VERDICT = "none"
"""The category of a work whose verdict on productivity no document reports."""


def draw(data: FigureData, _subject: Subject | None, width: float) -> Scene:
    """Draw all works that are cited, and the works that cite them."""
    nodes, edges = _citation_network(data)
    return layout(
        nodes,
        edges,
        title="Who cites whom in the debate",
        subtitle="Each work that a note cites or quotes, and the work that the note stands in.",
        caption=data.caption(every=True),
        legend=Legend(
            shapes={
                "positive": "good",
                "negative": "bad",
                "undetermined": "left open",
                "no effect": "no effect",
                NO_VERDICT: "no verdict reported",
            },
            shapes_name="On output, as reported",
            kinds={"quotes": "is quoted in", "cites": "is cited in", "disputes": "is disputed in"},
            explicitness={"stated": "stated in a note"},
            until=BAR_WORDS[data.basis],
        ),
        name="citations",
        width=width,
        backward=True,
    )


def _citation_network(data: FigureData) -> tuple[list[Node], list[Edge]]:
    """Return the works and the citations between them, each work once.

    Each issue of a newspaper is a work of its own here, since it has its own day. The shape is the
    verdict of the work on productivity or on the disruption of production, if a document reports
    one.
    """
    by_node: dict[str, list[dict[str, str]]] = {}
    for row in data.rows("citations/edges"):
        by_node.setdefault(_cited_id(row), []).append(row)
    verdicts = {row["work"]: row["verdict"] for row in data.rows("productivity/verdicts")}
    dated: dict[tuple[str, str], list[Dating]] = {}
    for one in data.datings().values():
        dated.setdefault((one.work, "" if one.start is None else str(one.start)), []).append(one)
    nodes = {
        key: _cited(key, rows, _editions(rows, dated), verdicts, data.basis)
        for key, rows in by_node.items()
    }
    for row in data.rows("works/citing"):
        year = int(row["year"]) if row["year"] else None
        nodes[row["work"]] = Node(
            row["work"], shortened(row["label"], year), year, shape=NO_VERDICT, title=row["label"]
        )
    return list(nodes.values()), [_citation(*found) for found in sorted(by_node.items())]


def _cited_id(row: Mapping[str, str]) -> str:
    return f"{row['cited']}#{row['year']}" if row["yearBasis"] == "issue" else row["cited"]


def _editions(
    rows: Sequence[Mapping[str, str]], dated: Mapping[tuple[str, str], Sequence[Dating]]
) -> list[Dating]:
    """Return the editions of a work that are cited, of those of each work and year."""
    wanted = sorted({(row["cited"], row["editionYear"]) for row in rows})
    return [dating for one in wanted for dating in dated.get(one, ())]


def _cited(
    key: str,
    rows: Sequence[Mapping[str, str]],
    editions: Sequence[Dating],
    verdicts: Mapping[str, str],
    basis: str,
) -> Node:
    """Return a work that may be cited from more than one edition."""
    label = rows[0]["label"]
    dated = [dating for dating in editions if dating.cited is not None or dating.first is not None]
    chosen = min(dated, key=lambda d: (d.placed(basis)[0] or 0, d.cited or 0), default=UNDATED)
    year, other, sure = chosen.placed(basis)
    last = max((d.cited for d in dated if d.cited is not None), default=None)
    if other is None and year is not None and last is not None and last > year:
        other = last
    return Node(
        key,
        shortened(label, year),
        year,
        year_to=other,
        year_certain=sure,
        shape=verdicts.get(rows[0]["cited"], NO_VERDICT),
        title=with_year(label, year, sure=sure),
    )


def _citation(key: str, rows: Sequence[Mapping[str, str]]) -> Edge:
    """Return the link of a work to what cites it, of the strongest kind among its citations."""
    opposed = any(row["opposed"] == "1" for row in rows)
    quoted = any(row["quoted"] == "1" for row in rows)
    kind = "disputes" if opposed else "quotes" if quoted else "cites"
    times = sum(int(row["times"]) for row in rows)
    return Edge(key, rows[0]["citing"], kind, "stated", f"citations: {times}")
