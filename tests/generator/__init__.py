"""Reports made up at random, each with its truth: what they say, typeset in many ways, and how well it is read."""
