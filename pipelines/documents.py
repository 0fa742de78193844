"""What lies in the folder of reports: each file, its content's hash and the id of its report.

Every entry whose name ends in ``.pdf`` is told of, also those that are no files, so that nothing in the folder is
passed over in silence. A file is hashed unless `pipelines.inbox` knows the hash of just this inode, size and times:
size and time of writing can stay the same while a file changes, the time of the inode's last change cannot.

A report's id depends on the set of files alone, never on which came first, so that a build that grew night by night
and one from nothing agree. The price: when a file arrives that goes before another of the same stem, the other one's
id gets its suffix and it is read again under that id.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.inbox import Settling, Sighting, now_ns
from pipelines.reading.errors import ErrorKind

LARGEST = 2 << 30
"""Bytes of a file that is opened at most: no report is longer, and a sparse file says any length at no cost."""
LONGEST_SLUG = 200
"""Leaves room for the suffix in the 255 bytes that file systems give a name."""

UNDIVIDED = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart into a base letter and a mark."""

SPECIAL = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class RawFolderError(Exception):
    """The folder of reports, or a part of it, cannot be listed: what is in it is unknown."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a report cannot be read: a word for tables and a sentence for people."""

    kind: ErrorKind
    detail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the folder as found, before it is compared with the others."""

    file_name: str
    """Path under the raw folder: forward slashes, NFC, what is not printable escaped."""
    path: Path
    """Where it can be opened; of a link the place it leads to."""
    size: int
    mtime_ns: int
    sha256: str | None
    problem: Problem | None
    is_link: bool = False
    name_bytes: bytes = b""
    """Its path under the raw folder as the file system has it, to tell apart names that print alike."""
    sighting: Sighting | None = None
    """What to know it by the next time; None of one that was never seen whole."""
    waiting: bool = False
    """Being written to: told of as it was before, or not at all."""


@dataclass(frozen=True, slots=True)
class Document:
    """One entry of the folder of reports."""

    report_id: str
    file_name: str
    path: Path
    size: int
    """Bytes."""
    mtime_ns: int
    sha256: str | None
    """None where there are no bytes to read."""
    problem: Problem | None
    duplicate_of: str | None
    """The report whose file has the same bytes."""
    waiting: bool = False
    """Its file is being written over: what is told of it is what was there before."""
    name_bytes: bytes = b""


@dataclass(frozen=True, slots=True)
class Survey:
    """The folder of reports at one moment."""

    documents: list[Document]
    sightings: dict[str, Sighting]
    """What each entry is known by, by its name as the file system has it (`os.fsdecode`)."""
    waiting: tuple[str, ...]
    """Names of files that are being written and were left for later."""


def scan(raw: Path) -> list[Document]:
    """Every entry under `raw`, at any depth, whose name ends in ``.pdf`` in any case; in the order of their names."""
    return survey(raw).documents


def survey(
    raw: Path,
    known: Mapping[str, Sighting] | None = None,
    settling: Settling | None = None,
    rehash: bool = False,
    refused: Mapping[str, str] | None = None,
) -> Survey:
    """The same with what each is known by. Files as in `known` are not hashed again, unless `rehash`.

    With `settling`, files that are still being written are left out, or told of as `known` has them. Links are never
    followed out of the folder, and what is not a file is never opened. Raises RawFolderError when a folder cannot be
    listed, since its reports would otherwise look removed. `refused` has the names of files that could not be fetched,
    with the reason.
    """
    if not raw.is_dir():
        raise RawFolderError(f"There is no folder of reports at {raw}.")
    root = Path(os.path.realpath(raw))
    known = known or {}
    inodes = {(one.inode, one.size, one.mtime_ns): one for one in known.values()} if settling is not None else {}
    entries: list[Entry] = []
    waiting: list[str] = []
    for path in _candidates(root):
        entry = _look(path, root, known, inodes, settling, rehash)
        if entry is None:
            continue
        if refused and (why := refused.get(os.fsdecode(entry.name_bytes))) is not None:
            entry = replace(entry, sha256=None, problem=Problem("unreadable", why), waiting=False)
        if entry.waiting:
            waiting.append(entry.file_name)
            if entry.sighting is None:
                continue
        entries.append(entry)
    sightings = {os.fsdecode(entry.name_bytes): entry.sighting for entry in entries if entry.sighting is not None}
    return Survey(identify(entries), sightings, tuple(sorted(waiting)))


def _candidates(root: Path) -> Iterator[Path]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.lower().endswith(".pdf"):
                        yield folder / entry.name
                    # Links to folders are left alone: what they lead to inside the root is found at its own place.
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(folder / entry.name)
        except FileNotFoundError:
            if folder == root:
                raise RawFolderError(f"The folder of reports at {root} has gone.") from None
        except OSError as error:
            raise RawFolderError(f"The folder {printable(str(folder))} cannot be listed: {error.strerror}.") from error


def _look(
    path: Path,
    root: Path,
    known: Mapping[str, Sighting],
    inodes: Mapping[tuple[int, int, int], Sighting],
    settling: Settling | None,
    rehash: bool,
) -> Entry | None:
    """The entry at `path`; None when it has gone meanwhile."""
    name = os.fspath(path)[len(os.fspath(root)) + 1 :]
    name_bytes = os.fsencode(name)
    file_name = printable(name)
    last = known.get(name)
    began = now_ns()

    def entry(info: os.stat_result, sha256: str | None, problem: Problem | None, at: Path = path) -> Entry:
        seen = Sighting(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino, began, sha256)
        return Entry(file_name, at, info.st_size, info.st_mtime_ns, sha256, problem, is_link, name_bytes, seen)

    try:
        info = os.lstat(path)
    except FileNotFoundError:
        return None
    is_link = stat.S_ISLNK(info.st_mode)
    target = path
    if is_link:
        try:
            target = Path(os.path.realpath(path, strict=True))
        except OSError:
            return entry(info, None, Problem("not_a_file", "It is a link that leads nowhere."))
        if not target.is_relative_to(root):
            return entry(
                info,
                None,
                Problem("not_a_file", "It is a link that leads out of the folder of reports, so it is not followed."),
            )
    try:
        info = os.lstat(target)
        if not stat.S_ISREG(info.st_mode):
            return entry(info, None, _not_a_file(info.st_mode), target)
        if info.st_size > LARGEST:
            return entry(info, None, _too_large(info.st_size), target)
        if last is not None and last.is_of(info) and not rehash:
            return replace(entry(info, last.sha256, None, target), sighting=last)
        # should a pipe or a link have taken its place since, it is neither waited for nor followed
        descriptor = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                return entry(info, None, _not_a_file(info.st_mode), target)
            if settling is None or settling.is_settled(info, file):
                return entry(info, hashlib.file_digest(file, "sha256").hexdigest(), None, target)
            earlier = last or inodes.get((info.st_ino, info.st_size, info.st_mtime_ns))
            if earlier is not None and earlier.size == info.st_size:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                if digest == earlier.sha256:  # touched, renamed, or copied from elsewhere
                    return entry(info, digest, None, target)
            before = entry(info, last.sha256 if last else None, None, target)
            return replace(before, sighting=last, waiting=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        problem = Problem("unreadable", f"The file cannot be read: {(error.strerror or 'unknown error').lower()}.")
        return entry(info, None, problem, target)


def _too_large(size: int) -> Problem:
    return Problem("too_large", f"The file has {size / 2**30:.1f} GiB; {LARGEST >> 30} GiB are the most that is read.")


def _not_a_file(mode: int) -> Problem:
    what = next((words for test, words in SPECIAL if test(mode)), "something else than a file")
    return Problem("not_a_file", f"It is {what}, not a file.")


def identify(entries: Iterable[Entry]) -> list[Document]:
    """Entries with their report ids and which are copies, in the order of their names.

    Of several with the same slug one has it bare: the first by name, where files go before what cannot be read, files
    before links, and those whose stem is the slug before those whose stem only becomes it. The others get ``-`` and
    the first 8 hex digits of their sha256 (of their name where they have none), and a running number where that is
    taken as well. Of several with the same bytes the original is a file rather than a link, and the first by name.
    """
    ordered = sorted(entries, key=lambda entry: (entry.file_name, entry.name_bytes))
    by_slug: dict[str, list[Entry]] = {}
    for entry in ordered:
        by_slug.setdefault(slug(_stem(entry)), []).append(entry)

    ids: dict[bytes, str] = {}
    rest: list[tuple[str, Entry]] = []
    for name, group in by_slug.items():
        first = min(group, key=lambda entry: (entry.sha256 is None, entry.is_link, _stem(entry) != name))
        ids[first.name_bytes] = name
        rest += [(name, entry) for entry in group if entry is not first]
    taken = set(by_slug)
    for name, entry in rest:
        digest = entry.sha256 or hashlib.sha256(entry.name_bytes).hexdigest()
        candidate = suffixed = f"{name}-{digest[:8]}"
        number = 1
        while candidate in taken:
            number += 1
            candidate = f"{suffixed}-{number}"
        taken.add(candidate)
        ids[entry.name_bytes] = candidate

    originals: dict[str, Entry] = {}
    for entry in sorted(ordered, key=lambda entry: entry.is_link):
        # empty files are no copies of each other: there is nothing in them to have twice
        if entry.sha256 is not None and entry.size:
            originals.setdefault(entry.sha256, entry)
    documents = []
    for entry in ordered:
        original = originals.get(entry.sha256 or "", entry)
        documents.append(
            Document(
                report_id=ids[entry.name_bytes],
                file_name=entry.file_name,
                path=entry.path,
                size=entry.size,
                mtime_ns=entry.mtime_ns,
                sha256=entry.sha256,
                problem=entry.problem,
                duplicate_of=None if original is entry else ids[original.name_bytes],
                waiting=entry.waiting,
                name_bytes=entry.name_bytes,
            )
        )
    return documents


def _stem(entry: Entry) -> str:
    return entry.file_name.rpartition("/")[2][: -len(".pdf")]


def slug(stem: str) -> str:
    """The stem in a-z, 0-9, hyphen and underscore: å and ä become a, ö becomes o, all else a hyphen.

    What is such a slug already stays as it is. Never empty, never longer than LONGEST_SLUG.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", stem.lower().translate(UNDIVIDED))
        if not unicodedata.combining(letter)
    )
    joined = re.sub(r"[^a-z0-9]+", lambda run: run[0] if set(run[0]) <= {"-", "_"} else "-", plain.lower())
    return joined.strip("-_")[:LONGEST_SLUG].rstrip("-_") or "report"


def printable(name: str) -> str:
    r"""A file name that any terminal and database can take: NFC, control characters and stray bytes as ``\x1b``."""
    shown = [
        repr(letter)[1:-1] if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter
        for letter in unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))
    ]
    return "".join(shown)
