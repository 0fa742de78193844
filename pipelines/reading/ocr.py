"""Pages without usable text, read from their picture by tesseract.

An optional part: it needs the package pytesseract and the program tesseract with its Swedish data. The Swedish model
knows no per cent sign and is unsure of figures, so figures are read a second time by the English one where that is
installed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree

import pypdfium2 as pdfium
from PIL import Image as Pillow

from pipelines.reading import raster
from pipelines.reading.model import Box, Oddity, Page, union
from pipelines.reading.raster import NoPictureError, Pixels
from pipelines.reading.recognised import Read, apart, checked, parted, to_chars, without_specks
from pipelines.reading.shapes import Drawing, interpret

SWITCH = "RAPPORTLAGER_OCR"
"""Environment variable: 0, no, off or false and no page is read by OCR although it could be."""
PROGRAM = "tesseract"
LANGUAGE, FIGURES = "swe", "eng"
NEEDED = (
    "tesseract with Swedish (on Debian: apt-get install tesseract-ocr tesseract-ocr-swe) and the package pytesseract "
    "(pip install pytesseract)"
)
SECONDS = 120
"""Time tesseract may take for one page and language, by the clock."""
REPORT_SECONDS = 400.0
"""Processor time OCR may take for all pages of one report: what is read until then is kept, the rest is told of.

Not by the clock, so that a busy machine reads as many pages as an idle one.
"""

_TITLE = re.compile(r"(bbox|baseline|x_size|x_wconf) ([-\d. ]+)")


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
    began = _processor_seconds()
    try:
        opened = document[page.number - 1]
        try:
            picture = raster.render(opened)
        finally:
            opened.close()
        picture = picture if drawn else raster.straighten(picture)
        outlines, clean = raster.trace(picture)
        found = _recognise(clean)
    except (NoPictureError, RuntimeError, OSError, ElementTree.ParseError, pdfium.PdfiumError) as error:
        oddities.append(_failed(page.number, error))
        return None
    finally:
        budget.seconds -= _processor_seconds() - began
    paper = Box(0, 0, page.width, page.height)
    shapes = page if drawn else interpret(Drawing(outlines), paper)
    words, marks = apart(found, shapes.marks, picture.scale)
    sure, unsure = parted(words)
    _tell(unsure, page.number, picture.scale, oddities)
    if not sure:
        return page
    return replace(
        page,
        engine="tesseract",
        text_source="ocr",
        confidence=statistics.fmean(word.confidence for word in sure),
        illegible=False,
        chars=to_chars(sure, clean, picture.scale),
        edges=shapes.edges,
        pale=shapes.pale,
        fills=shapes.fills,
        marks=marks,
        dots=shapes.dots,
        images=[],
    )


def _processor_seconds() -> float:
    """Processor time of this process and of the programs it started."""
    return sum(os.times()[:4])


def _failed(number: int, error: Exception) -> Oddity:
    told = str(error) if isinstance(error, NoPictureError) else f"{type(error).__name__}: {str(error)[:200]}"
    return Oddity("unreadable", "warning", f"Page {number} cannot be read from its picture. {told}")


# --- recognition ----------------------------------------------------------------------------------------------------


def _recognise(grey: Pixels) -> list[Read]:
    """The words of a picture, figures read twice. Raises RuntimeError where tesseract fails or takes too long."""
    image = Pillow.fromarray(grey)
    words = words_of(_run(image, LANGUAGE))
    if words and FIGURES in _languages():
        words = checked(words, words_of(_run(image, FIGURES)))
    return without_specks(words)


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


def words_of(hocr: bytes) -> list[Read]:
    """The words of tesseract's hOCR. Raises ElementTree.ParseError."""
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


def _told(element: Any) -> dict[str, list[float]]:
    """What hOCR says of a line or word: its box, baseline, size and confidence."""
    found = _TITLE.findall(element.get("title", ""))
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _tell(words: Sequence[Read], number: int, scale: float, oddities: list[Oddity]) -> None:
    """Name the words that were left out."""
    written = [word for word in words if any(char.isalnum() for char in word.text)]
    if not written:
        return
    text = " ".join(word.text for word in written)
    box = Box(*(edge / scale for edge in union(word.box for word in written)))
    detail = f"{len(written)} words on page {number} cannot be read for sure by OCR and were left out: {text[:200]}"
    oddities.append(Oddity("unreadable", "warning", detail, number, box, text[:1000]))
