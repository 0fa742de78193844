"""Typeset the sample reports: ``python tests/samples/typeset.py [NAME ...] [--out FOLDER]``.

Those that have their source in this folder go to data/raw, those of ``tests/families/<family>/`` beside their source.

A source is named like its report: ``.html`` is set by WeasyPrint, ``.typ`` by Typst, and a ``.py`` writes a PDF with
ReportLab or a Word document with python-docx, which LibreOffice turns into a PDF. The README beside this file tells
what has to be installed.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
FAMILIES = HERE.parent / "families"
OUT = HERE.parent.parent / "data" / "raw"

# 2019-02-27 12:00 UTC, instead of the clock, for what a source leaves open: Typst's times, those inside embedded fonts.
FIXED_TIME = 1551268800


class MissingError(Exception):
    """A typesetter that is not installed."""


def from_html(source: Path, target: Path) -> None:
    """HTML and CSS by WeasyPrint."""
    try:
        import weasyprint
    except ImportError as error:
        raise MissingError("WeasyPrint") from error
    weasyprint.HTML(source).write_pdf(target, pdf_identifier=source.stem.encode())


def from_typst(source: Path, target: Path) -> None:
    """Typst markup by the compiler in the `typst` wheel."""
    try:
        import typst
    except ImportError as error:
        raise MissingError("typst") from error
    typst.compile(source, output=target, timestamp=FIXED_TIME)


def from_python(source: Path, target: Path) -> None:
    """A module with ``build(path)``; with ``SUFFIX = ".docx"`` what it writes is a Word document."""
    try:
        module = runpy.run_path(str(source))
    except ImportError as error:
        raise MissingError(str(error.name)) from error
    if module.get("SUFFIX", ".pdf") == ".pdf":
        module["build"](target)
        return
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / f"{source.stem}.docx"
        module["build"](document)
        made = from_word(document)
        target.write_bytes(without_times(made.read_bytes()))


def from_word(document: Path) -> Path:
    """The PDF that LibreOffice makes of a Word document, beside it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise MissingError("LibreOffice (soffice)")
    folder = document.parent
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(document),
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "TZ": "UTC"},
    )
    return document.with_suffix(".pdf")


def without_times(pdf: bytes) -> bytes:
    """LibreOffice's PDF with the clock taken out of it: date, identifier and checksum, each at its length."""

    def zeros(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"[0-9A-F]", b"0", match[0])

    pdf = re.sub(rb"(?<=/CreationDate\(D:)\d{14}", b"20210301120000", pdf)
    pdf = re.sub(rb"<[0-9A-F]{32}>", zeros, pdf)
    return re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", zeros, pdf)


TYPESETTERS: dict[str, Callable[[Path, Path], None]] = {".html": from_html, ".typ": from_typst, ".py": from_python}


def sources() -> dict[str, Path]:
    """Report name to source."""
    found = [path for path in HERE.iterdir() if path.suffix in TYPESETTERS and path != Path(__file__).resolve()]
    found += [path for suffix in (".html", ".typ") for path in FAMILIES.glob(f"*/*{suffix}")]
    return {path.stem: path for path in sorted(found)}


def main() -> int:
    """Typeset all samples or those named; 1 when a typesetter is missing."""
    known = sources()
    parser = argparse.ArgumentParser(description="Typeset the sample reports.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(known)}; all when none is given")
    parser.add_argument("--out", type=Path, help="folder for the PDFs (data/raw, or beside the source)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(known):
        parser.error(f"no such sample: {', '.join(sorted(unknown))}")
    os.environ["SOURCE_DATE_EPOCH"] = str(FIXED_TIME)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    status = 0
    for name in options.names or known:
        folder = options.out or (OUT if known[name].parent == HERE else known[name].parent)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{name}.pdf"
        try:
            TYPESETTERS[known[name].suffix](known[name], target)
        except MissingError as missing:
            sys.stderr.write(f"{name}: not made, {missing} is not installed\n")
            status = 1
        else:
            sys.stderr.write(f"{name}: {target.stat().st_size // 1024} kB\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
