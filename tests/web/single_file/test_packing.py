"""Packed parts of the single file: bytes as text that has no meaning in HTML."""

import base64
import gzip

from stakhgraph.web.single_file.packing import packed

CHARACTERS = str.maketrans("[]:", "<>&")


def unpacked(text: str) -> bytes:
    return gzip.decompress(base64.b85decode(text.translate(CHARACTERS)))


def test_packed_bytes_can_be_unpacked_and_have_no_markup() -> None:
    data = bytes(range(256)) * 40
    assert unpacked(packed(data)) == data
    assert not set("<>&\"'") & set(packed(data))
