"""What the Turtle parser of pyoxigraph does wrong; a test that fails here says that it is mended."""

import pyoxigraph as ox


def test_an_escaped_dot_before_a_full_stop_is_lost():
    r"""The end of ``a:y\..`` is the name ``a:y\.`` and a full stop, but ``a:y`` is read."""
    text = r"@prefix a: <http://a/> . a:x a:p a:y\.."
    (quad,) = ox.parse(text, format=ox.RdfFormat.TURTLE)
    assert quad.object != ox.NamedNode("http://a/y."), (
        "pyoxigraph now keeps an escaped dot before a full stop: take the exception out of "
        "tests/rdf/turtle/test_names.py and the limit out of the documentation"
    )
