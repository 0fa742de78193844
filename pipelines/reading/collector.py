"""Python's collector of cyclic garbage, kept from going through a report again and again while it is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000
"""New objects between two collections; Python's own figure is below one for every word of two pages."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect seldom: words, lines and cells hold no cycles, yet looking for some took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(max(OBJECTS, usual[0]) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if not gc.get_freeze_count():
            # what is left was read just now: pass it on to the oldest generation rather than search it once more
            gc.freeze()
            gc.unfreeze()
