"""One PDF looked at by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipelines.family import families
from pipelines.inspection import NEEDED, inspect, read
from pipelines.overview import report_lines
from pipelines.query import connect, rows_of
from pipelines.reading import UnreadableError
from pipelines.settings import Settings


def test_a_sample_looks_like_its_family_and_gives_the_rows_that_a_build_gives(samples: Settings) -> None:
    for line in report_lines(samples):
        seen = inspect(samples.raw / line.file_name)
        assert seen.family == line.family
        points = [likeness.points for likeness in seen.likenesses]
        assert points == sorted(points, reverse=True)
        assert points[0] >= NEEDED
        assert {likeness.family for likeness in seen.likenesses} == set(families())
        assert all(bool(likeness.signs) == bool(likeness.points) for likeness in seen.likenesses)
        with connect(samples) as connection:
            for table in ("pages", "sections", "source_tables", "budgets", "activities"):
                (row,) = rows_of(connection, f"SELECT count(*) AS n FROM {table} WHERE report_id = ?", line.report_id)
                assert seen.rows.get(table, 0) == row["n"], (line.report_id, table)
        assert len(seen.headings) == seen.rows["sections"]


def test_a_scan_has_pages_and_no_words(tmp_path: Path) -> None:
    Image.new("RGB", (300, 400), "white").save(tmp_path / "scan.pdf")
    seen = inspect(tmp_path / "scan.pdf")
    assert (len(seen.reading.pages), seen.reading.words_total, seen.family) == (1, 0, None)


@pytest.mark.parametrize(("content", "kind"), [(b"", "empty"), (b"hej", "not_pdf"), (b"%PDF-1.4\nhej", "damaged")])
def test_what_is_no_report_is_told_why(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as told:
        read(path)
    assert told.value.kind == kind


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="not a file"):
        read(tmp_path)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "x.pdf")
