"""``stakhgraph serve``: it starts, stops, and says in one line why it cannot serve something."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import ROOT
from tests.serving import HTML, children, serving


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_can_start_again_on_the_same_port(stop: signal.Signals):
    with serving() as server:
        server.get("/", HTML)
        workers = children(server.process.pid)
        server.process.send_signal(stop)
        assert server.process.wait(timeout=60) in (0, 130)
        assert "Traceback" not in server.log_text()
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
        port = server.port
    command = [sys.executable, "-m", "stakhgraph", "serve", "--port", str(port), "--no-open"]
    again = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert again.stdout is not None
    assert str(port) in again.stdout.readline()
    again.terminate()
    again.wait(timeout=60)
    again.stdout.close()


def test_a_port_in_use_is_named_with_the_option_to_change_it():
    with socket.create_server(("127.0.0.1", 0)) as ear:
        port = ear.getsockname()[1]
        run = _serve("--port", str(port))
    assert run.returncode == 2
    assert f"port {port}" in run.stderr and "--port" in run.stderr
    assert run.stderr.count("\n") == 1


def _serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a server that is expected to give up."""
    command = [sys.executable, "-m", "stakhgraph", "serve", "--no-open", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_server_that_is_killed_leaves_no_process_and_changes_no_file():
    graph = {path: path.read_bytes() for path in (ROOT / "graph").iterdir() if path.is_file()}
    with serving() as server:
        server.get("/", HTML)
        workers = children(server.process.pid)
        server.process.kill()
        server.process.wait(timeout=60)
        until = time.monotonic() + 60
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            assert time.monotonic() < until
            time.sleep(0.1)
    assert graph == {path: path.read_bytes() for path in graph}


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))


BOMB = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]><x>&e10;</x>'


@pytest.mark.parametrize(("name", "text", "message", "code"), [
    ("broken.ttl", "<http://e/a> a", "broken.ttl:1", 3),
    ("odd.xyz", "x", "ends in '.xyz'", 2),
    ("missing.ttl", None, "no such file", 3),
    ("two.ttl", "<http://e/a> a <http://e/\0> .", "two.ttl", 3),
    ("bomb.rdf", BOMB, "bomb.rdf", 3),
    ("wide.ttl", "\ufeff".encode("utf-16").decode("latin-1"), "wide.ttl", 3),
    ("deep.jsonld", '{"@id": "a:a", "a:b": ' * 20_000 + "1" + "}" * 20_000, "deep.jsonld", 3),
])  # fmt: skip
def test_a_file_that_cannot_be_served_is_named_in_one_line(
    tmp_path: Path, name: str, text: str | None, message: str, code: int
):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = _serve("--port", "0", str(tmp_path / name))
    assert (run.returncode, run.stderr.count("\n")) == (code, 1), run.stderr
    assert message in run.stderr or "too deeply nested" in run.stderr


def test_what_is_no_origin_is_named_in_one_line():
    run = _serve("--cors", "example.org")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert run.stderr.startswith("error: 'example.org' is no origin. Write scheme and host")
