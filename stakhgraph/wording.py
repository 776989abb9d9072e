"""Numbers with their nouns, years and page references, in English."""

import re
from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which has an s unless the number is one.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def year_name(year: int) -> str:
    """Return a year as a reader writes it; year 0 is 1 BCE, as in ISO 8601.

    >>> year_name(1937), year_name(0), year_name(-43)
    ('1937', '1 BCE', '44 BCE')
    """
    return str(year) if year > 0 else f"{1 - year} BCE"


def page_range(text: str) -> str:
    """Return page numbers with an en dash in each range, however the range is typed.

    >>> page_range("646-68"), page_range("12--14, 20 - 21"), page_range("chap. 4")
    ('646–68', '12–14, 20–21', 'chap. 4')
    """
    return re.sub(r"(?<=\d)\s*(?:--?|[‐‑‒–−])\s*(?=\d)", "–", text)


def page_word(numbers: Sequence[str]) -> str:
    """Return the word before page numbers: ``p.``, ``pp.``, or nothing for other references.

    >>> page_word(["54"]), page_word(["646-68"]), page_word(["7; 9"]), page_word(["chap. 4"])
    ('p.', 'pp.', 'pp.', '')
    """
    shown = ", ".join(map(page_range, numbers))
    if not shown[:1].isdigit():
        return ""
    return "pp." if any(mark in shown for mark in "–,;") else "p."


def pages(numbers: Sequence[str]) -> str:
    """Return page numbers after ``p.`` or ``pp.``; other references as they are.

    >>> pages(["54"]), pages(["124-5", "130"]), pages(["passim"])
    ('p. 54', 'pp. 124–5, 130', 'passim')
    """
    return f"{page_word(numbers)} {', '.join(map(page_range, numbers))}".lstrip()
