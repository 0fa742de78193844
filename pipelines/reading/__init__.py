"""Reading PDFs: pages, tables, sections. Usable alone, without the rest of the project::

    from pathlib import Path
    from pipelines.reading import read_tables

    for table in read_tables(Path("report.pdf")):
        print(table.page, table.box, table.header_paths())
        for row in table.rows():
            print(row)

Every length is in PDF points from the top left corner of the page as shown; pages, rows and columns count from 1.
"""

from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Box, Cell, Line, Mark, Page, Reading, Table, Word
from pipelines.reading.report import read_pages, read_report, read_tables
from pipelines.reading.tables.find import find_tables

__all__ = [
    "Box",
    "Cell",
    "Line",
    "Mark",
    "Page",
    "Reading",
    "Table",
    "UnreadableError",
    "Word",
    "find_tables",
    "read_pages",
    "read_report",
    "read_tables",
]
