"""Pages without usable text, read from their picture by tesseract.

An optional part: it needs the package pytesseract and the program tesseract with its Swedish data. The Swedish model
knows no per cent sign and is unsure of figures, so figures are read a second time by the English one where that is
installed; what two readings do not agree on, or neither is sure of, is left out and told of, never guessed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pillow

from pipelines.reading import picture as pictures
from pipelines.reading.colors import BLACK
from pipelines.reading.model import Box, Chars, Mark, Oddity, Page, Style, union
from pipelines.reading.picture import NoPictureError, Picture, Pixels
from pipelines.reading.shapes import Drawing, interpret

SWITCH = "RAPPORTLAGER_OCR"
"""Environment variable: 0, no, off or false and no page is read by OCR although it could be."""
PROGRAM = "tesseract"
LANGUAGE, FIGURES = "swe", "eng"
NEEDED = (
    "tesseract with Swedish (on Debian: apt-get install tesseract-ocr tesseract-ocr-swe) and the package pytesseract "
    "(pip install pytesseract)"
)
SECONDS = 60
"""Time tesseract may take for one page and language."""
REPORT_SECONDS = 400.0
"""Time OCR may take for all pages of one report: what is read until then is kept, the rest is told of."""

SURE = 35.0
"""Confidence, of 100, below which a word is left out."""
SURE_FIGURE = 65.0
"""The same for a word with digits."""
AGREED = 90.0
"""A figure of this confidence is taken although the second reading has none."""
GROUPS = 40
"""Numbers looked back at for one that goes on: those of the same line are among them."""
BODY = 0.13
"""Lines whose size differs from that of most by less than this part are of that size."""
EM = 0.92
"""Height from the top of capitals to the foot of a g, as tesseract measures a line, in parts of the font size."""
BOLD = 1.25
"""Strokes thicker than this many times those of most words of their size are bold."""
FONT = "read from a picture"
SIGNS = frozenset("-–—−%&+/*§•") | {"--", "...", "…"}
"""What may stand alone without being a word."""
DOTS = frozenset("«»·*+¢°=.,'e") | {"»«", "«»"}
"""What tesseract takes the dot of a list for."""

_FIGURE = re.compile(r"[-–−+±<>≤≥~(]*\d[\d.,:/–-]*\)?[%,.;:]*|%[,.;:)]*")
_ALIKE = str.maketrans({"–": "-", "—": "-", "−": "-", "=": "-"})
_TITLE = re.compile(r"(bbox|baseline|x_size|x_wconf) ([-\d. ]+)")


@dataclass(frozen=True, slots=True)
class Read:
    """One word as read: its box and baseline in pixels, its font size in pixels, confidence of 100."""

    text: str
    box: Box
    baseline: float
    size: float
    confidence: float


@dataclass(slots=True)
class Budget:
    """What is left of the time that OCR may take for one report."""

    seconds: float = REPORT_SECONDS


def installed() -> str | None:
    """The version of tesseract that would read Swedish, None where it is missing, incomplete or switched off."""
    return None if os.environ.get(SWITCH, "").strip().casefold() in ("0", "no", "off", "false") else _installed()


@cache
def _installed() -> str | None:
    if find_spec("pytesseract") is None or shutil.which(PROGRAM) is None or LANGUAGE not in _languages():
        return None
    told = _ask("--version").split()
    return told[1] if len(told) > 1 else "unknown"


@cache
def _languages() -> frozenset[str]:
    return frozenset(_ask("--list-langs").split())


def _ask(option: str) -> str:
    """What tesseract answers to an option; nothing where it cannot be run."""
    try:
        done = subprocess.run([PROGRAM, option], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout + done.stderr


def read_page(
    document: pdfium.PdfDocument, page: Page, budget: Budget, oddities: list[Oddity], *, drawn: bool
) -> Page | None:
    """The page read from its picture, as it is where that shows no words; None where it cannot be read.

    `drawn` tells that the rules and marks of `page` itself are right and only its text is not.
    """
    if installed() is None:
        return None
    if budget.seconds <= 0:
        oddities.append(_failed(page.number, NoPictureError("OCR of the pages before it took too long.")))
        return None
    began = time.monotonic()
    try:
        opened = document[page.number - 1]
        try:
            picture = pictures.render(opened)
        finally:
            opened.close()
        picture = picture if drawn else pictures.straighten(picture)
        outlines, clean = pictures.trace(picture)
        found = _recognise(clean)
    except (NoPictureError, RuntimeError, OSError, ElementTree.ParseError, pdfium.PdfiumError) as error:
        oddities.append(_failed(page.number, error))
        return None
    finally:
        budget.seconds -= time.monotonic() - began
    paper = Box(0, 0, page.width, page.height)
    shapes = page if drawn else interpret(Drawing(outlines), paper)
    words, marks = _apart(found, shapes.marks, picture.scale)
    sure, unsure = _parted(words)
    _tell(unsure, page.number, picture.scale, oddities)
    if not sure:
        return page
    return replace(
        page,
        engine="tesseract",
        text_source="ocr",
        confidence=statistics.fmean(word.confidence for word in sure),
        illegible=False,
        chars=_chars(sure, picture, clean),
        edges=shapes.edges,
        fills=shapes.fills,
        marks=marks,
        dots=shapes.dots,
        images=[],
    )


def _failed(number: int, error: Exception) -> Oddity:
    told = str(error) if isinstance(error, NoPictureError) else f"{type(error).__name__}: {str(error)[:200]}"
    return Oddity("unreadable", "warning", f"Page {number} cannot be read from its picture. {told}")


# --- recognition ----------------------------------------------------------------------------------------------------


def _recognise(grey: Pixels) -> list[Read]:
    """The words of a picture, figures read twice. Raises RuntimeError where tesseract fails or takes too long."""
    image = Pillow.fromarray(grey)
    words = _words_of(_run(image, LANGUAGE))
    if words and FIGURES in _languages():
        words = _checked(words, _words_of(_run(image, FIGURES)))
    return _without_specks(words)


def _run(image: Pillow.Image, language: str) -> bytes:
    import pytesseract  # it imports pandas, which a process that never meets a scan need not pay for

    with _one_thread():
        told = pytesseract.image_to_pdf_or_hocr(
            image, lang=language, config="--oem 1 --psm 3 --dpi 300", extension="hocr", timeout=SECONDS
        )
    return told if isinstance(told, bytes) else told.encode()


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Keep tesseract to one thread: reports are read side by side, and its threads only wait for each other."""
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before


def _words_of(hocr: bytes) -> list[Read]:
    words: list[Read] = []
    for line in ElementTree.fromstring(hocr).iter():
        if line.get("class") not in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
            continue
        told = _told(line)
        x0, _, x1, bottom = told["bbox"]
        slope, offset = told.get("baseline", [0.0, 0.0])
        baseline = bottom + offset + slope * (x1 - x0) / 2
        size = told.get("x_size", [0.0])[0]
        for word in line.iter():
            text = "".join(word.itertext()).strip() if word.get("class") == "ocrx_word" else ""
            if text:
                about = _told(word)
                words.append(Read(text, Box(*about["bbox"]), baseline, size, about.get("x_wconf", [0.0])[0]))
    return words


def _without_specks(words: Sequence[Read]) -> list[Read]:
    """The words without what is none: specks and ends of rules; a small sign before a word is the dot of a list."""
    kept = []
    for word in words:
        if any(char.isalnum() for char in word.text) or word.text in SIGNS:
            kept.append(word)
        elif word.text in DOTS and word.box.height < 0.5 * word.size:
            kept.append(replace(word, text="•", confidence=max(word.confidence, SURE)))
    return kept


def _told(element: Any) -> dict[str, list[float]]:
    """What hOCR says of a line or word: its box, baseline, size and confidence."""
    found = _TITLE.findall(element.get("title", ""))
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _checked(words: Sequence[Read], others: Sequence[Read]) -> list[Read]:
    """The words, with figures as the second reading has them where that is the surer one."""
    rows: dict[int, list[Read]] = {}
    for other in others:
        for row in range(int(other.box.top // 50), int(other.box.bottom // 50) + 1):
            rows.setdefault(row, []).append(other)
    checked: list[Read] = []
    used: set[int] = set()
    for word in words:
        there = [other for other in rows.get(int(word.box.middle[1] // 50), ()) if _at(other, word)]
        used.update(map(id, there))
        figures = [replace(other, baseline=word.baseline, size=word.size) for other in there]
        checked += _surer(word, sorted(figures, key=lambda figure: figure.box.x0))
    seen = [word.box for word in checked]
    extra = [
        other
        for other in others
        if id(other) not in used
        and _FIGURE.fullmatch(other.text)
        and other.confidence >= AGREED
        and not any(box.overlap(other.box) > 0.2 * other.box.width * other.box.height for box in seen)
    ]
    return checked + extra


def _at(other: Read, word: Read) -> bool:
    """Whether the other reading's word lies where this one does."""
    return word.box.holds(other.box.middle, 2.0)


def _surer(word: Read, figures: list[Read]) -> list[Read]:
    """Which of two readings of one place to take: only a figure is taken from the second."""
    doubted = [replace(word, confidence=min(word.confidence, SURE_FIGURE - 1))]
    if word.text[0] in "=~" and _has_digit(word.text):
        word = doubted[0]
    if not figures or not all(_FIGURE.fullmatch(figure.text) for figure in figures):
        return doubted if figures and _has_digit(word.text) and word.confidence < AGREED else [word]
    confidence = min(figure.confidence for figure in figures)
    if any("%" in figure.text for figure in figures) and confidence >= SURE_FIGURE:
        return figures
    if _value(word.text) == _value("".join(figure.text for figure in figures)):
        return [replace(word, confidence=max(word.confidence, confidence))]
    if confidence >= AGREED - 10 and word.confidence < SURE_FIGURE:
        return figures
    if not _has_digit(word.text):
        return [word]
    return doubted if word.confidence < AGREED or confidence >= SURE_FIGURE else [word]


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _value(text: str) -> str:
    """The digits of a figure with its sign and decimals: what two readings must agree on."""
    text = text.translate(_ALIKE).rstrip(".,:;")
    return ("-" if text.startswith("-") else "") + "".join(char for char in text if char.isdigit() or char in ",")


def _parted(words: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    """Words to take and words to leave out: of a number in groups of digits all or none."""
    left_out = {id(word) for word in words if not _is_sure(word)}
    figures = sorted((word for word in words if _has_digit(word.text)), key=lambda word: (word.baseline, word.box.x0))
    groups: list[list[Read]] = []
    for word in figures:
        last = next((group for group in reversed(groups[-GROUPS:]) if _goes_on(group[-1], word)), None)
        if last is None:
            groups.append([word])
        else:
            last.append(word)
    for group in groups:
        if any(id(word) in left_out for word in group):
            left_out.update(map(id, group))
    return [word for word in words if id(word) not in left_out], [word for word in words if id(word) in left_out]


def _goes_on(left: Read, right: Read) -> bool:
    """Whether a figure stands right after another, as groups of digits do."""
    gap = right.box.x0 - left.box.x1
    return abs(left.baseline - right.baseline) < 0.3 * left.size and -0.2 * left.size < gap < 0.6 * left.size


def _is_sure(word: Read) -> bool:
    return word.confidence >= (SURE_FIGURE if _has_digit(word.text) else SURE)


def _tell(words: Sequence[Read], number: int, scale: float, oddities: list[Oddity]) -> None:
    """Name the words that were left out."""
    written = [word for word in words if any(char.isalnum() for char in word.text)]
    if not written:
        return
    text = " ".join(word.text for word in written)
    box = Box(*(edge / scale for edge in union(word.box for word in written)))
    detail = f"{len(written)} words on page {number} cannot be read for sure by OCR and were left out: {text[:200]}"
    oddities.append(Oddity("unreadable", "warning", detail, number, box, text[:1000]))


def _apart(words: Sequence[Read], marks: Sequence[Mark], scale: float) -> tuple[list[Read], list[Mark]]:
    """Words and coloured marks told apart: a mark is no O, and the letters of a coloured heading are no marks."""
    kept, real = [], list(marks)
    for word in words:
        box = Box(*(edge / scale for edge in word.box))
        at = [mark for mark in real if mark.box.holds(box.middle) or box.holds(mark.box.middle)]
        if at and len(word.text) <= 2 and box.width < 2 * at[0].box.width:
            continue
        if at and box.width > 1.5 * at[0].box.width:
            real = [mark for mark in real if mark not in at]
        kept.append(word)
    return kept, real


# --- words to characters --------------------------------------------------------------------------------------------


def _chars(words: Sequence[Read], picture: Picture, grey: Pixels) -> Chars:
    """The words as characters of a page, each as wide as the others of its word, with blanks between words."""
    sizes = _sizes(words, picture.scale)
    strokes = [_stroke(word, grey) for word in words]
    usual = statistics.median([stroke for stroke in strokes if stroke] or [0.0])
    styles: dict[Style, int] = {}
    codes, style, rows, baselines = [], [], [], []
    for word, size, stroke in zip(words, sizes, strokes, strict=True):
        look = Style(size, stroke > BOLD * usual > 0, False, BLACK, FONT)
        place = styles.setdefault(look, len(styles))
        x0, x1 = word.box.x0 / picture.scale, word.box.x1 / picture.scale
        baseline = word.baseline / picture.scale
        wide = (x1 - x0) / len(word.text)
        for number, char in enumerate(f"{word.text} "):
            end = x0 + wide * min(number + 1, len(word.text))
            codes.append(ord(char))
            style.append(place)
            rows.append((x0 + wide * number, baseline - 0.8 * size, end, baseline + 0.2 * size))
            baselines.append(baseline)
    boxes = np.array(rows, dtype=np.float64).reshape(-1, 4)
    return Chars(
        code=np.array(codes, dtype=np.int64),
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        baseline=np.array(baselines, dtype=np.float64),
        style=np.array(style, dtype=np.int64),
        styles=list(styles),
        upright=np.ones(len(codes), dtype=np.bool_),
        hidden=np.zeros(len(codes), dtype=np.bool_),
    )


def _sizes(words: Sequence[Read], scale: float) -> list[float]:
    """Font sizes in points: those near the size of most letters are that size, since a picture never tells exactly."""
    found = [word.size / scale / EM or 10.0 for word in words]
    weights: dict[float, int] = {}
    for word, size in zip(words, found, strict=True):
        weights[round(2 * size) / 2] = weights.get(round(2 * size) / 2, 0) + len(word.text)
    body = max(weights, key=lambda size: weights[size])
    return [body if abs(size - body) <= BODY * body else round(size) for size in found]


def _stroke(word: Read, grey: Pixels) -> float:
    """How thick the strokes of a word are, for its size; 0 where that cannot be told."""
    x0, top, x1, bottom = map(round, word.box)
    cut = grey[top:bottom, x0:x1]
    if cut.size == 0 or sum(char.isalnum() for char in word.text) < 2 or not word.size:
        return 0.0
    ground = int(np.median(cut)) if cut.size else 255
    ink = np.abs(cut.astype(np.int16) - ground) > pictures.INK
    edges = int((ink[:, 1:] != ink[:, :-1]).sum()) + int((ink[1:] != ink[:-1]).sum())
    return 2 * float(ink.sum()) / edges / word.size if edges else 0.0
