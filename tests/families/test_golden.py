"""The golden rows are printed in the samples, and the comparison with them tells every difference."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import golden
import pypdfium2
import pytest

from pipelines.family import families

# Columns whose text stands on the row's own page, and those whose text stands somewhere in the report.
ON_THE_PAGE = {
    "activities": {"activity"},
    "budgets": {"line_item", "source_text"},
    "footnotes": {"text"},
    "indicators": {"source_text", "outcome_text"},
    "initiatives": {"initiative", "purpose", "goal"},
    "projects": {"name"},
    "sections": {"title"},
}
IN_THE_REPORT = {
    *("aliases", "chapter_title", "comment", "contact_person", "description", "financiers", "follow_up", "framework"),
    *("initiative", "name", "owner", "partners", "priority", "priority_question", "project_id", "publisher"),
    *("registration_number", "responsible", "section", "section_title", "subregion", "table_title", "target_text"),
    *("theme", "title", "when_text"),
}


def squashed(text: str) -> str:
    """Text without blanks and hyphens, ligatures resolved: what no line break or typesetter changes."""
    return re.sub(r"[\s\ufffe\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text)).casefold()


@cache
def pages(family: str) -> tuple[str, ...]:
    """The squashed text of each page of a family's sample."""
    document = pypdfium2.PdfDocument(golden.sample(family))
    try:
        return tuple(squashed(page.get_textpage().get_text_range()) for page in document)
    finally:
        document.close()


CASES = [(family, expected) for family in golden.families() for expected in golden.tables(family)]


@pytest.mark.parametrize(("family", "expected"), CASES, ids=[f"{f}-{e.path.stem}" for f, e in CASES])
def test_what_is_expected_is_printed(family: str, expected: golden.Expected) -> None:
    report = "".join(pages(family))
    for row in expected.rows:
        cells = dict(zip(expected.columns, row, strict=True))
        own = pages(family)[int(cells["page"]) - 1] if "page" in cells else report
        for name, value in cells.items():
            if name in ON_THE_PAGE.get(expected.table, ()):
                assert squashed(value) in own, f"{name} {value!r} is not on page {cells.get('page')}"
            elif name in IN_THE_REPORT and expected.table != "findings":
                for part in value.split("; "):
                    assert squashed(part) in report, f"{name} {part!r} is not in the report"
            elif name == "value":
                shown = value.lstrip("-")
                swedish, english = shown.replace(".", ",") in own, shown in own.replace(",", "")
                assert swedish or english, f"{value} is not on page {cells['page']}"


@pytest.mark.parametrize("family", golden.families())
def test_a_family_has_a_reading_guide_and_the_right_number_of_pages(family: str) -> None:
    (reports,) = [expected for expected in golden.tables(family) if expected.table == "reports"]
    (row,) = reports.rows
    assert int(row[reports.columns.index("page_count")]) == len(pages(family))
    assert golden.file_name(family) in (golden.HERE / family / "README.md").read_text(encoding="utf-8")


def test_every_family_has_a_sample() -> None:
    assert set(families()) <= set(golden.families())


def expected(tmp_path: Path, name: str, text: str) -> golden.Expected:
    path = tmp_path / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return golden.read(path)


def test_equal_rows_in_another_order_and_of_other_types_do_not_differ(tmp_path: Path) -> None:
    want = expected(
        tmp_path,
        "projects",
        "name,granted_sek,period_start,partners,owner,page\nBro,1500,2020-04-01,A; B,,1\nTunnel,0,,,Staden AB,2\n",
    )
    found = {
        "projects": [
            {"name": "Tunnel", "granted_sek": Decimal("0.00"), "owner": "Staden\u00a0 AB", "page": 2, "partners": []},
            {
                "name": " Bro",
                "granted_sek": Decimal("1500.00"),
                "period_start": dt.date(2020, 4, 1),
                "partners": ["A", "B"],
                "page": 1,
                "bbox": {"x0": 1.0},
            },
        ]
    }
    assert golden.differences(want, golden.actual_rows(want, found)) == []


def test_a_wrong_cell_is_told_with_both_values(tmp_path: Path) -> None:
    want = expected(tmp_path, "activities", "activity,responsible,page\nBygga bro,Maja; Elin K,3\n")
    found = {"activities": [{"activity": "Bygga bro", "responsible": ["Maja"], "page": 3}]}
    (line,) = golden.differences(want, golden.actual_rows(want, found))
    assert "responsible: expected 'Maja; Elin K', got 'Maja'" in line
    assert "page:" not in line


def test_missing_extra_and_doubled_rows_are_told(tmp_path: Path) -> None:
    want = expected(tmp_path, "sections", "number,title,page\n1,Uppdraget,2\n2,Resultat,3\n")
    found = {"sections": [{"number": "1", "title": "Uppdraget", "page": 2}] * 2}
    lines = golden.differences(want, golden.actual_rows(want, found))
    assert sorted(line.split()[0] for line in lines) == ["extra", "missing"]
    assert any("Resultat" in line for line in lines)


def test_rows_of_another_kind_are_left_out_and_a_project_is_shown_by_name(tmp_path: Path) -> None:
    want = expected(tmp_path, "budgets.project", "project_id,measure,amount_sek\nBro,granted,1000\n")
    found = {
        "projects": [{"project_id": "project-1", "name": "Bro"}],
        "budgets": [
            {"kind": "project", "project_id": "project-1", "measure": "granted", "amount_sek": Decimal(1000)},
            {"kind": "total", "project_id": None, "measure": "granted", "amount_sek": Decimal(1000)},
        ],
    }
    assert golden.differences(want, golden.actual_rows(want, found)) == []


def test_a_number_is_not_a_null(tmp_path: Path) -> None:
    want = expected(tmp_path, "indicators.goal", "initiative,target_value\nBesök,\n")
    found = {"indicators": [{"kind": "goal", "initiative": "Besök", "target_value": 0.0}]}
    assert golden.differences(want, golden.actual_rows(want, found))


def test_nothing_read_is_told_row_by_row(tmp_path: Path) -> None:
    want = expected(tmp_path, "footnotes", "number,text,page\n1,Ett,1\n2,Två,1\n")
    assert len(golden.differences(want, golden.actual_rows(want, {}))) == 2


def test_findings_must_be_made_once_each_and_no_sound_row_called_wrong(tmp_path: Path) -> None:
    want = expected(tmp_path, "findings", "rule,subject\nidentity_fails,Summa\nidentity_fails,Summa\n")
    made = {"rule": "identity_fails", "subject": "Summa, Särskilda medel", "severity": "info"}
    assert golden.finding_differences(want, [made, made]) == []
    assert len(golden.finding_differences(want, [made])) == 1
    remark = {"rule": "total_mismatch", "subject": "Total", "severity": "warning"}
    assert golden.finding_differences(want, [made, made, remark]) == []
    (line,) = golden.finding_differences(want, [made, made, {**remark, "severity": "error", "detail": "1 is not 2"}])
    assert "1 is not 2" in line


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("project", "name\n", "no table 'project'"),
        ("projects", "names\n", "no column names"),
        ("budgets.sum", "value\n", "no kind 'sum'"),
        ("projects", "name,page\nBro\n", "line 2"),
    ],
)
def test_a_golden_file_that_the_data_model_does_not_know_is_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        expected(tmp_path, name, text)
