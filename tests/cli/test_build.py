"""``stakhgraph build``: all files or none."""

import errno
import os

from tests import ROOT
from tests.cli.projects import project_with


def test_broken_turtle_is_an_error_with_line_and_column(run, tmp_path):
    place = project_with(tmp_path, "person:a stakh:role .\n")
    line = len((ROOT / "ontology/prefixes.ttl").read_text().splitlines()) + 1
    code, _, err = run("build", "--project", place)
    assert code == 3
    assert f"graph/one.ttl:{line}:" in err
    assert not (tmp_path / "build").exists()


def test_a_full_disk_leaves_no_file(run, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run("build", "--out", "build")
    assert code == 3
    assert "no space left" in err.lower()
    assert list(tmp_path.iterdir()) == []
