"""Labels and values however they are set: in a line, over each other, in cells, in two languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.family import fields_of
from pipelines.reading.model import Item, Line, Style, Word
from pipelines.reading.words import make_line
from pipelines.records.interpret import Interpretation, interpret
from pipelines.records.label_marks import field_of, values_in

WORDS = fields_of("projects", "project_sheet")
LABELS = {
    "owner": ["Projektägare", "Sökande", "Project owner"],
    "granted_sek": ["Beviljat belopp", "Granted amount"],
    "period": ["Projektperiod", "Löptid"],
    "contact_person": ["Kontaktperson", "Kontakt"],
    "subregion": ["Delregion", "Region"],
}
values = st.lists(
    st.sampled_from(["Borås", "stad", "450", "kr", "Eva", "Ek", "AB", "2020"]), min_size=1, max_size=6
).filter(lambda words: set(words) != {"kr"})  # a unit alone is no value, and may belong to the label below
facts = st.lists(st.sampled_from(sorted(LABELS)), min_size=1, max_size=5, unique=True).flatmap(
    lambda fields: st.tuples(
        *(st.tuples(st.just(name), st.sampled_from(LABELS[name]), values.map(" ".join)) for name in fields)
    )
)


def lines_of(*texts: str) -> list[Line]:
    return paragraph("\n".join(texts)).lines


def set_apart(*parts: tuple[str, bool, float]) -> Line:
    """One line: words with whether they are bold, and the gap before each part in points."""
    words, x = [], 40.0
    for text, bold, gap in parts:
        x += gap
        for word in text.split():
            style = Style(10, bold, False, 0, "Arial")
            words.append(Word(word, words_box(x, word), 100, style))
            x += 5 * len(word) + 3
    return make_line(words)


def words_box(x: float, word: str) -> Any:
    return paragraph(word).lines[0].words[0].box._replace(x0=x, x1=x + 5 * len(word), top=90, bottom=102)


@example([("granted_sek", "Beviljat belopp", "kr 2020"), ("owner", "Projektägare", "Borås")], "{}: {}")
@given(facts, st.sampled_from(["{}: {}", "{} – {}", "{} ........ {}", "{}: {};"]))
def test_every_label_of_a_line_each_is_found(found: list[tuple[str, str, str]], form: str) -> None:
    lines = lines_of(*(form.format(label, value) for _, label, value in found))
    assert values_in(lines, WORDS) == [(name, label, value) for name, label, value in found]


@given(facts)
def test_every_label_of_one_text_is_found_wherever_its_lines_break(found: list[tuple[str, str, str]]) -> None:
    words = "; ".join(f"{label}: {value}" for _, label, value in found).split()
    lines = lines_of(*(" ".join(words[start : start + 5]) for start in range(0, len(words), 5)))
    assert values_in(lines, WORDS) == [(name, label, value) for name, label, value in found]


@given(facts)
def test_a_label_may_differ_by_its_look_or_stand_apart_alone(found: list[tuple[str, str, str]]) -> None:
    bold = [set_apart((label, True, 0), (value, False, 0)) for _, label, value in found]
    apart = [set_apart(*(part for _, label, value in found for part in ((label, False, 40), (value, False, 40))))]
    assert values_in(bold, WORDS) == values_in(apart, WORDS) == list(found)


@pytest.mark.parametrize(
    "text",
    [
        "Projektet pågår till 2023.",
        "Vi har beviljat belopp – stora som små – till många.",
        "Målen är tre: fler möten, fler företag och bättre vägar.",
        "Budgeten visar: Projektägare är Borås.",
    ],
)
def test_running_text_has_no_labels(text: str) -> None:
    assert values_in(lines_of(text), WORDS) == []


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Projektägare / Project owner", "owner"),
        ("BEVILJAT BELOPP / GRANTED AMOUNT", "granted_sek"),
        ("Namn / Project name", "name"),
        ("Kontaktpers.", "contact_person"),
        ("Proj.", "name"),
        ("Tot. kostn.", "total_cost_sek"),
        ("Beviljat belopp / Total kostnad", None),
        ("Projekttid: maj 2020", None),
        ("Vårt mål / Syfte och annat", None),
    ],
)
def test_labels_in_two_languages_and_cut_short(label: str, field: str | None) -> None:
    assert field_of(label, WORDS) == field


def sheet(*items: Item) -> Interpretation:
    found = interpret(reading(title("Bron till Åland"), *items, metadata={"Title": "Projektblad"}))
    assert found.family == "project_sheet"
    return found


def project(*items: Item) -> dict[str, Any]:
    (row,) = sheet(*items).facts.rows("projects")
    return row


TAIL = (heading("Syfte", 2), paragraph("En bro."), heading("Bakgrund", 2), paragraph("Förr."))


def right(row: dict[str, Any]) -> bool:
    given = (row["owner"], row["granted_sek"], row["period_start"], row["contact_person"], row["description"])
    return given == ("Bergs kommun", 400_000, date(2020, 1, 1), "Maja Ek", "En bro.")


def test_labels_over_values_in_tables_of_one_row() -> None:
    tables = (
        table("Projekt | Projektägare | Beviljat bidrag", "Bron till Åland | Bergs kommun | 400 000 kr"),
        table("Projektperiod | Kontaktperson", "2020-2022 | Maja Ek, 070-123 45 67"),
    )
    found = sheet(*tables, *TAIL)
    (row,) = found.facts.rows("projects")
    assert right(row)
    assert found.numbers.used == found.numbers.total
    assert [one["kind"] for one in found.facts.rows("budgets")] == ["project"]


def test_cells_that_hold_label_and_value() -> None:
    grid = table(
        "Projektägare: Bergs kommun | Beviljat bidrag: 400 000 kr", "Löptid: 2020–2022 | Kontakt: Maja Ek", header=0
    )
    assert right(project(grid, *TAIL))


def test_rows_that_ran_together_are_read_line_by_line() -> None:
    grid = table(
        "Projektägare | Bergs kommun",
        "Löptid\nKontakt\nBeviljat bidrag | 2020–2022\nMaja Ek\n400 000 kr",
        header=0,
    )
    assert right(project(grid, *TAIL))


def test_rows_with_a_unit_in_a_column_of_its_own() -> None:
    grid = table(
        "Projektägare | Bergs kommun | ", "Beviljat bidrag | 400 | tkr", "Löptid | 2020–2022 | ",
        "Kontaktperson | Maja Ek | ", header=0,
    )  # fmt: skip
    assert right(project(grid, *TAIL))


def test_a_label_before_the_name_in_the_title_and_labels_with_a_list() -> None:
    found = interpret(
        reading(
            title("Projekt: Bron till Åland"),
            *map(paragraph, ["Sökande: Berg", "Beviljat stöd: 400 000 kr", "Löptid: 2020–2022"]),
            paragraph("**Samverkansparter**"),
            item("Dals kommun"),
            item("Åland AB"),
            heading("Syfte"),
            paragraph("En bro."),
            metadata={"Title": "Projektblad"},
        )
    )
    (row,) = found.facts.rows("projects")
    assert (row["name"], row["partners"]) == ("Bron till Åland", ["Dals kommun", "Åland AB"])


def test_an_empty_label_takes_no_label_for_its_value() -> None:
    lines = ["**Projektägare**", "Bergs kommun", "**Sökt bidrag**", "**Beviljat bidrag**", "400 000 kr", "**Löptid**",
             "2020–2022", "**Kontakt**", "Maja Ek"]  # fmt: skip
    row = project(*map(paragraph, lines), *TAIL)
    assert right(row)
    assert row.get("applied_sek") is None


@pytest.mark.parametrize("running", ["Sida 1", "1 (2)", "Projektblad 1", "Bron till Åland"])
def test_what_heads_and_foots_pages_is_no_description(running: str) -> None:
    labels = ["Projektägare: Bergs kommun", "Beviljat bidrag: 400 000 kr", "Löptid: 2020–2022", "Kontakt: Maja Ek"]
    text = [heading("Syfte", 2), paragraph("En bro."), paragraph(running)]
    assert right(project(*map(paragraph, labels), *text))
    assert right(project(*text, *map(paragraph, labels)))  # as where the facts stand in a box beside the text


@pytest.mark.parametrize(
    "text",
    [
        "Projektägare: Bergs kommun; Organisationsnummer: 212000-4397; Löptid: 2020",
        "Projektägare: Bergs kommun | Webbplats: www.exempel.se | Löptid: 2020",
        "Projektägare – Bergs kommun\nOrganisationsnummer – 212000-4397\nLöptid – 2020",
        "Projektägare: Bergs kommun\nE-post: info@exempel.se\nLöptid: 2020",
        "Projektägare: Bergs kommun\nUppdaterad: 2020 – 2021 | Löptid: 2020",
    ],
)
def test_a_label_nobody_knows_ends_the_value_before_it(text: str) -> None:
    found = values_in(lines_of(*text.split("\n")), WORDS)
    assert [(name, value) for name, _, value in found] == [("owner", "Bergs kommun"), ("period", "2020")]


def test_what_running_text_says_with_colons_ends_nothing() -> None:
    aim = "Målet är att tre orter ska få en bro som håller länge och tål isen varje vinter.\nKritik: den är dyr."
    found = values_in(lines_of("Projektägare: Bergs kommun", *f"Syfte: {aim}".split("\n")), WORDS)
    assert found[1][2] == aim.replace("\n", " ")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Beviljat EU-stöd", "granted_sek"),
        ("Koordinerande organisation", "owner"),
        ("Nationell offentlig finansiering", "cofinancing_sek"),
        ("Genomförandefas", "period"),
        ("Genomförandestart", "period_start"),
        ("Projektsamordnare", "contact_person"),
        ("Projektets parter", "partners"),
        ("Funding granted", "granted_sek"),
        ("Requested funding", "applied_sek"),
        ("Överskridande", None),
        ("Projektets mål", None),
    ],
)
def test_labels_of_funds_and_offices(label: str, field: str | None) -> None:
    assert field_of(label, WORDS) == field


def test_figures_over_what_they_are_in_boxes() -> None:
    boxes = table(
        "400 000 kr\nBeviljat bidrag | 2020–2022\nLöptid", "Bergs kommun\nProjektägare | Maja Ek\nKontakt", header=0
    )
    boxes.kind = "key_value"
    found = sheet(boxes, *TAIL)
    assert right(found.facts.rows("projects")[0])
    assert not found.facts.rows("indicators")


def test_beside_one_known_label_a_semicolon_sets_off_another() -> None:
    (found,) = values_in(lines_of("Projektägare: Bergs kommun; Senast uppdaterad: 2024-11-01"), WORDS)
    assert found == ("owner", "Projektägare", "Bergs kommun")
    (whole,) = values_in(lines_of("Projektägare: Bergs kommun", "Senast uppdaterad: 2024-11-01"), WORDS)
    assert whole[2] == "Bergs kommun Senast uppdaterad: 2024-11-01"


def test_a_label_on_a_line_of_its_own_opens_the_aim_however_it_is_set() -> None:
    facts = (
        paragraph("Projektägare: Bergs kommun"),
        paragraph("Beviljat bidrag: 400 000 kr"),
        paragraph("Löptid: 2020"),
    )
    tail = (
        paragraph("Projektbeskrivning"),
        paragraph("En bro över ån."),
        heading("Aktiviteter", 2),
        paragraph("Förr."),
    )
    assert project(*facts, *tail)["description"] == "En bro över ån."
