"""Things that are the same, gathered in groups whatever the order in which that is told."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """A union-find over hashable things; pairs in `apart` never come into one group."""

    def __init__(self, apart: Iterable[tuple[T, T]] = ()) -> None:
        self._parent: dict[T, T] = {}
        self._apart = list(apart)

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

    def join(self, things: Iterable[T]) -> bool:
        """Make things one group; False where some are kept apart and those were left as they are.

        With pairs apart, the order of calls decides which joins are refused: call in an order of the things' own.
        """
        ordered = list(things)
        joined = True
        for thing in ordered[1:]:
            one, other = self.find(thing), self.find(ordered[0])
            if one == other:
                continue
            if any({self.find(a), self.find(b)} == {one, other} for a, b in self._apart):
                joined = False
                continue
            self._parent[one] = other
        for thing in ordered[:1]:
            self.add(thing)
        return joined

    def groups(self) -> list[list[T]]:
        """All groups."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return list(found.values())


def key_of(prefix: str, text: str) -> str:
    """A short id that depends on the text alone."""
    return f"{prefix}-{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"
