"""What a project says of itself in ``graph/site.toml``."""

from pathlib import Path
from typing import Any

import pytest

from stakhgraph.errors import StakhError
from stakhgraph.project import Project
from stakhgraph.web.site import Site
from tests.mini import mini_project


def site(folder: Path, text: str | bytes) -> Site:
    project = mini_project(folder)
    data = text if isinstance(text, bytes) else text.encode()
    (project.root / "graph" / "site.toml").write_bytes(data)
    nothing: Any = None  # no graph is asked
    return Site(Project(project.root), nothing, digest="")


def test_a_project_says_its_title_in_its_own_words(tmp_path: Path):
    front = site(tmp_path, 'title = "The bridge"').front
    assert (front["title"], front["assumptions"]) == ("The bridge", "Assumptions")


def test_an_empty_file_says_nothing(tmp_path: Path):
    assert site(tmp_path, "").front["title"] == "Who holds what, and who says so"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "The bridge', "is not TOML: "),
        ("title", "is not TOML: "),
        (f"title = {'9' * 5000}", "is not TOML: "),
        (f"title = {'[' * 5000}", "is not TOML: "),
        (b"title = '\xff'", "is not UTF-8"),
        (b"\xff\xfet\0", "is UTF-16"),
        ('licence = "mine"', "the licence is no IRI"),
    ],
)
def test_what_cannot_be_read_is_one_line_that_names_the_file(
    tmp_path: Path, text: str | bytes, message: str
):
    with pytest.raises(StakhError, match=message) as caught:
        site(tmp_path, text).front  # noqa: B018
    assert "graph/site.toml" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
