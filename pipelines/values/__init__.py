"""Printed text into typed values: value, unit and what was left over.

Every function here is pure and takes plain text. A text that has no single reading gives None (or a figure of another
kind than ``number``), never a guess; no function raises for what a text contains. The modules build on each other::

    text  units  dates  qualifiers  words  nouns
      digits  references -> figures -> numbers -> quantities -> money  targets  outcomes
    periods (on dates)   status   names

Spans are offsets into the text as it was given, so a caller can point at the very characters.
"""
