"""How a reader is watched from outside: it tells which page it is at, and leaves out those that broke it before.

Some pages cannot be read by anyone: a form that draws itself twice fills any memory. Whoever runs the reader in a
process of its own then knows the page to blame, and the others can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from pipelines.reading.errors import ErrorKind

AT_NO_PAGE = 0
"""What is told when no single page is at work."""


@dataclass(frozen=True, slots=True)
class Care:
    """Who is told of each page, by its number from 1, before it is read; the pages to leave out, and why."""

    tell: Callable[[int], None] = lambda number: None
    leave_out: Mapping[int, tuple[ErrorKind, str]] = field(default_factory=dict)


_NONE = Care()
_CARE: ContextVar[Care | None] = ContextVar("care", default=None)


def care() -> Care:
    """What holds for the report that is being read."""
    return _CARE.get() or _NONE


@contextmanager
def with_care(given: Care) -> Iterator[None]:
    """Have every report that is read in the block read with this care."""
    token = _CARE.set(given)
    try:
        yield
    finally:
        _CARE.reset(token)
