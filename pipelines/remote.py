"""Places on no disk of this machine: ``s3://bucket/folder`` and whatever else fsspec knows, through one door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

AT_ONCE = 16
"""Objects on their way at the same time."""
_URL = re.compile(r"(?P<kind>[a-z][a-z0-9+]+):/{1,2}(?P<rest>[^/].*)")


class RemoteError(Exception):
    """A place that is not on this machine cannot be reached, read or written; nothing here is to blame."""


def as_url(place: str | Path) -> str | None:
    """``s3://bucket/folder`` as a URL, also where a path swallowed a slash of it; None for a path of this machine."""
    found = _URL.fullmatch(str(place).rstrip("/"))
    return f"{found['kind']}://{found['rest']}" if found else None


def open_place(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. Raises RemoteError when what speaks to it is not installed."""
    try:
        from fsspec.core import url_to_fs

        filesystem, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        kind = url.partition(":")[0]
        raise RemoteError(f"{url} cannot be reached: {error}. For s3 install rapportlager[s3] ({kind}).") from error
    except Exception as error:  # as many kinds as there are file systems
        raise RemoteError(f"{url} cannot be reached: {_said(error)}") from error
    return filesystem, path.rstrip("/")


@contextmanager
def reaching(what: str) -> Iterator[None]:
    """Tells in a line what a file system on the network cannot do. Raises RemoteError."""
    try:
        yield
    except RemoteError:
        raise
    except Exception as error:  # clients raise whatever they like
        raise RemoteError(f"{what}: {_said(error)}") from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}" if str(error) else type(error).__name__


def side_by_side(action: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """What the action gives for each item, in their order; several at once, since each mostly waits."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(action, items))
