"""One server of the real debate for all tests of the web package."""

from collections.abc import Iterator

import pytest

from tests.serving import Server, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a running server whose queries may take two seconds and have 20,000 rows."""
    with serving("--timeout", "2", "--rows", "20000") as running:
        yield running
