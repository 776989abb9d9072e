"""What the page of the explorer shows: notices, and a table that sorts by any column."""

from collections.abc import Callable
from typing import Any

View = Callable[..., dict[str, Any]]

TROTSKY, FILTZER = "trotsky-revolution-betrayed", "filtzer-soviet-workers"


def test_a_path_that_leads_the_other_way_says_so(view: View) -> None:
    assert "One leads from Trotsky" in view(a=FILTZER, b=TROTSKY)["notices"][0]


def test_the_table_sorts_by_any_column_both_ways(view: View) -> None:
    up = [row["views"] for row in view(sort="views")["rows"]]
    assert up == sorted(up)
    assert [row["views"] for row in view(sort="-views")["rows"]] == sorted(up, reverse=True)
    orders = {column["key"]: column["order"] for column in view(sort="-views")["columns"]}
    assert orders["views"] == "descending"
