"""Family files: what a mistake in one says, how one is found, which family a report is taken to be of."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from unit.records.reading import heading, paragraph, reading, table, title

from pipelines import family as module
from pipelines import family_schema, schema
from pipelines.family import FamilyError, declined_of, families, fields_of, shared_lexicon
from pipelines.reading.model import Item, Reading
from pipelines.reading.report import read_report
from pipelines.records.interpret import Interpretation, interpret

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "raw"
OF_SAMPLE = {
    "boras-creative-innovation-projekt": "project_sheet",
    "boras-naringsliv-verksamhet-2023": "municipal_activity_report",
    "mojligheternas-region-slutredovisning-2018": "regional_fund_report",
    "tillvaxtverket-smart-industri-slutredovisning-2019": "agency_report",
    "vgr-delregionala-projekt-2020": "regional_project_list",
}
MARGIN = 2.0
"""Points that the right family is ahead of the next."""
CACHED = (
    families,
    shared_lexicon,
    fields_of,
    declined_of,
    module.needs_of,
    module.measures_of,
    module.labels_of,
    module.declaration_hash,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of family files of the test's own, at first a copy of the real ones."""
    copy = tmp_path / "families"
    shutil.copytree(module.FOLDER, copy)
    monkeypatch.setattr(module, "FOLDER", copy)
    for function in CACHED:
        function.cache_clear()
    yield copy
    for function in CACHED:
        function.cache_clear()


# --- files ----------------------------------------------------------------------------------------------------------


def test_the_families_of_the_data_model_keep_their_names() -> None:
    assert set(families()) >= {
        "municipal_activity_report",
        "regional_project_list",
        "agency_report",
        "regional_fund_report",
        "project_sheet",
    }


@pytest.mark.parametrize("name", sorted(families()))
def test_a_family_names_only_what_there_is(name: str) -> None:
    family = families()[name]
    sorts = {*shared_lexicon().tables, "statement"}
    assert set(family.match.tables) <= sorts
    assert set(family.tables) <= set(shared_lexicon().tables)
    assert set(family.expect) <= {table.name for table in schema.TABLES}
    assert set(family.context) <= set(schema.PROJECTS.column_names)


def test_no_word_of_the_lexicon_means_two_fields_of_one_table() -> None:
    for sort, words in shared_lexicon().tables.items():
        seen: dict[str, str] = {}
        for field, wordings in words.fields.items():
            for wording in wordings or [field]:
                assert seen.setdefault(wording.casefold(), field) == field, f"{sort}: {wording}"


@pytest.mark.parametrize("path", sorted(module.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_knows_no_place_on_a_page(path: Path) -> None:
    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield str(key)
                yield from keys(inner)

    assert not {"page", "pages", "x", "y", "x0", "top", "bbox", "coordinates"} & set(
        keys(yaml.safe_load(path.read_text(encoding="utf-8")))
    )


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("family: new\ntitle: Ny\nmatch: {titles: [a]}\nmention: true\n", 4, "mention"),
        ("family: new\ntitle: Ny\nmatch:\n  titles: [a]\n  heading: [b]\n", 5, "heading"),
        ("family: new\ntitle: Ny\nmatch: {titles: [a]}\none_project: perhaps\n", 4, "one_project"),
        ("family: new\ntitle: Ny\nmatch:\n  titles: 3\n", 4, "titles"),
        ("family: new\ntitle: Ny\nmatch: {}\nheading_projects:\n  - under: [a]\n", 5, "kind"),
        ("family: new\nmatch: {}\n", 1, "title"),
        ("family: new\ntitle: Ny\nmatch:\n  tables:\n    - project\n", 5, "project"),
        ("family: new\ntitle: Ny\nmatch: {}\ntables:\n  projets: {}\n", 5, "projets"),
        ("family: new\ntitle: Ny\nmatch: {}\ntables:\n  projects:\n    fields:\n      grant: [stöd]\n", 7, "grant"),
        ("family: new\ntitle: Ny\nmatch: {}\ntables:\n  projects:\n    needs:\n      - [name, cost]\n", 7, "cost"),
        (
            "family: new\ntitle: Ny\nmatch: {}\ntables:\n  projects:\n    fields:\n      name: [post]\n"
            "      owner:\n        - part\n        - Post\n",
            10,
            "already means name",
        ),
        ("family: new\ntitle: Ny\nmatch: {}\nmeasures:\n  result: [utfall]\n", 5, "result"),
        ("family: new\ntitle: Ny\nmatch: {}\ncontext:\n  - theme\n  - area\n", 6, "area"),
        ("family: new\ntitle: Ny\nmatch: {}\nunits:\n  default: st\n", 5, "no unit of money"),
        ("family: new\ntitle: Ny\nmatch: {}\nunits:\n  places: [margin]\n", 5, "places"),
        ("family: new\ntitle: Ny\nmatch: {}\nexpect:\n  - projects\n  - budget\n", 6, "budget"),
        ("family: new\ntitle: Ny\nmatch: {}\nexpect:\n  projects:\n    filled: {grant: 0.5}\n", 6, "grant"),
        ("family: new\ntitle: Ny\nmatch: {}\nexpect:\n  projects:\n    filled:\n      owner: 2\n", 7, "owner"),
        ("family: new\ntitle: Ny\nmatch: {}\npersonal:\n  contact_person: hide\n", 5, "contact_person"),
        ("family: new\ntitle: Ny\nmatch: {}\ntables:\n  projects:\n    fields:\n      name: 3\n", 7, "name"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(folder: Path, text: str, line: int, word: str) -> None:
    write(folder, "new", text)
    with pytest.raises(FamilyError, match=rf"^new\.yaml, line {line}: .*{word}"):
        families()


def test_a_key_given_twice_is_told(folder: Path) -> None:
    write(folder, "new", "family: new\ntitle: Ny\nmatch:\n  titles: [a]\n  labels: [b]\n  titles: [c]\n")
    with pytest.raises(FamilyError, match=r"^new\.yaml, line 6: titles is given twice"):
        families()


@pytest.mark.parametrize("text", ["family: [new\n", "family: new\n title: x\n", "\tfamily: new\n", "- a\n- b\n", ""])
def test_broken_yaml_is_told_with_its_file(folder: Path, text: str) -> None:
    write(folder, "new", text)
    with pytest.raises(FamilyError, match=r"^new\.yaml, line \d+: "):
        families()


def test_a_file_must_be_named_as_its_family(folder: Path) -> None:
    write(folder, "new", "family: old\ntitle: Ny\nmatch: {}\n")
    with pytest.raises(FamilyError, match=r"new\.yaml.*'old'"):
        families()


def test_a_mistake_in_the_shared_lexicon_is_told(folder: Path) -> None:
    path = folder / "_base.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nmore: [a]\n", encoding="utf-8")
    with pytest.raises(FamilyError, match=r"^_base\.yaml, line \d+: more"):
        shared_lexicon()


def test_a_word_declared_null_is_looked_at_and_not_taken(folder: Path) -> None:
    write(
        folder,
        "new",
        "family: new\ntitle: Ny\nmatch: {tables: [projects]}\n"
        "tables:\n  projects:\n    fields:\n      Löpnummer: null\n      owner: [ansvarig part]\n",
    )
    assert "Löpnummer" in declined_of("projects", "new")
    assert "Löpnummer" not in declined_of("projects", None)
    assert fields_of("projects", "new")["owner"][0] == "ansvarig part"
    assert "projektägare" in fields_of("projects", "new")["owner"]


def test_a_family_may_decline_what_the_shared_lexicon_takes(folder: Path) -> None:
    write(
        folder,
        "new",
        "family: new\ntitle: Ny\nmatch: {}\ntables:\n  projects:\n    fields:\n      cofinancing_sek: null\n",
    )
    assert "cofinancing_sek" in declined_of("projects", "new")


TRIALS = """\
family: sea_trials
title: Register över sjöprov
match:
  titles: [register of sea trials, register över sjöprov]
  tables: [projects]
tables:
  projects:
    fields:
      name: [trial]
      owner: [skipper]
      total_cost_sek: [whole expense]
      granted_sek: [harbour money]
      Category: null
context: [theme]
project_kind: trial
expect: [projects]
"""


def trials() -> Interpretation:
    return interpret(
        reading(
            title("Register of sea trials 2023"),
            heading("North sea"),
            table(
                "Trial | Skipper | Whole expense | Harbour money | Category",
                "Bridge | Berg AB | 900 000 | 450 000 | 61",
                "Summa | | 900 000 | 450 000 |",
            ),
        )
    )


def test_a_new_family_is_one_file(folder: Path) -> None:
    before = trials()
    assert before.family is None
    for function in CACHED:
        function.cache_clear()
    write(folder, "sea_trials", TRIALS)
    found = trials()
    assert found.family == "sea_trials"
    (row,) = found.facts.rows("projects")
    assert (row["kind"], row["name"], row["owner"], row["theme"]) == (
        "trial",
        "Bridge",
        "Berg AB",
        "North sea",
    )
    assert (row["total_cost_sek"], row["granted_sek"]) == (900_000, 450_000)
    assert (found.numbers.total, found.numbers.used, found.numbers.declined) == (5, 4, 1)
    assert found.facts.rows("findings") == []


def test_a_report_without_the_rows_of_its_family_is_told_of(folder: Path) -> None:
    write(
        folder,
        "new",
        "family: new\ntitle: Ny\nmatch: {titles: [fiskeplan], headings: [fisket]}\nexpect: [activities, sections]\n",
    )
    found = interpret(reading(title("Fiskeplan 2024"), heading("Fisket", level=1), paragraph("Det går bra.")))
    missing = [row["subject"] for row in found.facts.rows("findings") if row["rule"] == "expected_rows_missing"]
    assert (found.family, missing) == ("new", ["activities"])


def test_a_changed_file_changes_its_hash_and_no_other(folder: Path) -> None:
    before = {name: module.declaration_hash(name) for name in (*families(), None)}
    module.declaration_hash.cache_clear()
    path = folder / "agency_report.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    changed = {name for name in before if module.declaration_hash(name) != before[name]}
    assert changed == {"agency_report", None}


# --- what a family says of its reports ------------------------------------------------------------------------------


HEAD = "family: new\ntitle: Ny\nmatch: {titles: [fiskeplan], tables: [projects, statement]}\n"


def of_new(folder: Path, text: str, *items: Item) -> Interpretation:
    """What a report of a family with these lines gives."""
    write(folder, "new", HEAD + text)
    found = interpret(reading(title("Fiskeplan 2024"), *items))
    assert found.family == "new"
    return found


def told(found: Interpretation, rule: str) -> list[tuple[str, str]]:
    rows = [row for row in found.facts.rows("findings") if row["rule"] == rule]
    return [(row["severity"], row["subject"]) for row in rows]


LIST = ("Projekt | Projektägare | Beviljat belopp | Kontaktperson", "Bron | Berg AB | 100 | Maja Ek", "Ån | | 200 |")


def test_fewer_rows_than_expected_are_told(folder: Path) -> None:
    found = of_new(folder, "expect: {projects: {min: 3}, budgets:}\n", table(*LIST))
    assert told(found, "expected_rows_missing") == [("warning", "projects")]


def test_a_column_less_filled_than_expected_is_told(folder: Path) -> None:
    found = of_new(folder, "expect:\n  projects:\n    filled: {owner: 0.9, granted_sek: 1.0}\n", table(*LIST))
    assert told(found, "expected_values_missing") == [("warning", "projects.owner")]


def test_a_list_without_the_total_that_is_expected_is_told(folder: Path) -> None:
    text = "expect: {projects: {totals: true}}\n"
    assert told(of_new(folder, text, table(*LIST, title="Fisket")), "expected_total_missing") == [("info", "Fisket")]
    for function in CACHED:
        function.cache_clear()
    summed = of_new(folder, text, table(*LIST, "Summa | | 300 |", title="Fisket"))
    assert told(summed, "expected_total_missing") == []
    assert told(summed, "total_mismatch") == []


def test_a_total_that_does_not_add_up_is_told(folder: Path) -> None:
    text = "expect: {projects: {totals: true}}\n"
    found = of_new(folder, text, table(*LIST, "Summa | | 350 |", title="Fisket"))
    assert [severity for severity, _ in told(found, "total_mismatch")] == ["error"]


def test_names_of_people_are_left_out_where_the_family_says_so(folder: Path) -> None:
    kept = of_new(folder, "personal: {contact_person: keep}\n", table(*LIST))
    assert [row.get("contact_person") for row in kept.facts.rows("projects")] == ["Maja Ek", None]
    for function in CACHED:
        function.cache_clear()
    dropped = of_new(folder, "personal: {contact_person: drop}\n", table(*LIST))
    assert [row.get("contact_person") for row in dropped.facts.rows("projects")] == [None, None]
    assert not any("Maja" in row["source_text"] for row in dropped.facts.rows("projects"))


def test_an_unknown_column_of_a_known_table_is_told_and_stops_nothing(folder: Path) -> None:
    rows = ("Projekt | Sökande | Beviljat belopp | Vattenstånd", "Bron | Berg AB | 100 | 4,5", "Ån | Ek AB | 200 | 7")
    found = of_new(folder, "", table(*rows))
    assert len(found.facts.rows("projects")) == 2
    assert told(found, "unknown_column") == [("info", "Vattenstånd")]
    assert (found.numbers.total, found.numbers.used, found.numbers.declined) == (4, 2, 0)
    for function in CACHED:
        function.cache_clear()
    declined = of_new(folder, "tables: {projects: {fields: {Vattenstånd: null}}}\n", table(*rows))
    assert told(declined, "unknown_column") == []
    assert told(declined, "unread_number") == []
    assert (declined.numbers.total, declined.numbers.used, declined.numbers.declined) == (4, 2, 2)


def test_a_column_of_a_statement_may_be_declined_too(folder: Path) -> None:
    rows = ("Post | Not | Budget | Utfall | Djup", "Nät | 3 | 10 | 12 | 4", "Krok | 4 | 20 | 18 | 5")
    text = "tables: {statement: {fields: {Djup: null}}}\n"
    found = of_new(folder, text, table(*rows, title="Redskap, tkr"))
    lines = [(row["line_item"], row["measure"], row["value"]) for row in found.facts.rows("budgets")]
    assert lines == [("Nät", "budget", 10), ("Nät", "outcome", 12), ("Krok", "budget", 20), ("Krok", "outcome", 18)]
    assert (found.numbers.total, found.numbers.used, found.numbers.declined) == (8, 4, 4)


def test_words_of_a_family_say_what_a_column_measures(folder: Path) -> None:
    found = of_new(
        folder, "measures: {deviation: [återstår]}\n", table("Post | Återstår", "Nät | 10", title="Redskap, tkr")
    )
    assert [row["measure"] for row in found.facts.rows("budgets")] == ["deviation"]


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [("", "kr", 100), ("units: {default: tkr}\n", "tkr", 100_000), ("units: {default: null}\n", None, None)],
)
def test_a_family_says_the_unit_of_amounts_that_print_none(
    folder: Path, text: str, unit: str | None, amount: int | None
) -> None:
    found = of_new(folder, text, table("Projekt | Sökande | Beviljat belopp", "Bron | Berg AB | 100"))
    assert [(row["value"], row["unit"], row["amount_sek"]) for row in found.facts.rows("budgets")] == [
        (100, unit, amount)
    ]


def test_a_unit_is_looked_for_only_where_the_family_says_that_it_stands(folder: Path) -> None:
    rows = ("Projekt | Sökande | Beviljat belopp (mkr)", "Bron | Berg AB | 100")
    found = of_new(folder, "units: {places: [caption], default: kr}\n", table(*rows, title="Stöd, tkr"))
    assert [row["unit"] for row in found.facts.rows("budgets")] == ["tkr"]


# --- the published schemas ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", family_schema.FILES)
def test_the_published_schema_is_that_of_the_model(name: str) -> None:
    text = (module.FOLDER / name).read_text(encoding="utf-8")
    assert text == family_schema.as_text(name), "run python -m pipelines.family_schema"


@pytest.mark.parametrize("path", sorted(module.FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_names_its_schema_and_is_as_it_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named is not None
    jsonschema.validate(yaml.safe_load(text), json.loads((path.parent / named[1]).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "family: a\ntitle: A\nmatch: {}\nmention: true\n",
        "family: a\ntitle: A\nmatch: {tables: [project]}\n",
        "family: a\ntitle: A\nmatch: {}\ntables: {projects: {fields: {grant: [stöd]}}}\n",
        "family: a\ntitle: A\nmatch: {}\nexpect: [project]\n",
        "family: a\ntitle: A\nmatch: {}\ncontext: [area]\n",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(folder: Path, text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), family_schema.schema_of("family.schema.json"))
    write(folder, "a", text)
    with pytest.raises(FamilyError):
        families()


# --- recognition ----------------------------------------------------------------------------------------------------


@cache
def sample(name: str) -> Reading:
    return read_report(SAMPLES / f"{name}.pdf")


@pytest.mark.parametrize(("name", "family"), OF_SAMPLE.items())
def test_a_sample_is_of_its_family_by_a_clear_margin(name: str, family: str) -> None:
    found = interpret(sample(name))
    assert found.family == family
    first, second = found.likenesses[:2]
    assert first.points - second.points >= MARGIN, (first, second)
    assert first.signs


@pytest.mark.parametrize(("name", "family"), OF_SAMPLE.items())
def test_a_report_without_its_cover_and_properties_is_no_other_family(name: str, family: str) -> None:
    whole = sample(name)
    items: list[Item] = [one for one in whole.items if not getattr(one, "is_title", False)]
    found = interpret(reading(*items))
    assert found.family in (family, None)


@pytest.mark.parametrize(
    "items",
    [
        [],
        [paragraph("Det var en gång en kung som bodde i ett slott vid havet.")],
        [title("Sagor"), heading("Bakgrund"), paragraph("Det var en gång."), heading("Mål"), paragraph("Slut.")],
        [title("Protokoll"), heading("Sammanfattning"), paragraph("Dnr: 12/34"), table("Namn | Ort", "Maja | Berg")],
        [title("Årsredovisning"), table("Post | Budget | Utfall", "Personal | 1 | 2", title="Drift, tkr")],
        [title("Föreskrifter"), heading("1 kap."), heading("Aktiviteter"), paragraph("Syfte: skydd.")],
    ],
)
def test_other_texts_are_of_no_family(items: list[Item]) -> None:
    assert interpret(reading(*items)).family is None


@pytest.mark.parametrize(
    ("family", "make"),
    [
        ("municipal_activity_report", lambda: [title("Uppföljning av verksamhetsplan 2024"), heading("1 Näringsliv"),
            paragraph("Syfte: A."), paragraph("Mål: B."),
            table("Åtgärd | Tidplan | Ansvarig", "Rita | 2024 | Maja")]),
        ("municipal_activity_report", lambda: [title("Årsrapport 2024 Kultur och fritid"), heading("Aktiviteter"),
            heading("Nyckeltal"), table("Aktivitet | Status | Ansvarig", "Rita | Klart | Maja")]),
        ("regional_project_list", lambda: [title("Beviljade projekt våren 2024"),
            table("Sökande | Projektnamn | Beviljat belopp", "Berg | Bron | 100 000")]),
        ("regional_project_list", lambda: [title("Projektlista 2024"), heading("Region Norr"),
            table("Stödmottagare | Insats | Beviljat stöd (tkr)", "Berg | Bron | 100")]),
        ("agency_report", lambda: [title("Återrapportering av uppdrag att främja digitalisering"),
            heading("1 Bakgrund"), heading("2 Genomförande"), heading("3 Slutsatser"), paragraph("Dnr: 2024/12")]),
        ("regional_fund_report", lambda: [title("Slutrapport ERUF"), heading("Indikatorer"),
            heading("Sammanfattning av projektet"), paragraph("Mål: 3"), paragraph("Resultat: 4"),
            table("Indikator | Mål | Utfall", "Företag | 3 | 4")]),
        ("project_sheet", lambda: [title("Bron till Åland"), paragraph("Projektägare: Berg"),
            paragraph("Beviljat bidrag: 3 kr"), paragraph("Projekttid: 2024"), heading("Syfte"), heading("Bakgrund")]),
    ],
)  # fmt: skip
def test_reports_of_others_are_of_their_family(family: str, make: Callable[[], list[Item]]) -> None:
    found = interpret(reading(*make()))
    assert found.family == family, [(one.family, one.points, one.signs) for one in found.likenesses[:3]]
