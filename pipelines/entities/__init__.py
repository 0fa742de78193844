"""What holds across reports: organisations, keys that join the same real thing, and what two reports disagree on."""

from pipelines.entities.link import link

__all__ = ["link"]
