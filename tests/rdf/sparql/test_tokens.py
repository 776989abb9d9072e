"""Tokens of hostile texts."""

import time

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.sparql.guard import guard


@pytest.mark.parametrize("piece", ["a.", "a-", '"a\n', "<a", "a:%", '"""\\', "?", "((", "\\u0041"])
def test_no_text_takes_long_to_be_refused(piece: str):
    began = time.monotonic()
    with pytest.raises(QuerySyntaxError):
        guard("ASK { " + piece * (900_000 // len(piece)))
    assert time.monotonic() - began < 5
