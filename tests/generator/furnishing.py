"""What a report has beside its facts: a cover, furniture of its pages, running text, an end."""

from __future__ import annotations

from random import Random
from typing import Protocol

from .document import Block, Cards, Columns, Contents, Document, Heading, Line, NewPage, Setting, Title, cell
from .variation import Choices
from .words import PROSE, counted, dated, person, prose, shares


class Report(Protocol):
    """What of a layout is needed here."""

    choices: Choices
    rng: Random
    year: int
    document: Document

    def __getitem__(self, dimension: str) -> str: ...
    def add(self, *blocks: Block) -> None: ...


def style_of(choices: Choices, page: tuple[float, float], size: float, color: str) -> Setting:
    """How a report of such kinds is typeset."""
    font, setting = choices["font"], choices["setting"]
    own = {"mixed": "sans", "parted": "serif", "tight": "sans"}.get(font, font)
    return Setting(
        producer=choices["producer"],
        font=own,
        heading_font={"mixed": "serif" if choices["producer"] != "reportlab" else "times"}.get(font, ""),
        table_font={"parted": "sans"}.get(font, ""),
        tight=font == "tight",
        size=size,
        page=page,
        rotated=choices["page"] == "rotated",
        tagged=choices["producer"] != "typst-untagged",
        color=color,
        mirrored=choices["furniture"] == "mirrored",
        justified=setting in ("justified", "hyphenated"),
        hyphenated=setting == "hyphenated",
        leading=setting if setting in ("loose", "tight") else "usual",
        indented=setting == "indented",
        headings=choices["headings"],
        bullets=choices["bullets"],
        ground="F7F1E3" if choices["decor"] == "tint" else None,
        padding={"tight": (3.0, 1.5), "airy": (7.0, 9.0)}.get(choices["spacing"], (4.0, 4.0)),
        upright=choices["align"] if choices["align"] in ("middle", "bottom") else "top",
    )


def furnish(report: Report, title: str, below: tuple[str, ...]) -> None:
    """The title with what stands under it, what stands before the text, and what is on every page."""
    document, rng = report.document, report.rng
    publisher = below[0] if below else ""
    cover = report["cover"]
    document.add(Title(title, below, own_page=cover != "none"))
    if cover == "contents":
        document.add(Contents())
    elif cover == "imprint":
        _imprint(report, publisher)
    elif cover == "foreword":
        report.add(Heading("Förord"), Line(prose(rng, 4)), Line(prose(rng, 3)))
        report.add(Line(person(rng), italic=True), NewPage())
    elif cover == "letter":
        _letter(report, publisher)
    elif cover == "highlights":
        report.add(Heading(rng.choice(("Året i korthet", "Kort om året", "I korthet"))))
        report.add(*(Line(sentence, bullet="•") for sentence in rng.sample(PROSE, 4)), NewPage())
    document.metadata_title = title if rng.random() < 0.5 else ""
    _furniture(report, title, publisher)
    decor = report["decor"]
    if decor == "sidebar":
        document.strip = title
    document.watermark = rng.choice(("UTKAST", "KOPIA", "Remiss")) if decor == "watermark" else ""
    document.framed = decor == "framed"


def _furniture(report: Report, title: str, publisher: str) -> None:
    document, kind = report.document, report["furniture"]
    if kind in ("browser", "registry", "stamp", "versioned"):
        document.edges = _edges(report, title, publisher)
    elif kind == "letterhead":
        document.letterhead = _letterhead(report.rng, publisher)
    elif kind != "none":
        document.footer = report.rng.choice(("Sida", publisher or "Sida"))
    if kind in ("both", "mirrored"):
        document.header = title
    document.running = kind == "running"
    if kind == "logo":
        document.logo, document.header = True, publisher or "Kansliet"


def _imprint(report: Report, publisher: str) -> None:
    """Who made the report: no facts of its own."""
    rng = report.rng
    told = (
        f"Utgivare: {publisher}" if publisher else "Utgivare: Kansliet",
        f"Foto: {person(rng)}",
        f"Grafisk form: {person(rng)}",
        "Rapporten finns att ladda ner på vår webbplats.",
    )
    report.add(*(Line(text, size=0.85) for text in told), NewPage())


def _letter(report: Report, publisher: str) -> None:
    """The letter with which the report is handed over."""
    rng, year = report.rng, report.year + 1
    report.add(Line(f"{publisher}\nDatum {year}-{rng.randint(2, 4):02}-{rng.randint(10, 28)}".strip()))
    report.add(Line(rng.choice(("Till nämnden", "Till den som berörs", "Till uppdragsgivaren")), bold=True))
    report.add(Line(f"Härmed överlämnas rapporten. {prose(rng, 2)}"))
    report.add(Line("Med vänlig hälsning"), Line(f"{person(rng)}\nAvdelningschef"), NewPage())


def _letterhead(rng: Random, publisher: str) -> tuple[tuple[str, ...], ...]:
    number = rng.randint(10, 98)
    return (
        ("Postadress", publisher or "Kansliet", f"{rng.randint(300, 980)} {number} Orten"),
        ("Besöksadress", f"Storgatan {number}"),
        ("Telefon", f"0{rng.randint(300, 650)}-{rng.randint(100, 999)} {number}"),
        ("Webbplats", "www.exempel.se"),
    )


def _edges(report: Report, title: str, publisher: str) -> tuple[str, str, str, str]:
    """Small print at the corners of the pages: of a browser, of a registry, of a protocol, of a quality system."""
    rng, year = report.rng, report.year + 1
    day = f"{year}-{rng.randint(1, 5):02}-{rng.randint(1, 28):02}"
    if report["furniture"] == "browser":
        address = f"https://www.exempel.se/rapporter/{rng.randint(1000, 9999)}.html"
        return f"{day} {rng.randint(8, 16):02}:{rng.randint(0, 59):02}", title, address, "{page}/{pages}"
    if report["furniture"] == "registry":
        return publisher, f"{day}  Dnr RS {year - 1}-{rng.randint(100, 900):05}  {{page}} ({{pages}})", "", ""
    if report["furniture"] == "versioned":
        return (
            f"Dokumenttyp: Rapport   Version: {rng.randint(1, 3)}.{rng.randint(0, 9)}",
            "Sida {page} (av {pages})",
            f"Fastställd: {day}   Dokumentägare: {person(rng)}",
            "",
        )
    return (
        "",
        f"Bilaga {rng.randint(1, 9)} till § {rng.randint(20, 180)}",
        f"Protokoll {day}",
        "Sida {page} av {pages}",
    )


def running_text(report: Report, most: int = 1) -> None:
    """Running text, as much as was chosen."""
    kind, rng = report["prose"], report.rng
    if kind == "columns":
        report.add(Columns([Line(prose(rng, 4)), Line(prose(rng, 3))]))
    elif kind == "boxes":
        head = Line(rng.choice(("Visste du att", "Det här är viktigt", "Från verksamheten")), bold=True)
        report.add(Cards([cell([head, Line(prose(rng, 2))], fill="FFF4D6")], in_a_row=1, framed=False))
    elif kind == "counted":
        report.add(Line(f"{prose(rng, 1)} {counted(rng)} {prose(rng, 1)}"))
    elif kind == "shares":
        report.add(Line(f"{prose(rng, 1)} {shares(rng)} {prose(rng, 1)}"))
    elif kind == "dated":
        report.add(Line(f"{prose(rng, 1)} {dated(rng, report.year)} {prose(rng, 1)}"))
    elif kind == "quoted":
        report.add(Line(f"”{prose(rng, 1)}”", italic=True, size=1.25))
        report.add(Line(f"{person(rng)}, verksamhetsutvecklare", size=0.9))
    paragraphs = {"some": 1, "much": 3}.get(kind, 0)
    for _ in range(min(paragraphs, most if kind == "some" else 3)):
        report.add(Line(prose(rng, rng.randint(1, 4))))


def close(report: Report) -> None:
    """What stands at the end."""
    rng, kind = report.rng, report["ending"]
    if kind == "signed":
        day = f"{report.year + 1}-02-{rng.randint(10, 28)}"
        report.add(Line(f"Orten den {day}"), Line("_" * 32), Line(person(rng)), Line("Behörig firmatecknare", size=0.9))
    elif kind == "annexes":
        report.add(Heading("Bilagor"))
        names = ("Deltagarlista", "Enkät", "Revisionsintyg", "Fotografier")
        report.add(*(Line(f"Bilaga {n}. {name}") for n, name in enumerate(rng.sample(names, 3), start=1)))
    elif kind == "address":
        lines = ["Vill du veta mer?", f"Ring {person(rng)}, 0{rng.randint(300, 650)}-{rng.randint(100, 999)} 00"]
        own = [Line(lines[0], bold=True), Line(lines[1]), Line("kansliet@exempel.se")]
        report.add(Cards([cell(own, fill="E8EEF4")], in_a_row=1, framed=False))
