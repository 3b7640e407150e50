"""A world made from the API document alone."""
