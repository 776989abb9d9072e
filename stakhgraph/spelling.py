"""One key for all spellings of a name.

Accents are dropped, Cyrillic (and any other script) is written in Latin letters, and what the usual
transliterations spell in several ways gets one form, so that Стаханов, Stachanow, Stahanov and
Stakhanov have the same key.
"""

import re

# In this order; each is applied to what those before it have left. They may make different names
# alike, never like names different: whatever is alike is asked back.
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"['’ʹʺ`\"]", ""),  # signs for soft and hard
        (r"(?:tsch|tch)", "ch"),
        (r"sc?hc?h|šč", "sh"),
        (r"kh|ch", "h"),
        (r"ph", "f"),
        (r"th\b", "t"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ou", "o"),  # labour and labor
        (r"[iyj]+(?=[aeou])", ""),  # Khlevnyuk and Khlevniuk, Trotskyi and Trotski
        (r"[iyj]+", "i"),
        (r"tz|ts", "c"),
        (r"ck", "k"),
        (r"isa", "iza"),  # collectivisation
        (r"(.)\1+", r"\1"),
    )
)
_BEFORE = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "ß": "ss"})


def key(name: str) -> str:
    """Return the form of a name in which all its spellings are alike: words of plain letters.

    >>> key("Стаханов") == key("Stakhanov") == key("Stahanov") == key("Stachanow")
    True
    """
    from anyascii import anyascii

    text = anyascii(name.casefold().translate(_BEFORE)).lower()
    for pattern, to in _SPELLINGS:
        text = pattern.sub(to, text)
    return " ".join(re.findall(r"[a-z0-9]+", text))
