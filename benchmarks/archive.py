"""Archives of any size for benchmarks: one sample report under many names, kept without reading a PDF.

python -m benchmarks.archive FOLDER REPORTS
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

from benchmarks import archive
from benchmarks.results import ROOT
from benchmarks.scale import settings_of
from pipelines.extract import Extraction, Row, extract
from pipelines.ingest import ingest
from pipelines.warehouse import publish

SAMPLES = ROOT / "data" / "raw"
SAMPLE = SAMPLES / "vgr-delregionala-projekt-2020.pdf"
LETTERS = str.maketrans("0123456789", "ghijklmnop")
MINE = {"report_id", "organisation_id", "owner_organisation_id", "supersedes_report_id"}
"""Ids that do not belong to the rows of one report."""


@cache
def sample() -> Extraction:
    """The sample report, read once for every process that is forked from here."""
    return extract(SAMPLE, "sample", SAMPLE.name)


def canned(path: Path, report_id: str, file_name: str) -> Extraction:
    """The sample's rows as those of another report."""
    del path
    read = sample()
    tables = {name: [_own(row, report_id) for row in rows] for name, rows in read.tables.items()}
    title = f"{read.report['title']} {report_id}"
    return Extraction({**read.report, "report_id": report_id, "file_name": file_name, "title": title}, tables)


def _own(row: Row, report_id: str) -> Row:
    own: Row = {**row, "report_id": report_id}
    for name, value in row.items():
        if name.endswith("_id") and name not in MINE and isinstance(value, str):
            digest = hashlib.blake2b(f"{report_id} {value}".encode(), digest_size=8).hexdigest()
            own[name] = f"{value.partition('-')[0]}-{digest}"
    # names of their own, and owners of ten reports each: else all reports would tell of the same few projects
    for name, whose in (("name", report_id), ("owner", report_id[:-1])):
        if isinstance(row.get(name), str):
            words = hashlib.blake2b(f"{whose} {row[name]}".encode(), digest_size=12).hexdigest()
            own[name] = f"{words[:8]} {words[8:16]} {words[16:]}".translate(LETTERS)
    return own


def make_archive(folder: Path, reports: int) -> None:
    """An archive of that many reports, kept and published."""
    settings = settings_of(folder)
    content = SAMPLE.read_bytes()
    for number in range(reports):
        place = settings.raw / f"{number % 50:02d}" / f"report-{number:06d}.pdf"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content + f"\n%{number}\n%%EOF\n".encode())
    ingest(settings, extract=archive.canned)
    publish(settings)


def main() -> int:
    make_archive(Path(sys.argv[1]), int(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
else:
    sample()  # so that workers have it when they are forked
