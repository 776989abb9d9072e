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


def test_rdf_xml_that_ends_too_early_is_taken_for_a_whole_document():
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
    cut = f'{head}<rdf:Description rdf:about="urn:a"><e:p>1</e:p></rdf:Description>'
    try:
        assert len(list(ox.parse(cut, format=ox.RdfFormat.RDF_XML))) == 1
    except SyntaxError:
        pytest.fail(
            "pyoxigraph now notices the end: take _require_whole_xml out of rdf/rdf_files.py"
        )
