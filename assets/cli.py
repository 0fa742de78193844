"""The command ``rapportlager``. Each command loads what it needs; all but `build` start without Dagster."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text
from typer.core import TyperGroup

from assets import printing
from pipelines import __version__

if TYPE_CHECKING:
    from pipelines.reading import Page
    from pipelines.settings import Settings

FAILED, INTERRUPTED = 1, 130


class Commands(TyperGroup):
    """Tells errors in a line: those the library raises by name. Others are mistakes of ours and show themselves."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; exit with status 1 and a line on standard error when it fails."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # whoever read the output has enough of it; what is still buffered goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            _say("Interrupted. What was read so far is kept; nothing half done is published.")
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if (line := _meant_for_people(error)) is None:
                raise
            _say(f"Error: {line}")
            raise typer.Exit(FAILED) from None


def _meant_for_people(error: Exception) -> str | None:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        return "; ".join(f"RAPPORTLAGER_{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    return str(error) if type(error).__module__.partition(".")[0] in {"pipelines", "assets"} else None


def _say(line: str) -> None:
    printing.console(stderr=True).print(printing.plain(line), soft_wrap=True)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads Swedish public-sector PDF reports into tables to run SQL on.",
)

Raw = Annotated[
    Path | None,
    typer.Option("--raw", "-r", envvar="RAPPORTLAGER_RAW", help="Folder of PDF reports.", show_default="data/raw"),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        envvar="RAPPORTLAGER_WAREHOUSE",
        help="Folder of the database and all that goes with it.",
        show_default="data/warehouse",
    ),
]
Pdf = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF, anywhere.", show_default=False)]


def _settings(raw: Path | None = None, warehouse: Path | None = None) -> Settings:
    """Settings from the environment, with what the command line says instead."""
    from pipelines.settings import Settings

    given: dict[str, Any] = {"raw": raw, "warehouse": warehouse}
    return Settings(**{name: folder for name, folder in given.items() if folder is not None})


@contextmanager
def _naming(pdf: Path) -> Iterator[None]:
    """Puts the file's name before the reason why it cannot be read."""
    from pipelines.reading import UnreadableError

    try:
        yield
    except UnreadableError as error:
        raise UnreadableError(error.kind, f"{pdf}: {error.detail}") from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rapportlager {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    raw: Raw = None,
    warehouse: Warehouse = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Read also what did not change.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="REPORT", help="Read this report anew; may be given again.")
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option("--family", metavar="NAME", help="Read the reports of this family anew; may be given again."),
    ] = None,
    unattended: Annotated[
        bool,
        typer.Option("--unattended", help="As at night: half-written files wait, what broke down is tried again."),
    ] = False,
    approve: Annotated[
        bool, typer.Option("--approve", help="Publish also when rows of unchanged files were lost.")
    ] = False,
) -> None:
    """Read new and changed reports and publish the database.

    A report that cannot be read is told of and stops nothing. The exit status is 0 when every report was handled.
    """
    from assets import show
    from assets.progress import progress
    from pipelines.overview import summary

    settings = _settings(raw, warehouse)
    console = printing.console()
    console.print(Text("Reading ", "bold") + printing.plain(settings.source or str(settings.raw)))
    from assets.jobs import extract_config
    from assets.run import run_build  # here Dagster starts, which takes some seconds

    config = extract_config(
        force=force or bool(only or family),
        retry_failed=unattended,
        settled=unattended,
        only=only or [],
        of_families=family or [],
        approve=approve,
    )
    with progress(console) as tell:
        run_build(settings, config, tell, "a timer" if unattended else None)
    show.summary(console, settings, summary(settings))


@app.command()
def status(
    warehouse: Warehouse = None,
    failed: Annotated[bool, typer.Option("--failed", help="Those that could not be read, wholly, and why.")] = False,
) -> None:
    """What the last run did, and the reports: family, status, pages, rows, findings."""
    from assets import show
    from pipelines.journal import last_run
    from pipelines.overview import report_lines

    settings, console = _settings(warehouse=warehouse), printing.console()
    lines = report_lines(settings, failed)
    show.last_run(console, settings, last_run(settings.logs))
    show.status(console, lines, failed)


@app.command()
def inspect(
    pdf: Pdf,
    as_draft: Annotated[
        bool, typer.Option("--draft", help="The first draft of a family file for such reports.")
    ] = False,
) -> None:
    """Show what is seen in a PDF: headings, tables, and which family it looks like and why.

    With --draft instead the first draft of a family file, to go through and save in pipelines/families.
    """
    from assets import show_pdf
    from pipelines.inspection import inspect as look

    with _naming(pdf):
        seen = look(pdf)
    if as_draft:
        from pipelines.draft import draft

        typer.echo(draft(seen.reading, seen.about["title"], pdf.name), nl=False)
        return
    show_pdf.inspection(printing.console(), pdf.name, seen)


@app.command()
def tables(
    pdf: Pdf,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON array, one table a line.")] = False,
    pages: Annotated[
        str | None, typer.Option("--pages", metavar="3-5,8", help="These pages alone.", show_default="all")
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option("--png", metavar="OUT", help="Draw what was read over each page, into this folder or file.png."),
    ] = None,
) -> None:
    """Show every table found in a PDF: page, place, rows. With --png also as pictures, with all else that was read."""
    from assets import show_pdf
    from pipelines.inspection import read
    from pipelines.page_numbers import page_numbers

    try:
        chosen = None if pages is None else page_numbers(pages)
    except ValueError as error:
        raise typer.BadParameter(f"--pages: {error}") from None
    drawn: list[Page] = []  # what the reader saw before it made sense of it, so that the file is read once

    def keep(page: Page) -> None:
        if png is not None and (chosen is None or page.number in chosen):
            drawn.append(page)

    with _naming(pdf):
        reading = read(pdf, keep)
    if as_json:
        printing.write_json_rows(show_pdf.table_rows(reading, chosen), sys.stdout)
    else:
        show_pdf.tables(printing.console(), reading, chosen)
    if png is not None:
        from pipelines.picture import save

        files = save(pdf, reading, drawn, png)
        _say(f"Drawn into {files[0]}." if len(files) == 1 else f"{len(files)} pages drawn, the last into {files[-1]}.")


class By(StrEnum):
    """Ways to divide a text."""

    page = "page"
    section = "section"


@app.command()
def text(
    pdf: Pdf,
    by: Annotated[By, typer.Option("--by", help="How to divide it.")] = By.page,
) -> None:
    """Print the text of a PDF in reading order."""
    from assets import show_pdf
    from pipelines.escapes import for_terminal
    from pipelines.inspection import read

    with _naming(pdf):
        reading = read(pdf)
    if not reading.words_total:
        _say(show_pdf.EMPTY)
    for part in show_pdf.text_by_page(reading) if by is By.page else show_pdf.text_by_section(reading):
        typer.echo(for_terminal(part))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(metavar='"SELECT …"', help="A question.", show_default=False)],
    warehouse: Warehouse = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As a JSON array, one row a line.")] = False,
) -> None:
    """Ask the database. It is opened read-only, and nothing but the database can be reached."""
    from pipelines.query import ask, connect

    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json exclude each other.")
    with connect(_settings(warehouse=warehouse)) as connection:
        answer = ask(connection, query)
        if as_csv:
            printing.write_csv(answer, sys.stdout)
        elif as_json:
            printing.write_json(answer, sys.stdout)
        else:
            printing.print_answer(answer)


@app.command()
def diff(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A snapshot: current, previous, refused, its number or its name.")
    ] = "previous",
    second: Annotated[str, typer.Argument(metavar="B", help="Another one.")] = "current",
    warehouse: Warehouse = None,
    only: Annotated[str | None, typer.Option("--table", metavar="TABLE", help="The rows of this table alone.")] = None,
    rows: Annotated[int, typer.Option("--rows", help="Rows shown of each table.", min=0)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Every row that differs, as a JSON array.")] = False,
) -> None:
    """Show what changed between two snapshots: rows by key, and what they were and are. Status 0, changed or not."""
    from assets import show
    from pipelines import compare, schema, snapshots

    settings = _settings(warehouse=warehouse)
    if only is not None and only not in schema.BY_NAME:
        raise typer.BadParameter(f"--table: there is no table {only}.")
    folders = snapshots.find(settings, first), snapshots.find(settings, second)
    differences = [one for one in compare.compare(*folders) if only is None or one.table == only]
    if as_json:
        changed = (show.changed_rows(*folders, difference.table) for difference in differences if difference)
        printing.write_json_rows(chain.from_iterable(changed), sys.stdout)
    else:
        show.differences(printing.console(), folders, differences, rows)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="The id of any row.", show_default=False)],
    raw: Raw = None,
    warehouse: Warehouse = None,
    png: Annotated[
        Path | None, typer.Option("--png", metavar="OUT.png", help="Draw the place on its page into this file.")
    ] = None,
) -> None:
    """Show where a fact comes from: its values, report, page, and the text around it."""
    from assets import show
    from pipelines.explain import explain as look_up

    settings = _settings(raw, warehouse)
    told = look_up(settings, row_id)
    show.explanation(printing.console(), told)
    if png is not None:
        from pipelines.crop import CropError, crop, find_file

        if told.report is None or told.page is None:
            raise CropError(f"{row_id} stands on no page, so there is nothing to draw.")
        file = find_file(settings.raw, told.report["file_name"], told.report["sha256"])
        crop(file, told.page, told.box).save(png, format="PNG")
        _say(f"Drawn into {png}.")


@app.command()
def ui(
    raw: Raw = None,
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(help="Port on this machine.", min=1, max=65535)] = 3000,
) -> None:
    """Open the asset graph in a browser, on this machine alone."""
    import yaml

    from pipelines.settings import ROOT

    settings = _settings(raw, warehouse)
    home = settings.run_storage
    home.mkdir(parents=True, exist_ok=True)
    shared = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    own = {key: value for key, value in shared.items() if "storage" not in key and key != "compute_logs"}
    (home / "dagster.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    os.chdir(ROOT)
    environment = os.environ | {
        "DAGSTER_HOME": str(home),
        "DAGSTER_DISABLE_TELEMETRY": "1",  # told twice: the setting alone leaves empty log folders behind
        "RAPPORTLAGER_RAW": str(settings.raw),
        "RAPPORTLAGER_WAREHOUSE": str(settings.warehouse),
    }
    dagster = [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)]
    os.execve(sys.executable, dagster, environment)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows another instead
    app()
