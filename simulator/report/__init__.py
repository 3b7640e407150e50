"""Records for people and for CI."""
