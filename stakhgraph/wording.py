"""Numbers, pages and lists of names as English words."""

from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s unless it is one.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def pages(found: Sequence[str]) -> str:
    """Return pages with what stands before them.

    >>> pages(["54"]), pages(["124–5", "130"]), pages(["passim"])
    ('p. 54', 'pp. 124–5, 130', 'passim')
    """
    shown = ", ".join(found)
    if not shown[:1].isdigit():
        return shown
    return f"{'pp.' if '–' in shown or ',' in shown else 'p.'} {shown}"
