"""Write the pictures in ``golden/`` again: ``python -m tests.goldens``, when figures change.

Look at them before you commit them.
"""

from stakhgraph.drawing import svg
from stakhgraph.figures import catalogue
from stakhgraph.project import Project
from stakhgraph.rdf import store
from tests.figures.test_catalogue import DRAWN, GOLDEN, GOLDENS
from tests.figures.test_historiograph import GOLDEN as HISTORIOGRAPH
from tests.figures.test_historiograph import golden


def main() -> None:
    project = Project.find(GOLDEN.parent.parent)
    loaded = store.load(project.turtle_files())
    for name in GOLDENS:
        what, about = DRAWN[name]
        picture = svg.draw(catalogue.draw(project, loaded, what, about=about), width_mm=180)
        (GOLDEN / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")
    HISTORIOGRAPH.write_text(golden(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
