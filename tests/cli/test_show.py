"""``stakhgraph show``: one thing, by any of its names."""

import pytest


@pytest.mark.parametrize(
    "name", ["Conquest", "person:conquest-robert", "conquest-robert", "Robert Conquest"]
)
def test_a_thing_is_shown_by_any_of_its_names(run, name):
    code, out, _ = run("show", name)
    assert code == 0
    assert "keep solidarity of the working class" in out
    assert "p. 5 n. 19" in out


@pytest.mark.parametrize("name", ["Revolution Betrayed", "assumption 3", "the Great Leap Forward"])
def test_part_of_a_name_is_enough_if_it_fits_one_thing(run, name):
    assert run("show", name)[0] == 0


def test_an_ambiguous_name_lists_the_candidates(run):
    code, out, err = run("show", "purges")
    assert (code, out) == (2, "")
    first, *candidates = err.splitlines()
    assert "may be one of" in first
    assert "  event:great-purges  Great Purges (event)" in candidates


def test_a_range_of_pages_has_an_en_dash_and_pp(run):
    out = run("show", "edition:davies-khlevnyuk-stakhanovism-2002")[1]
    assert "  pages: 867–904\n" in out and "(2002), pp. 867–904\n" in out
