"""What an attitude says: who affirms or qualifies a view holds it, everybody else does not.

Attitudes are known by their labels, as the queries give them.
"""

import re

__all__ = ["as_holder", "holds", "includes", "told", "verb"]

_PLURAL = {
    "affirms": "affirm",
    "rejects": "reject",
    "qualifies": "qualify",
    "leaves open": "leave open",
    "leaves": "leave",
}

_AFFIRMS, _QUALIFIES, _OPEN = "affirms", "qualifies", "leaves open"


def holds(attitude: str) -> bool:
    """Return whether somebody with this attitude may be called a holder of the view."""
    return attitude in (_AFFIRMS, _QUALIFIES)


def as_holder(who: str, attitude: str) -> str:
    """Return the name of a holder; who only qualifies the view is said to do so.

    >>> as_holder("Abel", "affirms"), as_holder("Bauer", "qualifies")
    ('Abel', 'Bauer (qualifies it)')
    """
    return who if attitude == _AFFIRMS else f"{who} ({verb(who, attitude)} it)"


def told(who: str, attitude: str) -> str:
    """Return what somebody does with a view, in words.

    >>> told("Ritter", "rejects"), told("Otte", "leaves open")
    ('Ritter rejects it', 'Otte leaves it open')
    """
    if attitude == _OPEN:
        return f"{who} {verb(who, 'leaves')} it open"
    return f"{who} {verb(who, attitude)} it"


def verb(who: str, attitude: str) -> str:
    """Return an attitude in the number of its subject: joint holders affirm, one person affirms.

    Of alternatives, the last one counts.

    >>> verb("Davies and Khlevnyuk", "affirms"), verb("Nove", "affirms")
    ('affirm', 'affirms')
    >>> verb("Davies and Khlevnyuk, or the note writer", "leaves open")
    'leaves open'
    """
    *_, last = re.split(r"\bor ", who)
    return _PLURAL.get(attitude, attitude) if " and " in last else attitude


def includes(holder: str, name: str) -> bool:
    """Return whether a holder is the one of this name, alone or together with others.

    >>> includes("R. W. Davies and Oleg Khlevnyuk", "Oleg Khlevnyuk")
    True
    >>> includes("R. W. Davies and Oleg Khlevnyuk", "Davies")
    False
    """
    return name == holder or name in re.split(r", | and ", holder)
