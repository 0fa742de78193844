"""The data model as Arrow: a schema per table, and tables from plain rows.

`to_table` is strict. A value of the wrong kind is a mistake in the reader, and it costs the one report it was made in
here, not the whole publication later.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

import pyarrow as pa

from pipelines import schema

BOX_KEYS = ("x0", "top", "x1", "bottom")
ORE = Decimal("0.01")
MONEY_LIMIT = Decimal(10) ** 16

ARROW_TYPES: dict[str, pa.DataType] = {
    schema.BBOX: pa.struct([pa.field(key, pa.float64()) for key in BOX_KEYS]),
    schema.MONEY: pa.decimal128(18, 2),
    schema.TEXT: pa.string(),
    schema.TEXTS: pa.list_(pa.string()),
    schema.INT: pa.int32(),
    schema.COUNT: pa.int64(),
    schema.REAL: pa.float64(),
    schema.BOOL: pa.bool_(),
    schema.DATE: pa.date32(),
    schema.INSTANT: pa.timestamp("us"),
}


class RowError(ValueError):
    """A row that does not fit its table; the message names table, column and row."""


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table: types, nullability, description and unit as metadata."""
    table = schema.table(name)
    fields = []
    for column in table.columns:
        metadata = {"description": column.description}
        if column.unit:
            metadata["unit"] = column.unit
        fields.append(pa.field(column.name, ARROW_TYPES[column.type], not column.required, metadata))
    return pa.schema(fields, metadata={"description": table.comment})


def empty(name: str) -> pa.Table:
    """The table without rows."""
    return schema_of(name).empty_table()


def to_table(name: str, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Rows as a table of the data model, in the given order.

    A column that a row leaves out is null. Money is rounded to öre, half away from zero. Text loses what no database
    keeps (NUL, halves of surrogate pairs). Raises RowError for a column that the table does not have, a value of
    another kind than the column's, a value that is not allowed, and a null where a value is required.
    """
    table = schema.table(name)
    known = set(table.column_names)
    for number, row in enumerate(rows):
        if unknown := sorted(row.keys() - known):
            raise RowError(f"{name}, row {number}: there is no column {', '.join(unknown)}")
    arrow_schema = schema_of(name)
    arrays = [
        pa.array(_column(table, column, rows), type=arrow_schema.field(column.name).type) for column in table.columns
    ]
    return pa.Table.from_arrays(arrays, schema=arrow_schema)


def _column(table: schema.Table, column: schema.Column, rows: Iterable[Mapping[str, object]]) -> list[object]:
    convert = CONVERTERS[column.type]
    values: list[object] = []
    for number, row in enumerate(rows):
        value = row.get(column.name)
        if value is None:
            if column.required:
                raise RowError(f"{table.name}.{column.name}, row {number}: a value is required")
        else:
            try:
                value = convert(value)
            except (TypeError, ValueError, ArithmeticError) as error:
                raise RowError(f"{table.name}.{column.name}, row {number}: {value!r:.100} {error}") from error
            if column.allowed and value not in column.allowed:
                raise RowError(
                    f"{table.name}.{column.name}, row {number}: {value!r:.100} is none of {', '.join(column.allowed)}"
                )
        values.append(value)
    return values


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("is not text")
    if "\0" in value:
        value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return str(value)


def _texts(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("is not a list of texts")
    return [_text(item) for item in value]


def _whole(bits: int) -> Callable[[object], int]:
    limit = 2 ** (bits - 1)

    def convert(value: object) -> int:
        if isinstance(value, bool):
            raise TypeError("is not a whole number")
        if isinstance(value, float | Decimal) and value == int(value):
            value = int(value)
        try:
            number: int = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            raise TypeError("is not a whole number") from None
        if not -limit <= number < limit:
            raise ValueError(f"does not fit in {bits} bits")
        return number

    return convert


def _real(value: object) -> float:
    if isinstance(value, bool | str) or not hasattr(value, "__float__"):
        raise TypeError("is not a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number


def _money(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError("is not an amount")
    try:
        amount = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        if not abs(amount) < MONEY_LIMIT:
            raise ValueError("does not fit in 18 digits")
        return amount.quantize(ORE, ROUND_HALF_UP)
    except InvalidOperation:
        raise ValueError("is not a finite amount") from None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("is neither true nor false")
    return value


def _date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError("is not a date")
    return value


def _instant(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("is not a time")
    return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value


def _box(value: object) -> dict[str, float]:
    if not isinstance(value, Mapping) or set(value) != set(BOX_KEYS):
        raise TypeError(f"is not a box of {', '.join(BOX_KEYS)}")
    return {key: _real(value[key]) for key in BOX_KEYS}


CONVERTERS: dict[str, Callable[[object], object]] = {
    schema.BBOX: _box,
    schema.MONEY: _money,
    schema.TEXT: _text,
    schema.TEXTS: _texts,
    schema.INT: _whole(32),
    schema.COUNT: _whole(64),
    schema.REAL: _real,
    schema.BOOL: _truth,
    schema.DATE: _date,
    schema.INSTANT: _instant,
}
