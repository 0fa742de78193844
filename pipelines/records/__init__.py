"""From what a report says to records: each value with the place it stands at."""
