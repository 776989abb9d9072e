"""Files of networks and of years, as `mainpath` and `measure` read them."""

from pathlib import Path

from stakhgraph.network.readers import network_file
from tests.fuzz.verdict import Reader

_PAJEK = b'*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Arcs\n1 2\n2 3\n'


def network(suffix: str, folder: Path, *, form: str | None = None) -> Reader:
    """Return the reader of networks in files with this ending."""
    file = folder / f"case{suffix}"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        parsed = network_file.read(file, form=form)
        for arcs in ("cited-citing", None):
            parsed.network(arcs)

    return read


def years(folder: Path) -> Reader:
    """Return the reader of years beside a small network."""
    file, beside = folder / "case.net", folder / "years.csv"
    file.write_bytes(_PAJEK)

    def read(data: bytes) -> None:
        beside.write_bytes(data)
        network_file.read(file, years=str(beside)).network("cited-citing")

    return read
