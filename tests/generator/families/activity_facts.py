"""What is told of the activities of an initiative."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Activity:
    text: str
    state: str | None


@dataclass(slots=True)
class Initiative:
    name: str
    purpose: str
    goal: str
    target: tuple[str, int] | None
    comment: str | None
    activities: list[Activity]
    when: str
    people: list[str]
    priority: str
    follow_up: str
