"""The first draft of a family file, from one report: what was seen in it, for a person to go through.

The draft is valid as it stands, and by its title and tables the report is of its family. What is sure is written, what
is known already stands in a comment, and so does what only a person can decide: a header that no word is known for.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.family import declined_of, fields_of, measures_of, shared_lexicon
from pipelines.lexicon import ACCEPTED, CERTAIN, INFLECTED, Match, parse_header, resolve
from pipelines.reading.model import Heading, ListItem, Paragraph, Reading, Table
from pipelines.records.labelled import split_label
from pipelines.records.role import Role, body_column
from pipelines.records.roles import role_of
from pipelines.records.statements import Statement, statement_of
from pipelines.values.units import unit_of_caption

MOST_HEADINGS, MOST_LABELS, EXAMPLE, NAME_WORDS = 8, 8, 40, 5
LONGEST_LABEL = 4
FEWEST_LABELLED = 2
"""Times a label must be printed, for it to belong to the form of the report rather than to its text."""

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\b")
_TRIM = " \t\n.,:;*–-"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A header with what it was taken for."""

    words: str
    match: Match | None
    example: str
    count: int


def draft(reading: Reading, title: str | None, file_name: str) -> str:
    """A family file for reports like this one; `title` is the report's own."""
    phrases = _phrases(title)
    name = _name(phrases[0] if phrases else file_name.rpartition(".")[0])
    by_sort, statements, others = _tables(reading)
    lines = [
        "# yaml-language-server: $schema=family.schema.json",
        f"# Drafted from {file_name}. Go through every line, then save as pipelines/families/{name}.yaml.",
        f"family: {name}",
        f"title: {_quoted(_general(title) or file_name)}  # what such reports are, in general words",
        *_match(reading, phrases, by_sort, bool(statements)),
        *_words(by_sort, others),
        *_measures(statements),
        *_units(reading, statements),
        *_expectations(by_sort, statements, reading),
        "# personal: {contact_person: drop, responsible: drop}  # leaves names of people out of the facts",
    ]
    return "\n".join(lines) + "\n"


# --- recognition ----------------------------------------------------------------------------------------------------


def _match(reading: Reading, phrases: Sequence[str], by_sort: dict[str, list[_Seen]], has_statement: bool) -> list[str]:
    sorts = [*by_sort, *(["statement"] if has_statement else [])]
    return [
        "match:",
        f"  titles: {_list(phrases)}  # keep what every such report says, leave out what is this one's own",
        f"  headings: {_list(_headings(reading))}",
        f"  labels: {_list(_labels(reading))}",
        f"  tables: {_list(sorts)}",
    ]


def _phrases(title: str | None) -> list[str]:
    """Parts of the title without years, the longest first."""
    parts = re.split(r"\s*(?:[,:|·]|\s[-–—]\s)\s*", _YEAR.sub(" ", title or ""))
    folded = {" ".join(part.split()).strip(_TRIM).casefold() for part in parts}
    return sorted((part for part in folded if len(part) >= 4), key=lambda part: (-len(part), part))[:4]


def _general(title: str | None) -> str:
    """The title without its years."""
    return " ".join(_YEAR.sub(" ", title or "").split()).strip(_TRIM)


def _headings(reading: Reading) -> list[str]:
    """Headings of the two outermost levels that hold no year or number, short ones first printed."""
    titles = [
        item.title.casefold().strip(_TRIM)
        for item in reading.items
        if isinstance(item, Heading) and (item.level or 9) <= 2 and not re.search(r"\d", item.title)
    ]
    return [text for text in dict.fromkeys(titles) if 0 < len(text.split()) <= 5][:MOST_HEADINGS]


def _labels(reading: Reading) -> list[str]:
    """Labels before a colon that are printed more than once."""
    found: dict[str, int] = {}
    for item in reading.items:
        parts = split_label(item.text) if isinstance(item, Paragraph | ListItem) else None
        if parts is not None and len(parts[0].split()) <= LONGEST_LABEL:
            label = parts[0].casefold()
            found[label] = found.get(label, 0) + 1
    return [label for label, count in found.items() if count >= FEWEST_LABELLED][:MOST_LABELS]


def _name(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = [word for word in re.findall(r"[a-z]+", flat) if len(word) > 1 or word == "i"]
    return "_".join(words[:NAME_WORDS]) or "new_family"


# --- tables ---------------------------------------------------------------------------------------------------------


def _tables(reading: Reading) -> tuple[dict[str, list[_Seen]], list[Statement], list[list[_Seen]]]:
    """Headers by sort of table, the financial tables, and the headers of tables that are of no known sort."""
    by_sort: dict[str, list[_Seen]] = {}
    statements: list[Statement] = []
    others: list[list[_Seen]] = []
    for table in reading.tables:
        role = role_of(table, None)
        sort = role.sort if role is not None else _likely_sort(table)
        if sort is None and (statement := statement_of(table)) is not None:
            statements.append(statement)
            continue
        seen = list(_seen(table, sort, role))
        if sort is None:
            others.append(seen)
        else:
            known = {one.words for one in by_sort.setdefault(sort, [])}
            by_sort[sort] += [one for one in seen if one.words not in known]
    return by_sort, statements, others


def _likely_sort(table: Table) -> str | None:
    """The sort that a table is of if its headers mean what they seem to."""
    headers = [path[-1] for path in table.header_paths() if path]
    for sort, words in shared_lexicon().tables.items():
        fields = {match.field for text in headers if (match := resolve(text, fields_of(sort, None))) is not None}
        if any(fields.issuperset(needs) for needs in words.needs) and 2 * len(fields) >= len(headers):
            return sort
    return None


def _seen(table: Table, sort: str | None, role: Role | None) -> Iterator[_Seen]:
    header_rows = role.header_rows if role is not None else table.header_rows
    refused = set(role.unknown) if role is not None else set()
    for place, path in enumerate(table.header_paths(header_rows)):
        if not path:
            continue
        synonyms = fields_of(sort, None) if sort is not None else {}
        texts = dict.fromkeys((path[-1], " ".join(path), path[0]))
        matches = [match for text in texts if (match := resolve(text, synonyms)) is not None]
        values = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
        example = values[0] if values else ""
        match = None if place in refused else next(iter(matches), None)
        yield _Seen(_header_words(path[-1]), match, example, len(values))


def _header_words(text: str) -> str:
    """A header as a family file spells it: small, without year, unit and footnote marks."""
    bare = unit_of_caption(_YEAR.sub(" ", text))[1]
    return " ".join(re.sub(r"[*†‡]+", " ", bare).split()).strip(_TRIM).casefold()


def _words(by_sort: dict[str, list[_Seen]], others: list[list[_Seen]]) -> list[str]:
    lines = ["tables:"] if by_sort else []
    for sort, seen in by_sort.items():
        lines += [f"  {sort}:", "    fields:"]
        declined = declined_of(sort, None)
        named: dict[str, list[_Seen]] = {}
        for one in seen:
            if one.match is not None and one.match.score < INFLECTED and one.match.field not in declined and one.words:
                named.setdefault(one.match.field, []).append(one)
        for field, headers in named.items():
            least = min(one.match.score for one in headers if one.match is not None)
            words = _list(sorted({one.words for one in headers}))
            lines.append(f"      {field}: {words}  # likely ({least:.0f} of {CERTAIN:.0f}): {_example(headers[0])}")
        for one in seen:
            if one.match is not None and one.match.field in declined:
                lines.append(f"      # {_quoted(one.words)} is declined already: {_example(one)}")
            elif one.match is not None and one.match.score >= INFLECTED:
                lines.append(f"      # {one.match.field}: {_quoted(one.words)} is known already: {_example(one)}")
            elif one.match is None and one.words:
                lines.append(
                    f"      # {_quoted(one.words)}: null  # to decide, not taken or a field's: {_example(one)}"
                )
    for headers in others:
        words = " | ".join(one.words for one in headers if one.words)
        if words:
            lines.append(f"# a table of no known sort: {words}")
    return lines


def _example(one: _Seen) -> str:
    value = one.example if len(one.example) <= EXAMPLE else f"{one.example[: EXAMPLE - 1]}…"
    return f"“{' '.join(value.split())}”, {one.count} in all" if value else "empty"


def _measures(statements: Sequence[Statement]) -> list[str]:
    measures = measures_of(None)
    columns = {column.name: column for one in statements for column in one.columns if column.name}
    lines = []
    for name, column in columns.items():
        words = _header_words(name)
        if not words or parse_header(name).words == () or column.counts:
            continue
        match = resolve(words, measures)
        if match is None:
            lines.append(f"# to decide: {_quoted(words)} in a financial table: words of {', '.join(measures)}?")
        elif ACCEPTED <= match.score < INFLECTED:
            lines.append(f"# {match.field}: {_quoted(words)} is taken for it ({match.score:.0f} of {CERTAIN:.0f})")
    return ["# measures:", *sorted(set(lines))] if lines else []


def _units(reading: Reading, statements: Sequence[Statement]) -> list[str]:
    """The units of money that headers and captions state."""
    found: dict[str, str] = {}
    for table in reading.tables:
        texts = [(text, "header") for path in table.header_paths() for text in path]
        for text, place in (*texts, (table.title or "", "caption")):
            unit = unit_of_caption(text)[0]
            if unit is not None and unit.is_money:
                found.setdefault(unit.name, place)
    for one in statements:
        if one.unit is not None and one.unit.is_money:
            found.setdefault(one.unit.name, "text")
    if not found:
        return ["# units: {default: null}  # no unit of money is printed in or over the tables"]
    stated = ", ".join(f"{unit} in a {place}" for unit, place in found.items())
    return [f"# units: {{default: null}}  # seen: {stated}; default is for amounts that print none"]


def _expectations(by_sort: dict[str, list[_Seen]], statements: Sequence[Statement], reading: Reading) -> list[str]:
    tables = [sort for sort in by_sort if sort in ("projects", "activities", "indicators")]
    if statements or "projects" in by_sort:
        tables.append("budgets")
    if any(isinstance(item, Heading) for item in reading.items):
        tables.append("sections")
    return [f"expect: {_list(tables)}"]


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """A text as YAML takes it: plain where it is plain words, else in double quotes."""
    plain = re.fullmatch(r"[^\W\d_][\w åäöÅÄÖéÉ/.()-]*", text) is not None
    reserved = text.casefold() in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
    return text if plain and not reserved and text == text.strip() else json.dumps(text, ensure_ascii=False)
