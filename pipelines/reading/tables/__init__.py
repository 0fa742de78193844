"""Tables of one page: from drawn rules, from alignment, or from both."""
