"""The public data model: every table and column, declared once.

Parquet schemas, DuckDB DDL and comments, the checks before publication and ``docs/dictionary.md`` are all made from
``TABLES``. Names are a contract with the SQL of users: columns are added, never renamed.

A type is written as DuckDB writes it. ``BBOX`` stands for the place of a value on its page, in PDF points from the top
left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

BBOX = "STRUCT(x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE)"
MONEY = "DECIMAL(18,2)"
TEXT = "VARCHAR"
TEXTS = "VARCHAR[]"
INT = "INTEGER"
COUNT = "BIGINT"
REAL = "DOUBLE"
BOOL = "BOOLEAN"
DATE = "DATE"
INSTANT = "TIMESTAMP"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its SQL type, what it means, its unit and the values it may hold."""

    name: str
    type: str
    description: str
    required: bool = False
    unit: str | None = None
    allowed: tuple[str, ...] = ()
    references: str | None = None
    """``table.column`` whose values it holds."""
    source: str | None = None
    """The standard, register or report wording the column comes from."""

    @property
    def comment(self) -> str:
        """The text of the database's COMMENT: meaning, unit, allowed values, source."""
        parts = [self.description.rstrip(".") + "."]
        if self.unit:
            parts.append(f"Unit: {self.unit}.")
        if self.allowed:
            parts.append(f"One of: {', '.join(self.allowed)}.")
        if self.references:
            parts.append(f"References {self.references}.")
        if self.source:
            parts.append(f"Source: {self.source}.")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, its primary key and what one row is."""

    name: str
    row: str
    """What one row is, as a noun phrase."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    group: str
    """The stage that makes the rows: ``report``, ``reading``, ``records`` or ``entities``."""

    @property
    def comment(self) -> str:
        """The text of the table's COMMENT."""
        return f"One row is {self.row}."

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names in order."""
        return tuple(column.name for column in self.columns)


def _id(table: str, description: str) -> Column:
    return Column(f"{table}_id", TEXT, description, required=True)


REPORT_ID = Column(
    "report_id",
    TEXT,
    "The report the row was read from: the slug of the file's stem",
    required=True,
    references="reports.report_id",
)
PAGE = Column("page", INT, "Page of the PDF where the row starts, counted from 1", required=True)
BOX = Column("bbox", BBOX, "Place on that page, origin top left", required=True, unit="PDF points")
SOURCE_TEXT = Column("source_text", TEXT, "The text as printed at that place", required=True)
PROVENANCE = (PAGE, BOX, SOURCE_TEXT)
PROJECT_ID = Column(
    "project_id", TEXT, "The project the row is about, where it is known", references="projects.project_id"
)


REPORTS = Table(
    "reports",
    "one file found under the raw folder, read or not",
    (
        Column(
            "report_id",
            TEXT,
            "The slug of the file's stem; a second, different file of the same stem gets '-' and the first 8 hex "
            "digits of its sha256",
            required=True,
        ),
        Column(
            "family",
            TEXT,
            "The report family it was recognised as: the name of a file in pipelines/families; NULL where none was",
        ),
        Column("title", TEXT, "The title as printed on the first pages"),
        Column("publisher", TEXT, "The organisation that publishes the report, as printed"),
        Column("fiscal_year", INT, "The year the report is about; of a longer period the last one"),
        Column("period_start", DATE, "First day of the period the report covers"),
        Column("period_end", DATE, "Last day of the period the report covers"),
        Column("published_on", DATE, "Printed date of the report"),
        Column(
            "registration_number",
            TEXT,
            "Diarienummer, as printed",
            source="offentlighets- och sekretesslagen 5 kap.",
        ),
        Column("language", TEXT, "Language of the running text", source="ISO 639-1"),
        Column("page_count", INT, "Pages in the PDF; NULL where it could not be opened", unit="pages"),
        Column("file_name", TEXT, "Path under the raw folder, with forward slashes", required=True),
        Column("sha256", TEXT, "SHA-256 of the file's bytes; NULL where there is no file to read"),
        Column(
            "text_source",
            TEXT,
            "Where the text comes from",
            required=True,
            allowed=("native", "ocr", "mixed", "none"),
        ),
        Column(
            "status",
            TEXT,
            "How the reading went",
            required=True,
            allowed=("ok", "partial", "unknown_family", "duplicate", "failed"),
        ),
        Column("duplicate_of", TEXT, "The report whose file has the same bytes", references="reports.report_id"),
        Column(
            "supersedes_report_id",
            TEXT,
            "The earlier edition this one replaces",
            references="reports.report_id",
        ),
        Column(
            "is_current",
            BOOL,
            "False for a duplicate and for an edition that a later one replaces",
            required=True,
        ),
        Column(
            "error_kind",
            TEXT,
            "Why it failed or is partial, as a word: not_pdf, empty, encrypted, damaged, no_text, timeout, memory, "
            "too_large, crash, not_a_file, unreadable",
        ),
        Column("error_detail", TEXT, "The same as a sentence"),
        Column("words_total", COUNT, "Words on all pages", required=True, unit="words"),
        Column(
            "words_placed",
            COUNT,
            "Words that ended in a cell, a section, a footnote or page furniture",
            required=True,
            unit="words",
        ),
        Column(
            "numbers_total",
            COUNT,
            "Numbers inside tables; headers, numbering and page furniture aside",
            required=True,
            unit="numbers",
        ),
        Column("numbers_used", COUNT, "Those that stand in a fact row", required=True, unit="numbers"),
        Column(
            "numbers_declined",
            COUNT,
            "Those in columns that the family declares as not taken",
            required=True,
            unit="numbers",
        ),
        Column("ingested_at", INSTANT, "When that sha256 was first seen", required=True, unit="UTC"),
        Column("pipeline_version", TEXT, "Version of the software that read it", required=True),
    ),
    ("report_id",),
    "report",
)

PAGES = Table(
    "pages",
    "one page",
    (
        REPORT_ID,
        Column("page", INT, "Page of the PDF, counted from 1", required=True),
        Column("width", REAL, "Width as shown, after rotation", required=True, unit="PDF points"),
        Column("height", REAL, "Height as shown, after rotation", required=True, unit="PDF points"),
        Column("rotation", INT, "Rotation the page is shown with, clockwise", required=True, unit="degrees"),
        Column("text", TEXT, "The text in reading order, page furniture left out", required=True),
        Column("text_source", TEXT, "Where the text comes from", required=True, allowed=("native", "ocr", "none")),
        Column(
            "engine",
            TEXT,
            "The PDF engine that read the page",
            required=True,
            allowed=("pdfium", "pdfplumber", "tesseract"),
        ),
        Column("words_total", COUNT, "Words on the page", required=True, unit="words"),
        Column(
            "words_placed",
            COUNT,
            "Words that ended in a cell, a section, a footnote or page furniture",
            required=True,
            unit="words",
        ),
    ),
    ("report_id", "page"),
    "reading",
)

PROJECTS = Table(
    "projects",
    "one project or assignment as one report states it",
    (
        _id("project", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("project_key", TEXT, "The same for the same real project in every report"),
        Column(
            "link_reason",
            TEXT,
            "Why it has the key of other rows: the same name and owner, the same name where one states no owner, one's "
            "other spelling, or the alias file; NULL where it is alone",
            allowed=("name_and_owner", "name", "alias", "alias_file"),
        ),
        Column("kind", TEXT, "project, assignment, implementation_project, feasibility_study …", required=True),
        Column("name", TEXT, "Name as in the table, list or heading that states it", required=True),
        Column("aliases", TEXTS, "Its other spellings in this report"),
        Column("owner", TEXT, "Project owner as printed", source="Projektägare"),
        Column("reference", TEXT, "Its number as printed", source="Diarienummer, projektnummer, ärende-id"),
        Column("owner_aliases", TEXTS, "Other spellings of the owner at this project in this report"),
        Column(
            "owner_organisation_id",
            TEXT,
            "The owner as an organisation; the first of several (`organisation_mentions` has all)",
            references="organisations.organisation_id",
        ),
        Column("subregion", TEXT, "Subregion under whose heading it is listed"),
        Column("theme", TEXT, "Theme under whose heading it is listed"),
        Column("location", TEXT, "Where it is carried out, as printed: place, municipality, postcode"),
        Column(
            "priority_question",
            TEXT,
            "Prioritised question of the strategy it answers",
            source="Prioriterad fråga",
        ),
        Column("applied_sek", MONEY, "Amount applied for", unit="kronor", source="Sökt bidrag"),
        Column("granted_sek", MONEY, "Amount granted", unit="kronor", source="Beviljat bidrag, varav RUN"),
        Column("total_cost_sek", MONEY, "Total expected cost", unit="kronor", source="Total förväntad kostnad"),
        Column("cofinancing_sek", MONEY, "Co-financing from others", unit="kronor", source="Medfinansiering"),
        Column(
            "cofinancing_percent",
            REAL,
            "The EU's share of the eligible cost, as printed: 80 % is 80",
            unit="%",
            source="Union co-financing rate",
        ),
        Column("period_start", DATE, "First day; of a month named alone its first"),
        Column("period_end", DATE, "Last day; of a month named alone its last"),
        Column(
            "contact_person",
            TEXT,
            "Name of the contact person, or of the project leader where no other is named",
        ),
        Column("partners", TEXTS, "Partners in print order"),
        Column("financiers", TEXTS, "Financiers in print order"),
        Column("description", TEXT, "The text under the project's own heading or in its cell"),
        *PROVENANCE,
    ),
    ("project_id",),
    "records",
)

BUDGETS = Table(
    "budgets",
    "one sum of money, whatever its place: "
    "a cell of a statement, a project's amount, a total row, a sum in running text",
    (
        _id("budget", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        PROJECT_ID,
        Column(
            "kind",
            TEXT,
            "statement: a cell of a financial table; project: an amount of a project; total: an amount in a printed "
            "total row of a project list; mention: a sum in running text",
            required=True,
            allowed=("statement", "project", "total", "mention"),
        ),
        Column("subregion", TEXT, "Subregion of the list that a total closes"),
        Column("theme", TEXT, "Theme of the list that a total closes"),
        Column("table_title", TEXT, "Caption of the table without number and unit"),
        Column("section", TEXT, "Group heading above the row, until the group's own sum"),
        Column("line_item", TEXT, "First cell of the row"),
        Column("line_level", INT, "How deep the line lies by numbering, indent, leading dash or varav; 0 is outermost"),
        Column("parent_line", TEXT, "The line or group heading it is a part of by that depth"),
        Column("column_name", TEXT, "Lowest header of the column; the path from the top where that is not unique"),
        Column("measure", TEXT, "granted, applied, total_cost, cofinancing, budget, outcome, deviation …"),
        Column("fiscal_year", INT, "Year the amount is about"),
        Column("value", REAL, "The number as printed, in `unit`"),
        Column("unit", TEXT, "Unit as printed: tkr, mkr, kr, %, timmar …"),
        Column(
            "amount_sek",
            MONEY,
            "The value in kronor; NULL where the unit is not Swedish money",
            unit="kronor",
        ),
        Column("qualifier", TEXT, "drygt, cirka, högst, minst …"),
        Column("is_total", BOOL, "A printed sum, total or result", required=True),
        Column("value_text", TEXT, "The amount as printed", required=True),
        *PROVENANCE,
    ),
    ("budget_id",),
    "records",
)

OPERATORS = ("=", ">", ">=", "<", "<=", "between", "approx", "increase", "decrease", "top_n")

INDICATORS = Table(
    "indicators",
    "one indicator, one breakdown, one year",
    (
        _id("indicator", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("indicator_key", TEXT, "The same for the same indicator of one publisher over the years"),
        Column(
            "link_reason",
            TEXT,
            "Why it has the key of another report's: the same name; a misprint; a name that is alike and the other "
            "report's outcome as previous value; the alias file. NULL where it is alone",
            allowed=("name", "spelling", "previous_value", "alias_file"),
        ),
        PROJECT_ID,
        Column(
            "kind",
            TEXT,
            "indicator: formal, in an indicator table, key-figure list, card or form; goal: a target inside a goal "
            "text; statement: a quantified result in running text",
            required=True,
            allowed=("indicator", "goal", "statement"),
        ),
        Column("framework", TEXT, "The set it belongs to, as printed"),
        Column("initiative", TEXT, "Whose goal a goal is"),
        Column("name", TEXT, "As printed, without label number, colon and status word"),
        Column("breakdown", TEXT, "The group counted: kvinnor, män, unga, utlandsfödda …; NULL for the whole"),
        Column("target_operator", TEXT, "How outcome and target compare", allowed=OPERATORS),
        Column("target_value", REAL, "Target, in `unit`"),
        Column("target_low", REAL, "Lower end of a target span, in `unit`"),
        Column("target_high", REAL, "Upper end of a target span, in `unit`"),
        Column("target_text", TEXT, "The target as printed"),
        Column("outcome_operator", TEXT, "Qualifier of the outcome", allowed=OPERATORS),
        Column("outcome_value", REAL, "Outcome, in `unit`"),
        Column("outcome_text", TEXT, "The outcome as printed"),
        Column(
            "unit",
            TEXT,
            "%, st, ha, kr … or the counted noun; NULL where none is printed; st of a statement that counts what its "
            "name says",
        ),
        Column("year", INT, "Year the outcome is stated for"),
        Column("previous_value", REAL, "Outcome of an earlier year printed beside it, in `unit`"),
        Column("previous_year", INT, "That year"),
        Column("declared_met", BOOL, "True where the report says that the target was met"),
        Column("is_met", BOOL, "Computed from outcome, operator and target; NULL when it cannot be"),
        Column("is_stratsys", BOOL, "Marked as followed up in Stratsys"),
        *PROVENANCE,
    ),
    ("indicator_id",),
    "records",
)

ACTIVITIES = Table(
    "activities",
    "one activity, bullet or row",
    (
        _id("activity", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("chapter_no", TEXT, "Number of the chapter"),
        Column("chapter_title", TEXT, "Heading of the chapter, number aside"),
        Column("section_no", TEXT, "Number of the lowest numbered heading"),
        Column("section_title", TEXT, "Words of the lowest numbered heading"),
        Column("initiative", TEXT, "Heading of the initiative it belongs to"),
        Column("activity", TEXT, "Text of the activity", required=True),
        Column("when_text", TEXT, "When, as printed"),
        Column("year_start", INT, "First year of when"),
        Column("year_end", INT, "Last year of when"),
        Column("responsible", TEXTS, "Names in print order"),
        Column("priority", TEXT, "Priority as printed"),
        Column("follow_up", TEXT, "Follow-up as printed"),
        Column(
            "status",
            TEXT,
            "By the light or word shown; NULL where none is",
            allowed=("done", "partial", "not_done"),
        ),
        *PROVENANCE,
    ),
    ("activity_id",),
    "records",
)

INITIATIVES = Table(
    "initiatives",
    "one initiative of an activity report",
    (
        _id("initiative", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("section_no", TEXT, "Number of the section it stands in"),
        Column("initiative", TEXT, "Heading", required=True),
        Column("purpose", TEXT, "Text after its purpose label", source="Syfte"),
        Column("goal", TEXT, "Text after its goal label", source="Mål"),
        Column("comment", TEXT, "Text after its comment label", source="Kommentar"),
        *PROVENANCE,
    ),
    ("initiative_id",),
    "records",
)

SECTIONS = Table(
    "sections",
    "one heading with its text",
    (
        _id("section", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("number", TEXT, "Number of the heading, as printed"),
        Column("title", TEXT, "Words of the heading", required=True),
        Column("level", INT, "1 is a chapter; NULL for a call-out"),
        Column("text", TEXT, "Text until the next heading", required=True),
        Column("page", INT, "Page of the heading, counted from 1", required=True),
        Column("page_end", INT, "Page where its text ends", required=True),
        BOX,
    ),
    ("section_id",),
    "reading",
)

FOOTNOTES = Table(
    "footnotes",
    "one footnote",
    (
        _id("footnote", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("number", TEXT, "Its mark, as printed", required=True),
        Column("text", TEXT, "Its text", required=True),
        Column("called_by", TEXTS, "The words before each call of it, as printed"),
        Column("page", INT, "Page it stands on, counted from 1", required=True),
        BOX,
    ),
    ("footnote_id",),
    "reading",
)

ORGANISATIONS = Table(
    "organisations",
    "one real organisation",
    (
        _id("organisation", "Identifies the organisation over all reports"),
        Column("name", TEXT, "The fullest spelling met", required=True),
        Column("aliases", TEXTS, "Every other spelling met, running text included", required=True),
        Column("kind", TEXT, "municipality, region, agency, university, company, association, foundation …"),
        Column("municipality_code", TEXT, "Four digits", source="SCB kommunkod"),
        Column("region_code", TEXT, "Two digits", source="SCB länskod"),
    ),
    ("organisation_id",),
    "entities",
)

ORGANISATION_MENTIONS = Table(
    "organisation_mentions",
    "one place that names an organisation: a project's owner, partner or financier, or a spelling in running text",
    (
        _id("mention", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("organisation_id", TEXT, "Which one it is", references="organisations.organisation_id"),
        PROJECT_ID,
        Column(
            "role",
            TEXT,
            "What it is there; an owner cell that names two has two rows. In running text each spelling has one row a "
            "project",
            required=True,
            allowed=("owner", "partner", "financier", "text"),
        ),
        Column("name", TEXT, "The name as printed", required=True),
        Column(
            "link_reason",
            TEXT,
            "Why the name is taken for that organisation. name: it is its name; spelling: it is but for legal form, "
            "case and word order; place: the same municipality or region; short_form: in brackets or after a dash; "
            "same_project: a report gives both as owner of one project; own_text: a short form in the text of the "
            "owner's project; initials: its initials there; definition: the text gives name and abbreviation; "
            "alias_file: a person says so",
            allowed=(
                "name",
                "spelling",
                "place",
                "short_form",
                "same_project",
                "own_text",
                "initials",
                "definition",
                "alias_file",
            ),
        ),
        *PROVENANCE,
    ),
    ("mention_id",),
    "records",
)

FINDINGS = Table(
    "findings",
    "one data-quality finding",
    (
        _id("finding", "Identifies the row; the same file gives the same id everywhere"),
        Column(
            "report_id",
            TEXT,
            "The report it is about; NULL where its file was taken away",
            references="reports.report_id",
        ),
        Column("rule", TEXT, "What is compared, as a name", required=True),
        Column(
            "severity",
            TEXT,
            "error: certainly wrong in the report; warning: a reader should look; info: worth knowing",
            required=True,
            allowed=("error", "warning", "info"),
        ),
        Column("subject", TEXT, "Printed name of the project, row or table"),
        Column("detail", TEXT, "Both figures, as a sentence", required=True),
        Column("expected", TEXT, "What it should be"),
        Column("observed", TEXT, "What is printed"),
        Column("page", INT, "Page of the PDF, counted from 1"),
        Column("bbox", BBOX, "Place on that page, origin top left", unit="PDF points"),
        Column("source_text", TEXT, "The text as printed at that place"),
    ),
    ("finding_id",),
    "records",
)

SOURCE_TABLES = Table(
    "source_tables",
    "one table found, before any meaning is given",
    (
        _id("table", "Identifies the row; the same file gives the same id everywhere"),
        REPORT_ID,
        Column("page", INT, "Page where it starts, counted from 1", required=True),
        Column("page_end", INT, "Page where it ends", required=True),
        Column("bbox", BBOX, "Place on its first page, origin top left", required=True, unit="PDF points"),
        Column("title", TEXT, "Caption or heading it stands under"),
        Column("kind", TEXT, "ruled, partly_ruled, borderless, key_value, list …", required=True),
        Column("row_count", INT, "Rows, header rows included", required=True, unit="rows"),
        Column("column_count", INT, "Columns", required=True, unit="columns"),
    ),
    ("table_id",),
    "reading",
)

SOURCE_CELLS = Table(
    "source_cells",
    "one cell of a table found",
    (
        Column("table_id", TEXT, "The table it belongs to", required=True, references="source_tables.table_id"),
        REPORT_ID,
        Column("page", INT, "Page the cell stands on, counted from 1", required=True),
        Column("bbox", BBOX, "Place on that page, origin top left", required=True, unit="PDF points"),
        Column("row_no", INT, "Row, counted from 1", required=True),
        Column("column_no", INT, "Column, counted from 1", required=True),
        Column("row_span", INT, "Rows it covers", required=True, unit="rows"),
        Column("column_span", INT, "Columns it covers", required=True, unit="columns"),
        Column("text", TEXT, "Its text, lines joined by one space", required=True),
        Column("fill_color", TEXT, "Background as #rrggbb; NULL where none is drawn"),
        Column("text_color", TEXT, "Colour of its text as #rrggbb"),
    ),
    ("table_id", "row_no", "column_no"),
    "reading",
)

TABLES: tuple[Table, ...] = (
    REPORTS,
    PAGES,
    PROJECTS,
    BUDGETS,
    INDICATORS,
    ACTIVITIES,
    INITIATIVES,
    SECTIONS,
    FOOTNOTES,
    ORGANISATIONS,
    ORGANISATION_MENTIONS,
    FINDINGS,
    SOURCE_TABLES,
    SOURCE_CELLS,
)

BY_NAME = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The table of that name; KeyError when there is none."""
    return BY_NAME[name]
