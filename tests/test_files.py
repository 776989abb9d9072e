"""Text files are read with clear errors, and written whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stakhgraph.errors import UnreadableFile, WriteError
from stakhgraph.files import read_text, write_whole

BAD_FILES = {
    "missing": (None, "cannot be read: no such file"),
    "empty": (b" \n", "is empty"),
    "binary": (b"a\0b", "is binary"),
    "utf-16": ("text".encode("utf-16"), "is UTF-16"),
    "latin-1": (b"ok\nL\xe9on", r"is not UTF-8 \(.*:2:2\)"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_not_utf_8_text_is_refused_with_the_reason(tmp_path: Path, name: str):
    content, message = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_text(tmp_path / name)


def test_a_folder_a_pipe_and_an_impossible_path_are_refused(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="a folder"):
        read_text(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_text(Path("a\0b"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableFile, match="not a regular file"):
            read_text(tmp_path / "pipe")


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def forbidden(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "f").write_text("x")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(UnreadableFile, match=r"permission denied \(.*/f\)"):
        read_text(tmp_path / "f")


def test_text_is_read_unchanged_but_for_a_byte_order_mark(tmp_path: Path):
    (tmp_path / "f").write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert read_text(tmp_path / "f") == "a\r\nb\rc"
    (tmp_path / "f").write_bytes(b"")
    assert read_text(tmp_path / "f", empty=True) == ""


def test_a_file_is_written_whole_into_a_new_folder(tmp_path: Path):
    write_whole(tmp_path / "new" / "f", "one\r\ntwo\n\u0414")
    assert (tmp_path / "new" / "f").read_bytes() == "one\r\ntwo\n\u0414".encode()
    write_whole(tmp_path / "new" / "f", b"three")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["f"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_whole(tmp_path / "f", "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="no space left on device"):
        write_whole(tmp_path / "f", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
    assert (tmp_path / "f").read_text() == "old"


KILLED = """
import os, signal, sys
from pathlib import Path
from stakhgraph import files
os.fsync = lambda _: os.kill(os.getpid(), signal.%s)
files.write_whole(Path(sys.argv[1]), "half")
"""
"""A program that is stopped or killed while it writes a file."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="signals and locks are those of Unix")
def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path: Path):
    subprocess.run([sys.executable, "-c", KILLED % "SIGKILL", tmp_path / "f"], check=False)
    (left,) = names(tmp_path)
    assert left.startswith(".f.") and left.endswith(".tmp")
    write_whole(tmp_path / "other", "x")
    assert names(tmp_path) == [left, "other"]
    write_whole(tmp_path / "f", "whole")
    assert names(tmp_path) == ["f", "other"]


@pytest.mark.skipif(os.name != "posix", reason="signals and locks are those of Unix")
def test_what_another_process_is_writing_is_left_alone(tmp_path: Path):
    writer = subprocess.Popen([sys.executable, "-c", KILLED % "SIGSTOP", tmp_path / "f"])
    try:
        os.waitpid(writer.pid, os.WUNTRACED)
        (left,) = names(tmp_path)
        write_whole(tmp_path / "f", "whole")
        assert names(tmp_path) == [left, "f"]
    finally:
        writer.kill()
        writer.wait()


@pytest.mark.parametrize("name", [".f.tmp", ".f.0123456789ABCDEF.tmp", ".ff.0123456789abcdef.tmp"])
def test_a_file_of_another_name_is_left_alone(tmp_path: Path, name: str):
    (tmp_path / name).write_text("mine")
    write_whole(tmp_path / "f", "whole")
    assert names(tmp_path) == [name, "f"]


@pytest.mark.skipif(os.name != "posix", reason="pipes are those of Unix")
def test_what_is_no_file_is_left_alone(tmp_path: Path):
    (tmp_path / ".f.0123456789abcdef.tmp").symlink_to("elsewhere")
    os.mkfifo(tmp_path / ".f.fedcba9876543210.tmp")
    write_whole(tmp_path / "f", "whole")
    assert len(names(tmp_path)) == 3


def test_only_a_file_can_be_replaced(tmp_path: Path):
    for target in (tmp_path, Path(os.devnull)):
        with pytest.raises(WriteError, match="not a file that can be replaced"):
            write_whole(target, "x")
    (tmp_path / "f").write_text("x")
    with pytest.raises(WriteError, match="cannot be written"):
        write_whole(tmp_path / "f" / "g", "x")
    with pytest.raises(WriteError, match="surrogate"):
        write_whole(tmp_path / "g", "\ud800")


def test_a_file_that_is_replaced_leaves_its_mode(tmp_path: Path):
    (tmp_path / "f").write_text("old")
    (tmp_path / "f").chmod(0o640)
    write_whole(tmp_path / "f", "new")
    assert (tmp_path / "f").read_text() == "new"
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_and_stays(tmp_path: Path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def read_only(folder: Path) -> Path:
    (folder / "f").write_text("old")
    (folder / "f").chmod(0o440)
    return folder / "f"


def twice_named(folder: Path) -> Path:
    (folder / "f").write_text("old")
    (folder / "g").hardlink_to(folder / "f")
    return folder / "f"


def circle(folder: Path) -> Path:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    return folder / "a"


def below_a_file(folder: Path) -> Path:
    (folder / "f").write_text("old")
    return folder / "f" / "g"


UNFIT = {
    "is read-only": read_only,
    "another name": twice_named,
    "in a circle": circle,
    "not a file that can be replaced": lambda folder: folder,
    "cannot be written: file exists|not a directory": below_a_file,
    "cannot be written": lambda folder: folder / "a\0b",
}


@pytest.mark.parametrize("reason", UNFIT)
def test_a_file_that_cannot_be_replaced_is_left_with_the_reason(tmp_path: Path, reason: str):
    path = UNFIT[reason](tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(WriteError, match=reason):
        write_whole(path, "new")
    assert sorted(tmp_path.iterdir()) == before
    assert not (tmp_path / "f").is_file() or (tmp_path / "f").read_text() == "old"
