"""Things that are the same, gathered in groups whatever the order in which that is told."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """A union-find over hashable things."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def add(self, thing: T) -> None:
        """Know a thing; alone until it is joined."""
        self._parent.setdefault(thing, thing)

    def find(self, thing: T) -> T:
        """The representative of its group."""
        self.add(thing)
        while self._parent[thing] != thing:
            self._parent[thing] = self._parent[self._parent[thing]]
            thing = self._parent[thing]
        return thing

    def join(self, things: Iterable[T]) -> None:
        """Make things one group."""
        ordered = list(things)
        for thing in ordered:
            self._parent[self.find(thing)] = self.find(ordered[0])

    def groups(self) -> list[list[T]]:
        """All groups."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return list(found.values())


def key_of(prefix: str, text: str) -> str:
    """A short id that depends on the text alone."""
    return f"{prefix}-{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"
