"""Labels as a scenario file writes them, read for the values of a case."""
