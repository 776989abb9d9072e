"""All figures of the bundled debate: unchanged, legible, without overlaps, and true."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from stakhgraph.drawing import svg
from stakhgraph.drawing.primitives import Box, Group, Item, Marker, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.errors import StakhError, UnknownName, UsageError
from stakhgraph.figures import catalogue, options
from stakhgraph.figures.marks import Mark, merged
from stakhgraph.project import Project
from stakhgraph.rdf import store
from tests import TESTS

GOLDEN = TESTS / "golden"


DRAWN = {
    "citations": ("citations", None),
    "decades": ("decades", None),
    "lineage-privileged-caste": ("lineage", "lineage:privileged-caste"),
    "assumption-1-regime-strategy": ("assumption", "prop:assumption-1-regime-strategy"),
    "assumption-2-workers-taylorism-material": (
        "assumption",
        "prop:assumption-2-workers-taylorism-material",
    ),
    "assumption-3-stratum": ("assumption", "Assumption 3: a clearly bounded stratum"),
}


GOLDENS = ("citations", "decades", "lineage-privileged-caste", "assumption-3-stratum")


BOTH = [(name, basis) for name in DRAWN for basis in options.BASES]


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.find()


@pytest.fixture(scope="module")
def loaded(project: Project) -> store.Store:
    return store.load(project.turtle_files())


def scene(project: Project, loaded: store.Store, name: str, **options: object) -> Scene:
    what, about = DRAWN[name]
    return catalogue.draw(project, loaded, what, about=about, **options)  # type: ignore[arg-type]


def items(group: Group) -> Iterator[Item]:
    """Return everything in a group, however deep."""
    for item in group.items:
        if isinstance(item, Group):
            yield from items(item)
        else:
            yield item


def extent(text: Text) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a text."""
    left = text.x - (text.width / 2 if text.anchor == "middle" else 0)
    return left, text.y - text.size * 0.74, left + text.width, text.y + text.size * 0.21


def years(drawn: Scene) -> dict[str, object]:
    """Return the year of each work by the first word of its label."""
    works = (group for group in drawn.group("works").items if isinstance(group, Group))
    labels = {
        g: next(i for i in g.items if isinstance(i, Text) and i.role == "label") for g in works
    }
    return {label.text.split()[0].strip(":,"): dict(g.data)["year"] for g, label in labels.items()}


@pytest.mark.parametrize("name", GOLDENS)
def test_the_figures_are_the_golden_pictures(
    project: Project, loaded: store.Store, name: str
) -> None:
    picture = svg.draw(scene(project, loaded, name), width_mm=180)
    assert picture == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_no_hash_seed_makes_a_difference(seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    shown = run.stdout.decode("utf-8").replace("\r\n", "\n")
    assert shown == "".join((GOLDEN / f"{n}.svg").read_text(encoding="utf-8") for n in GOLDENS)


SHOW = f"""
import sys
from stakhgraph.drawing import svg
from stakhgraph.figures import catalogue
from stakhgraph.rdf import store
from stakhgraph.figures.marks import Mark, merged
from stakhgraph.project import Project
project = Project.find()
loaded = store.load(project.turtle_files())
for what, about in {[DRAWN[name] for name in GOLDENS]!r}:
    drawn = catalogue.draw(project, loaded, what, about=about)
    sys.stdout.write(svg.draw(drawn, width_mm=180))
"""


def test_the_other_engine_draws_the_same(project: Project, loaded: store.Store) -> None:
    other = store.load(project.turtle_files(), engine="rdflib")
    for name in DRAWN:
        assert scene(project, other, name) == scene(project, loaded, name)


@pytest.mark.parametrize(("name", "basis"), BOTH)
def test_no_text_overlaps_another_or_leaves_the_drawing(
    project: Project, loaded: store.Store, name: str, basis: str
) -> None:
    drawn = scene(project, loaded, name, basis=basis)
    texts = [item for group in drawn.items for item in items(group) if isinstance(item, Text)]
    for text in texts:
        left, top, right, bottom = extent(text)
        assert 0 <= left <= right <= drawn.width, text.text
        assert 0 <= top <= bottom <= drawn.height, text.text
    for one, other in combinations(texts, 2):
        a, b = extent(one), extent(other)
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one.text, other.text)


@pytest.mark.parametrize(("name", "basis"), BOTH)
def test_no_box_overlaps_another_or_the_marker_of_another(
    project: Project, loaded: store.Store, name: str, basis: str
) -> None:
    drawn = scene(project, loaded, name, basis=basis)
    works = [group for group in drawn.group("works").items if isinstance(group, Group)]
    room = []
    for group in works:
        (box,) = (i for i in group.items if isinstance(i, Box) and i.role not in {"tab", "cell"})
        (mark,) = (i for i in group.items if isinstance(i, Marker))
        left, right = min(box.x, mark.x - mark.size), max(box.x + box.width, mark.x + mark.size)
        room.append((left, box.y, right, box.y + box.height))
    for a, b in combinations(room, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize("name", DRAWN)
def test_a_column_is_legible_or_refused_in_a_line(
    project: Project, loaded: store.Store, name: str
) -> None:
    try:
        drawn = scene(project, loaded, name, width_mm=85)
    except UsageError as error:
        assert name in {"citations", "decades"}
        assert "180 mm" in str(error)
    else:
        picture = svg.draw(drawn, width_mm=85)
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', picture)]
        assert min(sizes) * 85 / drawn.width * 72 / 25.4 >= 6


@pytest.mark.parametrize("name", DRAWN)
def test_each_category_differs_in_grey(project: Project, loaded: store.Store, name: str) -> None:
    """Without colour, no two entries of a row of the legend look the same."""
    drawn = scene(project, loaded, name)
    grey = re.sub(r"#[0-9A-Fa-f]{6}", "#888888", svg.draw(drawn, width_mm=180))
    legend = next(g for g in ET.fromstring(grey).iter(f"{SVG}g") if g.get("class") == "legend")
    looks: dict[str, str] = {}
    for element in legend:
        entry = re.match(r".*-legend-\d+-\d+", element.get("id") or "")
        key = entry[0] if entry else max(looks, default="")
        if element.get("class") != "legend":
            looks[key] = looks.get(key, "") + _shape(element)
    rows: dict[str, list[str]] = {}
    for key, look in looks.items():
        rows.setdefault(key.rpartition("-")[0], []).append(look)
    for found in rows.values():
        assert len(found) == len(set(found))


SVG = "{http://www.w3.org/2000/svg}"


def _shape(element: ET.Element) -> str:
    """Return the look of an element without its position."""
    places = {"id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "points", "d", "textLength"}
    look = sorted((k, v) for k, v in element.attrib.items() if k not in places)
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", element.get("points", ""))]
    corners = [round(b - a, 1) for a, b in zip(numbers, numbers[2:], strict=False)]
    return f"{element.tag} {look} {corners} {element.text}"


@pytest.mark.parametrize("name", DRAWN)
def test_no_entry_of_the_legend_occurs_twice(
    project: Project, loaded: store.Store, name: str
) -> None:
    legend = scene(project, loaded, name).group("legend")
    words = [i.text for i in items(legend) if isinstance(i, Text) and i.role == "legend"]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", DRAWN)
def test_title_description_and_caption_name_content_and_sources(
    project: Project, loaded: store.Store, name: str
) -> None:
    drawn = scene(project, loaded, name)
    caption = " ".join(i.text for i in items(drawn.group("caption")) if isinstance(i, Text))
    assert drawn.title
    assert re.match(r"\d+ (works|positions) from \d{4} to \d{4}", drawn.description)
    assert "Documents: 00" in caption
    assert "Data: version 0" in caption
    assert "drawings/editions" in caption


def test_trotsky_moves_from_1937_to_1965_with_the_edition_cited(
    project: Project, loaded: store.Store
) -> None:
    for name in ("citations", "lineage-privileged-caste", "assumption-3-stratum"):
        for basis, year in (("first", 1937), ("cited", 1965)):
            found = years(scene(project, loaded, name, basis=basis))
            assert found.get("Trotsky", found.get("Leon")) == year


def test_inferred_holders_are_marked_as_inferred(project: Project, loaded: store.Store) -> None:
    drawn = scene(project, loaded, "assumption-3-stratum")
    works = [group for group in drawn.group("works").items if isinstance(group, Group)]
    inferred = {dict(g.data)["inferred"] for g in works if "Filtzer" in g.title}
    own = {dict(g.data)["inferred"] for g in works if g.title.startswith("Siegelbaum")}
    assert (inferred, own) == ({True}, {False})


OPEN = """@prefix stakh: <https://w3id.org/stakhgraph/ns#> .
<https://w3id.org/stakhgraph/id/stance/of-one-of-two> a stakh:Stance ;
    stakh:holderUncertain <https://w3id.org/stakhgraph/id/person/note-writer-jrl-6535>,
        <https://w3id.org/stakhgraph/id/joint/davies-khlevnyuk> ;
    stakh:attitude stakh:qualifies ;
    stakh:toward <https://w3id.org/stakhgraph/id/prop/assumption-1-regime-strategy> ;
    stakh:attestation stakh:inferred ;
    stakh:confidence stakh:low ;
    stakh:anchor <https://w3id.org/stakhgraph/id/anchor/000-semi-orchestrated> .
"""


def test_a_shortened_label_does_not_settle_what_is_left_open(project: Project) -> None:
    loaded = store.load(project.turtle_files())
    loaded.read(OPEN, where="OPEN")
    drawn = scene(project, loaded, "assumption-1-regime-strategy")
    groups = [group for group in drawn.group("works").items if isinstance(group, Group)]
    (found,) = (group for group in groups if group.title.startswith("perhaps"))
    assert "R. W. Davies and Oleg Khlevnyuk or the unnamed writer" in found.title
    label = next(i for i in found.items if isinstance(i, Text) and i.role == "label")
    assert label.text == "one of 2, left open"


def test_each_position_says_holder_attitude_reporter_and_page(
    project: Project, loaded: store.Store
) -> None:
    drawn = scene(project, loaded, "decades")
    titles = [group.title for group in drawn.group("works").items if isinstance(group, Group)]
    nove = next(title for title in titles if "Nove (not after 1969) affirms:" in title)
    assert nove.endswith("(p. 3 n. 10, says Lewis H. Siegelbaum)")
    assert all(re.search(r"\((pp?\.|¶)", title) for title in titles)


def test_one_question_can_be_drawn_alone(project: Project, loaded: store.Store) -> None:
    drawn = catalogue.draw(project, loaded, "decades", about="question:piece-rates")
    heads = [i.text for i in items(drawn.group("axis")) if isinstance(i, Text)]
    assert "What was the progressive" in heads


def test_subjects_of_figures_are_listed(project: Project, loaded: store.Store) -> None:
    slugs = {subject.slug for subject in catalogue.Figures(project, loaded).subjects("lineage")}
    assert slugs == {"privileged-caste"}
    wholes = {s.whole for s in catalogue.Figures(project, loaded).subjects("assumption")} - {""}
    assert len(wholes) == 3
    assert catalogue.Figures(project, loaded).subjects("citations") == ()


@pytest.mark.parametrize(
    ("what", "options", "message"),
    [
        ("nothing", {}, "no drawing 'nothing'"),
        ("citations", {"basis": "last"}, "no basis 'last'"),
        ("citations", {"about": "Trotsky"}, "citations is about everything"),
        ("lineage", {}, "lineage needs to know which one (?:.*)privileged-caste"),
        ("assumption", {"about": "prop:trotsky-labor-aristocracy"}, "none that can be drawn"),
        ("lineage", {"about": "zzzzz"}, "zzzzz"),
        ("citations", {"width_mm": 10.0}, "cannot draw 50 pixels wide"),
    ],
)
def test_unknown_figures_and_subjects_are_refused_in_a_line(
    project: Project, loaded: store.Store, what: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises((UnknownName, UsageError)) as caught:
        catalogue.draw(project, loaded, what, **options)  # type: ignore[arg-type]
    assert isinstance(caught.value, StakhError)
    assert re.search(message, str(caught.value).replace(". ", " "))
    assert "\n" not in str(caught.value)


def position(names: str, view: str, work: str = "w") -> Mark:
    return Mark(
        *("q", "Q?", (view,), tuple(names.split())),
        *(False, "affirms", False, "S", ("p. 1",), work, (1978, None, True)),
    )


def test_nobody_is_shown_with_the_view_of_another() -> None:
    (both,) = merged([position("A", "x"), position("B", "x")])
    assert (both.names, both.views) == (("A", "B"), ("x",))
    apart = merged([position("A", "x"), position("A", "y"), position("B", "x")])
    assert [(p.names, p.views) for p in apart] == [(("A",), ("x", "y")), (("B",), ("x",))]
    unplaced = merged([position("A", "x", work=""), position("B", "x", work="")])
    assert [p.names for p in unplaced] == [("A",), ("B",)]
