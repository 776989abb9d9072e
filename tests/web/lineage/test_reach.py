"""Which works are reached along links: no argument runs on into another."""

from stakhgraph.web.lineage.data import LineageData, Link, Work
from stakhgraph.web.lineage.reach import around, between


def test_no_argument_runs_on_into_another() -> None:
    links = [
        Link("steps", "a1", "a2", "one", "two", "goes back to", "stated", ""),
        Link("steps", "b1", "b2", "two", "three", "goes back to", "stated", ""),
    ]
    small = LineageData(
        {n: Work(n, n, (), (), (), ()) for n in ("one", "two", "three")},
        tuple(links),
        (),
        {},
        {},
        0,
    )
    assert around(small, links, "one", "all") == {"one", "two"}
    assert between(small, links, "one", "three") == set()
