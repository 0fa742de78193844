"""The JSON Schemas of family files and of the shared lexicon, by which editors complete and check them as one writes.

``python -m pipelines.family_schema`` writes them beside the files; each file names its own in its first line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines import schema
from pipelines.family import FOLDER, shared_lexicon
from pipelines.family_files import STATEMENT, fields_taken
from pipelines.family_model import Family, Lexicon, Model
from pipelines.values.units import UNITS

FILES: dict[str, type[Model]] = {"family.schema.json": Family, "_base.schema.json": Lexicon}
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_WORDS = {"type": "array", "items": {"type": "string"}}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of that name; KeyError when there is none."""
    model = FILES[name]
    made: dict[str, Any] = {"$schema": DIALECT, **model.model_json_schema()}
    if model is Family:
        _name_what_there_is(made)
    return made


def _name_what_there_is(made: dict[str, Any]) -> None:
    """Put the names of sorts, fields, measures, tables and columns where a family file names them."""
    lexicon, parts, own = shared_lexicon(), made["$defs"], made["properties"]
    sorts = [*lexicon.tables]
    columns = {"enum": [*schema.PROJECTS.column_names]}
    own["tables"] |= {
        "properties": {sort: _table(sort, sorted(fields_taken(lexicon, sort))) for sort in sorts},
        "additionalProperties": False,
    }
    own["measures"] |= {"properties": dict.fromkeys(lexicon.measures, _WORDS), "additionalProperties": False}
    own["context"]["items"] = columns
    parts["Signs"]["properties"]["tables"]["items"] = {"enum": sorted({*sorts, STATEMENT})}
    parts["Signs"]["properties"]["titles"]["type"] = ["array", "null"]
    parts["Units"]["properties"]["default"]["examples"] = sorted({u.name for u in UNITS.values() if u.is_money})
    expectation = {"anyOf": [{"$ref": "#/$defs/Expectation"}, {"type": "null"}]}
    by_table = {
        "type": "object",
        "properties": {table.name: expectation for table in schema.TABLES},
        "additionalProperties": False,
    }
    listed = {"type": "array", "items": {"enum": [table.name for table in schema.TABLES]}}
    own["expect"] = {
        "anyOf": [listed, by_table],
        "default": {},
        "description": own["expect"]["description"],
        "title": own["expect"]["title"],
    }


def _table(sort: str, fields: list[str]) -> dict[str, Any]:
    """The words of one sort of table: its fields by name, and any header that is not taken."""
    return {
        "type": "object",
        "description": f"Words of tables of {sort}" if sort != STATEMENT else "Columns of financial tables not taken",
        "properties": {
            "needs": {"type": "array", "items": {"type": "array", "items": {"enum": fields}}},
            "fields": {
                "type": ["object", "null"],
                "properties": {field: {"anyOf": [_WORDS, {"type": "null"}]} for field in fields},
                "additionalProperties": {"type": "null"},
            },
        },
        "additionalProperties": False,
    }


def as_text(name: str) -> str:
    """The schema file, as it is published."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write the schemas into the folder."""
    for name in FILES:
        (folder / name).write_text(as_text(name), encoding="utf-8")


if __name__ == "__main__":
    write()
