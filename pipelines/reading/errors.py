"""Why a file cannot be read, as data."""

from __future__ import annotations

from typing import Literal

ErrorKind = Literal[
    "not_pdf",
    "empty",
    "encrypted",
    "damaged",
    "no_text",
    "timeout",
    "memory",
    "crash",
    "not_a_file",
    "unreadable",
    "too_large",
]


class UnreadableError(Exception):
    """A file that no engine can read: `kind` is a word for tables, `detail` a sentence for people.

    `page_count` is how many pages it says it has, where it opens at all.
    """

    def __init__(self, kind: ErrorKind, detail: str, page_count: int | None = None) -> None:
        super().__init__(detail)
        self.kind: ErrorKind = kind
        self.detail = detail
        self.page_count = page_count
