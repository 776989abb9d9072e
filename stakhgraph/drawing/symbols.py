"""What a category looks like in a drawing, so that no difference is shown by colour alone.

A shape stands for one category of a work (its stance), a colour with a letter for another (its
topic), a letter alone for a third (who says so); on a link, the sign at its end and its weight
stand for its kind, dashes for how explicit the link is. In a drawing without topics each shape has
a colour of its own besides. Keys that the ontology has get the same look in every drawing; other
keys get what is left, in the order of the legend.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from stakhgraph.drawing import font_metrics

__all__ = [
    "COLOURS",
    "DASHES",
    "HEADS",
    "NO_COLOUR",
    "SHAPES",
    "Legend",
    "Pen",
    "Signs",
    "Stroke",
    "assign",
    "pen",
    "worded",
]

T = TypeVar("T")


class Stroke(NamedTuple):
    """How a kind of link is drawn: the sign on it, and its weight in pixels."""

    head: str
    width: float


class Pen(NamedTuple):
    """How one link is drawn: its weight in pixels, and how dark it is, 1 being black."""

    width: float
    opacity: float


def pen(stroke: Stroke, weight: float | None, *, lit: bool) -> Pen:
    """Return the pen of a link: by its own weight, from 0 to 1, or by its kind where it has none.

    Any link that is lit is wider than all that are not, since grey alone is no difference.

    >>> usual = Stroke("arrow", 1.1)
    >>> pen(usual, None, lit=False), pen(usual, 1.0, lit=True), pen(usual, 1.0, lit=False)
    (Pen(width=1.1, opacity=0.85), Pen(width=4.0, opacity=0.9), Pen(width=1.3, opacity=0.42))
    """
    if weight is None:
        return Pen(stroke.width, 0.85)
    if lit:
        return Pen(round(2.2 + 1.8 * weight, 2), 0.9)
    return Pen(round(0.7 + 0.6 * weight, 2), 0.42)


SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "down", "plus", "star", "dot")
"""The outlines of markers; ``down`` is a triangle on its point, ``dot`` a small circle."""

HEADS = ("arrow", "open", "bar", "dot", "double", "diamond", "cross", "none")
"""The signs on links."""

# Okabe and Ito's; yellow and black last, since they are the weakest on paper and as ink.
COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#E69F00"),
    *("#CC79A7", "#56B4E9", "#F0E442", "#000000"),
)
"""Colours that people with any colour vision can tell apart."""

NO_COLOUR = "#8C8C8C"
"""For works without a topic, and in the legend where colour does not matter."""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 3.0),
    (1.5, 2.5),
    (9.0, 2.5, 1.5, 2.5),
    (3.0, 6.0),
)
"""Strokes and gaps; the first is an unbroken line."""

_SHAPE_OF = {
    "affirms": "circle",
    "rejects": "square",
    "qualifies": "triangle",
    "leaves open": "diamond",
    "agnostic": "diamond",
    "positive": "triangle",
    "negative": "down",
    "undetermined": "square",
    "no effect": "diamond",
    "none": "circle",
    "rests": "hexagon",
    "several": "hexagon",
    "not told": "dot",
}
_COLOUR_OF = {"": NO_COLOUR}
# Besides the shape, where colour is free: blue for, vermilion against, in any wording.
_TINT_OF = {
    "circle": COLOURS[0],
    "square": COLOURS[1],
    "triangle": COLOURS[3],
    "diamond": COLOURS[2],
    "down": COLOURS[1],
    "hexagon": COLOURS[4],
    "plus": COLOURS[5],
    "star": COLOURS[6],
}
_TINTS = {"positive": COLOURS[0], "undetermined": COLOURS[3], "none": NO_COLOUR, "": NO_COLOUR}
_STROKE_OF = {
    "cites": Stroke("arrow", 1.1),
    "goesBackTo": Stroke("arrow", 2.0),
    "takesFrom": Stroke("open", 1.5),
    "extends": Stroke("double", 1.5),
    "laterInSeries": Stroke("none", 1.2),
    "goes back to": Stroke("arrow", 2.0),
    "takes from": Stroke("open", 1.5),
    "later in the series": Stroke("open", 1.2),
    "quotes": Stroke("open", 1.1),
    "disputes": Stroke("bar", 1.1),
    "comparison": Stroke("dot", 1.1),
}
_DASH_OF: dict[str, tuple[float, ...]] = {
    "stated": DASHES[0],
    "implied": DASHES[1],
    "impliedByOrder": DASHES[1],
    "inferred": DASHES[2],
    "reported": DASHES[3],
}


@dataclass(frozen=True)
class Legend:
    """The legend's words for category keys, in the order in which it shows them.

    Keys that do not occur in the drawing are left out; keys without words are shown as they are
    written, with spaces. ``weights`` are lines to show: words, weight from 0 to 1, and whether lit.
    The ``…_name`` fields head the rows.
    """

    shapes: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    explicitness: Mapping[str, str] = field(default_factory=dict)
    weights: Sequence[tuple[str, float, bool]] = ()
    shapes_name: str = "Stance"
    colours_name: str = "Topic"
    voices_name: str = "Reported by"
    kinds_name: str = "Link"
    explicitness_name: str = "Explicitness"
    weights_name: str = "Weight"
    hubs_name: str = "Short link"
    dates_name: str = "Date"
    boxes_name: str = "Box"
    uncertain: str = "not after this year"
    until: str = "edition cited, or end of the interval"
    backward: str = "points left: leads to a work of an earlier year"
    inferred: str = "inferred by the curators, stated in no document"
    lit: str = "on the main path"
    marked: str = "on a longest path"


@dataclass(frozen=True)
class Signs:
    """The look of each key that occurs, in the order of the legend.

    ``letters`` is empty if there is but one colour. ``voices`` gives who says so a letter, and
    ``hubs`` each work that links name in short.
    """

    shapes: Mapping[str, str]
    colours: Mapping[str, str]
    letters: Mapping[str, str]
    strokes: Mapping[str, Stroke]
    dashes: Mapping[str, tuple[float, ...]]
    voices: Mapping[str, str]
    hubs: Mapping[str, str]

    def fill(self, shape: str, colour: str) -> str:
        """Return the colour of a marker: that of its topic, or of its shape without topics."""
        if set(self.colours) - {""}:
            return self.colours[colour]
        return _TINTS.get(shape) or _TINT_OF[self.shapes[shape]]


def assign(
    *,
    shapes: Iterable[str],
    colours: Iterable[str],
    kinds: Iterable[str],
    explicitness: Iterable[str],
    legend: Legend,
    voices: Iterable[str] = (),
    hubs: Mapping[str, str] | None = None,
    weighed: bool = False,
) -> Signs:
    """Return every key in use its look; ``hubs`` are ids of works with their labels.

    Where links are ``weighed``, no two kinds have one sign, for their weight tells nothing of them.

    >>> signs = assign(shapes=["rejects"], colours=["piece rates", "motives"], kinds=["cites"],
    ...                explicitness=["stated"], legend=Legend())
    >>> signs.shapes, signs.letters
    ({'rejects': 'square'}, {'motives': 'M', 'piece rates': 'P'})
    """
    topics = _in_order(colours, legend.colours, {})
    letters = _letters({key: worded(key, legend.colours) for key in topics if key}, ())
    told = [key for key in _in_order(voices, legend.voices, {}) if key]
    spoken = _letters({key: key for key in told}, letters.values())
    short = _letters(hubs or {}, (*letters.values(), *spoken.values()))
    return Signs(
        _looks(_in_order(shapes, legend.shapes, _SHAPE_OF), _SHAPE_OF, SHAPES),
        _looks(topics, _COLOUR_OF, COLOURS),
        letters if len(topics) > 1 else {},
        _strokes(_in_order(kinds, legend.kinds, _STROKE_OF), weighed=weighed),
        _looks(_in_order(explicitness, legend.explicitness, _DASH_OF), _DASH_OF, DASHES),
        spoken,
        short,
    )


def worded(key: str, words: Mapping[str, str]) -> str:
    """Return the words for a key, or the key itself with spaces.

    >>> worded("goesBackTo", {})
    'goes back to'
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).lower() if key.isidentifier() else key
    return font_metrics.clean(words.get(key) or spaced) or "not said"


def _in_order(
    used: Iterable[str], words: Mapping[str, str], known: Mapping[str, object]
) -> list[str]:
    """Return the keys in use: those with words first, then the known ones, then the others."""
    found = set(used)
    return [key for key in dict.fromkeys([*words, *known, *sorted(found)]) if key in found]


def _looks(keys: Sequence[str], known: Mapping[str, T], cycle: Sequence[T]) -> dict[str, T]:
    """Return each key its known look, or the next one that no other key has."""
    taken = [known[key] for key in keys if key in known]
    free = [look for look in cycle if look not in taken] or list(cycle)
    others = [key for key in keys if key not in known]
    given = {key: free[i % len(free)] for i, key in enumerate(others)}
    return {key: known[key] if key in known else given[key] for key in keys}


def _strokes(kinds: Sequence[str], *, weighed: bool) -> dict[str, Stroke]:
    """Return each kind its known stroke, or one with a sign that no other kind has."""
    known = {kind: _STROKE_OF[kind].head for kind in kinds if kind in _STROKE_OF}
    if weighed:
        first = {head: kind for kind, head in reversed(known.items())}
        known = {kind: head for head, kind in first.items()}
    heads = _looks(kinds, known, HEADS)
    if weighed:
        return {kind: Stroke(head, 1.1) for kind, head in heads.items()}
    return {kind: _STROKE_OF.get(kind, Stroke(head, 1.1)) for kind, head in heads.items()}


def _letters(texts: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """Return each text a letter of its own: initials first, then other letters of its words.

    I and O are none: beside a link they look like its end.
    """
    used = set(taken)
    letters: dict[str, str] = {}
    for key, text in texts.items():
        words = sorted(text.split(), key=lambda word: (not word[0].isupper(), word in _SMALL))
        wanted = [word[0] for word in words] + list(text)
        spare = [c for c in wanted if c.isalpha()] + list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        spare = [c.upper() for c in spare if len(c.upper()) == 1 and c.upper() not in "IO"]
        letters[key] = next((c for c in spare if c not in used), "?")
        used.add(letters[key])
    return letters


_SMALL = {"the", "of", "a", "an", "and", "in"}
"""Words that no letter is taken from while there are others."""
