"""Signs in a file's bytes that it is damaged, and what can be mended before an engine opens it.

Engines repair what they can and tell nobody what they left out: a stream that breaks off gives half a page, an object
without an end takes the next one with it. The signs are cheap to look for, and say when one engine is not to be
believed alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FILE = 64 << 20
"""Bytes of a file that is looked through at most."""
MAX_STREAM = 8 << 20
"""Bytes of one stream that are unpacked to look for damage, after unpacking."""
CHUNK = 1 << 16

_UNENDED = re.compile(rb"(?<!endobj)(?<!endobj[ \t])([\r\n]+)(?=\d{1,10} \d{1,5} obj\b)")
_NO_TEXT = (b"/Image", b"/Length1", b"/FontFile", b"/ICCBased", b"/DecodeParms")
"""Streams of pictures and font programs hold no text; those with a predictor are tables of objects."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a file, as far as its bytes tell."""

    broken_streams: int = 0
    """Packed streams of text or drawing that cannot be unpacked to their end, or whose checksum is wrong."""
    unended: int = 0
    """Objects that begin before the one above them has ended."""

    def __bool__(self) -> bool:
        return bool(self.broken_streams or self.unended)


def find_damage(path: Path) -> Damage:
    """Look a file through; an encrypted one is taken for whole, since its streams cannot be read here."""
    if path.stat().st_size > MAX_FILE:
        return Damage()
    data = path.read_bytes()
    if b"/Encrypt" in data:
        return Damage()
    unended = 0
    if data.count(b" 0 obj") > data.count(b"endobj"):
        unended = max(sum(1 for _ in _UNENDED.finditer(data)) - 1, 0)  # the first object follows the header
    broken = sum(_is_broken(data, begin) for begin in _text_streams(data))
    return Damage(broken, unended)


def mended(path: Path) -> bytes:
    """The file with an end put to every object that lacks one; engines then find them all."""
    return _UNENDED.sub(rb"\nendobj\n", path.read_bytes())


def _text_streams(data: bytes) -> Iterator[int]:
    """Where packed streams begin that may hold text, after the dictionaries that say so."""
    place = data.find(b"stream")
    while place >= 0:
        begin = place + len(b"stream")
        if not data.startswith(b"end", place - 3) and _holds_text(data, place):
            yield begin + (2 if data.startswith(b"\r\n", begin) else 1)
        place = data.find(b"stream", begin)


def _holds_text(data: bytes, stream: int) -> bool:
    begin = data.rfind(b" obj", max(stream - 2000, 0), stream)
    head = data[begin:stream] if begin >= 0 else b""
    return head.count(b"Decode") == 1 and b"/FlateDecode" in head and not any(sign in head for sign in _NO_TEXT)


def _is_broken(data: bytes, begin: int) -> bool:
    unpacker = zlib.decompressobj()
    place, size = begin, 0
    try:
        while not unpacker.eof and (unpacker.unconsumed_tail or place < len(data)) and size < MAX_STREAM:
            packed = unpacker.unconsumed_tail or data[place : place + CHUNK]
            if not unpacker.unconsumed_tail:
                place += CHUNK
            size += len(unpacker.decompress(packed, CHUNK))
    except zlib.error:
        return True
    return not unpacker.eof and size < MAX_STREAM
