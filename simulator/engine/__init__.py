"""Plays cases: one conversation at a time, many at once."""
