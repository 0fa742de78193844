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
HOLE = bytes(8)
CHUNK = 1 << 16

_UNENDED = re.compile(rb"(?<!endobj)(?<!endobj[ \t\r])([\r\n]+)(?=\d{1,10} \d{1,5} obj\b)")
_SYNTAX = re.compile(rb"[\t\n\r -~]{15}[\t\n\r -'*-~]")
_CATALOGUE = re.compile(rb"\b(\d{1,10}) 0 obj\s*<<(?:(?!endobj).){0,400}?/Type\s*/Catalog\b", re.DOTALL)
_NO_TEXT = (b"/Image", b"/Length1", b"/FontFile", b"/ICCBased", b"/DecodeParms")
"""Streams of pictures and font programs hold no text; those with a predictor are tables of objects."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a file, as far as its bytes tell."""

    broken_streams: int = 0
    """Packed streams of text or drawing that cannot be unpacked to their end, or whose checksum is wrong."""
    holes: int = 0
    """Places overwritten with zeros outside streams, as failing disks and broken transfers leave them."""
    unended: int = 0
    """Objects that begin before the one above them has ended."""

    @property
    def lost(self) -> int:
        """Places where something of the file is gone for good."""
        return self.broken_streams + self.holes

    def __bool__(self) -> bool:
        return bool(self.lost or self.unended)


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
    return Damage(broken, _holes(data), unended)


def _holes(data: bytes) -> int:
    header = data.find(b"%PDF-")
    holes = int(header < 0)
    place = data.find(HOLE, max(header, 0))  # what stands before the header does no harm
    keyword, searched = -1, 0
    while place >= 0:
        # the last one before the hole, looked for once over, however many holes there are
        last = data.rfind(b"stream", max(searched - len(b"strea"), 0), place)
        keyword, searched = last if last >= 0 else keyword, place
        if keyword >= 0 and not data.startswith(b"end", keyword - 3):
            end = data.find(b"endstream", place)  # inside a stream zeros are nothing special
        else:
            holes += _SYNTAX.fullmatch(data, place - 16, place) is not None  # strings of bytes hold zeros by right
            end = next((at for at in range(place, len(data)) if data[at]), len(data))
        place = data.find(HOLE, end) if end >= 0 else -1
    return holes


def mended(path: Path, damage: Damage) -> bytes | None:
    """The file with an end put to every object that lacks one, and a trailer where it was cut off before its own.

    Engines look for the objects of such a file themselves, and then find them all. None where neither is missing.
    """
    if path.stat().st_size > MAX_FILE:
        return None
    data = path.read_bytes()
    if b"/Root" in data and not damage.unended:
        return None
    data = _UNENDED.sub(rb"\nendobj\n", data)
    if b"/Root" in data:
        return data
    roots = _CATALOGUE.findall(data)
    return data + b"\ntrailer\n<< /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % roots[-1] if roots else data


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
    if not unpacker.eof:
        return size < MAX_STREAM
    return HOLE in unpacker.unused_data[:64]
