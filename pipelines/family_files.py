"""Family files as they are read: YAML to a checked model, every mistake told with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from pipelines import schema
from pipelines.family_model import Family, Lexicon, Model, Words
from pipelines.patterns import is_pattern, parse_pattern
from pipelines.values.units import parse_unit

STATEMENT = "statement"
"""The sort of a financial table; it has columns to decline and none to name."""

Place = tuple[int | str, ...]
"""Keys and positions that lead to a value of a file."""
AnyModel = TypeVar("AnyModel", bound=Model)
QUICK: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where there is one: it takes a tenth of the time and knows lines as well."""


class FamilyError(ValueError):
    """A family file that is not as it must be; the message names file and line."""


def load(path: Path, model: type[AnyModel]) -> AnyModel:
    """The file as that model. Raises FamilyError for broken YAML, a key given twice, and what the model refuses."""
    try:
        text = path.read_text(encoding="utf-8")
        node, told = parse(text)
        _check_keys(path, node)
        return model.model_validate(told)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FamilyError(f"{path.name}, line {line}: {error.problem or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise _error(path, first["loc"], first["msg"]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FamilyError(f"{path.name}: {error}") from error


def parse(text: str | bytes) -> tuple[yaml.Node | None, object]:
    """A YAML document as nodes, which know their lines, and as plain values. Raises YAMLError.

    What the loader in C refuses the other one decides: it takes a little more, and says better what is wrong.
    """
    try:
        return _parse(QUICK, text)
    except yaml.YAMLError:
        return _parse(yaml.SafeLoader, text)


def _parse(kind: type[yaml.SafeLoader], text: str | bytes) -> tuple[yaml.Node | None, object]:
    loader = kind(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def check_family(path: Path, family: Family, lexicon: Lexicon) -> None:
    """Raise FamilyError where a family names what there is not: a table, a column, a field, a unit."""
    if family.family != path.stem:
        raise _error(path, ("family",), f"the family is called {family.family!r}, its file {path.stem!r}")
    for place, message in _mistakes(family, lexicon):
        raise _error(path, place, message)


def _mistakes(family: Family, lexicon: Lexicon) -> Iterator[tuple[Place, str]]:
    sorts = {*lexicon.tables, STATEMENT}
    yield from _unknown(("match", "tables"), family.match.tables, sorts, "sort of table")
    yield from _unknown(("tables",), family.tables, sorts, "sort of table")
    for sort, table in family.tables.items():
        known = fields_taken(lexicon, sort)
        for number, needs in enumerate(table.needs):
            yield from _unknown(("tables", sort, "needs", number), needs, known, f"field of {sort}")
        named = {field: words for field, words in table.fields.items() if words is not None}
        yield from _unknown(("tables", sort, "fields"), named, known, f"field of {sort}")
        yield from _doubled(("tables", sort, "fields"), named)
        yield from wrong_patterns(("tables", sort, "fields"), named, lexicon)
        declined = {field: [field] for field, words in table.fields.items() if words is None}
        yield from wrong_patterns(("tables", sort, "fields"), declined, lexicon)
    yield from wrong_patterns(("measures",), family.measures, lexicon)
    for name, labels in (("initiatives", family.labels.initiatives), ("indicators", family.labels.indicators)):
        yield from wrong_patterns(("labels", name), labels, lexicon)
    yield from _unknown(("measures",), family.measures, set(lexicon.measures), "measure")
    yield from _doubled(("measures",), family.measures)
    yield from _unknown(("context",), family.context, set(schema.PROJECTS.column_names), "column of projects")
    unit = family.units.default if family.units is not None else None
    if unit is not None and ((found := parse_unit(unit)) is None or not found.is_money):
        yield ("units", "default"), f"{unit!r} is no unit of money"
    yield from _unknown(("expect",), family.expect, set(schema.BY_NAME), "table")
    for name, expected in family.expect.items():
        columns = set(schema.BY_NAME[name].column_names) if name in schema.BY_NAME else set()
        yield from _unknown(("expect", name, "filled"), expected.filled, columns, f"column of {name}")


def fields_taken(lexicon: Lexicon, sort: str) -> set[str]:
    """The fields of a sort of table that rows are made of."""
    words = lexicon.tables.get(sort)
    return {field for field, wordings in (words.fields if words else {}).items() if wordings is not None}


def wrong_patterns(place: Place, fields: Mapping[str, Words], lexicon: Lexicon) -> Iterator[tuple[Place, str]]:
    """Wordings that are patterns and name parts that the lexicon has not, each with its place."""
    for field, wordings in fields.items():
        for number, wording in enumerate(wordings):
            if not is_pattern(wording):
                continue
            try:
                unknown = parse_pattern(wording).allowed - set(lexicon.parts)
            except ValueError as error:
                yield (*place, field, number), str(error)
            else:
                if unknown:
                    yield (
                        (*place, field, number),
                        f"{wording!r} names parts there are not: {', '.join(sorted(unknown))}",
                    )


def _unknown(
    place: Place, names: Sequence[str] | Mapping[str, object], known: set[str], what: str
) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(names):
        if name not in known:
            at = (*place, name) if isinstance(names, Mapping) else (*place, number)
            yield at, f"{name!r} is no {what}: {', '.join(sorted(known)) or 'there is none'}"


def _doubled(place: Place, fields: Mapping[str, Words]) -> Iterator[tuple[Place, str]]:
    """One wording that is to mean two things."""
    seen: dict[str, str] = {}
    for field, wordings in fields.items():
        for number, wording in enumerate(wordings):
            if (other := seen.setdefault(wording.casefold(), field)) != field:
                yield (*place, field, number), f"{wording!r} already means {other}"


def _error(path: Path, place: Sequence[int | str], message: str) -> FamilyError:
    name = ".".join(str(part) for part in place)
    return FamilyError(f"{path.name}, line {_line_of(path, place)}: {name}: {message}")


def _check_keys(path: Path, node: yaml.Node | None) -> None:
    """Raise FamilyError for a key that is given twice: YAML would drop the first without a word."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise FamilyError(f"{path.name}, line {key.start_mark.line + 1}: {key.value} is given twice")
            seen.add(key.value)
            _check_keys(path, value)


def _line_of(path: Path, place: Sequence[int | str]) -> int:
    """The line of a place in a YAML file, or of the innermost thing around it that is there; from 1."""
    (node, _), line = parse(path.read_text(encoding="utf-8")), 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode):
            # a list that stands for a mapping is asked for by name
            named = (number for number, one in enumerate(node.value) if one.value == part)
            number = part if isinstance(part, int) else next(named, len(node.value))
            if number < len(node.value):
                node = node.value[number]
                line = node.start_mark.line + 1
    return line
