"""A series of works for tests, random drawings, and functions that find parts of a scene."""

from itertools import combinations
from typing import TypeVar

from hypothesis import strategies as st

from stakhgraph.drawing.primitives import Box, Group, Head, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node

TROTSKY = Node("trotsky", "Trotsky 1937", 1937, year_to=1965, shape="affirms")


PASQUIER = Node("pasquier", "Pasquier 1937", 1937, shape="affirms")


DEUTSCHER = Node("deutscher", "Deutscher 1950", 1950, shape="affirms")


FILTZER = Node("filtzer", "Filtzer 1986", 1986, shape="affirms")


SERIES = [TROTSKY, PASQUIER, DEUTSCHER, FILTZER]


STEPS = [
    Edge("trotsky", "filtzer", "goesBackTo", "stated"),
    Edge("trotsky", "pasquier", "laterInSeries", "impliedByOrder"),
    Edge("pasquier", "deutscher", "laterInSeries", "impliedByOrder"),
    Edge("deutscher", "filtzer", "laterInSeries", "impliedByOrder"),
]


LABELS = st.sampled_from(
    ["Nove", "Рогачевская, «Ликвидация безработицы в СССР»", "Corrigan, Ramsay and Sayer 1978", ""]
) | st.text(max_size=60)


YEARS = st.none() | st.integers(1918, 2002) | st.just(1937)


WORKS = st.builds(
    Node,
    id=st.just(""),
    label=LABELS,
    year=YEARS,
    year_to=YEARS,
    year_certain=st.booleans(),
    shape=st.sampled_from(["affirms", "rejects", "", "other"]),
    colour=st.sampled_from(["", "motives", "piece rates"]),
)


@st.composite
def drawings(draw: st.DrawFn) -> Scene:
    """Draw a scene of up to fourteen works and as many links, never against time."""
    drafts = draw(st.lists(WORKS, max_size=14))
    works = [Node(**{**vars(work), "id": f"w{i}"}) for i, work in enumerate(drafts)]
    pairs = [
        (a, b)
        for a, b in combinations(works, 2)
        if a.year is None or b.year is None or a.year <= b.year
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=14)) if pairs else []
    edges = [Edge(a.id, b.id, draw(st.sampled_from(["cites", "extends"]))) for a, b in chosen]
    width = draw(st.sampled_from([480.0, 900.0, 1440.0]))
    return layout(works, edges, title="Any", width=width)


T = TypeVar("T", Box, Head, Line, Marker, Path, Text)


def groups(scene: Scene, role: str) -> list[Group]:
    """Return the groups of all works, or of all links."""
    return [group for group in scene.group(role).items if isinstance(group, Group)]


def every(scene: Scene, role: str, kind: type[T]) -> list[T]:
    """Return the primitives of one kind in all works, or in all links."""
    return [item for group in groups(scene, role) for item in group.items if isinstance(item, kind)]


def work(scene: Scene, name: str) -> Group:
    """Return the group of one work."""
    return next(g for g in groups(scene, "works") if dict(g.data)["id"] == name)


def one(group: Group, kind: type[T], role: str) -> T:
    """Return the only primitive of a kind whose role begins like this."""
    (found,) = [i for i in group.items if isinstance(i, kind) and i.role.startswith(role)]
    return found


def star() -> tuple[list[Node], list[Edge]]:
    """Return a book of 1988 that cites 59 works."""
    works = [Node(f"w{i}", f"Author {1918 + i * 7 % 70}", 1918 + i * 7 % 70) for i in range(59)]
    return [*works, Node("hub", "Siegelbaum 1988", 1988)], [
        Edge(w.id, "hub", "disputes" if w.id == "w5" else "cites") for w in works
    ]
