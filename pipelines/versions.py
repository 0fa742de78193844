"""What a report's records depend on beside its file: the software that reads it and its family's declaration.

Records are read again when one of these changes. Wall-clock version numbers would forget a changed line; a hash over
everything that can take part in the reading does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

import pipelines
from pipelines.family_files import parse
from pipelines.reading import ocr

PACKAGE = Path(pipelines.__file__).parent
FAMILIES = PACKAGE / "families"

AFTER_READING = frozenset(
    {
        "arrivals",
        "build",
        "checks",
        "cluster",
        "crop",
        "compare",
        "ddl",
        "dictionary",
        "documents",
        "editions",
        "entities",
        "escapes",
        "events",
        "explain",
        "inbox",
        "ingest",
        "inspection",
        "journal",
        "lock",
        "losses",
        "mirror",
        "overview",
        "preview",
        "query",
        "remote",
        "removals",
        "settings",
        "snapshots",
        "source",
        "views",
        "warehouse",
        "workers",
    }
)
"""Modules and packages that take no part in the reading of a report. One counts unless it is named here."""

LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "numpy", "pyarrow", "rapidfuzz")
"""Whose version can change what is read, or the bytes it is stored in."""


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.is_relative_to(FAMILIES)
    )


@cache
def code_version() -> str:
    """16 hex digits over the source that reads reports, its code lists and the libraries it uses; families left out.

    OCR counts: when it is installed, reports are read again, so that what could not be read before is.
    """
    parts = [
        (path.relative_to(PACKAGE).as_posix(), path.read_bytes())
        for path in _files(PACKAGE)
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") not in AFTER_READING
    ]
    for library in LIBRARIES:
        try:
            parts.append((library, version(library).encode()))
        except PackageNotFoundError:
            parts.append((library, b"missing"))
    parts.append(("tesseract", (ocr.installed() or "missing").encode()))
    parts.append(("rapportlager", pipelines.__version__.encode()))
    return _digest(parts)


@cache
def publication_version() -> str:
    """16 hex digits over all source: when it changes, tables are published anew from the same records."""
    return _digest((path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in _files(PACKAGE))


@cache
def family_version(family: str | None, folder: Path = FAMILIES) -> str:
    """16 hex digits over what decides that a report is of `family` and how it is then read.

    That is the family's own file, what all families share (files that begin with ``_``), and the ``match`` part of
    every family, since another family could claim the report. A report of no family depends on all files. So an edit
    to how one family is read concerns its own reports and those of no family alone.
    """
    parts = []
    for path in sorted(folder.glob("*.y*ml")):
        content = path.read_bytes()
        if family is None or path.stem == family or path.name.startswith("_"):
            parts.append((path.name, content))
        else:
            parts.append((path.name, _match_part(content)))
    return _digest(parts)


def families_now() -> str:
    """`family_version` of a report of no family, so over all family files, as they lie there at this moment."""
    return family_version.__wrapped__(None, FAMILIES)


def families_changed_at() -> float:
    """When a family file was last written, in seconds since 1970."""
    return max((path.stat().st_mtime for path in FAMILIES.glob("*.y*ml")), default=0.0)


@cache
def _match_part(content: bytes) -> bytes:
    try:
        declared = parse(content)[1]
    except yaml.YAMLError:
        return content
    return repr(declared.get("match")).encode() if isinstance(declared, dict) else content
