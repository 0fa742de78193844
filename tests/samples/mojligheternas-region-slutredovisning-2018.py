"""Sample of a regional fund report: a form with numbered questions in boxes, drawn with ReportLab."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

INK, LINE, BAR = HexColor("#1d2a3a"), HexColor("#5b7083"), HexColor("#dfe7ee")
FONTS = {"Form": "Liberation Sans", "Form-Bold": "Liberation Sans:bold", "Form-Italic": "Liberation Sans:italic"}

# Without it a table names Helvetica, which is not embedded, even where it writes nothing in it.
FORM_FONT = ("FONTNAME", (0, 0), (-1, -1), "Form")


@dataclass(frozen=True)
class Text:
    """A paragraph of an answer."""

    text: str


@dataclass(frozen=True)
class Lead:
    """A line that introduces a list."""

    text: str


@dataclass(frozen=True)
class Item:
    """A list item; level 1 is outermost."""

    text: str
    level: int = 1


Block = Text | Lead | Item


@dataclass(frozen=True)
class Question:
    """One numbered question with its help text and its answer."""

    number: int
    title: str
    help: str
    answer: Sequence[Block]


QUESTIONS = (
    Question(
        7,
        "Genomförande: vad har gjorts och vad blev resultatet?",
        "Redogör kort för projektet, vilka som har deltagit och vad ni har åstadkommit i förhållande till beslutet.",
        (
            Text(
                "Möjligheternas Region är ett samarbete mellan Dorotea kommun, Lycksele kommun, Malå kommun, Norsjö "
                "kommun, Sorsele kommun, Storumans kommunföretag AB, Vilhelmina kommun och Åsele "
                "näringslivsstiftelse. Projektet pågick från den 1 september 2015 till den 31 december 2018. Det "
                "finansierades av samverkansparterna, Region Västerbotten och Europeiska regionala utvecklingsfonden."
            ),
            Text(
                "Bygden behöver fler företag och fler som vågar växa. Förebilderna är få, avstånden långa och "
                "företagen har inte alltid vetat vart de ska vända sig i sin kommun. Projektet har därför satsat på "
                "att få fler att starta, på att utveckla dem som redan finns och på att ta vara på nya idéer."
            ),
            Lead("Våra viktigaste arbetssätt har varit:"),
            Item("Individuell coachning: samtal på hemmaplan med en lokal affärscoach."),
            Item("Testa på att vara företagare: träffar för den som funderar på att starta eget."),
            Item("Behovsanpassade insatser: köpt expertis, oftast inom försäljning och digital marknadsföring."),
            Item("Växtkraft: stöd under längre tid till företag som vill och kan växa."),
            Text(
                "Den lokala coachen är det som företagarna själva sätter högst. Många är ensamma i sin roll och har "
                "behövt någon att tänka högt tillsammans med. Vi har haft fördjupade samtal med över 600 företag. I "
                "Malå gick nio personer företagarskolan. Flera av dem hade flyttat till Sverige från andra länder."
            ),
            Text(
                "Allt gick inte som vi hade tänkt oss. Upphandlingen av konsulter drog ut på tiden, och i Växtkraft "
                "visade det sig att en del företag inte var mogna för så omfattande förändringar. Vi har också haft "
                "svårt att nå kvinnor som säljer till den lokala marknaden, eftersom reglerna för stöd inte alltid "
                "har passat dem."
            ),
        ),
    ),
    Question(
        8,
        "Indikatorer: mål och utfall",
        "Ange mål enligt beslutet och uppnått resultat för varje indikator. Förklara större avvikelser.",
        (
            Lead("Programmets indikatorer:"),
            Item("Antal företag som får stöd"),
            Item("Mål: 400", 2),
            Item("Resultat: 388", 2),
            Item("Antal nya företag som får stöd"),
            Item("Mål: 300", 2),
            Item("Resultat: 140", 2),
            Item("Sysselsättningsökning i företag som får stöd"),
            Item("Mål: 100", 2),
            Item("Resultat: 26 (19 män och 7 kvinnor)", 2),
            Lead("Projektets egna indikatorer:"),
            Item("Antal företag som får stöd"),
            Item("Mål: 400 st", 2),
            Item("Resultat: 388 st", 2),
            Item("Varav kvinnor: mål 150 st, resultat 161 st", 2),
            Item("Varav unga (18–30 år): 50 st", 2),
            Item("Varav utlandsfödda: 50 st", 2),
            Item("Antal personer som har startat företag"),
            Item("Mål: 300 st", 2),
            Item("Resultat: 140 st", 2),
            Item("Varav kvinnor: mål 125 st, resultat 72 st", 2),
            Item("Varav unga (18–30 år): 37 st", 2),
            Item("Varav utlandsfödda: 30 st", 2),
            Item("Antal personer som fått nyföretagarrådgivning"),
            Item("Mål: 500 st", 2),
            Item("Resultat: 335 st", 2),
            Item("Varav kvinnor: 153 st", 2),
            Item("Varav unga (18–30 år): 91 st", 2),
            Item("Antal möten med personer med idéer"),
            Item("Mål: 120st", 2),
            Item("Resultat: 58st", 2),
            Item("Varav kvinnor: 19st", 2),
            Item("Varav unga (18–30 år): 9st", 2),
            Item("Varav utlandsfödda: 4st", 2),
            Item("Antal företag i Växtkraft"),
            Item("Mål: 80 st", 2),
            Item("Resultat: 8 st", 2),
            Item("Varav kvinnor: 2 st", 2),
            Item("Varav unga (18–30 år): 0 st", 2),
            Item("Varav utlandsfödda: 0 st", 2),
            Item("Andel företag i Växtkraft med ökad lönsamhet"),
            Item("Mål: 90 %", 2),
            Item("Resultat: har inte kunnat mätas", 2),
            Text(
                "Växtkraft krympte när budgeten minskade och intresset blev svagare än väntat. Lönsamheten i de "
                "företag som blev kvar går inte att mäta ännu, eftersom flera av dem saknar bokslut."
            ),
            Text(
                "Vad projektet betyder för sysselsättningen är svårt att skilja från annat som händer i bygden. "
                "Enkäten våren 2018 besvarades av 30 företag. Fyra företag uppgav att insatserna hade påverkat "
                "antalet anställda. Åren 2015–2017 startade 124 personer företag med vår hjälp. Det motsvarar 20 % av "
                "alla nya företag i kommunerna."
            ),
        ),
    ),
    Question(
        9,
        "Spridning: hur har resultaten gjorts kända?",
        "Beskriv större informationsinsatser och hur EU:s medverkan har synts.",
        (
            Text(
                "Vi har berättat om företag i bygden genom annonser, filmer och en gemensam blogg. Kommunernas egna "
                "kanaler har använts till inbjudningar. Mest har det ändå betytt att företagare själva har berättat "
                "för andra vad de fick ut av stödet. När projektet närmade sig slutet ordnade kommunerna öppna dagar, "
                "där besökarna också fick veta vad regionalfonden har betalat."
            ),
        ),
    ),
    Question(
        10,
        "Lärdomar: vad tar ni med er?",
        "Ta upp både sådant som lyckades och sådant som ni skulle ha gjort på ett annat sätt.",
        (
            Item("Samverkan mellan kommunerna"),
            Item("Digitala möten varannan vecka har sparat många mil i bil.", 2),
            Item("Gemensamma mallar gör att ingen behöver uppfinna allt på nytt.", 2),
            Item("Tillsammans blir kommunerna lyssnade på av nationella myndigheter.", 2),
            Item("Arbetet nära företagen"),
            Item("En konsult måste passa ihop med företagaren, annars händer ingenting.", 2),
            Item("Ledningen i företaget ska vara beredd att lägga egen tid.", 2),
        ),
    ),
    Question(
        11,
        "Fortsättning: vad händer efter projektet?",
        "Beskriv hur resultaten tas om hand i den ordinarie verksamheten.",
        (
            Text(
                "Varje kommun har gjort en egen plan för det som ska leva vidare. Företagsbesöken blir en del av det "
                "dagliga arbetet. Systemet för att hålla ordning på kontakter och besök förvaltas gemensamt. "
                "Referensgrupperna finns kvar på flera håll och ger näringslivskontoren råd. Studieförbunden tar över "
                "en del av informationen till den som vill starta eget."
            ),
        ),
    ),
    Question(12, "Övriga upplysningar", "Ange annat som fonden bör känna till.", ()),
)


def font_file(pattern: str) -> str:
    """The file that fontconfig finds for a pattern such as ``Liberation Sans:bold``."""
    return subprocess.run(["fc-match", "-f", "%{file}", pattern], check=True, capture_output=True, text=True).stdout


def ligatures(text: str) -> str:
    """Write the ligature as one character, as older word processors leave it in the text layer."""
    return text.replace("fi", "\ufb01")


class NumberedCanvas(Canvas):
    """A canvas that knows at the end how many pages there are."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{**kwargs, "initialFontName": "Form"})
        self._states: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._states:
            self.__dict__.update(state)
            self.setFont("Form", 7.5)
            self.setFillColor(LINE)
            self.drawString(18 * mm, 11 * mm, "Slutredovisning till regionalfonden")
            self.drawRightString(192 * mm, 11 * mm, f"Sida {self._pageNumber} ({len(self._states)})")
            super().showPage()
        super().save()


def build(path: Path) -> None:
    """Write the PDF."""
    for name, pattern in FONTS.items():
        registerFont(TTFont(name, font_file(pattern)))
    registerFontFamily("Form", normal="Form", bold="Form-Bold", italic="Form-Italic")
    body = ParagraphStyle("body", fontName="Form", fontSize=10, leading=14.2, textColor=INK)
    heading = ParagraphStyle("heading", parent=body, fontName="Form-Bold", fontSize=11, leading=14)
    hint = ParagraphStyle("hint", parent=body, fontName="Form-Italic", fontSize=7.8, leading=10, textColor=LINE)
    items = {
        1: ParagraphStyle("item1", parent=body, leftIndent=12, bulletIndent=2, bulletFontName="Form"),
        2: ParagraphStyle("item2", parent=body, leftIndent=30, bulletIndent=19, bulletFontName="Form"),
    }

    def flowable(block: Block) -> Paragraph:
        if isinstance(block, Item):
            return Paragraph(block.text, items[block.level], bulletText="•" if block.level == 1 else "–")
        return Paragraph(ligatures(block.text), body)

    def padding(block: Block, following: Block | None) -> float:
        if isinstance(block, Text):
            return 5
        return 5 if isinstance(block, Item) and not isinstance(following, Item) else 0.6

    def box(question: Question) -> Table:
        rows: list[list[Flowable]] = [
            [Paragraph(f"{question.number}. {question.title}", heading)],
            [Paragraph(question.help, hint)],
            *([flowable(block)] for block in question.answer),
        ]
        if not question.answer:
            rows.append([Spacer(1, 14 * mm)])
        look = [
            FORM_FONT,
            ("BOX", (0, 0), (-1, -1), 0.8, LINE),
            ("NOSPLIT", (0, 0), (0, 2)),
            ("BACKGROUND", (0, 0), (0, 0), BAR),
            ("LINEBELOW", (0, 0), (0, 0), 0.8, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 7),
            ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), 0.6),
            ("TOPPADDING", (0, 0), (0, 1), 4),
            ("BOTTOMPADDING", (0, 0), (0, 1), 4),
        ]
        for number, block in enumerate(question.answer):
            following = question.answer[number + 1] if number + 1 < len(question.answer) else None
            look.append(("BOTTOMPADDING", (0, number + 2), (0, number + 2), padding(block, following)))
        return Table(rows, colWidths=[174 * mm], style=TableStyle(look), splitInRow=0)

    label = ParagraphStyle("label", parent=body, fontSize=7.6, leading=10, textColor=LINE)
    name = ParagraphStyle("name", parent=body, fontName="Form-Bold", fontSize=10.5, leading=14)
    facts = Table(
        [
            [Paragraph("Projektets namn", label), Paragraph("Program", label)],
            [Paragraph("Möjligheternas Region", name), Paragraph("Regionalfonden, Övre Norrland", name)],
        ],
        colWidths=[87 * mm, 87 * mm],
        style=TableStyle(
            [
                FORM_FONT,
                ("BOX", (0, 0), (-1, -1), 0.8, LINE),
                ("LINEAFTER", (0, 0), (0, -1), 0.5, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 7),
                ("TOPPADDING", (0, 0), (-1, 0), 3),
                ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
                ("TOPPADDING", (0, 1), (-1, 1), 0),
            ]
        ),
    )
    title = ParagraphStyle("title", parent=body, fontName="Form-Bold", fontSize=20, leading=24, textColor=white)
    subtitle = ParagraphStyle("subtitle", parent=body, fontSize=10.5, leading=14, textColor=white)
    place = ParagraphStyle("place", parent=subtitle, alignment=TA_RIGHT)
    banner = Table(
        [
            [Paragraph("Slutredovisning", title), Paragraph("Europeiska regionala<br/>utvecklingsfonden", place)],
            [Paragraph("Avser hela projekttiden", subtitle), ""],
        ],
        colWidths=[104 * mm, 70 * mm],
        style=TableStyle(
            [
                FORM_FONT,
                ("BACKGROUND", (0, 0), (-1, -1), HexColor("#274d74")),
                ("SPAN", (1, 0), (1, 1)),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, 0), 9),
                ("BOTTOMPADDING", (0, 1), (-1, 1), 10),
            ]
        ),
    )
    colophon = ParagraphStyle("colophon", parent=body, fontSize=7, leading=9, textColor=LINE)

    note = Paragraph(
        "Exempelrapport till programvaran Rapportlager. Parter, finansiärer, projekttid, mål och resultat är "
        "hämtade ur projektets slutrapport från 2018. Texten är nyskriven.",
        colophon,
    )
    story: list[Flowable] = [banner, Spacer(1, 5 * mm), facts, Spacer(1, 2 * mm), note]
    for question in QUESTIONS:
        story += [Spacer(1, 5 * mm), box(question)]
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title="Slutredovisning: Möjligheternas Region",
        author="Möjligheternas Region",
        invariant=1,
        lang="sv",
    )
    frame = Frame(18 * mm, 17 * mm, 174 * mm, 264 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(story, canvasmaker=NumberedCanvas)
