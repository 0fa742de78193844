"""Sample of a regional project list: a Word document made with python-docx, which LibreOffice turns into a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SUFFIX = ".docx"
NBSP, THIN = "\u00a0", "\u2009"
BLUE = RGBColor(0x00, 0x4B, 0x87)
FONT = "Carlito"


@dataclass(frozen=True)
class Project:
    """One project: its table row, and what stands under its heading."""

    name: str
    owner: str
    question: str
    total: int
    granted: int
    text: str
    heading: str = ""
    """Heading of the description where it differs from the name in the table."""
    described_owner: str = ""
    """Owner of the description where it differs from the one in the table."""


@dataclass(frozen=True)
class Theme:
    """One theme of a subregion: its table and how that is drawn."""

    name: str
    projects: Sequence[Project]
    columns: Sequence[tuple[str, str, float]]
    """(field, header, width in cm)."""
    total_label: str
    separator: str
    look: str
    """grid, horizontal or plain."""
    padding: float = 4
    """Above and below the text of a cell, in points."""


@dataclass(frozen=True)
class Subregion:
    """One subregion: what is said before its tables, and its themes."""

    name: str
    intro: str
    themes: Sequence[Theme]


SUBREGIONS = (
    Subregion(
        "Boråsregionen",
        "I Boråsregionen är det direktionen som fördelar pengarna. Under 2020 har den beviljat 12 projekt inom de "
        "båda temana nedan.",
        (
            Theme(
                "En ledande kunskapsregion",
                (
                    Project(
                        "Ung Företagsamhet",
                        "Ung Företagsamhet Älvsborg",
                        "1",
                        1_600_000,
                        800_000,
                        "Gymnasieelever får prova hela vägen från idé till avslutat bolag under ett skolår. Projektet "
                        "ska få fler unga att se eget företagande som ett möjligt yrkesval.",
                    ),
                    Project(
                        "Drivhuset FRAMSTEG!",
                        "Drivhuset i Borås",
                        "1",
                        215_000,
                        580_000,
                        "Studenter och andra unga med affärsidéer får vägledning fram till start. Satsningen svarar "
                        "mot behov som företagen i Sjuhärad själva har pekat ut.",
                    ),
                    Project(
                        "Internationell omvärldsbevakning",
                        "E-handelsstaden Borås ek. förening",
                        "1",
                        60_000,
                        60_000,
                        "Föreningens medlemmar får bevakning av hur e-handel och logistik utvecklas utomlands. Tanken "
                        "är också att göra trakten intressant för företag som söker en ny ort.",
                        described_owner="E-handelsstaden Borås ekonomisk förening",
                    ),
                    Project(
                        "Mitt första nätverk",
                        "Ung Företagsamhet Älvsborg",
                        "1",
                        60_000,
                        60_000,
                        "Elever som driver UF-företag ska få möta yrkesverksamma och tidigare deltagare i ett eget "
                        "nätverk. En första träff prövas i liten skala.",
                    ),
                    Project(
                        "Smart Textile och Do-Tank",
                        "Högskolan Borås och Science Park Borås",
                        "1",
                        17_000_000,
                        1_500_000,
                        "Textila uppfinningar tas från labb till färdiga varor, tjänster och processer. Arbetet "
                        "vänder sig i första hand till mindre företag i Sjuhärad.",
                        described_owner="Högskolan i Borås/Science Park Borås",
                    ),
                    Project(
                        "Tillväxt och finansiering för ägarledda företag",
                        "Connect Sverige region Väst",
                        "3",
                        2_044_500,
                        757_250,
                        "Ägarledda företag får hjälp att hitta kapital och rådgivning inför nästa steg. Ett nätverk "
                        "av lokala investerare byggs upp tillsammans med banker och rådgivare.",
                    ),
                    Project(
                        "Creative Innovation",
                        "Creative Cluster",
                        "3",
                        1_022_440,
                        425_000,
                        "Företag i de kulturella och kreativa branscherna tränas i att driva innovation med stöd av "
                        "forskare. RISE bidrar med metoder och handledning.",
                        described_owner="Creative Cluster – Creative Cluster Innovation Hub Väst ekonomisk förening",
                    ),
                    Project(
                        "Företagsrevitalisering i Boråsregionen och Fyrbodal",
                        "Högskolan i Skövde",
                        "3",
                        442_500,
                        221_250,
                        "Stabila aktiebolag som har slutat växa får hjälp att ta ny fart. Projektet bygger på "
                        "erfarenheter från Skaraborg.",
                    ),
                    Project(
                        "Hållbarhet för att stärka näringslivet i Sjuhärad",
                        "Inkubatorn i Borås AB",
                        "3",
                        516_950,
                        188_875,
                        "Småföretag får kunskap och verktyg för att göra hållbarhet till en del av affären. Högskolan "
                        "och inkubatorn delar på genomförandet.",
                    ),
                    Project(
                        "SMART – Smart Industri Sjuhärad",
                        "IUC",
                        "3",
                        3_920_000,
                        990_000,
                        "Industriföretag genomför var sitt innovationsprojekt och stärker ledningens förmåga att "
                        "driva förändring. På sikt ska det ge en industri som står pall för nya villkor.",
                        described_owner="Industriellt utvecklingscenter i Sjuhärad AB (IUC)",
                    ),
                ),
                (
                    ("name", "Projekt", 5.6),
                    ("owner", "Projektägare", 4.9),
                    ("question", "Prioriterad fråga", 1.9),
                    ("total", "Total förväntad kostnad (kr)", 2.5),
                    ("granted", "Varav RUN (kr)", 2.2),
                ),
                "Total",
                NBSP,
                "grid",
                10,
            ),
            Theme(
                "En region där vi tar globalt ansvar",
                (
                    Project(
                        "Sjuhärads plattform för hållbara livsstilar",
                        "Borås stad, Miljöförvaltningen",
                        "23",
                        60_000,
                        60_000,
                        "Här prövas hur goda vanor kan spridas genom en gemensam plattform. Omvärldsbevakning och "
                        "samtal med målgrupperna ger underlag för ett större projekt.",
                    ),
                    Project(
                        "Hållbarhetsvecka i Boråsregionen",
                        "Navet Science center",
                        "24",
                        59_000,
                        59_000,
                        "Bibliotek, föreningar och andra mötesplatser tar reda på om de kan ordna en gemensam "
                        "temavecka varje år. Invånarna ska lockas att lära mer om miljön där de bor.",
                    ),
                ),
                (
                    ("name", "Projekt", 5.6),
                    ("owner", "Projektägare", 4.9),
                    ("question", "Prior. fråga", 1.9),
                    ("total", "Total förväntad kostnad", 2.5),
                    ("granted", "Varav RUN", 2.2),
                ),
                "Total",
                THIN,
                "horizontal",
            ),
        ),
    ),
    Subregion(
        "Fyrbodal",
        "Här redovisas temat som rymmer kultur, besöksnäring och platsens dragningskraft. Inom det har Fyrbodals "
        "kommunalförbund beviljat 5 projekt.",
        (
            Theme(
                "En region som syns och engagerar",
                (
                    Project(
                        "Sömnadsförmedlingen",
                        "Not Quite ekonomisk förening",
                        "27",
                        150_000,
                        37_500,
                        "Utrikesfödda sömmare och skräddare får sina kunskaper prövade som en väg till arbete. Nya "
                        "kontakter knyts med textilföretag i området.",
                    ),
                    Project(
                        "Hållbar besöksnäring i Väst",
                        "Fyrbodals kommunalförbund",
                        "30",
                        3_789_797,
                        75_875,
                        "Turistföretag som drabbades av pandemin får stöd att ställa om. Kommunerna arbetar ihop i "
                        "stället för var för sig.",
                    ),
                    Project(
                        "Hållbar besöksnäring på gränsen",
                        "Svinesundskommittéen",
                        "30",
                        900_000,
                        150_000,
                        "Bohuslän, Dalsland och Östfold utvecklar sina resmål tillsammans. När projektet är klart ska "
                        "det finnas en strategi för samarbetet över gränsen.",
                        described_owner="Svinesundskommittén",
                    ),
                    Project(
                        "Position Väst",
                        "Fyrbodals kommunalförbund",
                        "32",
                        3_683_632,
                        1_500_000,
                        "Delregionerna ska arbeta på samma sätt när företag vill etablera sig. Området blir då "
                        "lättare att hitta för investerare i andra länder.",
                    ),
                    Project(
                        "Kvalitetssäkring av DRUM-medelshantering",
                        "Fyrbodals kommunalförbund",
                        "Övergripande",
                        54_000,
                        44_000,
                        "Ansökningar om delregionala medel ska kunna skötas i en e-tjänst. Förbundet lär av hur "
                        "Skaraborg har gått till väga.",
                        heading="Kvalitetssäkring av DRUM-medlens hantering",
                    ),
                ),
                (
                    ("name", "Insats", 3.5),
                    ("owner", "Projektägare", 3.6),
                    ("granted", "Varav RUN", 2.7),
                    ("total", "Total förväntad kostnad", 3.2),
                    ("question", "Prior. fråga", 3.0),
                ),
                "Totalt",
                NBSP,
                "plain",
            ),
        ),
    ),
    Subregion(
        "Göteborgsregionen",
        "Göteborgsregionens kommunalförbund har beviljat två projekt. De fortsätter på arbete som redan pågår i "
        "kommunerna.",
        (
            Theme(
                "En region för alla",
                (
                    Project(
                        "Fokus på utveckling inom arbetsmarknadsområdet",
                        "Göteborgsregionens kommunalförbund",
                        "12",
                        1_800_000,
                        900_000,
                        "Medlemskommunerna samordnar sina insatser för den som saknar jobb. Handläggare och chefer "
                        "delar metoder med varandra.",
                    ),
                    Project(
                        "Fortsatt arbete med regional branschsamverkan",
                        "Göteborgsregionens kommunalförbund",
                        "16",
                        2_200_000,
                        1_100_000,
                        "Branscher och utbildare träffas i råd som följer vilken kompetens som saknas. Råden finns "
                        "kvar i samma form som tidigare.",
                    ),
                ),
                (
                    ("question", "Prior. fråga", 1.8),
                    ("name", "Projekt", 5.5),
                    ("owner", "Projektägare", 5.0),
                    ("total", "Total kostnad", 2.5),
                    ("granted", "Varav RUN", 2.3),
                ),
                "Summa",
                " ",
                "grid",
            ),
        ),
    ),
)


def kronor(amount: int, separator: str) -> str:
    """1600000 as `1 600 000`, with the separator asked for."""
    return f"{amount:,}".replace(",", separator)


def element(tag: str, **attributes: str) -> OxmlElement:
    """A WordprocessingML element with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE, worked out by the word processor."""
    run = paragraph.add_run()
    run._r.append(element("w:fldChar", fldCharType="begin"))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    run._r.append(text)
    run._r.append(element("w:fldChar", fldCharType="end"))


def borders(table: Table, **sides: tuple[int, str]) -> None:
    """Table borders: side=(width in eighths of a point, colour); a side not named is not drawn."""
    holder = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in sides:
            width, colour = sides[side]
            holder.append(element(f"w:{side}", val="single", sz=str(width), space="0", color=colour))
        else:
            holder.append(element(f"w:{side}", val="nil"))
    table._tbl.tblPr.append(holder)


def cell_rule(cell: _Cell, side: str, width: int, colour: str) -> None:
    """One border of one cell."""
    holder = OxmlElement("w:tcBorders")
    holder.append(element(f"w:{side}", val="single", sz=str(width), space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(holder)


def shade(cell: _Cell, colour: str) -> None:
    """The background of a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def fill(cell: _Cell, text: str, *, bold: bool = False, right: bool = False) -> None:
    """The text of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table text"
    paragraph.add_run(text).bold = bold
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def project_table(document: Doc, theme: Theme) -> None:
    """The table of one theme, with its total row."""
    fields = [name for name, _, _ in theme.columns]
    amounts = {"total", "granted"}
    table = document.add_table(rows=1, cols=len(fields))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    show: dict[str, Callable[[Project], str]] = {
        "name": lambda p: p.name,
        "owner": lambda p: p.owner,
        "question": lambda p: p.question,
        "total": lambda p: kronor(p.total, theme.separator),
        "granted": lambda p: kronor(p.granted, theme.separator),
    }
    for cell, (name, header, _) in zip(table.rows[0].cells, theme.columns, strict=True):
        fill(cell, header, bold=True, right=name in amounts)
    for project in theme.projects:
        for cell, name in zip(table.add_row().cells, fields, strict=True):
            fill(cell, show[name](project), right=name in amounts)
    sums = {
        "owner": theme.total_label,
        "total": kronor(sum(p.total for p in theme.projects), theme.separator),
        "granted": kronor(sum(p.granted for p in theme.projects), theme.separator),
    }
    for cell, name in zip(table.add_row().cells, fields, strict=True):
        fill(cell, sums.get(name, ""), bold=True, right=name in amounts)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, (_, _, width) in zip(row.cells, theme.columns, strict=True):
            cell.width = Cm(width)
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(theme.padding)
    for column, (_, _, width) in zip(table.columns, theme.columns, strict=True):
        column.width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    if theme.look == "grid":
        line = (4, "7F9DB9")
        borders(table, top=line, left=line, bottom=line, right=line, insideH=line, insideV=line)
        for cell in table.rows[0].cells:
            shade(cell, "DCE8F2")
    elif theme.look == "horizontal":
        borders(table, top=(8, "004B87"), bottom=(8, "004B87"), insideH=(4, "A8BDD0"))
    else:
        borders(table)
        for cell in table.rows[-1].cells:
            cell_rule(cell, "top", 4, "FFFFFF")
    document.add_paragraph(style="Gap")


def styles(document: Doc) -> None:
    """Fonts, sizes and spacing."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.element.rPr.append(element("w:lang", val="sv-SE"))
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.06
    for name, size, before, after in (
        ("Title", 24, 0, 2),
        ("Heading 1", 17, 14, 4),
        ("Heading 2", 13, 10, 4),
        ("Heading 3", 11, 8, 0),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = BLUE if name != "Heading 3" else RGBColor(0x22, 0x22, 0x22)
        fonts = style.element.rPr.rFonts
        for theme_font in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme_font}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        if name == "Title" and style.element.pPr.find(qn("w:pBdr")) is not None:
            style.element.pPr.remove(style.element.pPr.find(qn("w:pBdr")))
    text = document.styles.add_style("Table text", 1)
    text.base_style = normal
    text.font.size = Pt(9.5)
    text.paragraph_format.line_spacing = 1.0
    gap = document.styles.add_style("Gap", 1)
    gap.base_style = normal
    gap.font.size = Pt(3)
    gap.paragraph_format.space_after = Pt(0)
    owner = document.styles.add_style("Owner", 1)
    owner.base_style = normal
    owner.font.italic = True
    owner.paragraph_format.space_after = Pt(1)
    owner.paragraph_format.keep_with_next = True


def build(path: Path) -> None:
    """Write the Word document."""
    document = Document()
    styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.0)
    header = section.header.paragraphs[0]
    header.text = "Västra Götalandsregionen\tBilaga 2"
    header.style.paragraph_format.tab_stops.clear_all()
    header.style.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)
    header.style.font.size, header.style.font.color.rgb = Pt(8.5), RGBColor(0x55, 0x55, 0x55)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Sida ")
    field(footer, "PAGE")
    footer.add_run(" av ")
    field(footer, "NUMPAGES")

    sender = document.add_paragraph()
    sender.paragraph_format.space_after = Pt(54)
    sender.add_run("Regional utveckling\n2021-03-01").font.size = Pt(9.5)
    document.add_paragraph("Beviljade delregionala projekt 2020", style="Title")
    lead = document.add_paragraph()
    run = lead.add_run("Projekt som delregionerna har gett stöd med medel från regionutvecklingsnämnden (RUN)")
    run.font.size, run.font.color.rgb = Pt(12.5), RGBColor(0x55, 0x55, 0x55)
    lead.paragraph_format.space_after = Pt(16)
    document.add_paragraph(
        "Regionutvecklingsnämnden lämnar varje år medel till kommunalförbunden, som i sin tur ger stöd till projekt i "
        "sin del av länet. Den här bilagan visar ett urval av teman ur strategin för tillväxt och utveckling, VG2020. "
        "För varje tema finns en tabell över projekten och därefter en kort beskrivning av vart och ett."
    )
    document.add_paragraph(
        "I tabellerna anges vilken av strategins prioriterade frågor som projektet svarar mot, vad hela projektet "
        "väntas kosta och hur stor del som nämndens medel står för. Kommunalförbunden har själva lämnat uppgifterna."
    )
    colophon = document.add_paragraph()
    run = colophon.add_run(
        "Exempelrapport till programvaran Rapportlager. Projekt, projektägare och belopp är hämtade ur Västra "
        "Götalandsregionens bilaga om delregionala insatser. Texten är nyskriven."
    )
    run.font.size, run.font.color.rgb = Pt(8), RGBColor(0x66, 0x66, 0x66)
    for number, subregion in enumerate(SUBREGIONS):
        document.add_heading(subregion.name, 1).paragraph_format.page_break_before = number > 0
        document.add_paragraph(subregion.intro)
        for theme in subregion.themes:
            document.add_heading(theme.name, 2)
            project_table(document, theme)
            for project in theme.projects:
                document.add_heading(project.heading or project.name, 3)
                document.add_paragraph(f"Projektägare: {project.described_owner or project.owner}", style="Owner")
                document.add_paragraph(project.text)
    properties = document.core_properties
    properties.title = "Beviljade delregionala projekt 2020"
    properties.author = "Västra Götalandsregionen"
    properties.created = properties.modified = dt.datetime(2021, 3, 1, 12)
    document.save(str(path))
