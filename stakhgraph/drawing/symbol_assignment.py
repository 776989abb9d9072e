"""Which symbol each category gets, so that no difference is shown by colour alone.

A shape stands for one category of a work (its stance), a colour with a letter for another (its
topic), a letter alone for a third (who reports it); on a link, the sign at its end and its width
stand for its kind, dashes for how explicit it is. In a drawing without topics each shape also has a
colour. Categories of the ontology have the same symbol in every drawing; others get those that are
left, in the order of the legend.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stakhgraph.drawing.legend_words import Legend, words_for
from stakhgraph.drawing.symbols import (
    COLOUR_OF,
    COLOURS,
    DASH_OF,
    DASHES,
    HEADS,
    SHAPE_OF,
    SHAPES,
    STROKE_OF,
    TINT_OF,
    USUAL_WIDTH,
    Stroke,
)

__all__ = ["Symbols", "T", "assign_symbols"]

T = TypeVar("T")


@dataclass(frozen=True)
class Symbols:
    """The symbol of each category that occurs, in the order of the legend.

    ``letters`` is empty if there is only one colour. ``voices`` are the letters of reporters, and
    ``hubs`` those of works to which stubs lead.
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
        return TINT_OF.get(shape) or SHAPES[self.shapes[shape]].tint


def assign_symbols(
    *,
    shapes: Iterable[str],
    colours: Iterable[str],
    kinds: Iterable[str],
    explicitness: Iterable[str],
    legend: Legend,
    voices: Iterable[str] = (),
    hubs: Mapping[str, str] | None = None,
    weighed: bool = False,
) -> Symbols:
    """Assign a symbol to every category in use; ``hubs`` are ids of works with their labels.

    If links are ``weighed``, every kind has a sign of its own, since widths do not show kinds then.

    >>> symbols = assign_symbols(shapes=["rejects"], colours=["piece rates", "motives"],
    ...                          kinds=["cites"], explicitness=["stated"], legend=Legend())
    >>> symbols.shapes, symbols.letters
    ({'rejects': 'square'}, {'motives': 'M', 'piece rates': 'P'})
    """
    topics = _in_order(colours, legend.colours, {})
    letters = _assign_letters({key: words_for(key, legend.colours) for key in topics if key}, ())
    reporters = [key for key in _in_order(voices, legend.voices, {}) if key]
    voice_letters = _assign_letters({key: key for key in reporters}, letters.values())
    hub_letters = _assign_letters(hubs or {}, (*letters.values(), *voice_letters.values()))
    return Symbols(
        _assign(_in_order(shapes, legend.shapes, SHAPE_OF), SHAPE_OF, tuple(SHAPES)),
        _assign(topics, COLOUR_OF, COLOURS),
        letters if len(topics) > 1 else {},
        _assign_strokes(_in_order(kinds, legend.kinds, STROKE_OF), weighed=weighed),
        _assign(_in_order(explicitness, legend.explicitness, DASH_OF), DASH_OF, DASHES),
        voice_letters,
        hub_letters,
    )


def _in_order(
    used: Iterable[str], words: Mapping[str, str], known: Mapping[str, object]
) -> list[str]:
    """Return the keys in use: those with words first, then the known ones, then the others."""
    found = set(used)
    return [key for key in dict.fromkeys([*words, *known, *sorted(found)]) if key in found]


def _assign(keys: Sequence[str], known: Mapping[str, T], cycle: Sequence[T]) -> dict[str, T]:
    """Return for each key its known symbol, or the next one that no other key has."""
    taken = [known[key] for key in keys if key in known]
    free = [look for look in cycle if look not in taken] or list(cycle)
    others = [key for key in keys if key not in known]
    given = {key: free[i % len(free)] for i, key in enumerate(others)}
    return {key: known[key] if key in known else given[key] for key in keys}


def _assign_strokes(kinds: Sequence[str], *, weighed: bool) -> dict[str, Stroke]:
    """Return for each kind its known stroke, or one with a sign that no other kind has."""
    known = {kind: STROKE_OF[kind].head for kind in kinds if kind in STROKE_OF}
    if weighed:
        first = {head: kind for kind, head in reversed(known.items())}
        known = {kind: head for head, kind in first.items()}
    heads = _assign(kinds, known, tuple(HEADS))
    if weighed:
        return {kind: Stroke(head, USUAL_WIDTH) for kind, head in heads.items()}
    return {kind: STROKE_OF.get(kind, Stroke(head, USUAL_WIDTH)) for kind, head in heads.items()}


def _assign_letters(texts: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """Return a unique letter for each text: initials first, then other letters of its words.

    I and O are left out, since beside a link they look like its end.
    """
    used = set(taken)
    letters: dict[str, str] = {}
    for key, text in texts.items():
        words = sorted(text.split(), key=lambda word: (not word[0].isupper(), word in _SMALL_WORDS))
        wanted = [word[0] for word in words] + list(text)
        spare = [c for c in wanted if c.isalpha()] + list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        spare = [c.upper() for c in spare if len(c.upper()) == 1 and c.upper() not in "IO"]
        letters[key] = next((c for c in spare if c not in used), "?")
        used.add(letters[key])
    return letters


_SMALL_WORDS = {"the", "of", "a", "an", "and", "in"}
"""Words whose initials are used only if no other letter is free."""
