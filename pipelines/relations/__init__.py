"""Relations between printed figures, counts, dates and names, and findings where one does not hold."""
