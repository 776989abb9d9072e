"""A fixture that reads a literal text as a file."""

from pathlib import Path

import pytest

from stakhgraph.network.readers import network_file
from stakhgraph.network.readers.parsed_network import ParsedNetwork


@pytest.fixture
def reading(tmp_path: Path):
    """Return a function that reads a literal text as a file of this name."""

    def read(name: str, text: str | bytes, **how) -> ParsedNetwork:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return network_file.read(path, **how)

    return read
