"""Key phrases: words of a document, exactly as printed, and shown in quotation marks."""

from pathlib import Path

import pytest

from stakhgraph.cli.show import to_text
from stakhgraph.debate.documents import verification
from stakhgraph.debate.profiles import profile_of
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.store import load
from tests import ROOT
from tests.mini import SOURCES, mini_project

PRINTED = '"probably made", "stallholder richer"'


@pytest.mark.parametrize(
    ("phrases", "faults"),
    [
        (PRINTED, []),
        (
            '"every stallholder poorer"',
            ["“every stallholder poorer” does not stand in the passage"],
        ),
        ('"very stallholder richer"', ["“very stallholder richer” does not stand in the passage"]),
        ('"every stallholder richer"', []),
        ('"probably made", "every stallholder"', ["the two key phrases touch each other"]),
    ],
)
def test_a_phrase_is_held_against_its_passage(tmp_path: Path, phrases: str, faults: list[str]):
    project = mini_project(tmp_path / "mini")
    file = project.root / "graph" / "preface.ttl"
    file.write_text(read_text(file).replace(PRINTED, phrases), encoding="utf-8")
    found = verification.verify(project, load(project.turtle_files()), SOURCES)
    assert [(fault.anchor, fault.problem) for fault in found.faults] == [
        ("https://w3id.org/stakhgraph/id/stance/quill-richer", problem) for problem in faults
    ]


def test_a_quoted_view_is_shown_with_its_words():
    project = Project.find(ROOT)
    profile = profile_of(project, load(project.turtle_files()), "person:conquest-robert")
    assert (
        "quoted in part, “probable ulterior purpose”, “working class solidarity”, says Lewis H. Siegelbaum"
        in to_text(project, profile)
    )
