"""What an attitude says: who affirms or qualifies a view holds it, everybody else does not.

Attitudes are known by their labels, as the queries give them.
"""

__all__ = ["as_holder", "holds", "told"]

_AFFIRMS, _QUALIFIES, _OPEN = "affirms", "qualifies", "leaves open"


def holds(attitude: str) -> bool:
    """Return whether somebody with this attitude may be called a holder of the view."""
    return attitude in (_AFFIRMS, _QUALIFIES)


def as_holder(who: str, attitude: str) -> str:
    """Return the name of a holder; who only qualifies the view is said to do so.

    >>> as_holder("Abel", "affirms"), as_holder("Bauer", "qualifies")
    ('Abel', 'Bauer (qualifies it)')
    """
    return who if attitude == _AFFIRMS else f"{who} ({attitude} it)"


def told(who: str, attitude: str) -> str:
    """Return what somebody does with a view, in words.

    >>> told("Ritter", "rejects"), told("Otte", "leaves open")
    ('Ritter rejects it', 'Otte leaves it open')
    """
    return f"{who} leaves it open" if attitude == _OPEN else f"{who} {attitude} it"
