"""The picture on the page: filters move nothing, and only works that pass them are links."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

View = Callable[..., dict[str, Any]]

TROTSKY, FILTZER = "trotsky-revolution-betrayed", "filtzer-soviet-workers"


def test_only_the_basis_of_years_moves_works(view: View) -> None:
    def places(found: dict[str, Any]) -> list[tuple[str, str]]:
        return re.findall(r'data-work="([^"]+)"[^>]*data-x="([^"]+)"', found["svg"]["inside"])

    default = places(view())
    for parameters in (
        {"assumption": "assumption-3-stratum"},
        {"focus": FILTZER, "links": "both"},
        {"from": "1980"},
    ):
        assert places(view(**parameters)) == default
    assert dict(places(view(basis="cited")))[TROTSKY] != dict(default)[TROTSKY]


def test_a_picture_is_well_formed_and_its_works_are_links_with_names(view: View) -> None:
    inside = view(focus=FILTZER)["svg"]["inside"]
    assert "style=" not in inside
    root = ET.fromstring(f"<svg>{inside}</svg>")
    named = {a.get("href"): a.get("aria-label") for a in root.iter("a")}
    assert len(named) == 3  # those that are dimmed cannot be reached
    assert named[f"/work/{FILTZER}"].startswith(
        "Filtzer, Soviet Workers ≤1986. Not after 1986. Affirms"
    )
