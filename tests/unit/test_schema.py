"""The declaration, and that Arrow, Parquet and DuckDB say the same."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import arrow, ddl, schema
from pipelines.views import VIEWS, View

ARROW_SQL = {
    "string": "VARCHAR",
    "list<element: string>": "VARCHAR[]",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "timestamp[us]": "TIMESTAMP",
    "decimal128(18, 2)": "DECIMAL(18,2)",
    "struct<x0: double, top: double, x1: double, bottom: double>": schema.BBOX,
}
TABLES = pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in schema.TABLES:
        connection.execute(ddl.create_table(table))
        for statement in ddl.comments(table):
            connection.execute(statement)
    for view in VIEWS:
        connection.execute(ddl.create_view(view))
        for statement in ddl.view_comments(view):
            connection.execute(statement)
    return connection


@TABLES
def test_parquet_and_duckdb_have_the_declared_columns(
    table: schema.Table, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    pq.write_table(arrow.empty(table.name), tmp_path / "x.parquet")
    in_parquet = [
        (field.name, ARROW_SQL[str(field.type)], not field.nullable) for field in pq.read_schema(tmp_path / "x.parquet")
    ]
    in_duckdb = database.execute(
        "SELECT column_name, data_type, NOT is_nullable FROM duckdb_columns() "
        "WHERE table_name = ? ORDER BY column_index",
        [table.name],
    ).fetchall()
    declared = [(column.name, column.type, column.required) for column in table.columns]
    assert in_parquet == declared
    assert [(name, kind.replace('"', ""), required) for name, kind, required in in_duckdb] == declared


@TABLES
def test_comments_and_units_reach_duckdb_and_parquet(
    table: schema.Table, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (told,) = database.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table.name]).fetchall()
    assert table.row in told[0]
    comments = dict(
        database.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?", [table.name]
        ).fetchall()
    )
    pq.write_table(arrow.empty(table.name), tmp_path / "x.parquet")
    fields = pq.read_schema(tmp_path / "x.parquet")
    for column in table.columns:
        metadata = fields.field(column.name).metadata
        assert metadata[b"description"].decode() == column.description
        assert metadata.get(b"unit", b"").decode() == (column.unit or "")
        for part in (column.description.rstrip("."), column.unit, column.source, column.references, *column.allowed):
            assert (part or "") in comments[column.name]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_a_comment_for_each_of_its_columns(view: View, database: duckdb.DuckDBPyConnection) -> None:
    told = database.execute(
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [view.name]
    ).fetchall()
    assert [column for column, _ in told] == list(view.columns)
    assert all(comment for _, comment in told)


@TABLES
def test_names_and_references_hold_together(table: schema.Table) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    assert all(table.column(name).required for name in table.key)
    for column in table.columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert (column.type == schema.MONEY) == column.name.endswith("_sek")
        assert (column.unit == "kronor") == column.name.endswith("_sek")
        if column.references:
            other, _, key = column.references.partition(".")
            assert schema.table(other).column(key).type == column.type


def test_a_value_outside_the_allowed_is_refused_by_the_database(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConstraintException):
        database.execute(
            "INSERT INTO findings (finding_id, report_id, rule, severity, detail) VALUES ('f','r','x','grave','d')"
        )


def footnote(**values: object) -> dict[str, object]:
    box = {"x0": 1, "top": 2.5, "x1": 3, "bottom": 4}
    return {"footnote_id": "f", "report_id": "r", "number": "1", "text": "t", "page": 1, "bbox": box, **values}


def project(**values: object) -> dict[str, object]:
    needed = {"project_id": "p", "report_id": "r", "kind": "project", "name": "Å", "source_text": "Å 12"}
    return {**needed, "page": 3, "bbox": {"x0": 1, "top": 2.5, "x1": 3, "bottom": 4}, **values}


def test_rows_become_typed_columns_and_what_is_left_out_is_null() -> None:
    row = project(
        granted_sek=12,
        total_cost_sek=0.125,
        applied_sek=Decimal("1.005"),
        period_start=dt.date(2024, 2, 29),
        partners=("a", "b"),
    )
    (made,) = arrow.to_table("projects", [row]).to_pylist()
    assert {key: value for key, value in made.items() if value is not None} == {
        **row,
        "granted_sek": Decimal("12.00"),
        "total_cost_sek": Decimal("0.13"),
        "applied_sek": Decimal("1.01"),
        "partners": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (footnote(kalle=1), "footnotes, row 1: there is no column kalle"),
        (footnote(text=None), "footnotes.text, row 1: a value is required"),
        (footnote(text=1), r"footnotes.text, row 1: 1 is not text"),
        (footnote(page="1"), "footnotes.page, row 1"),
        (footnote(page=1.5), "footnotes.page, row 1"),
        (footnote(page=True), "footnotes.page, row 1"),
        (footnote(page=2**31), "footnotes.page, row 1.*32 bits"),
        (footnote(page=math.nan), "footnotes.page, row 1"),
        (footnote(bbox={"x0": 1}), "footnotes.bbox, row 1"),
        (footnote(bbox={"x0": 1, "top": 2, "x1": 3, "bottom": math.inf}), "footnotes.bbox, row 1.*finite"),
    ],
)
def test_a_row_that_does_not_fit_is_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(arrow.RowError, match=message):
        arrow.to_table("footnotes", [footnote(), row])


@pytest.mark.parametrize("amount", [math.nan, math.inf, Decimal("NaN"), 10**16, -(10**17), "12", True])
def test_an_amount_that_is_no_amount_of_money_is_refused(amount: object) -> None:
    with pytest.raises(arrow.RowError, match=r"projects\.granted_sek, row 0"):
        arrow.to_table("projects", [project(granted_sek=amount)])


def test_a_value_that_is_not_allowed_is_refused() -> None:
    row = {"finding_id": "f", "report_id": "r", "rule": "x", "severity": "grave"}
    with pytest.raises(arrow.RowError, match="'grave' is none of error, warning, info"):
        arrow.to_table("findings", [row])


@given(st.text(alphabet=st.characters(), max_size=20))
def test_any_text_of_a_page_can_be_stored_and_sound_text_is_untouched(text: str) -> None:
    stored = arrow.to_table("footnotes", [footnote(text=text)])["text"].to_pylist()[0]
    stored.encode("utf-8")
    assert "\0" not in stored
    if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert stored == text


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_money_to_the_ore_is_kept_as_it_is(amount: Decimal) -> None:
    rows = [project(granted_sek=value) for value in (amount, amount + Decimal("0.004"))]
    exact, near = arrow.to_table("projects", rows)["granted_sek"].to_pylist()
    assert exact == amount
    assert abs(near - amount) <= Decimal("0.01")


def test_a_time_with_a_zone_is_kept_as_utc() -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    moment = arrow._instant(dt.datetime(2026, 3, 29, 1, 30, tzinfo=zone))
    assert moment == dt.datetime(2026, 3, 28, 23, 30)


def test_lists_and_empty_tables_keep_their_types() -> None:
    assert arrow.empty("organisations").schema.field("aliases").type == pa.list_(pa.string())
    assert arrow.to_table("organisations", []).num_rows == 0
