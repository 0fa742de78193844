from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.digits import decimal_mark, mark_of_swedish, read_digits, surrounded_by
from pipelines.values.figures import find_figures
from pipelines.values.numbers import find_numbers, is_dash, leading_number, parse_number, says_none
from pipelines.values.words import word_value

BLANKS = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "\u2007", ""])
MINUS = st.sampled_from(["-", "−", "–", "- ", "− "])
DECIMALS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=2)


def grouped(digits: str, blank: str) -> str:
    head = len(digits) % 3 or 3
    return blank.join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


@given(
    DECIMALS,
    BLANKS,
    MINUS,
    st.sampled_from([",", "."]),
    st.integers(0, 2),
    st.sampled_from(["lead", "trail", "brackets"]),
)
def test_every_swedish_style_reads_back(
    value: Decimal, blank: str, minus: str, mark: str, places: int, negative: str
) -> None:
    value = value.quantize(Decimal(1).scaleb(-places))
    whole, _, rest = f"{abs(value)}".partition(".")
    printed = grouped(whole, blank) + (mark + rest if rest else "")
    if value < 0:
        printed = {"lead": minus + printed, "trail": printed + "-", "brackets": f"({printed})"}[negative]
    number = parse_number(f" {printed}\n")
    assert number is not None
    assert number.value == value
    assert number.decimals == places
    assert not number.left


@given(st.integers(0, 10**9), BLANKS.filter(bool), st.sampled_from(["kr", "st", "%", "företag", "."]))
def test_found_in_text_with_its_span(value: int, blank: str, after: str) -> None:
    printed = grouped(str(value), blank)
    text = f"Totalt har projektet {printed} {after} och mer."
    [number] = [n for n in find_numbers(text) if not n.is_word]
    assert number.value == value
    assert text[number.start : number.end] == number.text == printed


@given(st.integers(0, 999), st.integers(0, 999))
def test_number_words_read_back(tens: int, thousands: int) -> None:
    assert word_value(in_words(tens)) == tens
    if thousands and tens:
        assert word_value(f"{in_words(thousands)}tusen{in_words(tens)}") == thousands * 1000 + tens


_UNITS = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_TENS = "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"
UNITS, TENS = _UNITS.split(), _TENS.split()


def in_words(value: int) -> str:
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (UNITS[value % 10] if value % 10 else "")
    return ("ett" if value < 200 else UNITS[value // 100]) + "hundra" + (in_words(value % 100) if value % 100 else "")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("25 000", "25000"),
        ("-6 108", "-6108"),
        ("- 6 279", "-6279"),
        ("(1 234)", "-1234"),
        ("0,800", "0.800"),
        ("4,217", "4.217"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("4,217,796.62", "4217796.62"),
        ("15,524,474.00", "15524474.00"),
        ("0", "0"),
        ("0,000", "0.000"),
        ("+12,3", "12.3"),
        ("2½", "2.5"),
        ("±0", "0"),
        ("+/- 0,0", "0.0"),
        ("1,8 miljoner", "1800000"),
        ("Fyra", "4"),
        ("ett och ett halvt", "1.5"),
        ("tvåhundrafemtio", "250"),
        ("fem tusen", "5000"),
        ("1310", "1310"),
    ],
)
def test_cells(cell: str, value: str) -> None:
    number = parse_number(cell)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "",
            " ",
            "–",
            "-",
            "Stängt",
            "n/a",
            "Övergripande",
            "2 593 3 107",
            "1 234\n567",
            "± 5",
            "12 34",
            "007",
            "1,2,3",
            "1.234",
        ),
        *("2023-05-01", "7H", "10-årsjubileum", "20-30 000", "(-5)", "5 st", "en", "1/3", "3.1.2", "12,,5", "--5"),
    ],
)
def test_no_number(cell: str) -> None:
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "value", "left"),
    [("400*", 400, "*"), ("1 204¹", 1204, "¹"), ("12 000 *", 12000, "*"), ("76*)", 76, "*)"), ("55 1)", 55, "1)")],
)
def test_footnote_marks_are_left_over(cell: str, value: int, left: str) -> None:
    number = parse_number(cell)
    assert number is not None
    assert (number.value, number.left) == (value, left)


@pytest.mark.parametrize(
    ("cell", "low", "high", "operator"),
    [
        ("3-5", 3, 5, "between"),
        ("30–40", 30, 40, "between"),
        ("1 000–1 500", 1000, 1500, "between"),
        ("110–100", 100, 110, "between"),
        ("minst 3-5", 3, 5, ">="),
        ("ca 30–40", 30, 40, "approx"),
    ],
)
def test_ranges(cell: str, low: int, high: int, operator: str) -> None:
    number = parse_number(cell)
    assert number is not None
    assert (number.low, number.high, number.operator) == (low, high, operator)


@pytest.mark.parametrize(
    ("cell", "qualifier", "operator"),
    [
        ("ca 40", "ca", "approx"),
        ("ca. 8 500", "ca", "approx"),
        ("ung 116 000", "ung", "approx"),
        ("drygt 20", "drygt", ">"),
        ("Minst 3", "minst", ">="),
        ("max 5", "max", "<="),
        ("upp till 10", "upp till", "<="),
        ("≥ 80", "≥", ">="),
        ("<5", "<", "<"),
        ("inte över 4", "inte över", "<="),
    ],
)
def test_qualifiers(cell: str, qualifier: str, operator: str) -> None:
    number = parse_number(cell)
    assert number is not None
    assert (number.qualifier, number.operator) == (qualifier, operator)


def test_the_marks_of_the_surroundings_settle_a_single_group() -> None:
    assert decimal_mark(["€15,524,474.00", "€4,152"]) == "."
    assert decimal_mark(["1.234,50", "10,5"]) == ","
    assert decimal_mark(["1.234,50", "1,234.50"]) is None
    point, comma = parse_number("1,234", decimal="."), parse_number("1.234", decimal=",")
    assert point is not None
    assert comma is not None
    assert point.value == comma.value == 1234


def test_year_is_flagged_and_kept() -> None:
    year, count = parse_number("2023"), parse_number("-1947")
    assert year is not None
    assert count is not None
    assert year.looks_like_year
    assert not count.looks_like_year
    assert count.value == -1947


def test_of() -> None:
    number = parse_number("9 av 10")
    assert number is not None
    assert (number.value, number.of) == (9, 10)


@pytest.mark.parametrize("cell", ["-", "–", "—", " − ", "- -", "--"])
def test_dash(cell: str) -> None:
    assert is_dash(cell)
    assert says_none(cell)


@pytest.mark.parametrize("cell", ["0", "-5", "a-", "–5"])
def test_not_a_dash(cell: str) -> None:
    assert not is_dash(cell)
    assert not says_none(cell)


@pytest.mark.parametrize("cell", ["", "  ", "..", "Uppgift saknas", "n/a"])
def test_says_none(cell: str) -> None:
    assert says_none(cell)


RUNNING = [
    ("Under 2016 200 000 kr och 2018 100 företag.", [200000, 100]),
    ("Total omslutning minskades då från 110 mkr till 100 mkr.", [110, 100]),
    ("totalt nio deltagare varav sju kvinnor och tre personer födda i annat land", [9, 7, 3]),
    ("ett drygt tio tal företag", [10]),
    ("gått ut under våren 2018 till 70 talet bolag", [70]),
    ("Bostäderna byggdes på 70-talet och 1990-talet.", []),
    ("ett hundratal fler deltagare (541 st) än 2024 (446 st)", [100, 541, 446]),
    ("Varav antal kvinnor (mål)150 st 161 stycken", [150, 161]),
    ("Andel av dem som är kvinnor(mål 125st)72 stycken", [125, 72]),
    ("26 stycken(19 män och 7 kvinnor)", [26, 19, 7]),
    ("Smart industri i regionerna 2.0 (80 mkr)", [80]),
    ("7H kompetens och VG2020 för 10 personer", [10]),
    ("Skellefteåregionen och Region 8 (länets inlandskommuner)", []),
    ("elever i åk 2, 4 och 9 men även förskoleklasser", []),
    ("inför mötena den 13 och 14 augusti", []),
    ("målgruppen 13-25-åringar på 10-årsjubileet", []),
    ("(4 eller 5 på en skala där 5 betyder instämmer helt)", [4, 5, 5]),
    ("1) Bygga kapacitet, 2) Utvecklingsstöd till 3 företag", [3]),
    ("2.1.1 Ny kunskap har stärkt 5 förutsättningar", [5]),
    ("3. Skapat nätverk", []),
    ("1,8 miljoner människor i över 38 länder", [1800000, 38]),
    ("Regeringsbeslut N2016/02958/FÖF, Dnr Ä 2016-814, KS-2025-00512", []),
    ("Org.nr 556677-8899, tel 033-35 70 00, Box 5, 503 32 Borås", []),
    ("SFS 2018:1197, 11 kap 1 §, se www.boras.se/2023 och bilaga 3, sid 12", []),
    ("Perioden 30/1 – 31/12 2023 fick vi 397 nya följare (2023-12-31 hade vi 1 484 följare)", [397, 1484]),
    ("ökat med 1290 personer 2019-2021", [1290]),
    ("Utfall 2023: Indikation på NKI 75 (2024-01-31) (2022: 73).", [75, 73]),
    ("placering nr 1 (Borås ingår i Storgöteborg)", [1]),
    ("upp i lägesrapporten nr 5 att vi minskar", []),
    ("kl. 10.30–12.00 den 3 maj kom 12 personer", [12]),
    ("Vi träffas varje vecka, två-tre gånger, minst en gång", [2]),
    ("ung 116 000 besök, närmare 4 000 tillfällen", [116000, 4000]),
    ("Totalt 20 % av alla under tre år", [20, 3]),
    ("budgeten var 5 100 000 kr, utfallet −1 234 kr och -5 %", [5100000, -1234, -5]),
    ("100 mkr2 enligt not 2", [100]),
    ("bidragen 119 000 119 000 och 20 141 000 141 000", []),
    ("1-, 3- och 6-månadersförändring av 5 index", [5]),
    ("nämndsmål 9.3 i projektet [1401] på Storgatan 5", []),
    ("koordinatorer som etablerats under 2018 vara en resurs", []),
    ("Tel 08 - 787 00 00 Fax 08 – 21 05 31", []),
]


@pytest.mark.parametrize(("text", "values"), RUNNING)
def test_running_text(text: str, values: list[int]) -> None:
    assert [number.value for number in find_numbers(text) if number.kind == "number"] == values


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dnr KS 2023-00123", "registration"),
        ("prop. 1999/2000:17", "registration"),
        ("556677-8899", "identity"),
        ("Telefon: 0771-123 456", "phone"),
        ("27 februari 2019", "date"),
        ("kl. 10", "time"),
        ("Bilaga 3", "label"),
        ("Sida 4", "page"),
        ("2:a plats", "ordinal"),
        ("50-årsjubileum", "compound"),
        ("1 000 eller 20-30 000", "unclear"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind in [figure.kind for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("perioden 2016 – 2018", [(2016, 2018)]),
        ("underskottet 2023/24", [(2023, 2024)]),
        ("år 2025 och 2026", [2025, 2026]),
    ],
)
def test_years_are_told_apart(text: str, years: list[int | tuple[int, int]]) -> None:
    found = [n for n in find_numbers(text) if n.kind == "year"]
    assert [(n.low, n.high) if n.low is not None else n.value for n in found] == years


def test_no_break_blanks_group_where_plain_ones_part() -> None:
    numbers = find_numbers("utfall 2\u00a0593 107\u00a0999 st")
    assert [number.value for number in numbers] == [2593, 107999]


def test_under_is_a_bound_only_where_it_is_no_span_of_time() -> None:
    assert [n.qualifier for n in find_numbers("under 5 procent, under 5 veckor")] == ["under", None]


def test_articles_count_only_when_asked_for() -> None:
    text = "vid minst ett tillfälle startade ett företag"
    assert find_numbers(text) == []
    assert [n.value for n in find_numbers(text, articles="qualified")] == [1]
    assert [n.value for n in find_numbers(text, articles="all")] == [1, 1]


def test_english_words_and_marks() -> None:
    assert [n.value for n in find_numbers("eleven of twelve projects cost 1,234 each", language="en")] == [11, 1234]
    assert find_numbers("Eleven gick hem") == []


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [("26 stycken", 26, " stycken"), ("minst 3 dagar", 3, " dagar"), ("-5 %", -5, " %"), ("två gånger", 2, " gånger")],
)
def test_leading_number(text: str, value: int, rest: str) -> None:
    number = leading_number(text)
    assert number is not None
    assert number.value == value
    assert text[number.end :] == rest


@pytest.mark.parametrize("text", ["12 mars", "2023-05-01", "7H kompetens", "10-åringar", "kr 5", "", "-"])
def test_no_leading_number(text: str) -> None:
    assert leading_number(text) is None


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.234", "12.500", "350.000"], ","),
        (["1.234", "12.500"], None),
        (["1.234", "12.500", "350.000", "2.5"], None),
        (["1.234", "12.500", "350.000", "7,5 %"], ","),
        (["se avsnitt 2.1", "1.234 kr", "12.500 kr", "350.000 kr"], ","),
        (["Dnr 1.234/2017", "12.500", "350.000"], None),
        (["1,234,567", "1.234", "12.500", "350.000"], None),
    ],
)
def test_points_group_where_a_swedish_report_leaves_no_doubt(texts: list[str], mark: str | None) -> None:
    assert mark_of_swedish(texts) in ({mark} if mark is not None else {None, "."})


def test_a_number_is_read_by_its_surroundings() -> None:
    assert read_digits("1.234") is None
    with surrounded_by(","):
        assert read_digits("1.234") == 1234
        with surrounded_by("."):
            assert str(read_digits("1.234")) == "1.234"
    assert read_digits("1.234") is None
