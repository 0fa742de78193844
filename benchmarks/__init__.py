"""How well the reader reads, how fast and in how much memory, beside other readers in the same run."""
