"""Networks made by chance, the same each time: arcs lead from an earlier place to a later one."""

from pathlib import Path

import numpy as np

SEED = 1935
SHAPES = {
    "uniform": "each work takes from any earlier one",
    "recency": "each work takes from those before it, the farther back the more rarely",
}
Rows = tuple[np.ndarray, np.ndarray]


def rows(shape: str, nodes: int, arcs: int, seed: int = SEED) -> Rows:
    """Return compressed rows of about this many distinct arcs, in order of date."""
    chance = np.random.default_rng(seed)
    heads = chance.integers(1, nodes, arcs)
    if shape == "uniform":
        tails = (chance.random(arcs) * heads).astype(np.int64)
    else:
        back = chance.exponential(nodes / 50, arcs).astype(np.int64)
        tails = heads - 1 - np.minimum(back, heads - 1)
    both = np.unique(tails * nodes + heads)
    starts = np.searchsorted(both, np.arange(nodes + 1) * nodes)
    return starts.astype(np.int64), (both % nodes).astype(np.int32)


def kept(folder: Path, shape: str, nodes: int, arcs: int, seed: int = SEED) -> Path:
    """Return the file with a network, and write it if it does not exist."""
    path = folder / f"{shape}-{nodes}-{arcs}-{seed}.npz"
    if not path.exists():
        starts, heads = rows(shape, nodes, arcs, seed)
        np.savez(path, starts=starts, heads=heads)
    return path


def read(path: Path) -> Rows:
    """Return the network in a file."""
    with np.load(path) as held:
        return held["starts"], held["heads"]
