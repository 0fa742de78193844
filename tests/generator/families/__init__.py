"""One module for each family of reports: its facts, and how they are laid out."""
