"""The picture of a place shows that place, on turned pages too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipelines.crop import COLOR, GAP, LOWEST, MOST_PIXELS, SCALE, CropError, crop, find_file
from pipelines.explain import explain
from pipelines.query import connect, rows_of
from pipelines.reading import Box, read_pages
from pipelines.reading.words import find_lines, find_words
from pipelines.settings import Settings


def red(image: Image.Image) -> Box:
    """The box around all pixels of the outline, in pixels."""
    mask = Image.eval(image.convert("RGB").getchannel("R"), lambda value: 0)
    pixels = image.load()
    assert pixels is not None
    for x in range(image.width):
        for y in range(image.height):
            if pixels[x, y] == COLOR:
                mask.putpixel((x, y), 255)
    box = mask.getbbox()
    assert box is not None
    return Box(*map(float, box))


def dark(image: Image.Image, box: Box) -> int:
    inside = image.convert("L").crop(tuple(int(edge) for edge in box))
    return sum(inside.histogram()[:100])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_line_goes_around_the_word(samples: Settings, tmp_path: Path, turned: int) -> None:
    document = pypdfium2.PdfDocument(samples.raw / "vgr-delregionala-projekt-2020.pdf")
    document[0].set_rotation(turned)
    path = tmp_path / "turned.pdf"
    document.save(path)
    document.close()
    page = next(read_pages(path))
    box = (
        max((line.box for line in find_lines(find_words(page.chars))), key=lambda box: box.width)
        if not turned
        else Box(100.0, 100.0, 250.0, 180.0)
    )
    image = crop(path, 1, box)
    width = page.height if page.turned in (90, 270) else page.width  # text that runs up or down is turned to be read
    assert image.width == pytest.approx(width * SCALE, abs=2)
    outline = red(image)
    assert outline.width == pytest.approx((box.width + 2 * GAP) * SCALE, abs=4)
    assert outline.height == pytest.approx((box.height + 2 * GAP) * SCALE, abs=4)
    assert outline.x0 == pytest.approx((box.x0 - GAP) * SCALE, abs=3)
    if not turned:
        assert dark(image, outline) > 100


def test_a_box_at_the_edge_and_no_box_at_all_are_shown(samples: Settings) -> None:
    path = samples.raw / "boras-creative-innovation-projekt.pdf"
    whole = crop(path, 2, None)
    top = crop(path, 1, Box(0.0, 0.0, 50.0, 10.0))
    bottom = crop(path, 1, Box(0.0, 830.0, 50.0, 860.0))
    assert whole.height > top.height
    assert top.height == pytest.approx(LOWEST * SCALE, abs=2)
    assert bottom.height == pytest.approx(LOWEST * SCALE, abs=2)
    assert crop(path, 1, Box(-500.0, -500.0, 5000.0, 5000.0)).size == whole.size


def test_a_wall_sized_page_is_drawn_coarser(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_000, 14_000)
    document.save(tmp_path / "wall.pdf")
    document.close()
    image = crop(tmp_path / "wall.pdf", 1, Box(10.0, 10.0, 5000.0, 13_000.0))
    assert image.width * image.height <= MOST_PIXELS


def test_what_cannot_be_shown_is_told(samples: Settings, tmp_path: Path) -> None:
    path = samples.raw / "boras-creative-innovation-projekt.pdf"
    with pytest.raises(CropError, match="has 2 pages"):
        crop(path, 3, None)
    broken = tmp_path / "broken.pdf"
    broken.write_text("no pdf")
    with pytest.raises(CropError, match="cannot be drawn"):
        crop(broken, 1, None)


def test_the_file_is_found_by_its_content(samples: Settings, tmp_path: Path) -> None:
    with connect(samples) as connection:
        (row,) = rows_of(connection, "SELECT budget_id FROM budgets WHERE page IS NOT NULL ORDER BY 1 LIMIT 1")
    report = explain(samples, row["budget_id"]).report
    assert report is not None
    name, digest = report["file_name"], report["sha256"]
    assert find_file(samples.raw, name, digest) == samples.raw / name
    moved = tmp_path / "raw" / "deeper" / "renamed.PDF"
    moved.parent.mkdir(parents=True)
    shutil.copy(samples.raw / name, moved)
    assert find_file(tmp_path / "raw", name, digest).samefile(moved)
    moved.write_bytes(moved.read_bytes() + b"\n")
    with pytest.raises(CropError, match="is not in"):
        find_file(tmp_path / "raw", name, digest)
    moved.rename(tmp_path / "raw" / name)
    with pytest.raises(CropError, match="has changed"):
        find_file(tmp_path / "raw", name, digest)
    with pytest.raises(CropError, match="no folder"):
        find_file(tmp_path / "nowhere", name, digest)
