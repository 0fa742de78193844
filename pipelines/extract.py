"""One report from PDF to records: the whole of what a worker does with one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipelines import __version__
from pipelines.reading import ocr
from pipelines.reading.care import care
from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Reading
from pipelines.reading.report import read_report
from pipelines.records.facts import Facts, Row, assign_ids
from pipelines.records.interpret import Interpretation, interpret
from pipelines.records.places import turn_back

__all__ = ["Extraction", "Row", "extract", "failure"]


@dataclass(slots=True)
class Extraction:
    """Everything one file gives, before it is linked with other reports.

    `report` is its row of `reports` (what links reports left out: duplicate_of, supersedes_report_id, is_current,
    ingested_at). `tables` holds the rows of every other table, by name; a table without rows may be missing.
    """

    report: Row
    tables: dict[str, list[Row]] = field(default_factory=dict)


def extract(path: Path, report_id: str, file_name: str) -> Extraction:
    """Read the PDF at `path` and give its records.

    Never raises for what the file contains: a file that cannot be read gives a row with status ``failed``,
    `error_kind` and `error_detail`.
    """
    try:
        reading = read_report(path)
    except UnreadableError as error:
        return failure(report_id, file_name, error.kind, error.detail, page_count=error.page_count)
    except OSError as error:
        return failure(report_id, file_name, "unreadable", f"The file cannot be read: {error.strerror or error}.")
    if not reading.words_total:
        shown = any(page.illegible for page in reading.pages)
        detail = f"No page has text that can be read{_advice()}." if shown else "No page shows any text."
        return failure(report_id, file_name, "no_text", detail, page_count=reading.page_count)
    return _extraction(report_id, file_name, reading, interpret(reading))


def _extraction(report_id: str, file_name: str, reading: Reading, found: Interpretation) -> Extraction:
    sources = {page.text_source for page in reading.pages if page.words_total}
    illegible = [page.number for page in reading.pages if page.illegible]
    damage = [oddity.detail for oddity in reading.oddities if (oddity.rule, oddity.severity) == ("unreadable", "error")]
    status, kind, detail = "ok" if found.family else "unknown_family", None, None
    if damage:
        first = next(iter(care().leave_out.values()), None)
        status, kind, detail = "partial", first[0] if first else "damaged", " ".join(damage)
    if illegible:
        status, kind = "partial", "no_text"
        pages = ", ".join(map(str, illegible[:20])) + (" …" if len(illegible) > 20 else "")
        detail = f"{len(illegible)} of {len(reading.pages)} pages show text that cannot be read: {pages}{_advice()}."
        found.facts.add(
            "findings", None, rule="unreadable", severity="warning", detail=detail, subject=file_name, observed=kind
        )
    if found.family is None:
        found.facts.add(
            "findings",
            None,
            rule="unknown_family",
            severity="info",
            subject=found.about["title"],
            detail="The report looks like none of the known families.",
        )
    turn_back(found.facts, reading)
    assign_ids(found.facts, report_id)
    report: Row = {
        "report_id": report_id,
        "family": found.family,
        **found.about,
        "page_count": reading.page_count,
        "file_name": file_name,
        "text_source": sources.pop() if len(sources) == 1 else "mixed",
        "status": status,
        "error_kind": kind,
        "error_detail": detail,
        "words_total": reading.words_total,
        "words_placed": reading.words_placed,
        "numbers_total": found.numbers.total,
        "numbers_used": found.numbers.used,
        "numbers_declined": found.numbers.declined,
        "pipeline_version": __version__,
    }
    return Extraction(report, found.facts.tables)


def _advice() -> str:
    """What to install so that OCR reads such pages; nothing where it is there and could not read them either."""
    return "" if ocr.installed() else f"; to have them read by OCR, install {ocr.NEEDED}"


def failure(report_id: str, file_name: str, kind: str, detail: str, *, page_count: int | None = None) -> Extraction:
    """The extraction of a file that could not be read: a row that says why, and a finding."""
    report: Row = {
        "report_id": report_id,
        "file_name": file_name,
        "page_count": page_count,
        "text_source": "none",
        "status": "failed",
        "error_kind": kind,
        "error_detail": detail,
        "words_total": 0,
        "words_placed": 0,
        "numbers_total": 0,
        "numbers_used": 0,
        "numbers_declined": 0,
        "pipeline_version": __version__,
    }
    finding: Row = {"rule": "unreadable", "severity": "error", "subject": file_name, "detail": detail, "observed": kind}
    facts = Facts({"findings": [finding]})
    assign_ids(facts, report_id)
    return Extraction(report, facts.tables)
