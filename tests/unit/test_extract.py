"""A whole file in, rows that fit the data model out, whatever the file is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unit.records.reading import footnote, heading, item, paragraph, reading, table, title

from pipelines import extract as module
from pipelines import integrity, schema
from pipelines.extract import Extraction, extract
from pipelines.family import families
from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Item, PageSummary, Reading
from pipelines.worker_child import report_tables

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "data" / "raw").glob("*.pdf"))
HOSTILE = ROOT.parent / "shared" / "hostile"
SMALL = 60_000
"""Bytes of a hostile file read here, in this very process; the larger ones are for the workers' tests."""
KINDS = {"not_pdf", "empty", "encrypted", "damaged", "no_text"}
PREFIXES = {"projects": "project", "budgets": "budget", "indicators": "indicator", "activities": "activity",
            "initiatives": "initiative", "sections": "section", "footnotes": "footnote", "findings": "finding",
            "source_tables": "table"}  # fmt: skip


def check(extraction: Extraction, report_id: str) -> None:
    """Fail unless every row fits its table and the tables agree with each other."""
    tables = report_tables(extraction, report_id, f"{report_id}.pdf", "0" * 64, "2026-01-01T00:00:00")
    integrity.check_report(report_id, tables)
    for name, prefix in PREFIXES.items():
        key = schema.table(name).key[0]
        for row in extraction.tables.get(name, []):
            assert re.fullmatch(rf"{prefix}-[0-9a-f]{{16}}", row[key]), row[key]
            assert row["report_id"] == report_id
    if extraction.report["status"] != "failed":
        pages = extraction.tables["pages"]
        assert extraction.report["page_count"] >= len(pages) > 0
        assert all(row["words_placed"] <= row["words_total"] for row in pages)
    numbers = extraction.report
    assert 0 <= numbers["numbers_used"] + numbers["numbers_declined"] <= numbers["numbers_total"]


def of_reading(monkeypatch: pytest.MonkeyPatch, given_reading: Reading | Exception) -> Extraction:
    """What a file gives whose pages read like this."""

    def read(path: Path) -> Reading:
        if isinstance(given_reading, Exception):
            raise given_reading
        return given_reading

    monkeypatch.setattr(module, "read_report", read)
    return extract(Path("r.pdf"), "r", "r.pdf")


# --- real files -----------------------------------------------------------------------------------------------------


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 5


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:30])
def test_a_sample_fits_the_data_model(path: Path) -> None:
    found = extract(path, path.stem, path.name)
    check(found, path.stem)
    assert (found.report["status"], found.report["error_kind"]) == ("ok", None)
    assert found.report["family"] in families()
    for row in found.tables["pages"]:
        width, height = row["width"], row["height"]
        for name in ("projects", "budgets", "indicators", "activities", "initiatives"):
            for fact in found.tables.get(name, []):
                box = fact["bbox"]
                if fact["page"] == row["page"]:
                    assert -1 <= box["x0"] < box["x1"] <= width + 1, (name, fact["source_text"])
                    assert -1 <= box["top"] < box["bottom"] <= height + 1, (name, fact["source_text"])


def test_the_same_file_gives_the_same_rows_and_another_name_other_ids() -> None:
    path = SAMPLES[0]
    one, again, other = extract(path, "a", "a.pdf"), extract(path, "a", "a.pdf"), extract(path, "b", "b.pdf")
    assert one == again
    for name in PREFIXES:
        key = schema.table(name).key[0]
        ids = {row[key] for row in one.tables.get(name, [])}
        assert not ids & {row[key] for row in other.tables.get(name, [])}


def hostile() -> list[Path]:
    return sorted(path for path in HOSTILE.glob("*.pdf") if path.stat().st_size <= SMALL)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason=f"there are no hostile files at {HOSTILE}")
@pytest.mark.parametrize("path", hostile(), ids=lambda path: path.stem[:40])
def test_no_hostile_file_raises(path: Path) -> None:
    found = extract(path, "hostile", path.name)
    check(found, "hostile")
    status, kind = found.report["status"], found.report["error_kind"]
    assert status in ("ok", "partial", "unknown_family", "failed")
    if status == "failed":
        assert kind in KINDS
        (finding,) = found.tables["findings"]
        assert (finding["rule"], finding["severity"], finding["observed"]) == ("unreadable", "error", kind)
        assert finding["detail"] == found.report["error_detail"]
    for name in ("projects", "activities", "initiatives"):
        assert not found.tables.get(name), "a file that is no report gave facts"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "empty"), (b"This is no PDF at all, only a text of some length.", "not_pdf"), (b"%PDF-1.7\n", "damaged")],
)
def test_files_that_are_none(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(content)
    found = extract(path, "r", "r.pdf")
    assert (found.report["status"], found.report["error_kind"]) == ("failed", kind)
    check(found, "r")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    found = extract(tmp_path / "none.pdf", "r", "none.pdf")
    assert found.report["status"] == "failed"
    assert found.report["error_kind"]
    check(found, "r")


def test_a_page_without_text_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300).close()
    document.save(path)
    document.close()
    found = extract(path, "r", "r.pdf")
    assert (found.report["status"], found.report["error_kind"], found.report["page_count"]) == ("failed", "no_text", 1)
    check(found, "r")


# --- statuses -------------------------------------------------------------------------------------------------------


def test_an_unknown_family_is_told_and_its_tables_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of_reading(monkeypatch, reading(title("Sagor"), table("Ort | Fåglar", "Berg | 12")))
    check(found, "r")
    assert (found.report["family"], found.report["status"], found.report["error_kind"]) == (
        None,
        "unknown_family",
        None,
    )
    assert len(found.tables["source_cells"]) == 4
    assert {row["rule"] for row in found.tables["findings"]} == {"unknown_family", "unread_number"}


def test_pages_that_are_pictures_make_a_report_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    given_reading = reading(title("Beviljade projekt"), table("Projekt | Projektägare | Beviljat belopp", "A | B | 1"))
    given_reading.pages.append(PageSummary(2, 595, 842, 0, "pdfium", "none", "", 0, 0, illegible=True))
    given_reading.pages.append(PageSummary(3, 595, 842, 0, "pdfium", "none", "", 0, 0))
    found = of_reading(monkeypatch, given_reading)
    check(found, "r")
    assert (found.report["status"], found.report["error_kind"]) == ("partial", "no_text")
    assert "1 of 3 pages" in found.report["error_detail"]
    assert len(found.tables["projects"]) == 1


@pytest.mark.parametrize("kind", ["encrypted", "damaged", "not_pdf"])
def test_what_no_engine_opens_is_failed_for_its_reason(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    found = of_reading(monkeypatch, UnreadableError(kind, "No."))
    check(found, "r")
    assert (found.report["status"], found.report["error_kind"], found.report["error_detail"]) == ("failed", kind, "No.")


def test_a_disk_that_fails_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of_reading(monkeypatch, PermissionError(13, "Permission denied"))
    check(found, "r")
    assert (found.report["status"], found.report["error_kind"]) == ("failed", "unreadable")


def test_ids_do_not_change_when_another_row_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(*rows: str) -> dict[str, str]:
        listed = table("Projekt | Projektägare | Beviljat belopp", *rows)
        found = of_reading(monkeypatch, reading(title("Beviljade projekt"), heading("Alla"), listed))
        check(found, "r")
        return {row["name"]: row["project_id"] for row in found.tables["projects"]}

    before, after = ids("A | Berg | 1", "B | Dal | 2"), ids("Ny | Å | 9", "A | Berg | 1", "B | Dal kommun | 3")
    assert before["A"] == after["A"]
    assert before["B"] == after["B"]


def test_rows_alike_have_ids_of_their_own_and_budgets_lead_to_their_project(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 1", "A | Berg | 1")
    found = of_reading(monkeypatch, reading(title("Beviljade projekt"), heading("Alla"), listed))
    check(found, "r")
    ids = [row["project_id"] for row in found.tables["projects"]]
    assert len(set(ids)) == 2
    assert [row["project_id"] for row in found.tables["budgets"]] == ids


# --- anything -------------------------------------------------------------------------------------------------------

VOCABULARY = """
Projekt Projektägare Beviljat belopp tkr mkr kr Mål Utfall Resultat Aktivitet När Vem Status Klart Pågår Summa Totalt
Mål: Syfte: Resultat: Kommentar: varav kvinnor 2023 2022 12 3 500 4,5 – % minst högst ca (1 – 3 ) 1234567 99999999999
123456789012345 2023-01-01 Berg kommun Dal AB (IUC) är ett projekt ska har är mkr) (78 miljarder biljoner kr/h per år
Nyckeltal Indikator Budget Avvikelse Prognos Enhet Kostnad {green} {red} Dnr 31/2 9 av 10 12.34 1.234 Utfall: 0 −7 1,5
Projektperiod: • :- *
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=7).map(" ".join)
CELLS = TEXTS.filter(lambda text: text not in ("<", "^", "...", "---"))


@st.composite
def tables(draw: st.DrawFn) -> Item:
    columns = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=6))
    return table(
        *(" | ".join(row) for row in rows),
        header=draw(st.integers(0, min(2, len(rows)))),
        title=draw(st.none() | TEXTS),
        kind=draw(st.sampled_from(["ruled", "borderless", "key_value"])),
    )


SOLID = TEXTS.filter(lambda text: bool(text.strip()))
ITEMS = st.one_of(
    SOLID.map(heading),
    SOLID.map(lambda text: heading(text, None)),
    SOLID.map(lambda text: heading(text, 2)),
    SOLID.map(paragraph),
    SOLID.map(title),
    SOLID.map(item),
    SOLID.map(lambda text: item(f"  {text}")),
    tables(),
)
TITLES = ("Beviljade projekt 2023", "Verksamhetsberättelse 2023", "Projektblad", "Slutrapport till regionalfonden",
          "Slutredovisning av uppdrag", "")  # fmt: skip


@given(st.sampled_from(TITLES), st.lists(ITEMS, max_size=8), st.lists(SOLID, max_size=2))
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_report_gives_rows_that_fit(
    monkeypatch: pytest.MonkeyPatch, first: str, items: list[Item], notes: list[str]
) -> None:
    front = [title(first)] if first else []
    footnotes = [footnote(str(number), text) for number, text in enumerate(notes, 1)]
    check(of_reading(monkeypatch, reading(*front, paragraph("Text"), *items, footnotes=footnotes)), "r")


def test_an_amount_that_no_report_can_mean_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "Projekt | Projektägare | Beviljat belopp (mkr)"
    listed = table(header, "A | Berg | 123456789012345", "B | Dal | 5")
    found = of_reading(monkeypatch, reading(title("Beviljade projekt"), heading("Alla"), listed))
    check(found, "r")
    assert [row["granted_sek"] for row in found.tables["projects"]] == [None, 5_000_000]
    assert [row["value_text"] for row in found.tables["budgets"]] == ["123456789012345", "5"]
    assert {row["rule"] for row in found.tables["findings"]} == {"implausible_amount"}


def test_dates_and_amounts_have_their_own_types(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "Projekt | Projektägare | Beviljat belopp | Projektperiod"
    found = of_reading(
        monkeypatch, reading(title("Beviljade projekt"), heading("Alla"), table(header, "A | B | 1,5 mkr | maj 2023"))
    )
    check(found, "r")
    row: Mapping[str, Any] = found.tables["projects"][0]
    assert (row["period_start"], row["period_end"], row["granted_sek"]) == (
        date(2023, 5, 1),
        date(2023, 5, 31),
        1_500_000,
    )
