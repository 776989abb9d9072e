"""What is kept in the user's cache: complete or not there, and never taken unchecked."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stakhgraph import cache
from stakhgraph.cache import Cache

OWNER = "a project"


def writing(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "deep").mkdir()
        (folder / "deep" / "data").write_text(text, encoding="utf-8")
        (folder / "blocks.sst").write_text("has checksums of its own", encoding="utf-8")

    return write


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


def made(kept: Cache, key: str, text: str = "text") -> Path:
    folder = kept.make(key, OWNER, writing(text), checked=".sst")
    assert folder is not None
    return folder


def test_an_entry_is_there_once_it_is_made(kept: Cache):
    assert kept.entry("a") is None
    folder = made(kept, "a")
    assert kept.entry("a") == folder
    assert (folder / "deep" / "data").read_text(encoding="utf-8") == "text"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_only_the_user_can_look_into_it(kept: Cache):
    made(kept, "a")
    assert kept.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "deep" / "data").write_text("tEXt", encoding="utf-8"),
        lambda folder: (folder / "deep" / "data").write_text("longer text", encoding="utf-8"),
        lambda folder: (folder / "deep" / "data").unlink(),
        lambda folder: (folder / "blocks.sst").write_text("shorter", encoding="utf-8"),
        lambda folder: (folder / "contents.json").unlink(),
        lambda folder: (folder / "contents.json").write_text("{}", encoding="utf-8"),
        lambda folder: (folder / "contents.json").write_text("[", encoding="utf-8"),
        lambda folder: (folder / "contents.json").write_bytes(b"\xff\0"),
    ],
)
def test_a_damaged_entry_is_not_there_and_can_be_made_again(
    kept: Cache, damage: Callable[[Path], object]
):
    damage(made(kept, "a"))
    assert kept.entry("a") is None
    assert not (kept.folder / "a").exists()
    assert kept.entry("a") is None
    assert made(kept, "a") == kept.entry("a")


def test_what_fails_half_way_leaves_nothing(kept: Cache):
    def write(folder: Path) -> None:
        (folder / "half").write_text("half", encoding="utf-8")
        raise OSError("disk full")

    assert kept.make("a", OWNER, write) is None
    assert list(kept.folder.iterdir()) == []


def test_an_error_of_the_maker_reaches_the_caller_and_leaves_nothing(kept: Cache):
    def write(_: Path) -> None:
        raise ValueError("the file does not parse")

    with pytest.raises(ValueError, match="does not parse"):
        kept.make("a", OWNER, write)
    assert list(kept.folder.iterdir()) == []


def test_who_comes_second_gets_what_the_first_has_made(kept: Cache):
    def write_while_another_does(folder: Path) -> None:
        writing("the second")(folder)
        made(kept, "b", "the first").rename(kept.folder / "a")

    folder = kept.make("a", OWNER, write_while_another_does)
    assert folder is not None
    assert (folder / "deep" / "data").read_text(encoding="utf-8") == "the first"


def test_of_one_owner_the_two_newest_are_kept(kept: Cache):
    for seconds, key in zip((300, 200, 100), "abc", strict=True):
        used = time.time() - seconds
        os.utime(made(kept, key) / "contents.json", (used, used))
    made(kept, "d")
    assert sorted(entry.name for entry in kept.folder.iterdir()) == ["c", "d"]


def test_what_nobody_has_used_for_long_goes(kept: Cache):
    os.utime(made(kept, "a") / "contents.json", (0, 0))
    kept.make("b", "another project", writing("text"), checked=".sst")
    assert sorted(entry.name for entry in kept.folder.iterdir()) == ["b"]


def test_what_is_used_is_not_old(kept: Cache):
    os.utime(made(kept, "a") / "contents.json", (0, 0))
    kept.entry("a")
    kept.make("b", "another project", writing("text"), checked=".sst")
    assert sorted(entry.name for entry in kept.folder.iterdir()) == ["a", "b"]


def test_another_owner_keeps_its_own(kept: Cache):
    made(kept, "a")
    for key in "bcd":
        kept.make(key, "another project", writing("text"), checked=".sst")
    assert sorted(entry.name for entry in kept.folder.iterdir()) == ["a", "c", "d"]


def test_what_a_killed_process_left_is_removed_after_an_hour(kept: Cache):
    left = kept.folder / ".making-99999-b"
    left.mkdir(parents=True)
    made(kept, "a")
    assert left.exists()
    os.utime(left, (0, 0))
    made(kept, "c")
    assert not left.exists()


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    kept = Cache(tmp_path / "file" / "kept")
    assert kept.make("a", OWNER, writing("text")) is None
    assert kept.entry("a") is None


def test_it_tells_whether_it_can_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert Cache(tmp_path / "kept" / "deep").is_writable
    assert not Cache(tmp_path / "file").is_writable
    assert not Cache(tmp_path / "file" / "kept").is_writable


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no"])
def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, word: str):
    monkeypatch.setenv(cache.VARIABLE, word)
    assert Cache.users() is None


def test_its_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    assert Cache.users() == Cache(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, "")
    assert Cache.users() not in (None, Cache(tmp_path))


def test_texts_of_other_bounds_have_other_digests():
    texts = [[b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"abc", b""], []]
    assert len({cache.digest(iter(parts)) for parts in texts}) == len(texts)


def test_the_other_tests_keep_nothing_with_the_user():
    assert Cache.users() is None
