"""Search for a work by id, by label, or by words of its label. O(n)."""

from __future__ import annotations

from stakhgraph.errors import Ambiguous, UnknownName
from stakhgraph.network.graph import Network
from stakhgraph.network.work_names import dated_label, work_names
from stakhgraph.spelling import key

__all__ = ["find_work"]


def find_work(net: Network, name: str, where: str = "") -> int:
    """Return the number of the work with this id or label, or with these words in its label.

    A name may also be written as reports print it, with the years of the work.

    Raises UnknownName if there is none, and Ambiguous, with the candidates, if there are several.

    >>> net = Network.of(["w1", "w2"], [0], [1], labels=["Trotsky 1937", "Nove 1969"])
    >>> find_work(net, "nove")
    1
    """
    if name in net.ids:
        return net.ids.index(name)
    labels = [net.label(v) for v in range(len(net))]
    wanted = key(name)
    fits = [v for v, label in enumerate(labels) if label == name]
    fits = fits or [v for v, label in enumerate(labels) if wanted and key(label) == wanted]
    fits = fits or [
        v for v, label in enumerate(labels) if wanted and f" {wanted}" in f" {key(label)}"
    ]
    if not fits and wanted:  # names as they are printed, with years, and with ids where need be
        names = work_names(net, years=True)
        fits = [v for v, printed in names.items() if f" {wanted}" in f" {key(printed)}"]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise UnknownName(
            f"no work is called {name!r}",
            where=where or None,
            remedy="Name one by its id or label, or by words of the label.",
        )
    candidates = tuple(f"{net.ids[v]}  {dated_label(net, v)}" for v in fits[:12])
    raise Ambiguous(
        f"{name!r} fits {len(fits)} works",
        where=where or None,
        remedy="Take one:",
        candidates=candidates,
    )
