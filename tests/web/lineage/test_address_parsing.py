"""Addresses are read as they are written; a notice names each part that is not understood."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from stakhgraph.web.lineage.address_parsing import parse
from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.settings import Settings

View = Callable[..., dict[str, Any]]

TROTSKY, FILTZER = "trotsky-revolution-betrayed", "filtzer-soviet-workers"


def test_an_address_is_read_as_it_was_written(data: LineageData) -> None:
    one = Settings("assumption-3-stratum", "affirms", 1930, 1990, FILTZER, "2", TROTSKY, FILTZER)
    one = replace(one, basis="cited", links="both", explicitness="stated", view="table", sort="to")
    parameters = dict(parse_qsl(one.address().partition("?")[2]))
    assert parse(
        parameters,
        data,
    ) == (
        one,
        (),
    )


@pytest.mark.parametrize("name", ["Filtzer", "filtzer", FILTZER, "Soviet Workers and Stalinist"])
def test_a_focus_may_be_called_by_any_of_its_names(view: View, name: str) -> None:
    assert view(focus=name)["settings"].focus == FILTZER


def test_an_unknown_focus_gets_a_notice_and_all_works(view: View) -> None:
    found = view(focus="nobody-1999")
    assert found["notices"][0].startswith("No work is called “nobody-1999”.")
    assert not found["empty"]
    assert "Did you mean Filtzer" in view(focus="filtzar")["notices"][0]


def test_what_is_no_value_of_a_control_gets_a_notice(view: View) -> None:
    assert "there are 1, 2, all" in view(depth="7")["notices"][0]
    assert "no year" in view(**{"from": "19xx"})["notices"][0]
