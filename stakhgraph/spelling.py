"""One key for all spellings of a name.

Accents are removed, Cyrillic and any other script is transliterated, and sounds that the usual
transliterations spell in several ways get one spelling, so that Стаханов, Stachanow, Stahanov and
Stakhanov have the same key.
"""

import re

# Applied in this order, each to the result of those before it. They may give different names the
# same key, since the user is then asked which is meant, but never one name two keys.
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
        # Only from where they begin, or a long row of them would be tried from each of them.
        (r"(?<![iyj])[iyj]+(?=[aeou])", ""),  # Khlevnyuk and Khlevniuk, Trotskyi and Trotski
        (r"[iyj]+", "i"),
        (r"tz|ts", "c"),
        (r"ck", "k"),
        (r"isa", "iza"),  # collectivisation
        (r"(.)\1+", r"\1"),
    )
)
_BEFORE = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "ß": "ss"})


def key(name: str) -> str:
    """Return the key of a name, the same for all its spellings: words of plain letters.

    >>> key("Стаханов") == key("Stakhanov") == key("Stahanov") == key("Stachanow")
    True
    """
    from anyascii import anyascii

    text = anyascii(name.casefold().translate(_BEFORE)).lower()
    for pattern, to in _SPELLINGS:
        text = pattern.sub(to, text)
    return " ".join(re.findall(r"[a-z0-9]+", text))
