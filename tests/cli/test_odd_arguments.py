"""Arguments that are refused with one line, before anything is done."""

import subprocess
import sys

import pytest

from tests import ROOT
from tests.mini import mini_project

SECONDS = ["inf", "-inf", "nan", "1e10", "1e400", "-1", "-0.1", "x", "", "１x"]
ASK = ("query", "-e", "ASK {}")


def refused(printed, *said):
    code, out, err = printed
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert all(word in err for word in said), err


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize(
    "command", [ASK, ("validate",), ("serve", "--no-open")], ids=lambda c: c[0]
)
def test_a_time_that_is_none_is_refused(run, command, seconds):
    refused(run(*command, f"--timeout={seconds}"), "--timeout")


@pytest.mark.parametrize(
    "address", ["", " ", "http://", "ftp://e.org/", "http://[::1", "http://e:0/"]
)
def test_what_is_no_address_of_an_endpoint_is_refused(run, address):
    refused(run(*ASK, "--endpoint", address), "not the address of an endpoint")


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc/.."])
def test_a_folder_that_is_not_of_a_build_is_refused_at_once(run, folder):
    refused(run("build", "--out", folder), "no build wrote", "--out")


def test_a_link_to_a_file_outside_of_the_project_is_not_laid_out(run, tmp_path):
    project = mini_project(tmp_path / "mini")
    outside = tmp_path / "outside.ttl"
    outside.write_text("<urn:a>   <urn:b>   1 .\n", encoding="utf-8")
    (project.root / "graph" / "link.ttl").symlink_to(outside)
    refused(run("fmt", "--project", project.root), "graph/link.ttl", "outside of the project")
    assert outside.read_text(encoding="utf-8") == "<urn:a>   <urn:b>   1 .\n"


def test_a_link_to_a_folder_outside_of_the_project_is_not_laid_out(run, tmp_path):
    project = mini_project(tmp_path / "mini")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.ttl").write_text("<urn:a>   <urn:b>   1 .\n", encoding="utf-8")
    (project.root / "graph" / "more").symlink_to(outside)
    code, _, _ = run("fmt", "--project", project.root)
    assert (outside / "x.ttl").read_text(encoding="utf-8") == "<urn:a>   <urn:b>   1 .\n"
    assert code in (0, 2)


CLOSED = [
    *("--version", "--help", "queries", "show Conquest", "export", "validate", "lineage"),
    *("query people/positions who=nove-alec", "doctor", "mainpath tests/networks/citations.csv"),
]


@pytest.mark.parametrize("command", CLOSED)
def test_a_closed_output_is_one_line_and_no_success(command):
    words = f"{sys.executable} -m stakhgraph {command} >&-"
    done = subprocess.run(words, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("error: the result is lost")
    assert "Traceback" not in done.stderr
