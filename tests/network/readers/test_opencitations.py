"""Dates in the rows of OpenCitations."""

import pytest

from stakhgraph.network.readers import network_file
from tests.networks import HERE


@pytest.mark.parametrize(
    ("made", "span", "cited"),
    [("1966.0", "P1Y", 1965), ("-0300", "P1Y", -301), ("1966-05T00:00", "-P8M", 1967)],
)
def test_opencitations_dates_of_many_kinds(reading, made: str, span: str, cited: int):
    found = reading("a.csv", f"citing,cited,creation,timespan\na,b,{made},{span}\n")
    assert found.years[1] == (cited,)


def test_opencitations_names_its_direction_and_dates_the_cited_works():
    found = network_file.read(HERE / "citations.csv")
    assert found.direction == "citing-cited"
    assert dict(zip(found.ids, found.years, strict=True)) == {
        "doi:10.1/c": (1986,),
        "doi:10.1/b": (1966,),
        "doi:10.1/a": (1937,),
    }
    assert next((found.ids[u], found.ids[v]) for u, v in found.network().pairs()) == (
        "doi:10.1/b",
        "doi:10.1/c",
    )
