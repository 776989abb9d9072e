"""The picture of docs/architecture.md: the packages, and which of them imports which.

It is drawn from the imports themselves. An arrow that follows from others is left out: where A
imports B and B imports C, no arrow from A to C is drawn. ``python -m tests.reference`` writes it.
"""

import ast
from xml.sax.saxutils import escape

import networkx

from tests.test_architecture import HOME, ORDER, SOURCES, imported

WIDTH, ROW, BOX, HEIGHT = 960, 76, 206, 46
COLUMN = 216
COLUMNS = {
    "cli": 1.5,
    "web": 1,
    "api": 1,
    "build": 2.3,
    "exports": 0.45,
    "figures": 1.7,
    "debate": 1.1,
    "library": 0,
    "cache": 2.2,
    "queries": 1.1,
    "network": 2.15,
    "drawing": 3.3,
    "project": 1.1,
    "rdf": 0.55,
    "files": 0.6,
    "spelling": 1.7,
    "wording": 2.7,
    "errors": 3.3,
}
"""Where each box is, so that no arrow passes behind another box; a new package needs a place."""

STYLE = """
text { font: 13px Arial, "Liberation Sans", sans-serif; fill: #222 }
.name { font-weight: bold }
.purpose { font-size: 11px; fill: #444 }
.box { fill: #fff; stroke: #555 }
.arrow { fill: none; stroke: #777; stroke-width: 1.2 }
.head { fill: #777 }
"""


def packages() -> networkx.DiGraph:
    """Return the imports between packages and modules at the top, without those that follow."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(name for row in ORDER for name in row)
    for module in SOURCES:
        top = module.partition(".")[0]
        graph.add_edges_from((top, name.partition(".")[0]) for name in imported(module))
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    return networkx.transitive_reduction(graph)


def places() -> dict[str, tuple[int, int]]:
    """Return the left upper corner of each box, from top to bottom."""
    return {
        name: (round(12 + COLUMN * COLUMNS[name]), 20 + ROW * number)
        for number, row in enumerate(reversed(ORDER))
        for name in row
    }


def hidden_arrows() -> list[tuple[str, str, str]]:
    """Return each arrow (its two ends) that passes behind a box, with that box."""
    place = places()
    return [
        (one, other, box)
        for one, other in sorted(packages().edges)
        for box, (x, y) in place.items()
        if place[one][1] < y < place[other][1] and x <= place[one][0] + BOX // 2 <= x + BOX
    ]


def picture() -> str:
    """Return the picture as SVG, the same bytes on every run."""
    place = places()
    height = 20 + ROW * len(ORDER)
    arrows = "".join(_arrow(place[a], place[b]) for a, b in sorted(packages().edges))
    boxes = "".join(_box(name, *place[name]) for name in place)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title">\n'
        '<title id="title">The packages of stakhgraph. Each imports only from packages below it.'
        f"</title>\n<style>{STYLE}</style>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n{arrows}{boxes}</svg>\n'
    )


def _box(name: str, x: int, y: int) -> str:
    middle = x + BOX // 2
    kind = f"{name}/" if (HOME / name).is_dir() else f"{name}.py"
    return (
        f'<rect class="box" x="{x}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="4"/>\n'
        f'<text class="name" x="{middle}" y="{y + 19}" text-anchor="middle">{kind}</text>\n'
        f'<text class="purpose" x="{middle}" y="{y + 36}" text-anchor="middle">'
        f"{escape(purpose(name))}</text>\n"
    )


def purpose(name: str) -> str:
    """Return the first words of the docstring of a package or module, up to a colon or stop."""
    text = (ast.get_docstring(SOURCES[name]) or "").partition("\n")[0]
    return text.partition(":")[0].partition(".")[0].partition(",")[0]


def _arrow(upper: tuple[int, int], lower: tuple[int, int]) -> str:
    """Draw an arrow from the lower edge of one box to the upper edge of another."""
    (x, y), (to, end) = upper, lower
    x, to, y = x + BOX // 2, to + BOX // 2, y + HEIGHT
    turn = end - 30  # the arrow turns in the gap above its row, where no box is
    return (
        f'<path class="arrow" d="M{x} {y}V{turn}C{x} {end - 14} {to} {turn + 6} {to} {end - 6}"/>\n'
        f'<path class="head" d="M{to} {end}l-4 -8h8z"/>\n'
    )
