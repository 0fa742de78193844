"""PDF engines: each gives the same `Page` from a file."""
