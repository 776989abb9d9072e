"""Whole projects for the tests of commands."""

import shutil

from tests import ROOT


def project_with(tmp_path, text):
    """Copy the project's ontology and queries beside a graph of one file."""
    for folder in ("ontology", "queries"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "one.ttl").write_text((ROOT / "ontology/prefixes.ttl").read_text() + text)
    return tmp_path


def project_copy(tmp_path):
    for folder in ("ontology", "graph", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / "copy" / folder)
    return tmp_path / "copy"
