"""Text layers that say something else than the page shows, and all that must not be taken for one."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Document

from pipelines.reading import Page, Reading, read_pages, read_report
from pipelines.reading.engines import plumber as second_engine
from pipelines.reading.legible import is_garbage
from pipelines.reading.model import Chars, Style

SWEDISH = """
Kommunen har under året arbetat för att fler ska komma i arbete. Av de som deltog i insatserna gick en tredjedel
vidare till jobb eller studier, vilket är fler än året innan. Arbetet fortsätter tillsammans med näringslivet och
högskolan, och målet är att skapa en hållbar tillväxt i hela regionen. Budgeten räckte till det som var planerat.
"""
ENGLISH = """
The region has supported small companies that want to grow. Every third company found a new partner during the year,
and most of them will go on with their own money. The evaluation shows that meetings in person matter most of all.
"""
OTHERS = {
    "danish": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med fornuft og "
    "samvittighed, og de bør handle mod hverandre i en broderskabets ånd.",
    "finnish": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki "
    "ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.",
    "sami": "Buot olbmot leat riegádan friddjan ja olmmošárvvu ja olmmošvuoigatvuođaid dáfus. Sii leat jierbmalaš "
    "olbmot geain lea oamedovdu ja sii gálggaše leat dego vieljačagat.",
    "german": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen "
    "begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
    "polish": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni "
    "rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
    "hungarian": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel és "
    "lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy viseltessenek.",
    "turkish": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve "
    "birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.",
    "welsh": "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a "
    "chydwybod, a dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon.",
    "somali": "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta iyo xuquuqda Waxaa Alle "
    "siiyay aqoon iyo wacyi, waana in la isula dhaqmaa si walaaltinimo ah.",
    "vietnamese": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền. Mọi con người đều được "
    "tạo hoá ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình anh em.",
    "russian": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом.",
    "greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "arabic": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا",
    "chinese": "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。",
    "latin": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
}
NO_LANGUAGE = {
    "short": "Bilaga 3",
    "nothing": "",
    "figures": "12 345 1 706 26 706 −6 108 77 % 100 % 2019 2020 " * 12,
    "money": "12 345 tkr 1 706 kr 25 mkr 3 st 77 % " * 15,
    "codes": "SE0001 A12-B34 KBN/2023:17 Dnr RUN 2019-00123 XYZ " * 12,
    "chart": "0 20 40 60 80 100 kvinnor män 2017 2018 2019 2020 % " * 2,
    "signs": "→ → ✓ ✓ ● ● ● ■ ■ ☐ ☐ € $ § " * 3,
    "addresses": "www.regionen.se/kultur/bidrag?sida=1 anna.karlsson@kommunen.se https://utveckling.se/~mats_l#top "
    "bo@skola.se www.trafik.se/bussar/tider_2023 ",
    "marks of a symbol font": "\uf0b7 Ett \uf0b7 Två \uf0b7 Tre \uf0b7 Fyra kommuner deltar i projektet " * 2,
    "camel case": "DuckDB PyArrow NumPy LinkedIn YouTube och JavaScript används av alla kommuner i länet " * 2,
    "spaced": "V E R K S A M H E T S B E R Ä T T E L S E 2 0 2 3 F Ö R N Ä R I N G S L I V E T " * 3,
    "initials": "AB CD EF GH IJ KL MN OP QR ST UV WX YZ " * 8,
}
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


def exchanged(seed: int) -> Callable[[str], str]:
    """Every letter for another one, capitals for capitals."""
    other = list(LETTERS)
    random.Random(seed).shuffle(other)
    table = dict(zip(LETTERS, other, strict=True))
    table |= {a.upper(): b.upper() for a, b in table.items()}
    return lambda char: table.get(char, char)


def moved(by: int) -> Callable[[str], str]:
    """Every code by so much, as numbers of glyphs taken for characters are."""
    return lambda char: char if char.isspace() else chr(max(ord(char) + by, 1))


def turned(by: int) -> Callable[[str], str]:
    """Every letter by so many places of the alphabet."""
    small = {char: chr((ord(char) - 97 + by) % 26 + 97) for char in LETTERS[:26]}
    return lambda char: small.get(char, small.get(char.lower(), char).upper())


WRONG = {
    "private use": lambda char: char if char.isspace() else chr(0xE000 + ord(char)),
    "symbol font": lambda char: char if char.isspace() else chr(0xF000 + ord(char) % 256),
    "control": lambda char: char if char.isspace() else chr(3 + ord(char) % 5),
    "replacement": lambda char: char if char.isspace() else "\ufffd",
    "unassigned": lambda char: char if char.isspace() else chr(0x0378 + ord(char) % 2),
    "glyph numbers": moved(-29),
    "one further": moved(1),
    "three further": moved(3),
    "one back": moved(-1),
    "accented": moved(128),
    "far away": moved(0x100),
    "other case": moved(31),
    "half the alphabet on": turned(13),
    "four letters on": turned(4),
    **{f"exchanged {seed}": exchanged(seed) for seed in range(12)},
}


def chars(text: str, fonts: str = "") -> Chars:
    """The characters of a text; `fonts` names the font of each."""
    found = Chars.none()
    names = sorted(set(fonts)) or ["A"]
    found.code = np.array([ord(char) for char in text], dtype=np.int64)
    found.style = np.array([names.index(name) for name in fonts] or [0] * len(text), dtype=np.int64)
    found.styles = [Style(10.0, False, False, 0, name) for name in names]
    return found


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH, *OTHERS.values()], ids=["swedish", "english", *OTHERS])
def test_language_is_no_garbage(text: str) -> None:
    assert not is_garbage(chars(text))
    assert not is_garbage(chars(text.upper()))


@pytest.mark.parametrize("text", NO_LANGUAGE.values(), ids=NO_LANGUAGE)
def test_what_is_no_language_is_no_garbage_either(text: str) -> None:
    assert not is_garbage(chars(text))


def test_the_same_few_words_again_are_too_few_to_judge_by() -> None:
    assert not is_garbage(chars("Nya byar för unga\nNya byar för unga\nProjektfakta\nProjektfakta 1\n"))


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("text", [SWEDISH, ENGLISH], ids=["swedish", "english"])
def test_a_wrong_alphabet_is_garbage(text: str, wrong: Callable[[str], str]) -> None:
    assert is_garbage(chars("".join(map(wrong, text))))


@pytest.mark.parametrize("wrong", ["private use", "glyph numbers", "exchanged 0"])
def test_one_font_of_garbage_makes_the_page_garbage(wrong: str) -> None:
    half = "".join(map(WRONG[wrong], SWEDISH))
    assert is_garbage(chars(SWEDISH + ENGLISH + half, "A" * len(SWEDISH + ENGLISH) + "B" * len(half)))


def test_a_few_words_of_garbage_do_not(read: Callable[[Document], Reading]) -> None:
    few = "".join(map(WRONG["private use"], "Bilaga 1"))
    assert not is_garbage(chars(SWEDISH + few, "A" * len(SWEDISH) + "B" * len(few)))


@given(st.text(max_size=300))
def test_any_text_can_be_judged(text: str) -> None:
    assert is_garbage(chars(text)) in (True, False)


# --- whole pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTLAGER_OCR", "off")


def page_of(text: str, claimed: Callable[[str], str], path: Path) -> Page:
    document = Document(claimed=claimed)
    document.page().lines(50, 60, text.strip().splitlines(), 8)
    return next(read_pages(document.save(path / "claimed.pdf")))


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    "wrong", ["private use", "control", "replacement", "glyph numbers", "one further", "exchanged 1"]
)
def test_a_page_of_garbage_is_illegible_and_none_of_it_is_taken(wrong: str, tmp_path: Path) -> None:
    page = page_of(SWEDISH, WRONG[wrong], tmp_path)
    assert (page.illegible, page.text_source, len(page.chars)) == (True, "none", 0)


@pytest.mark.usefixtures("without_ocr")
def test_a_page_that_tells_the_truth_is_legible(tmp_path: Path) -> None:
    page = page_of(SWEDISH, str, tmp_path)
    assert (page.illegible, page.text_source, page.engine) == (False, "native", "pdfium")


def test_a_page_of_garbage_is_read_from_the_engine_that_makes_sense_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page_of(SWEDISH, str, tmp_path)
    whole.engine = "pdfplumber"
    monkeypatch.setattr(second_engine, "read_page", lambda document, index: whole)
    page = page_of(SWEDISH, WRONG["glyph numbers"], tmp_path)
    assert (page.engine, page.illegible) == ("pdfplumber", False)


def composite() -> bytes:
    """A file whose font numbers its glyphs and gives no table from codes to Unicode."""
    text = "".join(f"{ord(char) - 29:04x}" for char in SWEDISH.split("\n")[1])
    content = f"BT /F0 8 Tf 40 700 Td <{text}> Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F0 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Probe /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Probe /FontDescriptor 7 0 R /DW 500 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /Probe /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
        b"/Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R /Size 8 >>\n%%EOF\n"


@pytest.mark.usefixtures("without_ocr")
def test_codes_without_any_character_are_garbage_in_both_engines(tmp_path: Path) -> None:
    path = tmp_path / "composite.pdf"
    path.write_bytes(composite())
    document = second_engine.open_document(path)
    try:
        theirs = second_engine.read_page(document, 0)
    finally:
        second_engine.close(document)
    assert theirs is not None
    assert set(theirs.chars.code.tolist()) == {0xFFFD}
    assert is_garbage(theirs.chars)
    (page,) = read_report(path).pages
    assert (page.illegible, page.words_total) == (True, 0)
