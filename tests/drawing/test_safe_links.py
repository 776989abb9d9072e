"""Only addresses of pages are written into a drawing."""

import pytest

from stakhgraph.drawing.safe_links import safe_link


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a?b#c", "http://a.org", "work/a", "/work/a", "#a", "?x=y:z", "a.html"],
)
def test_addresses_of_pages_are_kept(href: str) -> None:
    assert safe_link(href) == href


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JavaScript:x", "java\nscript:x", " javascript:x", "data:a,x"),
        *("//elsewhere.org", "/\\elsewhere.org", "vbscript:x", "https:evil", "", None),
    ],
)
def test_other_addresses_are_dropped(href: str | None) -> None:
    assert safe_link(href) is None
