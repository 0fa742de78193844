"""Dagster definitions and the command line: thin, never opens a PDF."""
