"""Words and side remarks of the simulated user, as data."""
