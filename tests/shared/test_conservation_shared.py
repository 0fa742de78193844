"""No silent loss, on every shared PDF: each word ends in exactly one place or is told of, and no letter is overlooked.

Words are counted three times over: by the reader itself, by a second count of what stands in the items, tables, notes
and furniture it gives, and by pdfplumber, which parses the file on its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
FOLDERS = ["reports", "wild", "icdar2013-eu", "hostile"]
IN_FINDINGS = 0.001
"""Share of the words of real reports that may be told of instead of read."""
OVERLOOKED = {
    # a ligature named by its glyph alone is two letters to pdfplumber, one character without a meaning to PDFium
    "arbetsmiljoverket_afs_2011_19.pdf": 1,
    "regeringen_prop_1999-2000_17_custom_encoding.pdf": 2,
    "eu-016.pdf": 2,
    "eu-017.pdf": 3,
    "eu-019.pdf": 3,
    # glyphs of which the file does not say what they mean
    "pdfium__bug_425244539.pdf": 1,
}
"""Letters that pdfplumber sees and our engine does not, by file, with the reason; no other file may have any."""


@cache
def accounts(folder: str) -> list[dict[str, Any]]:
    if not SHARED.is_dir():
        pytest.skip(f"there is no folder {SHARED} with shared reports")
    script = Path(__file__).with_name("conservation.py")
    # a process of its own: what brings an engine down must not bring the tests down
    done = subprocess.run(
        [sys.executable, str(script), str(SHARED / folder)], capture_output=True, text=True, timeout=900, check=False
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {len(found)} files of {folder}: {done.stderr[-2000:]}"
    assert len(found) == len(list((SHARED / folder).glob("*.pdf"))) > 0
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_word_ends_in_exactly_one_place_or_in_a_finding(folder: str) -> None:
    assert [(one["name"], one["breaches"]) for one in accounts(folder) if one["breaches"]] == []
    assert sum(one["words"] for one in accounts(folder)) > 1000


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_letter_that_pdfplumber_sees_is_overlooked(folder: str) -> None:
    overlooked = {one["name"]: sum(count for _, count in one["unseen"]) for one in accounts(folder) if one["unseen"]}
    assert {name: count for name, count in overlooked.items() if count > OVERLOOKED.get(name, 0)} == {}


def test_hardly_a_word_of_real_reports_ends_in_findings() -> None:
    real = [*accounts("reports"), *accounts("wild")]
    assert sum(one["told"] for one in real) <= IN_FINDINGS * sum(one["words"] for one in real)


def test_a_scan_is_no_empty_success() -> None:
    scans = [one for one in accounts("wild") if one["scanned"]]
    assert scans
    assert [(one["name"], one["silent"]) for one in scans if one["silent"]] == []


def test_what_cannot_be_read_says_why() -> None:
    errors = [one["error"] for one in accounts("hostile")]
    assert set(errors) == {None, "damaged", "encrypted", "not_pdf"}
    assert errors.count(None) > 150
    assert not any(one["error"] for folder in FOLDERS[:3] for one in accounts(folder))
