"""Documents of RDF, as `serve FILE`, `query --data` and `validate --data` read them."""

from pathlib import Path

from stakhgraph.files import decode
from stakhgraph.rdf.oxigraph.loading import Loading
from stakhgraph.rdf.rdf_files import Source
from tests.fuzz.verdict import Reader, Wrong

_SEVERAL_GRAPHS = ("application/trig", "application/n-quads", "application/ld+json")


def document(media_type: str, _: Path) -> Reader:
    """Return the reader of documents of one format, which counts what it loads in two ways."""

    def read(data: bytes) -> None:
        text = decode(data, where="the case", empty=True, nul=True)
        source = Source("the case", text, media_type, "http://base.example/case")
        loading = Loading(spelling=True)
        loading.add(source)
        losses = loading.finish()
        written = loading.nquads()
        again = Loading(spelling=True)
        again.add(Source("its N-Quads", written.decode(), "application/n-quads"))
        if again.finish().held != losses.held:
            raise Wrong(f"{losses.held} triples were loaded, and others come out")
        parsed = source.parse()
        if media_type not in _SEVERAL_GRAPHS and losses.held != len(set(parsed.triples())):
            raise Wrong(f"{losses.held} triples were loaded, and others parsed")

    return read
