"""Read the settings of the explorer from an address, and say which parts are not understood."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from stakhgraph import spelling
from stakhgraph.web.lineage.data import LineageData, Work
from stakhgraph.web.lineage.settings import OPTIONS, Settings

__all__ = ["parse"]


def parse(parameters: Mapping[str, str], data: LineageData) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of an address, and a notice for each part that is not understood.

    A work may be called by its slug or by any of its names, in any spelling.
    """
    parser = _Parser(data)
    for name, text in parameters.items():
        if value := text.strip():
            parser.take(name, value)
    return Settings(**parser.settings), tuple(parser.notices)  # type: ignore[arg-type]


class _Parser:
    """Collects the settings and notices of one address."""

    def __init__(self, data: LineageData) -> None:
        self._data = data
        self._options: dict[str, Mapping[str, str]] = {
            **OPTIONS,
            "assumption": {one.slug: one.label for one in data.assumptions},
            "stance": data.attitudes,
        }
        self.settings: dict[str, object] = {}
        self.notices: list[str] = []

    def take(self, name: str, value: str) -> None:
        """Take one parameter; names that the page does not have are ignored."""
        if name == "sort":
            self.settings["down"], value = value.startswith("-"), value.removeprefix("-")
        if name in self._options:
            self._take_option(name, value)
        elif name in ("from", "to"):
            self._take_year("start" if name == "from" else "end", value)
        elif name in ("focus", "a", "b"):
            self._take_work(name, value)

    def _take_option(self, name: str, value: str) -> None:
        options = self._options[name]
        if value in options:
            self.settings[name] = value
            return
        among = ", ".join(key for key in options if key)
        self.notices.append(f"There is no {name} “{value[:60]}”; there are {among}.")

    def _take_year(self, setting: str, value: str) -> None:
        if value.isascii() and value.isdigit() and len(value) == 4:
            self.settings[setting] = int(value)
        else:
            self.notices.append(f"“{value[:60]}” is no year of four digits.")

    def _take_work(self, name: str, value: str) -> None:
        if value in self._data.works:
            self.settings[name] = value
            return
        try:
            self.settings[name] = _find(self._data, value)
        except LookupError as exc:
            self.notices.append(str(exc.args[0]))


def _find(data: LineageData, name: str) -> str:
    """Return the slug of the work of this name; LookupError, with a notice, if it is not unique."""
    key = spelling.key(name)
    found = [work for work in data.works.values() if any(_contains(own, key) for own in work.keys)]
    exact = [work for work in found if key in work.keys]
    if len(found) == 1 or len(exact) == 1:
        return (exact if len(exact) == 1 else found)[0].slug
    if found:
        labels = "; ".join(work.label for work in found[:6])
        raise LookupError(f"“{name[:60]}” may be one of {len(found)} works: {labels}.")
    hint = _similar(data.works.values(), name)
    raise LookupError(f"No work is called “{name[:60]}”. {hint}".strip())


def _contains(name: str, key: str) -> bool:
    """Return whether a name has these words, the last of them perhaps only begun."""
    return bool(key) and f" {key}" in f" {name}"


def _similar(works: Iterable[Work], name: str) -> str:
    """Return a sentence with the labels whose spelling is closest to a name, if there are any."""
    names = {key: work.label for work in works for key in work.keys}
    words = {word: label for key, label in names.items() for word in key.split()}
    labels = {**words, **names}
    near = difflib.get_close_matches(spelling.key(name.replace("-", " ")), labels, n=3)
    found = dict.fromkeys(labels[key] for key in near)
    return f"Did you mean {' or '.join(found)}?" if found else ""
