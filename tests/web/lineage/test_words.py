"""A work in words, and the reference of a stance with both pages."""

from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.words import spoken

TROTSKY = "trotsky-revolution-betrayed"


def test_the_spoken_name_of_a_work_has_years_stances_and_counts(data: LineageData) -> None:
    assert spoken(data, data.works[TROTSKY], "first", "Trotsky, Revolution 1937") == (
        "Trotsky, Revolution 1937. Trotsky, Revolution Betrayed. 1937, cited from 1965. Affirms "
        "clause 3b (inferred by the editors). 7 views. Taken up by 2, cited by 1"
    )


def test_a_reference_has_the_pages_of_holder_and_reporter(data: LineageData) -> None:
    stances = data.works["deutscher-soviet-trade-unions"].stances
    assert "Deutscher 107–9, 113–14, as reported in Siegelbaum 5 n. 17" in {
        one.reference for one in stances
    }
