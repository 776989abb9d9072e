"""Numbers with their nouns, and page references, in English."""

from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which has an s unless the number is one.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def pages(numbers: Sequence[str]) -> str:
    """Return page numbers after ``p.`` or ``pp.``; other references as they are.

    >>> pages(["54"]), pages(["124–5", "130"]), pages(["passim"])
    ('p. 54', 'pp. 124–5, 130', 'passim')
    """
    shown = ", ".join(numbers)
    if not shown[:1].isdigit():
        return shown
    return f"{'pp.' if '–' in shown or ',' in shown else 'p.'} {shown}"
