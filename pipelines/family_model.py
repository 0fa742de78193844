"""What a family file and the shared lexicon may say: their models, which check them and make the published schemas."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Words = list[str]
Policy = Literal["keep", "drop"]
Place = Literal["row", "header", "caption", "text"]
"""Where the unit of a figure may stand, beside the figure itself."""


def _no_words(value: Any) -> Any:
    """``field: null`` declares that the field is looked at and not taken."""
    return [] if value is None else value


class Model(BaseModel):
    """A part of a file; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TableWords(Model):
    """What the columns of one sort of table are called."""

    needs: list[Words] = Field(
        default_factory=list,
        description="Sets of fields; a table that has one whole set is of this sort. In a family file: instead of the "
        "shared sets",
    )
    fields: Annotated[dict[str, Words | None], BeforeValidator(lambda value: value or {})] = Field(
        default_factory=dict,
        description="Field to header words. With null instead of words, a field or a header that is looked at and "
        "deliberately not taken: its numbers count as declined",
    )


class Prose(Model):
    """Wordings by which running text tells facts of the one project a report is about."""

    is_project: Words = []
    period: Words = []
    period_start: Words = []
    period_end: Words = []
    partners: Words = []
    financiers: Words = []


class Labels(Model):
    """Labels that open a paragraph, a line or a list item."""

    initiatives: dict[str, Words] = Field(default={}, description="Labelled parts of an initiative: purpose, goal …")
    indicators: dict[str, Words] = Field(default={}, description="Labels of one indicator: target, outcome")
    breakdowns: Words = Field(default=[], description="What opens a part of an indicator: varav")


class Aims(Model):
    """How a project says what it aims at."""

    phrases: Words
    headings: Words
    verbs: Words


class Results(Model):
    """How running text tells of results."""

    told: Words
    endings: Words
    announced: Words
    restated: Words
    divided: Words
    conditions: Words
    scores: Words
    places: Words
    adverbs: Words
    before_adjectives: Words
    parts: Words
    not_counted: Words
    determiners: Words


class Lexicon(Model):
    """The shared lexicon: ``_base.yaml``."""

    parts: dict[str, Words] = Field(
        description="Parts of headers, each with its stems: patterns such as '<granted> <money>?' are made of them"
    )
    tables: dict[str, TableWords]
    measures: dict[str, Words]
    totals: Words
    total_labels: Words
    total_endings: Words
    money_rows: Words
    labels: Labels
    groups: Words
    prose: Prose
    aims: Aims
    results: Results
    counted: Words
    publishers: Words


class Signs(Model):
    """How a report of the family is recognised; each sign that is seen counts."""

    titles: Annotated[Words, BeforeValidator(_no_words)] = Field(
        default=[], description="Phrases of the title: 3 points for one, 1 for each further, 5 at most"
    )
    headings: Words = Field(default=[], description="Phrases of headings: 1 point each, 3 at most")
    labels: Words = Field(default=[], description="Labels before a colon: 1 point each, 3 at most")
    tables: Words = Field(default=[], description="Sorts of table it has: 2 points each")
    not_titles: Words = Field(default=[], description="Phrases of the title that rule the family out")


class HeadingProjects(Model):
    """Headings that name projects."""

    under: Words = Field(description="Phrases of the heading they stand under")
    kind: str = Field(description="The kind of project they are")


class Units(Model):
    """Where the unit of an amount stands, and what it is where none is printed."""

    places: list[Place] = Field(
        default=["row", "header", "caption", "text"],
        description="Where a unit may stand, besides the cell itself, which always wins; what stands nearest is taken",
    )
    default: str | None = Field(
        default="kr", description="Unit of project amounts where none is printed; null: unknown, so no amount in kronor"
    )


class Expectation(Model):
    """What the reports of a family are expected to give of one table; a finding tells of one that does not."""

    min: int = Field(default=1, ge=0, description="Least rows")
    filled: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default={}, description="Column to the least share of rows that have a value in it"
    )
    totals: bool = Field(default=False, description="Its printed tables end in a total, which adds up")


def _expected(value: Any) -> Any:
    """A list of tables expects a row of each."""
    if isinstance(value, list):
        return {name: {} for name in value}
    if isinstance(value, dict):
        return {name: {} if one is None else one for name, one in value.items()}
    return value


class Personal(Model):
    """Whether names of people are kept."""

    contact_person: Policy = Field(default="keep", description="Of projects")
    responsible: Policy = Field(default="keep", description="Of activities")


class Family(Model):
    """One family file."""

    family: str = Field(description="Name of the family, and of the file")
    title: str = Field(description="What the family is, in Swedish, for people")
    match: Signs
    tables: dict[str, TableWords] = Field(default={}, description="Words beyond the shared lexicon, by sort of table")
    measures: dict[str, Words] = Field(
        default={}, description="Words of a statement's columns and rows beyond the shared ones, by what they measure"
    )
    labels: Labels = Labels()
    context: Words = Field(default=[], description="What the headings above a project table are, outermost first")
    units: Units | None = Field(
        default=None, description="Where units stand; without it anywhere, and kronor in a Swedish report without one"
    )
    project_kind: str = Field(default="project", description="Kind of the projects in its tables")
    list_projects: str | None = Field(default=None, description="Kind of project in lists of 'Name (amount): text'")
    heading_projects: list[HeadingProjects] = []
    one_project: bool = Field(default=False, description="The whole report is about one project")
    ratios: bool = Field(
        default=False, description="Tables of names with outcomes and no target are key ratios of its statements"
    )
    results: bool = Field(default=False, description="Quantified results in running text are indicators")
    expect: Annotated[dict[str, Expectation], BeforeValidator(_expected)] = Field(
        default={}, description="What its reports give, by table of the data model; a list expects a row of each"
    )
    personal: Personal = Personal()
