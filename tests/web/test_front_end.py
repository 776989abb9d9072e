"""The sources of the front end: types, logic, licences, and a lock file for any registry."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import stakhgraph

WEB = Path(stakhgraph.__file__).parent / "web"
LOCK = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
FREE = {"MIT", "Apache-2.0", "MIT OR Apache-2.0", "ISC", "BSD-3-Clause", "0BSD", "MPL-2.0"}


def test_the_lock_file_names_no_registry() -> None:
    assert len(LOCK["packages"]) > 20
    assert [name for name, one in LOCK["packages"].items() if "resolved" in one] == []


def test_shipped_packages_have_permissive_licences() -> None:
    shipped = [one for name, one in LOCK["packages"].items() if name and not one.get("dev")]
    assert shipped
    assert {one["license"] for one in shipped} <= FREE - {"MPL-2.0"}


@pytest.mark.parametrize("script", ["check", "test"])
def test_types_and_logic_hold(script: str) -> None:
    if shutil.which("npm") is None or not (WEB / "node_modules").is_dir():
        pytest.skip("npm or node_modules is missing: npm ci in stakhgraph/web")
    run = subprocess.run(
        ["npm", "run", script], cwd=WEB, capture_output=True, text=True, check=False, timeout=600
    )
    assert run.returncode == 0, run.stdout + run.stderr
