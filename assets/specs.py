"""The asset graph: what there is, what it is made from, and how it is told of.

Tables are taken from the data model, so that a new one stands in the graph once its row of `MADE_FROM` is written.
"""

from __future__ import annotations

from graphlib import TopologicalSorter

import dagster as dg

from pipelines import schema

OWNERS = ["team:rapportlager"]

RAW, REPORT, EXTRACTED, PARQUET, WAREHOUSE = "raw_reports", "report", "extracted_reports", "parquet", "warehouse"

GROUPS = {"report": "records", "reading": "reading", "records": "records", "entities": "entities"}
"""Group in the graph, by the stage that the data model gives for a table."""

MADE_FROM: dict[str, tuple[str, ...]] = {
    "reports": (EXTRACTED,),
    "pages": (EXTRACTED,),
    "source_tables": ("pages",),
    "source_cells": ("source_tables",),
    "sections": ("pages",),
    "footnotes": ("pages",),
    "projects": ("source_cells", "sections"),
    "budgets": ("source_cells", "sections"),
    "indicators": ("source_cells", "sections"),
    "activities": ("source_cells", "sections"),
    "initiatives": ("sections",),
    "organisations": ("projects",),
    "organisation_mentions": ("sections", "projects", "organisations"),
    "findings": ("reports", "source_cells", "projects", "budgets", "indicators", "activities"),
}
"""What the rows of each table are worked out from."""

REPORTS = dg.DynamicPartitionsDefinition(name=REPORT)
"""Each report is a partition, of the folder and of what was read from it."""

RAW_REPORTS = dg.AssetSpec(
    RAW,
    partitions_def=REPORTS,
    description="The folder of PDF reports, its subfolders included. Nobody but people writes here.",
    group_name="reports",
    owners=OWNERS,
    kinds={"pdf"},
)

EXTRACTED_REPORTS = dg.AssetSpec(
    EXTRACTED,
    deps=[REPORT],
    description=(
        "The records of every report, kept between builds. Materialise it to read what is new or changed; "
        "each report that is read is told of as a partition of `report`."
    ),
    group_name="reports",
    owners=OWNERS,
    kinds={"parquet"},
)

PARQUET_FILES = dg.AssetSpec(
    PARQUET,
    deps=[table.name for table in schema.TABLES],
    description="All tables as Parquet, `parquet/<table>/part-0.parquet`: one published generation.",
    group_name="publication",
    owners=OWNERS,
    kinds={"parquet"},
)

DATABASE = dg.AssetSpec(
    WAREHOUSE,
    deps=[PARQUET],
    description=(
        "`rapportlager.duckdb`: all tables and views, with a comment on each column. Published beside the last "
        "generation and put in its place in one step, once every check has passed."
    ),
    group_name="publication",
    owners=OWNERS,
    kinds={"duckdb"},
)


def table_spec(table: schema.Table) -> dg.AssetSpec:
    """The asset of a table of the data model."""
    return dg.AssetSpec(
        table.name,
        deps=MADE_FROM[table.name],
        description=table.comment,
        group_name=GROUPS[table.group],
        owners=OWNERS,
        kinds={"table"},
        metadata={"dagster/column_schema": column_schema(table), "dagster/table_name": table.name},
    )


def column_schema(table: schema.Table) -> dg.TableSchema:
    """The columns of a table, with comments and constraints, as Dagster shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                column.type,
                column.comment,
                dg.TableColumnConstraints(
                    nullable=not column.required,
                    unique=table.key == (column.name,),
                    other=[f"references {column.references}"] if column.references else [],
                ),
            )
            for column in table.columns
        ],
        constraints=dg.TableConstraints(other=[f"key: {', '.join(table.key)}"]),
    )


ORDER = tuple(key for key in TopologicalSorter(MADE_FROM).static_order() if key in MADE_FROM)
"""Tables so that none comes before what it is made from: the order in which Dagster wants to hear of them."""

TABLES = [table_spec(schema.table(name)) for name in ORDER]
