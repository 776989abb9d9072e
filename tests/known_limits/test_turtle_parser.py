"""What the Turtle parser of pyoxigraph does wrong; a test that fails here says that it is mended."""

import pyoxigraph as ox
import pytest


@pytest.mark.parametrize("name", [r"y\.", r"y\.z", r"y\.é"])
def test_a_name_with_an_escaped_dot_is_cut_off_if_it_touches_the_full_stop(name: str):
    r"""The end of ``a:y\.z.`` is the name ``a:y\.z`` and a full stop, but ``a:y`` is read."""
    (quad,) = ox.parse(f"@prefix a: <http://a/> . a:x a:p a:{name}.", format=ox.RdfFormat.TURTLE)
    assert quad.object == ox.NamedNode("http://a/y"), (
        "pyoxigraph now reads an escaped dot before a full stop: take the exception out of "
        "tests/rdf/turtle/test_names.py and the limit out of the documentation"
    )
