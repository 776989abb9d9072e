"""Draw the pictures in ``golden/`` anew: ``python -m tests.goldens``, whenever drawings change.

Look at them before they are committed.
"""

from stakhgraph import drawings, figures, store
from stakhgraph.project import Project
from tests.test_drawings import DRAWN, GOLDEN, GOLDENS
from tests.test_historiograph import GOLDEN as HISTORIOGRAPH
from tests.test_historiograph import golden


def main() -> None:
    project = Project.find(GOLDEN.parent.parent)
    loaded = store.load(project)
    for name in GOLDENS:
        what, about = DRAWN[name]
        svg = figures.draw(drawings.scene(project, loaded, what, about=about), width_mm=180)
        (GOLDEN / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    HISTORIOGRAPH.write_text(golden(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
