"""PDFs made to break readers, written by hand: ``write(folder)`` makes them all, each from a line of `FILES`.

Most have two pages: one with the trap and a plain one that says `PLAIN`, so that it shows whether the trap costs more
than itself. They are small in the file and large, endless or nonsense once opened.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PLAIN = "Synlig text"
"""Stands on every plain page."""
MIB = 1 << 20
TEXT = b"BT /F1 12 Tf 72 700 Td (Synlig text) Tj ET"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: how it is made and what must come of it."""

    name: str
    make: Callable[[], bytes]
    pages: int | None = None
    """Pages it has, where any engine could say so; None where nobody can know."""
    plain: bool = True
    """Whether its plain page must be read."""
    small: bool = True
    """Whether reading it costs little, so that it is tried with every change."""


# --- writing ---------------------------------------------------------------------------------------------------------


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with the length it has."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A stream packed once."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def run(byte: bytes, size: int, after: bytes = b"") -> bytes:
    """The packed form of one byte many times, and what comes after, without ever holding it unpacked."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(byte * MIB) for _ in range(size // MIB)]
    return b"".join([*parts, packer.compress(after), packer.flush()])


def document(
    objects: Mapping[int, bytes],
    *,
    catalog: bytes = b"",
    info: bytes = b"",
    trailer: bytes = b"",
    xref: Callable[[list[int]], bytes] | None = None,
) -> bytes:
    """A file of objects, of which 1 is the catalog and 2 the page tree, with a right xref table unless one is given."""
    whole = {1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, **objects}
    if info:
        whole[max(whole) + 1] = info
        trailer += b" /Info %d 0 R" % max(whole)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = [0] * (max(whole) + 1)
    for number, content in sorted(whole.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += xref(places) if xref else table(places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places), trailer, start)
    return bytes(out)


def table(places: list[int]) -> bytes:
    """An xref table; objects without a place are free."""
    lines = [b"%010d 00000 n \n" % place if place else b"0000000000 65535 f \n" for place in places]
    return b"xref\n0 %d\n" % len(places) + b"".join(lines)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def two_pages(
    content: bytes,
    *,
    more: Mapping[int, bytes] | None = None,
    resources: bytes = b"",
    page: bytes = b"",
    box: bytes = b"[0 0 595 842]",
    font: bytes = b"/F1 5 0 R",
    **rest: bytes,
) -> bytes:
    """A trap on the first page, made of one whole stream object, and a plain second page. Objects from 10 are free."""
    shared = b"/Resources << /Font << %s >> %s >>" % (font, resources)
    return document(
        {
            2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 6 0 R %s %s >>" % (box, shared, page),
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            5: FONT,
            6: content,
            7: stream(TEXT),
            **(more or {}),
        },
        **rest,  # type: ignore[arg-type]
    )


# --- bombs in streams ------------------------------------------------------------------------------------------------


def _nested(levels: int, size: int) -> bytes:
    content = run(b" ", size, TEXT)
    for _ in range(levels - 1):
        content = zlib.compress(content, 9)
    return two_pages(stream(content, b"/Filter [%s]" % (b"/FlateDecode " * levels)))


def _predictor() -> bytes:
    parameters = b"/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>"
    return two_pages(packed(TEXT, parameters))


def _lzw(size: int) -> bytes:
    """Blanks packed by LZW: codes for ever longer runs, until the table is full and is cleared."""
    bits, width = [], 9
    left, table_size, longest = size, 258, 0
    bits.append((256, 9))
    while left > 0:
        code = 32 if longest == 0 else table_size - 1
        bits.append((code, width))
        longest += 1
        left -= longest
        if longest > 1:
            table_size += 1
        else:
            table_size = 258
        if table_size >= (1 << width) - 1 and width < 12:
            width += 1
        if table_size >= 4094:
            bits.append((256, 12))
            table_size, longest, width = 258, 0, 9
    bits.append((257, width))
    value, count, out = 0, 0, bytearray()
    for code, wide in bits:
        value, count = (value << wide) | code, count + wide
        while count >= 8:
            count -= 8
            out.append((value >> count) & 255)
            value &= (1 << count) - 1
    out.append((value << (8 - count)) & 255)
    return two_pages(stream(bytes(out), b"/Filter /LZWDecode"))


def _run_length(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b"\x81 " * (MIB // 2)
    content = b"".join(packer.compress(block) for _ in range(size // (64 * MIB))) + packer.compress(b"\x80")
    return two_pages(stream(content + packer.flush(), b"/Filter [/FlateDecode /RunLengthDecode]"))


def _ascii85(size: int) -> bytes:
    return two_pages(stream(run(b"z", size // 4, b"~>"), b"/Filter [/FlateDecode /ASCII85Decode]"))


def _picture(filters: bytes, data: bytes, wide: int = 100_000, space: bytes = b"/DeviceGray", bits: int = 1) -> bytes:
    picture = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent %d /Filter %s" % (
        wide,
        wide,
        space,
        bits,
        filters,
    )
    return two_pages(
        stream(b"q 500 0 0 700 40 40 cm /I Do Q"),
        more={10: stream(data, picture)},
        resources=b"/XObject << /I 10 0 R >>",
    )


def _jpeg_header() -> bytes:
    """The beginning of a JPEG that says it is 65,500 by 65,500."""
    frame = bytes([0xFF, 0xC0, 0, 11, 8, 0xFF, 0xDC, 0xFF, 0xDC, 1, 1, 0x11, 0])
    return b"\xff\xd8" + frame + bytes([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]) + bytes(64) + b"\xff\xd9"


def _jpx_header() -> bytes:
    """The beginning of a JPEG 2000 code stream of 2^31 by 2^31 in tiles of one pixel."""
    side = (2**31 - 1).to_bytes(4, "big")
    one = (1).to_bytes(4, "big")
    size = b"\x00\x00" + side + side + bytes(8) + one + one + bytes(8) + b"\x00\x01\x07\x01\x01"
    return b"\xff\x4f\xff\x51" + (len(size) + 2).to_bytes(2, "big") + size


# --- pages that never end --------------------------------------------------------------------------------------------


def _paths(count: int) -> bytes:
    return two_pages(packed(b"".join(b"%d %d 3 2 re f\n" % (n % 580, n // 580 % 830) for n in range(count)) + TEXT))


def _segments(count: int) -> bytes:
    body = b"".join(b"%d %d l " % (n % 595, n * 7 % 842) for n in range(count))
    return two_pages(packed(b"0 0 m " + body + b"S\n" + TEXT))


def _curves(count: int) -> bytes:
    body = b"".join(b"%d %d %d %d 300 400 c " % (n % 595, n * 7 % 842, n % 99, n % 55) for n in range(count))
    return two_pages(packed(b"0 0 m " + body + b"B\n" + TEXT))


def _characters(count: int) -> bytes:
    return two_pages(packed(b"BT /F1 1 Tf 10 10 Td " + b"(aaaaaaaaaaaaaaaaaaaa) Tj " * (count // 20) + b"ET " + TEXT))


def _words(count: int) -> bytes:
    body = b"".join(b"1 0 0 1 %d %d Tm (ord) Tj " % (n % 590, n // 590 % 840) for n in range(count))
    return two_pages(packed(b"BT /F1 1 Tf " + body + b"ET " + TEXT))


def _grid(lines: int) -> bytes:
    across = b"".join(b"0 %.3f m 595 %.3f l " % (n * 842 / lines, n * 842 / lines) for n in range(lines))
    down = b"".join(b"%.3f 0 m %.3f 842 l " % (n * 595 / lines, n * 595 / lines) for n in range(lines))
    return two_pages(packed(b"0.01 w " + across + down + b"S " + TEXT))


def _dots(count: int) -> bytes:
    return two_pages(packed(b"[0 2] 0 d 1 J " + b"0 0 m 595 842 l S " * count + TEXT))


def _forms(levels: int, calls: int) -> bytes:
    """Each form draws the next several times: calls to the power of levels in all."""
    more = {}
    for level in range(levels):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (11 + level)
        more[10 + level] = stream(b"/X Do " * calls, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner)
    more[10 + levels] = stream(b"0 0 5 5 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return two_pages(stream(b"/X Do " + TEXT), more=more, resources=b"/XObject << /X 10 0 R >>")


def _form_in_itself(others: int = 0) -> bytes:
    more = {}
    for number in range(others + 1):
        following = 10 + (number + 1) % (others + 1)
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % following
        more[10 + number] = stream(b"/X Do /X Do ", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner)
    return two_pages(stream(b"/X Do " + TEXT), more=more, resources=b"/XObject << /X 10 0 R >>")


def _pattern_in_itself() -> bytes:
    entries = (
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001 "
        b"/Resources << /Pattern << /P 10 0 R >> >>"
    )
    pattern = stream(b"/Pattern cs /P scn 0 0 1 1 re f", entries)
    content = stream(b"/Pattern cs /P scn 0 0 595 842 re f " + TEXT)
    return two_pages(content, more={10: pattern}, resources=b"/Pattern << /P 10 0 R >>")


def _mask_in_itself() -> bytes:
    group = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceRGB >> "
    form = stream(b"/G gs 0 0 595 842 re f", group + b"/Resources << /ExtGState << /G 11 0 R >> >>")
    state = b"<< /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G 10 0 R >> >>"
    return two_pages(
        stream(b"/G gs 0 0 100 100 re f " + TEXT),
        more={10: form, 11: state},
        resources=b"/ExtGState << /G 11 0 R >>",
    )


def _glyph_in_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
        b"/LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /CharProcs << /a 11 0 R >> "
        b"/Resources << /Font << /T 10 0 R >> >> >>"
    )
    glyph = stream(b"1000 0 d0 BT /T 1 Tf (aaaaaaaaaa) Tj ET")
    return two_pages(
        stream(b"BT /T 10 Tf 10 10 Td (aaaaaaaa) Tj ET " + TEXT),
        more={10: font, 11: glyph},
        font=b"/F1 5 0 R /T 10 0 R",
    )


def _brackets(count: int) -> bytes:
    return two_pages(packed(b"[" * count + b"]" * count + b" TJ " + TEXT))


def _saved(count: int) -> bytes:
    return two_pages(packed(b"q " * count + TEXT))


def _marked(count: int) -> bytes:
    return two_pages(packed(b"/P << /MCID 0 >> BDC " * count + TEXT))


def _open_string() -> bytes:
    return two_pages(stream(TEXT + b" BT /F1 9 Tf (never ends " + b"(" * 100_000))


def _inline_picture() -> bytes:
    return two_pages(stream(TEXT + b" BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID " + bytes(100)))


def _deep_dictionary(count: int) -> bytes:
    return two_pages(stream(TEXT), more={10: b"<< /A " * count + b"1" + b" >>" * count}, page=b"/PieceInfo 10 0 R")


# --- sizes -----------------------------------------------------------------------------------------------------------


def _sized(box: bytes, page: bytes = b"") -> Callable[[], bytes]:
    return lambda: two_pages(stream(TEXT), box=box, page=page)


def _drawn_over(side: int) -> bytes:
    """A page of any size without text, so that it is looked at as a picture."""
    return two_pages(stream(b"0 0 %d %d re f" % (side // 2, side // 2)), box=b"[0 0 %d %d]" % (side, side))


def _pages(count: int, content: bytes) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return document(
        {
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            5: FONT,
            6: stream(content),
            **dict.fromkeys(range(10, 10 + count), page),
        }
    )


# --- trees and tables that lie ---------------------------------------------------------------------------------------


def _tree(nodes: Mapping[int, bytes]) -> bytes:
    """A page tree of one's own; object 4 is a plain page."""
    plain = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return document({4: plain, 5: FONT, 7: stream(TEXT), **nodes})


def _deep_tree(depth: int) -> bytes:
    nodes = {2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"}
    for level in range(depth):
        child = 11 + level if level + 1 < depth else 4
        nodes[10 + level] = b"<< /Type /Pages /Parent 2 0 R /Kids [%d 0 R] /Count 1 >>" % child
    return _tree(nodes)


def _doubling_tree(levels: int) -> bytes:
    nodes = {2: b"<< /Type /Pages /Kids [10 0 R 10 0 R] /Count %d >>" % 2 ** (levels + 1)}
    for level in range(levels):
        child = 11 + level if level + 1 < levels else 4
        count = 2 ** (levels - level)
        nodes[10 + level] = b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (child, child, count)
    return _tree(nodes)


def _plain_tree() -> dict[int, bytes]:
    return {2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"}


def _with_table(make: Callable[[list[int]], bytes], trailer: bytes = b"") -> bytes:
    plain = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    return document({4: plain, 5: FONT, 7: stream(TEXT), **_plain_tree()}, xref=make, trailer=trailer)


def _table_stream(entries: bytes) -> bytes:
    """A file whose only table is a stream with these entries."""
    body = document({4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R "
                     b"/Resources << /Font << /F1 5 0 R >> >> >>", 5: FONT, 7: stream(TEXT), **_plain_tree()})  # fmt: skip
    body = body[: body.index(b"xref\n")]
    start = len(body)
    return body + b"20 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        packed(bytes(64), b"/Type /XRef /Root 1 0 R " + entries),
        start,
    )


def _object_streams() -> bytes:
    """Object streams that extend each other, and one said to lie inside itself."""
    one = packed(b"30 0 << /A 1 >>", b"/Type /ObjStm /N 1 /First 5 /Extends 21 0 R")
    two = packed(b"31 0 << /A 2 >>", b"/Type /ObjStm /N 2147483647 /First 2147483647 /Extends 20 0 R")
    return _tree({**_plain_tree(), 20: one, 21: two})


def _lengths(length: bytes) -> bytes:
    content = b"<< /Length %s >>\nstream\n%s\nendstream" % (length, TEXT)
    return two_pages(content)


# --- fonts -----------------------------------------------------------------------------------------------------------


def _mapped(cmap: bytes, shown: bytes = b"<0001000200030004>") -> bytes:
    """Text in a font whose table to Unicode is given."""
    header = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [11 0 R] /ToUnicode 12 0 R >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>"
    whole = header + b"1 begincodespacerange <0000> <ffff> endcodespacerange\n" + cmap + b"\nendcmap end end"
    return two_pages(
        stream(b"BT /T 12 Tf 72 600 Td %s Tj ET " % shown + TEXT),
        more={10: font, 11: inner, 12: packed(whole)},
        font=b"/F1 5 0 R /T 10 0 R",
    )


def _one_to_many(length: int) -> bytes:
    return _mapped(b"1 beginbfchar <0001> <%s> endbfchar" % (b"0061" * length), b"<%s>" % (b"0001" * 2000))


def _wide_ranges(count: int) -> bytes:
    return _mapped(b"%d beginbfrange\n" % count + b"<0000> <ffff> <0041>\n" * count + b"endbfrange")


def _spoken(codes: bytes) -> bytes:
    return _mapped(b"4 beginbfchar <0001> <%s> <0002> <0000> <0003> <001b> <0004> <202e> endbfchar" % codes)


def _font(font: bytes, more: Mapping[int, bytes] | None = None, shown: bytes = b"(abc)") -> bytes:
    return two_pages(
        stream(b"BT /T 12 Tf 72 600 Td %s Tj ET " % shown + TEXT),
        more={10: font, **(more or {})},
        font=b"/F1 5 0 R /T 10 0 R",
    )


def _program(kind: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 0 /LastChar 255 /FontDescriptor 11 0 R >>"
    descriptor = b"<< /Type /FontDescriptor /FontName /X /Flags 4 /%s 12 0 R >>" % kind
    garbage = bytes((n * 7919 >> 3) & 255 for n in range(20_000))
    return _font(font, {11: descriptor, 12: stream(b"\x00\x01\x00\x00" + garbage)})


def _matrix(text: bytes) -> bytes:
    return two_pages(stream(b"BT /F1 12 Tf %s Tm (abc) Tj ET " % text + TEXT))


def _code_map_path(name: bytes) -> bytes:
    """A font whose map of codes is named as a path: readers that load maps by name must not leave their folder."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /%s /DescendantFonts [11 0 R] >>" % name
    inner = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> >>"
    return _font(font, {11: inner}, b"<00410042>")


# --- what else hangs on a document -----------------------------------------------------------------------------------


def _outline(loop: bytes) -> bytes:
    more = {10: b"<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 2147483647 >>", 11: loop}
    return two_pages(stream(TEXT), more=more, catalog=b"/Outlines 10 0 R")


def _long_outline(count: int) -> bytes:
    more = {10: b"<< /Type /Outlines /First 11 0 R /Last %d 0 R /Count %d >>" % (10 + count, count)}
    for n in range(count):
        following = b"/Next %d 0 R" % (12 + n) if n + 1 < count else b""
        more[11 + n] = b"<< /Title (Rubrik %d) /Parent 10 0 R %s /Dest [4 0 R /Fit] >>" % (n, following)
    return two_pages(stream(TEXT), more=more, catalog=b"/Outlines 10 0 R")


def _structure(kids: bytes, element: bytes) -> bytes:
    root = b"<< /Type /StructTreeRoot /K [%s] >>" % kids
    return two_pages(
        stream(b"/P << /MCID 0 >> BDC " + TEXT + b" EMC"),
        more={10: root, 11: element},
        page=b"/StructParents 0",
        catalog=b"/StructTreeRoot 10 0 R /MarkInfo << /Marked true >>",
    )


def _annotations(count: int) -> bytes:
    note = b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://127.0.0.1/) >> >>"
    return two_pages(stream(TEXT), more={10: note}, page=b"/Annots [%s]" % (b"10 0 R " * count))


def _metadata() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "x">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&a11;&f;</x>'
    meta = stream(xml.encode(), b"/Type /Metadata /Subtype /XML")
    return two_pages(stream(TEXT), more={10: meta}, catalog=b"/Metadata 10 0 R")


def _title(size: int) -> bytes:
    return two_pages(stream(TEXT), info=b"<< /Title (%s) >>" % (b"A" * size))


ACTIVE = b"""/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:9/"\\); this.exportDataObject\\({cName: "a.sh", nLaunch: 2}\\);)
/Next << /S /Launch /F (/bin/sh) /Next << /S /URI /URI (http://127.0.0.1:9/) >> >> >>
/AA << /WC << /S /JavaScript /JS (app.alert\\(1\\)) >> >>
/AcroForm << /XFA 12 0 R /Fields [] >>
/Names << /EmbeddedFiles << /Names [(a.sh) << /Type /Filespec /F (a.sh) /EF << /F 11 0 R >> >>] >>
/JavaScript << /Names [(x) << /S /JavaScript /JS (while\\(true\\){}) >>] >> >>"""


def _active() -> bytes:
    """Everything that a viewer might run or open when it opens a file."""
    xfa = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><script>xfa.host.gotoURL("http://127.0.0.1:9/")</script></template></xdp:xdp>'
    return two_pages(
        stream(TEXT),
        more={11: stream(b"#!/bin/sh\ntouch /tmp/rapportlager-was-here\n"), 12: stream(xfa)},
        catalog=ACTIVE,
        page=b"/AA << /O << /S /JavaScript /JS (app.alert\\(2\\)) >> >>",
    )


def _outside(path: bytes) -> bytes:
    """Content said to lie in another file, and a form and a page there."""
    outside = b"<< /Length 0 /F (%s) /FFilter /FlateDecode >>\nstream\n\nendstream" % path
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (%s) /Page 0 >> /Length 0 >>\nstream\n\nendstream"
        % path
    )
    return two_pages(outside, more={10: form}, resources=b"/XObject << /X 10 0 R >>")


# --- bytes -----------------------------------------------------------------------------------------------------------


def _many_objects(count: int) -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n" * count + b"trailer << /Root 1 0 R >>"


def _holes(count: int) -> bytes:
    return b"%PDF-1.7\n" + (b"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0" + bytes(8)) * count


def _keywords(count: int) -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Filter /FlateDecode >> " + b"stream\n" * count


def _trailers(count: int) -> bytes:
    return b"%PDF-1.7\n" + b"trailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n" * count


def _broken_object(number: int) -> bytes:
    whole = two_pages(stream(TEXT))
    return whole.replace(b"%d 0 obj" % number, b"%d 0 obk" % number)


FILES = (
    Hostile("flate-1-gib", lambda: _nested(1, 1024 * MIB), 2, small=False),
    Hostile("flate-64-mib", lambda: _nested(1, 64 * MIB), 2),
    Hostile("flate-nested-3", lambda: _nested(3, 4096 * MIB), 2, small=False),
    Hostile("flate-chain-1000", lambda: two_pages(stream(TEXT, b"/Filter [%s]" % (b"/FlateDecode " * 1000))), 2),
    Hostile("predictor-huge", _predictor, 2),
    Hostile("lzw-bomb", lambda: _lzw(256 * MIB), 2, small=False),
    Hostile("run-length-bomb", lambda: _run_length(1024 * MIB), 2, small=False),
    Hostile("ascii85-bomb", lambda: _ascii85(1024 * MIB), 2, small=False),
    Hostile("picture-flate", lambda: _picture(b"/FlateDecode", run(b"\0", 1024 * MIB)), 2, small=False),
    Hostile("picture-fax", lambda: _picture(b"/CCITTFaxDecode /DecodeParms << /K -1 /Columns 100000 >>", bytes(9)), 2),
    Hostile("picture-jbig2", lambda: _picture(b"/JBIG2Decode", b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\xff" * 60), 2),
    Hostile("picture-jpeg", lambda: _picture(b"/DCTDecode", _jpeg_header(), 65_500, bits=8), 2),
    Hostile("picture-jpx", lambda: _picture(b"/JPXDecode", _jpx_header(), 2**31 - 1, bits=8), 2),
    Hostile("picture-2-31", lambda: _picture(b"/FlateDecode", zlib.compress(b"\0"), 2**31 - 1, b"/DeviceCMYK", 16), 2),
    Hostile("paths-million", lambda: _paths(1_000_000), 2, small=False),
    Hostile("paths-60000", lambda: _paths(60_000), 2),
    Hostile("segments-million", lambda: _segments(1_000_000), 2, small=False),
    Hostile("curves-million", lambda: _curves(1_000_000), 2, small=False),
    Hostile("characters-million", lambda: _characters(1_000_000), 2, small=False),
    Hostile("words-200000", lambda: _words(200_000), 2, small=False),
    Hostile("grid-2000", lambda: _grid(2000), 2, small=False),
    Hostile("grid-200", lambda: _grid(200), 2),
    Hostile("dots", lambda: _dots(20_000), 2, small=False),
    Hostile("form-in-itself", _form_in_itself, 2),
    Hostile("forms-in-a-ring", lambda: _form_in_itself(3), 2, small=False),
    Hostile("forms-10-to-9", lambda: _forms(9, 10), 2, small=False),
    Hostile("forms-2-to-30", lambda: _forms(30, 2), 2, small=False),
    Hostile("pattern-in-itself", _pattern_in_itself, 2, small=False),
    Hostile("mask-in-itself", _mask_in_itself, 2),
    Hostile("glyph-in-itself", _glyph_in_itself, 2),
    Hostile("brackets-million", lambda: _brackets(1_000_000), 2),
    Hostile("saved-million", lambda: _saved(1_000_000), 2),
    Hostile("marked-million", lambda: _marked(1_000_000), 2, small=False),
    Hostile("open-string", _open_string, 2),
    Hostile("inline-picture", _inline_picture, 2),
    Hostile("deep-dictionary", lambda: _deep_dictionary(200_000), 2),
    Hostile("page-14400", _sized(b"[0 0 14400 14400]"), 2),
    Hostile("page-million", _sized(b"[0 0 1000000 1000000]"), 2),
    Hostile("page-1e38", _sized(b"[-1e38 -1e38 1e38 1e38]"), 2),
    Hostile("page-2-31", _sized(b"[0 0 2147483647 2147483647]"), 2),
    Hostile("page-no-size", _sized(b"[0 0 0 0]"), 2),
    Hostile("page-turned-inside-out", _sized(b"[595 842 0 0]"), 2),
    Hostile("page-box-of-words", _sized(b"[/a (b) null 842]"), 2),
    Hostile("page-thin", _sized(b"[0 0 0.0001 14400]"), 2),
    Hostile("page-user-unit", _sized(b"[0 0 595 842]", b"/UserUnit 75000 /Rotate 37"), 2),
    Hostile("page-14400-drawn", lambda: _drawn_over(14_400), 2),
    Hostile("page-million-drawn", lambda: _drawn_over(1_000_000), 2),
    Hostile("pages-50000-empty", lambda: _pages(50_000, b""), 50_000, plain=False, small=False),
    Hostile("pages-3000-empty", lambda: _pages(3_000, b""), 3_000, plain=False),
    Hostile("pages-5000", lambda: _pages(5_000, TEXT), 5_000, small=False),
    Hostile("tree-in-itself", lambda: _tree({2: b"<< /Type /Pages /Kids [4 0 R 2 0 R] /Count 2 >>"})),
    Hostile("tree-only-itself", lambda: _tree({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), plain=False),
    Hostile("tree-deep", lambda: _deep_tree(100_000), plain=False, small=False),
    Hostile("tree-doubling", lambda: _doubling_tree(30), plain=False, small=False),
    Hostile("tree-count-2-31", lambda: _tree({2: b"<< /Type /Pages /Kids [4 0 R] /Count 2147483647 >>"}), small=False),
    Hostile("tree-count-million", lambda: _tree({2: b"<< /Type /Pages /Kids [4 0 R] /Count 1000000 >>"}), small=False),
    Hostile("tree-count-negative", lambda: _tree({2: b"<< /Type /Pages /Kids [4 0 R] /Count -1 >>"})),
    Hostile("tree-count-none", lambda: _tree({2: b"<< /Type /Pages /Kids [4 0 R] >>"}), 1),
    Hostile(
        "table-shifted", lambda: _with_table(lambda places: table([place + 7 if place else 0 for place in places])), 1
    ),
    Hostile("table-other-objects", lambda: _with_table(lambda places: table([0, *places[1:][::-1]])), 1),
    Hostile(
        "table-2-31", lambda: _with_table(lambda places: table(places).replace(b"xref\n0 8", b"xref\n0 2147483647")), 1
    ),
    Hostile(
        "table-negative", lambda: _with_table(lambda places: table(places).replace(b"xref\n0 8", b"xref\n-5 8")), 1
    ),
    Hostile("table-prev-itself", lambda: _with_table(table, b"/Prev 15"), 1),
    Hostile("table-stream-huge", lambda: _table_stream(b"/W [8 8 8] /Size 2147483647 /Index [0 2147483647]"), 1),
    Hostile("table-stream-prev", lambda: _table_stream(b"/W [1 2 1] /Size 8 /Prev 9999999999"), 1),
    Hostile("object-streams", _object_streams, 1),
    Hostile("length-of-itself", lambda: _lengths(b"6 0 R"), 2),
    Hostile("length-negative", lambda: _lengths(b"-1"), 2),
    Hostile("length-huge", lambda: _lengths(b"99999999999999999999"), 2),
    Hostile("map-one-to-many", lambda: _one_to_many(500), 2, small=False),
    Hostile("map-wide", lambda: _wide_ranges(100), 2),
    Hostile("map-wide-5000", lambda: _wide_ranges(5000), 2, small=False),
    Hostile("map-surrogates", lambda: _spoken(b"d800"), 2),
    Hostile("map-beyond-unicode", lambda: _spoken(b"dbffdfffd800"), 2),
    Hostile("map-uses-itself", lambda: _mapped(b"/X usecmap"), 2),
    Hostile(
        "font-in-itself",
        lambda: _font(b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [10 0 R] >>"),
        2,
    ),
    Hostile("font-without-parts", lambda: _font(b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>"), 2),
    Hostile(
        "font-widths",
        lambda: _font(
            b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar -5 /LastChar 2147483647 /Widths [1e38 -1e38] >>"
        ),
        2,
    ),
    Hostile("font-program-truetype", lambda: _program(b"FontFile2"), 2),
    Hostile("font-program-cff", lambda: _program(b"FontFile3"), 2),
    Hostile(
        "font-differences",
        lambda: _font(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [-1 %s] >> >>" % (b"/a " * 100_000)
        ),
        2,
    ),
    Hostile("font-map-path", lambda: _code_map_path(b"..#2F..#2F..#2F..#2Ftmp#2Frapportlager"), 2),
    Hostile("font-map-absolute", lambda: _code_map_path(b"#2Fetc#2Fpasswd"), 2),
    Hostile("matrix-huge", lambda: _matrix(b"1e38 1e38 -1e38 1e38 1e38 1e38"), 2),
    Hostile("matrix-nothing", lambda: _matrix(b"0 0 0 0 0 0"), 2),
    Hostile("matrix-words", lambda: _matrix(b"/a (b) nan inf 1e999 -1e999"), 2),
    Hostile("outline-in-itself", lambda: _outline(b"<< /Title (a) /First 11 0 R /Next 11 0 R >>"), 2),
    Hostile("outline-30000", lambda: _long_outline(30_000), 2, small=False),
    Hostile(
        "structure-in-itself",
        lambda: _structure(b"11 0 R", b"<< /Type /StructElem /S /P /P 10 0 R /K [11 0 R 11 0 R] /Pg 3 0 R >>"),
        2,
    ),
    Hostile(
        "structure-wide",
        lambda: _structure(b"11 0 R " * 50_000, b"<< /Type /StructElem /S /P /P 10 0 R /K 0 /Pg 3 0 R >>"),
        2,
        small=False,
    ),
    Hostile("annotations-50000", lambda: _annotations(50_000), 2),
    Hostile("metadata-bomb", _metadata, 2),
    Hostile("title-10-mib", lambda: _title(10 * MIB), 2, small=False),
    Hostile("active", _active, 2),
    Hostile("outside", lambda: _outside(b"/etc/passwd"), 2),
    Hostile("objects-million", lambda: _many_objects(200_000), plain=False, small=False),
    Hostile("holes", lambda: _holes(200_000), plain=False, small=False),
    Hostile("keywords", lambda: _keywords(1_000_000), plain=False, small=False),
    Hostile("trailers", lambda: _trailers(50_000), plain=False, small=False),
    Hostile("object-lost", lambda: _broken_object(3)),
    Hostile("header-alone", lambda: b"%PDF-1.7\n", plain=False),
    Hostile("empty", lambda: b"", plain=False),
    Hostile("zeros", lambda: bytes(3 * MIB), plain=False),
    Hostile("text", lambda: b"<html><script>alert(1)</script></html>\n" * 100, plain=False),
)


def write(folder: Path, small: bool = False) -> list[Hostile]:
    """Write all files, or those that cost little, as ``<name>.pdf``; which they are."""
    chosen = [file for file in FILES if file.small or not small]
    for file in chosen:
        (folder / f"{file.name}.pdf").write_bytes(file.make())
    return chosen
