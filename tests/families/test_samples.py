"""The committed samples: one PDF for each source, short and small."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in (ROOT / "tests" / "samples").iterdir() if path.suffix in {".html", ".typ", ".py"}]
BESIDE = [path.with_suffix(".pdf") for path in (ROOT / "tests" / "families").glob("*/*.typ")]
SAMPLES = sorted([ROOT / "data" / "raw" / f"{path.stem}.pdf" for path in SOURCES if path.stem != "typeset"] + BESIDE)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_is_short_small_and_told_of(path: Path) -> None:
    assert path.stat().st_size < 300_000
    document = pypdfium2.PdfDocument(path)
    try:
        assert 2 <= len(document) <= 6
    finally:
        document.close()
    assert path.name in (path.parent / "README.md").read_text(encoding="utf-8")
