"""Changes of an example: of its bytes, of its tokens, of its nesting, of its encoding."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LONGEST = 200_000
"""The most bytes of a case."""

_TOKEN = re.compile(rb"[A-Za-z0-9_]+|\s+|[^\sA-Za-z0-9_]")
_ODD = (
    *(b"\0", b"\x01", b"\x1b]0;x\x07", b"\x7f", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae"),
    *(b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xff", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf"),
    *(
        b"\\u0000",
        b"\\uD800",
        b"\\U00110000",
        b"&#0;",
        b"&#xD800;",
        b"%00",
        b"%ED%A0%80",
        b"%",
        b"\\",
    ),
    *("Ж".encode(), "e\u0301".encode(), "\U0001f9ea".encode(), "ﬁ".encode(), "İ".encode()),
    *(b"\r", b"\n", b"\r\n", b"\t", b" ", b"\x0b", b"\x0c", b"\xc2\xa0"),
)
_NUMBERS = (
    *(b"0", b"-1", b"-0", b"00", b"1e999", b"NaN", b"inf", b"1_000", b"0x10", b"1.", b".5", b"+1"),
    *(b"9" * 19, b"9" * 400, b"9" * 5000, b"2147483648", b"-9223372036854775809", "٣".encode()),
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1251", "utf-7", "utf-8-sig")


@dataclass(frozen=True)
class Grammar:
    """What a format has: words of its own, and pairs that open and close."""

    words: Sequence[bytes] = ()
    pairs: Sequence[tuple[bytes, bytes]] = ()


def mutated(chance: random.Random, example: bytes, other: bytes, grammar: Grammar) -> bytes:
    """Return the example after one or more changes; parts of the other may get into it."""
    data = example
    for _ in range(min(int(chance.expovariate(0.5)) + 1, 12)):
        data = chance.choice(_CHANGES)(chance, data, other, grammar)[:LONGEST]
    return data


def _part(chance: random.Random, data: bytes) -> tuple[int, int]:
    """Return where a part of some bytes begins and ends; most are short."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.expovariate(0.1)) + 1)


def _flip(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _delete(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    start, end = _part(chance, data)
    return data[:start] + data[end:]


def _cut(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def _repeat(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    start, end = _part(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 10, 1000)) + data[end:]


def _splice(chance: random.Random, data: bytes, other: bytes, _: Grammar) -> bytes:
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _borrow(chance: random.Random, data: bytes, other: bytes, _: Grammar) -> bytes:
    start, end = _part(chance, data)
    first, last = _part(chance, other)
    return data[:start] + other[first:last] + data[end:]


def _insert(chance: random.Random, data: bytes, _: bytes, grammar: Grammar) -> bytes:
    at = chance.randrange(len(data) + 1)
    word = chance.choice((*grammar.words, *_ODD, *_NUMBERS))
    return data[:at] + word + data[at:]


def _tokens(data: bytes) -> list[bytes]:
    return _TOKEN.findall(data)


def _replace_token(chance: random.Random, data: bytes, other: bytes, grammar: Grammar) -> bytes:
    tokens = _tokens(data)
    if not tokens:
        return data
    words = (*grammar.words, *_ODD, *_NUMBERS, *_tokens(other)[:200])
    tokens[chance.randrange(len(tokens))] = chance.choice(words)
    return b"".join(tokens)


def _drop_token(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    tokens = _tokens(data)
    if tokens:
        del tokens[chance.randrange(len(tokens))]
    return b"".join(tokens)


def _swap_tokens(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    tokens = _tokens(data)
    if len(tokens) > 1:
        one, two = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        tokens[one], tokens[two] = tokens[two], tokens[one]
    return b"".join(tokens)


def _move_line(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return b"".join(lines)


def _lengthen(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    at = chance.randrange(len(data) + 1)
    letter = chance.choice((data[at : at + 1] or b"x", b"x", b"0", b" "))
    return data[:at] + letter * chance.choice((100, 5_000, 100_000)) + data[at:]


def _nest(chance: random.Random, data: bytes, _: bytes, grammar: Grammar) -> bytes:
    if not grammar.pairs:
        return data
    start, end = _part(chance, data)
    opening, closing = chance.choice(grammar.pairs)
    depth = chance.choice((1, 2, 60, 120, 600, 3_000, 20_000))
    closed = depth if chance.random() < 0.7 else chance.randrange(depth)
    inner = b"" if chance.random() < 0.5 else data[start:end]
    return data[:start] + opening * depth + inner + closing * closed + data[end:]


def _encode(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _line_ends(chance: random.Random, data: bytes, _: bytes, __: Grammar) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\n", b" ", b"\xe2\x80\xa8")))


Change = Callable[[random.Random, bytes, bytes, Grammar], bytes]
_CHANGES: tuple[Change, ...] = (
    *(_flip, _delete, _cut, _repeat, _splice, _borrow, _insert, _insert, _lengthen, _nest),
    *(_replace_token, _replace_token, _replace_token, _drop_token, _swap_tokens, _move_line),
    *(_encode, _line_ends),
)
