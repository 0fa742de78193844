"""Draws the picture of the README: a page with the boxes of what was read, beside the answer of a query.

    python docs/images/make_picture.py WAREHOUSE

where WAREHOUSE holds a build of the sample reports.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[1] / "data" / "raw"
REPORT = "vgr-delregionala-projekt-2020"
SCALE = 1.35
BLUE, GREEN, RED, INK = (31, 111, 178), (34, 139, 84), (200, 30, 45), (40, 44, 52)
QUERY = """SELECT name, granted_sek, total_cost_sek, page
FROM projects
WHERE subregion = 'Boråsregionen'
ORDER BY granted_sek DESC LIMIT 8;"""
FINDING = "SELECT subject, detail FROM findings WHERE severity = 'error';"
PLACE = """SELECT page, bbox, source_text
FROM projects WHERE name = 'Drivhuset FRAMSTEG!';"""
FONT = "DejaVuSansMono.ttf"
"""A free font with every Swedish letter, found among the fonts of the system."""


def main(warehouse: Path) -> None:
    """Draw the picture from a build of the samples and write it beside this script."""
    connection = duckdb.connect(str(warehouse / "rapportlager.duckdb"), read_only=True)
    page = draw_page(connection)
    answer = draw_answer(connection, page.height)
    picture = Image.new("RGB", (page.width + answer.width + 30, page.height + 20), (238, 240, 243))
    picture.paste(page, (10, 10))
    picture.paste(answer, (page.width + 20, 10))
    picture.quantize(128).save(HERE / "page-and-answer.png", optimize=True)


def draw_page(connection: duckdb.DuckDBPyConnection) -> Image.Image:
    """The first page of the sample with a box around each cell that gave a value and each heading."""
    with pdfium.PdfDocument(RAW / f"{REPORT}.pdf") as document:
        image = document[0].render(scale=SCALE).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image, "RGBA")
    for table, color in (("source_cells", BLUE), ("sections", GREEN)):
        rows = connection.execute(f"SELECT bbox FROM {table} WHERE report_id = ? AND page = 1", [REPORT]).fetchall()
        for (box,) in rows:
            outline(draw, box, color)
    rows = connection.execute(
        "SELECT bbox FROM findings WHERE report_id = ? AND page = 1 AND severity = 'error'", [REPORT]
    ).fetchall()
    for (box,) in rows:
        outline(draw, box, RED, 3)
    return image


def outline(draw: ImageDraw.ImageDraw, box: dict[str, float], color: tuple[int, int, int], width: int = 1) -> None:
    """A box in points drawn with a tint inside."""
    edges = [SCALE * box[name] for name in ("x0", "top", "x1", "bottom")]
    draw.rectangle(edges, outline=color, width=width, fill=(*color, 22))


def draw_answer(connection: duckdb.DuckDBPyConnection, height: int) -> Image.Image:
    """The query and its answer as on a terminal."""
    image = Image.new("RGB", (760, height), (253, 253, 253))
    draw = ImageDraw.Draw(image)
    font, small = ImageFont.truetype(FONT, 16), ImageFont.truetype(FONT, 14)
    y = 30
    for line in QUERY.splitlines():
        draw.text((28, y), line, INK, font)
        y += 26
    y += 18
    columns = ((28, "name"), (420, "granted_sek"), (540, "total_cost_sek"), (690, "page"))
    for x, name in columns:
        draw.text((x, y), name, BLUE, small)
    y += 26
    draw.line((28, y, 730, y), fill=(190, 194, 200))
    y += 8
    for name, granted, cost, page in connection.execute(QUERY).fetchall():
        odd = granted > cost
        texts = (name if len(name) < 44 else f"{name[:42]}…", money(granted), money(cost), str(page))
        for (x, _), text in zip(columns, texts, strict=True):
            draw.text((x, y), text, RED if odd and x > 28 else INK, small)
        y += 27
    y += 26
    draw.text((28, y), FINDING, INK, font)
    y += 36
    for subject, detail in connection.execute(FINDING).fetchall():
        draw.text((28, y), f"{subject}: {detail}", RED, small)
        y += 27
    y += 26
    for line in PLACE.splitlines():
        draw.text((28, y), line, INK, font)
        y += 26
    y += 10
    for page, box, text in connection.execute(PLACE).fetchall():
        corners = ", ".join(f"{name}={value:.0f}" for name, value in box.items())
        for line in (f"page {page}, {corners}", text):
            draw.text((28, y), line, INK, small)
            y += 27
    return image


def money(amount: object) -> str:
    """Kronor with blanks between thousands."""
    return f"{amount:,.0f}".replace(",", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
