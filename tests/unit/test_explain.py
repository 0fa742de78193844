"""Where a fact comes from, told for every fact there is."""

from __future__ import annotations

import re

import pytest

from pipelines import schema
from pipelines.explain import UnknownIdError, explain
from pipelines.query import connect, rows_of
from pipelines.settings import Settings


def ids(samples: Settings, where: str = "true") -> list[str]:
    with connect(samples) as connection:
        return [row["id"] for row in rows_of(connection, f"SELECT id FROM provenance WHERE {where} ORDER BY id")]


def squashed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def test_every_fact_with_a_text_is_found_in_its_surroundings(samples: Settings) -> None:
    facts = ids(samples, "table_name IN ('budgets', 'indicators', 'activities', 'projects') AND page IS NOT NULL")
    assert len(facts) > 200
    for fact in facts[::4]:
        told = explain(samples, fact)
        own = squashed(" ".join(line.text for line in told.around if line.is_own))
        assert own, fact
        first = squashed(re.split(r" [/|] ", told.source_text or "")[0])
        assert first in own or own in squashed(told.source_text or ""), (fact, told.source_text, own)


def test_a_cell_is_told_with_its_table_header_and_neighbours(samples: Settings) -> None:
    (fact, *_) = ids(samples, "table_name = 'budgets' AND source_text = 'Summa intäkter | 3 870'")
    told = explain(samples, fact)
    assert told.table is schema.BUDGETS
    assert told.heading is not None
    assert told.heading.startswith("Tabell 2")
    own = [line.text for line in told.around if line.is_own]
    assert len(own) == 1
    assert "3 870" in own[0]
    assert any("2023" in line.text and not line.is_own for line in told.around)
    assert len(told.around) <= 5
    assert told.report is not None
    assert told.report["file_name"] == "boras-naringsliv-verksamhet-2023.pdf"
    assert told.box is not None
    assert told.page == 6


def test_values_leave_out_what_is_unknown_and_the_place(samples: Settings) -> None:
    told = explain(samples, ids(samples, "table_name = 'projects'")[0])
    assert None not in told.values.values()
    assert not {"page", "bbox", "source_text", "project_id", "report_id"} & told.values.keys()
    assert told.values["name"]


def test_reports_and_organisations_are_told_without_a_place(samples: Settings) -> None:
    report = explain(samples, "vgr-delregionala-projekt-2020")
    assert (report.table, report.page, report.around) == (schema.REPORTS, None, ())
    assert report.report is not None
    assert report.report["sha256"]
    with connect(samples) as connection:
        (row,) = rows_of(connection, "SELECT organisation_id FROM organisations ORDER BY name LIMIT 1")
    assert explain(samples, row["organisation_id"]).report is None


def test_every_id_of_every_table_is_known(samples: Settings) -> None:
    for table in schema.TABLES:
        if len(table.key) == 1:
            with connect(samples) as connection:
                rows = rows_of(connection, f"SELECT {table.key[0]} AS id FROM {table.name} LIMIT 3")
            assert {explain(samples, row["id"]).table for row in rows} == {table}


def test_an_unknown_id_is_told_with_ids_like_it(samples: Settings) -> None:
    known = ids(samples, "table_name = 'budgets'")[0]
    with pytest.raises(UnknownIdError, match=known):
        explain(samples, known[:-2])
    with pytest.raises(UnknownIdError, match=known):
        explain(samples, known[:10] + known[11] + known[10] + known[12:])
    for nothing in ("", "%", "x' OR 1=1 --", "zzzzzz"):
        with pytest.raises(UnknownIdError, match="provenance"):
            explain(samples, nothing)
