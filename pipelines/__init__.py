"""Rapportlager: reads the PDF reports of the Swedish public sector into tables to run SQL on.

One way through the house::

    PDF -> pages -> tables and sections -> records -> Parquet -> DuckDB

Each arrow is a plain function in this package. Nothing here knows the orchestrator; the Dagster definitions
and the command line lie in ``assets``.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("rapportlager")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
