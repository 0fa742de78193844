from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.names import split_organisations, split_persons
from pipelines.values.status import LegendEntry, color_name, legend_entry, status_of_color, status_of_word


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Klar", "done"),
        ("Genomfört enligt plan", "done"),
        ("KLART 2023-05-01", "done"),
        ("Avslutad", "done"),
        ("Done", "done"),
        ("Delvis genomfört", "partial"),
        ("Pågår", "partial"),
        ("Pågår enligt plan", "partial"),
        ("Enligt plan", "partial"),
        ("Påbörjad men ej klar", "partial"),
        ("Försenad", "partial"),
        ("Nästan klar", "partial"),
        ("Status: Påbörjad", "partial"),
        ("ej genomfört", "not_done"),
        ("Ej påbörjad", "not_done"),
        ("Har inte genomförts", "not_done"),
        ("Inte klart", "not_done"),
        ("Inställd", "not_done"),
        ("Försenad, ej påbörjad", "not_done"),
        ("Not started", "not_done"),
        ("", None),
        ("Hög", None),
        ("Ska genomföras 2024", None),
        ("Kommer att bli klar 2024", None),
        ("Pågår / inställd", None),
        ("Klarälven", None),
        ("Arbetet med kartan är klart och nu väntar vi på att alla andra ska svara", None),
    ],
)
def test_words(text: str, status: str | None) -> None:
    assert status_of_word(text) == status


@pytest.mark.parametrize(
    ("color", "name", "status"),
    [
        (0x00B050, "green", "done"),
        (0x92D050, "green", "done"),
        (0xC6EFCE, "green", "done"),
        (0x375623, "green", "done"),
        (0xFFD500, "yellow", "partial"),
        (0xFFEB9C, "yellow", "partial"),
        (0xFFC000, "yellow", "partial"),
        (0xFFA500, "orange", "partial"),
        (0xED7D31, "orange", "partial"),
        (0xE3000F, "red", "not_done"),
        (0xFFC7CE, "red", "not_done"),
        (0xC00000, "red", "not_done"),
        (0x0070C0, "blue", None),
        (0x7030A0, "purple", None),
        (0x808080, "grey", None),
        (0xD9D9D9, "grey", None),
        (0xEEECE1, "grey", None),
        (0x000000, "black", None),
        (0xFFFFFF, "white", None),
    ],
)
def test_colors(color: int, name: str, status: str | None) -> None:
    assert color_name(color) == name
    assert status_of_color(color) == status


@given(
    st.sampled_from([("red", 0), ("orange", 30), ("yellow", 54), ("green", 120), ("blue", 215)]),
    st.floats(0.55, 1),
    st.floats(0.55, 1),
)
def test_a_shade_keeps_its_name(hue: tuple[str, int], saturation: float, value: float) -> None:
    red, green, blue = (round(c * 255) for c in colorsys.hsv_to_rgb(hue[1] / 360, saturation, value))
    assert color_name(red << 16 | green << 8 | blue) == hue[0]


@given(st.integers(0, 0xFFFFFF))
def test_every_color_has_a_name(color: int) -> None:
    assert status_of_color(color) == status_of_color(color_name(color))


@pytest.mark.parametrize(
    ("text", "color", "entry"),
    [
        ("● = genomfört enligt plan", 0x00B050, ("green", "done")),
        ("= delvis genomfört", 0xFFD500, ("yellow", "partial")),
        ("= ej genomfört", 0xE3000F, ("red", "not_done")),
        ("Grön: klar", None, ("green", "done")),
        ("Röd - ej påbörjad", None, ("red", "not_done")),
        ("Blå = avslutad", None, ("blue", "done")),
        ("Grönt betyder pågår", None, ("green", "partial")),
        ("Grön = enligt plan", None, ("green", "done")),
        ("genomförd", 0x00B050, ("green", "done")),
        ("Röd = hög risk", None, None),
        ("genomförd", None, None),
        ("Grönområden", None, None),
    ],
)
def test_legend(text: str, color: int | None, entry: LegendEntry | None) -> None:
    assert legend_entry(text, color) == entry


def test_the_reports_own_legend_wins() -> None:
    assert status_of_color(0x0070C0, {"blue": "done"}) == "done"
    assert status_of_color(0x00B050, {"green": "partial"}) == "partial"
    assert status_of_color(0xFFA500, {"yellow": "not_done"}) == "not_done"
    assert status_of_color(0xE3000F, {"green": "done"}) == "not_done"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sara, Robert B, Gunilla, Anders", ["Sara", "Robert B", "Gunilla", "Anders"]),
        ("Anders\nAnna M\nBerörda", ["Anders", "Anna M", "Berörda"]),
        ("Robert\nB\nGunilla", ["Robert B", "Gunilla"]),
        ("Anna-\nKarin\nPer", ["Anna-Karin", "Per"]),
        ("Anna & Per", ["Anna", "Per"]),
        ("Jonas/Anders", ["Jonas", "Anders"]),
        ("Bo Ek, Eva Al och Per Alm m.fl.", ["Bo Ek", "Eva Al", "Per Alm"]),
        ("Alla", ["Alla"]),
        ("", []),
        (" , \n;", []),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert split_persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "de deltagande samverkansparterna, Region Västerbotten och Europeiska regionala utvecklingsfonden",
            ["de deltagande samverkansparterna", "Region Västerbotten", "Europeiska regionala utvecklingsfonden"],
        ),
        ("Dorotea kommun, Storumans\nkommunföretag AB", ["Dorotea kommun", "Storumans kommunföretag AB"]),
        ("Högskolan Borås och Science Park Borås", ["Högskolan Borås", "Science Park Borås"]),
        ("Borås stad / Miljöförvaltningen", ["Borås stad / Miljöförvaltningen"]),
        ("Mark och Bostad AB", ["Mark och Bostad AB"]),
        ("Kultur- och fritidsnämnden", ["Kultur- och fritidsnämnden"]),
        ("NUAB (Näringsliv, Ulricehamn AB)", ["NUAB (Näringsliv, Ulricehamn AB)"]),
        ("Ernst & Young", ["Ernst & Young"]),
        ("Acme, Inc.", ["Acme, Inc."]),
    ],
)
def test_organisations(text: str, names: list[str]) -> None:
    assert split_organisations(text) == names


@given(
    st.lists(st.sampled_from(["Anna", "Per", "Robert B", "Bo Ek", "Eva-Lena"]), min_size=1, max_size=6),
    st.sampled_from([", ", "\n", "; "]),
)
def test_joined_names_come_apart_again(names: list[str], joint: str) -> None:
    assert split_persons(joint.join(names)) == names
