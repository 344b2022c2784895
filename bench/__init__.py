"""The benchmark against other generators, its synthetic archive, and the table of real archives."""
