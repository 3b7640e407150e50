"""API documents in, tool results out."""
