"""Small PDFs for tests, written by hand: what is drawn is known to the point, and nothing else is on the page.

Places are given as the reader gives them: in points from the top left corner of the page as shown, text by its
baseline. Every character is half as wide as its size, so ``0.5 * size * len(text)`` is the width of a text, and reaches
from 0.8 of its size above the baseline to 0.2 below it. Any Unicode character can be written, since each font is given
a table of its own from codes to Unicode.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Color = tuple[float, float, float]
Object = bytes

BLACK: Color = (0, 0, 0)
WHITE: Color = (1, 1, 1)
RED: Color = (1, 0, 0)
GREEN: Color = (0, 0.6, 0.2)
GREY: Color = (0.85, 0.85, 0.85)

A4 = (595.0, 842.0)
FONTS = {
    (False, False): "Probe",
    (True, False): "Probe-Bold",
    (False, True): "Probe-Italic",
    (True, True): "Probe-BoldItalic",
}
INVISIBLE = 3
"""Text render mode of text that leaves no ink."""


@dataclass
class Alphabet:
    """The codes of one document's fonts, given out as characters are met."""

    codes: dict[str, int] = field(default_factory=dict)
    legible: bool = False
    """Whether letters and digits are drawn as themselves: for tests that look at the picture of a page."""

    def encode(self, text: str) -> str:
        """A PDF string; a tuple of characters may share one code, as a ligature's letters do."""
        return "<" + "".join(f"{self.code(char):02x}" for char in text) + ">"

    def code(self, char: str) -> int:
        """The code of a character or of a ligature's letters, a new one where there is none."""
        return self.codes.setdefault(char, len(self.codes) + 1)


@dataclass
class Page:
    """What is drawn on one page."""

    alphabet: Alphabet
    size: tuple[float, float] = A4
    rotation: int = 0
    margin: tuple[float, float] = (0.0, 0.0)
    """How far the crop box lies inside the media box, from the left and from the bottom."""
    operators: list[str] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    """Form XObjects by name: what they draw, in the coordinates of PDF itself."""
    tags: list[str] = field(default_factory=list)
    """What sort of element each marked content of the page is, by its number."""

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.0,
        *,
        bold: bool = False,
        italic: bool = False,
        color: Color = BLACK,
        mode: int = 0,
        turned: bool = False,
        spacing: float = 0.0,
    ) -> Page:
        """Write one text with its baseline at y; `turned` from below upwards."""
        font = list(FONTS).index((bold, italic))
        matrix = "0 1 -1 0" if turned else "1 0 0 1"
        self.operators.append(
            f"BT {_rgb(color)} rg /F{font} {size} Tf {mode} Tr {spacing} Tc {matrix} {x} {self.up(y)} Tm "
            f"{self.alphabet.encode(text)} Tj ET"
        )
        return self

    def tagged(self, sort: str, x: float, y: float, text: str, size: float = 10.0, *, bold: bool = False) -> Page:
        """Write one text as the content of an element of the structure tree: H1, P."""
        self.operators.append(f"/{sort} << /MCID {len(self.tags)} >> BDC")
        self.tags.append(sort)
        self.text(x, y, text, size, bold=bold).operators.append("EMC")
        return self

    def ligature(self, x: float, y: float, parts: Sequence[str], size: float = 10.0) -> Page:
        """Write a text some of whose glyphs stand for several letters."""
        codes = "".join(f"{self.alphabet.code(part):02x}" for part in parts)
        self.operators.append(f"BT 0 0 0 rg /F0 {size} Tf 0 Tr 0 Tc 1 0 0 1 {x} {self.up(y)} Tm <{codes}> Tj ET")
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 10.0, pitch: float = 12.0) -> Page:
        """Write texts under each other."""
        for place, text in enumerate(texts):
            self.text(x, y + place * pitch, text, size)
        return self

    def row(self, y: float, cells: dict[float, str], size: float = 10.0, *, bold: bool = False) -> Page:
        """Write texts side by side, each at its x."""
        for x, text in cells.items():
            self.text(x, y, text, size, bold=bold)
        return self

    def right(self, x: float, y: float, text: str, size: float = 10.0, *, bold: bool = False) -> Page:
        """Write one text that ends at x."""
        return self.text(x - width(text, size), y, text, size, bold=bold)

    def line(self, x0: float, y0: float, x1: float, y1: float, *, color: Color = BLACK, thick: float = 0.5) -> Page:
        """Draw a straight line."""
        self.operators.append(f"{_rgb(color)} RG {thick} w {x0} {self.up(y0)} m {x1} {self.up(y1)} l S")
        return self

    def rules(self, x0: float, x1: float, ys: Sequence[float]) -> Page:
        """Draw horizontal lines of one extent."""
        for y in ys:
            self.line(x0, y, x1, y)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """Draw a full grid."""
        self.rules(xs[0], xs[-1], ys)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, *, fill: Color | None = None) -> Page:
        """Draw a rectangle: filled, or its outline."""
        place = f"{x0} {self.up(y1)} {x1 - x0} {y1 - y0} re"
        drawn = f"{_rgb(BLACK)} RG 0.5 w {place} S" if fill is None else f"{_rgb(fill)} rg {place} f"
        self.operators.append(drawn)
        return self

    def circle(self, x: float, y: float, radius: float, fill: Color) -> Page:
        """Draw a filled circle around x, y."""
        y, r, k = self.up(y), radius, 0.5523 * radius
        self.operators.append(
            f"{_rgb(fill)} rg {x + r} {y} m {x + r} {y + k} {x + k} {y + r} {x} {y + r} c "
            f"{x - k} {y + r} {x - r} {y + k} {x - r} {y} c {x - r} {y - k} {x - k} {y - r} {x} {y - r} c "
            f"{x + k} {y - r} {x + r} {y - k} {x + r} {y} c f"
        )
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float, color: Color) -> Page:
        """Draw an inline picture of one pixel."""
        pixel = "".join(f"{round(255 * part):02x}" for part in color)
        self.operators.append(
            f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.up(y1)} cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID {pixel}> EI Q"
        )
        return self

    def draw(self, operators: str) -> Page:
        """Operators as they are, in the coordinates of PDF itself."""
        self.operators.append(operators)
        return self

    def up(self, y: float) -> float:
        """A height from the top as one from the bottom."""
        return self.size[1] - y

    def content(self) -> bytes:
        """The content stream: everything is drawn on the page as shown, then turned and moved to where it is kept."""
        width, height = self.size
        left, bottom = self.margin
        turn = {
            0: f"1 0 0 1 {left} {bottom}",
            90: f"0 1 -1 0 {height + left} {bottom}",
            180: f"-1 0 0 -1 {width + left} {height + bottom}",
            270: f"0 -1 1 0 {left} {width + bottom}",
        }[self.rotation]
        return "\n".join((f"{turn} cm", *self.operators)).encode("ascii")

    def boxes(self) -> str:
        """The media and crop boxes, before rotation."""
        width, height = self.size if self.rotation % 180 == 0 else self.size[::-1]
        left, bottom = self.margin
        crop = f"/CropBox [{left} {bottom} {left + width} {bottom + height}]"
        return f"/MediaBox [0 0 {width + 2 * left} {height + 2 * bottom}] {crop} /Rotate {self.rotation}"


@dataclass
class Document:
    """A PDF under way."""

    pages: list[Page] = field(default_factory=list)
    alphabet: Alphabet = field(default_factory=Alphabet)
    bookmarks: list[tuple[int, str, int]] = field(default_factory=list)
    """Level from 0, title, page from 1."""
    information: dict[str, str] = field(default_factory=dict)
    password: str | None = None
    """What must be given to open the file; an empty one encrypts it and opens it all the same."""
    claimed: Callable[[str], str] = str
    """What the fonts say that a character is; its shape stays the same."""

    def page(self, size: tuple[float, float] = A4, rotation: int = 0, margin: tuple[float, float] = (0.0, 0.0)) -> Page:
        """A new page; its size is that of the page as shown."""
        page = Page(self.alphabet, size, rotation, margin)
        self.pages.append(page)
        return page

    def save(self, path: Path) -> Path:
        """Write the file."""
        path.write_bytes(self.bytes())
        return path

    def bytes(self) -> bytes:
        """The file: fonts first, then pages, then the catalogue."""
        objects = _Objects()
        fonts = [objects.add(b"") for _ in FONTS]
        parent = objects.add(b"")
        kids = [self._page(objects, page, fonts, parent, place) for place, page in enumerate(self.pages)]
        objects.set(parent, f"<< /Type /Pages /Count {len(kids)} /Kids [{_references(kids)}] >>".encode())
        table = objects.add_stream(_to_unicode(self.alphabet, self.claimed))
        for number, name in zip(fonts, FONTS.values(), strict=True):
            objects.set(number, _font(name, self.alphabet, table))
        outline = self._outline(objects, kids)
        tree = self._tree(objects, kids)
        catalogue = objects.add(f"<< /Type /Catalog /Pages {parent} 0 R {outline} {tree} >>".encode())
        told = " ".join(f"/{key} {_literal(value)}" for key, value in self.information.items())
        information = objects.add(f"<< {told} >>".encode()) if told else None
        return objects.file(catalogue, information, self.password)

    def _page(self, objects: _Objects, page: Page, fonts: Sequence[int], parent: int, place: int) -> int:
        named = " ".join(f"/F{font} {number} 0 R" for font, number in enumerate(fonts))
        forms = {name: objects.add(b"") for name in page.forms}
        drawn = " ".join(f"/{name} {number} 0 R" for name, number in forms.items())
        states = "/ExtGState << /Multiply << /BM /Multiply >> >>"
        resources = f"/Resources << /Font << {named} >> /XObject << {drawn} >> {states} >>"
        for name, number in forms.items():
            head = f"/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] {resources}"
            objects.set_stream(number, page.forms[name].encode("ascii"), head)
        content = objects.add_stream(page.content())
        inner = f"{page.boxes()} {resources} /Contents {content} 0 R /StructParents {place}"
        return objects.add(f"<< /Type /Page /Parent {parent} 0 R {inner} >>".encode())

    def _tree(self, objects: _Objects, kids: Sequence[int]) -> str:
        """The structure tree, one element for each marked content; none where nothing is tagged."""
        if not any(page.tags for page in self.pages):
            return ""
        root = objects.add(b"")
        by_page = [
            [
                objects.add(f"<< /Type /StructElem /S /{sort} /P {root} 0 R /Pg {kid} 0 R /K {content} >>".encode())
                for content, sort in enumerate(page.tags)
            ]
            for kid, page in zip(kids, self.pages, strict=True)
        ]
        numbers = " ".join(f"{place} [{_references(elements)}]" for place, elements in enumerate(by_page))
        everything = _references([element for elements in by_page for element in elements])
        tree = f"<< /Type /StructTreeRoot /K [{everything}] /ParentTree << /Nums [{numbers}] >> >>"
        objects.set(root, tree.encode())
        return f"/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>"

    def _outline(self, objects: _Objects, kids: Sequence[int]) -> str:
        if not self.bookmarks:
            return ""
        root = objects.add(b"")
        numbers = [objects.add(b"") for _ in self.bookmarks]
        levels = [level for level, _, _ in self.bookmarks]
        for place, (level, title, page) in enumerate(self.bookmarks):
            above = next((p for p in range(place - 1, -1, -1) if levels[p] < level), None)
            parts = [f"/Title {_literal(title)}", f"/Parent {root if above is None else numbers[above]} 0 R"]
            parts.append(f"/Dest [{kids[page - 1]} 0 R /Fit]")
            following = next((p for p in range(place + 1, len(levels)) if levels[p] <= level), None)
            if following is not None and levels[following] == level:
                parts.append(f"/Next {numbers[following]} 0 R")
            inner = [p for p in range(place + 1, following or len(levels)) if levels[p] == level + 1]
            if inner:
                parts.append(f"/First {numbers[inner[0]]} 0 R /Last {numbers[inner[-1]]} 0 R /Count {len(inner)}")
            objects.set(numbers[place], f"<< {' '.join(parts)} >>".encode())
        outermost = [number for number, level in zip(numbers, levels, strict=True) if level == 0]
        ends = f"/First {outermost[0]} 0 R /Last {outermost[-1]} 0 R /Count {len(outermost)}"
        objects.set(root, f"<< /Type /Outlines {ends} >>".encode())
        return f"/Outlines {root} 0 R"


@contextmanager
def pdf(path: Path) -> Iterator[Document]:
    """A document that is written to the path when the block ends."""
    document = Document()
    yield document
    document.save(path)


def width(text: str, size: float = 10.0) -> float:
    """Width of a text, in points."""
    return 0.5 * size * len(text)


# --- the file -------------------------------------------------------------------------------------------------------


@dataclass
class _Objects:
    """Numbered objects: a dictionary and, where there is one, a stream."""

    dictionaries: list[bytes] = field(default_factory=list)
    streams: dict[int, bytes] = field(default_factory=dict)

    def add(self, dictionary: bytes) -> int:
        self.dictionaries.append(dictionary)
        return len(self.dictionaries)

    def set(self, number: int, dictionary: bytes) -> None:
        self.dictionaries[number - 1] = dictionary

    def add_stream(self, data: bytes) -> int:
        number = self.add(b"")
        self.set_stream(number, data, "")
        return number

    def set_stream(self, number: int, data: bytes, head: str) -> None:
        packed = zlib.compress(data)
        self.streams[number] = packed
        self.set(number, f"<< {head} /Length {len(packed)} /Filter /FlateDecode >>".encode())

    def file(self, catalogue: int, information: int | None, password: str | None) -> bytes:
        lock = None if password is None else _Lock.of(password)
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        encryption = 0
        if lock is not None:
            encryption = self.add(lock.dictionary())
        for number, dictionary in enumerate(self.dictionaries, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + dictionary
            if number in self.streams:
                data = self.streams[number]
                out += b"\nstream\n" + (lock.close(data, number) if lock else data) + b"\nendstream"
            out += b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        trailer = f"/Size {len(places) + 1} /Root {catalogue} 0 R"
        if information is not None:
            trailer += f" /Info {information} 0 R"
        if lock is not None:
            trailer += f" /Encrypt {encryption} 0 R /ID [<{lock.id.hex()}> <{lock.id.hex()}>]"
        return bytes(out) + f"trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


@dataclass(frozen=True)
class _Lock:
    """The oldest encryption of PDF (40 bits), which every engine opens."""

    key: bytes
    owner: bytes
    id: bytes

    @classmethod
    def of(cls, password: str) -> _Lock:
        padded = (password.encode("latin-1") + _PADDING)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        identifier = bytes(16)
        key = hashlib.md5(padded + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + identifier).digest()[:5]
        return cls(key, owner, identifier)

    def dictionary(self) -> bytes:
        user = _rc4(self.key, _PADDING)
        return f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{self.owner.hex()}> /U <{user.hex()}> >>".encode()

    def close(self, data: bytes, number: int) -> bytes:
        salted = self.key + number.to_bytes(3, "little") + bytes(2)
        return _rc4(hashlib.md5(salted).digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _font(name: str, alphabet: Alphabet, table: int) -> bytes:
    widths = " ".join(["500"] * 256)
    glyphs = " ".join(f"/{_glyph(char, alphabet.legible)}" for char in alphabet.codes)
    encoding = f"<< /Type /Encoding /Differences [1 {glyphs}] >>" if glyphs else "/WinAnsiEncoding"
    descriptor = (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /Ascent 800 /Descent -200 /CapHeight 700 "
        f"/FontBBox [0 -200 1000 800] /ItalicAngle {-12 if 'Italic' in name else 0} /StemV 80 >>"
    )
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 0 /LastChar 255 /Widths [{widths}] "
        f"/Encoding {encoding} /FontDescriptor {descriptor} /ToUnicode {table} 0 R >>"
    ).encode()


def _glyph(char: str, legible: bool) -> str:
    """A glyph with ink for all but blanks: a text object without ink is none to PDFium.

    A narrow one, so that what is drawn stays inside its width: how wide PDFium draws the letters of a font that is not
    embedded depends on what its process has drawn before, and a box is as wide as its ink.
    """
    if char.isspace():
        return "space"
    if legible and char.isascii() and char.isdigit():
        return unicodedata.name(char).removeprefix("DIGIT ").casefold()
    return char if legible and len(char) == 1 and char.isascii() and char.isalpha() else "i"


def _to_unicode(alphabet: Alphabet, claimed: Callable[[str], str]) -> bytes:
    entries = [f"<{code:02x}> <{claimed(char).encode('utf-16-be').hex()}>" for char, code in alphabet.codes.items()]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{mapped}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _literal(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _rgb(color: Color) -> str:
    return " ".join(f"{part:g}" for part in color)
