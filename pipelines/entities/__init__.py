"""What holds across reports: organisations, keys that join the same real thing, and what two reports disagree on."""

from pipelines.entities.aliases import Aliases, AliasFileError, read_aliases
from pipelines.entities.link import link

__all__ = ["AliasFileError", "Aliases", "link", "read_aliases"]
