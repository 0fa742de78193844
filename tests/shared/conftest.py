"""Real reports are read many times over here; their few scanned pages cost more than all others, so OCR is off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def without_ocr() -> Iterator[None]:
    """No page is read by OCR, in no process started from here either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORTLAGER_OCR", "off")
        yield
